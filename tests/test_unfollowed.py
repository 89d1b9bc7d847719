"""Links that are not followed, and folders that cannot be read: each is told of, with its cure."""

import json
import os
import shutil
import subprocess
import sys
import time

import pytest

from sitegen.build import build
from sitegen.cli import main
from sitegen.report import Options

SETTINGS = "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n"
ARTICLE = "---\ntitle: River\ndate: 2019-05-01\n---\nThe river is cold.\n"


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "archive"
    (root / "content").mkdir(parents=True)
    (root / "templates").mkdir()
    (root / "content/site.yaml").write_text(SETTINGS)
    (root / "content/river.md").write_text(ARTICLE)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a.md").write_text(ARTICLE)
    return root


def told(root, options=None):
    report = build(root, options or Options(jobs=1, racy=0))
    return {
        problem.path: problem.message for problem in report.problems if problem.code == "link-not-followed"
    }


@pytest.mark.parametrize(
    ("link", "target", "said"),
    [
        ("content/a.md", "../../outside/a.md", "leads out of content/ (to ../../outside/a.md)"),
        ("content/all", "../../outside", "leads out of content/ (to ../../outside)"),
        ("content/up", ".", "leads to a folder that is read already (.)"),
        ("content/up", "../content", "leads to a folder that is read already (../content)"),
        ("content/above", "..", "leads out of content/ (to ..)"),
        ("content/b.md", "nowhere.md", "leads nowhere (to nowhere.md)"),
        ("content/c.md", "c.md", "leads nowhere (to c.md)"),
        ("templates/article.html", "nowhere.html", "leads nowhere (to nowhere.html)"),
        ("templates/_footer.html", "nowhere.html", "leads nowhere (to nowhere.html)"),
    ],
)
def test_a_link_that_is_not_followed_is_told_of(root, link, target, said):
    (root / link).symlink_to(target)
    assert said in told(root)[link]
    assert said in told(root)[link], "a build with nothing to do says it again"
    assert main.run(["build", str(root), "--strict"]) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_told_of_and_not_waited_for(root, capsys):
    (root / "content/_snapshots/x").mkdir(parents=True)
    pipes = ["content/weir.md", "templates/_footer.html", "content/_snapshots/x/1.json"]
    for path in pipes:
        os.mkfifo(root / path)
    (root / "content/map.jpg").symlink_to("weir.md")
    assert main.run(["build", str(root), "--jobs", "1"]) == 1, "what the snapshot says is not known"
    said = capsys.readouterr().err
    for path in (*pipes, "content/map.jpg"):
        assert f"{path}:1:1: warning: a pipe, a device or a socket is not read" in said
    (root / "content/site.yaml").unlink()
    os.mkfifo(root / "content/site.yaml")
    assert main.run(["schema", str(root)]) == 0
    assert main.run(["check", str(root)]) == 2
    assert "content/site.yaml:1:1: error: this is no file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "link", ["content/_mine.md", "content/.#river.md", "content/site.yaml", "templates/.#a"]
)
def test_links_that_nothing_is_lost_by_pass_in_silence(root, link):
    (root.parent / "outside/site.yaml").write_text(SETTINGS)
    (root / link).unlink(missing_ok=True)
    (root / link).symlink_to(root.parent / "outside/site.yaml")
    assert not told(root)


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("notes.txt", "draft.md"),
        ("2019/notes.txt", "../draft.md"),
        ("pub.txt", "_private.txt"),
        ("pub.md", "_later/weir.md"),
        ("snaps", "_snapshots"),
        ("snaps", "2019/.kept"),
        ("snaps", "_alias"),
    ],
)
def test_a_link_does_not_publish_what_is_kept_back(root, link, target):
    content = root / "content"
    (content / "draft.md").write_text(
        ARTICLE.replace("---\nThe", "draft: true\n---\nThe").replace("cold", "COLD")
    )
    for kept in ("_private.txt", "_later/weir.md", "_snapshots/x/1.json", "2019/.kept/a.txt"):
        (content / kept).parent.mkdir(parents=True, exist_ok=True)
        (content / kept).write_text(ARTICLE.replace("cold", "COLD"))
    (content / "_alias").symlink_to("_snapshots")
    (content / link).symlink_to(target)
    assert "leads to what is not published" in told(root)[f"content/{link}"]
    assert not [f for f in (root / "output").rglob("*") if f.is_file() and b"COLD" in f.read_bytes()]


def test_links_between_what_is_public_and_between_what_is_not_are_followed(root):
    content = root / "content"
    (content / "_kept").mkdir()
    (content / "_snapshots").symlink_to("_kept")
    (content / "plan.txt").write_text("The weir")
    (content / "plans.txt").symlink_to("plan.txt")
    (content / "weir.md").symlink_to("river.md")
    assert not told(root)
    assert (root / "output/plans.txt").read_text() == "The weir"
    assert (root / "output/2019/weir/index.html").exists()


def test_a_new_link_is_seen_by_a_build_with_nothing_else_to_do(root):
    assert not told(root)
    time.sleep(0.02)
    (root / "content/b.md").symlink_to("nowhere.md")
    assert told(root)


def test_explain_says_that_a_link_is_not_followed(root, capfd):
    (root / "content/all").symlink_to(root.parent / "outside")
    for asked in ("content/all", "all/a.md", str(root / "content/all/a.md")):
        assert main.run(["explain", asked, str(root)]) == 0
        said = capfd.readouterr()
        assert "symbolic link" in said.out
        assert "leads out of content/" in said.err


def test_a_linked_folder_of_the_theme_is_read_wherever_it_lies(root):
    (root.parent / "outside/more.css").write_text("p { margin: 0 }")
    (root / "templates/static").symlink_to("../../outside")
    told(root)
    assert (root / "output/static/more.css").read_text() == "p { margin: 0 }"
    time.sleep(0.02)
    (root.parent / "outside/more.css").write_text("p { margin: 1px }")
    told(root)
    assert (root / "output/static/more.css").read_text() == "p { margin: 1px }"


@pytest.mark.parametrize("mode", [0o000, 0o600, 0o300])
@pytest.mark.parametrize("shut", ["content/2020", "templates"])
def test_a_folder_that_cannot_be_looked_into_is_an_error_and_keeps_its_pages(root, mode, shut):
    """Root may look anywhere, unless it is told to do without that."""
    bound = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if bound and not shutil.which("setpriv"):
        pytest.skip("root reads everything")
    (root / "content/2020").mkdir()
    (root / "content/2020/weir.md").write_text(ARTICLE.replace("River", "Weir"))
    (root / "templates/_footer.html").write_text("<footer>Ours</footer>")
    build(root, Options(jobs=1))
    before = (root / "output/2019/weir/index.html").read_bytes()
    (root / shut).chmod(mode)
    try:
        command = [*bound, sys.executable, "-m", "sitegen", "build", str(root), "--jobs", "1", "--json"]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        (root / shut).chmod(0o755)
    assert made.returncode == 1
    codes = {(p["code"], p["path"]) for p in json.loads(made.stdout)["problems"]}
    assert ("folder-unreadable", shut) in codes
    assert build(root, Options(jobs=1)).problems == ()
    assert (root / "output/2019/weir/index.html").read_bytes() == before
