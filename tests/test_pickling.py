"""Values that travel: the same on arrival, and nothing half read."""

import copy
import pickle
from dataclasses import dataclass, replace
from functools import partial

import pytest

from sitegen.pickling import portable


@portable
@dataclass(frozen=True, slots=True)
class Pair:
    """Two things."""

    left: object
    right: object = ()


def test_a_value_is_the_same_on_arrival():
    value = Pair("a", (Pair(1), None))
    assert pickle.loads(pickle.dumps(value)) == value
    assert copy.deepcopy(value) == value
    assert replace(value, left="b") == Pair("b", (Pair(1), None))


def test_it_is_still_frozen():
    with pytest.raises(AttributeError):
        pickle.loads(pickle.dumps(Pair(1))).left = 2


def test_a_state_of_another_shape_is_refused():
    for state in ((1,), (1, 2, 3)):
        with pytest.raises(ValueError, match="values to unpack"):
            Pair(1).__setstate__(state)


def test_it_is_made_as_its_fields_say():
    assert (Pair("a").left, Pair("a").right) == ("a", ())
    assert Pair(right=2, left=1) == Pair(1, 2)
    for wrong in ((), (1, 2, 3)):
        with pytest.raises(TypeError, match=r"Pair.__init__\(\)"):
            Pair(*wrong)


@partial(portable, shared=("name", "words"))
@dataclass(frozen=True, slots=True)
class Named:
    """What has texts in common with others."""

    name: str
    words: tuple[str, ...]


def test_what_is_shared_is_one_object_on_arrival():
    first, second = (pickle.loads(pickle.dumps(Named("a b", ("c d", "e")))) for _ in range(2))
    assert first == second == Named("a b", ("c d", "e"))
    assert first.name is second.name
    assert first.words[0] is second.words[0]
