"""`check --external`: what is asked where, when a source is dead, and what the report and the page make of it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from fakes.internet import FakeInternet, Reply, status
from security.hostile import put
from sitegen.capture.endpoints import read_endpoints
from sitegen.capture.places import place_of
from sitegen.checking import check
from sitegen.checking.external import with_sources_asked
from sitegen.cli import main
from sitegen.network import Pacing
from sitegen.report import Options

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
QUICK = Pacing(interval=0.0, tries=1, backoff=0.0, patience=1.0)
SETTINGS = "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n"
COPY = "https://web.archive.org/web/20210503101112/https://news.example.org/a"
ARTICLE = f"""---
title: River
date: 2019-01-01
sources:
  - {{id: a, url: "https://news.example.org/a", archived: "{COPY}"}}
  - {{id: b, url: "https://news.example.org/b"}}
  - {{id: c, url: "https://news.example.org/c"}}
---
Text [@a] and [@b; @c].
"""


@pytest.fixture
def internet():
    with FakeInternet() as found:
        yield found


@pytest.fixture
def root(tmp_path):
    put(tmp_path, "site.yaml", SETTINGS)
    put(tmp_path, "river.md", ARTICLE)
    return tmp_path


def asked(root, internet, now):
    checked = check(root, Options(now=now, jobs=1), progress=lambda *_: None)
    endpoints = read_endpoints([f"news.example.org={internet.url}/news"])
    return with_sources_asked(root, checked, endpoints, progress=lambda *_: None, now=now, pacing=QUICK)


def dead(found):
    return [p.message for p in found.report.problems if p.code == "dead-source"]


def test_a_source_is_asked_for_at_the_address_that_the_endpoint_names(root, internet):
    internet.pages["/news/a"] = Reply(type="text/html")
    internet.pages["/news/b"] = status(503)
    found = asked(root, internet, NOW)
    seconds = found.report.seconds
    assert 0 < seconds["sources"] < seconds["total"]
    assert sorted(internet.asked) == ["/news/a", "/news/b", "/news/c"]
    ledger = json.loads((root / "content/_snapshots/sources.json").read_text())["sources"]
    states = {url[-1]: (record["status"], record["answer"]) for url, record in ledger.items()}
    assert states == {"a": ("live", "200"), "b": ("unknown", "503"), "c": ("unknown", "404")}
    assert dead(found) == []
    asked(root, internet, NOW + timedelta(hours=1))
    assert len(internet.asked) == 3


def test_a_redirect_into_the_editors_own_network_is_refused(root, internet):
    internet.pages["/news/a"] = status(302, headers={"Location": "http://localhost:9/"})
    asked(root, internet, NOW)
    ledger = json.loads((root / "content/_snapshots/sources.json").read_text())["sources"]
    assert ledger["https://news.example.org/a"]["answer"] == "refused"


def test_two_strikes_a_day_apart_and_the_report_tells_which_have_copies(root, internet):
    internet.pages["/news/c"] = Reply(type="text/html")
    asked(root, internet, NOW)
    found = asked(root, internet, NOW + timedelta(hours=23))
    assert (dead(found), found.doubted) == ([], 2)
    found = asked(root, internet, NOW + timedelta(days=2))
    assert found.doubted == 0
    assert dead(found) == [
        f"the source https://news.example.org/a is dead; its page leads with the archived copy {COPY}",
        "the source https://news.example.org/b is dead, and there is no archived copy",
    ]
    places = [(p.line, p.column) for p in found.report.problems if p.code == "dead-source"]
    assert places == [(5, 19), (6, 19)]
    figures = found.evidence["figures"]
    assert (figures["sources"], figures["sources_dead"], figures["lost_sources"]) == (3, 2, 1)
    again = check(root, Options(now=NOW, jobs=1), progress=lambda *_: None)
    assert again.evidence == found.evidence


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("- https://a.example.org/b2\n- https://a.example.org/b\n", (3, 3)), ("- {url: https://a.example.org/b, id: x}", (2, 9)),
        ("- url: >-\n    https://a.example.org/\n", (2, 1)), (None, (2, 1)),
    ],
)  # fmt: skip
def test_an_address_is_found_whole_or_else_its_list(tmp_path, lines, place):
    file = tmp_path / "a.md"
    if lines:
        file.write_text(f"sources: https://a.example.org/b\n{lines}")
    assert place_of("https://a.example.org/b", file, (2, 1)) == place


def test_the_command_reports_it(root, internet, capsys):
    internet.pages["/news/a"] = Reply(type="text/html")
    command = ["check", str(root), "--external", "--endpoint", f"news.example.org={internet.url}/news"]
    assert main.run([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["evidence"]["figures"]["sources_live"] == 1
    assert main.run(command) == 0
    told = capsys.readouterr().err
    assert "Gone at first sight: 2 sources (404 or 410); what answers so again, a day later or more" in told
