"""Characters that XML takes, and times that feeds can write."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sitegen.feeds.legal import EPOCH, legal, moment, read_moment

SECOND = timezone(timedelta(seconds=1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x08c\x0bd\x1fe", "abcde"),
        ("tab\tline\nreturn\r", "tab\tline\nreturn\r"),
        ("a\ufffeb\uffffc\ud800d\udfffe", "abcde"),
        ("\ud83c\udf0a", "🌊"),
        ("\ud83c\udf0a\ud83c\x00", "🌊"),
        ("right\u200fto\u202eleft ]]> 🌊", "right\u200fto\u202eleft ]]> 🌊"),
        ("\ufffe" + "long " * 99, "long " * 99),
    ],
)
def test_what_xml_forbids_is_left_out_and_nothing_else(text, expected):
    assert legal(text) == expected


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_can_stand_in_xml_and_legal_text_stays(text):
    made = legal(text)
    element = etree.Element("a")
    element.text = made
    etree.fromstring(etree.tostring(element))
    assert legal(made) == made


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "1970-01-01T00:00:00+00:00"),
        (datetime(2019, 5, 3, 10, tzinfo=timezone(timedelta(hours=3.5))), "2019-05-03T10:00:00+03:30"),
        (datetime(1921, 3, 1, tzinfo=ZoneInfo("Europe/Amsterdam")), "1921-03-01T00:00:28+00:20"),
        (datetime(2019, 5, 3, 10, 0, 0, 999_999, tzinfo=UTC), "2019-05-03T10:00:00+00:00"),
        (datetime(1, 1, 1, tzinfo=timezone(timedelta(minutes=19, seconds=29))), "0001-01-01T00:00:00+00:20"),
        (datetime(9999, 12, 31, 23, 59, 59, tzinfo=SECOND), "9999-12-31T23:59:59+00:01"),
        (datetime(1840, 1, 1, tzinfo=timezone(timedelta(seconds=-75))), "1840-01-01T00:00:15-00:01"),
    ],
)  # fmt: skip
def test_offsets_are_whole_minutes(value, written):
    assert moment(value).isoformat() == written


@given(
    st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)),
    st.integers(-86_399, 86_399).map(lambda seconds: timezone(timedelta(seconds=seconds))),
)
def test_a_moment_stays_what_it_is_to_the_second(value, zone):
    value = value.replace(tzinfo=zone)
    made = moment(value)
    assert timedelta() <= value - made < timedelta(seconds=1)
    assert made.isoformat().count(":") == 3


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2020-03-03", "2020-03-03T00:00:00+01:00"),
        ("2020-07", "2020-07-01T00:00:00+02:00"),
        ("2020", "2020-01-01T00:00:00+01:00"),
        ("2020-03-03T10:00:00Z", "2020-03-03T10:00:00+00:00"),
    ],
)
def test_an_editors_date_is_read_in_the_sites_zone(text, written):
    assert read_moment(text, "Europe/Berlin").isoformat() == written


@pytest.mark.parametrize("text", ["", "soon", "2020-13-01", "31.12.2020"])
def test_what_is_no_date_is_none(text):
    assert read_moment(text, "Europe/Berlin") is None


def test_an_unknown_zone_is_utc():
    assert read_moment("1970-01-01", "Nowhere/Here") == EPOCH
