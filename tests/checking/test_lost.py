"""What a check tells of evidence without asking anybody: what is lost, and what cannot be relied on."""

import json

import pytest

from security.hostile import put
from sitegen.build import build
from sitegen.checking import check
from sitegen.checking.sources import out_of_reach
from sitegen.report import Options
from sitegen.snapshots import SourceRecord

SETTINGS = "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n"
POST = "https://x.com/example_a/status/1500000000000000001"
SOURCES = "sources:\n  - https://news.example.org/a\n  - https://news.example.org/b\n"


def checked(root, text, **files):
    put(root, "site.yaml", SETTINGS)
    put(root, "river.md", f"---\ntitle: River\ndate: 2019-01-01\n{text}")
    for path, data in files.items():
        put(root, path, json.dumps(data))
    return check(root, Options(jobs=1), progress=lambda *_: None)


def told(found, code):
    return [(p.line, p.column, p.message) for p in found.report.problems if p.code == code]


def test_a_dead_source_without_a_copy_is_told(tmp_path):
    dead = {"status": "dead", "gone_since": "2026-01-01", "archives": []}
    copy = [{"url": "https://web.archive.org/web/2021/https://news.example.org/b", "date": "2021-01-01"}]
    ledger = {"https://news.example.org/a": dead, "https://news.example.org/b": dead | {"archives": copy}}
    found = checked(tmp_path, f"{SOURCES}---\nText.\n", **{"_snapshots/sources.json": {"sources": ledger}})
    message = "the source https://news.example.org/a is dead, and there is no archived copy"
    assert told(found, "dead-source") == [(5, 5, message)]


def test_sources_out_of_reach_are_told_in_one_message_for_each_reason(tmp_path):
    entries = checked(tmp_path, f"{SOURCES}---\nText.\n").site.editions[0].entries
    urls = ("https://news.example.org/a", "https://news.example.org/b")
    for answer in ("unresolved", "tls", "unreachable"):
        [problem] = out_of_reach(tmp_path, entries, {url: SourceRecord(url, answer=answer) for url in urls})
        assert (problem.path, problem.line) == ("content/river.md", 5)
        assert problem.message.startswith("2 of the sources cannot be reached")
        assert all(url in problem.message for url in urls)
    states = {
        urls[0]: SourceRecord(urls[0], answer="503"),
        urls[1]: SourceRecord(urls[1], status="dead", answer="tls"),
    }
    assert [*out_of_reach(tmp_path, entries, states)] == []


@pytest.mark.parametrize("where", ["entry", "snapshot", ""])
def test_nobody_is_sent_to_capture_a_post_that_is_gone(tmp_path, where):
    entry = f"tweets: [{{url: '{POST}', status: deleted}}]\n" if where == "entry" else ""
    state = {"status": "deleted"} if where == "snapshot" else {}
    found = checked(tmp_path, f"{entry}---\n{POST}\n", **{"_snapshots/x/1500000000000000001.json": state})
    [problem] = [p for p in found.report.problems if p.code == "uncaptured-post"]
    assert ("sitegen capture" in problem.hint) == (where == "")
    assert ("is deleted, and was never captured" in problem.message) == (where != "")


def test_an_archive_that_cannot_be_relied_on_is_told_wherever_it_is_linked(tmp_path):
    head = "sources:\n  - {url: 'https://archive.today/AbC', title: A}\n"
    head += "  - {url: 'https://news.example.org/a', archived: 'https://archive.ph/a'}\n"
    text = "Read [this](https://www.archive.is/x) and `https://archive.is/code`.\n\n"
    text += (
        "```\nhttps://archive.md/code\n```\n\nhttps://archive.org/fine and https://archive.example.org/fine\n"
    )
    found = checked(tmp_path, f"{head}---\n{text}")
    lines = [(line, column) for line, column, _ in told(found, "doubtful-archive")]
    assert lines == [(5, 12), (6, 52), (8, 13)]


@pytest.mark.parametrize(
    "url",
    [
        "https://archive.ph./AbC",
        "http://archiveiya74codqgiixo33q62qlrqtkgmcitqx5u2oeqnmn5bpcbiyd.onion/AbC",
        "https://WWW.Archive.is/AbC",
    ],
)
def test_such_an_archive_is_known_by_its_other_names(tmp_path, url):
    head = f"sources:\n  - {{url: 'https://news.example.org/a', archived: '{url}'}}\n"
    found = checked(tmp_path, f"{head}---\nRead [this]({url}).\n")
    assert [line for line, *_ in told(found, "doubtful-archive")] == [5, 7]


def test_a_copy_of_a_post_in_such_an_archive_is_told_and_shown_last(tmp_path):
    copies = [{"url": "https://archive.today/AbC"}, {"url": "https://web.archive.org/web/2021/x"}]
    state = {"text": "Words", "status": "live", "archives": copies}
    found = checked(tmp_path, f"---\n{POST}\n", **{"_snapshots/x/1500000000000000001.json": state})
    assert [p.path for p in found.report.problems if p.code == "doubtful-archive"] == [
        "content/_snapshots/x/1500000000000000001.json"
    ]
    build(tmp_path, Options(jobs=1))
    page = (tmp_path / "output/2019/river/index.html").read_text()
    assert 0 < page.index("https://web.archive.org/web/2021/x") < page.index("https://archive.today/AbC")
