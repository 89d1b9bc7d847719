import subprocess
import sys

import pytest

from sitegen.again import Memory
from sitegen.cache import FORMAT, MANY, PARTS, LinkedCacheError, LockedError, opened
from sitegen.packing import pack


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
        cache.save_rows("a", rows(MANY), {})
        assert cache.load("x.state") is None
        assert cache.load_rows("a") == {}


def test_a_cache_that_is_a_link_is_refused(tmp_path):
    (tmp_path / "there").mkdir()
    for name, target in (("link", "there"), ("dangling", "gone")):
        (tmp_path / name).symlink_to(tmp_path / target)
        with pytest.raises(LinkedCacheError, match="remove the link"), opened(tmp_path / name):
            raise AssertionError("a link was followed")
    assert list((tmp_path / "there").iterdir()) == []
    assert not (tmp_path / "gone").exists()


def test_no_link_planted_in_a_cache_is_written_through(tmp_path):
    theirs = tmp_path / "theirs"
    theirs.write_text("words")
    folder = tmp_path / "c"
    folder.mkdir()
    for name in (".gitignore", "contents.db", "x.state"):
        (folder / name).symlink_to(theirs)
    (folder / "contents.db.new").symlink_to(tmp_path / "made")
    with opened(folder) as cache:
        cache.save("x.state", 1)
        cache.contents.put([("a", pack(1, "a"))])
    assert theirs.read_text() == "words"
    assert not (folder / "contents.db").is_symlink()
    assert not (tmp_path / "made").exists()
