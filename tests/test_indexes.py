"""What crawlers and servers read: sitemaps, `robots.txt`."""

from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from make import NOW, SETTINGS, article, on
from sitegen import indexes
from sitegen.link import Stock, link
from sitegen.model import LanguageSettings, Withdrawal

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LASTMOD = "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod"
ROOT = SETTINGS.base_url


def sitemaps(*articles, settings=SETTINGS):
    linked = link(articles, settings, Stock(), now=NOW, drafts=True, future=True)
    pages = indexes.sitemap_pages(linked.site)
    return {page.path: ET.fromstring(page.context) for page in pages}


def addresses(tree):
    return [found.text.removeprefix(ROOT) for found in tree.iter(LOC)]


def test_a_sitemap_lists_what_a_search_engine_should_find():
    river = article(tags=("water",), authors=("Ada",), updated=on(2021, 3, 4))
    gone = article("2018/gone.md", withdrawn=Withdrawal("2020-01-01", "Wrong."))
    draft = article("2019/later.md", draft=True)
    unborn = article("2026/unborn.md", date=NOW + timedelta(days=1))
    found = sitemaps(river, gone, draft, unborn, article("pages/about.md", title="About", date=None))
    tree = found.pop("sitemap.xml")
    assert found == {}
    assert addresses(tree) == [
        "", "2019/river/", "about/", "tags/", "authors/", "archive/", "corrections/", "evidence/", "feeds/",
        "verify/", "archive/2026/", "archive/2019/", "tags/water/", "authors/ada/",
    ]  # fmt: skip
    assert [found.text for found in tree.iter(LASTMOD)] == ["2021-03-04"]


def test_a_correction_makes_an_article_new_for_crawlers():
    river = article(updated=on(2021, 3, 4), corrected=on(2022, 5, 6))
    assert [found.text for found in sitemaps(river)["sitemap.xml"].iter(LASTMOD)] == ["2022-05-06"]


def test_every_language_is_in_it():
    settings = replace(SETTINGS, languages=(LanguageSettings("fa", "نمونه"),))
    listed = addresses(
        sitemaps(article(), article("2019/river.fa.md", lang="fa"), settings=settings)["sitemap.xml"]
    )
    assert {"2019/river/", "fa/", "fa/2019/river/", "fa/archive/2019/"} <= set(listed)


def test_addresses_are_written_for_xml():
    settings = replace(SETTINGS, base_url="https://archive.example.org/a&b/")
    tree = sitemaps(article("2019/رود.md"), settings=settings)["sitemap.xml"]
    assert "a&b/2019/%D8%B1%D9%88%D8%AF/" in addresses(tree)


@pytest.mark.parametrize(
    ("limit", "names"), [(11, ["sitemap.xml"]), (10, ["sitemap-1.xml", "sitemap-2.xml"])]
)
def test_past_the_limit_it_is_an_index_of_others(monkeypatch, limit, names):
    whole = addresses(sitemaps(article(), article("2019/lake.md"))["sitemap.xml"])
    assert len(whole) == 11
    monkeypatch.setattr(indexes, "SITEMAP_LIMIT", limit)
    found = sitemaps(article(), article("2019/lake.md"))
    index = found.pop("sitemap.xml") if len(names) > 1 else None
    assert list(found) == names
    assert [address for tree in found.values() for address in addresses(tree)] == whole
    assert index is None or addresses(index) == names


def test_without_an_address_there_is_none():
    nowhere = replace(SETTINGS, base_url="")
    assert sitemaps(article(), settings=nowhere) == {}
    assert "Sitemap:" not in indexes.robots(nowhere).context
    assert f"Sitemap: {ROOT}sitemap.xml\n" in indexes.robots(SETTINGS).context
