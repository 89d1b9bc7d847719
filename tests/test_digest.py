"""Digests tell values apart, and equal ones alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.digest import Shared, of_text, of_value

texts = st.lists(st.text(st.sampled_from("a\0:13\ud800"), max_size=4), max_size=4)


@given(texts, texts)
def test_the_borders_of_texts_count(one, other):
    assert (of_text(*one) == of_text(*other)) == (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [((), ("",)), (("a\0b",), ("a", "b")), (("1:a",), ("\x001:a",)), (("a", ""), ("", "a"))],
)
def test_texts_that_look_alike_are_told_apart(one, other):
    assert of_text(*one) != of_text(*other)


def test_what_is_shared_has_the_digest_of_what_it_holds():
    assert Shared(("a", 1)).digest == of_value(("a", 1))
