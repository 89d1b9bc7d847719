from sitegen.cache import opened
from sitegen.packing import pack


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
