"""Nothing outside the output folder is written; what cannot be written leaves nothing half."""

import hashlib
import os
import sys

import pytest

from sitegen.files import scan, write_atomic
from sitegen.output import Output

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and limits of POSIX")


def put(output, path, data=b"new"):
    return output.write(path, "key", data, hashlib.sha256(data).hexdigest(), None, 0.0)


@pytest.fixture
def outside(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.txt").write_text("precious")
    return tmp_path / "outside"


@pytest.fixture
def output(tmp_path):
    made = Output(tmp_path / "output")
    made.claim()
    return made


def test_links_in_content_that_lead_out_are_not_followed(tmp_path, outside):
    content = tmp_path / "content"
    content.mkdir()
    (content / "file.txt").symlink_to(outside / "secret.txt")
    (content / "folder").symlink_to(outside)
    (content / "above").symlink_to(tmp_path)
    (content / "circle").symlink_to(content / "circle")
    (content / "own.txt").write_text("x")
    assert [found.path for found in scan(content)] == ["own.txt"]


def test_links_in_output_are_replaced_and_never_written_through(output, outside):
    (output.root / "folder").symlink_to(outside)
    (output.root / "file.txt").symlink_to(outside / "secret.txt")
    put(output, "folder/secret.txt")
    put(output, "file.txt")
    assert (outside / "secret.txt").read_text() == "precious"
    assert (output.root / "folder/secret.txt").read_text() == "new"
    assert not (output.root / "folder").is_symlink()


def test_a_folder_that_vanished_is_made_again(output):
    put(output, "a/b/c.txt")
    (output.root / "a/b/c.txt").unlink()
    (output.root / "a/b").rmdir()
    put(output, "a/b/d.txt")
    assert (output.root / "a/b/d.txt").exists()


def test_a_full_disk_keeps_the_old_file_and_leaves_no_other(tmp_path):
    import resource  # noqa: PLC0415 - POSIX only

    target = tmp_path / "page.html"
    write_atomic(str(target), b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            write_atomic(str(target), b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["page.html"]  # noqa: PTH208 - hidden files, too
