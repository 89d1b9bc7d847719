"""Whose words a snapshot holds: the service's, else the editor's as they are now, each article's own never."""

import pytest
from archive import NOW, file_of, keep, run, snapshot, tweet_url, write_archive

from fakes.internet import NO_SUCH_POST, busy, status, tweet, video
from sitegen.build import build
from sitegen.report import Options

URL = tweet_url(7)
LATER = NOW.replace(year=2025)


def entry(text, url=URL, **more):
    rest = "".join(f"    {key}: {value}\n" for key, value in more.items())
    return f"  - url: {url}\n    text: {text}\n{rest}"


def own(text, author, **more):
    rest = "".join(f"    {key}: {value}\n" for key, value in more.items())
    return f"  - id: answer\n    author: {author}\n    text: {text}\n{rest}"


def pages(root):
    build(root, Options(now=NOW, jobs=1))
    return {p.parent.name: p.read_text() for p in (root / "output").rglob("index.html")}


def test_a_post_without_an_address_is_its_articles_own(tmp_path, internet):
    write_archive(tmp_path, "[tweet:answer]", tweets=own("Words of the mayor", "Mayor"), name="2022/a.md")
    write_archive(tmp_path, "[tweet:answer]", tweets=own("Words of the clerk", "Clerk"), name="2022/b.md")
    write_archive(tmp_path, "[tweet:answer]", tweets=own("Paroles", "Maire"), name="2022/a.fr.md")
    report = run(tmp_path, internet)
    assert (report.posts["quoted"], report.posts["written"], report.posts["without_url"]) == (3, 0, 3)
    assert internet.asked == []
    assert not (tmp_path / "content/_snapshots/x").exists()
    keep(tmp_path, "x/answer", text="Words of the mayor", captured_via="manual", status="deleted")
    found = pages(tmp_path)
    assert "Words of the clerk" in found["b"]
    assert "Words of the mayor" not in found["b"]
    assert "deleted" not in found["b"]


def test_a_post_without_an_address_is_withheld_by_its_entry_or_its_snapshot(tmp_path, internet):
    withheld = own("Words of the mayor", "Mayor", status="withheld", note="by request")
    write_archive(tmp_path, "[tweet:answer]", tweets=withheld, name="2022/a.md")
    assert run(tmp_path, internet).posts["withheld"] == 1
    assert "Words of the mayor" not in pages(tmp_path)["a"]
    write_archive(tmp_path, "[tweet:answer]", tweets=own("Words of the mayor", "Mayor"), name="2022/a.md")
    assert "Words of the mayor" in pages(tmp_path)["a"]
    keep(tmp_path, "x/answer", status="withheld", reason="by request")
    assert "Words of the mayor" not in pages(tmp_path)["a"]


def test_the_service_gives_the_words_before_the_editor_does(tmp_path, internet):
    write_archive(tmp_path, tweets=entry("As it was remembered", author="Somebody"))
    internet.posts["7"] = tweet("7", "As it was said")
    report = run(tmp_path, internet)
    kept = snapshot(tmp_path, "x/7")
    assert (kept["text"], kept["captured_via"], kept["status"]) == ("As it was said", "oembed", "live")
    assert kept["html"]
    assert (report.posts["captured"], report.posts["written"]) == (1, 0)


@pytest.mark.parametrize("reply", [status(404), NO_SUCH_POST, status(503), busy(3600)])
def test_where_the_service_gives_none_the_editors_words_are_written_down(tmp_path, internet, reply):
    write_archive(tmp_path, tweets=entry("As it was remembered"))
    internet.posts["7"] = reply
    report = run(tmp_path, internet)
    kept = snapshot(tmp_path, "x/7")
    assert (kept["text"], kept["captured_via"]) == ("As it was remembered", "manual")
    assert (report.posts["captured"], report.posts["written"]) == (0, 1)
    assert report.problems == []


def test_the_words_of_a_film_are_the_editors(tmp_path, internet):
    film = "https://youtu.be/abcdefghijk"
    write_archive(tmp_path, tweets=entry("What is said in it", url=film))
    internet.posts["abcdefghijk"] = video("A film")
    run(tmp_path, internet)
    write_archive(tmp_path, tweets=entry("What is really said in it", url=film))
    run(tmp_path, internet, now=LATER)
    kept = snapshot(tmp_path, "youtube/abcdefghijk")
    assert (kept["title"], kept["text"], kept["captured_via"]) == (
        "A film", "What is really said in it", "manual"
    )  # fmt: skip


def test_an_entry_that_was_mended_counts_at_once_and_is_written_down(tmp_path, internet):
    write_archive(tmp_path, tweets=entry("There is no pipe."))
    write_archive(tmp_path, tweet_url(7), name="2022/bare.md")
    internet.posts["7"] = status(503)
    run(tmp_path, internet)
    write_archive(tmp_path, tweets=entry("There is no leak."))
    assert "There is no leak." in pages(tmp_path)["river"]
    report = run(tmp_path, internet, now=LATER)
    assert report.posts["written"] == 1
    kept = snapshot(tmp_path, "x/7")
    assert (kept["text"], kept["captured_at"][:4]) == ("There is no leak.", "2024")
    assert "There is no leak." in pages(tmp_path)["bare"]
    before = file_of(tmp_path, "x/7").read_bytes()
    assert run(tmp_path, internet, now=LATER).posts["written"] == 0
    assert file_of(tmp_path, "x/7").read_bytes() == before


def test_the_services_words_replace_noted_ones_that_the_article_still_has(tmp_path, internet):
    write_archive(tmp_path, tweets=entry("As it was remembered"))
    internet.posts["7"] = status(503)
    run(tmp_path, internet)
    internet.posts["7"] = tweet("7", "As it was said")
    report = run(tmp_path, internet, now=LATER)
    kept = snapshot(tmp_path, "x/7")
    assert (kept["text"], kept["captured_via"], kept["captured_at"][:4]) == (
        "As it was said",
        "oembed",
        "2025",
    )
    assert report.posts["captured"] == 1


def test_noted_words_that_no_article_has_any_more_are_never_replaced(tmp_path, internet):
    write_archive(tmp_path, tweet_url(7))
    keep(tmp_path, "x/7", url=tweet_url(7), text="As it was remembered", captured_via="manual")
    internet.posts["7"] = tweet("7", "As it was said")
    run(tmp_path, internet)
    kept = snapshot(tmp_path, "x/7")
    assert (kept["text"], kept["captured_via"], kept["status"]) == ("As it was remembered", "manual", "live")


def test_a_look_that_fails_changes_no_noted_words(tmp_path, internet):
    write_archive(tmp_path, tweets=entry("As it was remembered"))
    internet.posts["7"] = status(503)
    run(tmp_path, internet)
    before = snapshot(tmp_path, "x/7")
    internet.posts["7"] = status(404)
    run(tmp_path, internet, now=LATER)
    after = snapshot(tmp_path, "x/7")
    assert after["status"] == "deleted"
    assert {k: v for k, v in after.items() if "status" not in k} == {
        k: v for k, v in before.items() if "status" not in k
    }


def test_an_embed_code_is_said_to_be_in_the_article_that_holds_it_alone(tmp_path, internet):
    code = f'<blockquote class="twitter-tweet"><p>PASTED</p>— A (@example_a) <a href="{URL}">May 1, 2009</a></blockquote>'
    write_archive(tmp_path, code, name="2022/one.md")
    write_archive(tmp_path, URL, name="2022/two.md")
    internet.posts["7"] = status(404)
    run(tmp_path, internet)
    shown = pages(tmp_path)
    assert all("PASTED" in shown[name] for name in ("one", "two"))
    assert "From an embed code in this article." in shown["one"]
    assert "Captured on 4 March 2024." in shown["two"]
    assert "in this article" not in shown["two"]
