"""What Hugo makes of names, titles and patterns."""

import pytest

from sitegen.importing.hugo import paths


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("/news/plain.name_1", "/news/plain.name_1"),
        ("The river's bank", "the-rivers-bank"),
        ("The river\u2019s bank!", "the-rivers-bank"),
        ("C++ & more: 100% of it", "c++-more-100-of-it"),
        ("  Who owns?  ", "who-owns"),
        ("a - b--c -- d", "a-b--c--d"),
        ("-first", "-first"),
        ("Reeds / Weirs", "reeds-/-weirs"),
        ("50%20off 5% of", "50%20off-5-of"),
        ("Q&A (2019) with \u0141ukasz", "qa-2019-with-\u0142ukasz"),
        ("\u0622\u0628 \u0648 \u0647\u0648\u0627", "\u0622\u0628-\u0648-\u0647\u0648\u0627"),
    ],
)
def test_names_in_addresses(text, address):
    assert paths.sanitized(text) == address


@pytest.mark.parametrize(
    ("text", "path", "slug", "word", "title"),
    [
        (
            "Reeds & Weirs - all",
            "reeds--weirs---all",
            "reeds-weirs-all",
            "reeds-weirs-all",
            "reeds-weirs-all",
        ),
        ("All+ rights", "all+-rights", "all+-rights", "all-rights", "all-rights"),
        ("1 + 1/2", "1-+-1/2", "1-+-1/2", "1--1/2", "1--1-2"),
        ("-Who-", "-who-", "who", "-who-", "-who-"),
    ],
)
def test_versions_of_hugo_differ(text, path, slug, word, title):
    style = paths.Style()
    found = (style.path(text), style.slug(text), style.word(text), style.title(text))
    assert found == (path, slug, word, title)
    older, plain = paths.Style(recent=False), paths.sanitized(text)
    assert {older.path(text), older.slug(text), older.word(text), older.title(text)} == {plain}


def test_capitals_and_accents_as_configured():
    assert paths.sanitized("\u00dcber Reeds", lower=False) == "\u00dcber-Reeds"
    assert paths.sanitized("\u00dcber Reeds", accents=False) == "uber-reeds"


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("/:year/:month/:day/:slug/", "/2019/03/04/reeds/"),
        (":monthname/:weekday/:weekdayname/:yearday", "/March/1/Monday/63"),
        ("/:sections/:slug", "/a/b/c/reeds"),
        ("/:sections[last]/:slug", "/c/reeds"),
        ("/:sections[0]/:sections[1:]/", "/a/b/c/"),
        ("/:sections[:2]/", "/a/b/"),
        ("/x\\:y/:slug", "/x:y/reeds"),
        ("/:unheard/:slug", ""),
        ("/:slug[1]", ""),
    ],
)
def test_patterns(pattern, address):
    found = paths.expanded(pattern, {"slug": "reeds"}, sections=["a", "b", "c"], moment="2019-03-04")
    assert found == address


def test_a_pattern_with_a_date_needs_one():
    assert paths.expanded("/:year/:slug", {"slug": "reeds"}, sections=[], moment="") == ""
