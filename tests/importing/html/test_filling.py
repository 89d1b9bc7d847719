"""The children of an element set all at once."""

import pytest
from bs4 import BeautifulSoup

from growth import grows_evenly
from sitegen.importing.html import tomarkdown
from sitegen.importing.html.filling import fill


def test_the_tree_is_whole_afterwards():
    soup = BeautifulSoup("<div>a<b>b</b>c</div><p>d</p>", "html.parser")
    new = soup.new_tag("i")
    first, second, third = soup.div.contents
    fill(new, [first, second])
    fill(soup.div, [new, third])
    assert str(soup) == "<div><i>a<b>b</b></i>c</div><p>d</p>"
    forth = list(soup.descendants)
    assert [str(el.name or el) for el in forth] == ["div", "i", "a", "b", "b", "c", "p", "d"]
    assert [forth[-1], *forth[-1].previous_elements][::-1] == forth
    soup.div.extract()
    assert str(soup) == "<p>d</p>"


def test_an_element_is_emptied():
    soup = BeautifulSoup("<ul><li>a</li></ul><p>b</p>", "html.parser")
    fill(soup.ul, ())
    assert soup.get_text() == "b"


def _note(n):
    return f'<li id="n{n}">note <a href="#r{n}">^</a></li>'


def test_notes_that_leave_a_list_do_not_tear_it():
    refs = "".join(f'<p>a<a href="#n{n}" id="r{n}">{n}</a></p>' for n in (1, 2))
    html = f"{refs}<ul><li>x<ul>{_note(1)}<li>y</li>{_note(2)}</ul></li><li><b>z<p>w</p></b></li></ul>"
    text = tomarkdown.markdown(html)
    assert "[^n1]: note" in text
    assert "[^n2]: note" in text
    assert [word for word in "xyzw" if word not in text] == []


@pytest.mark.parametrize(
    "piece",
    ["<blockquote><p>q</p></blockquote>", "<!-- c -->t ", "t<br><br>", "t<p>x</p>"],
    ids=["quotations", "comments", "breaks", "mixed"],
)
def test_a_body_of_many_pieces_takes_time_that_grows_as_it_does(piece):
    """Four times as many pieces took sixteen times as long."""
    assert grows_evenly(tomarkdown.markdown, piece * 1_500, piece * 6_000, factor=9)
