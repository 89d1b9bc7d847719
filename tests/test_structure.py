"""Sound headings, tables, captions and addresses, whatever an author wrote."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.structure import readable

HEAD = "<thead>\n<tr>\n<th></th>\n<th>Mornings</th>\n</tr>\n</thead>"
BODY = "<tbody><tr><th>Working days</th><td>14</td></tr></tbody>"


def levels(html):
    return [int(level) for level in re.findall(r"<h(\d)", html)]


def headings(*wanted):
    return "".join(f'<h{level} id="a">A</h{level}>' for level in wanted)


# --- headings ---


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ([2, 3, 3, 2, 3, 4], [2, 3, 3, 2, 3, 4]),
        ([3, 3], [2, 2]),
        ([1, 2], [2, 3]),
        ([2, 4, 4, 3], [2, 3, 3, 3]),
        ([3, 3, 2, 3], [2, 2, 2, 3]),
        ([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 6]),
    ],
)
def test_headings_by_their_depth(written, shown):
    assert levels(readable(headings(*written), table="")) == shown


@given(st.lists(st.integers(1, 6)))
def test_headings_begin_below_the_title_and_never_skip_a_level(written):
    html = readable(headings(*written), table="")
    shown = [1, *levels(html)]
    assert all(below - above <= 1 for above, below in pairwise(shown))
    assert all(level >= 2 for level in shown[1:])
    assert re.findall(r"<h(\d)", html) == re.findall(r"</h(\d)", html)


# --- tables ---


def test_header_cells_say_what_they_head_and_empty_ones_are_none():
    html = readable(f"<p>a</p><table>{HEAD}{BODY}</table><p>b</p>", table="Table")
    assert '<td></td>\n<th scope="col">Mornings</th>' in html
    assert '<th scope="row">Working days</th><td>14</td>' in html


def test_a_table_stands_in_a_scroller_that_takes_the_focus():
    html = readable(f"<table>{BODY}</table><table>{BODY}</table>", table='"T"')
    assert html.count('<div class="scroll" role="group" aria-label="&quot;T&quot;" tabindex="0"><table>') == 2
    assert html.count("</table></div>") == 2


def test_a_table_within_another_stands_in_the_same_scroller():
    inner = f'<table class="a">{BODY}</table>'
    outer = f"<table><tr><td>a {inner} b</td></tr></table>"
    opening = '<div class="scroll" role="group" aria-label="T" tabindex="0">'
    shown = readable(f"{outer}<p>c</p>{inner}", table="T").replace('<th scope="row">', "<th>")
    assert shown == f"{opening}{outer}</div><p>c</p>{opening}{inner}</div>"


def test_a_scope_that_the_author_gave_stays():
    html = readable('<table><thead><tr><th scope="colgroup">A</th></tr></thead></table>', table="Table")
    assert '<th scope="colgroup">A</th>' in html


# --- captions and addresses ---


def test_a_caption_outside_a_figure_is_a_plain_block():
    html = readable("<figure><figcaption>A</figcaption></figure><figcaption>B</figcaption>", table="")
    assert html == "<figure><figcaption>A</figcaption></figure><div>B</div>"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("https://a.example/&gt; b", "https://a.example/%3E%20b"),
        (r"https://a.example/start\_page", "https://a.example/start%5C_page"),
        ("https://a.example/&lt;a href=", "https://a.example/%3Ca%20href="),
        ("https://a.example/x?y=1&amp;z=2#q", "https://a.example/x?y=1&amp;z=2#q"),
    ],
)
def test_an_address_has_only_characters_that_addresses_have(written, shown):
    assert readable(f'<a href="{written}" rel="a b">a &gt; b</a>', table="") == (
        f'<a href="{shown}" rel="a b">a &gt; b</a>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<p>a table, a {href} &gt; figure</p>",
        '<pre><code>&lt;a href="{{ page | url }}"&gt;\nhref="a b"</code></pre>',
        '<p title="href=">Write <code>href="a b"</code></p>',
        '<a name="x">here href="a b"</a>',
    ],
)
def test_a_plain_text_stays_as_it_is(html):
    assert readable(html, table="") == html


def test_words_that_look_like_an_address_stay_beside_one_that_is_encoded():
    words = '<code>href="{a}"</code>'
    assert readable(f'{words}<a class="x y" download="" href="{{a}}">a</a>', table="") == (
        f'{words}<a class="x y" download="" href="%7Ba%7D">a</a>'
    )
