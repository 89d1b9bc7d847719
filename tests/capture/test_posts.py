"""Runs over posts: what is written, what is never overwritten, what an answer means."""

import hashlib
import json

import pytest
from archive import NOW, file_of, keep, run, snapshot, tweet_url, write_archive
from PIL import Image

from fakes.internet import (
    NO_SUCH_POST,
    NOT_AUTHORISED,
    SUSPENDED,
    Reply,
    as_json,
    bluesky_post,
    busy,
    picture,
    status,
    toot,
    tweet,
    video,
)
from sitegen.capture.pictures import Kept, with_picture
from sitegen.model import Snapshot, SnapshotMedia

KEPT = {
    "url": tweet_url(7),
    "author": {"name": "River Watch", "handle": "example_river", "url": ""},
    "text": "What was said",
    "html": "<p>What was said</p>",
    "created_at": "2022-06-03",
    "captured_at": "2022-06-04T00:00:00Z",
    "captured_via": "oembed",
    "status": "live",
    "status_checked_at": "2022-06-04T00:00:00Z",
    "status_history": [{"status": "live", "date": "2022-06-04T00:00:00Z"}],
    "custom": {"kept": True},
}


def test_a_post_is_kept_with_all_that_oembed_tells(tmp_path, internet):
    write_archive(tmp_path, tweet_url(7))
    internet.posts["7"] = tweet("7", "سلام\nدنیا", lang="fa", way="rtl")
    report = run(tmp_path, internet)
    kept = snapshot(tmp_path, "x/7")
    assert kept["text"] == "سلام\nدنیا"
    assert (kept["lang"], kept["dir"], kept["created_at"]) == ("fa", "rtl", "2022-06-03")
    assert kept["author"] == {
        "name": "River Watch", "handle": "example_river", "url": "https://twitter.com/example_river"
    }  # fmt: skip
    assert (kept["status"], kept["captured_via"]) == ("live", "oembed")
    assert kept["captured_at"] == kept["status_checked_at"] == "2024-03-04T05:06:07Z"
    assert kept["status_history"] == [{"status": "live", "date": "2024-03-04T05:06:07Z"}]
    assert (report.posts["quoted"], report.posts["captured"]) == (1, 1)
    assert report.problems == []


def test_the_time_of_day_comes_from_the_id(tmp_path, internet):
    number = "1532700000000000000"
    write_archive(tmp_path, tweet_url(number))
    internet.posts[number] = tweet(number, "Hello", day="June 3, 2022")
    run(tmp_path, internet)
    assert snapshot(tmp_path, f"x/{number}")["created_at"] == "2022-06-03T12:25:30Z"


def test_one_post_is_asked_for_once_however_often_it_is_quoted(tmp_path, internet):
    write_archive(tmp_path, f"{tweet_url(7)}\n\nhttps://x.com/i/web/status/7?s=20")
    write_archive(tmp_path, "https://mobile.twitter.com/example_river/statuses/7", name="2023/again.md")
    internet.posts["7"] = tweet("7", "Hello")
    run(tmp_path, internet)
    assert internet.count("/x/") == 1


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (status(404), "deleted"),
        (NO_SUCH_POST, "deleted"),
        (status(410), "deleted"),
        (NOT_AUTHORISED, "protected"),
        (SUSPENDED, "suspended"),
        (as_json({"errors": [{"code": 63, "message": "User has been suspended."}]}), "suspended"),
    ],
)
def test_a_failed_look_changes_only_the_state(tmp_path, internet, reply, state):
    write_archive(tmp_path, tweet_url(7))
    keep(tmp_path, "x/7", **KEPT)
    internet.posts["7"] = reply
    run(tmp_path, internet)
    kept = snapshot(tmp_path, "x/7")
    assert kept["status"] == state
    assert kept["status_checked_at"] == "2024-03-04T05:06:07Z"
    assert kept["status_history"] == [
        *KEPT["status_history"],
        {"status": state, "date": "2024-03-04T05:06:07Z"},
    ]
    assert {k: v for k, v in kept.items() if not k.startswith("status")} == {
        "provider": "x", "id": "7"
    } | {k: v for k, v in KEPT.items() if not k.startswith("status")}  # fmt: skip


@pytest.mark.parametrize(
    "reply",
    [
        status(402), status(429), status(467), status(500), status(503), status(401), status(403),
        Reply(body=b"{", type="application/json"),
        Reply(body=b"<html>Sign in</html>", type="text/html"),
        Reply(body=b"[" * 5000, type="application/json"),
        Reply(body=b'{"html": 5}'), Reply(body=b'{"html": "<p>no post</p>"}'), Reply(body=b"null"),
        Reply(body=b"\xff\xfe\x00", type="image/png"), Reply(body=b""), Reply(raw=b"nonsense"),
        Reply(endless=True), status(302, headers={"Location": "http://10.0.0.1/"}),
        lambda path: status(302, headers={"Location": path}), busy(3600),
    ],
)  # fmt: skip
def test_what_tells_nothing_of_a_post_changes_nothing(tmp_path, internet, reply):
    write_archive(tmp_path, tweet_url(7))
    file = keep(tmp_path, "x/7", **KEPT)
    before = file.read_bytes()
    internet.posts["7"] = reply
    report = run(tmp_path, internet)
    assert file.read_bytes() == before
    assert report.posts["captured"] == 0


@pytest.mark.parametrize("reply", [status(503), status(467), Reply(body=b"{"), Reply(endless=True)])
def test_a_post_that_could_not_be_had_is_told_with_its_article(tmp_path, internet, reply):
    write_archive(tmp_path, f"Words first.\n\n{tweet_url(7)}")
    internet.posts["7"] = reply
    [problem] = run(tmp_path, internet).problems
    assert (problem.code, problem.severity, problem.path, problem.line) == (
        "not-captured", "warning", "content/2022/river.md", 7
    )  # fmt: skip
    assert not file_of(tmp_path, "x/7").exists()


def test_an_outage_with_403_proves_nothing(tmp_path, internet):
    write_archive(tmp_path, "\n\n".join(map(tweet_url, range(7, 12))))
    for number in range(7, 12):
        internet.posts[str(number)] = status(403)
    report = run(tmp_path, internet)
    assert report.posts["unknown"] == 5
    assert not file_of(tmp_path, "x/7").exists()


def test_a_service_that_refuses_everything_from_some_moment_on_proves_nothing(tmp_path, internet):
    numbers = range(100, 140)
    write_archive(tmp_path, "\n\n".join(map(tweet_url, numbers)))
    asked = []

    def answered(path):
        asked.append(path)
        return tweet(path[-3:], "Hello") if len(asked) <= 15 else status(403, "Access denied")

    for number in numbers:
        keep(tmp_path, f"x/{number}", **KEPT | {"url": tweet_url(number)})
        internet.posts[str(number)] = lambda _, number=number: answered(str(number))
    report = run(tmp_path, internet)
    assert (report.posts["protected"], report.posts["unknown"]) == (0, 25)
    assert {snapshot(tmp_path, f"x/{number}")["status"] for number in numbers} == {"live"}


def test_a_deleted_post_does_not_prove_403(tmp_path, internet):
    write_archive(tmp_path, f"{tweet_url(7)}\n\n{tweet_url(8)}")
    internet.posts |= {"7": status(403), "8": status(404)}
    report = run(tmp_path, internet)
    assert (report.posts["protected"], report.posts["deleted"], report.posts["unknown"]) == (0, 1, 1)


def test_posts_that_were_refused_for_a_while_are_asked_for_again(tmp_path, internet):
    write_archive(tmp_path, f"{tweet_url(7)}\n\n{tweet_url(8)}")
    refusals = [status(403)]
    internet.posts["7"] = lambda _: refusals.pop() if refusals else tweet(7, "Hello")
    internet.posts["8"] = tweet("8", "Hello")
    report = run(tmp_path, internet)
    assert (report.posts["captured"], report.posts["unknown"]) == (2, 0)


def test_403_among_answers_is_a_protected_post(tmp_path, internet):
    write_archive(tmp_path, f"{tweet_url(7)}\n\n{tweet_url(8)}")
    internet.posts |= {"7": status(403), "8": tweet("8", "Hello")}
    run(tmp_path, internet)
    assert snapshot(tmp_path, "x/7")["status"] == "protected"


def test_a_post_lost_before_it_was_captured_is_noted_and_told(tmp_path, internet):
    write_archive(tmp_path, tweet_url(7))
    [problem] = run(tmp_path, internet).problems
    assert problem.code == "post-lost"
    kept = snapshot(tmp_path, "x/7")
    assert (kept["status"], kept["text"], kept["url"]) == ("deleted", "", tweet_url(7))


def test_a_post_that_comes_back_is_live_with_its_first_words(tmp_path, internet):
    write_archive(tmp_path, tweet_url(7))
    keep(tmp_path, "x/7", **(KEPT | {"status": "suspended"}))
    internet.posts["7"] = tweet("7", "Other words now")
    run(tmp_path, internet)
    kept = snapshot(tmp_path, "x/7")
    assert (kept["status"], kept["text"], kept["html"]) == ("live", "What was said", "<p>What was said</p>")
    assert kept["author"]["url"] == "https://twitter.com/example_river"


@pytest.mark.parametrize("wrong", ["", "[@nosuch]"])
def test_a_withheld_post_is_never_asked_for_nor_written(tmp_path, internet, wrong):
    tweets = f"  - url: {tweet_url(7)}\n    status: withheld\n    note: by request\n    text: Never\n"
    write_archive(tmp_path, wrong, tweets=tweets)
    write_archive(tmp_path, f"{tweet_url(7)}\n\n{tweet_url(8)}", name="2022/other.md")
    keep(tmp_path, "x/8", status="withheld", reason="by request")
    report = run(tmp_path, internet)
    assert internet.asked == []
    assert report.posts["withheld"] == 2
    assert not file_of(tmp_path, "x/7").exists()


def test_a_pasted_code_is_kept_without_the_network(tmp_path, internet):
    code = json.loads(tweet("7", "Pasted & kept").body)["html"]
    write_archive(tmp_path, code)
    internet.posts["7"] = status(503)
    run(tmp_path, internet)
    kept = snapshot(tmp_path, "x/7")
    assert (kept["text"], kept["captured_via"], kept["status"]) == ("Pasted & kept", "pasted", "unknown")


def test_a_pasted_code_without_an_address_is_kept(tmp_path, internet):
    code = '<blockquote class="twitter-tweet"><p>No address</p>&mdash; A (@example_a)</blockquote>'
    write_archive(tmp_path, code)
    report = run(tmp_path, internet)
    assert (report.posts["written"], report.posts["without_url"]) == (1, 1)
    [file] = (tmp_path / "content/_snapshots/x").iterdir()
    kept = json.loads(file.read_text())
    assert (kept["text"], kept["author"]["handle"], kept["url"]) == ("No address", "example_a", "")


def test_an_editors_words_are_kept_and_give_way_to_nothing(tmp_path, internet):
    tweets = f"  - url: {tweet_url(7)}\n    text: As the editor typed it\n    date: 2022-06-03\n"
    write_archive(tmp_path, tweets=tweets)
    run(tmp_path, internet)
    kept = snapshot(tmp_path, "x/7")
    assert (kept["text"], kept["captured_via"], kept["status"]) == (
        "As the editor typed it",
        "manual",
        "deleted",
    )


def test_a_faulty_snapshot_is_told_and_left_alone(tmp_path, internet):
    write_archive(tmp_path, f"{tweet_url(7)}\n\n{tweet_url(8)}")
    file = file_of(tmp_path, "x/7")
    file.parent.mkdir(parents=True)
    file.write_text('{"text": "precious", ')
    other = keep(tmp_path, "x/8", text=["precious"], status="live")
    internet.posts |= {"7": tweet("7", "New"), "8": tweet("8", "New")}
    before = other.read_bytes()
    problems = run(tmp_path, internet).problems
    assert {problem.path for problem in problems} == {f"content/_snapshots/x/{n}.json" for n in (7, 8)}
    assert file.read_text() == '{"text": "precious", '
    assert other.read_bytes() == before


def test_a_snapshot_that_is_not_utf8_is_left_as_it_is(tmp_path, internet):
    write_archive(tmp_path, tweet_url(7))
    file = file_of(tmp_path, "x/7")
    file.parent.mkdir(parents=True)
    file.write_bytes(b'{"text":\n "caf\xe9"}')
    internet.posts["7"] = tweet("7", "New")
    problems = run(tmp_path, internet).problems
    assert [(problem.code, problem.line) for problem in problems] == [("not-utf8", 2)]
    assert file.read_bytes() == b'{"text":\n "caf\xe9"}'


def test_mastodon_is_asked_at_its_own_interface(tmp_path, internet):
    html = (
        '<p>Wasser <a href="https://example.org/"><span class="invisible">https://</span>example.org</a></p>'
    )
    write_archive(tmp_path, "https://social.example.org/@example_lake/7")
    poll = {"options": [{"title": "Ja & nein", "votes_count": 3}, {"title": None}, 0, {"title": "Nein"}]}
    internet.posts["7"] = toot(html + "<script>alert(1)</script>", language="de", poll=poll)
    run(tmp_path, internet)
    kept = snapshot(tmp_path, "mastodon/7@social.example.org")
    assert kept["text"] == "Wasser https://example.org\n\nJa & nein\n\nNein"
    assert kept["html"].endswith("</p><ul><li>Ja &amp; nein</li><li>Nein</li></ul>")
    assert kept["author"]["handle"] == "example_lake@social.example.org"
    assert (kept["lang"], kept["created_at"]) == ("de", "2022-11-20T09:08:07.000Z")
    assert "script" not in kept["html"]
    assert internet.asked == ["/mastodon/api/v1/statuses/7"]


def test_pictures_are_kept_without_metadata_and_with_their_words(tmp_path, internet):
    write_archive(tmp_path, "https://social.example.org/@example_lake/7")
    internet.posts["7"] = toot(
        "<p>Look</p>", pictures=[(f"{internet.url}/a.png", "A lake"), (f"{internet.url}/b", "")]
    )
    internet.pages |= {"/a.png": picture(), "/b": picture(colour=(0, 0, 9))}
    report = run(tmp_path, internet)
    media = snapshot(tmp_path, "mastodon/7@social.example.org")["media"]
    assert [item["alt"] for item in media] == ["A lake", ""]
    assert media[0]["file"] == "_snapshots/mastodon/7@social.example.org-1.jpg"
    file = tmp_path / "content" / media[0]["file"]
    assert not Image.open(file).getexif()
    assert b"Example Cameras" not in file.read_bytes()
    assert hashlib.sha256(file.read_bytes()).hexdigest() == media[0]["sha256"]
    assert report.media["kept"] == 2
    run(tmp_path, internet)
    assert internet.count("/a.png") == 1


def test_a_lost_picture_is_had_again_if_it_is_the_one_that_was_captured(tmp_path, internet):
    write_archive(tmp_path, "https://social.example.org/@example_lake/7")
    internet.posts["7"] = toot("<p>Look</p>", pictures=[(f"{internet.url}/a.jpg", "A lake")])
    internet.pages["/a.jpg"] = picture()
    run(tmp_path, internet)
    before = snapshot(tmp_path, "mastodon/7@social.example.org")["media"]
    for colour, kept in (((200, 60, 60), 1), ((0, 0, 9), 0)):
        (tmp_path / "content" / before[0]["file"]).unlink()
        internet.pages["/a.jpg"] = picture(colour=colour)
        assert run(tmp_path, internet, posts=False).media["kept"] == kept
        assert snapshot(tmp_path, "mastodon/7@social.example.org")["media"] == before


def test_the_tenth_picture_comes_behind_the_second():
    second, tenth = SnapshotMedia("_snapshots/x/7-2.webp"), SnapshotMedia("_snapshots/x/7-10.jpg")
    post = with_picture(Snapshot("x", "7", media=(second,)), Kept(tenth.file, b"", tenth))
    assert post.media == (second, tenth)


@pytest.mark.parametrize(
    "reply",
    [
        status(404), Reply(body=b"<html>", type="image/jpeg"), Reply(endless=True, type="image/jpeg"),
        Reply(body=b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', type="image/svg+xml"),
        Reply(body=picture().body[:80], type="image/jpeg"), Reply(body=b"", type="image/png"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_refused_and_told(tmp_path, internet, reply):
    write_archive(tmp_path, "https://youtu.be/abcdefghijk")
    internet.posts["abcdefghijk"] = video("A film", thumbnail=f"{internet.url}/still.jpg")
    internet.pages["/still.jpg"] = reply
    [problem] = run(tmp_path, internet).problems
    assert (problem.code, problem.path) == ("picture-refused", "content/_snapshots/youtube/abcdefghijk.json")
    kept = snapshot(tmp_path, "youtube/abcdefghijk")
    assert (kept["title"], kept["media"]) == ("A film", [])
    assert {file.suffix for file in (tmp_path / "content/_snapshots/youtube").iterdir()} == {".json"}


def test_a_picture_on_the_editors_own_network_is_not_fetched(tmp_path, internet):
    write_archive(tmp_path, "https://youtu.be/abcdefghijk")
    internet.posts["abcdefghijk"] = video("A film", thumbnail="http://127.0.0.1:9/still.jpg")
    [problem] = run(tmp_path, internet).problems
    assert "no address of the public internet" in problem.message


def test_films_are_kept_by_title_and_still(tmp_path, internet):
    write_archive(tmp_path, "https://www.youtube.com/watch?v=abcdefghijk\n\nhttps://vimeo.com/123456")
    internet.posts["abcdefghijk"] = video("A film", thumbnail=f"{internet.url}/still.jpg")
    internet.posts["123456"] = video("Another", description="About it", upload_date="2019-05-03 10:00:00")
    internet.pages["/still.jpg"] = picture()
    run(tmp_path, internet)
    assert snapshot(tmp_path, "youtube/abcdefghijk")["media"][0]["file"].endswith("abcdefghijk-1.jpg")
    assert snapshot(tmp_path, "vimeo/123456")["created_at"] == "2019-05-03"
    assert snapshot(tmp_path, "vimeo/123456")["text"] == "About it"


@pytest.mark.parametrize("title", ["vimeo-player", "Our film of the week"])
def test_the_title_of_a_frame_gives_way_to_the_films_own(tmp_path, internet, title):
    write_archive(tmp_path, f'<iframe title="{title}" src="https://player.vimeo.com/video/123456"></iframe>')
    internet.posts["123456"] = status(503)
    run(tmp_path, internet)
    internet.posts["123456"] = video("The water comes back")
    run(tmp_path, internet)
    kept = snapshot(tmp_path, "vimeo/123456")
    assert (kept["title"], kept["captured_via"], kept["status"]) == ("The water comes back", "oembed", "live")
    internet.posts["123456"] = video("Renamed")
    run(tmp_path, internet)
    assert snapshot(tmp_path, "vimeo/123456")["title"] == "The water comes back"


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (status(401, "Unauthorized"), "unknown"),
        (status(404, "Not Found"), "deleted"),
        (status(400), "unknown"),
    ],
)
def test_what_youtube_refuses(tmp_path, internet, reply, state):
    write_archive(tmp_path, "https://youtu.be/abcdefghijk")
    internet.posts["abcdefghijk"] = reply
    assert run(tmp_path, internet).posts[state] == 1


def test_a_private_video_may_answer_forbidden_with_200(tmp_path, internet):
    write_archive(tmp_path, "https://youtu.be/abcdefghijk\n\nhttps://youtu.be/bbcdefghijk")
    internet.posts |= {"abcdefghijk": Reply(body=b"Forbidden", type="text/html"), "bbcdefghijk": video("B")}
    run(tmp_path, internet)
    assert snapshot(tmp_path, "youtube/abcdefghijk")["status"] == "protected"


def test_bluesky_keeps_the_record_behind_the_post(tmp_path, internet):
    write_archive(tmp_path, "https://bsky.app/profile/hill.example.org/post/3kabc")
    internet.posts["3kabc"] = bluesky_post("Hello hill")
    run(tmp_path, internet)
    kept = snapshot(tmp_path, "bluesky/3kabc@hill.example.org")
    assert (kept["text"], kept["created_at"]) == ("Hello hill", "")
    assert (kept["uri"], kept["cid"]) == ("at://did:plc:example/app.bsky.feed.post/3kabc", "bafyexample")
    assert kept["author"]["handle"] == "hill.example.org"


def test_bluesky_s_own_code_tells_the_moment_and_its_name_for_the_nameless_is_the_handle(tmp_path, internet):
    write_archive(tmp_path, "https://bsky.app/profile/hill.example.org/post/3kabc")
    code = (
        '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:example/app.bsky.feed.post/3kabc"><p>One\n\n'
        'Two</p>&mdash; <a href="https://bsky.app/profile/did:plc:example">@hill.example.org</a> <a '
        'href="https://bsky.app/profile/did:plc:example/post/3kabc">2024-06-03T10:11:12.131Z</a></blockquote>'
    )
    internet.posts["3kabc"] = as_json({"html": code, "author_name": "@hill.example.org"})
    run(tmp_path, internet)
    kept = snapshot(tmp_path, "bluesky/3kabc@hill.example.org")
    assert (kept["text"], kept["created_at"]) == ("One\n\nTwo", "2024-06-03T10:11:12.131Z")
    assert (kept["author"]["name"], kept["author"]["handle"]) == ("", "hill.example.org")


def test_bluesky_errors_are_plain_text(tmp_path, internet):
    write_archive(tmp_path, "https://bsky.app/profile/hill.example.org/post/3kabc")
    internet.posts["3kabc"] = Reply(404, b"post not found", "text/plain")
    assert run(tmp_path, internet).posts["deleted"] == 1


def test_a_dry_run_lists_and_leaves_everything(tmp_path, internet):
    write_archive(tmp_path, tweet_url(7))
    report = run(tmp_path, internet, dry_run=True)
    [asked] = report.asked
    assert (asked.kind, asked.about) == ("post", "x/7")
    assert asked.address.startswith(f"{internet.url}/x/oembed?url=https%3A%2F%2Ftwitter.com")
    assert internet.asked == []
    assert not (tmp_path / "content/_snapshots").exists()


def test_a_second_run_looks_again_and_notices(tmp_path, internet):
    write_archive(tmp_path, tweet_url(7))
    internet.posts["7"] = tweet("7", "Hello")
    run(tmp_path, internet)
    internet.posts["7"] = status(404)
    run(tmp_path, internet, now=NOW.replace(year=2025))
    kept = snapshot(tmp_path, "x/7")
    assert (kept["status"], kept["text"]) == ("deleted", "Hello")
    assert kept["captured_at"].startswith("2024")


def test_values_that_are_none_do_not_get_into_a_snapshot(tmp_path, internet):
    write_archive(tmp_path, "https://social.example.org/@example_lake/7")
    internet.posts["7"] = toot(
        "<p>Hello</p>", created_at="yesterday", language="x-not a tag", url="javascript:alert(1)", account=[]
    )
    run(tmp_path, internet)
    kept = snapshot(tmp_path, "mastodon/7@social.example.org")
    assert (kept["text"], kept["created_at"], kept["lang"]) == ("Hello", "", "")
    assert kept["url"] in {"", "https://social.example.org/@example_lake/7"}


def moved(to):
    return status(301, headers={"Location": to})


def test_short_links_are_spelt_out_once_and_their_targets_left_alone(tmp_path, internet):
    write_archive(tmp_path, tweet_url(7))
    internet.posts["7"] = tweet("7", "See https://t.co/AbC and https://t.co/Gone and https://t.co/AbC")
    internet.pages["/t.co/AbC"] = moved("https://news.example.org/a?b=1&c=2")
    report = run(tmp_path, internet, services=("x", "t.co"))
    links = [{"short": "https://t.co/AbC", "expanded": "https://news.example.org/a?b=1&c=2"}]
    assert snapshot(tmp_path, "x/7")["links"] == links
    assert (report.posts["spelt_out"], report.problems) == (1, [])
    run(tmp_path, internet, services=("x", "t.co"))
    assert (internet.count("/t.co/AbC"), snapshot(tmp_path, "x/7")["links"]) == (1, links)


@pytest.mark.parametrize(
    "reply",
    [
        moved("javascript:alert(1)"), moved("//"), moved("/login"), moved("https://t.co/Another"), status(404),
        status(200, "<script>location='https://evil.example/'</script>"), Reply(endless=True),
    ],
)  # fmt: skip
def test_a_short_link_that_leads_nowhere_stays_as_it_is(tmp_path, internet, reply):
    write_archive(tmp_path, tweet_url(7))
    keep(tmp_path, "x/7", **(KEPT | {"text": "See http://t.co/AbC", "html": ""}))
    internet.posts["7"] = status(503)
    internet.pages["/t.co/AbC"] = reply
    before = file_of(tmp_path, "x/7").read_bytes()
    run(tmp_path, internet, services=("x", "t.co"))
    assert internet.count("/t.co/AbC") == 1
    assert file_of(tmp_path, "x/7").read_bytes() == before


def test_a_run_against_another_x_does_not_ask_the_shortener_of_the_real_one(tmp_path, internet):
    write_archive(tmp_path, tweet_url(7))
    keep(tmp_path, "x/7", **(KEPT | {"text": "See https://t.co/AbC", "html": ""}))
    assert [asked.kind for asked in run(tmp_path, internet, services=("x",), dry_run=True).asked] == ["post"]
    both = run(tmp_path, internet, services=("x", "t.co"), dry_run=True).asked
    assert [(asked.kind, asked.address) for asked in both][1:] == [("link", f"{internet.url}/t.co/AbC")]


def test_a_short_link_is_followed_past_the_shortener_itself(tmp_path, internet):
    write_archive(tmp_path, tweet_url(7))
    internet.posts["7"] = tweet("7", "See http://t.co/AbC")
    internet.flaky["/t.co/AbC"] = [moved("https://t.co/AbC")]
    internet.pages["/t.co/AbC"] = moved("https://news.example.org/a")
    run(tmp_path, internet, services=("x", "t.co"))
    links = [{"short": "http://t.co/AbC", "expanded": "https://news.example.org/a"}]
    assert snapshot(tmp_path, "x/7")["links"] == links


def test_a_target_with_a_space_is_kept_as_an_address(tmp_path, internet):
    write_archive(tmp_path, tweet_url(7))
    internet.posts["7"] = tweet("7", "See https://t.co/AbC")
    internet.pages["/t.co/AbC"] = moved("https://news.example.org/a b")
    run(tmp_path, internet, services=("x", "t.co"))
    [link] = snapshot(tmp_path, "x/7")["links"]
    assert link["expanded"] == "https://news.example.org/a%20b"
    assert run(tmp_path, internet, services=("x", "t.co")).problems == []


def test_half_a_character_in_an_answer_does_not_end_a_run(tmp_path, internet):
    hosts = "https://social.example.org/@example_lake/8\n\nhttps://youtu.be/abcdefghijk"
    write_archive(tmp_path, f"{tweet_url(7)}\n\n{hosts}")
    internet.posts["7"] = tweet("7", "Hello \ud800 there")
    internet.posts["8"] = toot("<p>Look</p>", pictures=[(f"{internet.url}/a.png", "\ud800 alt")])
    internet.posts["abcdefghijk"] = video("A film", thumbnail=f"{internet.url}/\ud800.jpg")
    internet.pages["/a.png"] = picture()
    report = run(tmp_path, internet)
    assert report.posts["captured"] == 3
    assert snapshot(tmp_path, "x/7")["text"] == "Hello \ufffd there"
    assert snapshot(tmp_path, "mastodon/8@social.example.org")["media"][0]["alt"] == "\ufffd alt"
    assert [problem.code for problem in report.problems] == ["picture-refused"]


ANOTHER = "https://social.example.org/@example_lake/8"
FRAME = '<iframe src="https://www.youtube.com/embed/{}?feature=oembed"></iframe>'


@pytest.mark.parametrize(
    ("url", "tail", "reply"),
    [
        (tweet_url(7), "7", tweet("999", "Not mine", handle="example_other")),
        (tweet_url(7), "7", bluesky_post("Not mine")),
        ("https://social.example.org/@example_lake/7", "7", toot("<p>Not mine</p>", id="8")),
        ("https://social.example.org/@example_lake/7", "7", toot("<p>Not mine</p>", id=None)),
        ("https://social.example.org/@example_lake/7", "7", toot("<p>Not mine</p>", url=ANOTHER)),
        ("https://social.example.org/@example_lake/7", "7", toot("<p>Not mine</p>", reblog={"id": "8"})),
        ("https://bsky.app/profile/hill.example.org/post/3kabc", "3kabc", bluesky_post("No", key="3kxyz")),
        ("https://bsky.app/profile/did:plc:other/post/3kabc", "3kabc", bluesky_post("Not mine")),
        ("https://youtu.be/abcdefghijk", "abcdefghijk", video("No", html=FRAME.format("ABCDEFGHIJK"))),
        (
            "https://vimeo.com/123456", "123456",
            video("No", html='<iframe src="https://player.vimeo.com/video/654321?h=a1"></iframe>'),
        ),
    ],
)  # fmt: skip
def test_the_words_of_another_post_are_not_kept(tmp_path, internet, url, tail, reply):
    write_archive(tmp_path, url)
    internet.posts[tail] = reply
    report = run(tmp_path, internet)
    assert (report.posts["unknown"], report.posts["captured"]) == (1, 0)
    assert [problem.code for problem in report.problems] == ["not-captured"]
    assert list((tmp_path / "content").rglob("*.json")) == []


def test_a_post_is_known_by_its_id_whatever_its_author_is_called_now(tmp_path, internet):
    write_archive(
        tmp_path,
        f"{tweet_url(7)}\n\nhttps://bsky.app/profile/did:plc:example/post/3kabc\n\nhttps://youtu.be/abcdefghijk",
    )
    internet.posts |= {"7": tweet("7", "Hello", handle="Renamed_River"), "3kabc": bluesky_post("Hello")}
    internet.posts["abcdefghijk"] = video("A film", html=FRAME.format("abcdefghijk"))
    assert run(tmp_path, internet).posts["captured"] == 3


def test_a_post_seen_through_another_host_keeps_the_address_that_was_quoted(tmp_path, internet):
    url = "https://social.example.org/@example_lake@far.example.org/7"
    write_archive(tmp_path, url)
    internet.posts["7"] = toot("<p>From afar</p>", url="https://far.example.org/@example_lake/123")
    assert run(tmp_path, internet).posts["captured"] == 1
    assert snapshot(tmp_path, "mastodon/7@social.example.org")["url"] == url


def test_403_of_one_mastodon_host_is_not_proven_by_another(tmp_path, internet):
    hosts = ("social.example.org", "far.example.org")
    write_archive(
        tmp_path, "\n\n".join(f"https://{host}/@example_lake/{n}" for n, host in enumerate(hosts, 7))
    )
    internet.posts |= {"7": status(403), "8": toot("<p>Hello</p>", host="far.example.org")}
    report = run(tmp_path, internet)
    assert (report.posts["unknown"], report.posts["captured"], report.posts["protected"]) == (1, 1, 0)


@pytest.mark.parametrize("code", [402, 429, 451, 467, 500, 503])
@pytest.mark.parametrize(
    "words", ['{"error":"this service account has been suspended"}', '{"errors":[{"code":34}]}']
)
def test_a_service_that_fails_says_nothing_of_a_post(tmp_path, internet, code, words):
    write_archive(tmp_path, tweet_url(7))
    internet.posts["7"] = status(code, words)
    assert run(tmp_path, internet).posts["unknown"] == 1
    assert not file_of(tmp_path, "x/7").exists()
