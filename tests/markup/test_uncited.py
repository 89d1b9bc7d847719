"""Citations in captions and credits become notes; what stays text elsewhere is told, with its cure."""

import re

import pytest

from sitegen.markup import convert
from sitegen.model import Source

SOURCES = (Source("a", url="https://s.example.org/a"), Source("b", url="https://s.example.org/b"))


def told(text):
    found = convert(f"First.\n\n{text}\n", path="content/a.md", sources=SOURCES)
    return [(p.severity, p.code, p.line, p.column) for p in found.problems], found


@pytest.mark.parametrize(
    "text",
    [
        '![A weir](weir.jpg "Caption [@a, fig. 1]")',
        '[![A weir](weir.jpg "Caption [@a, fig. 1]")](https://e.example.org/)',
        '![A weir][w]\n\n[w]: weir.jpg "Caption [@a, fig. 1]"',
        '![A weir](weir.jpg){: credit="By [@a, fig. 1]" }',
    ],
)
def test_a_caption_cites_as_the_text_does(text):
    problems, found = told(f"{text}\n\nText [@b].")
    assert problems == []
    assert [(c.source, c.number, c.locator) for c in found.citations] == [("a", 1, "fig. 1"), ("b", 2, "")]
    assert "<figcaption>" in found.html
    assert 'href="#source-a" role="doc-biblioref">1, fig. 1</a>]</sup>' in found.html
    assert "[@" not in found.html


def test_an_unknown_source_in_a_caption_is_an_error_as_in_the_text():
    assert told('![A weir](weir.jpg "Cap [@c]")')[0] == [("error", "unknown-source", 3, 26)]


def test_a_caption_keeps_what_is_escaped():
    problems, found = told(r'![A weir](weir.jpg "Cap \[@a]")')
    assert (problems, found.citations) == ([], ())
    assert "<figcaption>Cap [@a]</figcaption>" in found.html


@pytest.mark.parametrize(
    ("text", "column", "why"),
    [
        ("<figure><figcaption>Raw [@a]</figcaption></figure>", 25, "it stands in HTML"),
        ("<p>raw [@a, p. 10]</p>", 8, "it stands in HTML"),
        ("<div>[@unknown]</div>", 6, "it stands in HTML"),
        ("[see [@a]](https://e.example.org/)", 6, "the words of a link"),
        ("![A [@a] weir](weir.jpg)", 5, "a description"),
        ("[ @a ]", 1, "no space inside its brackets"),
        ('See ![A weir](weir.jpg "Cap [@a]") here.', 29, "where no citations are read"),
        ('[x](https://e.example.org/ "t [@a]")', 31, "where no citations are read"),
        ('<img src="weir.jpg" alt="z" title="Raw [@a]">', 40, "where no citations are read"),
    ],
)
def test_a_citation_that_stays_text_is_told_where_it_stands(text, column, why):
    problems, found = told(f"{text}\n\nText [@b] and [@a].")
    assert problems == [("warning", "misplaced-citation", 3, column)]
    assert why in found.problems[0].message
    assert found.problems[0].hint


@pytest.mark.parametrize(
    "text",
    [
        "`[@a]`", "    [@a]", "```\n[@a]\n```", r"\[@a] and [@a]", "[@a](https://e.example.org/)",
        "<!-- [@a] -->", "<p>[@river said so]</p>", "Text [@a]; [@a; @b].", "<pre>[@a]</pre>",
    ],
)  # fmt: skip
def test_nothing_is_told_of_code_escapes_links_and_comments(text):
    assert told(text)[0] == []


@pytest.mark.parametrize("text", ["[@a p. 4]", "[@c]", "<p>[@a p. 4]</p>"])
def test_each_is_told_once(text):
    assert len(told(text)[0]) == 1


def test_spaces_of_a_caption_are_single():
    found = told('![A weir](weir.jpg "One \u00a0  two")')[1]
    assert re.findall("<figcaption>(.*)</figcaption>", found.html) == ["One two"]
