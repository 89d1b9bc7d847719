"""Fenced code wherever it stands, as it is written."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from sitegen.markup import Converted, convert, fences, fencing, locate
from sitegen.markup.fast import FastMarkdown
from sitegen.model import Source

from .syntax import CASES

CODE = re.compile(r"<pre[^>]*><code[^>]*>(.*?)</code></pre>", re.DOTALL)


def body(text: str) -> Converted:
    return convert(text, path="content/a.md", sources=(Source("a"),))


def codes(text: str) -> list[str]:
    return [unescape(code) for code in CODE.findall(body(text).html)]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- a\n  ```\n  *x* [@a]\n  ```\n- b", "<ul>\n<li>a\n    {}</li>\n<li>b</li>\n</ul>"),
        ("1. a\n   ~~~\n   *x* [@a]\n   ~~~\n   b\n2. c", "<ol>\n<li>a\n    {}\n   b</li>\n<li>c</li>\n</ol>"),
        ("- a\n\n  ```\n  *x* [@a]\n  ```", "<ul>\n<li>\n<p>a</p>\n{}\n</li>\n</ul>"),
        ("- ```\n  *x* [@a]\n  ```\n- b", "<ul>\n<li>{}</li>\n<li>b</li>\n</ul>"),
        ("- a\n    - b\n      ```\n      *x* [@a]\n      ```", "<ul>\n<li>a<ul>\n<li>b\n    {}</li>\n</ul>\n</li>\n</ul>"),
        ("> ```\n> *x* [@a]\n> ```\n> b", "<blockquote>\n{}\n<p>b</p>\n</blockquote>"),
        ("> > ```\n> > *x* [@a]\n> > ```", "<blockquote>\n<blockquote>\n{}\n</blockquote>\n</blockquote>"),
        ("> - a\n>   ```\n>   *x* [@a]\n>   ```", "<blockquote>\n<ul>\n<li>a\n    {}</li>\n</ul>\n</blockquote>"),
        ("- a\n\n    > ```\n    > *x* [@a]\n    > ```", "<ul>\n<li>\n<p>a</p>\n<blockquote>\n{}\n</blockquote>\n</li>\n</ul>"),
        ("1. > ```\n   > *x* [@a]\n   > ```\n   > b", "<ol>\n<li>\n<blockquote>\n{}\n<p>b</p>\n</blockquote>\n</li>\n</ol>"),
        ("- > a\n  >\n  > ~~~\n  > *x* [@a]\n  > ~~~", "<ul>\n<li>\n<blockquote>\n<p>a</p>\n{}\n</blockquote>\n</li>\n</ul>"),
        ("- 1. ```\n     *x* [@a]\n     ```", "<ul>\n<li>\n<ol>\n<li>{}</li>\n</ol>\n</li>\n</ul>"),
        ("- a\n\n  b\n\n  ```\n  *x* [@a]\n  ```", "<ul>\n<li>a</li>\n</ul>\n<p>b</p>\n{}"),
        ("A\n:   b\n\n    ```\n    *x* [@a]\n    ```", "<dl>\n<dt>A</dt>\n<dd>\n<p>b</p>\n{}\n</dd>\n</dl>"),
        ("1. a\n\n  ```\n*x* [@a]\n  ```\n\nb\n\n  ```", "<ol>\n<li>a</li>\n</ol>\n{}\n<p>b</p>\n<p>```</p>"),
        ("   ```\n   *x* [@a]\n   ```\na", "{}\n<p>a</p>"),
        ("text\n- no item\n  ```\n  *x* [@a]\n  ```", "<p>text\n- no item</p>\n{}"),
    ],
)  # fmt: skip
def test_code_in_containers(text: str, html: str) -> None:
    assert body(text).html == html.format("<pre><code>*x* [@a]\n</code></pre>")
    assert body(text).citations == ()


@pytest.mark.parametrize("note", ["[^1]: b\n\n    {}", "[^1]: b\n    {}", "[^1]: {}", "[^1]:\n    {}"])
def test_code_in_a_footnote(note: str) -> None:
    code = "```\n    *x* [@a]\n    ```"
    html = body(f"a[^1]\n\n{note.format(code)}\n\nc").html
    assert "<p>c</p>" in html
    assert "<pre><code>*x* [@a]\n</code></pre>" in html.partition('<li id="fn:1">')[2]


@pytest.mark.parametrize(
    "text",
    [
        "text\n\n    ```\n    x\n    ```",
        "- a\n\ntext\n\n    ```\n    x\n    ```",
        "text\n\n    - a\n      ```\n      x\n      ```",
        "- a\n\n        ```\n        x\n        ```",
        "text\n\n    > ```\n    > x\n    > ```",
        "text\n- > ```\n  > x\n  > ```",
        "- a\n  ```\n  x\n\nb\n  ```",
        "```\nx",
        "```\nx\n ```",
        "> ```\n> x\n\n> ```",
        "``` `\nx\n```",
    ],
)
def test_what_is_indented_or_never_closed_is_no_fence(text: str) -> None:
    assert fences.find(text.split("\n")) == []


@pytest.mark.parametrize(
    ("info", "opening"),
    [
        ("", "<pre><code>"),
        ("python", '<pre><code class="language-python">'),
        (".c++ ", '<pre><code class="language-c++">'),
        ('python title="x" {1,3}', '<pre><code class="language-python">'),
        ("python {hl_lines=[1]}", '<pre><code class="language-python">'),
        ("python{1}", '<pre><code class="language-python">'),
        ("js:app.js", '<pre><code class="language-js">'),
        ('title="x"', "<pre><code>"),
        ("{.py .b #c lang=en}", '<pre id="c" class="b"><code lang="en" class="language-py">'),
        ("{a} b}", "<pre><code>"),
        ("آب", '<pre><code class="language-آب">'),
    ],
)
def test_what_the_words_behind_a_fence_say(info: str, opening: str) -> None:
    assert fencing.html(info, "") == f"{opening}</code></pre>"
    assert body(f"```{info}\n*x*\n```").html == f"{opening}*x*\n</code></pre>"


@pytest.mark.parametrize("text", CASES)
def test_at_the_left_edge_it_is_as_with_python_markdown(text: str) -> None:
    stock = Markdown(extensions=["fenced_code", "attr_list"], output_format="html").convert(text)
    own = FastMarkdown(extensions=[fencing.FencingExtension(), "attr_list"]).convert(text)
    assert codes_of(own) == codes_of(stock)


def codes_of(html: str) -> list[str]:
    return [unescape(code) for code in CODE.findall(html)]


def test_places_behind_fenced_code_are_those_of_the_source() -> None:
    text = "- a\n\t```\n\t[b](c.md)\n\t```\n\n> ~~~ x\n> [b](c.md)\n> ~~~\n\n[b](c.md)"
    assert [(ref.line, ref.column) for ref in body(text).refs] == [(10, 5)]
    assert locate.without_code(text).split("\n")[:4] == ["- a", " " * 4, " " * 10, " " * 4]


LINES = st.text(alphabet="ab *_[]()<>&@;:!#\\`\"'{}%.-+1|=آ/", max_size=20).filter(
    lambda line: "```" not in line
)
WRITTEN = st.lists(
    LINES
    | st.sampled_from(["[@a]", "https://x.com/a/status/1", "[tweet:1]", "    x", "- a", "> b", "<b>", "~~~"]),
    min_size=1,
    max_size=6,
).filter(lambda lines: all(line == line.rstrip() for line in lines))
CONTAINERS = st.sampled_from(
    [
        ("", ""), ("text\n", ""), ("", "  "), ("- a\n", "  "), ("- a\n\n", "    "), ("1. a\n", "   "), ("> a\n", "> "),
        ("> a\n>\n", "> "), ("> > a\n", "> > "), ("a\n:   b\n\n", "    "), ("a[^1]\n\n[^1]: b\n\n", "    "),
        ("- a\n    - b\n", "      "), ("- a\n    - b\n\n", "        "), ("> - a\n", ">   "), ("- a\n\n    > b\n", "    > "),
        ("- > a\n", "  > "), ("- 1. > a\n", "  > "),
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    CONTAINERS,
    WRITTEN,
    st.sampled_from(["", "python", "x y", '{.z} "']),
    st.sampled_from(["", "\n", "\n\nb"]),
)
def test_code_is_kept_to_the_letter(
    container: tuple[str, str], lines: list[str], info: str, after: str
) -> None:
    before, margin = container
    inside = [f"{margin}{line}".rstrip() for line in (f"```{info}", *lines, "```")]
    text = before + "\n".join(inside) + after
    converted = body(text)
    assert converted.citations == converted.embeds == converted.refs == converted.problems == ()
    assert "".join(f"{line}\n" for line in lines) in codes(text)


PIECES = st.sampled_from(
    ["```", "~~~", "````", "- ", "1. ", "> ", ">", ":   ", "[^1]: ", "    ", "  ", " ", "\n", "\n", "\n\n", "a", "[@a]", "\t", "# "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_mixture_of_fences_and_containers_gives_a_value(text: str) -> None:
    body(text)
    lines = text.expandtabs(4).split("\n")
    found = fences.find(lines)
    assert all(one.first < one.last < two.first for one, two in pairwise(found))
    assert all(one.first < one.last < len(lines) for one in found)
