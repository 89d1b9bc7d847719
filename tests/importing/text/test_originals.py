"""The blocks of saved pages: what stands on the page stands in the article."""

import pytest

from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.text import webpage

PROSE = [
    f"<p>The keeper of the ferry wrote {n} names in the book of that day, and the book has been gone since the autumn.</p>"
    for n in range(5)
]
HEAD = '<head><title>The ferry</title><link rel="canonical" href="https://news.example.org/ferry"></head>'
IMAGE = '<img src="/{0}-150x150.jpg" alt="{0}">'


def page(*blocks, behind=""):
    """What a page with blocks among its prose becomes, with the problems told of it."""
    inside = "".join((*PROSE[:2], "\n".join(blocks), *PROSE[2:], behind))
    html = f"<!doctype html><html>{HEAD}<body><article><h1>The ferry</h1><div>{inside}</div></article></body></html>"
    sheet = Manuscript(html, "page.html", tokens=[])
    found = webpage.read(html, sheet)
    between = (
        found.body.partition("1 names")[2]
        .partition("\n\n")[2]
        .partition("\n\nThe keeper of the ferry wrote 2")
    )
    return between[0], found.body, sheet.problems


SHOWN = [
    ('<div class="wp-block-buttons"><div class="wp-block-button"><a href="https://sign.example.net/">Sign</a></div></div>', "[Sign](https://sign.example.net/)"),
    ('<div class="wp-block-file"><a href="/l.pdf">The list</a> <a href="/l.pdf">Download</a></div>', "[The list](/l.pdf) [Download](/l.pdf)"),
    ('<figure class="wp-block-audio"><audio src="/a.mp3"></audio><figcaption>A call</figcaption></figure>', '<audio controls src="/a.mp3"></audio>\n\n*A call*'),
    (f'<dl class="gallery-item"><dt><a href="/d.jpg">{IMAGE.format("d")}</a></dt><dd class="wp-caption-text">The quay</dd></dl>', '![d](/d.jpg "The quay")'),
    (f'<div class="wp-caption">{IMAGE.format("w")}<p class="wp-caption-text">The pier</p></div>', '![w](/w-150x150.jpg "The pier")'),
    (f'<table class="tr-caption-container"><tr><td>{IMAGE.format("b")}</td></tr><tr><td class="tr-caption">Snow</td></tr></table>', '![b](/b-150x150.jpg "Snow")'),
    ("<table><tr><td>Heron</td><td>12</td></tr></table>", "<table><tr><td>Heron</td><td>12</td></tr></table>"),
    ('<div>Words of <time>3 March</time> and <a href="/x">more</a><br><br>Others</div>', "Words of 3 March and [more](/x)\n\nOthers"),
    ('<figure><a href="https://other.example.com/"><div><h3>A card</h3></div><p>Its text</p></a></figure>', "### [A card](https://other.example.com/)\n\n[Its text](https://other.example.com/)"),
    ('<blockquote class="wp-embedded-content"><a href="/o/">Other</a></blockquote><iframe class="wp-embedded-content" src="/o/embed/"></iframe>', "> [Other](/o/)"),
    ('<h2>Who <button>was there</button></h2>', "## Who was there"),
    ("<hr>", "---"),
]  # fmt: skip


def test_every_block_stands_where_it_stood():
    between, body, problems = page(*(html for html, _ in SHOWN))
    assert between == "\n\n".join(text for _, text in SHOWN)
    assert "sitegen-" not in body
    assert problems == []


@pytest.mark.parametrize(
    "note",
    [
        '<ol class="wp-block-footnotes"><li id="n">In the <a href="/b">book</a>. <a href="#r">↩︎</a></li></ol>',
        '<div><a id="n" href="#r">1</a><div><p>In the <a href="/b">book</a>.</p></div></div>',
    ],
)
def test_footnotes_stay_footnotes(note):
    between, body, _ = page('<p id="other">Gone<sup><a href="#n" id="r">1</a></sup></p>', behind=note)
    assert (between, body.splitlines()[-1]) == ("Gone[^n]", "[^n]: In the [book](/b).")


def test_words_that_are_left_out_are_told_with_their_place():
    aside = "<aside><p>A clerk\nsaid so.</p></aside>"
    between, _, problems = page("<p>One</p>\n", aside, "<div class='share'><p>Share this</p></div>")
    assert between == "One"
    assert [(it.code, it.line, it.column) for it in problems] == [("words-outside", 3, 11)]
    assert "“A clerk said so.”" in problems[0].message


def test_a_line_behind_all_prose_parts_nothing():
    assert page("<p>One</p>", behind="<hr>")[1].endswith("since the autumn.\n")


@pytest.mark.parametrize(
    "html", ["<p>", "<html><body></body></html>", "<html></html>", "<!doctype html><br>"]
)
def test_a_page_without_an_article_is_none(html):
    assert webpage.read(html, Manuscript(html, "page.html", tokens=[])) is None


def test_words_that_run_as_their_page_does_need_no_direction():
    html = "".join(PROSE).replace("<p>", '<p dir="rtl">')
    html = f'<!doctype html><html lang="fa">{HEAD}<body><article>{html}</article></body></html>'
    assert "dir" not in webpage.read(html, Manuscript(html, "page.html", tokens=[])).body
