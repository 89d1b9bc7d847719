"""Withheld is everywhere, and gone too: in a snapshot, in any article, stored or not."""

from dataclasses import replace

import pytest

from make import article
from sitegen.archive import load_alone, open_archive
from sitegen.model import Card, Entry, Picture, PostRef, Snapshot, StoredPost
from sitegen.snapshots import path_of
from sitegen.withholding import as_told, as_written, held_back, withheld_posts

KEPT = StoredPost(Snapshot("x", "1", url="https://x.com/example_a/status/1", text="Words", status="live"))
OTHER = StoredPost(Snapshot("x", "2", text="More", status="withheld", reason="asked for"))


def quoting(key, status="uncaptured", url="https://x.com/i/web/status/1"):
    return article(posts=(PostRef(key, url, status, captured=False),))


def test_one_article_or_the_snapshot_withholds_for_all():
    posts = {"x/1": KEPT, "x/2": OTHER}
    articles = [quoting("x/1"), quoting("x/1", "withheld"), quoting("x/3", "withheld")]
    assert withheld_posts(articles, posts) == {"x/1", "x/2", "x/3"}


def test_of_a_withheld_post_its_address_and_the_reason_stay():
    found = as_told([quoting("x/1", "withheld")], {"x/1": KEPT, "x/2": OTHER})
    assert found["x/1"].snapshot == Snapshot("x", "1", url=KEPT.snapshot.url, status="withheld")
    assert found["x/2"].snapshot == Snapshot("x", "2", status="withheld", reason="asked for")
    assert found["x/1"].digest != KEPT.digest


def test_where_nothing_is_withheld_nothing_is_made_anew():
    posts = {"x/1": KEPT}
    assert as_told([quoting("x/1")], posts) is posts


def test_a_post_that_one_article_knows_to_be_gone_is_gone_for_all():
    articles = [
        quoting("x/1", "suspended"),
        quoting("x/1", "deleted"),
        quoting("x/1"),
        quoting("x/3", "protected"),
    ]
    found = as_told(articles, {"x/1": KEPT})
    assert found["x/1"].snapshot == replace(KEPT.snapshot, status="deleted")
    assert found["x/3"].snapshot == Snapshot("x", "3", status="protected")
    assert found["x/1"].digest != KEPT.digest


def test_what_an_article_says_of_a_post_without_an_address_holds_there_alone():
    posts = {"x/answer": replace(KEPT, snapshot=replace(KEPT.snapshot, id="answer"))}
    assert as_told([quoting("x/answer", "deleted", ""), quoting("x/answer", url="")], posts) is posts


def test_what_a_check_found_before_is_kept_of_a_post_that_was_known_to_be_gone():
    gone = replace(KEPT, snapshot=replace(KEPT.snapshot, status="deleted", status_checked_at="2021-01-01"))
    assert as_told([quoting("x/1", "deleted")], {"x/1": gone})["x/1"] is gone
    assert as_told([quoting("x/1", "live")], {"x/1": gone})["x/1"] is gone


def test_withheld_stands_above_gone():
    found = as_told([quoting("x/1", "deleted"), quoting("x/1", "withheld")], {"x/1": KEPT})
    assert found["x/1"].snapshot == Snapshot("x", "1", url=KEPT.snapshot.url, status="withheld")


def test_a_post_whose_snapshot_cannot_be_read_is_withheld():
    far = "social.example.org/" + "9" * 150
    articles = [quoting("x/1"), quoting("x/2"), quoting("vimeo/3"), quoting(f"mastodon/{far}")]
    long = path_of("mastodon", far)
    assert withheld_posts(articles, {}, {"_snapshots/x/1.json", "_snapshots/vimeo", long}) == {
        "x/1", "vimeo/3", f"mastodon/{far}"
    }  # fmt: skip
    assert as_told(articles, {}, {"_snapshots"}).keys() == {"x/1", "x/2", "vimeo/3", f"mastodon/{far}"}


def given(*files, key="x/9", status="uncaptured"):
    return PostRef(key, "", status, captured=True, media=files)


def entry(made, *addresses, lead=None):
    card = Card(made.path, "", "en", "", None, False, "", (), (), None, lead, False, False, "")
    return Entry(made, "2019/river/", card, (), (), addresses)


POSTER, FRAME = Picture("poster.jpg"), Picture("caf\u00e9.jpg")
HELD = article(posts=(given("poster.jpg", "cafe\u0301.jpg", status="withheld"),))


def test_the_pictures_that_articles_give_of_a_withheld_post_are_held_back():
    files = ["poster.jpg", "caf\u00e9.jpg", "other.jpg"]
    assert held_back(files, [HELD], [entry(HELD)], {}) == {"poster.jpg", "caf\u00e9.jpg"}
    said = article(posts=(given("poster.jpg"),))  # withheld by another article
    assert held_back(files, [said, HELD], [entry(said, POSTER), entry(HELD)], {}) == {
        "poster.jpg",
        "caf\u00e9.jpg",
    }
    assert held_back(files, [said], [entry(said, POSTER)], {}) == frozenset()


def test_a_picture_that_something_else_shows_is_published_though_it_is_of_a_withheld_post_too():
    files, plain = ["poster.jpg"], article("b.md")
    other = article("b.md", posts=(given("poster.jpg", key="x/8"),))
    for shows in (
        entry(plain, POSTER),
        entry(plain, "poster.jpg#part"),
        entry(plain, lead=POSTER),
        entry(other, POSTER),
    ):
        assert held_back(files, [HELD, shows.article], [entry(HELD), shows], {}) == frozenset()


def bluesky(account, status="live", **more):
    return StoredPost(
        Snapshot("bluesky", f"3kxyz@{account}", text="Words", status=status, **more), digest="d"
    )


BY_DID, BY_HANDLE = "bluesky/3kxyz@did:plc:abc", "bluesky/3kxyz@hill.example.org"
URI = "at://did:plc:abc/app.bsky.feed.post/3kxyz"


def test_a_post_that_may_be_a_withheld_one_by_another_address_is_withheld():
    articles = [quoting(BY_HANDLE, "withheld"), quoting(BY_DID), quoting("bluesky/3kother@did:plc:abc")]
    assert withheld_posts(articles, {}) == {BY_HANDLE, BY_DID}
    assert as_told(articles, {BY_DID: bluesky("did:plc:abc")})[BY_DID].snapshot.text == ""
    unread = {"_snapshots/bluesky/3kxyz@hill.example.org.json"}
    assert withheld_posts([quoting(BY_DID)], {}, unread) == {BY_DID}
    assert withheld_posts([quoting(BY_DID)], {BY_HANDLE: bluesky("hill.example.org", "withheld")}) == {
        BY_DID,
        BY_HANDLE,
    }


def test_a_kept_post_is_found_by_each_of_its_addresses():
    kept = bluesky("hill.example.org", uri=URI)
    found = as_told([quoting(BY_DID, "deleted")], {BY_HANDLE: kept})
    assert found[BY_DID].snapshot == replace(kept.snapshot, id="3kxyz@did:plc:abc", status="deleted")
    assert (found[BY_DID].kept_as, found[BY_HANDLE].snapshot.status) == (BY_HANDLE, "deleted")
    assert BY_HANDLE not in as_told([quoting(BY_HANDLE)], {BY_DID: bluesky("did:plc:abc")})


ONE, TWO = "https://x.com/example_a/status/1001", "https://x.com/example_b/status/1002"


@pytest.mark.parametrize(
    "text",
    [
        f"tweets:\n  - url: {ONE}\n    links:\n      - https://a.example.org\n    status: witheld\n  - {TWO}\n",
        f"tweets:\n- url: {ONE}\n  status: withheld\n- url: {TWO}\nsources:\n  - url: {TWO}\n---\n{TWO}\n",
        f"tweets:\n  - url: {ONE}\n  status: withheld\n  - url: {TWO}\n    status: live\n",
        f"tweets:\n  - url: {ONE}\n<<<<<<< a\n    status: live\n=======\n    status: withheld\n>>>>>>> b\n",
        f"tweets: [{{url: {ONE}, links: [{{short: {ONE}}}], 'status': \"withheld\"}}, {{url: {TWO}}}]\n",
        f"tweets: [{{url: {ONE}, status: withheld",
        f"tweets:\n  url: {ONE}\n  status: Withheld\n",
    ],
)
def test_the_words_of_a_source_that_cannot_be_read_tell_which_post_is_withheld(text):
    assert [ref.key for ref in as_written(text, "a.md")] == ["x/1001"]


def test_the_words_of_a_source_that_cannot_be_read_tell_of_pictures_and_posts_without_address():
    text = "- id: answer\n  media:\n    - weir.png\n    - {file: /dam.png}\n  text: a/b.png\n  status: withheld\n"
    (ref,) = as_written(text, "2019/a.md")
    assert (ref.key, ref.status) == ("x/answer", "withheld")
    assert {"2019/weir.png", "dam.png"} < {*ref.media}
    assert "2019/a/b.png" not in ref.media
    assert as_written(text.replace("withheld", "live"), "2019/a.md") == ()


def emptied(file):
    file.write_text("")


def cut_off(file):
    file.write_text("---\ntitle: Weir\nda")


def a_link_to_nowhere(file):
    file.unlink()
    file.symlink_to("nowhere.md")


def in_a_folder_of_which_a_link_is_left(file):
    file.parent.rename(file.parents[1] / "_2020")
    file.parent.symlink_to("nowhere")


@pytest.mark.parametrize("spoilt", [emptied, cut_off, a_link_to_nowhere, in_a_folder_of_which_a_link_is_left])
def test_what_a_source_withheld_stays_withheld_until_it_can_be_read_again(tmp_path, spoilt):
    file = tmp_path / "content/2020/weir.md"
    file.parent.mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text("title: Sample\n")
    head = "---\ntitle: Weir\ndate: 2020-01-01\ntweets:\n- {url: https://x.com/example_a/status/1, status: %s}\n---\n"

    def withheld():
        return set(load_alone(open_archive(tmp_path)).stock.withheld)

    file.write_text(head % "withheld")
    assert withheld() == {"x/1"}
    spoilt(file)
    assert withheld() == {"x/1"}
    assert withheld() == {"x/1"}, "and a build later"
    if file.parent.is_symlink():
        file.parent.unlink()
    file.parent.mkdir(exist_ok=True)
    file.unlink(missing_ok=True)
    file.write_text(head % "live")
    assert withheld() == set()
