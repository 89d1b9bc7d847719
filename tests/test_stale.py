"""What was written of a file, and what stands in the output."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from sitegen.stale import NO_KEY, Plan, Present, Written, plan

KEYS = st.binary(min_size=len(NO_KEY), max_size=len(NO_KEY))
TIMES = st.integers(-(10**19), 10**21)
"""Nanoseconds, from long ago to the year 33,000: file systems know more than 64 bits hold."""
STAMPS = st.tuples(st.integers(0, 10**15), TIMES, TIMES)


@given(KEYS, st.binary(), STAMPS)
def test_a_row_gives_back_what_it_is_made_of(key, data, stamp):
    digest = hashlib.sha256(data).hexdigest()
    row = Written.of(key, digest, stamp)
    assert (row.key, row.sha256, row.stamp) == (key, digest, stamp)


def row(number):
    return Written.of(bytes([number]) * len(NO_KEY), "00" * 32, (number, 0, 0))


def test_a_file_is_there_as_it_was_left_or_as_it_differs():
    present = Present({"a": row(1), "b": row(2), "c": row(3)}, {"b": (9, 9, 9), "c": None, "d": (4, 0, 0)})
    assert [present.stamp(path) for path in "abcde"] == [(1, 0, 0), (9, 9, 9), None, (4, 0, 0), None]
    assert [path for path in "abcde" if present.as_left(path)] == ["a"]
    assert sorted(present.paths()) == ["a", "b", "d"]


def test_what_is_no_page_any_more_is_removed_unless_it_is_hidden():
    present = Present({"a": row(1), ".own/x": row(2)}, {"b": (1, 1, 1), ".git/x": (1, 1, 1)})
    assert plan([], {}, present) == Plan((), (".own/x", "a", "b"))
