"""Nothing outside the output folder is written; what cannot be written leaves nothing half."""

import hashlib
import json
import os
import signal
import sys

import pytest

from sitegen import files, search
from sitegen.build import build
from sitegen.files import scan, write_atomic
from sitegen.output import ForeignOutputError, Output, Place
from sitegen.report import Options

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and limits of POSIX")


def put(output, path, data=b"new"):
    return output.write(path, data, hashlib.sha256(data).hexdigest(), Place(None, "", 0.0))


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


SITE = "title: T\nbase_url: https://archive.example.org/\nsearch: false\n"
HEAD = "---\ntitle: T\ndate: 2019-01-01\n---\n"


@pytest.fixture
def root(tmp_path):
    for path, text in {"content/site.yaml": SITE, "content/a.md": HEAD, "templates/static/x.css": ""}.items():
        (tmp_path / "archive" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "archive" / path).write_text(text)
    return tmp_path / "archive"


@pytest.mark.parametrize("folder", [".", "..", "content", "content/a", "templates", "templates/x"])
def test_no_build_takes_over_what_it_is_made_of(root, folder):
    with pytest.raises(ForeignOutputError, match="cannot be the output"):
        build(root, Options(output=root / folder, adopt=True))
    assert (root / "content/a.md").read_text() == HEAD


def test_a_folder_in_place_of_a_file_and_a_file_in_place_of_a_folder_are_mended(root):
    build(root, Options(jobs=1))
    (root / "output/2019/a/index.html").unlink()
    for path in sorted((root / "output/2019").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (root / "output/2019").rmdir()
    (root / "output/2019").write_text("x")
    (root / "output/index.html").unlink()
    (root / "output/index.html").mkdir()
    assert build(root, Options(jobs=1)).problems == ()
    assert (root / "output/2019/a/index.html").is_file()
    assert (root / "output/index.html").is_file()


@pytest.mark.parametrize("stage", ["parse", "render"])
def test_an_output_that_vanishes_during_a_build_is_told_of_and_mended_by_the_next(root, stage):
    gone = []

    def vanish(now, _done, _total):
        if now == stage and not gone:
            gone.append((root / "output").rename(root / "gone"))

    codes = [problem.code for problem in build(root, Options(jobs=1), progress=vanish).problems]
    assert codes == ["output-removed"]
    assert build(root, Options(jobs=1)).problems == ()
    assert (root / "output/2019/a/index.html").is_file()
    assert build(root, Options(jobs=1)).counts.written == 0


def test_an_output_that_another_hand_filled_during_a_build_is_not_taken_over(root):
    def exchange(stage, _done, _total):
        if stage == "parse":
            (root / "output").rename(root / "gone")
            (root / "output").mkdir()
            (root / "output/theirs.txt").write_text("precious")

    assert build(root, Options(jobs=1), progress=exchange).problems
    with pytest.raises(ForeignOutputError):
        build(root, Options(jobs=1))
    assert (root / "output/theirs.txt").read_text() == "precious"


@pytest.mark.skipif(search.executable() is None, reason="needs Pagefind")
def test_an_index_that_lacks_pages_is_told_of_and_made_anew(root):
    """A page vanished between its rendering and Pagefind's reading."""
    (root / "content/site.yaml").write_text(SITE.replace("search: false", "search: true"))
    (root / "content/b.md").write_text(f"{HEAD}The weir.")

    def vanish(stage, done, total):
        if stage == "render" and done == total:
            (root / "output/2019/b/index.html").unlink()

    def indexed():
        entry = json.loads((root / "output/pagefind/pagefind-entry.json").read_bytes())
        return entry["languages"]["en"]["page_count"]

    (problem,) = build(root, Options(jobs=1), progress=vanish).problems
    assert (problem.code, indexed()) == ("search-incomplete", 1)
    assert "such as 2019/b/index.html" in problem.message
    assert build(root, Options(jobs=1)).problems == ()
    assert indexed() == 2
    assert build(root, Options(jobs=1)).counts.written == 0


@pytest.mark.skipif(search.executable() is None, reason="needs Pagefind")
def test_an_index_that_cannot_be_written_is_told_of_and_all_else_is_built(root):
    (root / "content/site.yaml").write_text(SITE.replace("search: false", "search: true"))
    obstacle = root / "output/pagefind/pagefind.js/.theirs"
    obstacle.parent.mkdir(parents=True)
    obstacle.write_text("x")
    report = build(root, Options(jobs=1, adopt=True))
    assert [(p.code, p.path) for p in report.problems] == [("unwritable", "output/pagefind/pagefind.js")]
    assert report.counts.articles == 1
    assert (root / "output/SHA256SUMS").is_file()
    obstacle.unlink()
    assert build(root, Options(jobs=1)).problems == ()
    assert (root / "output/pagefind/pagefind.js").is_file()


def test_a_folder_with_files_in_place_of_a_file_is_mended_unless_they_are_hidden(root):
    build(root, Options(jobs=1))
    for path in ("robots.txt", "404.html"):
        (root / "output" / path).unlink()
        (root / "output" / path / "deep").mkdir(parents=True)
    (root / "output/robots.txt/deep/x").write_text("x")
    (root / "output/404.html/.git").write_text("x")
    problems = build(root, Options(jobs=1)).problems
    assert [(problem.code, problem.path) for problem in problems] == [("unwritable", "output/404.html")]
    assert (root / "output/robots.txt").is_file()
    assert (root / "output/404.html/.git").read_text() == "x"


@pytest.mark.parametrize("linked", ["2019", "2019/a/index.html"])
def test_a_link_in_the_output_is_no_file_of_the_site(root, linked):
    build(root, Options(jobs=1))
    whole = tree(root / "output")
    place = root / "output" / linked
    place.rename(place.with_name("real"))
    place.symlink_to("real")
    assert build(root, Options(jobs=1)).problems == ()
    assert tree(root / "output") == whole
    assert not place.is_symlink()


def test_a_link_that_leads_out_goes_with_the_page_that_it_replaced(root, outside):
    build(root, Options(jobs=1))
    page = root / "output/2019/a/index.html"
    page.unlink()
    page.symlink_to(outside / "secret.txt")
    (root / "content/a.md").unlink()
    build(root, Options(jobs=1))
    assert not page.is_symlink()
    assert (outside / "secret.txt").read_text() == "precious"


def test_what_stands_where_compiled_templates_are_kept_does_no_harm(root):
    (root / ".sitegen/a.state").mkdir(parents=True)
    (root / ".sitegen/templates").write_text("x")
    assert build(root, Options(jobs=1)).problems == ()
    assert build(root, Options(jobs=1, clean=True)).problems == ()


def test_checksums_that_cannot_be_written_are_a_problem_and_the_last_ones_stay(root, monkeypatch):
    build(root, Options(jobs=1))
    before = (root / "output/SHA256SUMS").read_bytes()
    (root / "content/a.md").write_text(HEAD + "More.")
    whole = Output.write

    def full(self, path, *rest):
        if path == "SHA256SUMS":
            raise OSError(28, "No space left on device")
        return whole(self, path, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(Output, "write", full)
        problems = build(root, Options(jobs=1)).problems
    assert [(p.code, p.path) for p in problems] == [("unwritable", "output/SHA256SUMS")]
    assert (root / "output/SHA256SUMS").read_bytes() == before
    assert build(root, Options(jobs=1)).problems == ()
    assert (root / "output/SHA256SUMS").read_bytes() != before


def test_a_worker_that_dies_loses_nothing_and_leaves_no_half_file(tmp_path, monkeypatch):
    (tmp_path / "site/content").mkdir(parents=True)
    (tmp_path / "site/content/site.yaml").write_text("title: Archive\nsearch: false\n")
    for number in range(120):
        text = f"---\ntitle: Article {number}\ndate: 2020-01-01\n---\nText.\n"
        (tmp_path / f"site/content/a{number}.md").write_text(text)
    here, whole = os.getpid(), files.os.replace

    def replaced(temporary, target):
        if os.getpid() != here and "a77" in str(target):
            os.kill(os.getpid(), signal.SIGKILL)
        whole(temporary, target)

    monkeypatch.setattr(files.os, "replace", replaced)
    report = build(tmp_path / "site", Options(jobs=2))
    monkeypatch.undo()
    build(tmp_path / "site", Options(jobs=1, output=tmp_path / "other"))
    assert report.counts.failed == 0
    assert tree(tmp_path / "site/output") == tree(tmp_path / "other")


def tree(folder):
    return {file.path: (folder / file.path).read_bytes() for file in scan(folder, hidden=True)}
