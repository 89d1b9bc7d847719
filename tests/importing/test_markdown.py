"""Folders of Markdown: Pelican's and Nikola's heads, Eleventy's tags, dialects of lists."""

import pytest
from bench import GIF

from sitegen.importing.commonmark import settle_dialect
from sitegen.importing.manuscript import Manuscript


def test_pelican(bench):
    files = {
        "pelicanconf.py": "",
        "a.md": "Title: The river\nDate: 2019-03-04 10:20\nCategory: Water\nTags: reeds, open records\n"
        "Slug: river\nAuthors: Ana Example; Example, Bo\nSummary: About it\nStatus: draft\n\nSee "
        "[b]({filename}b.md) and ![x]({static}images/x.gif) and [t]({tag}reeds).\n",
        "b.md": "Title: B\nDate: 2019-03-05\n\nB.\n",
        "images/x.gif": GIF,
    }
    bench.write(files).run("markdown")
    front = bench.front("a.md")
    assert (front.title, front.slug, front.draft) == ("The river", "river", True)
    assert (front.tags, front.authors) == (("reeds", "open records", "Water"), ("Ana Example", "Example, Bo"))
    assert front.aliases == ("/river.html",)
    assert bench.body("a.md") == "See [b](b.md) and ![x](/images/x.gif) and [t](/tags/reeds)."


def test_nikola(bench):
    text = """<!--
.. title: The river
.. slug: river
.. date: 2019-03-04 10:20:00 UTC+01:00
.. tags: reeds, draft
.. description: About it
-->

Words, and {{% youtube w7Ft2ymGmfc %}} a film.
"""
    bench.write({"a.md": text}).run("markdown")
    front = bench.front()
    assert (front.title, front.slug, front.tags, front.draft) == ("The river", "river", ("reeds",), True)
    assert front.date.isoformat() == "2019-03-04T10:20:00+01:00"
    assert bench.body().split("\n\n") == [
        "Words, and",
        "https://www.youtube.com/watch?v=w7Ft2ymGmfc",
        "a film.",
    ]


def test_eleventy(bench):
    files = {
        "eleventy.config.js": "",
        "posts/2019-03-04-river.md": "---\ntitle: River\ntags: [post, water]\n---\n[b]({{ '/posts/weir/' | url }})\n",
        "posts/2019-05-06-weir.md": "---\ntitle: Weir\ntags: post\npermalink: false\n---\nW.\n",
    }
    bench.write(files).run("markdown")
    assert bench.paths == ["posts/2019-03-04-river.md", "posts/2019-05-06-weir.md"]
    front = bench.front("posts/2019-03-04-river.md")
    assert (front.slug, front.tags, front.aliases) == ("river", ("water",), ("/posts/river/",))
    assert bench.body("posts/2019-03-04-river.md") == "[b](2019-05-06-weir.md)"


def test_no_head_at_all(bench):
    bench.write(
        {"2019-03-04-a.md": "# The river\n\nComes back.\n", "README.md": "# About this folder\n"}
    ).run("markdown")
    assert (bench.front().title, bench.body()) == ("The river", "Comes back.")
    assert [(skip.path, skip.reason) for skip in bench.tally.skipped] == [("README.md", "not-an-article")]


def test_a_date_that_nothing_tells_is_the_files_own_and_told(bench):
    bench.write({"a.md": "---\ntitle: A\n---\nA.\n"}).run("markdown")
    assert bench.front().date is not None
    assert bench.problem("guessed-date").path == "a.md"


def test_sitegens_own_articles_come_in_as_they_are(bench):
    text = """---
title: River
date: 2019-03-04
sources:
  - id: report
    url: https://press.example.org/report
tweets:
  - https://twitter.com/example_river/status/1102600000000000000
corrections:
  - date: 2019-03-05
    text: The level was wrong.
---

It rises [@report].

[tweet:1102600000000000000]
"""
    bench.write({"a.md": text}).run("markdown")
    front = bench.front()
    assert [source.id for source in front.sources] == ["report"]
    assert [post.id for post in front.tweets] == ["1102600000000000000"]
    assert front.corrections[0].text == "The level was wrong."
    assert "[tweet:1102600000000000000]" in bench.body()


def test_sources_listed_at_the_end_become_sources(bench):
    text = """---
title: River
date: 2019-03-04
---
See [this](https://other.example.org).

## References

1. [The report](https://press.example.org/report), council, 2018
2. The letter: https://press.example.org/letter.
"""
    bench.write({"a.md": text}).run("markdown")
    assert [(s.url, s.title, s.note) for s in bench.front().sources] == [
        ("https://press.example.org/report", "The report", "council, 2018"),
        ("https://press.example.org/letter", "The letter", ""),
    ]
    assert bench.body() == "See [this](https://other.example.org)."


@pytest.mark.parametrize(
    "heading",
    ["## **Sources** {#sources}", "Sources\n-------", "**Sources:**", "### Notes and sources ###", "منابع"],
)
def test_sources_may_stand_before_another_heading(bench, heading):
    listing = f"{heading}\n\n- [The report](https://press.example.org/report)\n\n"
    text = f"---\ntitle: R\ndate: 2019-03-04\n---\nA.\n\n{listing}## Update\n\nB.\n"
    bench.write({"a.md": text}).run("markdown")
    assert [source.title for source in bench.front().sources] == ["The report"]
    assert bench.body() == "A.\n\n## Update\n\nB."


def test_several_lists_of_sources_and_lines_of_links(bench):
    text = """---
title: River
date: 2019-03-04
---
A.

## References

https://press.example.org/one

[Two](https://press.example.org/two), council

## Further reading

* <https://press.example.org/three>
* https://press.example.org/one
"""
    bench.write({"a.md": text}).run("markdown")
    assert [s.url.rpartition("/")[2] for s in bench.front().sources] == ["one", "two", "three"]
    assert bench.body() == "A."


@pytest.mark.parametrize(
    "line",
    [
        "https://twitter.com/example_river/status/1102600000000000000",
        "[The report](https://press.example.org/report) " + "says what the council knew. " * 6,
        "See [the report](https://press.example.org/report).",
    ],
)
def test_posts_and_sentences_below_such_a_heading_stay(bench, line):
    bench.write({"a.md": f"---\ntitle: R\ndate: 2019-03-04\n---\nA.\n\n## Notes\n\n{line}\n"}).run("markdown")
    assert bench.front().sources == ()
    assert line.strip() in bench.body()


def test_a_list_with_other_things_in_it_stays(bench):
    text = "---\ntitle: R\ndate: 2019-03-04\n---\nA.\n\n## Notes\n\n- [The report](https://press.example.org/report)\n- And a thought\n"
    bench.write({"a.md": text}).run("markdown")
    assert bench.front().sources == ()
    assert "And a thought" in bench.body()


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        ("Text\n- a\n- b", "Text\n\n- a\n- b"),
        ("- a\n  - b\n    - c\n- d", "- a\n    - b\n        - c\n- d"),
        ("- a\n    - b", "- a\n    - b"),
        ("1. a\n   - b\n\n     more", "1. a\n    - b\n\n        more"),
        ("- a\n\n  more\n- b", "- a\n\n    more\n- b"),
        ("1986. A great year", "1986. A great year"),
        ("Text\n1986. A great year", "Text\n1986. A great year"),
        ("~~old~~ new", "<del>old</del> new"),
        ("#nospace", "\\#nospace"),
        ("Text\n| a | b |\n|---|---|\n| 1 | 2 |", "Text\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        ("A break\\\nhere", "A break  \nhere"),
        ("* TOC\n{:toc}\n\nText", "\nText"),
        ('<div markdown="1">\n*a*\n</div>', "\n\n*a*\n\n"),
        ("- - -", "- - -"),
    ],
)
def test_dialects(written, settled):
    sheet = Manuscript(written, "a.md")
    settle_dialect(sheet)
    assert sheet.result() == settled
