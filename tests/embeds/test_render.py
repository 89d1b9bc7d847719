"""Posts as pages and feeds show them."""

from dataclasses import replace
from functools import partial
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from sitegen.embeds import render, text_of
from sitegen.embeds.wording import moment_words
from sitegen.i18n import get
from sitegen.model import ArchivedCopy, Expanded, Picture, Snapshot, StatusChange
from sitegen.urls import absolute, relative

URL = "https://twitter.com/example_a/status/1532700000000000000"
POST = Snapshot(
    "x", "1532700000000000000", url=URL, author_name="River <Watch>", author_handle="example_a",
    author_url="https://twitter.com/example_a", text='سلام https://t.co/AbC & "more"\n\nend', lang="fa",
    dir="rtl",
    created_at="2022-06-03T12:25:30Z", links=(Expanded("https://t.co/AbC",
    "https://www.example.org/report/"),),
    captured_at="2022-07-01T00:00:00Z", captured_via="oembed", status="live",
    archives=(ArchivedCopy("https://web.archive.org/web/2022/x", "2022-07-02"),),
)  # fmt: skip
PICTURE = Picture("evidence/x/1.jpg", 40, 30, 'A "lake"')


def page(post, lang="en", pictures=()):
    return lxml_html.fragment_fromstring(
        render(post, pictures=pictures, lang=lang, href=partial(relative, page="2019/river/"))
    )


def words(element):
    return " ".join(element.text_content().split())


def one(element, name):
    [found] = element.find_class(name)
    return found


def test_the_quotation_is_a_cited_entry():
    quote = page(POST)
    assert quote.tag == "blockquote"
    assert quote.get("class") == "embed embed-x h-cite"
    assert (quote.get("cite"), quote.get("lang"), quote.get("dir"), quote.get("data-status")) == (
        URL,
        "fa",
        "rtl",
        "live",
    )
    assert one(quote, "u-url").get("href") == URL
    assert one(quote, "dt-published").get("datetime") == "2022-06-03T12:25:30Z"
    assert words(one(quote, "dt-published")) == "3 June 2022, 12:25 UTC"
    assert words(one(quote, "p-author")) == "River <Watch>"
    assert one(quote, "p-author").get("href") == "https://twitter.com/example_a"


@pytest.mark.parametrize(
    ("written", "lang", "shown"),
    [
        ("2020-01-01T00:30:00+03:30", "en", "1 January 2020, 00:30 UTC+03:30"),
        ("2020-01-01T22:30:00-08:00", "de", "1. Januar 2020, 22:30 UTC-08:00"),
        ("2020-01-01T00:30:00+00:00", "en", "1 January 2020, 00:30 UTC"),
        ("2020-01-01T00:30:00+03:30", "fa", "۱ ژانویه ۲۰۲۰ (۱۱ دی ۱۳۹۸)، ۰۰:۳۰ UTC+۰۳:۳۰"),
        ("2020-01-01T00:30:00", "en", "1 January 2020"),
    ],
)
def test_a_moment_is_told_on_the_day_and_by_the_clock_it_was_written_with(written, lang, shown):
    assert moment_words(written, get(lang)) == shown


def test_the_moment_for_machines_has_no_finer_fraction_than_html_knows():
    quote = page(replace(POST, created_at="2022-06-03T12:25:30.123456Z"))
    assert one(quote, "dt-published").get("datetime") == "2022-06-03T12:25:30.123Z"


def test_the_words_are_the_posts_own_with_links_spelt_out():
    content = one(page(POST), "e-content")
    assert words(content) == 'سلام example.org/report & "more"end'
    assert [link.get("href") for link in content.iter("a")] == ["https://www.example.org/report/"]
    assert len(content.findall("p")) == 2


def test_a_short_link_ends_where_the_post_goes_on():
    post = replace(POST, text="truth#Riverhttps://t.co/AbC#Open Records", links=())
    (link,) = one(page(post), "e-content").iter("a")
    assert (link.get("href"), words(link), link.tail) == ("https://t.co/AbC",) * 2 + ("#Open Records",)


def test_an_address_keeps_the_brackets_that_it_opens():
    inner, last = "https://example.org/Weir_(Lorrel)", "https://example.org/آب"
    post = replace(POST, text=f"(as in {inner}), «{last}»، https://…", links=())
    links = [link.get("href") for link in one(page(post), "e-content").iter("a")]
    assert links == [inner, last]


def test_a_link_that_nobody_followed_is_shown_as_it_was_written():
    post = replace(POST, links=(Expanded("https://t.co/AbC", "https://t.co/AbC"),))
    assert "https://t.co/AbC" in words(one(page(post), "e-content"))


def test_captured_html_is_shown_with_links_spelt_out():
    html = (
        '<p>a <a href="https://t.co/AbC" rel="x">https://t.co/AbC</a> <a href="https://t.co/AbC">here</a></p>'
    )
    content = one(page(replace(POST, html=html)), "e-content")
    assert words(content) == "a example.org/report here"
    assert {link.get("href") for link in content.iter("a")} == {"https://www.example.org/report/"}


def test_a_short_link_that_is_text_alone_in_captured_html_is_spelt_out():
    content = one(page(replace(POST, html="<p>a https://t.co/AbC &amp; https://t.co/AbCd</p>")), "e-content")
    assert words(content) == "a example.org/report & https://t.co/AbCd"
    assert [link.get("href") for link in content.iter("a")] == ["https://www.example.org/report/"]


def test_what_is_said_about_the_post_is_in_the_language_of_the_page():
    about = one(page(POST, "de"), "embed-about")
    assert (about.get("lang"), about.get("dir")) == ("de", "ltr")
    assert "3. Juni 2022" in words(about)
    persian = one(page(POST, "fa"), "embed-about")
    assert persian.get("dir") == "rtl"
    assert "۱۳ خرداد ۱۴۰۱" in words(persian)


def test_when_it_was_captured_and_where_copies_are():
    quote = page(POST)
    assert words(one(quote, "embed-captured")) == "Captured on 1 July 2022."
    [copy] = one(quote, "embed-copies").findall("a")
    assert (copy.get("href"), words(copy)) == ("https://web.archive.org/web/2022/x", "2 July 2022")
    copies = (*POST.archives, ArchivedCopy("https://archive.example.org/x"))
    assert "، archive.example.org" in words(one(page(replace(POST, archives=copies), "fa"), "embed-copies"))


@pytest.mark.parametrize(
    ("via", "said"),
    [("pasted", "From an embed code in this article."), ("manual", "As noted by the editors.")],
)
def test_where_words_come_from_that_no_service_gave(via, said):
    assert words(one(page(replace(POST, captured_via=via)), "embed-captured")) == said


def test_a_code_of_another_article_is_not_said_to_be_in_this_one():
    post = replace(POST, captured_via="pasted")
    assert "Captured on 1 July 2022." in render(post, pictures=(), lang="en", href=str, elsewhere=True)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("deleted", "This post has since been deleted; we noticed on 3 May 2021."),
        ("protected", "This post has since been made private; we noticed on 3 May 2021."),
        ("suspended", "The author’s account has since been suspended; we noticed on 3 May 2021."),
        ("unknown", "We could not tell on 3 May 2021 whether this post is still online."),
    ],
)
def test_readers_are_told_the_state_and_since_when(state, said):
    post = replace(POST, status=state, status_checked_at="2021-05-03T10:00:00Z")
    quote = page(post)
    assert quote.get("data-status") == state
    assert words(one(quote, "embed-status")) == said
    assert one(quote, "u-url").get("href") == URL
    undated = words(one(page(replace(POST, status=state)), "embed-status"))
    assert undated
    assert "2021" not in undated


def test_the_day_is_the_first_on_which_it_was_noticed():
    history = (StatusChange("live", "2020-01-01"), StatusChange("deleted", "2021-05-03"))
    post = replace(POST, status="deleted", status_checked_at="2024-01-01", status_history=history)
    assert "3 May 2021" in words(one(page(post), "embed-status"))


def test_a_live_post_has_no_notice():
    assert page(POST).find_class("embed-status") == []


def test_an_uncaptured_post_is_a_card_with_its_address():
    quote = page(Snapshot("x", "7", url=URL, author_handle="example_a"), "fa")
    assert (quote.get("data-status"), quote.get("lang"), quote.get("dir")) == ("uncaptured", "fa", "rtl")
    assert words(one(quote, "u-url")) == URL.removeprefix("https://")
    assert words(one(quote, "embed-status")) == "متن این پست هرگز ثبت نشد."
    assert quote.find_class("e-content") == []


def test_a_deleted_post_that_was_never_captured_says_both():
    quote = page(Snapshot("x", "7", url=URL, status="deleted"))
    assert [words(p) for p in quote.find_class("embed-status")] == [
        "This post has since been deleted.", "The text of this post was never captured."
    ]  # fmt: skip


def test_a_withheld_post_says_why_and_nothing_else():
    post = replace(POST, status="withheld", reason="By request.")
    quote = page(Snapshot("x", "7", url=URL, status="withheld", reason="By request."), pictures=[PICTURE])
    assert words(one(quote, "embed-reason")) == "Reason: By request."
    assert quote.findall(".//img") == []
    assert post.status == quote.get("data-status")


def test_a_post_without_an_address_has_no_link_and_no_cite():
    quote = page(replace(POST, url=""))
    assert quote.get("cite") is None
    assert quote.find_class("u-url") == []
    assert one(quote, "dt-published") is not None


def test_films_have_a_title_and_lead_to_their_service():
    post = Snapshot("youtube", "a", url="https://www.youtube.com/watch?v=a", title="A <film>", status="live")
    quote = page(post, pictures=[PICTURE])
    assert "embed-youtube" in quote.get("class")
    assert words(one(quote, "e-content")) == "A <film>"
    assert words(one(quote, "u-url")) == "on YouTube"
    assert quote.findall(".//iframe") == []


def test_pictures_are_local_with_their_words():
    picture = replace(PICTURE, variants=((20, "evidence/x/1-20.webp"),))
    [image] = page(POST, pictures=[picture]).findall(".//img")
    assert (image.get("src"), image.get("alt")) == ("../../evidence/x/1.jpg", 'A "lake"')
    assert (image.get("width"), image.get("height"), image.get("loading")) == ("40", "30", "lazy")
    assert image.get("srcset") == "../../evidence/x/1-20.webp 20w, ../../evidence/x/1.jpg 40w"


def test_feeds_get_a_plain_quotation():
    html = render(
        POST,
        pictures=[PICTURE],
        lang="en",
        href=partial(absolute, base_url="https://archive.example.org/"),
        medium="feed",
    )
    assert "class=" not in html
    assert 'src="https://archive.example.org/evidence/x/1.jpg"' in html
    assert "Captured on 1 July 2022." in html
    assert lxml_html.fragment_fromstring(html).tag == "blockquote"


def test_feeds_do_not_repeat_the_words_of_a_deleted_post():
    post = replace(POST, status="deleted", title="A title", lang="fa", text="سلام", html="<p>سلام</p>")
    html = render(post, pictures=[PICTURE], lang="en", href=str, medium="feed")
    assert html.startswith(f'<blockquote cite="{post.url}" lang="en" dir="ltr"><p lang="en" dir="ltr">')
    assert f'href="{post.url}"' in html
    assert f"<bdi>{escape(post.author_name)}</bdi>" in html
    assert "This post has since been deleted" in html
    for word in ("سلام", "A title", "<img", "Captured on", "never captured"):
        assert word not in html
    assert "سلام" in render(post, pictures=[PICTURE], lang="en", href=str)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("سلام", "", ("und", "rtl")), ("12 hello", "", ("und", "ltr")), ("...", "", ("und", "ltr")),
        ("שלום", "he", ("he", "rtl")), ("#tag سلام", "", ("und", "ltr")),
        ("#tag سلام", "fa", ("fa", "rtl")), ("@river: سلام", "fa", ("fa", "rtl")), ("NASA سلام", "fa", ("fa", "rtl")),
        ("@river #سلام", "fa", ("fa", "rtl")), ("hello @river", "fa", ("fa", "ltr")), ("...", "fa", ("fa", "ltr")),
        ("سلام dear", "en", ("en", "ltr")), ("@river سلام", "en", ("en", "rtl")), ("سلام", "zxx", ("zxx", "rtl")),
    ],
)  # fmt: skip
def test_direction_where_the_capture_tells_none(text, lang, expected):
    quote = page(Snapshot("x", "7", url=URL, text=text, lang=lang, status="live"))
    assert (quote.get("lang"), quote.get("dir")) == expected


ATTACKS = (
    '"><script>alert(1)</script>', "javascript:alert(1)", "' onload='x", '" onload="x', "&lt;img&gt;",
    "</blockquote><img src=//evil.example>",
)  # fmt: skip
HOSTILE = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30) | st.sampled_from(ATTACKS)


@given(
    st.builds(
        Snapshot, st.just("x"), HOSTILE, url=HOSTILE, author_name=HOSTILE, author_handle=HOSTILE,
        author_url=HOSTILE, text=HOSTILE, lang=HOSTILE, dir=HOSTILE, created_at=HOSTILE, title=HOSTILE,
        note=HOSTILE, reason=HOSTILE, captured_at=HOSTILE, status=st.sampled_from(["live", "deleted",
        "uncaptured"]),
        status_checked_at=HOSTILE,
        links=st.lists(st.builds(Expanded, HOSTILE, HOSTILE), max_size=2).map(tuple),
        archives=st.lists(st.builds(ArchivedCopy, HOSTILE, HOSTILE), max_size=2).map(tuple),
    ),
    st.sampled_from(["page", "feed"]),
)  # fmt: skip
def test_no_words_become_markup(post, medium):
    html = render(post, pictures=(), lang="en", href=str, medium=medium)
    quote = lxml_html.fragment_fromstring(html)
    assert quote.tag == "blockquote"
    for element in quote.iter():
        assert element.tag in {"blockquote", "div", "footer", "p", "a", "span", "bdi", "time", "strong", "br"}
        assert set(element.keys()) <= {
            "class",
            "cite",
            "lang",
            "dir",
            "data-status",
            "href",
            "rel",
            "datetime",
        }
        for name in ("href", "cite"):
            assert element.get(name, "https://").startswith(("https://", "http://"))


def test_short_links_that_flattening_glued_together_lead_to_their_own_places():
    glued = "Now https://t.co/AbCdEfGhIjpic.twitter.com/XyZ and https://t.co/abchttps://t.co/def"
    links = page(replace(POST, text=glued, links=())).xpath('.//*[contains(@class, "e-content")]//a/@href')
    assert links == ["https://t.co/AbCdEfGhIj", "https://t.co/abc", "https://t.co/def"]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<br>b</p>\n<p>c</p>", "a\nb\n\nc"),
        ("<p>a</p><ul><li>b</li><li><p>c</p></li></ul><p>d</p>", "a\n\nb\n\nc\n\nd"),
        ("<p>a</p><blockquote><p>b</p></blockquote>c", "a\n\nb\n\nc"),
        ("<p>a</p><pre><code>b\nc</code></pre><p>d</p>", "a\n\nb\nc\n\nd"),
        ("<p>a <b>b</b>c &lt;</p>", "a bc <"),
    ],
)
def test_no_words_of_two_blocks_run_into_one(html, text):
    assert text_of(html) == text
