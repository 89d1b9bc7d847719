"""Bodies as authors write them, and what they become."""

from __future__ import annotations

import pytest

from growth import grows_evenly
from sitegen.markup import Converted, convert
from sitegen.markup.found import Found
from sitegen.markup.locate import Text
from sitegen.model import Heading, Ref, Settings, Snapshot, Source

PATH = "content/2019/river.md"
POST = "https://x.com/example_river/status/1102600000000000000"
OTHER = "https://twitter.com/example_council/status/1102600000000000001"


def body(text: str, **given: object) -> Converted:
    return convert(text, path=PATH, **given)  # type: ignore[arg-type]


def shown(converted: Converted) -> str:
    """The HTML with its markers made visible."""
    return converted.html.replace("\x1e", "{").replace("\x1f", "}")


def codes(converted: Converted) -> list[str]:
    return [problem.code for problem in converted.problems]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("The *water* is **back**.", "<p>The <em>water</em> is <strong>back</strong>.</p>"),
        ("```python\na < b\n```", '<pre><code class="language-python">a &lt; b\n</code></pre>'),
        ("Weir\n:   A low dam.", "<dl>\n<dt>Weir</dt>\n<dd>A low dam.</dd>\n</dl>"),
        (
            "| a |\n|--:|\n| 1 |",
            """<table>
<thead>
<tr>
<th class="align-right">a</th>
</tr>
</thead>
<tbody>
<tr>
<td class="align-right">1</td>
</tr>
</tbody>
</table>""",
        ),
        ("A note.\n{.pull}", '<p class="pull">A note.</p>'),
        ("before\n\n<!--more-->\n\nafter <!-- private -->", "<p>before</p>\n\n\n<p>after </p>"),
        ("A <button>\n\nWeir\n\n</button>", "<p>A </p><p>Weir</p>"),
        ("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>'),
    ],
)  # fmt: skip
def test_markdown(text: str, html: str) -> None:
    assert body(text).html == html


def test_a_text_with_a_heading_of_the_first_level_moves_down_one() -> None:
    converted = body("# One\n\n## Two\n\n###### Six")
    assert converted.headings == (
        Heading(2, "one", "One"),
        Heading(3, "two", "Two"),
        Heading(6, "six", "Six"),
    )


def test_levels_stay_when_the_text_begins_at_the_second() -> None:
    assert [heading.level for heading in body("## Two\n\n### Three").headings] == [2, 3]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("## What we *know*, and `how`", "what-we-know-and-how"),
        ("## آب رودخانه", "آب-رودخانه"),
        ("## हिन्दी", "हिन्दी"),
        ("## ???", "section"),
        ("## Main", "main-2"),
        ("## Sources", "sources-2"),
        ("## Mine {#weir}", "weir"),
        ("## Mine {#main}", "user-main"),
        ("## Mine {#source-a}", "user-source-a"),
        ("## Linked [page](other.md) [@a]", "linked-page"),
    ],
)
def test_ids_of_headings(text: str, name: str) -> None:
    converted = body(text, sources=(Source("a"),))
    assert [heading.id for heading in converted.headings] == [name]
    assert f'id="{name}"' in converted.html


@pytest.mark.parametrize(
    ("text", "link", "renamed"),
    [
        ("## Sources\n\n## Sources", "sources-2", (("sources", "sources-2"), ("sources-1", "sources-3"))),
        ("## Sources\n\n## Mine {#sources}", "user-sources", (("sources", "user-sources"),)),
        ('## Mine\n\n<a name="sources"></a>', "user-sources", (("sources", "user-sources"),)),
        ("## Mine", "sources", ()),
        ("## A {#source-a}", "sources", ()),
    ],
)
def test_a_link_finds_a_part_whose_id_the_page_has_itself(text: str, link: str, renamed: tuple) -> None:
    converted = body(f"[x](#sources) [@a]\n\n{text}", sources=(Source("a"),))
    assert f'<a href="#{link}">x</a>' in converted.html
    assert 'href="#source-a" role="doc-biblioref"' in converted.html
    assert converted.renamed == renamed


@pytest.mark.parametrize(
    ("wanted", "text", "name"),
    [
        ("q--a", "## Q & A", "q-a"),
        ("-boats", "## 🚣 Boats", "boats"),
        ("floods-1", "## Floods\n\n## Floods", "floods-2"),
        ("floods-2", "## Floods\n\n## Floods\n\n## Floods", "floods-2"),
        ("q--a", "## Q & A\n\n## Mine {#q--a}", "q--a"),
    ],
)
def test_a_link_may_name_a_heading_as_other_tools_do(wanted: str, text: str, name: str) -> None:
    converted = body(f"[x](#{wanted})\n\n{text}")
    assert f'<a href="#{name}">x</a>' in converted.html
    assert dict(converted.renamed).get(wanted, wanted) == name


def test_equal_headings_have_ids_of_their_own() -> None:
    assert [h.id for h in body("## A\n\n## A\n\n## A-2\n\n## A").headings] == ["a", "a-2", "a-2-2", "a-3"]


def test_an_address_in_a_sentence_is_a_link() -> None:
    html = body("See https://example.org/a_b_c?x=1&y=2, (https://example.org/w_(x)) and <b>no</b>.").html
    assert html == (
        '<p>See <a href="https://example.org/a_b_c?x=1&amp;y=2" rel="noopener noreferrer">'
        'https://example.org/a_b_c?x=1&amp;y=2</a>, (<a href="https://example.org/w_(x)" '
        'rel="noopener noreferrer">https://example.org/w_(x)</a>) and <b>no</b>.</p>'
    )


@pytest.mark.parametrize("text", ["\u200ehttps://a.example/b\u200e.", "Https://a.example/b\u202c\u200b"])
def test_invisible_marks_are_no_part_of_a_link(text: str) -> None:
    assert 'ttps://a.example/b" ' in body(f"See {text} There").html


@pytest.mark.parametrize(
    "text",
    [
        "`https://example.org/`",
        "    https://example.org/",
        "[https://example.org/](page.md)",
        '<a href="page.md">https://example.org/</a>',
        '<a href="page.md"><b>https://example.org/</b></a>',
        "![https://example.org/](photo.jpg)",
    ],
)
def test_an_address_in_code_or_a_link_is_none(text: str) -> None:
    assert 'href="https:' not in body(text).html


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        (POST, ["1102600000000000000"]),
        (f"<{POST}>", ["1102600000000000000"]),
        (f"[{POST}]({POST})", ["1102600000000000000"]),
        (f"{POST}\n{OTHER}", ["1102600000000000000", "1102600000000000001"]),
        (f"> {POST}", ["1102600000000000000"]),
        (f"\u200e{POST}\u200f", ["1102600000000000000"]),
        (f"\u202a<{POST}>\u202c", ["1102600000000000000"]),
        (f"{POST}\u200b\n\u2068{OTHER}\u2069 \u200e", ["1102600000000000000", "1102600000000000001"]),
        (POST.replace("h", "H", 1), ["1102600000000000000"]),
        (POST.replace("https", "HTTPS", 1), ["1102600000000000000"]),
        ("https://www.youtube.com/watch?v=abcdefghijk&t=10s", ["abcdefghijk"]),
    ],
)
def test_a_post_alone_in_a_paragraph(text: str, ids: list[str]) -> None:
    converted = body(text)
    assert [embed.given.id for embed in converted.embeds] == ids
    assert all(
        embed.placed and embed.form == "bare" and embed.line == 1 + n
        for n, embed in enumerate(converted.embeds)
    )
    assert "<p>" not in converted.html
    assert shown(converted).count("{E") == len(ids)


@pytest.mark.parametrize(
    "text", [f"See {POST}", f"{POST} says so", f"- {POST}\n- {OTHER}", f"`{POST}`", f"    {POST}"]
)
def test_a_post_among_words_is_a_link_or_code(text: str) -> None:
    assert body(text).embeds == ()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("See [tweet:1] here.", [(1, 5)]),
        ("- a\n- [tweet:1]", [(2, 3)]),
        ("x\n[tweet: 1 ]\ny", [(2, 1)]),
        ("`[tweet:1]` x\n\n[tweet:1]\n\n## T [tweet:1]", [(5, 6)]),
        ("[tweet:2] [tweet:2] x", [(1, 1), (1, 11)]),
        ("> [tweet:1]", []),
        ("`[tweet:1]`", []),
    ],
)
def test_an_entry_that_does_not_stand_alone_is_told(text: str, places: list[tuple[int, int]]) -> None:
    tweets = (Snapshot("x", "1", url="https://x.com/a/status/1"),)
    problems = body(text, tweets=tweets).problems
    assert [(problem.line, problem.column) for problem in problems] == places
    assert {(problem.severity, problem.code) for problem in problems} <= {("warning", "misplaced-tweet")}
    assert all(
        problem.hint == "put it in a paragraph of its own, between blank lines" for problem in problems
    )


def test_an_entry_that_is_not_there_is_told_once() -> None:
    problems = body("[tweet:2]\n\nsee [tweet:2]").problems
    assert [(problem.code, problem.line) for problem in problems] == [
        ("unknown-tweet", 1),
        ("misplaced-tweet", 3),
    ]


def test_a_post_is_joined_with_its_entry() -> None:
    entry = Snapshot(
        "x", "1102600000000000000", url=POST, text="The water is back.", author_name="River Watch"
    )
    converted = body(f"One.\n\n{POST}?s=20\n", tweets=(entry,))
    assert [(embed.given, embed.placed, embed.line) for embed in converted.embeds] == [(entry, True, 3)]


def test_placeholders_place_entries_and_the_rest_follows() -> None:
    entries = (Snapshot("x", "a", text="A"), Snapshot("x", "b", text="B"))
    converted = body("[tweet:b]\n\nWords.", tweets=entries)
    assert shown(converted) == "{E0}\n<p>Words.</p>"
    assert [(e.given.id, e.placed, e.form) for e in converted.embeds] == [
        ("b", True, "placeholder"),
        ("a", False, ""),
    ]


def test_an_unknown_placeholder_is_an_error() -> None:
    (problem,) = body("Words.\n\n[tweet:clerc]", tweets=(Snapshot("x", "clerk"),), first_line=10).problems
    assert (problem.code, problem.line, problem.severity) == ("unknown-tweet", 12, "error")
    assert problem.hint == "did you mean “clerk”?"


SOURCES = (Source("report", title="R"), Source("minutes"), Source("s3"))


def test_citations_are_numbered_by_first_use() -> None:
    converted = body("One [@minutes, p. 4 & <5>].\n\n> Two [@report; @minutes].", sources=SOURCES)
    assert [source.id for source in converted.sources] == ["minutes", "report", "s3"]
    assert [(c.number, c.anchor, c.locator) for c in converted.citations] == [
        (1, "cite-1-a", "p. 4 & <5>"), (2, "cite-2-a", ""), (1, "cite-1-b", ""),
    ]  # fmt: skip
    link = '<a id="cite-1-a" href="#source-minutes" role="doc-biblioref">1, p. 4 &amp; &lt;5&gt;</a>'
    assert f'One <sup class="citation">[{link}]</sup>.' in converted.html


def test_the_marks_of_citations_and_footnotes_have_the_digits_of_their_lists() -> None:
    text = "One [@minutes, ص ۲] and [@report].[^a]\n\n[^a]: A note."
    html = body(text, sources=SOURCES, lang="fa").html
    assert ">۱، ص ۲</a>]" in html
    assert ">۲</a>]" in html
    assert 'role="doc-noteref">۱</a>' in html
    assert 'href="#source-minutes"' in html
    assert 'id="cite-2-a"' in html
    plain = body(text, sources=SOURCES, lang="de").html
    assert ">1, ص ۲</a>]" in plain
    assert 'role="doc-noteref">1</a>' in plain


@pytest.mark.parametrize(
    "text",
    [
        "## H [@report]",
        "| a | b |\n|---|---|\n| [@report] | x |",
        "x[^1]\n\n[^1]: N [@report]",
        "- a [@report]",
        "## H [@report] {#name}",
        "## *H* [@report] {.name}",
        "x [@report]\n{: .name}",
    ],
)
def test_citations_work_everywhere(text: str) -> None:
    assert 'href="#source-report"' in body(text, sources=SOURCES).html


@pytest.mark.parametrize(
    "text", ["`[@report]`", "    [@report]", "[@report](https://x.com/report)", "\\[@report]"]
)
def test_what_only_looks_like_a_citation(text: str) -> None:
    converted = body(text, sources=SOURCES)
    assert converted.citations == ()
    assert converted.problems == ()


@pytest.mark.parametrize("written", ["[@report p. 4]", "[@report; minutes]", "[@report;]"])
def test_brackets_that_name_a_source_and_are_no_citation_are_told(written: str) -> None:
    (problem,) = body(f"Words.\n\nMore {written}.", sources=SOURCES).problems
    assert (problem.code, problem.severity, problem.line, problem.column) == (
        "malformed-citation", "warning", 3, 6
    )  # fmt: skip


def test_a_citation_in_an_attribute_stays_text() -> None:
    converted = body("![by [@report]](a.jpg) <b title='[@report]'>x</b>", sources=SOURCES)
    assert converted.refs[0].alt == "by [@report]"
    assert converted.html.endswith('<b title="[@report]">x</b></p>')


def test_ids_of_sources_are_of_any_script() -> None:
    converted = body("متن [@خبر، ص ۶].", sources=(Source("خبر", title="T"),))
    assert [(c.source, c.locator) for c in converted.citations] == [("خبر", "ص ۶")]
    assert 'href="#source-خبر"' in converted.html


def test_an_unknown_source_is_an_error_with_its_place() -> None:
    converted = body("Words.\n\nMore `[@reprot]` [@minutes; @reprot, p. 2].", sources=SOURCES, first_line=7)
    (problem,) = converted.problems
    assert (problem.code, problem.line, problem.column) == ("unknown-source", 9, 29)
    assert problem.hint == "did you mean “report”?"


def test_relative_addresses_become_references() -> None:
    converted = body(
        "[a](../2018/a.md#part) [b](b%20c.pdf) ![d](d.jpg)\n\n[e]\n\n[e]: <e-f.md>", first_line=5
    )
    assert converted.refs == (
        Ref("link", "../2018/a.md#part", None, (), 5, 5),
        Ref("link", "b%20c.pdf", None, (), 5, 28),
        Ref("image", "d.jpg", "d", (), 5, 44),
        Ref("link", "e-f.md", None, (), 9, 7),
    )
    assert shown(converted) == (
        '<p><a href="{L0}">a</a> <a href="{L1}">b</a> {I2}</p>\n<p><a href="{L3}">e</a></p>'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[a](#part)", '<p><a href="#part">a</a></p>'),
        ("[a](mailto:desk@example.org)", '<p><a href="mailto:desk@example.org">a</a></p>'),
        ("[a](tel:+1555)", '<p><a href="tel:+1555">a</a></p>'),
        ("[a](//example.org/x)", '<p><a href="https://example.org/x" rel="noopener noreferrer">a</a></p>'),
        ("[a](HTTPS://example.org)", '<p><a href="HTTPS://example.org" rel="noopener noreferrer">a</a></p>'),
    ],
)
def test_other_addresses_stay(text: str, html: str) -> None:
    converted = body(text)
    assert (converted.html, converted.refs, converted.problems) == (html, (), ())


def test_a_picture_with_a_caption_is_a_figure() -> None:
    converted = body('![Dawn](dawn.jpg "The weir & us"){credit="Drawing: Tarrowby" .wide}')
    assert shown(converted) == (
        "<figure>{I0}<figcaption>The weir &amp; us "
        '<span class="credit">Drawing: Tarrowby</span></figcaption></figure>'
    )
    assert converted.refs == (Ref("image", "dawn.jpg", "Dawn", (("class", "wide"),), 1, 9),)


def test_a_picture_among_words_is_none() -> None:
    assert "<figure" not in body('See ![Dawn](dawn.jpg "x")').html


def test_an_address_of_the_site_itself_is_a_reference_however_whole() -> None:
    own = "own.example.org"
    text = f"![Dawn](https://{own}/s/dawn.jpg) [w](http://{own}/s/b/#part) [o](https://{own}/)"
    converted = body(text, settings=Settings("T", base_url="https://own.example.org/s/"))
    assert [(ref.kind, ref.target, ref.column) for ref in converted.refs] == [
        ("image", "https://own.example.org/s/dawn.jpg", 9),
        ("link", "http://own.example.org/s/b/#part", 49),
    ]
    html = shown(converted)
    assert '<a href="{L1}">w</a>' in html
    assert '<a href="https://own.example.org/" rel="noopener noreferrer">o</a>' in html


def test_an_address_that_a_definition_holds_loses_its_escapes() -> None:
    converted = body("x\n\n[a], [b]\n\n[a]: my\\_file.md\n[b]: https://example.org/\\_b\\(c\\)")
    assert [(ref.target, ref.line, ref.column) for ref in converted.refs] == [("my_file.md", 5, 6)]
    assert 'href="https://example.org/_b(c)"' in converted.html


def test_a_query_stays_behind_the_reference() -> None:
    converted = body("[a](/search/?q=a%26b&tag=x#hits) [b](b.md#part?no)")
    assert '<a href="{L0}?q=a%26b&amp;tag=x#hits">a</a> <a href="{L1}">b</a>' in shown(converted)
    assert [ref.column for ref in converted.refs] == [5, 38]


def test_a_width_that_is_none_is_told_of():
    widths = ("50%", "20em", "120", "auto", "33.3%", "half", "0", "100%", "150%", "-5", "")
    converted = convert("\n\n".join(f'![A]({n}.png){{width="{width}"}}' for n, width in enumerate(widths)))
    told = [
        (p.line, p.message.split("“")[1].split("”")[0]) for p in converted.problems if p.code == "wrong-width"
    ]
    assert told == [(3, "20em"), (11, "half"), (13, "0"), (17, "150%"), (19, "-5")]


def test_a_height_that_is_none_is_told_of():
    heights = ("50%", "20em", "120", "auto", "80px")
    converted = convert("\n".join(f"![A]({n}.png){{height={height}}}" for n, height in enumerate(heights)))
    told = [(p.line, p.message.split(" of ")[0], p.hint) for p in converted.problems]
    hint = "write pixels, or give a width: {height=240} or {width=50%}"
    assert told == [(1, "the height “50%”", hint), (2, "the height “20em”", hint)]


def test_widths_of_one_picture_are_told_each_at_its_place():
    text = '![a](p.jpg){width="50 %"}\n\n![a](p.jpg){width=5em}\n\n![a](p.jpg)\n\n![a](p.jpg){width=0}'
    converted = convert(text)
    assert [problem.line for problem in converted.problems] == [1, 3, 7]
    assert [ref.line for ref in converted.refs] == [1, 3, 5, 7]


def test_a_remote_picture_is_a_link_and_a_warning() -> None:
    converted = body("a\n\n![Dawn](https://cdn.example.org/d.jpg)")
    link = '<a class="remote-image" href="https://cdn.example.org/d.jpg" rel="noopener noreferrer">Dawn</a>'
    assert converted.html.endswith(f"<p>{link}</p>")
    assert [(p.code, p.line, p.column) for p in converted.problems] == [("remote-image", 3, 9)]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("x\n\n[a](javascript:alert(1))", "unsafe-link", 3, 5),
        ("x\n\n[a](&#106;avascript:alert(1))", "unsafe-link", 3, 11),
        ("x\n\n[a](java&#115;cript:alert(1))", "unsafe-link", 3, 15),
        ("x\n\n![a](data:image/png;base64,AAAA)", "unsafe-link", 3, 6),
        ("x\n\n<script>let a</script>", "html-removed", 3, 1),
        ('x\n\n<span style="color:red">a</span>', "html-removed", 3, 1),
        ('x\n\n<iframe src="https://ads.example.org/"></iframe>', "html-removed", 3, 14),
        ("x\n\ny <title> z", "html-as-text", 3, 3),
        ("x\n\nA <script> `<title>`", "html-as-text", 3, 3),
        ("`<title>`\n\n<!-- <script> -->x <Title of Days>", "html-as-text", 3, 20),
        ("x\n\n<svg><title>y</title></svg>", "html-removed", 3, 1),
        ("x\n\n<div>\n<!-- y\n</div>", "html-removed", 4, 1),
        ("`~~x~~`\n\ny ~~**z** & z~~", "other-dialect", 3, 3),
        ("x\n\n- ~~y\\_ z~~", "other-dialect", 3, 3),
        ("x\n\n> y ~~z\n> z~~", "other-dialect", 3, 5),
        ("x\n\n> - [ ] y\n> - [x] z", "other-dialect", 3, 1),
        ("x\n\n1. [X] y\n\n2. z", "other-dialect", 3, 1),
        ("x\n\n[TOC]\n\ny", "other-dialect", 3, 1),
        ("`[[x]]`\n\n[[1]](a#b) see [[River *notes*|notes]]", "other-dialect", 3, 16),
        ("x\n\n50%% y %%not for readers%%", "other-dialect", 3, 8),
        ("x\n\n> [!NOTE]\n> y", "other-dialect", 3, 3),
        ("HTML\n\n*[HTML]: a language", "other-dialect", 3, 1),
        ("1) a **b**\n\n> 1) a **b**\n> 2) c", "other-dialect", 3, 3),
        ("x\n\n- y\n\n    3) a\n    4) b", "other-dialect", 5, 5),
        ("`<!-- x`\n\ny <!-- a\n\nb", "html-as-text", 3, 3),
        ("x {{ y }}", "unknown-shortcode", 1, 3),
        ("`{{ y }}`\n\nx\n{% youtube abc %}", "unknown-shortcode", 4, 1),
        ("a [^x] `[^y]`", "unknown-footnote", 1, 3),
        ("a\n\n{{< tweet 123 >}}", "unknown-shortcode", 3, 1),
        ("x\n- a\n\ny:\n- *b*\n- c", "no-blank-line", 5, 1),
        ("x\n\n- b\n\ny:\n-\tb\n- c", "no-blank-line", 6, 1),
        ("x\n1. a:\n2. b\n\n1. `a`:\n1. **b** c\n2. d", "no-blank-line", 2, 1),
        ("x\n\n1. **a** b\n\ny `z`\n1. **a** b\n2. c", "no-blank-line", 6, 1),
        ("x\n\n1. a\n    - b\n\n        c\n2. d", "no-blank-line", 7, 1),
        ("x\n\ny\n  - a\n  - b", "no-blank-line", 4, 3),
        ("x\n\n> y:\n> 1. a\n> 2. b", "no-blank-line", 4, 3),
        ("1. a\n\n2. b\n   - *c*\n   - d", "no-blank-line", 4, 4),
        ("> - a\n>   1. b", "no-blank-line", 2, 5),
        ("- a\n  b\n  - c\n  - d\n- e", "other-dialect", 3, 3),
        ("1. a\n\n   b\n\n2. c", "other-dialect", 3, 4),
        ("| a | b |\n|---|---|\n| c | d |\n| e | *f* | g |", "lost-cells", 4, 1),
        ("|a|b|\n|-|-|\n|c|d|\n\n> | a | b | c |\n> |---|---|\n> | c | d | e |", "uneven-table", 6, 3),
        ("- | a | b |\n  |---|\n  | c | d |", "uneven-table", 2, 3),
        ("x **y**\n| a | b |\n|---|---|\n| c | d |", "no-blank-line", 2, 1),
        ("x\n\n<div>\n\nSee [a](b.md)\n\n</div>", "markdown-in-html", 5, 5),
        ("x\n\n<div>\n\n![a](https://example.org/b&c.jpg)\n\n</div>", "markdown-in-html", 5, 1),
        (f"x\n\n<div>\n {POST}\n</div>", "markdown-in-html", 4, 2),
        ("[a](b.md)\n\n<p>x</p><p>y [a](b.md)</p>", "markdown-in-html", 3, 14),
        ("[a](b.md)\n\n<p><code>[a](b.md)</code> [a](b.md)</p>", "markdown-in-html", 3, 27),
        ("[a](b.md)\n\n<div><div></div>\n\n[a](b.md)", "markdown-in-html", 5, 1),
        ("x[^1]\n\n<p>y [^1]</p>\n\n[^1]: z", "unknown-footnote", 3, 6),
        ("x [^1]\n\n```\n[^1]: z\n```", "unknown-footnote", 1, 3),
        (f"x {POST} y\n\n<div>\n {POST}\n</div>", "markdown-in-html", 4, 2),
    ],
)
def test_warnings_and_their_places(text: str, code: str, line: int, column: int) -> None:
    (problem,) = body(text).problems
    assert (problem.severity, problem.code, problem.line, problem.column) == ("warning", code, line, column)
    assert problem.hint


@pytest.mark.parametrize(
    "tag",
    "title textarea xmp plaintext noembed noframes script style template noscript svg math select".split(),
)
def test_a_tag_in_a_sentence_takes_no_words_along(tag: str) -> None:
    converted = body(f"The page had no <{tag}> at all.\n\nSecond *paragraph*.")
    assert converted.html == (
        f"<p>The page had no &lt;{tag}&gt; at all.</p>\n<p>Second <em>paragraph</em>.</p>"
    )
    assert converted.first_paragraph == f"The page had no <{tag}> at all."
    assert [p.message.partition(":")[0] for p in converted.problems] == [f"“<{tag}>” is shown as text"]


def test_what_old_tags_enclose_is_shown_with_them() -> None:
    assert body("Old code: <xmp>int a;</xmp> end.").text == "Old code: <xmp>int a;</xmp> end."


def test_what_goes_and_what_stays_are_told_each_at_its_place() -> None:
    text = "<script>a</script>\n\nx <svg/> y\n\nz <script> `<script>`\n\n<style>b</style> <title>"
    assert [(p.line, p.column, p.code) for p in body(text).problems] == [
        (1, 1, "html-removed"), (3, 3, "html-removed"), (5, 3, "html-as-text"),
        (7, 1, "html-removed"), (7, 18, "html-as-text"),
    ]  # fmt: skip


def test_what_goes_with_its_content_says_so() -> None:
    (problem,) = body("x <script>let a = '<title>'</script> y").problems
    assert problem.message == "<script> was taken out with its content: articles hold no scripts"


def test_a_note_that_is_written_in_html_only_is_none():
    problems = body("x [^1]\n\n<div>\n[^1]: z\n</div>").problems
    assert [(p.line, p.message) for p in problems] == [
        (line, "no footnote has the id “1”") for line in (1, 4)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<p><code>[a](b.md)</code></p>",
        "* * *\n\n  a\n\n- - -\n\n  b\n\n- c\n    - d\n\n    e",
        "- [a]\n\n  [a]: b.md\n\n- c[^1]\n\n  [^1]: d\n\n- e\n\n  <!-- f -->\n\ng",
        "<p><code>~~a~~</code></p>",
        "    ~~a~~\n\n`~~b~~` ~~ c ~~ d~~~e~~~\n\n~~f\n\ng~~",
        "~~~\n~~a~~\n- [ ] b\n[TOC]\n~~~",
        "a [TOC] b, `[TOC]`",
        "[x] a\n\n- `[ ] b`\n- [x](#a) c\n\n## a",
        "https://example.org/~~a~~/",
        "<p><kbd>[a](b.md)</kbd></p>",
        "\\[a](b.md)\n\n<p>x</p>",
        "x[^1], not \\[^1]\n\n<p>y</p>\n\n[^1]: z",
        '<div markdown="1">\n\n[a](b.md)\n\n</div>',
    ],
)
def test_what_is_meant_as_text_is_no_warning(text: str) -> None:
    assert body(text).problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "- a\n- b",
        "x\n- Jane Example",
        "## x\n- a\n- b",
        "- x\n    - a\n    - b",
        "`x\n- a\n- b`",
        "```\nx\n- a\n- b\n```",
        "<pre>x\n- a\n- b</pre>",
        "x\n1871. a\n1872. b",
        "| a | b |\n|---|---|\n| c | d |",
        "- | a | b |\n  |---|---|\n  | c | d |\n\nx[^1]\n\n[^1]: | a | b |\n    |---|---|\n    | c | d |",
    ],
)
def test_what_is_a_list_or_none_in_any_dialect_is_no_warning(text: str) -> None:
    assert body(text).problems == ()


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[a](data:text/plain,x)", "save it as a file beside the article, and name that"),
        ("[a](JavaScript:x)", "write the address of a page: nothing in an article runs"),
        ("[a](file:///c:/x.pdf)", "put the file into the archive, and name it by its place there"),
        ("[a](ftp://x.example/)", "write the web address of what it leads to, or remove the link"),
        ('<b onclick="x">a</b>', "remove it: nothing in an article runs"),
        ("<object>a</object>", "publish the file beside the article, and link to it"),
        ("<select>a</select>", "remove it, or write it in Markdown"),
    ],
)
def test_what_is_taken_out_has_a_cure(text: str, hint: str) -> None:
    assert [problem.hint for problem in body(text).problems] == [hint]


@pytest.mark.parametrize(
    "text", ["x\n{% youtube abc %}", "## T {% x %}", "*a*{% x %}", "x {{ site.url }}", "*a*{{< y >}}"]
)
def test_shortcodes_stay_text(text: str) -> None:
    inside = text[text.index("{") :]
    assert inside in body(text).html.replace("&lt;", "<").replace("&gt;", ">")


def test_the_first_paragraph_is_plain_whole_and_never_endless() -> None:
    whole = ("word " * 180).strip()
    assert body(
        "> quoted\n\nThe *first* [one](x.md) &amp; only [@a].\n\nx", sources=(Source("a"),)
    ).first_paragraph == ("The first one & only.")
    assert body(f"{POST}\n\n{whole}").first_paragraph == whole
    assert body(f"{POST}\n\n{whole} {whole}").first_paragraph == ("word " * 200).strip() + "…"


@pytest.mark.parametrize(
    "before",
    [
        "```\n$ ls\n```",
        "    $ ls",
        "{% image weir.jpg %}",
        '{{< figure src="weir.jpg" >}}',
        "{{ a }} {% b %}\n{% c %}",
    ],
)
def test_the_first_paragraph_is_neither_code_nor_a_shortcode(before: str) -> None:
    assert body(f"{before}\n\nWater {{% x %}} comes.\n\nx").first_paragraph == "Water {% x %} comes."


def test_words_and_text() -> None:
    converted = body("## Head\n\nIt’s *one* [@a] text.\n\n- a\n- b\n\n水在河里", sources=(Source("a"),))
    assert converted.text == "Head\nIt’s one text.\na\nb\n水在河里"
    assert converted.words == 10


def test_markdown_in_html_where_it_is_asked_for() -> None:
    text = '<div markdown="1" class="note">\n\n*one*\n\n</div>'
    assert body(text).html == '<div class="note">\n<p><em>one</em></p>\n</div>'
    assert "*one*" in body(text.replace(' markdown="1"', "")).html


@pytest.mark.parametrize("attribute", ["markdown", 'markdown="1"', 'markdown="block"', "markdown='1'"])
def test_markdown_in_html_has_notes_links_posts_and_citations(attribute: str) -> None:
    text = (
        f"<div class='box' {attribute}>\n\nIn a box[^1], see [@a] and [b](b.md).\n\n"
        "https://twitter.com/example_river/status/42\n\n</div>\n\nOut[^2].\n\n[^1]: One.\n[^2]: Two."
    )
    converted = body(text, sources=(Source("a"),))
    assert converted.problems == ()
    assert [embed.line for embed in converted.embeds] == [5]
    assert [ref.target for ref in converted.refs] == ["b.md"]
    assert [citation.number for citation in converted.citations] == [1]
    assert converted.html.count('href="#fn:') == converted.html.count('href="#fnref:') == 2


def test_a_note_whose_mark_stands_in_html_is_told_and_leads_nowhere() -> None:
    converted = body("<div>\n\nIn a box[^1].\n\n</div>\n\nOut[^2].\n\n[^1]: One.\n[^2]: Two.")
    (problem,) = converted.problems
    assert (problem.code, problem.line) == ("unknown-footnote", 3)
    assert "stands in HTML" in problem.message
    assert 'markdown="1"' in problem.hint
    assert 'href="#fnref:2"' in converted.html
    assert 'href="#fnref:1"' not in converted.html


def test_brackets_that_are_escaped_are_no_markdown_in_html() -> None:
    assert codes(body(r"Write \[words\](address).")) == []


def test_an_anchor_of_old_keeps_its_name() -> None:
    assert body('a <a name="part">b</a>').html == '<p>a <a id="part">b</a></p>'


def test_a_player_of_own_files_is_kept_and_one_of_remote_files_is_a_link() -> None:
    converted = body('<video controls src="clip.mp4" poster="still.jpg"></video>')
    assert shown(converted) == '<video controls="" src="{L0}" poster="{L1}"></video>'
    assert [ref.kind for ref in converted.refs] == ["media", "media"]
    remote = body('<audio controls src="https://radio.example.org/a.mp3"></audio>')
    assert "<audio" not in remote.html
    assert 'href="https://radio.example.org/a.mp3"' in remote.html
    assert codes(remote) == ["remote-media"]


def test_of_a_picture_element_the_picture_stays() -> None:
    source = '<source srcset="p.webp" type="image/webp"><source srcset="q.webp">'
    assert shown(body(f'<picture>{source}<img src="p.png" alt="x"></picture>')) == "<p>{I0}</p>"


def test_a_source_without_an_address_is_none() -> None:
    text = '<video controls src="a.mp4"><source src="https://example.org/b" type="c"><track kind="d"></video>'
    assert shown(body(text)) == '<video controls="" src="{L0}"></video>'


@pytest.mark.parametrize("tag", ["video", "audio"])
def test_a_player_of_a_file_with_the_site_s_whole_address_is_kept(tag: str) -> None:
    settings = Settings(title="T", base_url="https://river.example.org/")
    converted = body(f'<{tag} controls src="https://river.example.org/clip"></{tag}>', settings=settings)
    assert f'<{tag} controls="" src="{{L0}}"></{tag}>' in shown(converted)
    assert codes(converted) == []


@pytest.mark.parametrize("name", ["a b", 'a"b', "a&b", "a<b"])
def test_a_note_with_signs_that_no_id_may_hold_is_led_to_and_back(name: str) -> None:
    html = body(f"One[^{name}], two[^{name}].\n\n[^{name}]: Note.").html
    assert html.count('href="#fn:a-b"') == 2
    for part in ("fn:a-b", "fnref:a-b", "fnref2:a-b"):
        assert f'href="#{part}"' in html
        assert f'id="{part}"' in html


def test_a_link_follows_an_id_with_a_space() -> None:
    converted = body('<p id="the weir">x</p>\n<p><a href="#the weir">y</a></p>')
    assert converted.html == '<p id="the-weir">x</p>\n<p><a href="#the-weir">y</a></p>'
    assert converted.renamed == (("the weir", "the-weir"),)


def test_tables_are_looked_for_in_long_lines_in_time_that_grows_as_they_do() -> None:
    def look(n: int) -> None:
        assert codes(body("a\n" + "x" * n + "\n\n|\n")) == []
        assert codes(body("a\nb | c\n--|--" + " " * n + "x")) == []

    assert grows_evenly(look, 25_000, 200_000)


@pytest.mark.parametrize(
    "text",
    [
        "x:\n1\\. a\n2\\. b",
        "x:\n\\- a\n\\- b",
        "x `a\n- b\n- c`",
        "<p>x\n- a\n- b</p>",
        "- a\n\n    b\n    c",
    ],
)
def test_no_list_is_missed_where_none_was_meant(text: str) -> None:
    assert codes(body(text)) == []


@pytest.mark.parametrize(
    ("text", "hint", "mended"),
    [
        ("x\n1. a\n2. b", "put a blank line before it", "x\n\n1. a\n2. b"),
        ("x\n1) a\n2) b", "put a blank line before it, and write “1.” for “1)”", "x\n\n1. a\n2. b"),
        (
            "1. a\n    - c\n\n        x\n2. b",
            "put a blank line before it",
            "1. a\n    - c\n\n        x\n\n2. b",
        ),
    ],
)
def test_the_cure_of_a_list_that_is_text_makes_one(text: str, hint: str, mended: str) -> None:
    assert [problem.hint for problem in body(text).problems] == [hint]
    assert body(mended).problems == ()
    assert "2" not in body(mended).html


def test_a_table_below_a_line_of_text_is_told_at_its_head() -> None:
    (problem,) = body("a\nb <b>c</b> | d\n|--|--|\n1 | 2").problems
    assert (problem.code, problem.line) == ("no-blank-line", 2)


def test_many_named_posts_are_found_in_time_that_grows_as_they_do() -> None:
    def look(n: int) -> None:
        posts = tuple(Snapshot("x", f"{i}", text="Words", label=f"p{i}") for i in range(n))
        found = Found(Text("", PATH, 1), posts)
        assert all(found.named(post.label) is post and found.embed(post, "placeholder", 1) for post in posts)

    assert grows_evenly(look, 2_000, 16_000)


def test_of_two_entries_of_one_name_the_first_is_placed() -> None:
    first, second = Snapshot("x", "1", text="One", label="a"), Snapshot("x", "2", text="Two", label="a")
    found = Found(Text("", PATH, 1), (first, second))
    assert found.named("a") is first
    assert found.named("2") is second
