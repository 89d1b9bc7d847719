"""Every form of a post's address, and addresses that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.embeds import PROVIDERS, recognise
from sitegen.embeds.address import trimmed


@pytest.mark.parametrize(
    "url",
    [
        "https://twitter.com/example_a/status/1234567890123456789",
        "http://twitter.com/example_a/status/1234567890123456789",
        "//twitter.com/example_a/status/1234567890123456789",
        "https://www.twitter.com/example_a/status/1234567890123456789/",
        "https://mobile.twitter.com/example_a/status/1234567890123456789?s=20&t=abc",
        "https://m.twitter.com/example_a/status/1234567890123456789#m",
        "https://twitter.com/example_a/statuses/1234567890123456789",
        "https://twitter.com/statuses/1234567890123456789",
        "https://twitter.com/#!/example_a/status/1234567890123456789",
        "https://twitter.com/example_a/status/1234567890123456789/photo/1",
        "https://twitter.com/example_a/status/1234567890123456789/video/2?lang=fa",
        "https://twitter.com/i/web/status/1234567890123456789",
        "https://twitter.com/i/status/1234567890123456789",
        "https://x.com/example_a/status/1234567890123456789",
        "https://X.com/example_a/status/1234567890123456789",
        "https://www.x.com/example_a/status/1234567890123456789",
        "https://mobile.x.com/example_a/status/1234567890123456789",
        "https://x.com/i/web/status/1234567890123456789",
        "https://twitter.com:443/example_a/status/1234567890123456789",
        "https://X.com/example_a/Status/1234567890123456789",
        "https://twitter.com/@example_a/status/1234567890123456789",
        "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1234567890123456789&lang=fa",
    ],
)
def test_x(url):
    found = recognise(url)
    assert (found.provider, found.id) == ("x", "1234567890123456789")
    assert recognise(found.url) == found
    assert found.handle in {"example_a", ""}


def test_the_name_under_which_a_post_was_cited_stays():
    assert (
        recognise("http://mobile.twitter.com/example_a/status/1?s=1").url
        == "https://twitter.com/example_a/status/1"
    )
    assert recognise("http://x.com/example_a/status/1?s=1").url == "https://x.com/example_a/status/1"
    assert recognise("https://x.com/i/status/1").url == "https://x.com/i/web/status/1"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=aB-_5678901",
        "http://youtube.com/watch?app=desktop&v=aB-_5678901&t=10s",
        "https://m.youtube.com/watch?v=aB-_5678901",
        "https://music.youtube.com/watch?v=aB-_5678901",
        "https://gaming.youtube.com/watch?v=aB-_5678901",
        "https://youtu.be/aB-_5678901?si=abc",
        "https://www.youtu.be/aB-_5678901",
        "https://www.youtube.com/shorts/aB-_5678901",
        "https://www.youtube.com/live/aB-_5678901?feature=share",
        "https://www.youtube.com/embed/aB-_5678901?rel=0",
        "https://www.youtube-nocookie.com/embed/aB-_5678901",
        "https://www.youtube.com/v/aB-_5678901",
        "https://www.youtube.com/v/aB-_5678901&hl=en_US&fs=1",
        "https://www.youtube.com/watch/aB-_5678901",
        "https://www.youtube.com/?v=aB-_5678901",
    ],
)
def test_youtube(url):
    found = recognise(url)
    assert (found.key, found.url) == ("youtube/aB-_5678901", "https://www.youtube.com/watch?v=aB-_5678901")


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("https://vimeo.com/76979871", "https://vimeo.com/76979871"),
        ("https://vimeo.com/76979871?share=copy", "https://vimeo.com/76979871"),
        ("https://vimeo.com/76979871/abcdef1234", "https://vimeo.com/76979871/abcdef1234"),
        ("https://player.vimeo.com/video/76979871", "https://vimeo.com/76979871"),
        (
            "https://player.vimeo.com/video/76979871?h=abcdef1234&badge=0",
            "https://vimeo.com/76979871/abcdef1234",
        ),
        ("https://vimeo.com/channels/staffpicks/76979871", "https://vimeo.com/76979871"),
        ("https://vimeo.com/groups/example/videos/76979871", "https://vimeo.com/76979871"),
        ("https://vimeo.com/showcase/123456/video/76979871", "https://vimeo.com/76979871"),
        ("https://vimeo.com/ondemand/example/76979871", "https://vimeo.com/76979871"),
        ("https://vimeo.com/video/76979871", "https://vimeo.com/76979871"),
    ],
)
def test_vimeo(url, canonical):
    found = recognise(url)
    assert (found.key, found.url) == ("vimeo/76979871", canonical)


@pytest.mark.parametrize(
    "url",
    [
        "https://social.example.org/@example_a/109876543210987654",
        "https://social.example.org/@example_a/109876543210987654/",
        "https://social.example.org/@example_a/109876543210987654/embed",
        "https://social.example.org/web/@example_a/109876543210987654",
        "https://social.example.org/deck/@example_a/109876543210987654",
        "https://social.example.org/users/example_a/statuses/109876543210987654",
        "https://Social.Example.org/@example_a/109876543210987654?x=1",
    ],
)
def test_mastodon(url):
    found = recognise(url)
    assert found.key == "mastodon/109876543210987654@social.example.org"
    assert found.url == "https://social.example.org/@example_a/109876543210987654"


def test_mastodons_former_web_program_needs_no_user():
    found = recognise("https://social.example.org/web/statuses/109876543210987654")
    assert (found.key, found.handle) == ("mastodon/109876543210987654@social.example.org", "")
    assert recognise(found.url) == found
    assert recognise("https://social.example.org/web/statuses/none") is None


def test_invisible_marks_around_an_address_are_no_part_of_it():
    address = recognise("\u202a\u200ehttps://x.com/a/status/1\u200f\u202c ")
    assert address is not None
    assert address.id == "1"


def test_one_number_at_two_hosts_is_two_posts():
    here, there = recognise("https://a.example.org/@u/1"), recognise("https://b.example.org/@u/1")
    assert here.id != there.id
    assert recognise("https://a.example.org/@u@b.example.org/1").handle == "u@b.example.org"


@pytest.mark.parametrize(
    "actor", ["a.example.org", "did:plc:ewvi7nxzyoun6zhxrhs64oiz", "did:web:example.org"]
)
def test_bluesky(actor):
    found = recognise(f"https://bsky.app/profile/{actor}/post/3kabc?ref_src=embed")
    assert (found.provider, found.id) == ("bluesky", f"3kabc@{actor}")
    assert found.url == f"https://bsky.app/profile/{actor}/post/3kabc"
    assert recognise(f"https://embed.bsky.app/embed/{actor}/app.bsky.feed.post/3kabc?id=1") == found


@pytest.mark.parametrize(
    "url",
    [
        "", "https://", "http://[", "twitter.com/example_a/status/1", "https://example.org/",
        "mailto:a@example.org",
        "https://twitter.com/", "https://twitter.com/example_a", "https://twitter.com/example_a/status/",
        "https://twitter.com/example_a/status/abc", "https://twitter.com/example_a/status/0",
        "https://twitter.com/example_a/status/" + "9" * 40, "https://twitter.com/../status/1",
        "https://twitter.com.evil.example/a/status/1", "https://nottwitter.com/a/status/1",
        "https://user@twitter.com/a/status/1", "https://twitter.com:8080/a/status/1",
        "ftp://twitter.com/a/status/1", "https://twitter.com/a/status/1 and more",
        "https://twitter.com/a/status/\u0661",
        "https://www.youtube.com/", "https://www.youtube.com/watch", "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/@example/videos", "https://www.youtube.com/embed/videoseries?list=PL1",
        "https://youtu.be/", "https://vimeo.com/", "https://vimeo.com/example",
        "https://vimeo.com/blog/post/12345",
        "https://vimeo.com/76979871x", "https://vimeo.com/album/3953264", "https://vimeo.com/showcase/3953264",
        "https://vimeo.com/channels/1234567", "https://vimeo.com/ondemand/1234567",
        "https://platform.twitter.com/widgets.js?id=1", "https://www.youtube.com/?v=short", "https://medium.com/@example_a/123456",
        "https://social.example.org/@example_a",
        "https://social.example.org/@example_a/following", "https://localhost/@a/1", "http://127.0.0.1/@a/1",
        "https://social.example.org/@a/1/favourites", "https://bsky.app/profile/a.example.org",
        "https://bsky.app/profile/a.example.org/post/", "https://bsky.app/profile/not a handle/post/1",
        "https://bsky.app/profile/a.example.org/post/..",
    ],
)  # fmt: skip
def test_none(url):
    assert recognise(url) is None


@given(
    st.text(max_size=80) | st.from_regex(r"https?://[a-z.]{1,12}(/[@#?=!a-z0-9]{0,9}){0,5}", fullmatch=True)
)
def test_any_text_is_an_answer_and_canonical_addresses_stay(text):
    found = recognise(text)
    assert found is None or (recognise(found.url) == found and found.provider in PROVIDERS)


@pytest.mark.parametrize(
    ("number", "moment"),
    [
        ("1532700000000000000", "2022-06-03T12:25:30Z"),
        ("20", ""),
        ("29700859247", "2010-11-04T01:43:01Z"),
        ("9223372036854775807", "2080-07-10T17:30:30Z"),
        ("my-own-name", ""),
        ("", ""),
    ],
)
def test_the_moment_in_an_id_of_x(number, moment):
    assert PROVIDERS["x"].created(number) == moment


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://a.example/x.", "https://a.example/x"),
        ("https://a.example/x?!’", "https://a.example/x"),
        ("https://a.example/(x)", "https://a.example/(x)"),
        ("https://a.example/x).", "https://a.example/x"),
        ("https://a.example/x)]}…", "https://a.example/x"),
        ("https://a.example/x/", "https://a.example/x/"),
        ("https://a.example/**", "https://a.example/"),
        ("https://a.example/آب،", "https://a.example/آب"),
        ("https://a.example/x؟)", "https://a.example/x"),
        ("https://a.example/x）。", "https://a.example/x"),
    ],
)
def test_addresses_end_before_punctuation(written, url):
    assert trimmed(written) == url
