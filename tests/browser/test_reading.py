"""What readers do: change language, go by keyboard, follow citations, open a copy from disk, print."""

import pytest

from browser.conftest import build_sample
from browser.kinds import path_of


def focused(page, attribute="href"):
    return page.evaluate(f"document.activeElement.getAttribute('{attribute}')")


def test_the_language_switch_leads_to_the_same_article(reader, sample, address):
    page = reader()
    page.goto(address + path_of("article in Persian", sample))
    here = page.url
    assert page.get_attribute("html", "dir") == "rtl"
    page.click(".languages a[hreflang=en]")
    assert page.get_attribute("html", "lang") == "en"
    assert page.url == here.replace("/fa/", "/")
    page.click(".languages a[hreflang=fa]")
    assert page.url == here


def test_an_article_without_translation_leads_to_the_other_language_s_home(reader, address, sample):
    page = reader()
    page.goto(address + path_of("article with corrections", sample))
    if page.query_selector("link[hreflang=fa]"):
        pytest.fail("the sample's article with corrections has a translation now: choose another")
    page.click(".languages a[hreflang=fa]")
    assert page.url == f"{address}fa/"


def test_the_keyboard_reaches_text_menu_and_sources(reader, sample, address):
    page = reader()
    page.goto(address + path_of("article with sources", sample))
    page.keyboard.press("Tab")
    assert focused(page) == "#main"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.focus(".citation a")
    page.keyboard.press("Enter")
    target = page.evaluate("location.hash")
    assert target.startswith("#source-")
    page.focus(f"{target} .places a")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash").startswith("#cite-")


def test_the_bars_of_a_chart_are_reached_by_keyboard(reader, address):
    page = reader()
    page.goto(f"{address}evidence/")
    page.focus("#main")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('svg a')"):
            break
    assert page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")
    page.wait_for_url("**/archive/archive/*/")
    assert page.query_selector("svg.bars a")


def test_the_first_month_stands_where_reading_begins(reader, sample, address):
    page = reader()
    for kind, side in (("year", "left"), ("year in Persian", "right")):
        page.goto(address + path_of(kind, sample))
        box = page.query_selector("svg.bars").bounding_box()
        first = page.query_selector("svg.bars .label").bounding_box()
        middle = box["x"] + box["width"] / 2
        assert (first["x"] < middle) == (side == "left")


GAPS = """rows => rows.map(row => {
  const words = document.createRange()
  words.selectNodeContents(row.querySelector("bdi"))
  const [title, format] = [words, row.querySelector("a")].map(one => one.getBoundingClientRect())
  return Math.max(format.left - title.right, title.left - format.right)
})"""


def test_titles_of_feeds_keep_apart_from_their_formats_in_either_script(reader, address):
    page = reader()
    for place in ("feeds/", "fa/feeds/"):
        page.goto(address + place)
        assert min(page.eval_on_selector_all(".feeds li", GAPS)) > 8


def test_without_scripts_the_search_page_leads_to_tags_and_timeline(reader, address):
    page = reader(java_script_enabled=False)
    page.goto(f"{address}search/")
    assert page.locator("main a[href$='tags/']").is_visible()
    assert page.locator("main a[href$='archive/']").is_visible()


def test_on_paper_the_addresses_of_sources_stand_and_the_chrome_does_not(reader, sample, address):
    page = reader()
    page.emulate_media(media="print")
    page.goto(address + path_of("article with sources", sample))
    link = ".sources li:not(.dead) > a.u-url"
    shown = page.evaluate(f"getComputedStyle(document.querySelector('{link}'), '::after').content")
    assert "http" in shown
    assert not page.locator(".menu").is_visible()
    assert not page.locator(".footer").is_visible()


def test_in_forced_colours_what_is_lost_is_not_filled(reader, address):
    page = reader(forced_colors="active")
    page.goto(f"{address}evidence/")
    fills = "all => [...new Set(all.map(bar => getComputedStyle(bar).fill))]"
    assert page.eval_on_selector_all(".bar.whole", fills) == ["none"]
    assert "none" not in page.eval_on_selector_all(".bar:not(.whole)", fills)


def test_reduced_motion_is_respected(reader, address):
    page = reader(reduced_motion="reduce")
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_a_copy_on_disk_can_be_read(reader, tmp_path):
    output = build_sample(tmp_path, settings="\nlinks: file\n", widths="[]")
    page = reader()
    page.goto((output / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    page.click(".lead h2 a")
    assert page.url.endswith("/index.html")
    assert page.locator(".prose").is_visible()
    page.click(".tags a")
    assert page.url.endswith("/index.html")
    page.click(".languages a[hreflang=fa]")
    assert page.get_attribute("html", "dir") == "rtl"
    page.click(".masthead a[rel=home]") if page.query_selector(".masthead a[rel=home]") else None
    assert [fault for fault in page.faults if "favicon" not in fault] == []
