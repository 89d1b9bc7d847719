"""Folders of Markdown: Pelican's and Nikola's heads, Eleventy's tags, dialects of lists."""

import pytest
from bench import GIF

from sitegen.importing.body.code import protect_code
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.dialects.commonmark import settle_dialect


def test_pelican(bench):
    files = {
        "pelicanconf.py": "AUTHOR = 'The Desk'\n",
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
    assert bench.front("b.md").authors == ("The Desk",)
    assert bench.body("a.md") == "See [b](b.md) and ![x](/images/x.gif) and [t](/tags/reeds)."


def test_code_behind_a_list_stays_as_it_is(bench):
    body = "1. a\n\n[gallery ids='1']\n\n    > one\n\n    > two\n\n- b\n\n  more\n"
    bench.write({"a.md": f"---\ntitle: A\ndate: 2019-03-04\n---\n{body}"}).run("markdown")
    assert bench.body() == body.replace("  more", "    more").strip("\n")


def test_links_in_a_further_paragraph_of_an_item_or_note_are_followed(bench):
    body = (
        "1. a\n\n    ```\n    b\n    ```\n\n    See [c](/c/).\n\n2. d[^1]\n\n   See [c](/c/),\n"
        "   [c](/c/).\n\nTerm\n: e\n\n    See [c](/c/).\n\n[^1]: f\n\n    See [c](/c/).\n"
    )
    head = "---\ntitle: {0}\ndate: 2019-03-04\n---\n"
    bench.write({"a.md": head.format("A") + body, "c.md": head.format("C") + "C.\n"}).run("markdown")
    assert bench.body("a.md").count("    See [c](c.md)") == 4
    assert "    See [c](c.md),\n    [c](c.md)." in bench.body("a.md")


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


def test_files_about_the_folder_are_articles_where_articles_link_to_them(bench):
    files = {
        "a.md": "---\ntitle: A\ndate: 2019-03-04\n---\nSee our [licence](license.md) and [how](docs/security.md).\n",
        "license.md": "# Licence\n\nAll words here may be copied.\n",
        "docs/security.md": "# How we stay safe\n\nWith care.\n",
        "README.md": "# Folder\n\nSee [the licence](license.md), and [changes](CHANGELOG.md).\n",
        "CHANGELOG.md": "# Changes\n",
    }
    bench.write(files).run("markdown")
    assert bench.paths == ["a.md", "docs/security.md", "license.md"]
    assert bench.body("a.md") == "See our [licence](license.md) and [how](docs/security.md)."
    assert [skip.path for skip in bench.tally.skipped] == ["CHANGELOG.md", "README.md"]


@pytest.mark.parametrize("form", ["markdown", "hugo", "jekyll"])
def test_what_became_no_article_is_not_copied_as_media(bench, form):
    files = {
        "_posts/2019-03-04-a.md"
        if form == "jekyll"
        else "2019-03-04-a.md": "---\ntitle: A\ndate: 2019-03-04\n---\nSee [b](/b.md).\n",
        "b.md": "---js\n{}\n---\nB.\n",
    }
    bench.write(files).run(form)
    assert len(bench.paths) == 1
    assert bench.problem("unknown-page").message == "/b.md leads to nothing that was imported"


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
        ("- a\n\n  more\n- b\n- c", "- a\n\n    more\n\n- b\n- c"),
        ("1. a\n   - b\n\n     more\n2. c\n3. d", "1. a\n    - b\n\n        more\n\n2. c\n3. d"),
        ("- a\n\n  more\n  1986. Not\n- b", "- a\n\n    more\n  1986. Not\n\n- b"),
        ("- a\n\n    more", "- a\n\n    more"),
        ("- a\n\n  - b\n    - c\n  - d\n- e\n- f", "- a\n\n    - b\n        - c\n    - d\n\n- e\n- f"),
        ("- a\n  b\nlazy\n  - c\n    d", "- a\n    b\nlazy\n    - c\n        d"),
        ("- a\n\n  > A\n- b\n\n    > B", "- a\n\n    > A\n\n- b\n\n    > B"),
        ("> A\n> - a\n>   - b", "> A\n>\n> - a\n>     - b"),
        ("> > 1. a\n> >\n> >    more\n> > 2. b", "> > 1. a\n> >\n> >     more\n> >\n> > 2. b"),
        ("> - a\n> 1. b", "> - a\n>\n> <!-- -->\n>\n> 1. b"),
        ("- a\n\n  more\n- b", "- a\n\n    more\n\n- b"),
        ("1. a\n   - b\n\n     more\n2. c", "1. a\n    - b\n\n        more\n\n2. c"),
        ("- a\n\n  - b\n- c", "- a\n\n    - b\n\n- c"),
        ("- a\n\n  more\n  1. b\n  2. c", "- a\n\n    more\n\n    1. b\n    2. c"),
        ("* a\n\n  > b\n  > c\n* d", "* a\n\n    > b\n    > c\n\n* d"),
        ("> a\n- b", "> a\n\n- b"),
        ("<b>a</b>:\n- b", "<b>a</b>:\n\n- b"),
        ("<div>\n- b", "<div>\n- b"),
        ("|a|b|\n|-|-|\n|c|d|\n- e", "|a|b|\n|-|-|\n|c|d|\n\n- e"),
        ("|a|b|\n|-|-|\n|c|d|\n## e", "|a|b|\n|-|-|\n|c|d|\n\n## e"),
        ("|a|b|\n|-|-|\n|c|d|\n\n## e", "|a|b|\n|-|-|\n|c|d|\n\n## e"),
        ("a | b\n- | -\nc | d", "a | b\n- | -\nc | d"),
        ("1986. A great year", "1986. A great year"),
        ("Text\n1986. A great year", "Text\n1986. A great year"),
        ("~~old~~ new", "<del>old</del> new"),
        ("#nospace", "\\#nospace"),
        ("Text\n| a | b |\n|---|---|\n| 1 | 2 |", "Text\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        ("A break\\\nhere", "A break  \nhere"),
        ("* TOC\n{:toc}\n\nText", "\nText"),
        ('<div markdown="1">\n*a*\n</div>', '<div markdown="1">\n*a*\n</div>'),
        ("- - -", "- - -"),
        ("> A\n\n> B", "> A\n\n<!-- -->\n\n> B"),
        ("> A\nlazy\n\n\n> B\n>\n> b\n\n> C", "> A\nlazy\n\n\n<!-- -->\n\n> B\n>\n> b\n\n<!-- -->\n\n> C"),
        ("- * a\n\n    b\n  * c\n- d", "- * a\n\n        b\n\n    * c\n\n- d"),
        ("- * a\n\n    > A\n\n    > B", "- * a\n\n        > A\n\n        <!-- -->\n\n        > B"),
        ("- a\n\n  > A\n\n  > B", "- a\n\n    > A\n\n    <!-- -->\n\n    > B"),
        ("> A\n\nText\n\n> B", "> A\n\nText\n\n> B"),
        ("Text\n> A\n\n> B", "Text\n> A\n\n<!-- -->\n\n> B"),
        ("1) one\n2) two", "1. one\n2. two"),
        ("Text\n1) one", "Text\n\n1. one"),
        ("Text\n2) two", "Text\n2) two"),
        ("- a\n- b\n\n* c\n* d", "- a\n- b\n\n<!-- -->\n\n* c\n* d"),
        ("- a\n* c", "- a\n\n<!-- -->\n\n* c"),
        ("1. a\n\n1) c", "1. a\n\n<!-- -->\n\n1. c"),
        ("- a\n  1. b\n  - c", "- a\n    1. b\n\n    <!-- -->\n\n    - c"),
        ("- a\n  > b\n  > c\n- d", "- a\n\n    > b\n    > c\n\n- d"),
        ("1. > a\n   > b\n2. c", "1. > a\n  > b\n2. c"),
        ("- a\n      > b", "- a\n        > b"),
        ("10. a\n  - b\n  - c\n11. d", "10. a\n\n<!-- -->\n\n- b\n- c\n\n<!-- -->\n\n11. d"),
        ("- a\n\nText\n\n* c", "- a\n\nText\n\n* c"),
    ],
)
def test_dialects(written, settled):
    sheet = Manuscript(written, "a.md")
    settle_dialect(sheet)
    assert sheet.result() == settled


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        (
            "- * a\n\n    > ```\n    > b\n    > ```\n    > c",
            "- * a\n\n        > ```\n        > b\n        > ```\n        > c",
        ),
        ("> ```\n> A\n> ```\n\n> B", "> ```\n> A\n> ```\n\n<!-- -->\n\n> B"),
        (
            "1. > ~~~\n   > *[A]: {: .a}\n   > ~~~\n2) b",
            "1. > ~~~\n   > *[A]: {: .a}\n   > ~~~\n\n<!-- -->\n\n2. b",
        ),
    ],
)
def test_dialects_around_code(written, settled):
    sheet = Manuscript(written, "a.md")
    protect_code(sheet)
    settle_dialect(sheet)
    assert sheet.result() == settled


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        (
            "- a\n  - b\n\n    ```\n    x\n\n      y\n    ```\n\n    more\n- c",
            "- a\n    - b\n\n        ```\n        x\n\n          y\n        ```\n\n        more\n\n- c",
        ),
        ("Text\n\n    code\n    - x", "Text\n\n    code\n    - x"),
        ("Text\n- a\n\n  more\n\n      code", "Text\n\n- a\n\n    more\n\n        code"),
        ("> ```\n> - x\n>   - y\n> ```", "> ```\n> - x\n>   - y\n> ```"),
        (
            "- ```\n  x\n\n  - y\n  ```\n\n  more\n- b\n\n  ```\n  z\n  ```",
            "- ```\n  x\n\n  - y\n  ```\n\n    more\n\n- b\n\n    ```\n    z\n    ```",
        ),
        (
            "- a\n  - b\n    - ```\n      x\n\n        y\n      ```\n\n      more\n- c",
            "- a\n    - b\n        - ```\n          x\n\n            y\n          ```\n\n            more\n\n- c",
        ),
        ("- ```\n  x\n- b\n\nText\n- c", "- ```\n    x\n- b\n\nText\n\n- c"),
        (": ```\n  - x\n\n  y\n  ```\n\nText\n- c", ": ```\n  - x\n\n  y\n  ```\n\nText\n\n- c"),
    ],
)
def test_code_in_lists_follows_its_item(written, settled):
    sheet = Manuscript(written, "a.md")
    protect_code(sheet)
    settle_dialect(sheet)
    assert sheet.result() == settled


@pytest.mark.parametrize(
    ("dialect", "written", "settled"),
    [
        ("kramdown", "> A\n\n> B", "> A\n\n<!-- -->\n\n> B"),
        ("kramdown", "- a\n\n* b\n\n1. c", "- a\n\n* b\n\n<!-- -->\n\n1. c"),
        ("kramdown", "1) a", "1) a"),
        ("python", "> A\n\n> B\n\n- a\n\n1. b\n\n1) c", "> A\n\n> B\n\n- a\n\n1. b\n\n1) c"),
    ],
)
def test_dialects_of_other_tools(dialect, written, settled):
    sheet = Manuscript(written, "a.md")
    settle_dialect(sheet, dialect)
    assert sheet.result() == settled


def test_quotations_nested_beyond_measure_are_left_as_they_are():
    sheet = Manuscript(f"{'> ' * 2000}- a", "a.md")
    settle_dialect(sheet)
    assert sheet.result() == sheet.text


PELICAN = "Title: {}\nDate: 2010-12-03 10:20\nSlug: river\nCategory: Big News\n{}\nWords.\n"


def test_pelicans_settings_tell_addresses_and_the_site(bench):
    settings = (
        "SITENAME = 'River Watch'\nSITEURL = 'https://river.example.net'\nDEFAULT_LANG = 'fr'\n"
        "ARTICLE_URL = '{category}/{date:%Y}/{date:%m}/{slug}.html'\nPAGE_URL = 'p/{slug}/'\n"
        "import os\nTHEME = os.environ['NO']\n"
    )
    files = {
        "content/a.md": PELICAN.format("La rivière", ""),
        "content/a-en.md": PELICAN.format("The river", "Lang: en\n"),
        "content/pages/about.md": "Title: About\n\nWords.\n",
        "content/other.rst": "Other\n#####\n",
    }
    bench.write({"pelicanconf.py": settings, **files}).run("markdown")
    assert bench.paths == ["a.en.md", "a.md", "pages/about.md"]
    assert bench.front("a.md").aliases == ("/big-news/2010/12/river.html",)
    assert bench.front("a.en.md").aliases == ("/river-en.html",)
    assert bench.front("pages/about.md").aliases == ("/p/about/",)
    assert "title: River Watch\nbase_url: https://river.example.net/\nlanguage: fr\n" in bench.text(
        "site.yaml"
    )
    assert [(skip.path, skip.reason) for skip in bench.tally.skipped] == [("other.rst", "unsupported-format")]
    assert not bench.build().problems


@pytest.mark.parametrize(
    ("settings", "aliases", "tags"),
    [
        ("", ("/big-news/whats-u_s-cafe.html", "/misc/two.html", "/old/two.html"), ("Big News",)),
        (
            "USE_FOLDER_AS_CATEGORY = False\nDEFAULT_CATEGORY = 'Rest'\nSLUGIFY_SOURCE = 'basename'\n",
            ("/rest/2010-12-03-one.html", "/rest/2.html", "/old/three.html"),
            (),
        ),
        (
            r"FILENAME_METADATA = r'(?P<date>\d{4}-\d{2}-\d{2})-(?P<slug>.*)'",
            ("/big-news/one.html", "/misc/2.html", "/old/three.html"),
            ("Big News",),
        ),
    ],
)
def test_pelican_names_articles_and_categories(bench, settings, aliases, tags):
    head = "Title: {}\nDate: 2010-12-03\n"
    files = {
        "pelicanconf.py": f"ARTICLE_URL = '{{category}}/{{slug}}.html'\n{settings}",
        "content/Big News/2010-12-03-one.md": f"{head.format('What’s U_S. Café?')}\nWords.\n",
        "content/2.md": f"{head.format('Two')}\nWords.\n",
        "content/Big News/three.md": f"{head.format('Two')}Category: Old\n\nWords.\n",
    }
    bench.write(files).run("markdown")
    paths = ("Big News/2010-12-03-one.md", "2.md", "Big News/three.md")
    assert tuple(bench.front(path).aliases[0] for path in paths) == aliases
    assert tuple(bench.front(path).tags for path in paths) == (tags, (), ("Old",))


def test_nikolas_keys_in_a_file_beside_and_its_own_links(bench):
    files = {
        "conf.py": "BLOG_TITLE = 'Watch'\nBLOG_AUTHOR = 'The Desk'\n",
        "one.meta": ".. title: One\n.. slug: first\n.. date: 2014-05-08 10:00\n",
        "one.md": "See [two](link://slug/second), [three](link://filename/two.md) and [none](link://slug/none).\n",
        "two.md": "<!--\n.. title: Two\n.. slug: second\n.. date: 2014-05-09\n-->\n\nWords.\n",
    }
    bench.write(files).run("markdown")
    assert bench.body("one.md") == "See [two](two.md), [three](two.md) and [none](/none)."
    assert (bench.front("one.md").slug, str(bench.front("one.md").date.date())) == ("first", "2014-05-08")
    assert bench.front("one.md").authors == ("The Desk",)
    assert bench.problem("unknown-page").line == 1


@pytest.mark.parametrize(
    ("settings", "aliases"),
    [
        ("", ("/posts/2014/river/", "/fr/posts/2014/river/", "/pages/us/")),
        (
            """
POSTS = (("posts/*.md", "", "post.tmpl"),)
PAGES = (("pages/*.md", "info", "page.tmpl"),)
TRANSLATIONS = {DEFAULT_LANG: "", "fr": "./french"}
PRETTY_URLS = False
""",
            ("/2014/river.html", "/french/2014/river.html", "/info/us.html"),
        ),
    ],
)
def test_nikolas_settings_tell_addresses_and_pages(bench, settings, aliases):
    head = "<!--\n.. title: A\n.. slug: {}\n.. date: 2014-05-08\n-->\n\nWords.\n"
    files = {
        "conf.py": settings,
        "posts/2014/a.md": head.format("river"),
        "posts/2014/a.fr.md": head.format("river"),
        "pages/us.md": head.format("us"),
    }
    bench.write(files).run("markdown")
    assert bench.paths == ["pages/us.md", "posts/2014/a.fr.md", "posts/2014/a.md"]
    paths = ("posts/2014/a.md", "posts/2014/a.fr.md", "pages/us.md")
    assert tuple(bench.front(path).aliases[0] for path in paths) == aliases


def test_eleventys_data_of_folders_permalinks_and_languages_of_heads(bench):
    files = {
        "eleventy.config.js": "export default () => ({ dir: { input: 'src' } })",
        "src/_data/metadata.json": '{"title": "Watch", "url": "https://river.example.net/"}',
        "src/posts/posts.json": '{"author": "Ana Example", "permalink": "/w/{{ page.fileSlug }}/{{ title | slug }}/"}',
        "src/posts/one.md": '---json\n{\n  "title": "The River", "date": "2020-01-02"\n}\n---\nWords.\n',
        "src/posts/two.md": '---toml\ntitle = "Two"\ndate = 2020-01-03\npermalink = false\n---\nWords.\n',
        "src/posts/three.md": '---js\n{ title: "x" }\n---\nWords.\n',
    }
    bench.write(files).run("markdown")
    one, two = bench.front("posts/one.md"), bench.front("posts/two.md")
    assert (one.title, one.authors, one.aliases) == ("The River", ("Ana Example",), ("/w/one/the-river/",))
    assert (two.title, two.draft) == ("Two", True)
    assert [(skip.path, skip.reason) for skip in bench.tally.skipped] == [
        ("posts/three.md", "front-matter-language")
    ]
    assert "title: Watch\nbase_url: https://river.example.net/\n" in bench.text("site.yaml")


def test_what_stands_in_a_box_is_converted_like_the_rest(bench):
    body = (
        'One.\n\n!!! note "Look"\n    See [b](/c.gif) and **this**.\n\n    ~~~\n    !!! x\n    ~~~\n\n'
        "    https://twitter.com/example_river/status/42\n\n    ![gone](/gone.gif)\n\nTwo.\n"
    )
    bench.write({"a.md": f"---\ntitle: A\ndate: 2020-01-01\n---\n{body}", "c.gif": GIF}).run("markdown")
    assert (bench.root / "content/c.gif").is_file()
    assert bench.problem("missing-media").line == 16
    bench.build()
    page = (bench.root / "output/2020/a/index.html").read_text(encoding="utf-8")
    assert '<div class="admonition note">\n<p><strong>Look</strong></p>' in page
    assert page.count('class="embed ') == 1
    assert "<strong>this</strong>" in page


def test_eleventys_data_may_stand_beside_the_articles(bench):
    files = {
        ".eleventy.js": 'module.exports = () => ({ dir: { input: "content", includes: "../_i", data: "../_data" } })',
        "_data/metadata.json": '{"title": "Watch", "url": "https://river.example.net/"}',
        "_data/authors.json": '{"ana": {"name": "Ana Example", "bio": "Counts letters."}}',
        "content/posts/one.md": "---\ntitle: One\ndate: 2020-01-02\nauthor: ana\n---\nWords.\n",
    }
    bench.write(files).run()
    assert bench.front("posts/one.md").authors == ("Ana Example",)
    settings = bench.text("site.yaml")
    assert "title: Watch\nbase_url: https://river.example.net/\n" in settings
    assert "bio: Counts letters." in settings


@pytest.mark.parametrize(
    ("permalink", "address", "codes"),
    [
        ("/w{{ page.filePathStem }}.html", "/w/posts/one.html", []),
        ("/{{ page.date | date: '%Y' }}/one/", "/posts/one/", ["unknown-permalink"]),
        ("{% if x %}/a/{% endif %}", "/posts/one/", ["unknown-permalink"]),
    ],
)
def test_an_address_that_needs_a_program_is_told(bench, permalink, address, codes):
    head = f'---\ntitle: One\ndate: 2020-01-02\npermalink: "{permalink}"\n---\n'
    bench.write({"eleventy.config.js": "", "posts/2020-01-02-one.md": f"{head}Words.\n"}).run()
    assert (list(bench.front().aliases), bench.codes) == ([address], codes)
    if codes:
        problem = bench.problem("unknown-permalink")
        assert (problem.line, problem.message.rpartition(": ")[2]) == (4, f"{address} was taken in its place")
