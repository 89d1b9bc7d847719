"""Lists of sources in an article, and what may stand around them."""

import pytest
from samples import HEAD, TAIL, item

from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.documents import listed

LIST = "- [One](https://a.example.org/1)\n- [Two](https://b.example.org/2)\n"
ONE, TWO = (
    {"url": "https://a.example.org/1", "title": "One"},
    {"url": "https://b.example.org/2", "title": "Two"},
)


def taken(part):
    """What is left of an article that ends with a part, its sources, and what was told."""
    text, front = f"Words.\n\n{part}", {}
    sheet = Manuscript(text, "a.md")
    rest = listed.without_sources(text, front, sheet)
    return rest.removeprefix("Words.").strip("\n"), front.get("sources"), sheet.problems


@pytest.mark.parametrize(
    "behind",
    [
        "[^1]: A note.\n    It goes on.\n\n    And on.",
        "---",
        "<!-- end -->",
        "Ana Example writes of rivers.",
        "**What follows**\n\n- More\n- words",
        "Notes:\n\nNone.",
    ],
)
def test_what_may_stand_behind_a_list(behind):
    assert taken(f"## Sources\n\n{LIST}\n{behind}") == (behind, [ONE, TWO], [])
    if not behind.startswith(("Ana", "**", "Notes")):
        assert taken(f"## Sources\n\n{LIST}{behind}") == (behind, [ONE, TWO], [])


@pytest.mark.parametrize(
    "heading",
    [
        "## Endnotes",
        "Notes & references",
        "**Notes &amp; References:**",
        "# Sources and further reading",
        "Quellen und Notes",
    ],
)
def test_headings(heading):
    assert taken(f"{heading}\n\n{LIST}") == ("", [ONE, TWO], [])


@pytest.mark.parametrize(
    ("items", "sources"),
    [
        (
            "- See [One](https://a.example.org/1), and [Two](https://b.example.org/2) of 2019.",
            [ONE | {"note": "See and"}, TWO | {"note": "of 2019"}],
        ),
        ("[1] One, https://a.example.org/1\n[2] Two: <https://b.example.org/2>.", [ONE, TWO]),
        ("\\[1\\] One, <https://a.example.org/1>  \n\\[2\\] Two, <https://b.example.org/2>", [ONE, TWO]),
        ("- One https://a.example.org/1 Two https://b.example.org/2", [ONE, TWO]),
    ],
)
def test_items(items, sources):
    assert taken(f"## Sources\n\n{items}\n") == ("", sources, [])


@pytest.mark.parametrize(
    ("part", "odd"),
    [
        (f"{LIST}- Example, Minutes, 1998", "Example, Minutes, 1998"),
        (f"{LIST}goes on", "goes on"),
        (f"{LIST}\nAnd then:\n\n- more", "- more"),
        (f"{LIST}\n{'A long remark. ' * 60}", "A long remark."),
    ],
)
def test_a_list_that_is_more_than_sources_stays_and_is_told(part, odd):
    rest, sources, (problem,) = taken(f"## Sources\n\n{part}")
    assert (rest, sources) == (f"## Sources\n\n{part}", None)
    assert (problem.code, problem.line) == ("sources-not-taken", 3)
    assert odd in problem.message


@pytest.mark.parametrize(
    "part",
    [
        "Only [a link](https://a.example.org) in prose.",
        "[1]: https://a.example.org",
        "- a\n- b",
        "- [A](https://a.example.org)\n\n## More\n\n- b",
    ],
)
def test_what_lists_no_sources_is_not_told(part):
    assert taken(f"## Notes\n\n{part}") == (f"## Notes\n\n{part}", None, [])


def test_a_list_above_footnotes_of_an_export(bench):
    content = (
        '<!-- wp:paragraph --><p>It rose<sup data-fn="b1"><a href="#b1">1</a></sup>.</p><!-- /wp:paragraph -->'
        '<h2>Sources</h2><ul><li><a href="https://a.example.org/1">One</a></li></ul><!-- wp:footnotes /-->'
    )
    meta = (("footnotes", '[{"content":"In March.","id":"b1"}]'),)
    bench.write({"a.xml": HEAD + item(10, "River", content, slug="river", meta=meta) + TAIL}).run(
        source="a.xml"
    )
    assert bench.body() == "It rose[^1].\n\n[^1]: In March."
    assert [source.title for source in bench.front().sources] == ["One"]
