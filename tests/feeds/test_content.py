"""What is made of an article for one feed serves the others."""

from dataclasses import replace

from feeds.archives import article, atom_html, contents_of, one, site_of
from sitegen.feeds import feed_pages
from sitegen.feeds.content import _Shelf, posts
from sitegen.model import Content, Source

MADE = [article("a", title="Once"), article("b", title="Once, too")]


def context(path, articles=MADE):
    return next(page.context for page in feed_pages(site_of(articles)) if page.path == path)


def test_an_article_is_made_once_for_all_feeds_that_show_it():
    first = list(posts(context("atom.xml"), contents_of(MADE)))
    again = posts(context("feeds/2019.atom.xml"), {})
    assert [id(post) for post in again] == [id(post) for post in first]


def test_another_root_or_another_edit_makes_it_anew():
    feed = context("atom.xml")
    [shown, _] = posts(feed, contents_of(MADE))
    elsewhere = replace(feed, base_url="https://other.example.org/")
    assert next(posts(elsewhere, contents_of(MADE))).url == "https://other.example.org/2019/a/"
    edited = [article("a", title="Twice"), MADE[1]]
    assert next(posts(context("atom.xml", edited), contents_of(edited))).html != shown.html


def test_the_shelf_lets_the_oldest_go():
    [long, _] = posts(context("atom.xml"), contents_of(MADE))
    shelf = _Shelf(room=2 * len(long.html))
    for name in "abc":
        shelf.put((name,), long)
    assert list(shelf.kept) == [("b",), ("c",)]


def test_addresses_in_feeds_are_uris():
    links = '<p><a href="https://src.example/ü?a=1&amp;b=é">a</a></p>'
    links += '<p><a href="mailto:x@example.org?subject=a b">m</a></p>'
    made = one(Content(links, sources=(Source("s", "https://src.example/a?c=ü%20d"),)))
    html = atom_html(made["atom.xml"])
    assert 'href="https://src.example/%C3%BC?a=1&amp;b=%C3%A9"' in html
    assert 'href="mailto:x@example.org?subject=a%20b"' in html
    assert 'href="https://src.example/a?c=%C3%BC%20d"' in html
