"""Entries that are filled in are those that feedgen and `json` would have written."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.feeds import jsonfeed, syndication
from sitegen.feeds.content import Enclosure, Post
from sitegen.feeds.forms import blank, shape_of
from sitegen.feeds.legal import legal

words = st.one_of(
    st.sampled_from(
        ["", " ", "a < b & c > d", '"quoted" it\'s', "%s %(x)s {0}", "tab\t line\n end\r", "سال ۱۳۹۲ 🌊"]
    ),
    st.text(max_size=20).map(legal),
)
some = words.map(lambda text: text or "x")
moments = st.datetimes(
    min_value=datetime(1000, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-3, minutes=-30))]),
).map(lambda moment: moment.replace(microsecond=0))
posts = st.builds(
    Post,
    id=some,
    url=some,
    title=some,
    html=words.map(str.encode),
    summary=words,
    published=moments,
    updated=moments,
    authors=st.lists(st.tuples(some, words), max_size=3).map(tuple),
    tags=st.lists(some, max_size=3).map(tuple),
    enclosure=st.none() | st.builds(Enclosure, url=some, size=st.integers(1, 9**9), type=some, alt=words),
)


@given(posts)
def test_filled_entries_are_as_feedgen_and_json_write_them(shown):
    assert jsonfeed._item(shown).decode() == jsonfeed._item_json(shown)
    assert syndication._atom_entry(shown).decode() == syndication._atom_xml(shown)
    assert syndication._rss_item(shown).decode() == syndication._rss_xml(shown)


@given(posts)
def test_a_blank_post_has_the_shape_that_it_was_made_of(shown):
    assert shape_of(blank(shape_of(shown))) == shape_of(shown)


@pytest.mark.parametrize("text", ["\ue0003\ue001", "%s", "9998-01-01T00:00:00+00:00", "999999999999999"])
def test_texts_that_look_like_slots_are_only_texts(text):
    moment = datetime(2019, 5, 3, tzinfo=UTC)
    shown = Post(
        text,
        text,
        text,
        text.encode(),
        text,
        moment,
        moment,
        ((text, text),),
        (text,),
        Enclosure(text, 1, "x/y", ""),
    )
    assert syndication._atom_entry(shown).decode() == syndication._atom_xml(shown)
    assert syndication._rss_item(shown).decode() == syndication._rss_xml(shown)
