"""Tables of kramdown that Markdown has no words for (each was compared with kramdown's own HTML)."""

import re

import pytest

from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.dialects.commonmark import settle_dialect

PLAIN = "| A | B |\n|---|:-:|\n| 1 | 2 |"


def settled(text, dialect="kramdown"):
    sheet = Manuscript(text, "a.md")
    for link in re.finditer(r"\(a\)", text):
        sheet.replace(*link.span(), "(b)")
    settle_dialect(sheet, dialect)
    return sheet.result()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("| 1 | 2\n| 3 | 4", "| | |\n| --- | --- |\n| 1 | 2\n| 3 | 4"),
        ("[1](a) | 2\n3 | [4](a)", "| | |\n| --- | --- |\n[1](b) | 2\n3 | [4](b)"),
        ("1 | `x|y`\n3 | 4 | 5\n{: .wide}", "| | | |\n| --- | --- | --- |\n1 | `x|y`\n3 | 4 | 5"),
        ("|---\n| A | B\n|:-:|---\n| 1 | 2\n|---\n| 3 | 4\n|===\n| 5 | 6", "| A | B\n| :-: | --- |\n| 1 | 2\n| 3 | 4\n| 5 | 6"),
        ("| A | B |\n|---+---|\n| 1 | 2 |", "| A | B |\n| --- | --- |\n| 1 | 2 |"),
        ("A\\|a | B\n---|---\n1 | 2 | 3", "A\\|a | B | |\n| --- | --- | --- |\n1 | 2 | 3"),
        (PLAIN, PLAIN),
        ("- a | b\n- c | d", "- a | b\n- c | d"),
        ("Words `a | b` here", "Words `a | b` here"),
        ("Words\na | b", "Words\na | b"),
        ("![A](a){: .w}\n1 | 2", "![A](b){: .w}\n1 | 2"),
        ("{: .w}\n1 | 2", "| | |\n| --- | --- |\n1 | 2"),
        ("See {{ '/x/' | url }}", "See {{ '/x/' | url }}"),
        ("| A | B |\n|---|---|\n| {{ 'x' | url }} | {% at y | z %} |", "| A | B |\n|---|---|\n| {{ 'x' | url }} | {% at y | z %} |"),
    ],
)  # fmt: skip
def test_tables(written, said):
    assert settled(f"Text.\n\n{written}\n\nMore.\n") == f"Text.\n\n{said}\n\nMore.\n"


def test_pipes_are_words_in_other_dialects():
    assert settled("One | two\n", "goldmark") == "One | two\n"
