"""Who wrote a saved page."""

import pytest

from sitegen.importing.text.bylines import authors


def data(text):
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ('<meta name="author" content="Ana Example"><meta content="Bo Example" name="author">', ["Ana Example", "Bo Example"]),
        ('<meta name="Author" content="Example, Ana">', ["Example, Ana"]),
        ('<meta name="author" content="Friends of the Weir; Reeds &amp; Co.">', ["Friends of the Weir", "Reeds & Co."]),
        ('<meta property="article:author" content="https://social.example.org/ana">', []),
        ('<meta name="author" content="ana@example.org">', []),
        (data('{"@type":"NewsArticle","author":[{"name":"Ana Example"},{"name":"Bo  Example"}]}'), ["Ana Example", "Bo Example"]),
        (
            data('{"@graph":[{"@type":["Article"],"author":{"@id":"#a"}},{"@type":"Person","@id":"#a","name":"Ana Example"}]}'),
            ["Ana Example"],
        ),
        (data('[{"@type":"BlogPosting","author":"Ana Example"}]') + '<meta name="author" content="admin">', ["Ana Example"]),
        (data('{"@type":"Organization","author":{"name":"No"}}') + data("{broken"), []),
        (data('{"@type":"Report","author":[null,{"name":["Ana Example"]},5]}'), ["Ana Example"]),
    ],
)  # fmt: skip
def test_what_a_page_says_for_machines(head, names):
    assert authors(head, "") == names


@pytest.mark.parametrize(
    ("guessed", "names"),
    [
        ("Ana Example; Bo E", ["Ana Example", "Bo E."]),
        ("Ana Example; March 4", ["Ana Example"]),
        ("", []),
    ],
)
def test_what_is_guessed_of_its_words(guessed, names):
    assert authors("<p>By Ana Example and Bo E., March 4, 2019</p>", guessed) == names


def test_several_authors_of_a_saved_page(bench):
    prose = "".join(
        f"<p>The river has been the colour of the dye works for {n} weeks, and nobody in the town can say why.</p>"
        for n in range(9)
    )
    head = (
        '<title>T</title><meta name="author" content="Ana Example"><meta name="author" content="Bo Example">'
    )
    html = f"<!doctype html><html><head>{head}</head><body><article>{prose}</article></body></html>"
    bench.write({"page.html": html}).run(source="page.html", date="2019-03-04")
    assert bench.front().authors == ("Ana Example", "Bo Example")
