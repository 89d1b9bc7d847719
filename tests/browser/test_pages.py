"""Every kind of page: sound, self-contained, within a telephone's width, and readable by everyone."""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser.conftest import open_page
from browser.kinds import KINDS, path_of

AT_ONCE = 6
"""Pages that wait side by side until nothing was asked for half a second."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def loading(browser, sample, address):
    """Pages of each kind, from the first asked for to when they ask for nothing more. Those of the next kinds
    are opened along with one, so that they wait at the same time.
    """
    opened = {}

    @contextmanager
    def loaded(kind):
        if kind not in opened:
            for near in KINDS[KINDS.index(kind) :][:AT_ONCE]:
                opened[near] = open_page(browser)
                opened[near].goto(address + path_of(near, sample))
        page = opened.pop(kind)
        page.wait_for_load_state("networkidle")
        yield page
        page.context.close()

    yield loaded
    for page in opened.values():
        page.context.close()


@pytest.fixture(scope="module")
def shown(browser, sample, address):
    """Show a page of a kind in a window that shows one after the other, and has axe: to open a window takes
    longer than to show a page in it.
    """
    window = open_page(browser)
    window.add_init_script(Axe().axe_script)

    def show(kind, *, width, scheme="light"):
        window.set_viewport_size({"width": width, "height": 900})
        window.emulate_media(color_scheme=scheme)
        window.goto(address + path_of(kind, sample))
        return window

    yield show
    window.context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_loads_whole_and_asks_nobody_else(kind, loading, address):
    with loading(kind) as page:
        assert page.faults == []
        assert [url for url in page.asked if not url.startswith(address)] == []
        assert not [url for url in page.asked if url.endswith(".js") and "search" not in kind]
        assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_the_smallest_telephone(kind, shown):
    page = shown(kind, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_no_barrier_that_axe_knows(kind, scheme, shown):
    page = shown(kind, scheme=scheme, width={"light": 1280, "dark": 360}[scheme])
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options).then(results => results.violations)", options)
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
