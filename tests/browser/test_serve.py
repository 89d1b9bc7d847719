"""The preview in a real browser: reload, errors over the page, styles without a reload."""

from itertools import count

import pytest

from previewed import article, running, small_site, write


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """A running preview, and the folder of its archive."""
    root = small_site(tmp_path_factory.mktemp("previewed"))
    write(root, "2021/draft.md", article("Not yet", date="2021-01-01", more="draft: true\n"))
    write(root, "2099/later.md", article("Later", date="2099-01-01"))
    with running(root, "--drafts") as process:
        process.root = root
        yield process


NUMBERS = count()


@pytest.fixture
def page(preview, reader):
    """The article's page, listening, with a mark that a reload would wipe away. What was edited before is told
    to nobody any more.
    """
    with preview.listening() as states:
        state = next(states)
        write(preview.root, "2019/river.md", article(body=f"As it is at first, {next(NUMBERS)}."))
        told = False  # maybe before the errors are taken back
        while not told or state["errors"]:
            state = next(states)
            told = told or "/2019/river/" in (state["changed"] or ())
    opened = reader()
    with opened.expect_response("**/.sitegen/events"):
        opened.goto(f"{preview.address}2019/river/")
    opened.evaluate("window.unreloaded = true")
    return opened


def faults(page):
    """All that went wrong in the page, but for the events' line that each reload cuts off."""
    return [fault for fault in page.faults if not fault.endswith("/.sitegen/events")]


def coloured(page, wanted):
    """Wait until the page's background has this colour."""
    colour = "getComputedStyle(document.body).backgroundColor"
    for _ in range(600):
        if page.evaluate(colour) == wanted:
            return
        page.wait_for_timeout(50)
    assert page.evaluate(colour) == wanted


def overlay(page):
    """The overlay's text; "" without one."""
    return page.evaluate("document.querySelector('sitegen-errors')?.shadowRoot.textContent ?? ''")


def test_a_saved_edit_reloads_the_page(preview, page):
    write(preview.root, "2019/river.md", article(body="Saved a moment ago."))
    page.get_by_text("Saved a moment ago.").wait_for()
    assert page.evaluate("window.unreloaded") is None
    assert faults(page) == []


def test_an_edit_of_another_article_leaves_the_page_alone(preview, page):
    write(preview.root, "2020/lake.md", article("Lake", "Rippled.", "2020-05-01"))
    with preview.listening() as states:
        while "Rippled." not in preview.get("2020/lake/")[1]:
            next(states)
    write(preview.root, "2019/river.md", article(body="Now this one."))
    page.get_by_text("Now this one.").wait_for()
    assert faults(page) == []


def test_an_error_is_shown_over_the_page_and_gone_when_mended(preview, page):
    write(preview.root, "2019/river.md", "---\ntitle: River\ndate: 2019-99-01\n---\n\nStill wrong.\n")
    page.locator("sitegen-errors").wait_for()
    shown = overlay(page)
    assert "content/2019/river.md:3:" in shown
    assert "date: 2019-99-01" in shown
    assert "^" in shown
    assert page.locator("sitegen-errors .hint").inner_text()
    assert page.evaluate("window.unreloaded")
    write(preview.root, "2019/river.md", article(body="Mended."))
    page.get_by_text("Mended.").wait_for()
    assert overlay(page) == ""
    assert faults(page) == []


def test_an_error_elsewhere_neither_stops_the_reload_nor_covers_the_page_for_good(preview, page):
    write(preview.root, "2018/old.md", "---\ntitle: Old\ndate: never\n---\nx\n")
    page.locator("sitegen-errors").wait_for()
    page.locator("sitegen-errors summary").click()
    write(preview.root, "2019/river.md", article(body="Written all the same."))
    page.get_by_text("Written all the same.").wait_for()
    page.locator("sitegen-errors").wait_for()
    assert "content/2018/old.md:3:" in overlay(page)
    assert not page.locator("sitegen-errors .hint").is_visible()  # folded away, and still so
    (preview.root / "content/2018/old.md").unlink()
    page.locator("sitegen-errors").wait_for(state="detached")
    assert faults(page) == []


def test_an_error_with_markup_in_it_stays_text(preview, page):
    write(preview.root, "2019/river.md", "---\ntitle: River\ndate: <img src=x onerror=alert(1)>\n---\nx\n")
    page.locator("sitegen-errors").wait_for()
    assert page.locator("sitegen-errors img").count() == 0
    assert "<img src=x" in overlay(page)


def test_an_unchanged_error_shows_on_a_page_that_is_opened_later(preview, page, reader):
    write(preview.root, "2019/river.md", "---\ntitle: River\ndate: never\n---\nx\n")
    page.locator("sitegen-errors").wait_for()
    other = reader()
    other.goto(preview.address)
    other.locator("sitegen-errors").wait_for()


def test_styles_are_swapped_without_a_reload(preview, page):
    name = page.evaluate("document.querySelector('link[rel=stylesheet]').href").split("/static/")[1]
    own = preview.root / "templates/static" / name.partition("?")[0]
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("body { background: rgb(1, 2, 3) !important }")
    coloured(page, "rgb(1, 2, 3)")
    own.write_text("body { background: rgb(4, 5, 6) !important }")
    coloured(page, "rgb(4, 5, 6)")
    assert page.evaluate("window.unreloaded")
    assert faults(page) == []


@pytest.mark.parametrize("address", ["2021/draft/", "2099/later/"])
def test_what_is_not_public_is_marked(preview, reader, address):
    opened = reader()
    opened.goto(preview.address + address)
    words = {"2021/draft/": "draft", "2099/later/": "2099"}
    assert words[address] in opened.locator("main").inner_text().lower()
    assert opened.locator("meta[name=robots][content*=noindex]").count() == 1


def test_a_page_that_comes_to_be_replaces_the_one_that_was_not_there(preview, reader):
    opened = reader()
    with opened.expect_response("**/.sitegen/events"):
        opened.goto(f"{preview.address}2022/new/")
    write(preview.root, "2022/new.md", article("New", "Here at last.", "2022-01-01"))
    opened.get_by_text("Here at last.").wait_for()


LEAVE = """
let out = false;
Object.defineProperty(document, "hidden", {get: () => out});
window.leave = (gone) => { out = gone; document.dispatchEvent(new Event("visibilitychange")); };
"""
"""In a browser without a screen every tab is seen: this tells a page that another tab lies over it."""


def test_many_tabs_do_not_use_up_the_lines_to_the_preview(preview, page):
    tabs = [page.context.new_page() for _ in range(8)]
    for tab in tabs:
        tab.add_init_script(LEAVE)
        tab.goto(f"{preview.address}2019/river/", timeout=20_000)
        tab.evaluate("leave(true)")
    write(preview.root, "2019/river.md", article(body="Saved while they lay below."))
    page.get_by_text("Saved while they lay below.").wait_for()
    tabs[0].evaluate("leave(false)")
    tabs[0].get_by_text("Saved while they lay below.").wait_for()


def test_a_page_left_open_shows_what_the_next_preview_built(tmp_path, reader):
    root, opened = small_site(tmp_path), reader()
    with running(root) as first, opened.expect_response("**/.sitegen/events"):
        opened.goto(f"{first.address}2019/river/")
    write(root, "2019/river.md", article(body="Saved between two previews."))
    with running(root, "--port", str(first.port)) as second:
        assert second.port == first.port
        opened.get_by_text("Saved between two previews.").wait_for()
