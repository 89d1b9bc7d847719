"""Every kind of page: sound, self-contained, within a telephone's width, and readable by everyone."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser.kinds import KINDS, path_of

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_loads_whole_and_asks_nobody_else(kind, reader, sample, address):
    page = reader()
    page.goto(address + path_of(kind, sample), wait_until="networkidle")
    assert page.faults == []
    assert [url for url in page.asked if not url.startswith(address)] == []
    assert not [url for url in page.asked if url.endswith(".js") and "search" not in kind]
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_the_smallest_telephone(kind, reader, sample, address):
    page = reader(width=360)
    page.goto(address + path_of(kind, sample))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_no_barrier_that_axe_knows(kind, scheme, reader, sample, address):
    page = reader(scheme=scheme, width={"light": 1280, "dark": 360}[scheme])
    page.goto(address + path_of(kind, sample))
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    assert [(fault["id"], [node["html"][:200] for node in fault["nodes"]]) for fault in found] == []
    keep_screenshots(page, f"{kind.replace(',', '').replace(' ', '-')}-{scheme}")


def keep_screenshots(page, name):
    """Pictures for people to look at, in the folder that `SITEGEN_SCREENSHOTS` names, if it does."""
    if folder := os.environ.get("SITEGEN_SCREENSHOTS"):
        for width in (360, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


@pytest.mark.parametrize("kind", ["article with sources", "article in Persian"])
def test_a_line_has_as_many_letters_as_an_eye_can_follow(kind, reader, sample, address):
    page = reader(width=1440)
    page.goto(address + path_of(kind, sample))
    paragraphs = page.eval_on_selector_all(
        ".prose > p", "all => all.map(p => [p.innerText.length, p.getClientRects()[0].height, "
        "parseFloat(getComputedStyle(p).lineHeight)])"
    )  # fmt: skip
    long = [(letters, round(height / line)) for letters, height, line in paragraphs if height / line > 2.5]
    letters_a_line = sum(letters for letters, _ in long) / sum(lines - 0.5 for _, lines in long)
    assert 58 <= letters_a_line <= 82


def test_nothing_moves_while_a_page_with_pictures_loads(reader, sample, address):
    page = reader()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => moved += e.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(address + path_of("article with a picture", sample), wait_until="networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("moved") < 0.01
