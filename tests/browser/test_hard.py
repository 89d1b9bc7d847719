"""An archive that is hard on a theme: words without end, crowds of names, wide tables, tall pictures."""

from itertools import product

import pytest
from PIL import Image

from browsing import served
from sitegen.build import build
from sitegen.report import Options

WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LANGUAGES = ("fa", "ar", "he", "fr", "de", "es", "ru", "zh")
SETTINGS = f"""\
title: The society of {WORD}
base_url: https://archive.example.org/
search: false
images: {{cards: false}}
languages: {{{", ".join(f"{lang}: {{title: {lang}}}" for lang in LANGUAGES)}}}
"""
ARTICLE = f"""\
---
title: {WORD}
date: 2020-05-03
authors: [{WORD}, {", ".join(f"Author {i}" for i in range(12))}]
tags: [{WORD}, {", ".join(f"tag {i}" for i in range(40))}]
sources: [https://example.org/{"never-ending-" * 20}]
---
{WORD} `{WORD}` https://example.org/{"never-ending-" * 20}

![A tower](tower.png "The tower")

| Name | 2019 | 2020 | Remarks |
|:-----|-----:|:----:|---------|
| {WORD} | 1 | 2 | Some remarks that go on for a while, so that they have to wrap |
"""
PLACES = (
    "",
    "2020/hard/",
    "2019/easy/",
    "tags/",
    "authors/",
    "archive/",
    "feeds/",
    "evidence/",
    f"tags/{WORD}/",
)


@pytest.fixture(scope="module")
def hard(tmp_path_factory):
    """The address of the built archive."""
    root = tmp_path_factory.mktemp("hard")
    content = root / "content"
    content.mkdir()
    (content / "site.yaml").write_text(SETTINGS, encoding="utf-8")
    (content / "hard.md").write_text(ARTICLE, encoding="utf-8")
    (content / "easy.md").write_text(f"---\ntitle: {WORD} {WORD}\ndate: 2019-01-01\n---\nText.\n", "utf-8")
    Image.new("RGB", (300, 3000), "brown").save(content / "tower.png")
    assert build(root, Options(jobs=1)).counts.failed == 0
    with served(root / "output") as address:
        yield address


@pytest.mark.parametrize(("place", "width"), [*product(PLACES, (360,)), ("", 800), ("2020/hard/", 800)])
def test_nothing_sticks_out(place, width, hard, reader):
    page = reader(width=width)
    page.goto(hard + place.replace(WORD, WORD.lower().replace("ä", "a")))
    assert page.faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_columns_of_a_table_stand_as_the_writer_set_them(hard, reader):
    page = reader()
    page.goto(f"{hard}2020/hard/")
    sides = "all => all.map(cell => getComputedStyle(cell).textAlign)"
    assert page.eval_on_selector_all(".prose td", sides) == ["left", "right", "center", "start"]


def test_a_tall_picture_fits_a_screen(hard, reader):
    page = reader()
    page.goto(f"{hard}2020/hard/")
    assert page.locator(".prose figure img").bounding_box()["height"] <= 900


COMMAS = """links => links.map(link => {
  const after = link.nextSibling, comma = document.createRange()
  if (!after?.data?.startsWith(",")) return 0
  comma.setStart(after, 0)
  comma.setEnd(after, 1)
  return Math.abs(comma.getBoundingClientRect().bottom - [...link.getClientRects()].at(-1).bottom)
})"""


@pytest.mark.parametrize("width", [360, 1280])
def test_no_line_of_a_byline_begins_with_a_comma(width, hard, reader):
    page = reader(width=width)
    page.goto(f"{hard}2020/hard/")
    gaps = page.eval_on_selector_all(".byline .authors a", COMMAS)
    assert len(gaps) == 13
    assert max(gaps) < 10


def test_a_feed_opened_in_a_browser_is_readable(reader, tmp_path):
    content = tmp_path / "content"
    content.mkdir()
    settings = "title: T\nlanguage: fa\nbase_url: https://archive.example.org/\nsearch: false\n"
    (content / "site.yaml").write_text(settings, encoding="utf-8")
    (content / "a.md").write_text("---\ntitle: A\ndate: 2020-01-01\nsummary: R & B\n---\nText.\n", "utf-8")
    (content / "b.md").write_text("---\ntitle: B\ndate: 2020-01-02\n---\n| |\n|-|\n", "utf-8")
    assert build(tmp_path, Options(jobs=1)).counts.failed == 0
    page = reader()
    with served(tmp_path / "output") as address:
        page.goto(f"{address}feed.xml")
        ways = page.eval_on_selector_all(
            "item > link", "all => all.map(one => getComputedStyle(one).direction)"
        )
        shown = page.eval_on_selector_all(
            "item > description", "all => all.map(one => one.checkVisibility())"
        )
        words = page.eval_on_selector_all("item > description", "all => all.map(one => one.textContent)")
    assert ways == ["ltr", "ltr"]
    assert shown == [not text.startswith("<") for text in words] == [False, True]
    assert words[1] == "R & B"
