"""Posts in cells, headings and items."""

from sitegen.importing.body import pasted
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.html import tomarkdown

URL = "https://twitter.com/example_a/status/1102650000000000000"
POST = f'<blockquote class="twitter-tweet"><p>Words</p>&mdash; Ana (@example_a) <a href="{URL}">March 4, 2019</a></blockquote>'
NAMELESS = '<blockquote class="twitter-tweet"><p>Words</p>&mdash; Ana (@example_a)</blockquote>'


def shown(html):
    sheet = Manuscript(html, "a.xml", tokens=[])
    pasted.convert_codes(sheet)
    return sheet.unshielded(tomarkdown.markdown(sheet.result(), sheet)), sheet


def test_a_post_in_a_cell_is_a_link_there_and_shown_after_the_text():
    text, sheet = shown(f"<table><tr><td>a</td><td>{POST}</td></tr></table>")
    assert f'<a href="{URL}">Ana (@example_a)</a>' in text
    assert sheet.tweets == [{"url": URL}]
    assert [post.text for post in sheet.snapshots] == ["Words"]


def test_so_it_is_in_a_table_of_markdown():
    text, sheet = shown(f"<table><tr><th>a</th></tr><tr><td>{POST}</td></tr><tr><td>{POST}</td></tr></table>")
    assert text.count(f"| [Ana (@example_a)]({URL}) |") == 2
    assert sheet.tweets == [{"url": URL}]


def test_one_that_stands_elsewhere_is_not_shown_again():
    text, sheet = shown(f"<p>x</p>{POST}<table><tr><td>{POST}</td></tr></table>")
    assert f"\n\n{URL}\n" in text
    assert sheet.tweets == []


def test_one_without_an_address_leaves_its_authors_name():
    text, sheet = shown(f"<table><tr><td>x {NAMELESS}</td></tr></table>")
    assert "Ana" in text
    assert "[tweet:" not in text
    assert [entry["text"] for entry in sheet.tweets] == ["Words"]


def test_what_is_taken_over_from_a_part_is_listed_once():
    _, sheet = shown(f"<table><tr><td>{POST}</td><td>{NAMELESS}</td></tr></table>")
    whole = Manuscript("", "a.xml")
    for _ in range(2):
        whole.include(sheet)
    assert [entry.get("url", "nameless") for entry in whole.tweets] == ["nameless", URL]


def test_a_film_in_a_cell_is_a_link_with_its_title():
    frame = '<iframe src="https://www.youtube.com/embed/abcdefghijk" title="A film"></iframe>'
    text, sheet = shown(f"<table><tr><td>{frame}</td></tr></table>")
    assert ">A film</a>" in text
    assert sheet.tweets == [{"url": "https://www.youtube.com/watch?v=abcdefghijk"}]


def test_a_post_in_a_figure_stands_in_it():
    text, sheet = shown(f"<figure><div>{POST}</div><figcaption>Then</figcaption></figure>")
    assert text == f"{URL}\n\n*Then*\n"
    assert sheet.tweets == []


def test_a_post_in_an_item_stands_in_it():
    text, _ = shown(f"<ul><li>Saw this:{POST}</li><li><b>{POST}</b></li></ul>")
    assert text == f"- Saw this:\n\n    {URL}\n\n- {URL}\n"


def test_a_post_in_a_part_to_be_unfolded_stands_in_it():
    text, sheet = shown(f"<details><summary>S</summary>{POST}</details>")
    assert "".join(text.split("\n")) == f"<details><summary>S</summary><p>{URL}</p></details>"
    assert sheet.tweets == []
