"""Pictures with captions in a body of HTML."""

import pytest

from sitegen import markup
from sitegen.importing.html import tomarkdown

IMAGE = '<img src="/a.jpg" alt="A">'


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"{IMAGE}<figcaption>Plain &amp; short</figcaption>", '![A](/a.jpg "Plain &amp; short")'),
        (f"<a href='/b/'>{IMAGE}</a><figcaption><p>Plain</p></figcaption>", '[![A](/a.jpg "Plain")](/b/)'),
        (f"<a href='/a.jpg'>{IMAGE}</a><figcaption>Plain *</figcaption>", '![A](/a.jpg "Plain *")'),
        (
            f'{IMAGE}<figcaption>The dye, <em>seen</em> by<br><a href="/c/">Ann</a></figcaption>',
            f'<figure>{IMAGE}<figcaption>The dye, <em>seen</em> by <a href="/c/">Ann</a></figcaption></figure>',
        ),
        (
            f"<a href='/b/'>{IMAGE}</a><figcaption><em>Seen</em></figcaption>",
            f'<figure><a href="/b/">{IMAGE}</a><figcaption><em>Seen</em></figcaption></figure>',
        ),
        (f"{IMAGE}<p>Words</p><figcaption>Caption</figcaption>", "![A](/a.jpg)\n\nWords\n\n*Caption*"),
        (f"{IMAGE}{IMAGE}<figcaption>Two</figcaption>", "![A](/a.jpg)![A](/a.jpg)\n\n*Two*"),
        (f"{IMAGE}<figcaption></figcaption>", "![A](/a.jpg)"),
        ('<img src="data:," alt="A"><figcaption>Gap</figcaption>', "A\n\n*Gap*"),
    ],
)
def test_captions(inside, text):
    assert tomarkdown.markdown(f"<figure>{inside}</figure>") == f"{text}\n"


def test_a_figure_in_an_item_is_one_on_the_page():
    html = f"<ul><li>x<figure>{IMAGE}<figcaption><em>Seen</em></figcaption></figure></li></ul>"
    assert "<figcaption><em>Seen</em></figcaption>" in markup.convert(tomarkdown.markdown(html)).html


def test_captions_of_a_saved_page(bench):
    prose = "".join(
        f"<p>The river has been the colour of the dye works for {n} weeks, and nobody in the town can say why.</p>"
        for n in range(9)
    )
    image = IMAGE.replace("/a.jpg", "https://a.example.org/a.jpg")
    figures = "".join(
        f"<figure>{shown}<figcaption>{words}</figcaption></figure><p>The reeds stand still.</p>"
        for shown, words in (
            (image, "Plain"),
            (f"<p>{image}</p>", "By <em>Ann</em>"),
            ("<blockquote>Said</blockquote>", "Who"),
        )
    )
    html = f"<!doctype html><html><head><title>T</title></head><body><article>{prose}{figures}</article></body></html>"
    bench.write({"page.html": html}).run(source="page.html", date="2019-03-04", check=True)
    body = bench.body()
    assert '![A](https://a.example.org/a.jpg "Plain")' in body
    assert f"<figure>{image}<figcaption>By <em>Ann</em></figcaption></figure>" in body
    assert "> Said\n\n*Who*" in body
    assert "sitegen-" not in body
    assert bench.tally.faithfulness.listed == ()
