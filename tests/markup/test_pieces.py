"""The small pure parts, one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.markup import blocks, citing, ids, locate, plain


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("a `b` c", "a     c"),
        ("a ``b ` c`` d", "a           d"),
        ("```\nx\n```\ny", "   \n \n   \ny"),
        ("a\n\n    x\n\nb", "a\n\n     \n\nb"),
        ("a <!-- b\nc --> d", "a       \n      d"),
        ("a \\` b ` c", "a \\` b ` c"),
    ],
)
def test_prose_is_the_text_without_code_in_its_place(text: str, prose: str) -> None:
    assert locate.without_code(text) == prose


@given(st.text(alphabet="`~a <!->\n\t", max_size=60))
def test_prose_keeps_every_line_and_column(text: str) -> None:
    prose = locate.without_code(text)
    assert [len(line) for line in prose.split("\n")] == [len(line) for line in text.split("\n")]


def test_places_move_on_and_stay_at_the_last() -> None:
    source = locate.Text("x\n`x` x\n  x", "a.md", 10)
    assert [source.next("x") for _ in range(4)] == [(10, 1), (11, 5), (12, 3), (12, 3)]
    assert source.next("nowhere") == (10, 1)
    assert source.next("nowhere", "`x") == (11, 1)


def test_the_place_of_an_address_is_not_one_in_a_longer_address() -> None:
    text = "[a](/b/c/) /x/b/ [b](/b/)\n`/b/` <a href=/b/>\n[r]:/b/ https://b.example/b/ /b/-d b.md.md b.md, a.b.md"
    source = locate.Text(text, "a.md", 1)
    assert [source.address("/b/") for _ in range(3)] == [(1, 22), (2, 15), (2, 15)]
    assert source.address("b.md") == (3, 44)
    assert source.address("-d") == (3, 33)
    assert source.address("nowhere", "/b/") == (2, 15)
    assert locate.Text("see ./a.md", "a.md", 1).address("a.md") == (1, 7)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc d e f"),
        ("\ufeffa\x00\x1e\x1fb\x7f", "ab"),
        ("a\ud800b", "a\ufffdb"),
        ("tab\tstays\n", "tab\tstays\n"),
    ],
)
def test_safe(text: str, safe: str) -> None:
    assert locate.safe(text) == safe


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Two  words", "two-words"),
        ("C++ & more!", "c-more"),
        ("Ünïcode", "ünïcode"),
        ("کتاب‌خانه ۱", "کتابخانه-۱"),
        ("…", ""),
    ],
)
def test_slug(text: str, slug: str) -> None:
    assert ids.slug(text) == slug


def test_ids_are_given_out_once() -> None:
    given_out = ids.Ids(["report"])
    assert given_out.of_heading("Source report") == "source-report-2"
    assert given_out.of_heading("Cite 1 a") == "section-cite-1-a"
    assert given_out.of_author("a b") == "a-b"
    assert given_out.of_author("a-b") == ""
    assert given_out.of_author("Cite-x") == "user-Cite-x"


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("@a", (("a", ""),)),
        ("@a, p. 4, line 2", (("a", "p. 4, line 2"),)),
        ("@a; @b,  pp. 1–2 ", (("a", ""), ("b", "pp. 1–2"))),
        ("@a-b.c_d:e", (("a-b.c_d:e", ""),)),
        ("@a، ص ۴؛ @b", (("a", "ص ۴"), ("b", ""))),
        ("@a，第4页；@b", (("a", "第4页"), ("b", ""))),
        ("@a、四頁", (("a", "四頁"),)),
        ("@a، @b", (("a", "@b"),)),
        ("@، a", None),
        ("@a &amp; b", None),
        ("@a, x &amp; y", (("a", "x & y"),)),
        ("@a b", None),
        ("a; @b", None),
        ("@", None),
    ],
)
def test_citations_are_read(written: str, items: tuple[tuple[str, str], ...] | None) -> None:
    cited = citing.read(written)
    assert (cited.items if cited else None) == items


def test_letters() -> None:
    assert [citing.letters(n) for n in (1, 26, 27, 52, 703)] == ["a", "z", "aa", "az", "aaa"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one two", 2),
        ("a — b & c", 3),
        ("don’t well-known", 2),
        ("水在河里", 4),
        ("سلام بر آب", 3),
        ("東京 and 2 more", 5),
    ],
)
def test_words(text: str, count: int) -> None:
    assert plain.words(text) == count


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("short", 10, "short"),
        ("one two three", 8, "one two…"),
        ("水" * 20, 5, "水" * 5 + "…"),
        ("one, two", 5, "one…"),
    ],
)
def test_shortened(text: str, limit: int, short: str) -> None:
    assert plain.shortened(text, limit) == short


@pytest.mark.parametrize(
    ("html", "lifted"),
    [
        ("<p>\x1eE0\x1f</p>", "\x1eE0\x1f"),
        ("<p>\x1eE0\x1f\n\x1eE1\x1f</p>", "\x1eE0\x1f\n\x1eE1\x1f"),
        ("<p>a \x1eE0\x1f b</p>", "<p>a </p>\x1eE0\x1f<p> b</p>"),
        (
            '<p><em id="x">a \x1eE0\x1f</em> b</p>',
            '<p><em id="x">a </em></p>\x1eE0\x1f<p><em></em> b</p>',
        ),
        ("<ul><li>\x1eE0\x1f</li></ul>", "<ul><li>\x1eE0\x1f</li></ul>"),
        ("<td>a \x1eE0\x1f</td>", "<td>a \x1eE0\x1f</td>"),
    ],
)
def test_posts_are_lifted_out_of_paragraphs(html: str, lifted: str) -> None:
    assert blocks.lifted(html) == lifted
