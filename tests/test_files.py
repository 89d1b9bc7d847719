import contextlib
import errno
import os

import pytest

from sitegen.files import MOST_LINKS, NO_FILE, TEMPORARY, leads_out, remove, scan, write_atomic


def paths(root, **options):
    return sorted(file.path for file in scan(root, **options))


def test_scan_leaves_out_hidden_names_with_all_below_them(tmp_path):
    for name in ("a.md", "_b.md", ".c", "d/e.md", "_f/g.md", ".h/i.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert paths(tmp_path) == ["a.md", "d/e.md"]
    assert len(paths(tmp_path, hidden=True)) == 6


def test_scan_of_a_missing_folder_is_empty(tmp_path):
    assert paths(tmp_path / "none") == []


def test_parts_of_a_scan_make_up_the_whole(tmp_path):
    for name in ("a/b/one.txt", "a/two.txt", "b.txt", "c/three.txt", "d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    parts = [sorted(file.path for file in scan(tmp_path, part=slice(n, None, 2))) for n in (0, 1)]
    assert parts == [["a/b/one.txt", "a/two.txt", "c/three.txt"], ["b.txt", "d.txt"]]


def test_scan_does_not_follow_links_that_lead_out(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("x")
    inside = tmp_path / "inside"
    (inside / "real").mkdir(parents=True)
    (inside / "real" / "a.md").write_text("x")
    (inside / "out").symlink_to(outside)
    (inside / "file.md").symlink_to(outside / "secret.md")
    (inside / "alias.md").symlink_to(inside / "real" / "a.md")
    assert paths(inside) == ["alias.md", "real/a.md"]


def test_scan_tells_of_links_that_it_does_not_follow(tmp_path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "inside/real.md").write_text("x")
    for name, target in (("gone", "none"), ("self", "self"), ("out", "../outside"), ("alias", "real.md")):
        (tmp_path / "inside" / name).symlink_to(target)
    found = {file.path: file.stamp[0] == NO_FILE for file in scan(tmp_path / "inside", told=True)}
    assert found == {"gone": True, "self": True, "out": True, "alias": False, "real.md": False}
    everywhere = scan(tmp_path / "inside", links="everywhere", told=True)
    assert sorted(file.path for file in everywhere if file.stamp[0] == NO_FILE) == ["gone", "self"]


def test_the_link_that_leads_out_is_named(tmp_path):
    inside = tmp_path / "inside"
    (inside / "real").mkdir(parents=True)
    (inside / "out").symlink_to(tmp_path)
    (inside / "real/gone").symlink_to(tmp_path / "gone")
    (inside / "alias").symlink_to(inside / "real")
    (inside / "itself").symlink_to(inside)
    assert leads_out(inside, "out/a/b.json") == "out"
    assert leads_out(inside, "real/gone") == "real/gone"
    assert leads_out(inside, "alias/gone/x") == "alias/gone"
    assert leads_out(inside, "itself/a") == "itself"
    assert [leads_out(inside, path) for path in ("real/a", "alias/a", "none/a")] == ["", "", ""]


def test_every_link_to_a_folder_counts(tmp_path):
    (tmp_path / "_shared/deep").mkdir(parents=True)
    (tmp_path / "_shared/deep/logo.png").write_text("x")
    (tmp_path / "_hidden").symlink_to("_shared")
    for year in ("2019", "2020", "2021"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "media").symlink_to("../_shared")
    (tmp_path / "2022").symlink_to("2021")
    found = sorted(file.path for file in scan(tmp_path))
    assert found == [f"{year}/media/deep/logo.png" for year in (2019, 2020, 2021, 2022)]


def test_scan_survives_links_in_a_wider_circle(tmp_path):
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("x")
        (tmp_path / name / "link").symlink_to(f"../{other}")
    assert sorted(file.path for file in scan(tmp_path)) == ["a/file", "a/link/file", "b/file", "b/link/file"]


def test_a_path_goes_through_so_many_links_and_no_more(tmp_path):
    for n in range(MOST_LINKS + 2):
        (tmp_path / f"_{n}").mkdir()
        (tmp_path / f"_{n}/file").write_text("x")
        (tmp_path / f"_{n}/next").symlink_to(f"../_{n + 1}")
    (tmp_path / "begin").symlink_to("_0")
    assert len(list(scan(tmp_path))) == MOST_LINKS


def test_scan_survives_links_in_a_circle(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "loop").symlink_to(tmp_path / "a")
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "a" / "x.md").write_text("x")
    assert "a/x.md" in paths(tmp_path)


def test_write_atomic_makes_folders_and_leaves_nothing_behind(tmp_path):
    target = tmp_path / "a" / "b" / "c.txt"
    stamp = write_atomic(str(target), b"one", mtime=1_000_000_000)
    assert target.read_bytes() == b"one"
    assert stamp == (3, 1_000_000_000 * 10**9, target.stat().st_ctime_ns)
    write_atomic(str(target), b"two")
    assert [p.name for p in target.parent.iterdir()] == ["c.txt"]


def test_a_failed_write_keeps_the_old_file(tmp_path):
    target = tmp_path / "a"
    target.mkdir()
    (target / "child").write_text("x")
    try:
        write_atomic(str(target), b"data")
    except OSError:
        pass
    else:
        raise AssertionError("a folder was replaced by a file")
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(TEMPORARY)]


def test_write_does_not_follow_a_link_planted_as_its_temporary_name(tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("precious")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / f"{TEMPORARY}{os.getpid()}-x").symlink_to(victim)
    with contextlib.suppress(OSError):
        write_atomic(str(folder / "x"), b"data")
    assert victim.read_text() == "precious"


def test_remove_takes_empty_folders_along(tmp_path):
    write_atomic(str(tmp_path / "a" / "b" / "c"), b"x")
    write_atomic(str(tmp_path / "a" / "d"), b"x")
    remove(tmp_path, "a/b/c")
    assert paths(tmp_path) == ["a/d"]
    assert not (tmp_path / "a" / "b").exists()
    remove(tmp_path, "a/d")
    assert tmp_path.exists()


def test_a_name_of_any_length_that_the_disk_takes_is_written(tmp_path):
    name = "\U0001f3de" * 63
    write_atomic(str(tmp_path / name), b"x")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_remove_leaves_a_file_that_took_the_place_of_the_folder(tmp_path):
    (tmp_path / "data").write_text("x")
    remove(tmp_path, "data/x.csv")
    assert (tmp_path / "data").read_text() == "x"


def test_a_full_disk_is_told_with_the_file_that_found_no_place(tmp_path, monkeypatch):
    def full(_handle, _data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.write", full)
    with pytest.raises(OSError, match="No space left") as raised:
        write_atomic(str(tmp_path / "a.html"), b"x")
    assert raised.value.filename == str(tmp_path / "a.html")
    assert list(tmp_path.iterdir()) == []
