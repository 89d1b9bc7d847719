"""Dates as people write them."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import dates
from sitegen.dates import Unclear, Written

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2019", "2019"),
        ("2019-03", "2019-03"),
        ("2019-3", "2019-03"),
        ("2019-03-04", "2019-03-04"),
        ("2020-3-29", "2020-03-29"),
        ("2014/03/04", "2014-03-04"),
        ("2018-04-23 23:04", "2018-04-23T23:04:00"),
        ("2014-03-04 12:18:53 -0400", "2014-03-04T12:18:53-04:00"),
        ("2015-03-17 14:00:00 -4", "2015-03-17T14:00:00-04:00"),
        ("2015-03-17T14:00:00+16:30", "2015-03-17T14:00:00+16:30"),
        ("2015-03-17t14:00Z", "2015-03-17T14:00:00+00:00"),
        ("2015-03-17 9:05:01 UTC", "2015-03-17T09:05:01+00:00"),
        ("2015-03-17   14:00:00.25+02:00", "2015-03-17T14:00:00.250000+02:00"),
        ("2015-03-17T14:00:00,1234567Z", "2015-03-17T14:00:00.123456+00:00"),
        ("۲۰۱۹-۰۳-۰۴", "2019-03-04"),
    ],
)
def test_read_keeps_what_is_written(text, iso):
    written = dates.read(text)
    assert isinstance(written, Written)
    assert written.iso == iso


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", dates.GOOD),
        ("yesterday", dates.GOOD),
        ("2021-02-08 16:30-:00+16:30", dates.GOOD),
        ("2019-02-30", dates.GOOD),
        ("0000-01-01", dates.GOOD),
        ("0001-01-01", "dates run from 0001-01-02 to 9999-12-30"),
        ("9999-12-31", "dates run from 0001-01-02 to 9999-12-30"),
        ("2019-W10-1", dates.GOOD),
        ("2019-03/04", dates.GOOD),
        ("2019-03-04 24:00", "times run from 00:00:00 to 23:59:59"),
        ("2019-00-00", "write only what is known: 2019 or 2019-03"),
        ("2019-03-04 12:00 +24:00", "offsets run from -12:00 to +14:00"),
        ("20190304", "write 2019-03-04"),
        ("June 3, 2022", "write 2022-06-03"),
        ("3rd June 2022", "write 2022-06-03"),
        ("Sept. 2022", "write 2022-09"),
        ("04/03/2019", "write 2019-04-03 or 2019-03-04, whichever is meant"),
        ("31.12.2019", "write 2019-12-31"),
        ("03/03/2019", "write 2019-03-03"),
        ("1551657600", "it looks like seconds since 1970: write 2019-03-04"),
        ("1551657600000", "it looks like seconds since 1970: write 2019-03-04"),
        ("2019-03-04 11:04 PM", "write 2019-03-04 23:04"),
        ("2019-03-04 12:04:10 a.m.", "write 2019-03-04 00:04:10"),
        ("2019-03-04T12:04pm", "write 2019-03-04T12:04"),
        ("2019-03-04 16:04 pm", "write 2019-03-04 16:04"),
        ("2020-3-9 4:05 pm", "write 2020-03-09 16:05"),
        ("9 March 2020 4:05 pm", "write 2020-03-09 16:05"),
        ("March 9, 2020 at noon", "write 2020-03-09"),
        ("31 February 2020", dates.GOOD),
        ("1:00 am " * 3000, dates.GOOD),
        (
            "2019-03-04 12:00 Europe/Paris",
            "write the offset from UTC of that day in place of “Europe/Paris”, such as +02:00",
        ),
        ("2019–3–4 10:00 −02:00", "write 2019-3-4 10:00 -02:00"),
    ],
)
def test_read_says_why_a_text_is_no_date_and_what_to_write(text, hint):
    unclear = dates.read(text)
    assert isinstance(unclear, Unclear)
    assert unclear.hint == hint


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9 March 2020", "2020-03-09"),
        ("31.12.2019", "2019-12-31"),
        ("20190304", "2019-03-04"),
        ("2020-3-9 4:05 pm", "2020-03-09 16:05"),
        ("04/03/2019", ""),
        ("1551657600", ""),
        ("March 9, 2020 at noon", ""),
        ("9 Mars 2020", ""),
        ("31 February 2020", ""),
        ("2019-03-04 12:00 Europe/Paris", ""),
    ],
)
def test_only_what_can_be_read_in_one_way_has_a_meaning(text, meant):
    assert dates.read(text).meant == meant


def test_moment_keeps_the_written_offset_and_fills_in_the_zone():
    with_offset = dates.read("2014-03-04 12:18:53 -0400")
    naive = dates.read("2018-07-23 23:04")
    day = dates.read("2018-01-23")
    assert isinstance(with_offset, Written)
    assert isinstance(naive, Written)
    assert isinstance(day, Written)
    assert with_offset.moment(PARIS) == datetime(2014, 3, 4, 12, 18, 53, tzinfo=timezone(timedelta(hours=-4)))
    assert with_offset.moment(PARIS).isoformat() == "2014-03-04T12:18:53-04:00"
    assert naive.moment(PARIS).isoformat() == "2018-07-23T23:04:00+02:00"
    assert day.moment(PARIS).isoformat() == "2018-01-23T00:00:00+01:00"


@pytest.mark.parametrize(
    ("iso", "attribute"),
    [
        ("2020-01-01T10:00:00.123456+00:00", "2020-01-01T10:00:00.123+00:00"),
        ("2020-01-01T10:00:00.5Z", "2020-01-01T10:00:00.5Z"),
        ("2020-01-01T10:00:00+00:00", "2020-01-01T10:00:00+00:00"),
        ("2020-01", "2020-01"),
    ],
)
def test_html_knows_thousandths_of_a_second(iso, attribute):
    assert dates.for_html(iso) == attribute


def test_in_name_finds_padded_and_unpadded_dates():
    assert dates.in_name("2020-3-29-river.md") == "2020-3-29"
    assert dates.in_name("2020-03-29.md") == ""
    assert dates.in_name("2020-03-29") == "2020-03-29"
    assert dates.in_name("river-2020-03-29") == ""
    assert dates.in_name("2020-03-291-river") == ""


def test_zone_knows_utc_without_a_database_and_no_nonsense():
    assert dates.zone("UTC") is UTC
    assert dates.zone("Europe/Paris") == PARIS
    for name in ("", "Europe/Pariss", "../etc/passwd", "/etc/localtime", "Europe", "a\x00b", "+03:30"):
        assert dates.zone(name) is None


@given(st.datetimes(min_value=datetime(1000, 1, 1)), st.integers(-1439, 1439) | st.none())
def test_iso_is_read_back_as_the_same_moment(moment, offset):
    moment = moment.replace(tzinfo=timezone(timedelta(minutes=offset)) if offset is not None else None)
    written = dates.read(moment.isoformat())
    assert isinstance(written, Written)
    assert written.moment(None) == moment
    assert dates.read(written.iso) == written


@given(st.text(alphabet="0123456789-/: TZ+.,aFebMarch", max_size=30))
def test_any_text_is_read_or_explained(text):
    found = dates.read(text)
    assert isinstance(found, Written | Unclear)
    if isinstance(found, Written):
        assert dates.read(found.iso) == found
        found.moment(PARIS)


def test_the_rules_of_a_time_zone_are_known_by_what_the_machine_has(tmp_path, monkeypatch):
    (tmp_path / "Asia").mkdir()
    (tmp_path / "Asia/Tehran").write_bytes(b"TZif, as of one year")
    monkeypatch.setattr("zoneinfo.TZPATH", (str(tmp_path),))
    first = dates.rules_of("Asia/Tehran")
    (tmp_path / "Asia/Tehran").write_bytes(b"TZif, as of another")
    assert dates.rules_of("Asia/Tehran") not in {first, ""}
    assert dates.rules_of("Not/There") == ""
