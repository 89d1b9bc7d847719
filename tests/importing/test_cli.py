"""The command: options, exit codes, the report for scripts and the one for people."""

import json
import subprocess
import sys
from functools import partial

import pytest

from sitegen.importing import detect

POST = "---\ntitle: River\nodd: 1\n---\nWords.\n\n{% unknown %}\n"


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "2019-03-04-river.md").write_text(POST)
    (folder / "2019-03-05-empty.md").write_text("")
    return folder


@pytest.fixture
def run(sitegen):
    """Run the command."""
    return partial(sitegen, "import")


def started(*arguments, folder):
    """Run the command in a folder as a process, as a pipe sees it."""
    command = [sys.executable, "-m", "sitegen", "import", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_report_for_scripts(source, tmp_path):
    done = started(source, "site", "--json", folder=tmp_path)
    report = json.loads(done.stdout)
    assert (done.returncode, report["version"], report["imported"]) == (1, 1, 1)
    assert report["skipped"] == [
        {"path": "2019-03-05-empty.md", "reason": "empty", "detail": "the file is empty"}
    ]
    assert set(report["embeds"]) >= {"found", "unique", "captured", "dead", "without_url", "by_form"}
    assert set(report["embeds"]["by_form"]) == {"shortcode", "blockquote", "bare", "flattened"}
    assert (report["media"], report["redirects"]) == (0, 1)
    assert {problem["code"] for problem in report["problems"]} == {"empty", "unknown-shortcode"}
    assert set(report["problems"][0]) == {"severity", "code", "path", "line", "column", "message", "hint"}


def test_messages_go_to_stderr_with_places(source, run):
    done = run(source, "site")
    assert done.stdout == ""
    assert "2019-03-04-river.md:7:1: warning: the template tag “unknown” is not understood" in done.stderr
    assert "1 article imported" in done.stderr


def test_the_report_for_people(source, tmp_path, run):
    run(source, "site")
    report = (tmp_path / "site/import-report.md").read_text()
    assert report.startswith("# Import of posts\n")
    assert "- `2019-03-05-empty.md`: the file is empty" in report
    assert "- `2019-03-04-river.md:7`: the template tag" in report
    assert "- `odd` (once)" in report
    assert str(tmp_path) not in report


def test_sound_content_is_exit_code_0(source, run):
    (source / "2019-03-05-empty.md").unlink()
    assert run(source, "site", "--from", "jekyll").returncode == 0


def test_a_dry_run_writes_nothing(source, tmp_path, run):
    done = run(source, "site", "--dry-run")
    assert "1 article would be imported" in done.stderr
    assert not (tmp_path / "site").exists()


def test_verify_says_how_much_was_kept(source, run):
    done = run(source, "site", "--verify", "--json")
    assert json.loads(done.stdout)["faithfulness"]["kept"] == 1.0
    assert "1 article compared: 100.000%" in run(source, "site", "--verify").stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere",), "does not exist"),
        (("posts", "--date", "soon"), "is no date"),
        (("posts", "--from", "word"), "not one of"),
        (("posts", "site", "--verify", "--dry-run"), "cannot go with"),
        (("nothing",), "looks like articles"),
    ],
)
def test_wrong_usage_is_exit_code_2(source, tmp_path, run, arguments, words):
    (tmp_path / "nothing").mkdir()
    done = run(*arguments)
    assert (done.returncode, words in done.stderr) == (2, True)


def test_why_the_only_file_was_left_out_is_said(tmp_path, run):
    (tmp_path / "t.txt").write_text("Words.\n")
    done = run("t.txt", "site", "--from", "jekyll")
    assert "t.txt: left out: it has no front matter" in done.stderr


def test_an_archive_as_its_own_source_is_wrong_usage(tmp_path, run):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text(POST)
    done = run(".", "--json")
    assert (done.returncode, json.loads(done.stdout)["problems"][0]["code"]) == (2, "refused")


def test_settings_that_cannot_be_read_are_exit_code_2(source, tmp_path, run):
    (tmp_path / "site/content").mkdir(parents=True)
    (tmp_path / "site/content/site.yaml").write_text("title: [\n")
    done = run(source, "site")
    assert done.returncode == 2
    assert "content/site.yaml:" in done.stderr


def test_an_archives_own_settings_stay_and_count(source, tmp_path, run):
    (tmp_path / "site/content").mkdir(parents=True)
    settings = "title: Mine\nbase_url: https://mine.example.org/\npermalink: /{year}/{month}/{day}/{slug}/\n"
    (tmp_path / "site/content/site.yaml").write_text(settings)
    (source / "2019-03-05-other.md").write_text("---\ntitle: Other\n---\n[r](/2019/03/04/river/)\n")
    run(source, "site")
    assert (tmp_path / "site/content/site.yaml").read_text() == settings
    assert "aliases" not in (tmp_path / "site/content/2019/other.md").read_text()


@pytest.mark.parametrize(
    ("files", "form"),
    [
        (["_config.yml"], "jekyll"), (["2019-03-04-a.md"], "jekyll"), (["hugo.toml", "content/a.md"], "hugo"),
        (["a.md"], "markdown"), (["a.txt"], "text"), (["a.html"], "text"), (["a.xml"], "wordpress"), (["a.jpg"], ""),
        (["conf.py", "posts/a.rst", "README.txt"], "markdown"), (["pelicanconf.py", "content/a.rst"], "markdown"),
        (["eleventy.config.js", "2019-03-04-a.md"], "markdown"), (["a.txt", "b.rst"], "text"), (["a.rst"], "markdown"),
        (["config.yaml", "content/a.md"], "hugo"), (["config.json", "content/a.md"], "hugo"), (["config.yml", "a.md"], "markdown"),
        (["config.yaml", "pelicanconf.py", "content/a.md"], "markdown"),
    ],
)  # fmt: skip
def test_the_format_is_told_by_what_is_there(tmp_path, files, form):
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert detect.form_of(tmp_path) == form


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.xml", "<rss", "wordpress"), ("a.txt", "x", "text"), ("a.md", "x", "markdown"), ("a", "<rss", "wordpress"),
        ("2019-03-04-a.md", "x", "jekyll"), ("a.html", "<html>", "text"),
    ],
)  # fmt: skip
def test_the_format_of_a_file(tmp_path, name, text, form):
    (tmp_path / name).write_text(text)
    assert detect.form_of(tmp_path / name) == form


@pytest.mark.parametrize("settings", [{"conf.py": "BLOG_TITLE = 'Watch'\n"}, {}])
def test_articles_in_other_markup_are_named_whatever_the_format(bench, settings):
    bench.write({"posts/one.rst": ".. title: One\n\nOne.\n", "README.txt": "Read me.\n", **settings}).run()
    assert [(skip.path, skip.reason) for skip in bench.tally.skipped] == [
        ("posts/one.rst", "unsupported-format")
    ]
    assert bench.tally.imported == (0 if settings else 1)
