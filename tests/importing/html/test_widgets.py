"""Boxes that scripts draw, elements of AMP, pictures behind words."""

import pytest

from sitegen.importing.body import pasted
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.html import tomarkdown, widgets


def shown(html):
    """The Markdown of a body of HTML, and its sheet."""
    sheet = Manuscript(html, "a.xml", tokens=[])
    pasted.convert_codes(sheet)
    widgets.convert(sheet)
    return sheet.unshielded(tomarkdown.markdown(sheet.result(), sheet)), sheet


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            '<div class="fb-video x" data-href="https://www.facebook.com/example/videos/1/"></div>',
            "<https://www.facebook.com/example/videos/1/>\n",
        ),
        (
            '<div class="fb-post" data-href="https://www.facebook.com/example/posts/1?a=1&amp;b=2"></div>',
            "<https://www.facebook.com/example/posts/1?a=1&b=2>\n",
        ),
        (
            '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@example_a/video/1"><section>Reeds</section></blockquote>',
            "> <https://www.tiktok.com/@example_a/video/1>\n>\n> Reeds\n",
        ),
        ("<amp-youtube data-videoid='abcdefghijk'></amp-youtube>", "https://www.youtube.com/watch?v=abcdefghijk\n"),
        ('<p>a</p><amp-twitter data-tweetid="1102650000000000000" />', "a\n\nhttps://twitter.com/i/web/status/1102650000000000000\n"),
        ('<twitter-widget data-tweet-id="1102650000000000000"></twitter-widget>', "https://twitter.com/i/web/status/1102650000000000000\n"),
        ('<lite-youtube videoid="abcdefghijk"><a href="/x">Play</a></lite-youtube>', "https://www.youtube.com/watch?v=abcdefghijk\n\n[Play](/x)\n"),
        (
            '<iframe src="https://platform.twitter.com/embed/Tweet.html?dnt=true&amp;id=1102650000000000000&amp;lang=en"></iframe>',
            "https://twitter.com/i/web/status/1102650000000000000\n",
        ),
        ('<amp-img src="/reeds.jpg" alt="Reeds"></amp-img>', "![Reeds](/reeds.jpg)\n"),
        ('<div style="color: red; background-image: url(\'/reeds.jpg\')">Words</div>', "![](/reeds.jpg)Words\n"),
        ('<div style="BACKGROUND : red URL( /a;b/reeds.jpg ) ;color:x">Words</div>', "![](/a;b/reeds.jpg)Words\n"),
        ('<div style="background:(;background:url(/reeds.jpg)">Words</div>', "![](/reeds.jpg)Words\n"),
        ('<div style="mask: url(/reeds.jpg); background: red">Words</div>', "Words\n"),
    ],
)  # fmt: skip
def test_what_is_drawn_by_scripts_and_styles_leaves_its_address(html, text):
    assert shown(html)[0] == text


def test_in_markdown_no_tag_is_left_of_them():
    sheet = Manuscript('A\n\n<lite-youtube videoid="abcdefghijk"> </lite-youtube>\n\nB', "a.md")
    widgets.convert(sheet)
    assert sheet.result() == "A\n\nhttps://www.youtube.com/watch?v=abcdefghijk\n\nB"


def test_posts_in_them_are_counted():
    _, sheet = shown('<amp-youtube data-videoid="abcdefghijk"></amp-youtube>')
    assert [post.key for post in sheet.posts] == ["youtube/abcdefghijk"]


@pytest.mark.parametrize(
    "html",
    [
        '<blockquote class="tiktok-embed" cite="https://t.example/1"><a href="https://t.example/1?x">a</a></blockquote>',
        '<div style="background: url(data:image/png;base64,AA)">Words</div>',
        '<div data-href="https://example.org/">Words</div>',
    ],
)
def test_what_shows_its_address_already_or_has_none_stays(html):
    sheet = Manuscript(html, "a.xml", tokens=[])
    widgets.convert(sheet)
    assert sheet.result() == html


@pytest.mark.parametrize(
    "html",
    [
        '<iframe src="https://old.example/files/report.pdf"></iframe>',
        '<object data="https://old.example/files/report.pdf" type="application/pdf"></object>',
    ],
)
def test_a_file_in_a_frame_is_a_link_that_can_be_given_its_new_address(html):
    sheet = Manuscript(html, "a.xml", tokens=[])
    pasted.convert_codes(sheet)
    assert '<p><a href="https://old.example/files/report.pdf">report.pdf</a></p>' in sheet.result()
    assert shown(html)[0] == "[report.pdf](https://old.example/files/report.pdf)\n"


def test_ampersands_in_the_address_of_a_frame_are_just_that():
    sheet = Manuscript('<iframe src="https://maps.example.org/?a=1&section=3"></iframe>', "a.md")
    pasted.convert_codes(sheet)
    assert sheet.result() == "<https://maps.example.org/?a=1&section=3>"


def test_a_frame_in_markdown_is_a_link_of_markdown():
    sheet = Manuscript('<iframe src="https://example.org/map" title="A [map]"></iframe>', "a.md")
    pasted.convert_codes(sheet)
    assert sheet.result() == "[A (map)](<https://example.org/map>)"
