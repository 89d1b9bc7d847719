"""Footnotes that are made of links."""

import pytest

from sitegen import markup
from sitegen.importing.html import tomarkdown
from sitegen.importing.wordpress import autop

WORD = """Words<a href="#_ftn1" name="_ftnref1">[1]</a> and more.<a href="#_ftn2" name="_ftnref2"><sup>[2]</sup></a>

<a href="#_ftnref1" name="_ftn1">[1]</a> The first <em>note</em>.

<a href="#_ftnref2" name="_ftn2"><sup>[2]</sup></a> The second."""
OFFICE = """<p>Words<sup><a name="n1anc" href="#n1sym"><sup>1</sup></a></sup></p>
<div id="note1"><p><a name="n1sym" href="#n1anc">1</a> A note.</p><p>Its rest.</p></div>"""
PLUGIN = """<p>Words<sup id="ref:1"><a href="#fn:1">1</a></sup></p>
<ol><li id="fn:1"><p>A note. <a href="#ref:1">↩</a></p></li></ol>"""


def test_words_footnotes():
    assert tomarkdown.markdown(autop.autop(WORD)) == (
        "Words[^ftn1] and more.[^ftn2]\n\n[^ftn1]: The first *note*.\n\n[^ftn2]: The second.\n"
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (OFFICE, "Words[^n1sym]\n\n[^n1sym]: A note.\n\n    Its rest.\n"),
        (PLUGIN, "Words[^fn-1]\n\n[^fn-1]: A note.\n"),
    ],
)
def test_footnotes_of_other_tools(html, text):
    assert tomarkdown.markdown(html) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<table><tr><th>a", "</th></tr></table>"),
        ("<table><tr><td>a<br>b", "</td></tr></table>"),
        ("<h2>a", "</h2>"),
        ("<figure><img src='a.png'><figcaption>a", "</figcaption></figure>"),
    ],
)
def test_a_footnote_of_a_cell_or_heading_is_a_link_to_it(before, after):
    note = '<p><a href="#r1" name="_n1">[1]</a> A note.</p>'
    text = tomarkdown.markdown(f'{before}<a href="#_n1" name="r1">[1]</a>{after}{note}')
    page = markup.convert(text).html
    assert page.count('href="#fn:n1"') == 1
    assert page.count('<li id="fn:n1">') == 1
    assert "#_n1" not in page


@pytest.mark.parametrize(
    "html",
    [
        '<p>Words<a href="#n1" name="r1">1</a></p><p><a name="n1">1</a> A note.</p>',
        '<p>Words<a href="#n1" name="r1">1</a> <a href="#r1" name="n1">1</a></p>',
        '<table><tr><td>a<a href="#n1" name="r1">1</a><br></td></tr></table><p><a name="n1">1</a> A note.</p>',
    ],
)
def test_links_that_make_no_footnote_keep_their_places(html):
    text = tomarkdown.markdown(html)
    assert "[^" not in text
    assert "#n1" in text
    assert '="n1"' in text
    assert '="r1"' in text
