"""Pictures that scripts put in place, that stand in the text itself, or are sent on by a proxy."""

import base64
import io

import pytest
from bench import GIF
from PIL import Image
from samples import HEAD, TAIL, item

from sitegen.importing.body import lazy
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.body.pictures import original
from sitegen.importing.html import tomarkdown

EMPTY = f"data:image/gif;base64,{base64.b64encode(GIF).decode()}"
URL = "https://a.example.org/reeds.jpg"


def drawn():
    """A PNG that is more than a place-holder."""
    out = io.BytesIO()
    Image.effect_noise((20, 20), 80).save(out, "PNG")
    return out.getvalue()


def inlined(data):
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


@pytest.mark.parametrize(
    "html",
    [
        f'<img src="{EMPTY}" data-src="{URL}" alt="Reeds">',
        f'<img data-lazy-src="{URL}" alt="Reeds" src="/blank.gif"/>',
        f'<img src="" data-original="{URL}" alt="Reeds">',
        f'<img src="{EMPTY}" data-srcset="https://a.example.org/s.jpg 300w, {URL} 900w" alt="Reeds">',
        f'<img srcset="{URL} 2x, https://a.example.org/s.jpg" alt="Reeds">',
        f'<img data-url="{URL}" alt="Reeds">',
        f'<img src="{EMPTY}" data-src="{URL}" alt="Reeds"><noscript><img src="{URL}" alt="Reeds"></noscript>',
        f'<img src="{EMPTY}" class="lazy">\n<noscript><img src="{URL}" alt="Reeds"/></noscript>',
    ],
)
def test_a_picture_that_waits_is_shown_once(html):
    sheet = Manuscript(html, "a.xml", tokens=[])
    lazy.convert(sheet)
    assert tomarkdown.markdown(sheet.result()) == f"![Reeds]({URL})\n"


@pytest.mark.parametrize(
    "html", [f'<img src="{URL}" srcset="{URL} 2x" class="a">', f'<img alt="x" src="{EMPTY}">']
)
def test_a_picture_that_needs_nothing_stays(html):
    sheet = Manuscript(html, "a.xml", tokens=[])
    lazy.convert(sheet)
    assert sheet.result() == html


def test_pictures_in_the_text_of_an_export_become_files(bench):
    data = drawn()
    content = f'<p><img src="{inlined(data)}" alt="Reeds"></p>\n<p><img src="{EMPTY}" alt="Gap"></p>'
    private = item(11, "Mine", content, slug="mine", status="private")
    bench.write({"a.xml": HEAD + item(10, "River", content, slug="river") + private + TAIL})
    bench.run(source="a.xml")
    shown, gap = bench.body("2014/river.md").split("\n\n")
    assert gap == "Gap"
    path = shown.removeprefix("![Reeds](/").removesuffix(")")
    assert path.startswith("media/")
    assert (bench.root / "content" / path).read_bytes() == data
    assert (bench.root / "content/_private" / path).read_bytes() == data
    assert bench.codes == []
    assert (bench.run(source="a.xml").written, bench.tally.media) == (0, 2)


def test_one_that_cannot_be_read_is_told(bench):
    content = f'<img src="data:image/png;base64,{"A" * 400}" alt="Reeds">'
    bench.write({"a.xml": HEAD + item(10, "River", content, slug="river") + TAIL}).run(source="a.xml")
    assert bench.body() == "Reeds"
    assert "data:image/png;base64)" in bench.problem("picture-lost").message


def test_pictures_in_markdown_and_its_html(bench):
    data = drawn()
    text = (
        f'---\ntitle: A\n---\n\n![Reeds]({inlined(data)})\n\n<img src="{EMPTY}" data-src="b.png" alt="B">\n'
    )
    bench.write({"2019-03-04-a.md": text, "b.png": data}).run("markdown")
    first, second = bench.body().split("\n\n")
    assert second == '<img src="b.png" alt="B">'
    assert (bench.root / "content" / first[10:-1]).read_bytes() == data
    assert [problem.code for problem in bench.build().problems] == []


def test_pictures_in_a_saved_page(bench):
    prose = "".join(
        f"<p>The river has been the colour of the dye works for {n} weeks, and nobody in the town can say why.</p>"
        for n in range(9)
    )
    shown = f'<figure><img src="{inlined(drawn())}" alt="Reeds"></figure><p><img src="{EMPTY}" data-src="{URL}" alt="Far"></p>'
    html = f"<!doctype html><html><head><title>T</title></head><body><article>{prose}{shown}{prose}</article></body></html>"
    bench.write({"page.html": html}).run(source="page.html", date="2019-03-04")
    pictures = [part for part in bench.body().split("\n\n") if part.startswith("!")]
    assert pictures[1] == f"![Far]({URL})"
    assert (bench.root / "content" / pictures[0].removeprefix("![Reeds](/")[:-1]).is_file()


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://i0.wp.com/river.example.net/a/b.jpg?ssl=1", "https://river.example.net/a/b.jpg"),
        ("//i2.wp.com/river.example.net/a/b.jpg", "https://river.example.net/a/b.jpg"),
        ("https://stats.wp.com/river.example.net/a", "https://stats.wp.com/river.example.net/a"),
        (URL, URL),
    ],
)
def test_what_a_proxy_sends_on(url, target):
    assert original(url) == target


def test_a_proxied_picture_of_the_site_is_its_file(bench, tmp_path):
    (tmp_path / "up/2014/03").mkdir(parents=True)
    (tmp_path / "up/2014/03/reeds.jpg").write_bytes(GIF)
    content = '<img src="https://i1.wp.com/river.example.net/wp-content/uploads/2014/03/{}?resize=3%2C2" alt="Reeds">'
    more = item(11, "B", content.format("gone.jpg"), slug="b")
    bench.write({"a.xml": HEAD + item(10, "A", content.format("reeds.jpg"), slug="a") + more + TAIL})
    bench.run(source="a.xml", uploads=tmp_path / "up")
    assert bench.body("2014/a.md") == "![Reeds](/media/2014/03/reeds.jpg)"
    assert "gone.jpg" in bench.problem("missing-media").message
