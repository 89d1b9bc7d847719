"""Equal headings of other tools."""

import pytest

from sitegen import markup
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.dialects.commonmark import settle_dialect

THREE = "## My *notes*\n\nOne.\n\n## My notes\n\nTwo.\n\n```\n## My notes\n```\n\n## My notes ##\n\nThree.\n"


def settled(text, dialect):
    sheet = Manuscript(text, "a.md")
    start = text.find("```")
    sheet.protect(start, text.rfind("```") + 3)
    settle_dialect(sheet, dialect)
    return sheet.result()


@pytest.mark.parametrize("dialect", ["kramdown", "goldmark", "commonmark"])
def test_links_to_the_third_of_equal_headings_lead_there(dialect):
    html = markup.convert(settled(f"{THREE}\n[It](#my-notes-2)\n", dialect)).html
    assert html.index('id="my-notes-2"') > html.index("Two.")
    assert 'href="#my-notes-2"' in html


def test_others_stay_as_they_are():
    two = THREE.partition("\n```")[0]
    assert settled(f"{two}\n```\n```\n", "kramdown").startswith(two)
    assert settled(THREE, "python") == THREE
