"""Addresses in Markdown, and in the attributes of raw HTML."""

import pytest

from sitegen.importing.addresses import AddressBook
from sitegen.importing.body import pictures
from sitegen.importing.body.linking import Linker, convert_links
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.body.pictures import Shelf
from sitegen.importing.sources import inside
from sitegen.model import Settings

SETTINGS = Settings(title="Sample", base_url="https://example.org/")


@pytest.fixture
def relinked(tmp_path):
    for name in ("film.mp4", "still.jpg", "still(1).jpg"):
        (tmp_path / name).write_bytes(b"x")

    def convert(text):
        book = AddressBook(SETTINGS, frozenset({"old.example"}))
        home = book.settle("a", slug="river", title="River", date="2019-03-04", folder="2019")
        sheet = Manuscript(text, "a.html")
        convert_links(sheet, Linker(book, Shelf((tmp_path,), book.hosts), home, old="/2019/river/"))
        return sheet

    return convert


@pytest.mark.parametrize(
    "text",
    [
        '<video controls poster="https://old.example/still.jpg" src="https://old.example/film.mp4"></video>',
        "<video src='https://old.example/film.mp4'\n poster='https://old.example/still.jpg'></video>",
        '<VIDEO SRC="https://old.example/film.mp4" POSTER="https://old.example/still.jpg"></VIDEO>',
    ],
)
def test_every_address_of_a_tag_gets_its_new_form(relinked, text):
    sheet = relinked(text)
    assert sheet.result() == text.replace("https://old.example", "")
    assert {copy.target for copy in sheet.copies} == {"film.mp4", "still.jpg"}


def test_the_second_address_of_a_tag_is_told_too_if_its_file_is_not_there(relinked):
    sheet = relinked('<video poster="/still.jpg" src="/gone.mp4"></video>')
    assert [problem.code for problem in sheet.problems] == ["missing-media"]


def test_parameters_that_look_like_characters_are_told_as_they_are(relinked):
    sheet = relinked('<a href="https://old.example/list.pdf?a=1&section=3">x</a>')
    assert "list.pdf?a=1&section=3 is not" in sheet.problems[0].message


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        (r"![x](https://old.example/still\(1\).jpg)", "![x](/still%281%29.jpg)"),
        (r"[x](https://example.com/a\_\(b\))", r"[x](https://example.com/a\_\(b\))"),
        (r"[x](lists\list.pdf) [y](gone\_\(1.pdf)", r"[x](lists\list.pdf) [y](gone\_\(1.pdf)"),
    ],
)
def test_backslashes_in_addresses(relinked, written, settled):
    assert relinked(written).result() == settled


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        ("\\[a](https://old.example/film.mp4)", "\\[a](https://old.example/film.mp4)"),
        ("\\![a](https://old.example/film.mp4)", "\\![a](/film.mp4)"),
        ("\\\\[a](https://old.example/film.mp4)", "\\\\[a](/film.mp4)"),
    ],
)
def test_a_bracket_behind_a_backslash_begins_no_link(relinked, written, settled):
    assert relinked(written).result() == settled


def test_a_file_that_many_links_lead_to_is_looked_for_once(tmp_path, monkeypatch):
    (tmp_path / "a.jpg").write_bytes(b"")
    looked = []
    monkeypatch.setattr(pictures, "inside", lambda root, path: looked.append(path) or inside(root, path))
    book = AddressBook(SETTINGS)
    home = book.settle("a", slug="river", title="River", date="2019-03-04", folder="2019")
    sheet = Manuscript("[a](a.jpg) [b](a.jpg#b) ![c](a.jpg)", "a.md")
    convert_links(sheet, Linker(book, Shelf((tmp_path,)), home, tmp_path))
    assert {copy.target for copy in sheet.copies} == {"2019/a.jpg"}
    assert looked == ["a.jpg"]
