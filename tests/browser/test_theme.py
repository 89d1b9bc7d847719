"""What the theme does with colours and room that are not its own."""

import re
from pathlib import Path

import pytest

from browser.conftest import build_sample
from browsing import served

GUIDE = Path(__file__).resolve().parents[2] / "docs/content/develop/theme.md"
EXAMPLE = re.compile(r"`templates/([\w.]+)`:\n\n```html\n(.*?)```", re.DOTALL)

COLOURS = """accent => {
  document.documentElement.style.setProperty("--accent", accent);
  const pen = document.createElement("canvas").getContext("2d");
  const seen = (name) => {
    const box = document.body.appendChild(document.createElement("div"));
    box.style.color = `var(${name})`;
    pen.fillStyle = getComputedStyle(box).color;
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  return ["--strong", "--paper", "--tint"].map(seen);
}"""


def luminance(colour):
    """The relative luminance of an sRGB colour, as WCAG 2.2 reckons it."""
    parts = (part / 255 for part in colour)
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_links_can_be_read_whatever_the_accent(reader, address, scheme):
    page = reader(scheme=scheme)
    page.goto(f"{address}tags/")
    for accent in ("#000", "#00003c", "#767676", "#ffff00", "#fff", "#00ff00", "#0000ff", "rebeccapurple"):
        strong, *grounds = page.evaluate(COLOURS, accent)
        assert min(contrast(strong, ground) for ground in grounds) >= 4.5, accent


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_a_table_of_five_columns_fits(reader, address, width):
    page = reader(width=width)
    page.goto(f"{address}2016/what-the-river-card-says/")
    assert (
        page.eval_on_selector(".scroll:has(th:nth-child(5))", "box => box.scrollWidth - box.clientWidth") == 0
    )


def test_long_names_leave_the_search_as_wide_as_the_screen(reader, address):
    page = reader(width=320)
    page.goto(f"{address}search/")
    page.eval_on_selector(
        ".filters",
        """box => {
          box.hidden = false;
          box.innerHTML = `<select><option>${"A society with a long name ".repeat(9)}</option></select>`;
        }""",
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_what_was_searched_for_stands_out_in_forced_colours(reader, address):
    page = reader(scheme="dark", forced_colors="active")
    page.goto(f"{address}search/")
    page.eval_on_selector(".status", "box => { box.innerHTML = '<mark>river</mark>' }")
    colours = page.eval_on_selector(
        "mark", "mark => [getComputedStyle(mark).color, getComputedStyle(mark).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 0)"]


def test_a_drawing_without_a_ground_stands_on_a_light_one_in_the_dark(reader, address):
    page = reader(scheme="dark")
    page.goto(f"{address}2016/what-the-river-card-says/")
    ground = page.eval_on_selector(".prose img[src$='.svg']", "img => getComputedStyle(img).backgroundColor")
    assert ground == "rgb(236, 232, 223)"


@pytest.mark.parametrize(
    ("lang", "leading"), [("th", 1.4), ("my", 1.4), ("hi", 1.4), ("ja", 1.25), ("ko", 1.25), ("prs", 1.45)]
)
def test_marks_of_a_script_have_room_and_what_has_no_italics_is_not_slanted(reader, address, lang, leading):
    page = reader()
    page.goto(f"{address}about/")
    page.evaluate("lang => { document.documentElement.lang = lang }", lang)
    page.eval_on_selector("h1", "head => { head.innerHTML = '<em>' + head.textContent + '</em>' }")
    found = page.eval_on_selector(
        "h1 em",
        "em => { const s = getComputedStyle(em); return [parseFloat(s.lineHeight) / parseFloat(s.fontSize), s.fontStyle] }",
    )
    assert found == [pytest.approx(leading, abs=0.01), "normal"]


def test_what_the_guide_adds_to_templates_has_room(reader, tmp_path):
    (tmp_path / "templates").mkdir()
    for name, code in EXAMPLE.findall(GUIDE.read_text("utf-8")):
        if name != "_footer.html":
            (tmp_path / "templates" / name).write_text(code, "utf-8")
    with served(build_sample(tmp_path).parent) as root:
        for width in (360, 1280):
            page = reader(width=width)
            for place in ("", "2016/what-the-river-card-says/"):
                page.goto(f"{root}archive/{place}")
                line, head = (
                    page.locator(f"body > {name}").bounding_box() for name in (".kicker", ".masthead")
                )
                assert (line["x"], line["width"]) == (head["x"], head["width"])
            text, notice = (page.locator(name).bounding_box() for name in (".e-content", ".prose + .notice"))
            assert notice["y"] - text["y"] - text["height"] >= 16
