"""The body of an article, finished for a page or a feed."""

from functools import partial

import pytest

from make import article
from sitegen.body import render_body
from sitegen.model import Card, Content, Entry
from sitegen.urls import relative

OWN = "https://river.example.org/sub/"
FOUND = article()
CARD = Card(
    FOUND.path, "2019/river/", "en", FOUND.title, FOUND.date, False, "", (), (), None, None, False, False, ""
)
ENTRY = Entry(FOUND, CARD.url, CARD, (), ())


def shown(html, *, medium="page", own=OWN, **options):
    href = partial(relative, page="2019/river/", **options)
    return render_body(Content(html=html), ENTRY, href=href, medium=medium, own=own).html


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (OWN, "../../"),
        (OWN.rstrip("/"), "../../"),
        (f"{OWN}2020/lead/", "../../2020/lead/"),
        ("http://river.example.org/sub/2020/lead/#part", "../../2020/lead/#part"),
        (f"{OWN}2019/river/#part", "#part"),
        (f"{OWN}tags/%D8%A2%D8%A8/", "../../tags/%D8%A2%D8%A8/"),
        (f"{OWN}search/?q=a%26b&amp;tag=x", "../../search/?q=a%26b&amp;tag=x"),
    ],
)
def test_links_to_the_sites_own_whole_address_are_relative(url, link):
    html = f'<p>A <a href="{url}" rel="noopener noreferrer" title="T">word</a></p>'
    assert shown(html) == f'<p>A <a href="{link}" title="T">word</a></p>'


@pytest.mark.parametrize(
    "url",
    [
        "https://river.example.org/",
        "https://river.example.org/subway/",
        "https://river.example.org.evil.example/sub/",
        "https://else.example.org/?u=https://river.example.org/sub/",
        f"{OWN}a%3Fb/",
        f"{OWN}https://else.example.org/",
    ],
)
def test_other_links_stay(url):
    html = f'<p><a href="{url}" rel="noopener noreferrer">https://river.example.org/sub/</a></p>'
    assert shown(html) == html


def test_links_for_readers_of_files_name_the_file():
    assert 'href="../../2020/lead/index.html"' in shown(f'<a href="{OWN}2020/lead/">x</a>', file_links=True)


def test_feeds_and_sites_without_an_address_keep_whole_links():
    html = f'<p><a href="{OWN}2020/lead/" rel="noopener noreferrer">x</a></p>'
    assert shown(html, medium="feed") == shown(html, own="") == html
