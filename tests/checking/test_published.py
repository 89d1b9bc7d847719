"""The record of public addresses: what is kept, what is missed, what counts as still answered."""

import json
from datetime import UTC, datetime

import pytest

from security.hostile import put
from sitegen.checking import check
from sitegen.checking.published import NAME, lost, read_published, record
from sitegen.feeds.ids import article_ids
from sitegen.model import Settings
from sitegen.report import Options

SETTINGS = "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n"
SITE = Settings(title="Sample", base_url="https://archive.example.org/")
RIVER = "---\ntitle: River\ndate: 2019-01-01\n---\nText.\n"


def checked(root):
    return check(root, Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1), progress=lambda *_: None)


def codes(found):
    return [(problem.code, problem.message) for problem in found.report.problems if "lost" in problem.code]


def test_an_address_on_record_must_not_vanish_but_may_move_or_be_withdrawn(tmp_path):
    put(tmp_path, "site.yaml", SETTINGS)
    put(tmp_path, "river.md", RIVER)
    put(tmp_path, "lake.md", RIVER.replace("River", "Lake"))  # so that the year keeps its page
    put(tmp_path, "draft.md", RIVER.replace("title: River", "title: Draft\ndraft: true"))
    assert record(tmp_path, checked(tmp_path).urls) > 5
    urls = json.loads((tmp_path / "content" / NAME).read_text())["urls"]
    assert "2019/river/" in urls
    assert not [url for url in urls if "draft" in url or "static" in url]
    assert record(tmp_path, urls) == 0
    (tmp_path / "content/river.md").rename(tmp_path / "content/stream.md")
    assert codes(checked(tmp_path)) == [("lost-url", "/2019/river/ was public, and would vanish")]
    put(tmp_path, "stream.md", RIVER.replace("---\nText", "aliases: [/2019/river/]\n---\nText"))
    assert codes(checked(tmp_path)) == []
    put(tmp_path, "stream.md", RIVER.replace("---\nText", "slug: river\nwithdrawn: true\n---\nText"))
    assert codes(checked(tmp_path)) == []


def test_what_was_once_public_stays_on_record(tmp_path):
    (tmp_path / "content").mkdir()
    record(tmp_path, ["a/", "b/"])
    record(tmp_path, ["c/"])
    assert read_published(tmp_path) == ({"a/": 4, "b/": 5, "c/": 6}, ())


def test_a_record_that_cannot_be_read_is_told_and_never_overwritten(tmp_path):
    odd = ('{"urls": "a/"}', '{"urls": [null]}', '{"urls": ["a/\\ud800"]}', "[" * 100_000)
    for text in ("{", "[]", '{"urls": 5}', '{"version": 1}', *odd):
        put(tmp_path, NAME, text)
        urls, problems = read_published(tmp_path)
        assert (urls, [problem.code for problem in problems]) == ({}, ["published-unreadable"])
        assert "delete it and record anew" in problems[0].hint
        assert record(tmp_path, ["a/"]) is None
        assert (tmp_path / "content" / NAME).read_text() == text


def test_each_lost_address_is_an_error_at_its_line_of_the_record():
    found = lost({"a/": 4, "b/": 5}, frozenset({"c/"}), SITE)
    assert [(problem.message[:5], problem.line) for problem in found] == [("/a/ w", 4), ("/b/ w", 5)]


@pytest.mark.parametrize(
    ("url", "cure"),
    [
        ("2019/river/", "aliases: [/its/own/address/, /2019/river/]"),
        ("fa/2019/river/", "aliases: [/its/own/address/, /fa/2019/river/]"),
        ("about/", "give what replaces it “aliases: [/about/]”"),
        ("tags/water/", "tags: {water: {title: NAME, aliases: [NAME]}}"),
        ("fa/tags/water/atom.xml", "tags: {water: {title: NAME, aliases: [NAME]}}"),
        ("authors/hana-ferris/feed.json", "authors: {hana-ferris: {name: NAME}}"),
        ("archive/2019/", "it listed the articles of 2019"),
        ("fa/feeds/2019.atom.xml", "it told of the articles of 2019"),
        ("fa/atom.xml", "bring it back"),
        ("figures.json", "bring it back"),
    ],
)
def test_the_cure_of_a_lost_address_is_one_that_can_be_followed(url, cure):
    [problem] = lost({url: 4}, frozenset(), SITE)
    assert cure in problem.hint
    can_redirect = "article" in problem.hint or url == "about/"
    assert can_redirect or "take it out of this record" in problem.hint


def test_terms_that_are_renamed_as_check_says_keep_page_and_feeds(tmp_path):
    put(tmp_path, "site.yaml", SETTINGS)
    named = "---\ntitle: River\ndate: 2019-01-01\ntags: [{}]\nauthors: [{}]\n---\nText.\n"
    put(tmp_path, "river.md", named.format("water rights", "Hana Ferris"))
    record(tmp_path, checked(tmp_path).urls)
    put(tmp_path, "river.md", named.format("Rights to water", "H. Ferris"))
    assert len(codes(checked(tmp_path))) == 8
    cures = (
        "tags: {water-rights: {title: Rights to water, aliases: [Rights to water]}}\n"
        "authors: {hana-ferris: {name: H. Ferris}}\n"
    )
    put(tmp_path, "site.yaml", SETTINGS + cures)
    assert codes(checked(tmp_path)) == []


def test_an_article_that_replaces_another_keeps_its_own_feed_id(tmp_path):
    put(tmp_path, "site.yaml", SETTINGS)
    aliases = "aliases: [/2019/stream/, /2019/river/]\n"
    put(tmp_path, "stream.md", RIVER.replace("---\nText", f"{aliases}---\nText"))
    found = checked(tmp_path)
    assert found.report.problems == ()
    assert list(article_ids(found.site).values()) == ["tag:archive.example.org,2026:/2019/stream/"]
    built = tmp_path / ".sitegen/check"
    assert (built / "_redirects").read_text() == "/2019/river/ /2019/stream/ 301\n"
    assert "Text." in (built / "2019/stream/index.html").read_text()


def test_documents_are_on_record_and_what_only_helps_to_show_pages_is_not(tmp_path):
    put(tmp_path, "site.yaml", SETTINGS)
    put(tmp_path, "2019/river.md", RIVER.replace("Text", "[Plan](plan.pdf)"))
    for path in ("2019/plan.pdf", "data/page/levels.csv", "minutes.TXT", "2019/photo.svg", "2019/print.css"):
        put(tmp_path, path, "<svg xmlns='http://www.w3.org/2000/svg'/>" if path.endswith("svg") else "1,2")
    urls = checked(tmp_path).urls
    record(tmp_path, urls)
    files = {url for url in urls if "." in url and not url.endswith((".xml", ".json"))}
    documents = {"2019/plan.pdf", "data/page/levels.csv", "minutes.TXT"}
    assert files == documents | {"feeds/subscriptions.opml"}
    (tmp_path / "content/minutes.TXT").unlink()
    (problem,) = [p for p in checked(tmp_path).report.problems if p.code == "lost-url"]
    assert problem.message == "/minutes.TXT was public, and would vanish"
    assert "bring it back" in problem.hint
