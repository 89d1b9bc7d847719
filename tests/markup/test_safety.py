"""Nothing gets through the sanitiser, and any text at all gives a value."""

from __future__ import annotations

import re
import threading

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.markup import Converted, convert, sanitise
from sitegen.markup.found import Found
from sitegen.markup.locate import Text
from sitegen.model import Settings, Snapshot, Source

from .attacks import ATTACKS, ATTACKS_BY_LINE
from .checks import faults
from .syntax import CASES

SOURCES = (Source("a"), Source("b"), Source(""))
TWEETS = (
    Snapshot("x", "t1", text="Words <b>of</b> a post"),
    Snapshot("x", "1", url="https://x.com/a/status/1"),
)
ALLOW = (
    ("script", ("src",)), ("iframe", ("src",)), ("input", ("onclick", "type")), ("p", ("style", "onclick", "data-x")),
    ("*", ("onload", "style", "name")), ("a", ("target", "ping", "attributionsrc")), ("address", ()), ("svg", ("onload",)),
)  # fmt: skip
"""Settings that ask for what is never allowed, next to what may be."""

ALLOWING = Settings("T", html_allow=ALLOW)


def body(text: str, **given: object) -> Converted:
    return convert(text, path="content/a.md", sources=SOURCES, tweets=TWEETS, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("attack", ATTACKS_BY_LINE)
def test_attacks(attack: str) -> None:
    for text in (
        attack,
        f"words {attack} words",
        f"- {attack}\n\n> {attack}",
        f"<div>{attack}</div>",
        f"*{attack}*",
    ):
        assert faults(body(text)) == []


def test_all_attacks_in_one_document() -> None:
    assert faults(body(ATTACKS)) == []


@pytest.mark.parametrize("attack", ATTACKS_BY_LINE)
def test_settings_cannot_allow_what_runs(attack: str) -> None:
    assert faults(body(attack, settings=ALLOWING), more=frozenset({"address", "data-x"})) == []


def test_settings_can_allow_harmless_tags() -> None:
    converted = body('a <address data-x="1">x</address>\n\n<p data-x="2">y</p>', settings=ALLOWING)
    assert converted.html == '<p>a </p><address>x</address><p data-x="2">y</p>'


ENTITIES = st.sampled_from(
    ["&#30;", "&#31;", "&#x1e;", "&lt;", "&gt;", "&quot;", "&#34;", "&#x0;", "\x1e", "\x1f", "\x02", "\ud800"]
)
fragments = st.one_of(
    st.sampled_from(ATTACKS_BY_LINE),
    st.sampled_from([line for case in CASES for line in case.split("\n")]),
    st.text(max_size=12),
    ENTITIES,
    st.sampled_from(
        "E0 I0 L0 C0 \" ' > < <p> </p> <b <a href= <td> <table> </table> <li> [ ]( ) * ` \n \n\n".split(" ")
    ),
)
texts = st.lists(fragments, max_size=12).flatmap(
    lambda parts: st.sampled_from(["", " ", "\n", "\n\n"]).map(lambda joint: joint.join(parts))
)


TORN = """<script>alert(1)</script>[x](https://a.example/"onclick="alert(1))<script>alert(1)</script>"""
"""A mark of Python-Markdown's own is torn in two by the quotation marks in the address."""


@settings(max_examples=300, deadline=None)
@given(texts)
@example(TORN)
def test_any_text_gives_safe_html(text: str) -> None:
    assert faults(body(text)) == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_a_value(text: str) -> None:
    assert faults(body(text)) == []


TAGS = re.compile(r"<[a-z][^>]*>")


@settings(max_examples=100, deadline=None)
@given(texts)
@example("<LI><TABLE><LI>")
def test_what_a_browser_reads_of_sanitised_html_is_what_was_sanitised(text: str) -> None:
    """Misplaced tags may find other places when they are read again, but none comes of it that was not there."""
    found = Found(Text("", "", 1))
    text = text.encode("utf-8", "replace").decode()
    once = sanitise.clean(text, (), found)
    assert set(TAGS.findall(sanitise.clean(once, (), found))) == set(TAGS.findall(once))


def test_a_conversion_does_not_depend_on_those_before() -> None:
    first = [body(text) for text in CASES]
    again = [body(text) for text in reversed(CASES)]
    assert first == again[::-1]


PATHOLOGICAL = {
    "brackets": "[" * 30_000,
    "images": "![a](" * 8_000,
    "links": "[a](" * 8_000,
    "stars": "*a **b " * 3_000,
    "backticks": " ".join("`" * n for n in range(200)),
    "tags": "<b>" * 5_000,
    "blocks": "<div>" * 100_000,
    "open formatting": "".join(f"<b id=a{n}>" for n in range(400)) + "<p>x" * 20_000,
    "quotes": "> " * 3_000 + "x",
    "fences": "- a\n" + "  ```x\n" * 20_000 + "b\n```",
    "quoted fences": "> " * 150 + "```\n" + "> " * 150 + "```",
    "lists": "\n".join("    " * n + "- x" for n in range(1_000)),
    "loose lists": "\n\n".join("    " * n + "- x" for n in range(400)),
    "bullets": "- " * 10_000 + "x",
    "nested links": "[" * 500 + "x" + "](u)" * 500,
    "tables": "|" + "a|" * 3_000 + "\n|" + "-|" * 3_000 + "\n" + "|a\n" * 30,
    "closing brackets": "http://a" + ")" * 50_000,
    "long line": "a" * 500_000,
    "blank": "\n" * 200_000 + " " * 100_000,
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_pathological_texts_end_in_a_value(name: str) -> None:
    converted = body(PATHOLOGICAL[name], budget=1.0)
    assert converted.html or converted.problems or not PATHOLOGICAL[name].strip()
    assert {problem.code for problem in converted.problems} <= {"markdown-too-slow", "too-deep"}


@pytest.mark.parametrize("thread", [False, True])
def test_a_slow_text_is_given_up_with_its_place(thread: bool) -> None:
    text = "x[^1]" * 20_000 + "\n\n[^1]: y"
    results: list[Converted] = []
    if thread:
        worker = threading.Thread(target=lambda: results.append(body(text, budget=0.2, first_line=7)))
        worker.start()
        worker.join()
    else:
        results.append(body(text, budget=0.2, first_line=7))
    (problem,) = results[0].problems
    assert (problem.code, problem.severity, problem.line) == ("markdown-too-slow", "error", 7)
    assert "0.2 s" in problem.message
    assert body("*fine*").html == "<p><em>fine</em></p>"


def test_what_the_converter_loses_is_told() -> None:
    tangle = "*foo [bar*](baz) [foo *bar](baz)* **foo [bar** baz](q) `a` *`b`* **`c` d** [*a](b) c*"
    converted = body(f"{tangle} {tangle}")
    assert faults(converted) == []
    assert [problem.code for problem in converted.problems] == ["tangled-markup"]


def test_a_text_too_deep_names_its_deepest_line() -> None:
    converted = body("words\n\n" + "\n".join("    " * n + "- x" for n in range(150)), first_line=3)
    (problem,) = converted.problems
    assert (problem.code, problem.line) == ("too-deep", 154)
