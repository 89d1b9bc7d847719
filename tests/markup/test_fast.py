"""The fast converter gives the stock converter's bytes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from sitegen.markup.attributes import AttributesExtension
from sitegen.markup.budget import TooDeep
from sitegen.markup.fast import FastMarkdown
from sitegen.markup.fast.rawhtml import is_inline

from .syntax import CASES

SETS = {
    "none": [],
    "all": ["tables", "footnotes", "attr_list", "def_list", "fenced_code", "sane_lists"],
    "extra": ["extra", "toc", "admonition", "nl2br", "smarty"],
    "ours": ["tables", "footnotes", "def_list", "fenced_code", AttributesExtension(), "sane_lists"],
}
PAIRS = {
    name: (Markdown(extensions=extensions, output_format="html"), FastMarkdown(extensions=extensions))
    for name, extensions in SETS.items()
}


def both(text: str, name: str) -> tuple[str, str]:
    """The HTML of the stock converter, and of the fast one."""
    stock, fast = PAIRS[name]
    stock.reset()
    fast.reset()
    try:
        expected = stock.convert(text)
    except Exception as fault:  # a fault of the stock converter is to be the same
        with pytest.raises(type(fault)):
            fast.convert(text)
        PAIRS[name] = (
            Markdown(extensions=SETS[name], output_format="html"),
            FastMarkdown(extensions=SETS[name]),
        )
        return "", ""
    return expected, fast.convert(text)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("text", CASES)
def test_syntax(text: str, name: str) -> None:
    expected, html = both(text, name)
    assert html == expected


@pytest.mark.parametrize("name", SETS)
def test_all_syntax_in_one_document(name: str) -> None:
    expected, html = both("\n\n".join(CASES), name)
    assert html == expected


WORDS = ["a", "word", "two words", "x1", "آب", "é", "2024", "1.", "e.g."]
MARKS = """
* ** *** _ __ ___ ` `` ``` \\ [ ] ( ) ![ ]( ][ [^1] [a] [a]: ]: < > </b> <b> <i class="x"> <br>
<br/> <div> </div> <p> </p> <hr> <!-- --> <? ?> <a href="x"> </a> & &amp; &#65; &copy &x; # ##
###### = == --- - + 1. 10. 3) | |--| :--: : : {.c} {#i} {: k=v} { } }} {{ ~~~ " ' ! . , ; /
http://x.example <http://x.example/> <a@b.example> @ $ % ^ ~ [^1]: [^2] [^2]: (t "u") <script>
</script> <![CDATA[ ]]> <b <x \\* \\_ \\[ \\\\ ~ ... -- 'q' "r" <<a>> [TOC] !!!
""".split()
SPACES = "| | |\n|\n|\n\n|\n\n|\n    |\n  |  \n|\n\n    |\t|\n- |\n* |\n1. |\n> ".split("|")
pieces = st.sampled_from(WORDS + MARKS)
documents = st.lists(st.tuples(pieces, st.sampled_from(SPACES)), max_size=40).map(
    lambda pairs: "".join(piece + space for piece, space in pairs)
)
mixtures = st.lists(st.sampled_from([part for case in CASES for part in case.split("\n")]), max_size=25).map(
    "\n".join
)
INLINE = """* ** *** _ __ ___ * ** _ `a` `` ` [x](y) [x](y "t") [ ] ](z) ][r] [r] ![i](j) ![ <b> </b> <br> \\* \\[ \\
&amp; [^1] <http://x.example> {.c} a b cd a.b, 1 ' " ( )""".split()
INLINE += [" ", " ", " ", " ", "\n", "  \n"]
inlines = st.lists(st.sampled_from(INLINE), max_size=60).map(
    lambda parts: "".join([*parts, "\n\n[r]: u\n\n[^1]: n"])
)
EXAMPLES = settings(max_examples=300, deadline=None)


@EXAMPLES
@given(documents)
def test_random_marks(text: str) -> None:
    for name in SETS:
        expected, html = both(text, name)
        assert html == expected


@EXAMPLES
@given(inlines)
def test_random_inline_marks(text: str) -> None:
    for name in SETS:
        expected, html = both(text, name)
        assert html == expected


@EXAMPLES
@given(mixtures)
def test_random_lines(text: str) -> None:
    for name in SETS:
        expected, html = both(text, name)
        assert html == expected


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    expected, html = both(text, "all")
    assert html == expected


@EXAMPLES
@given(documents)
def test_what_needs_no_html_parser_is_left_as_it_is_by_it(text: str) -> None:
    stock, _ = PAIRS["none"]
    stock.reset()
    if is_inline(text):
        assert "\n".join(stock.preprocessors["html_block"].run(text.split("\n"))) == text


@pytest.mark.parametrize("depth", [2, 10, 60, 95])
def test_nested_lists(depth: int) -> None:
    text = "\n".join("    " * level + "- x" for level in range(depth))
    expected, html = both(text, "all")
    assert html == expected


@pytest.mark.parametrize("unit", ["    ", "> "])
def test_nesting_has_a_limit_that_does_not_depend_on_the_stack(unit: str) -> None:
    def at(frames: int) -> str:
        if frames:
            return at(frames - 1)
        return FastMarkdown().convert("\n".join(unit * level + "- x" for level in range(400)))

    for frames in (0, 100, 200):
        with pytest.raises(TooDeep):
            at(frames)
