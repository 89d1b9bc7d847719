"""What still holds of a year's archive document is taken over from the last build's file."""

from dataclasses import replace

import pytest

from feeds.archives import article, contents_of, site_of
from sitegen.feeds import feed_pages, former, render_atom

YEAR = "feeds/2019.atom.xml"
MADE = [
    article("a"),
    article("b", title="<b> & \\r“c”"),
    article("c", title="  <entry>\n    <id>x</id>"),
]


def page_of(articles):
    return next(page for page in feed_pages(site_of(articles)) if page.path == YEAR)


@pytest.fixture
def written():
    return render_atom(page_of(MADE).context, contents_of(MADE))


def test_the_entries_of_a_document_are_its_own(written):
    entries = dict(former.entries_of(written))
    assert list(entries) == [item.id for item in page_of(MADE).context.items]
    assert written.endswith(b"".join(entries.values()) + b"</feed>\n")


def test_kept_entries_need_no_contents(written):
    spared = former.sparing(page_of(MADE), lambda: written, lambda _: True)
    assert spared.contents == ()
    assert render_atom(spared.context, {}) == written


def test_what_changed_is_made_anew(written):
    edited = [article("a", title="Another"), *MADE[1:]]
    page = page_of(edited)
    spared = former.sparing(page, lambda: written, lambda entry: entry.article in MADE)
    assert len(spared.contents) == 1
    contents = contents_of(edited)
    assert render_atom(spared.context, contents) == render_atom(page.context, contents) != written


def test_an_id_that_went_to_another_article_keeps_nothing_of_the_former(written):
    page = page_of(MADE)
    one, two, *others = page.context.items
    items = (replace(one, id=two.id), replace(two, id=one.id), *others)
    swapped = replace(page, context=replace(page.context, items=items))
    spared = former.sparing(swapped, lambda: written, lambda _: True)
    assert len(spared.contents) == 2
    assert render_atom(spared.context, contents_of(MADE)) == render_atom(swapped.context, contents_of(MADE))


def test_nothing_is_read_where_every_article_changed():
    page = page_of(MADE)
    assert former.sparing(page, pytest.fail, lambda _: False) is page


def test_a_document_that_is_none_of_ours_keeps_nothing():
    page = page_of(MADE)
    assert former.sparing(page, lambda: b"<feed/>", lambda _: True) is page
