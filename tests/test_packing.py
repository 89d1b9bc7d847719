import contextlib
import hashlib
import pickle
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Content, Heading
from sitegen.packing import pack, unpack

CONTENT = Content("<p>x</p>", headings=(Heading(2, "a", "A"),))


def test_what_is_packed_can_be_unpacked():
    assert unpack(pack(CONTENT, "a"), "a") == CONTENT
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    assert unpack(pack({"a": (moment, 1)}, "a"), "a") == {"a": (moment, 1)}


class Evil:
    def __reduce__(self):
        return (print, ("code from a stranger's archive ran",))


def test_only_plain_values_are_unpickled(capsys):
    data = pickle.dumps(Evil())
    with pytest.raises(ValueError, match="not readable"):
        unpack(hashlib.blake2b(b"a\n" + data, digest_size=16).digest() + data, "a")
    assert capsys.readouterr().out == ""


@given(st.binary(max_size=60))
def test_any_bytes_are_a_value_or_a_value_error(data):
    with contextlib.suppress(ValueError):
        unpack(data, "a")


@given(st.integers(0, 10**6), st.integers(1, 255))
def test_a_flipped_bit_is_noticed(position, change):
    data = bytearray(pack(CONTENT, "a"))
    data[position % len(data)] ^= change
    with pytest.raises(ValueError):
        unpack(bytes(data), "a")
