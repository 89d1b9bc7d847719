import contextlib
import hashlib
import pickle
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.again import Memory
from sitegen.cache import FORMAT, MANY, PARTS, LockedError, opened, pack, unpack
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


def rows(count):
    return {f"{i}.md": (i, "text") for i in range(count)}


@pytest.mark.parametrize("count", [0, 3, MANY])
def test_rows_come_back(tmp_path, count):
    with opened(tmp_path) as cache:
        cache.save_rows("a", rows(count), {})
        cache.save_rows("ab", rows(1), {})
    with opened(tmp_path) as cache:
        assert cache.load_rows("a") == rows(count)
        cache.forget()
        assert cache.load_rows("a") == cache.load_rows("none") == {}


def test_only_parts_with_a_row_that_changed_are_written(tmp_path):
    with opened(tmp_path) as cache:
        before = rows(MANY + 1)
        cache.save_rows("a", before, {})
        written = {file: file.stat().st_ino for file in tmp_path.glob("*.state")}
        after = {**before, "1.md": "other"}
        del after["2.md"]
        cache.save_rows("a", after, before)
        changed = [file for file, inode in written.items() if file.stat().st_ino != inode]
        assert len(written) == PARTS
        assert len(changed) == 2
        assert cache.load_rows("a") == after


def test_rows_that_become_few_or_many_leave_no_other_parts(tmp_path):
    with opened(tmp_path) as cache:
        before = {}
        for count in (MANY, 5, MANY + 1, 0):
            after = rows(count)
            cache.save_rows("a", after, before)
            before = cache.load_rows("a")
            assert before == after
        assert len(list(tmp_path.glob("a-*"))) == 1


def test_a_corrupt_part_costs_its_own_rows_and_is_mended(tmp_path):
    with opened(tmp_path) as cache:
        cache.save_rows("a", rows(MANY), {})
        file = next(tmp_path.glob("a-*.state"))
        file.write_bytes(file.read_bytes()[:-1])
        left = cache.load_rows("a")
        assert MANY - 3 * MANY // PARTS < len(left) < MANY
        assert left.items() < rows(MANY).items()
        cache.save_rows("a", rows(MANY), left)
        assert cache.load_rows("a") == rows(MANY)


def test_what_was_kept_in_memory_can_be_put_on_the_disk(tmp_path):
    memory = Memory()
    with opened(tmp_path, memory=memory) as cache:
        cache.save("x.state", 1)
        cache.save_rows("a", rows(3), {})
        assert (cache.load("x.state"), cache.load_rows("a")) == (1, rows(3))
        assert not list(tmp_path.glob("*.state"))
    with opened(tmp_path) as cache:
        cache.keep(memory)
        assert (cache.load("x.state"), cache.load_rows("a")) == (1, rows(3))


def test_contents_come_back_and_unused_ones_go(tmp_path):
    with opened(tmp_path) as cache:
        cache.contents.put([("a", pack(1, "a")), ("b", pack(2, "b"))])
    with opened(tmp_path) as cache:
        assert cache.contents.get(["a", "b", "c"]) == {"a": pack(1, "a"), "b": pack(2, "b")}
        cache.contents.keep_only({"b"})
        assert list(cache.contents.get(["a", "b"])) == ["b"]


def test_room_that_unused_contents_leave_is_given_back(tmp_path):
    data = pack("x" * 20_000, "a")
    with opened(tmp_path) as cache:
        cache.contents.put([(str(number), data) for number in range(400)])
    with opened(tmp_path) as cache:
        full = (tmp_path / "contents.db").stat().st_size
        cache.contents.keep_only({"a"})
        cache.contents.put([("b", pack(1, "b"))])
    assert full > 400 * 20_000
    assert (tmp_path / "contents.db").stat().st_size < full / 100
    with opened(tmp_path) as cache:
        assert cache.contents.get(["b"]) == {"b": pack(1, "b")}


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
