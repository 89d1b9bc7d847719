"""Archived copies of sources, and whether the sources still answer."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from archive import NOW, QUICK, run, write_archive

from fakes.internet import Reply, as_json, busy, status
from sitegen.capture.links import by_turns, check_links, judged
from sitegen.capture.wayback import Keys
from sitegen.network import Answer, Failure, Network, origin_of
from sitegen.snapshots import SourceRecord

SOURCE = "https://press.example.org/report"


def ledger(root):
    return json.loads((root / "content/_snapshots/sources.json").read_text())["sources"]


def cited(root, *lines):
    sources = "".join(f"  - {line}\n" for line in lines)
    return write_archive(root, "Words.", sources=sources)


def run_sources(root, internet, **more):
    return run(
        root, internet, **({"posts": False, "media": False, "sources": True, "services": ("cdx",)} | more)
    )


def test_the_copy_nearest_to_the_reading_is_kept(tmp_path, internet):
    cited(tmp_path, f"{{url: {SOURCE}, date: 2019-01-01, accessed: 2021-05-03}}")
    internet.copies[SOURCE] = "20210504101112"
    report = run_sources(tmp_path, internet)
    assert "closest=20210503" in internet.asked[0]
    assert ledger(tmp_path)[SOURCE]["archives"] == [
        {"url": f"https://web.archive.org/web/20210504101112/{SOURCE}", "date": "2021-05-04T10:11:12Z"}
    ]
    assert report.sources["found"] == 1


def test_a_source_with_a_copy_is_not_asked_for(tmp_path, internet):
    cited(tmp_path, f"{{url: {SOURCE}, archived: 'https://web.archive.org/web/2021/{SOURCE}'}}")
    report = run_sources(tmp_path, internet)
    assert internet.asked == []
    assert report.sources["archived"] == 1


def test_a_copy_that_cannot_be_relied_on_does_not_stand_for_one(tmp_path, internet):
    cited(tmp_path, f"{{url: {SOURCE}, archived: 'https://archive.ph/AbCd'}}")
    internet.copies[SOURCE] = "20210504101112"
    assert run_sources(tmp_path, internet).sources["found"] == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:22/x", "http://localhost/x", "http://intranet/x", "http://10.1.2.3/x", "http://printer.local/",
        "http://[fe80::1]/x", "http://example.onion/x",
    ],
)  # fmt: skip
def test_archives_of_the_web_are_told_of_no_private_address(tmp_path, internet, url):
    cited(tmp_path, url)
    keys = Keys("access-example", "secret-example")
    report = run_sources(tmp_path, internet, services=("cdx", "spn"), keys=keys)
    assert internet.asked == []
    assert report.sources["without_copy"] == 1
    assert "only a private network or Tor" in report.problems[0].message
    assert not run_sources(tmp_path, internet, services=("cdx", "spn"), keys=keys, dry_run=True).asked


def test_a_dry_run_lists_the_pages_that_would_be_saved(tmp_path, internet):
    cited(tmp_path, SOURCE, "https://x.com/example_a/status/1")
    run_sources(tmp_path, internet)
    assert not run_sources(tmp_path, internet, dry_run=True).asked
    [asked] = run_sources(tmp_path, internet, services=("cdx", "spn"), dry_run=True).asked
    assert (asked.kind, asked.about) == ("save", SOURCE)


def test_without_any_date_the_newest_copy_is_asked_for(tmp_path, internet):
    cited(tmp_path, SOURCE)
    run_sources(tmp_path, internet)
    assert "limit=-1" in internet.asked[0]
    assert "closest" not in internet.asked[0]


def test_no_copy_is_noted_and_asked_for_again_another_day(tmp_path, internet):
    cited(tmp_path, SOURCE)
    assert run_sources(tmp_path, internet).sources["without_copy"] == 1
    assert ledger(tmp_path)[SOURCE]["looked_up_at"] == "2024-03-04T05:06:07Z"
    run_sources(tmp_path, internet)
    assert len(internet.asked) == 1
    internet.copies[SOURCE] = "20210504101112"
    run_sources(tmp_path, internet, now=NOW + timedelta(days=1))
    assert ledger(tmp_path)[SOURCE]["archives"]


@pytest.mark.parametrize(
    "reply",
    [
        status(503), status(404), Reply(body=b"{}"), Reply(body=b"[[1], 2]"), Reply(body=b"<html>"),
        as_json([["timestamp", "original"], ["javascript:", "x"]]), Reply(endless=True), busy(3600),
    ],
)  # fmt: skip
def test_an_index_that_does_not_answer_is_no_verdict(tmp_path, internet, reply):
    cited(tmp_path, SOURCE)
    internet.copies[SOURCE] = reply
    report = run_sources(tmp_path, internet)
    assert not (tmp_path / "content/_snapshots/sources.json").exists()
    assert {problem.code for problem in report.problems} <= {"no-archived-copy"}
    assert report.sources["unknown"] == 1


def test_a_page_without_a_copy_is_saved_with_the_keys(tmp_path, internet):
    cited(tmp_path, SOURCE)
    internet.saves[SOURCE] = ["pending", "pending"]
    keys = Keys("access-example", "secret-example")
    report = run_sources(tmp_path, internet, services=("cdx", "spn"), keys=keys)
    assert report.sources["saved"] == 1
    assert ledger(tmp_path)[SOURCE]["archives"][0]["date"] == "2024-01-02T03:04:05Z"
    posted = next(
        headers for headers in internet.headers if "Content-Type" in headers or "content-type" in headers
    )
    assert posted.get("authorization") == "LOW access-example:secret-example"
    assert "secret-example" not in "".join(f.read_text() for f in tmp_path.rglob("*.json"))
    assert "secret-example" not in repr(keys)


def test_nothing_is_saved_without_keys(tmp_path, internet):
    cited(tmp_path, SOURCE)
    run_sources(tmp_path, internet)
    assert internet.count("/spn") == 0


@pytest.mark.parametrize(
    "state",
    [["it may not be saved"], status(429), status(401), Reply(body=b"x"), as_json({"message": "too many"})],
)
def test_a_page_that_could_not_be_saved_is_told(tmp_path, internet, state):
    cited(tmp_path, SOURCE)
    internet.saves[SOURCE] = state
    report = run_sources(tmp_path, internet, services=("cdx", "spn"))
    assert [problem.code for problem in report.problems] == ["no-archived-copy"]
    assert report.sources["without_copy"] == 1


def test_posts_of_x_are_not_sent_to_be_saved(tmp_path, internet):
    cited(tmp_path, "https://x.com/example_river/status/7")
    run_sources(tmp_path, internet, services=("cdx", "spn"))
    assert internet.count("/spn") == 0


def test_a_ledger_edited_into_nonsense_is_told_and_left_alone(tmp_path, internet):
    cited(tmp_path, SOURCE)
    file = tmp_path / "content/_snapshots/sources.json"
    file.parent.mkdir()
    file.write_text('{"sources": [1')
    internet.copies[SOURCE] = "20210504101112"
    [problem] = run_sources(tmp_path, internet).problems
    assert (problem.path, problem.severity) == ("content/_snapshots/sources.json", "error")
    assert file.read_text() == '{"sources": [1'


def test_a_ledger_keeps_what_others_wrote_there(tmp_path, internet):
    cited(tmp_path, SOURCE)
    file = tmp_path / "content/_snapshots/sources.json"
    file.parent.mkdir()
    file.write_text(
        json.dumps({"by": "hand", "sources": {SOURCE: {"mark": 1}, "https://a.example.org/": {"b": 2}}})
    )
    internet.copies[SOURCE] = "20210504101112"
    run_sources(tmp_path, internet)
    data = json.loads(file.read_text())
    assert data["by"] == "hand"
    assert data["sources"][SOURCE]["mark"] == 1
    assert data["sources"]["https://a.example.org/"]["b"] == 2


# --- dead or not ---------------------------------------------------------------------------------

DAY = timedelta(days=1)
THEN = datetime(2024, 1, 1, 12, tzinfo=UTC)


def answer(code):
    return Answer(code, {})


def history(*steps):
    record = SourceRecord(SOURCE)
    for code, days in steps:
        result = Failure(code, "") if isinstance(code, str) else answer(code)
        record = judged(record, result, THEN + days * DAY)
    return record.status


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([(200, 0)], "live"),
        ([(404, 0)], "unknown"),
        ([(404, 0), (404, 0.5)], "unknown"),
        ([(404, 0), (404, 1)], "dead"),
        ([(410, 0), (404, 1)], "dead"),
        ([(404, 0), (503, 1), (404, 2)], "dead"),
        ([(404, 0), (200, 1), (404, 2)], "unknown"),
        ([(404, 0), (404, 1), (503, 2)], "dead"),
        ([(404, 0), (404, 1), ("timeout", 2)], "dead"),
        ([(404, 0), (404, 1), (200, 2)], "live"),
        ([(200, 0), (403, 1)], "unknown"),
        ([(200, 0), (429, 1), (200, 2)], "live"),
        *[
            ([(code, 0), (code, 2)], "unknown")
            for code in (401, 402, 403, 405, 429, 500, 503, "timeout", "tls")
        ],
        ([("unresolved", 0), ("unresolved", 5)], "unknown"),
    ],
)
def test_dead_is_gone_twice_a_day_apart(steps, state):
    assert history(*steps) == state


def check(internet, urls, known, now):
    noted = {}
    with Network(trusted=[origin_of(internet.url)], pacing=QUICK) as network:
        found = check_links(
            urls, known, network, now=now, note=lambda record: noted.update({record.url: record})
        )
    return found, noted


def test_links_are_asked_once_a_day(internet):
    urls = [f"{internet.url}/a", f"{internet.url}/b", f"{internet.url}/a"]
    internet.pages["/a"] = Reply(type="text/html", endless=True)
    found, noted = check(internet, urls, {}, NOW)
    assert [record.status for record in found.values()] == ["live", "unknown"]
    assert len(internet.asked) == 2
    check(internet, urls, noted, NOW + timedelta(hours=1))
    assert len(internet.asked) == 2
    later, _ = check(internet, urls, noted, NOW + DAY)
    assert [record.status for record in later.values()] == ["live", "dead"]


def test_links_on_the_editors_own_network_are_not_asked(internet):
    with Network(pacing=QUICK) as network:
        found = check_links([f"{internet.url}/a"], {}, network, now=NOW, note=lambda _: None)
    [record] = found.values()
    assert (record.status, record.answer) == ("unknown", "refused")
    assert internet.asked == []


def test_hosts_take_turns():
    urls = [
        "https://a.example/1",
        "https://a.example/2",
        "https://a.example/3",
        "https://b.example/1",
        "http://[",
    ]
    assert list(by_turns(urls)) == [
        "https://a.example/1", "https://b.example/1", "http://[", "https://a.example/2", "https://a.example/3"
    ]  # fmt: skip


# --- answers that cannot be kept -----------------------------------------------------------------

ROW = ["timestamp", "original"]


@pytest.mark.parametrize(
    "row",
    [
        ["20210230100000", SOURCE], ["20219999999999", SOURCE], ["00000000000000", SOURCE],
        ["20210503100000", "https://another.example.org/report"], ["20210503100000", f"{SOURCE}/2"],
        ["20210503100000", f"{SOURCE}\ud800"], ["20210503100000", "http://["], ["20210503100000", ""],
    ],
)  # fmt: skip
def test_a_copy_that_is_none_or_of_another_page_is_told_and_not_kept(tmp_path, internet, row):
    cited(tmp_path, SOURCE, "https://press.example.org/other")
    internet.copies |= {SOURCE: as_json([ROW, row]), "https://press.example.org/other": "20210504101112"}
    report = run_sources(tmp_path, internet)
    assert [problem.code for problem in report.problems] == ["no-archived-copy"]
    assert (report.sources["found"], report.sources["unknown"]) == (1, 1)
    assert list(ledger(tmp_path)) == ["https://press.example.org/other"]
    assert run_sources(tmp_path, internet).problems == report.problems


@pytest.mark.parametrize(
    "original",
    [
        "http://www.press.example.org:80/report/", "https://PRESS.example.org/report", f"{SOURCE}#top",
        "https://www2.press.example.org/%72eport",
    ],
)  # fmt: skip
def test_the_same_page_may_be_written_in_another_way(tmp_path, internet, original):
    cited(tmp_path, SOURCE)
    internet.copies[SOURCE] = as_json([ROW, ["20210503100000", original]])
    assert run_sources(tmp_path, internet).sources["found"] == 1
    assert ledger(tmp_path)[SOURCE]["archives"][0]["url"].endswith(original)


def test_a_copy_of_an_address_with_spaces_and_quotes_can_be_read_again(tmp_path, internet):
    url = "https://press.example.org/a%20b?q=%22c%22"
    cited(tmp_path, f"'{url}'")
    internet.copies[url] = as_json([ROW, ["20210503100000", 'https://press.example.org/a b?q="c"']])
    assert run_sources(tmp_path, internet).sources["found"] == 1
    assert run_sources(tmp_path, internet).problems == []
    assert ledger(tmp_path)[url]["archives"][0]["url"].endswith("/a%20b?q=%22c%22")


def test_a_saved_page_whose_moment_is_none_is_not_counted(tmp_path, internet):
    cited(tmp_path, SOURCE)
    internet.saves[SOURCE] = [as_json({"status": "success", "timestamp": "20219999999999"})]
    report = run_sources(tmp_path, internet, services=("cdx", "spn"))
    assert [problem.code for problem in report.problems] == ["no-archived-copy"]
    assert (report.sources["saved"], report.sources["without_copy"]) == (0, 1)
    [problem] = run_sources(tmp_path, internet).problems
    assert "without an archived copy: " in problem.message


def test_what_was_saved_is_the_page_that_was_asked_for(tmp_path, internet):
    cited(tmp_path, SOURCE)
    done = {"status": "success", "timestamp": "20210503100000", "original_url": "https://evil.example/"}
    internet.saves[SOURCE] = [as_json(done)]
    run_sources(tmp_path, internet, services=("cdx", "spn"))
    assert ledger(tmp_path)[SOURCE]["archives"][0]["url"].endswith(f"/20210503100000/{SOURCE}")


def test_nothing_is_asked_while_the_ledger_cannot_be_written(tmp_path, internet):
    cited(tmp_path, SOURCE)
    file = tmp_path / "content/_snapshots/sources.json"
    file.parent.mkdir()
    file.write_text(json.dumps({"sources": {SOURCE: {"archives": [{"url": "x", "date": "2021-02-30"}]}}}))
    internet.copies[SOURCE] = "20210504101112"
    report = run_sources(tmp_path, internet)
    assert internet.asked == []
    assert (report.sources["found"], report.sources["left"]) == (0, 1)
    assert {problem.severity for problem in report.problems} == {"error"}
