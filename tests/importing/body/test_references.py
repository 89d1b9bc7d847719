"""Ampersands in attributes."""

import pytest

from sitegen.importing.body import references


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("?a=1&section=3", "?a=1&section=3"),
        (
            "?a=1&copy=2&region=3&current=4&not=5&para=6&times=7",
            "?a=1&copy=2&region=3&current=4&not=5&para=6&times=7",
        ),
        ("?a=1&amp;b=2&#38;c=3", "?a=1&b=2&c=3"),
        ("?q=caf&eacute;&lang=fr", "?q=café&lang=fr"),
        ("&copy 2015", "© 2015"),
    ],
)
def test_only_what_html_takes_for_a_character_is_one(written, meant):
    assert references.value(written) == meant


def test_attributes_by_name_however_they_are_quoted():
    tag = """<a HREF="?a=1&section=3" title='a class="x"' data-class=y z>"""
    assert references.attributes(tag) == {"href": "?a=1&section=3", "title": 'a class="x"', "data-class": "y"}


def test_ampersands_of_text_are_not_touched():
    html = '<p title="a > b &sect=1">&sect= &copy <a href="?x&section=1">'
    assert (
        references.spelt_out(html) == '<p title="a > b &amp;sect=1">&sect= &copy <a href="?x&amp;section=1">'
    )
