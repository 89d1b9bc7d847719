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

> > <audio controls></audio>

| Name | 2019 | 2020 | Remarks |
|:-----|-----:|:----:|---------|
| {WORD} | 1 | 2 | Some remarks that go on for a while, so that they have to wrap |
"""
EASY = f"""\
---
title: {WORD} {WORD}
date: 2019-01-01
image: tower.png
tweets: [{{url: "https://x.com/example_handle/status/1000967916927127553", text: Words, status: deleted}}]
---
Text.

<details><summary>More</summary><p>What stands behind it.</p></details>
"""
PERSIAN = """\
---
title: رود
date: 2019-01-01
authors: [B. & D.]
tags: [C++]
tweets: [{url: "https://x.com/example_handle/status/1000967916927127553", text: Words, status: deleted}]
---
رود.
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
    (content / "easy.md").write_text(EASY, encoding="utf-8")
    for name in ("easy.fa.md", "short.fa.md"):
        (content / name).write_text(PERSIAN, encoding="utf-8")
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


def test_a_tall_lead_picture_is_shown_whole_on_one_screen(hard, reader):
    page = reader()
    page.goto(f"{hard}2019/easy/")
    picture = page.locator(".lead-picture img")
    assert 300 < picture.bounding_box()["height"] <= 0.75 * 900
    assert picture.evaluate("img => getComputedStyle(img).objectFit") == "contain"


def test_the_address_of_a_post_is_not_cut_into_bits_on_a_phone(hard, reader):
    page = reader(width=360)
    page.goto(f"{hard}evidence/")
    assert page.locator("td .url").bounding_box()["width"] > 150
    assert page.locator("td .url a").evaluate("link => link.getClientRects().length") <= 4


def test_links_that_share_a_cell_of_a_table_are_apart_enough_for_a_finger(hard, reader):
    page = reader(width=320)
    page.goto(f"{hard}evidence/")
    tops = [link.bounding_box()["y"] for link in page.locator("td p").all()]
    assert len(tops) == 3
    assert tops[2] - tops[1] >= 24


def test_many_feeds_stand_in_columns_where_there_is_room(hard, reader):
    for width, columns in ((1280, 2), (360, 1)):
        page = reader(width=width)
        page.goto(f"{hard}feeds/")
        starts = "all => new Set(all.map(one => one.getBoundingClientRect().x)).size"
        assert page.eval_on_selector_all(".feeds.many li", starts) == columns


def test_on_paper_what_is_folded_is_printed(hard, reader):
    page = reader()
    page.goto(f"{hard}2019/easy/")
    folded = page.locator("details p")
    seen = "one => one.checkVisibility({contentVisibilityAuto: true})"
    assert not folded.evaluate(seen)
    page.emulate_media(media="print")
    assert folded.evaluate(seen)
    assert folded.bounding_box()["height"] > 0


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


ENDS = """names => names.map(name => {
  const words = document.createTreeWalker(name, NodeFilter.SHOW_TEXT).nextNode(), sign = document.createRange()
  sign.setStart(words, words.length - 1)
  sign.setEnd(words, words.length)
  return sign.getBoundingClientRect().right - name.getBoundingClientRect().right
})"""


def test_a_name_from_left_to_right_ends_in_its_last_sign_on_a_page_from_right_to_left(hard, reader):
    page = reader()
    for place, names in {
        "fa/2019/easy/": ".byline .authors a, .tags a",
        "fa/tags/": ".terms a > bdi",
    }.items():
        page.goto(hard + place)
        ends = page.eval_on_selector_all(names, ENDS)
        assert ends
        assert max(map(abs, ends)) < 15, place


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
