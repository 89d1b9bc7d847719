"""Openings and closings: what is found, and that work grows as the text does."""

import re

import pytest

from growth import grows_evenly
from sitegen.importing.addresses import AddressBook
from sitegen.importing.body import arguments, attributes, code, htmlblocks, lazy, linking, pasted, unseen
from sitegen.importing.body.enclosed import elements, pairs
from sitegen.importing.body.linking import Linker
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.body.pictures import Shelf
from sitegen.importing.dialects import barelinks, bracketcodes, gotemplates, hugocodes, liquid, listlevels
from sitegen.importing.documents import listed
from sitegen.importing.folders import toolconf
from sitegen.importing.frontmatter import keys
from sitegen.importing.html import tomarkdown, widgets
from sitegen.importing.text import bylines
from sitegen.importing.wordpress import autop, codes, wxr
from sitegen.model import Settings

TAG = re.compile(r"<(?P<tag>pre|code)>", re.IGNORECASE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("<pre>a</pre> <CODE>b</code >", ["<pre>a</pre>", "<CODE>b</code >"]),
        ("<pre>a<code>b</pre>c</code>", ["<pre>a<code>b</pre>"]),
        ("<pre>a <code>b</code>", ["<code>b</code>"]),
        ("</pre><pre>", []),
    ],
)
def test_elements_end_where_their_name_is_closed_first(text, found):
    assert [text[opens.start() : closes.end()] for opens, closes in elements(text, TAG)] == found


@pytest.mark.parametrize(("lone", "more"), [(False, []), (True, ["<pre>"])])
def test_what_needs_no_closing_stands_for_itself(lone, more):
    text, opening = "<br><pre><code>a</code>", re.compile("<(?P<tag>pre|code)>|<br>")
    found = elements(text, opening, lone=lone)
    assert [text[a.start() : b.end()] for a, b in found] == ["<br>", *more, "<code>a</code>"]


def test_pairs_of_comments():
    found = list(pairs("<!-- a --> <!-- b", re.compile("<!--"), lambda _: re.compile("-->")))
    assert [(opens.start(), closes.end()) for opens, closes in found] == [(0, 10)]


def test_a_protected_span_keeps_what_was_replaced_in_it():
    sheet = Manuscript("abcdefgh", "a.md")
    for start in (6, 0, 3):
        sheet.replace(start, start + 1, "-")
    sheet.protect(1, 7)
    assert [sheet.is_free(at, at + 1) for at in range(8)] == [False] * 7 + [True]
    assert sheet.result() == "-bc-ef-h"


def test_unclosed_marks_stay_as_text():
    assert tomarkdown.markdown("<p>a</p><!-- b <p>c</p> <b d") == "a\n\n&lt;!-- b\n\nc\n\n&lt;b d\n"


def test_a_break_before_the_last_line_stays_one():
    assert autop.autop("a<br>\nb") == "<p>a<br>b</p>"
    assert autop.autop("<div>a</div> </section>\nb <i") == "<div>a</div>\n</section>\n<p>b <i</p>"


def test_items_of_numbered_lists_count_on():
    html = '<ol start="3"><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li><li>e</li></ol>'
    assert tomarkdown.markdown(html) == "3. a\n4. b\n    1. c\n    2. d\n5. e\n"


def of_wordpress(text):
    sheet = Manuscript(text, "a.xml", tokens=[])
    lazy.convert(sheet)
    codes.convert(sheet, codes.Library())
    pasted.convert_codes(sheet)
    tomarkdown.markdown(autop.autop(sheet.result()))


def of_markdown(text):
    sheet = Manuscript(text, "a.md")
    code.protect_code(sheet)
    code.protect_comments(sheet)
    htmlblocks.mark(sheet, htmlblocks.survey(sheet, commonmark=True))
    attributes.drop_styles(sheet)
    listed.lists(text, sheet)


def of_codes(text):
    book = AddressBook(Settings(title="A"))
    linker = Linker(book, Shelf(), book.settle("a", slug="a", title="A", date="2019-03-04"))
    sheet = Manuscript(f"%}} }}}} [/embed] [/caption]\n\n{text}", "a.md")
    raw = liquid.convert_raw(sheet)
    liquid.convert(liquid.Template(sheet, linker, liquid.Site(), {}), raw)
    bracketcodes.convert(sheet, linker)


@pytest.mark.parametrize(
    "unit",
    [
        "{% x ", "{{ x ", "{% raw %}{% endraw ", "{% comment %}{% endcomment ", "[embed]", "[embed][/embed]",
        '[embed a="', "[caption]![a](x) ", "[caption]![a](", "[caption]![a](x) *b*[/caption]", "[/caption]",
    ],
)  # fmt: skip
def test_work_on_shortcodes_grows_as_the_text_does(unit):
    assert grows_evenly(of_codes, unit * 500, unit * 4000)


UNITS = (
    "\n", " ", "\n ", "<pre>", "<code>", '<!-- wp:a {"a":', "<!--", '<!-- wp:embed {"url":"x"} -->', '<sup data-fn="a">',
    '<pre class="wp-block-verse">', '<ul class="blocks-gallery-grid">', "<iframe>", "<object>", "<script>", "<style>",
    "[embed]x[/embed] ", '<a href="', "<b style", '<script src="', "<code>x</code> ", "</p>", "\nSources:\n", "\n<div>", "\n<p>\n\nx", "\n<div>\n\nx</div>", "{{< x ", "{% x ",
    '<!-- wp:block {"ref":1', "<li>x", "<td>", '<img data-src="', '<img data-src="x"><noscript>', "## Notes\n- http://a.example/\n\n[^1]: x\n",
    "> ```x\n", "- ```x\n  y\n\n",
)  # fmt: skip


@pytest.mark.parametrize("convert", [of_wordpress, of_markdown])
@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_as_the_text_does(convert, unit):
    """Eight times the text takes about eight times as long, not sixty-four times."""
    assert grows_evenly(convert, f"<b style>a{unit * 800}b", f"<b style>a{unit * 6400}b")


def test_work_grows_as_the_nesting_does():
    small, large = ("<ul><li>x" * n + "</li></ul>" * n for n in (800, 6400))
    assert grows_evenly(of_wordpress, small, large)


def of_widgets(text):
    widgets.convert(Manuscript(text, "a.xml", tokens=[]))


def of_bylines(text):
    bylines.authors(text, "")


def of_an_export(text):
    reader = wxr._Reader(wxr.Channel(), light=False)
    list(reader.feed(text))


def of_a_template(text):
    gotemplates._parts.cache_clear()
    gotemplates.written(text, arguments.parse(""), inner=True)


def of_what_a_template_wrote(text):
    hugocodes.is_block(
        hugocodes.shown("{{ .Get 0 | safeHTML }}", arguments.Arguments((text,)), paired=False)[0]
    )


def of_bare_links(text):
    barelinks.convert(Manuscript(text, "a.md"))


def of_links(text):
    list(linking._INLINE.finditer(text))


def of_lists(text):
    listlevels.settle(Manuscript(text, "a.md"), "goldmark")


def of_permalinks(text):
    toolconf.eleventy_address(text, folder="a", stem="b", title="c")


@pytest.mark.parametrize(
    ("convert", "before", "unit", "after"),
    [
        (keys.heading_of, "# a", " ", "x"), (keys.heading_of, "# a", "#", "x"),
        (keys.heading_of, "# a", " #", " {x"), (keys.heading_of, "# a", "{", "}x"),
        (keys.plain, "", "_a ", ""), (keys.plain, "", "**a ", ""), (keys.plain, "", "`a *b ", ""),
        (of_widgets, '<div style="background:url(', " ", '">'), (of_widgets, '<div style="', "background:", '">'),
        (of_widgets, '<div style="background:', "url(", '">'), (of_widgets, '<div style="', "background:url(;", '">'),
        (of_widgets, "<div background ", "a", ">"), (of_widgets, "<div background a", " ", ">"),
        (of_widgets, "background<", "a", "<"),
        (of_bylines, "", "<meta ", ""),
        (of_bylines, "", "<script type=application/ld+json>", ""), (unseen.without_addresses, "", "aaaaaaaa", ""),
        (of_an_export, "<rss><channel>", "<![CDATA[", ""),
        (of_a_template, "", "{{", ""), (of_a_template, "", "{{- /*", ""), (of_a_template, "", "<!--", ""),
        (of_what_a_template_wrote, "<p>", "<style>", ""), (of_what_a_template_wrote, "<p>", "    ", "<p>"),
        (of_what_a_template_wrote, "<", "aaaa", ""), (of_bare_links, "@", "aaaa", ""), (of_bare_links, "@", "a_", ""),
        (of_lists, "", "\t", "x"), (of_links, "[see ", "![a](b.gif) ", ""), (of_links, "[see ", "[a](b.md) ", ""), (of_links, "", r"\[", ""),
        (of_permalinks, "{{", " ", "}"), (of_permalinks, "", "{{ a", "}"), (of_permalinks, "", "{{ page.fileSlug }}", ""),
    ],
)  # fmt: skip
def test_work_grows_as_a_run_of_the_same_does(convert, before, unit, after):
    assert grows_evenly(convert, f"{before}{unit * 1000}{after}", f"{before}{unit * 8000}{after}")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("*A* __river__ and `its` **_banks_**", "A river and its banks"),
        ("A *longer\nwalk*", "A longer walk"),
        ("2 * 3 * 4, snake_case_name, *** and _open", "2 * 3 * 4, snake_case_name, *** and _open"),
    ],
)
def test_a_title_loses_its_marks_of_emphasis(title, words):
    assert keys.plain(title) == words
