import pytest

from sitegen.embeds.anonymous import anonymous, unnamed
from sitegen.model import Snapshot

X = Snapshot("x", "15", url="https://x.com/secret_a/status/15")
MASTODON = Snapshot("mastodon", "7@social.example.org", url="https://social.example.org/@secret_a/7")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://twitter.com/secret_a/status/15?s=20", "https://x.com/i/web/status/15"),
        ("https://x.com/i/web/status/15", "https://x.com/i/web/status/15"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://vimeo.com/76979871", "https://vimeo.com/76979871"),
        ("https://social.example.org/@secret_a/7", ""),
        ("https://bsky.app/profile/secret-a.example.org/post/3k", ""),
        ("https://bsky.app/profile/did:plc:abc/post/3k", ""),
        ("https://news.example.org/secret_a", ""),
        ("", ""),
    ],
)
def test_an_address_without_the_author(url, address):
    assert anonymous(url) == address


def test_every_address_of_a_withheld_post_loses_its_author():
    text = (
        "tweets:\n  - {url: https://x.com/Secret_A/status/15, status: withheld}\n---\n"
        "https://mobile.twitter.com/secret_a/status/15?s=20\n\n[it](https://x.com/secret_a/status/15/photo/1).\n"
        "As <https://x.com/other/status/16> and //x.com/secret_a/status/15."
    )
    assert unnamed(text, [X]) == (
        "tweets:\n  - {url: https://x.com/i/web/status/15, status: withheld}\n---\n"
        "https://x.com/i/web/status/15\n\n[it](https://x.com/i/web/status/15).\n"
        "As <https://x.com/other/status/16> and https://x.com/i/web/status/15."
    )


@pytest.mark.parametrize(
    "text",
    [
        "https://social.example.org/@secret_a/7",
        "https://social.example.org/users/secret_a/statuses/7",
        "x.com/secret_a/status/15 and https://x.com/secret_a/status/15",
        "Thanks to @secret_a for https://x.com/secret_a/status/15",
    ],
)
def test_a_text_that_still_names_the_author_is_none(text):
    assert unnamed(text, [X, MASTODON]) is None


def test_a_text_that_names_nobody_stays():
    assert unnamed("[tweet:15], @secret_about", [X]) == "[tweet:15], @secret_about"
