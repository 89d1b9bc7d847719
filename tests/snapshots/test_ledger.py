"""The ledger of sources as a file."""

import json
from dataclasses import replace

import pytest

from sitegen.model import ArchivedCopy
from sitegen.snapshots import SourceRecord, decode_ledger, decode_records, encode_records

PLACE = "content/_snapshots/sources.json"
RECORD = SourceRecord(
    "https://a.example.org/", (ArchivedCopy("https://archive.example.org/a", "2021-05-03"),), "dead",
    "2024-01-02T00:00:00Z", "404", "2024-01-01T00:00:00Z", "2023-01-01T00:00:00Z",
)  # fmt: skip


def test_entries_are_read_as_they_were_written():
    text = encode_records([RECORD, SourceRecord("https://b.example.org/")])
    records, problems = decode_records(text, PLACE)
    assert (records, problems) == ((RECORD, SourceRecord("https://b.example.org/")), ())
    assert encode_records(records, text) == text


def test_pages_get_what_they_show():
    [state], _ = decode_ledger(encode_records([RECORD]), PLACE)
    assert state == RECORD.state
    assert (state.status, state.archives, state.since) == ("dead", RECORD.archives, "2024-01-01T00:00:00Z")


def test_a_check_that_finds_a_page_as_it_was_changes_nothing_that_pages_show():
    live = replace(RECORD, status="live", gone_since="")
    assert live.state == replace(live, checked_at="2024-02-02T00:00:00Z").state


def test_what_others_wrote_stays():
    others = {"https://a.example.org/": {"mark": 1}, "https://c.example.org/": {"x": 2}}
    before = json.dumps({"by": "hand", "sources": others})
    data = json.loads(encode_records([RECORD], before))
    assert (data["by"], data["version"]) == ("hand", 1)
    assert data["sources"]["https://a.example.org/"]["mark"] == 1
    assert data["sources"]["https://c.example.org/"] == {"x": 2}
    assert list(data["sources"]) == sorted(data["sources"])


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{", '{"sources": []}', '{"sources": {"https://a.example.org/": 5}}',
        '{"sources": {"https://a.example.org/": {"status": "gone"}}}',
        '{"sources": {"https://a.example.org/": {"archives": [{"url": "x"}]}}}',
        '{"sources": {"https://a.example.org/": {"checked_at": "soon"}}}',
    ],
)  # fmt: skip
def test_nonsense_is_told(text):
    states, problems = decode_ledger(text, PLACE)
    assert [problem.path for problem in problems] == [PLACE]
    assert all(state.status == "unknown" and not state.archives for state in states)


def test_a_ledger_of_twenty_thousand_sources_is_read():
    copy = ArchivedCopy(f"https://archive.example.org/web/20210503101112/{'a' * 80}", "2021-05-03T10:11:12Z")
    records = [
        SourceRecord(f"https://press.example.org/{i:05}", (copy,), checked_at="2024-01-01T00:00:00Z")
        for i in range(20_000)
    ]
    text = encode_records(records)
    assert len(text) > 5_000_000
    assert decode_records(text, PLACE) == (tuple(records), ())
