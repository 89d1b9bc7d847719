"""Markdown and posts within blocks of HTML."""

import pytest

from sitegen.importing.body import attributes, htmlblocks, pasted
from sitegen.importing.body.code import protect_code
from sitegen.importing.body.manuscript import Manuscript

POST = "https://twitter.com/example_river/status/1102600000000000000"
CODE = f'<blockquote class="twitter-tweet"><p>Words</p>— River (@example_river) <a href="{POST}">March 4, 2019</a></blockquote>'


def settled(text, *, commonmark=True):
    """A body whose embed codes were converted and whose tags were marked."""
    sheet = Manuscript(text, "a.md")
    protect_code(sheet)
    blocks = htmlblocks.survey(sheet, commonmark=commonmark)
    pasted.convert_codes(sheet)
    htmlblocks.mark(sheet, blocks)
    return sheet.result()


@pytest.mark.parametrize(
    ("written", "marked"),
    [
        ('<div class="x">\n\n*a*\n\n</div>', '<div class="x" markdown="1">\n\n*a*\n\n</div>'),
        ("<details>\n<summary>S</summary>\n\n*a*\n</details>",
         '<details markdown="1">\n<summary>S</summary>\n\n*a*\n</details>'),
        ('<p dir="rtl">\n\n*a*</p>', '<div dir="rtl" markdown="1">\n\n*a*</div>'),
        ("<table>\n<tr><td>\n\n*a*\n\n</td></tr>\n</table>",
         '<table markdown="1">\n<tr markdown="1"><td markdown="block">\n\n*a*\n\n</td></tr>\n</table>'),
        ('<div>\n    <div class="b">\n\n*a*\n\n</div>\n</div>',
         '<div markdown="1">\n<div class="b" markdown="1">\n\n*a*\n\n</div>\n</div>'),
        ("<section>\n\n```\n<div>\n```\n\n</section>",
         '<section markdown="1">\n\n```\n<div>\n```\n\n</section>'),
        ("<ul>\n<li>a\n<li>\n\n*b*\n\n</li>\n</ul>",
         '<ul markdown="1">\n<li>a\n<li markdown="block">\n\n*b*\n\n</li>\n</ul>'),
        ("<div>\n\n`</div>` closes *it*\n\n</div>",
         '<div markdown="1">\n\n<code>&lt;/div&gt;</code> closes *it*\n\n</div>'),
        ("<div>\n\n*never closed*", '<div markdown="1">\n\n*never closed*'),
        ('<p align="center">\nx\n\n*a*', '<p align="center">\nx</p>\n\n*a*'),
    ],
)  # fmt: skip
def test_html_of_commonmark_says_that_markdown_is_read_in_it(written, marked):
    assert settled(written) == marked


@pytest.mark.parametrize(
    "text",
    [
        "<div>\n*a*\n</div>",
        "<div>\n\n<p>a</p>\n\n<!-- b -->\n\n</div>",
        "<div>\n<p>a</p>\n\n<p>b</p>\n</div>",
        "<ul>\n\n<li>a</li>\n\n<li>b</li>\n\n</ul>",
        "<pre>\n\n*a*\n\n</pre>",
        '<div markdown="0">\n\n*a*\n\n</div>',
        '<div class="x" markdown="1">\n\n*a*\n\n</div>',
        "<div markdown>\n\n*a*\n\n</div>",
        "`<div>`\n\n*a* </div>",
        "text <div>\n\n*a*\n\n</div>",
        "</div>\n\n*a*",
        "<div\n\n*a*",
    ],
)
def test_all_other_html_stays_as_it_is(text):
    assert settled(text) == text


def test_a_tag_whose_address_was_replaced_loses_its_style_as_well():
    sheet = Manuscript('<img src="{{ x }}/a.gif" style="b">, `<i style="c">`', "a.md")
    protect_code(sheet)
    sheet.replace(10, 17, "")
    attributes.drop_styles(sheet)
    assert sheet.result() == '<img src="/a.gif">, `<i style="c">`'
    assert [problem.code for problem in sheet.problems] == ["styles-removed"]


def test_a_tag_that_loses_its_style_is_marked_as_well():
    sheet = Manuscript('<p style="a" class="x" onclick="b">\n\n*a*\n\n</p>', "a.md")
    blocks = htmlblocks.survey(sheet, commonmark=True)
    attributes.drop_styles(sheet)
    htmlblocks.mark(sheet, blocks)
    assert sheet.result() == '<div class="x" markdown="1">\n\n*a*\n\n</div>'


def test_in_other_dialects_only_what_is_asked_for_is_markdown():
    assert settled("<div>\n\n*a*\n\n</div>", commonmark=False) == "<div>\n\n*a*\n\n</div>"
    inner = '<div>\n<div markdown="1">\n*a*\n</div>\n</div>'
    assert settled(inner, commonmark=False) == inner.replace("<div>", '<div markdown="1">', 1)


@pytest.mark.parametrize("around", ["<div>{}</div>", "<center>\n{}\n</center>", "<td>\n\n{}\n\n</td>"])
def test_a_post_in_html_is_a_paragraph_of_html(around):
    assert settled(around.format(CODE)) == around.format(f"<p>{POST}</p>")


def test_a_post_in_the_row_of_a_table_leaves_the_table_whole():
    table = "| a | b |\n|---|---|\n| c | {} |\n| d | e |"
    assert settled(table.format(CODE)) == table.format(f"<p>{POST}</p>")


def test_a_post_among_markdown_in_html_is_markdown():
    written = "<div>\n\nText\n\n{}\n\n</div>"
    assert settled(written.format(CODE)) == written.replace("<div>", '<div markdown="1">').format(POST)


def test_the_link_to_a_frame_in_html_is_html():
    link = '<p><a href="https://maps.example.org/1">A map</a></p>'
    frame = '<iframe src="https://maps.example.org/1" title="A map"></iframe>'
    assert settled(f"<div>{frame}</div>") == f"<div>{link}</div>"


def test_a_post_without_an_address_in_html_is_placed_there():
    code = '<blockquote class="twitter-tweet"><p>Words</p>— River (@example_river)</blockquote>'
    assert settled(f"<div>{code}</div>").startswith("<div><p>[tweet:pasted-")


def test_html_that_is_nested_too_deep_stays_as_it_is():
    text = "<div>\n" * 2000 + "\n*a*\n" + "</div>\n" * 2000
    assert settled(text) == text
