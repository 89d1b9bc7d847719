"""new, explain, stats and check --fix, as commands."""

import json
import os
import sys

import pexpect
import pytest


def test_new_prints_the_path_it_made_and_the_result_builds(site, sitegen):
    found = sitegen("new", "Die Brücke: ein “Anfang”", site, "--tag", "Press-Freedom", "--author", "Desk")
    assert found.returncode == 0
    path = site.parent / found.stdout.strip()
    assert path.is_file()
    assert path.name == "die-brucke-ein-anfang.md"
    built = sitegen("build", site, "--json")
    assert json.loads(built.stdout)["counts"]["articles"] == 3
    assert json.loads(built.stdout)["problems"] == []


def test_new_says_which_known_tag_may_be_meant(site, sitegen):
    sitegen("new", "One", site, "--tag", "press freedom")
    sitegen("build", site)
    found = sitegen("new", "Two", site, "--tag", "Press-Freedom", "--tag", "pres fredom")
    text = (site.parent / found.stdout.strip()).read_text()
    assert "- press freedom\n- pres fredom\n" in text
    assert "did you mean “press freedom”?" in found.stderr


def test_new_never_overwrites(site, sitegen):
    names = [sitegen("new", "Same", site).stdout.strip() for _ in range(2)]
    assert [name.rpartition("/")[2] for name in names] == ["same.md", "same-2.md"]


@pytest.mark.parametrize(
    ("title", "code"), [("", 2), ("   ", 2), ("رودخانه برگشت", 0), ("🌊", 0), ("../../etc", 0)]
)
def test_any_title_gives_a_file_below_content_or_a_reason(site, sitegen, title, code):
    found = sitegen("new", title, site)
    assert found.returncode == code
    if code == 0:
        path = (site.parent / found.stdout.strip()).resolve()
        assert path.is_relative_to(site / "content")
        assert sitegen("build", site).returncode == 0


def test_new_opens_the_editor(site, sitegen):
    found = sitegen(
        "new", "Edited", site, "--edit", VISUAL="sh -c 'echo By hand >> \"$1\"' sh", SHELL="/bin/sh"
    )
    assert (site.parent / found.stdout.strip()).read_text().endswith("By hand\n")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("draft: true\n", "it is a draft"),
        ("", "yes"),
        ("withdrawn: {date: 2020-01-02, reason: Wrong.}\n", "withdrawn on 2020-01-02"),
    ],
)
def test_explain_says_why_an_article_is_or_is_not_published(site, sitegen, more, said):
    (site / "content/x.md").write_text(f"---\ntitle: X\ndate: 2020-01-01\n{more}---\nText\n")
    found = sitegen("explain", "content/x.md", site)
    assert found.returncode == 0
    assert said in found.stdout


def test_explain_knows_the_future_errors_files_and_addresses(site, sitegen):
    (site / "content/later.md").write_text("---\ntitle: X\ndate: 2099-01-01\n---\nText\n")
    assert "has not come" in sitegen("explain", "later.md", site).stdout
    (site / "content/bad.md").write_text("---\ntitle: X\ndate: never\n---\nText\n")
    bad = sitegen("explain", "bad.md", site)
    assert "it has errors" in bad.stdout
    assert "content/bad.md:3:" in bad.stderr
    (site / "content/a.txt").write_text("text")
    assert "as /a.txt" in sitegen("explain", "a.txt", site).stdout
    address = sitegen("explain", "https://archive.example.org/2019/river/", site)
    assert "content/2019/river.md" in address.stdout
    assert sitegen("explain", "/nowhere/", site).returncode == 1


def test_explain_says_what_would_make_it_rebuild(site, sitegen):
    assert "not been built yet" in sitegen("explain", "2019/river.md", site).stdout
    sitegen("build", site)
    assert "its own text and card are" in sitegen("explain", "2019/river.md", site).stdout
    file = site / "content/2019/river.md"
    file.write_text(file.read_text() + "More.\n")
    assert "its text" in sitegen("explain", "2019/river.md", site).stdout


def test_stats_counts_as_a_table_and_as_json(site, sitegen):
    found = json.loads(sitegen("stats", site, "--json").stdout)
    assert found["total"]["articles"] == 2
    assert list(found["years"]) == ["2019", "2020"]
    table = sitegen("stats", site, COLUMNS="40").stdout
    assert "2019" in table
    assert max(map(len, table.splitlines())) <= 40


def test_check_fix_shows_first_and_changes_only_when_told(site, sitegen):
    file = site / "content/2019/river.md"
    before = file.read_text().replace("2019-05-01", "2019-5-1")
    file.write_text(before)
    found = sitegen("check", site, "--fix")
    assert "-date: 2019-5-1\n+date: 2019-05-01\n" in found.stdout
    assert "--yes" in found.stderr
    assert file.read_text() == before
    found = sitegen("check", site, "--fix", "--yes", "--json")
    assert json.loads(found.stdout)["version"] == 1
    assert file.read_text() == before.replace("2019-5-1", "2019-05-01")


def test_messages_are_plain_in_a_pipe(site, sitegen):
    (site / "content/bad.md").write_text("---\ntitle: X\ndate: never\n---\nText\n")
    found = sitegen("check", site)
    assert "\x1b" not in found.stderr + found.stdout
    assert found.stdout == ""
    assert "date: never" in found.stderr


@pytest.mark.skipif(os.name == "nt", reason="such names are not allowed there")
@pytest.mark.parametrize("command", ["build", "check"])
def test_no_file_name_acts_on_the_editors_terminal(site, command):
    (site / "content/\x1b[2Ja\nforged.md").write_text("no head")
    child = pexpect.spawn(sys.executable, ["-m", "sitegen", command, str(site)], encoding="utf-8", timeout=60)
    child.expect(pexpect.EOF)
    assert "\x1b[2J" not in child.before
    assert "content/\\x1b[2Ja\\nforged.md" in child.before
