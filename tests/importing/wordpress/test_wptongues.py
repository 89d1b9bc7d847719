"""Exports whose articles hold several languages in one text."""

import pytest
from samples import HEAD, TAIL, item

from sitegen.importing.wordpress import tongues


@pytest.mark.parametrize(
    ("text", "english", "persian"),
    [
        ("[:en]a[:fa]b[:]", "a", "b"),
        ("<!--:en-->a<!--:--><!--:fa-->b<!--:--> c", "a c", "b c"),
        ("{:en}a{:}{:fa}b{:}", "a", "b"),
        ("c [:en]a[:]", "c a", "c "),
        ("x[:] and a:b", "x[:] and a:b", "x[:] and a:b"),
    ],
)
def test_what_a_text_says_in_each_language(text, english, persian):
    assert (tongues.said(text, "en"), tongues.said(text, "fa")) == (english, persian)


def test_an_article_comes_of_each_language_and_they_are_paired(bench):
    terms = (("post_tag", "water", "[:fa]Ab[:en]Water[:]"),)
    title, words = "[:fa]Rud[:en]River[:de]Fluss[:]", "[:fa]Baz.[:en]Shut.[:]"
    head = HEAD.replace("<title>River Watch", "<title>[:fa]Rud[:en]River Watch")
    bench.write({"a.xml": head + item(10, title, words, slug="river", terms=terms) + TAIL}).run(
        source="a.xml"
    )
    shown = {path: (bench.front(path), bench.body(path)) for path in ("2014/river.fa.md", "2014/river.md")}
    assert [(front.title, front.lang, front.tags, front.aliases, body) for front, body in shown.values()] == [
        ("Rud", "fa", ("Ab",), ("/fa/2014/03/river/",), "Baz."),
        ("River", "", ("Water",), ("/2014/03/river/", "/?p=10"), "Shut."),
    ]
    assert [skipped.reason for skipped in bench.tally.skipped] == ["no-words"]
    assert bench.text("site.yaml").startswith("title: River Watch & Friends\n")
