import contextlib
import hashlib
import pickle
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.cache import FORMAT, LockedError, opened, pack, unpack
from sitegen.model import Content, Heading

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


def test_values_are_kept_and_corrupt_ones_are_none(tmp_path):
    with opened(tmp_path / "c") as cache:
        cache.save("a.state", {"x": 1})
        assert cache.load("a.state") == {"x": 1}
        (tmp_path / "c" / "a.state").write_bytes(FORMAT + b"nonsense")
        assert cache.load("a.state") is None
        assert cache.load("missing.state") is None


def test_contents_come_back_and_unused_ones_go(tmp_path):
    with opened(tmp_path) as cache:
        cache.contents.put([("a", pack(1, "a")), ("b", pack(2, "b"))])
    with opened(tmp_path) as cache:
        assert cache.contents.get(["a", "b", "c"]) == {"a": pack(1, "a"), "b": pack(2, "b")}
        cache.contents.keep_only({"b"})
        assert list(cache.contents.get(["a", "b"])) == ["b"]


def test_a_corrupt_database_is_an_empty_one(tmp_path):
    with opened(tmp_path) as cache:
        cache.contents.put([("a", pack(1, "a"))])
    (tmp_path / "contents.db").write_bytes(b"not a database at all" * 500)
    with opened(tmp_path) as cache:
        assert cache.contents.get(["a"]) == {}
        cache.contents.put([("a", pack(1, "a"))])
        assert cache.contents.get(["a"]) == {"a": pack(1, "a")}


def test_a_corrupt_row_is_a_missing_one(tmp_path):
    with opened(tmp_path) as cache:
        cache.contents.put([("a", b"short"), ("b", pack(2, "b")[:-1])])
        assert cache.contents.get(["a", "b"]) == {}


HOLD = """
import sys, pathlib
from sitegen.cache import opened
with opened(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_build_at_a_time_and_a_killed_one_lets_go(tmp_path):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert other.stdout.readline() == b"held\n"
        told = []
        with pytest.raises(LockedError), opened(tmp_path, wait=0.1, waiting=lambda: told.append(1)):
            raise AssertionError("two builds at once")
        assert told == [1]
    finally:
        other.kill()
        other.wait()
        other.stdin.close()
        other.stdout.close()
    with opened(tmp_path, wait=0.1):
        pass


def test_no_cache_where_none_can_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with opened(tmp_path / "file" / "c") as cache:
        cache.save("x.state", 1)
        cache.contents.put([("a", pack(1, "a"))])
        assert cache.load("x.state") is None
