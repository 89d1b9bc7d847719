"""The record of public addresses: what is kept, what is missed, what counts as still answered."""

import json
from datetime import UTC, datetime

from security.hostile import put
from sitegen.checking import check
from sitegen.checking.published import NAME, lost, read_published, record
from sitegen.report import Options

SETTINGS = "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n"
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
    assert read_published(tmp_path) == (frozenset({"a/", "b/", "c/"}), ())


def test_a_record_that_cannot_be_read_is_told_and_never_overwritten(tmp_path):
    for text in ("{", "[]", '{"urls": 5}', '{"version": 1}'):
        put(tmp_path, NAME, text)
        urls, problems = read_published(tmp_path)
        assert (urls, [problem.code for problem in problems]) == (frozenset(), ["published-unreadable"])
        assert "delete it and record anew" in problems[0].hint
        assert record(tmp_path, ["a/"]) is None
        assert (tmp_path / "content" / NAME).read_text() == text


def test_each_lost_address_is_an_error_of_its_own():
    assert [problem.message[:5] for problem in lost(frozenset({"a/", "b/"}), frozenset({"c/"}))] == [
        "/a/ w",
        "/b/ w",
    ]


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
    assert "bring the file back" in problem.hint
