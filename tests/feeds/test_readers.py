"""HTML for readers that know no CSS and not where they are."""

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from sitegen.feeds.legal import legal
from sitegen.feeds.readers import for_readers

PAGE = "https://rivers.example.org/archive/2019/weir/"
BASE = "https://rivers.example.org/archive/"


def read(html):
    return for_readers(html, page=PAGE, base_url=BASE)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p id="a" class="b c" lang="fa" dir="rtl">x</p>', '<p lang="fa" dir="rtl">x</p>'),
        ('<h2 id="part">x</h2>', "<h2>x</h2>"),
        ('<img src="https://a.example/x.png" alt="x" loading="lazy" srcset="x 1w" width="1" height="2">',
         '<img src="https://a.example/x.png" alt="x" width="1" height="2">'),
        ('<a href="https://a.example/" rel="noopener" class="u-url" aria-label="y">x</a>',
         '<a href="https://a.example/">x</a>'),
        ('<ol start="3" reversed="" type="a">', '<ol start="3" reversed="" type="a">'),
        ('<a href="https://a.example/" rel="noopener noreferrer">x</a>', '<a href="https://a.example/">x</a>'),
        ('<a href="https://a.example/" rel="noopener noreferrer" class="c">x</a> rel="noopener noreferrer"',
         '<a href="https://a.example/">x</a> rel="noopener noreferrer"'),
        ('<td colspan="2" align="right">', '<td colspan="2" align="right">'),
        ('<video src="https://a.example/v" controls="" muted="" poster="p.jpg">',
         f'<video src="https://a.example/v" controls="" poster="{PAGE}p.jpg">'),
        ('<time datetime="2019-05-03">', '<time datetime="2019-05-03">'),
        ('<blockquote cite="https://x.com/a" data-embed-url="q">', '<blockquote cite="https://x.com/a">'),
        ('<picture><source srcset="a.webp 1x" type="image/webp"><img src="https://a.example/a.png"></picture>',
         '<picture><img src="https://a.example/a.png"></picture>'),
        ('<video><source src="https://a.example/v.webm" type="video/webm"></video>',
         '<video><source src="https://a.example/v.webm" type="video/webm"></video>'),
    ],
)  # fmt: skip
def test_only_what_means_something_by_itself_stays(html, expected):
    assert read(html) == expected


@pytest.mark.parametrize(
    ("written", "absolute"),
    [
        ("#source-budget", f"{PAGE}#source-budget"),
        ("https://a.example/?a=1&amp;b=2#c", "https://a.example/?a=1&amp;b=2#c"),
        ("other/", f"{PAGE}other/"),
        ("../pool/?a=1&amp;b=2", "https://rivers.example.org/archive/2019/pool/?a=1&amp;b=2"),
        ("/2020/pool/", f"{BASE}2020/pool/"),
        ("//a.example/x", "https://a.example/x"),
        ("mailto:a@a.example", "mailto:a@a.example"),
        ("it&#39;s/", f"{PAGE}it&#x27;s/"),
        ("?q=&quot;", f"{PAGE}?q=%22"),
        ("?q=a|b", f"{PAGE}?q=a%7Cb"),
        ("#منبع", f"{PAGE}#%D9%85%D9%86%D8%A8%D8%B9"),
        ("https://a.example/{a}|b%", "https://a.example/%7Ba%7D%7Cb%25"),
        ("https://a.example/&lt;b&gt;", "https://a.example/%3Cb%3E"),
    ],
)
def test_addresses_become_absolute(written, absolute):
    assert read(f'<a href="{written}">x</a>') == f'<a href="{absolute}">x</a>'


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JAVASCRIPT:x", " java&#10;script:x", "&#1;vbscript:x", "data:text/html,x"],
)
def test_addresses_that_run_are_dropped(address):
    assert read(f'<a href="{address}" title="t">x</a>') == '<a title="t">x</a>'


def test_words_that_look_like_attributes_are_left_alone():
    text = '<p>Write id="a" class="b" and href="#c" here: &lt;a id="x" href="#y"&gt;</p>'
    assert read(text) == text


def test_a_value_may_hold_the_ends_of_tags():
    assert read('<a title="a > b" href="#c" id="d">x</a>') == f'<a title="a > b" href="{PAGE}#c">x</a>'


def test_the_same_tag_leads_to_each_articles_own_page():
    html = '<a href="#c" id="d">x</a>'
    other = "https://rivers.example.org/archive/2020/pool/"
    assert read(html) == f'<a href="{PAGE}#c">x</a>'
    assert for_readers(html, page=other, base_url=BASE) == f'<a href="{other}#c">x</a>'


ATTRIBUTES = {"*": {"id", "class", "href", "src", "cite", "title", "lang", "loading", "srcset", "data-x"}}
SOUP = st.lists(
    st.one_of(
        st.sampled_from(["<p ", "<a ", "<img ", "</p>", "</a>", ">", ' id="x"', ' href="#y"',
                         ' src="../z"', " class='q'", ' title="a&quot;b>c"', ' href="javascript:1"',
                         '"', "'", "<", "&amp;"]),
        st.text(max_size=4),
    )
).map("".join)  # fmt: skip


@given(SOUP)
def test_any_sanitised_html_keeps_its_words_and_gets_absolute_addresses(soup):
    html = legal(nh3.clean(soup, attributes=ATTRIBUTES, link_rel=None))
    made = read(html)
    assert nh3.clean(made, tags=set()) == nh3.clean(html, tags=set())
    for element in parser.fragment_fromstring(made, create_parent="div").iterdescendants("a", "img", "p"):
        assert not set(element.attrib) & {"id", "class", "loading", "srcset", "data-x"}
        for name in ("href", "src"):
            assert element.get(name, "https:").startswith(("https:", "http:", "mailto:"))


def test_a_long_article_takes_no_more_than_its_length():
    html = '<p id="a">' + '<a href="#b"' * 2_000 + "x" * 2_000_000
    assert len(read(html)) > 2_000_000
