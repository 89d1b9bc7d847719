"""new, explain, stats and check --fix, as commands."""

import json
import os
import sys
from threading import Timer

import pexpect
import pytest

from sitegen.cache import CACHE, opened


def test_new_prints_the_path_it_made_and_the_result_builds(site, started, sitegen):
    found = started("new", "Die Brücke: ein “Anfang”", site, "--tag", "Press-Freedom", "--author", "Desk")
    assert found.returncode == 0
    path = site.parent / found.stdout.strip()
    assert path.is_file()
    assert path.name == "die-brucke-ein-anfang.md"
    built = json.loads(sitegen("build", site, "--why", "--json").stdout)
    assert (built["counts"]["articles"], built["problems"]) == (3, [])
    assert {"path": "2019/river/index.html", "reason": "it is new"} in built["reasons"]


def test_new_says_which_known_tag_may_be_meant(site, sitegen):
    sitegen("new", "One", site, "--tag", "press freedom")  # nothing was built: the articles are read
    found = sitegen("new", "Two", site, "--tag", "Press-Freedom", "--tag", "pres fredom, press_freedom")
    text = (site.parent / found.stdout.strip()).read_text()
    assert "- press freedom\n- pres fredom\nsummary" in text
    assert "did you mean “press freedom”?" in found.stderr


def test_new_writes_a_tag_by_its_name_not_by_the_title_that_readers_see(site, sitegen):
    with (site / "content/site.yaml").open("a") as settings:
        settings.write("tags:\n  water: {title: Water quality, aliases: [rivers]}\n")
    found = sitegen("new", "One", site, "--tag", "Water", "--tag", "Rivers")
    assert "tags:\n- water\nsummary" in (site.parent / found.stdout.strip()).read_text()
    assert found.stderr == ""


@pytest.mark.parametrize("lang", ["../../../x", "klingon", "a b", "fa.md", "/etc/fa"])
def test_new_takes_no_language_that_is_none(site, sitegen, lang):
    before = sorted(site.rglob("*"))
    found = sitegen("new", "River", site, "--lang", lang)
    assert found.returncode == 2
    assert f"“{lang}”" in found.stderr
    assert sorted(site.rglob("*")) == before


def test_new_says_when_a_language_is_new_here(site, sitegen):
    found = sitegen("new", "River", site, "--lang", "fa")
    assert found.stdout.endswith("river.fa.md\n")
    assert "languages" in found.stderr


def test_new_never_overwrites(site, sitegen):
    names = [sitegen("new", "Same", site).stdout.strip() for _ in range(2)]
    assert [name.rpartition("/")[2] for name in names] == ["same.md", "same-2.md"]


@pytest.mark.parametrize(
    ("title", "code"), [("", 2), ("   ", 2), ("رودخانه برگشت", 0), ("🌊", 0), ("../../etc", 0), ("\udcff", 2)]
)
def test_any_title_gives_a_file_below_content_or_a_reason(site, sitegen, title, code):
    found = sitegen("new", title, site)
    assert found.returncode == code
    if code == 0:
        path = (site.parent / found.stdout.strip()).resolve()
        assert path.is_relative_to(site / "content")
        assert sitegen("build", site).returncode == 0


def test_new_opens_the_editor(site, started):
    found = started(
        "new", "Edited", site, "--edit", VISUAL="sh -c 'echo By hand >> \"$1\"' sh", SHELL="/bin/sh"
    )
    assert (site.parent / found.stdout.strip()).read_text().endswith("By hand\n")


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("/tmp/no such/my ed", "“/tmp/no such/my ed” cannot be started; name it in EDITOR"),
        ("no-such-editor", "“no-such-editor” cannot be started"),
        ("'half", "“'half” cannot be started"),
        ("false", "“false” ended with an error"),
    ],
)
def test_an_editor_that_fails_leaves_the_article_and_a_cure(site, sitegen, editor, said):
    found = sitegen("new", "Edited", site, "--edit", EDITOR=editor, VISUAL="")
    assert found.returncode == 2
    assert said in found.stderr
    assert f"open {found.stdout.strip()} in any editor" in found.stderr
    assert (site.parent / found.stdout.strip()).is_file()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("draft: true\n", "it is a draft"),
        ("", "yes"),
        ("withdrawn: {date: 2020-01-02, reason: Wrong.}\n", "withdrawn on 2020-01-02"),
        ("withdrawn: It was wrong.\n", "withdrawn: its page shows the reason"),
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


def test_explain_knows_everything_that_an_archive_holds(site, sitegen):
    url = "https://x.com/example_a/status/1001438284871237633"
    with (site / "content/2019/river.md").open("a") as article:
        article.write(f"\n{url}\n")
    post = site / "content/_snapshots/x/1001438284871237633.json"
    post.parent.mkdir(parents=True)
    post.write_text(
        f'{{"provider": "x", "id": "1001438284871237633", "url": "{url}", "status": "deleted", "text": "W"}}'
    )
    other = url[:-1]
    told = f"tweets:\n- {{url: {other}4, status: deleted}}\n- {{url: {other}5, text: W, status: withheld}}\n"
    (site / "content/2020/lake.md").write_text(
        f"---\ntitle: L\ndate: 2020-05-01\ntags: [Lakes]\n{told}---\nx\n"
    )
    own = site / "templates/tag.html"
    own.parent.mkdir()
    own.write_text("{% extends 'base.html' %}")
    sitegen("build", site)
    for what, said in (
        ("output/2019/river/index.html", "content/2019/river.md"),
        ("http://localhost:8000/2019/river/", "content/2019/river.md"),
        ("/tags/lakes/", "the articles with the tag “Lakes”: 1"),
        ("tags/lakes", "templates/tag.html"),
        ("/archive/2020/", "the articles of 2020: 1"),
        ("output/feed.xml", "output/feed.xml"),
        ("content/_snapshots/x/1001438284871237633.json", "quoted in  content/2019/river.md"),
        (url, f"{url}: captured, deleted"),
        (f"{other}4", f"{other}4: not captured, deleted"),
        (f"{other}5", f"{other}5: withheld"),
        ("templates/tag.html", "1 of"),
        ("content/site.yaml", "the settings"),
    ):
        found = sitegen("explain", what, site)
        assert (found.returncode, said in found.stdout) == (0, True), (what, found.stdout)
    (site / "loop.md").symlink_to("loop.md")
    for what, said in (
        ("https://elsewhere.example.org/2019/river/", "no address of its site"),
        ("content/2019/rivr.md", "did you mean “content/2019/river.md”?"),
        (site / "content/2019", "a folder"),
        ("https://archive.example.org/2019/" + "%D8%B1" * 50, "no address of its site"),
        ("loop.md", "no file of this archive"),
    ):
        found = sitegen("explain", what, site)
        assert (found.returncode, said in found.stdout) == (1, True), (what, found.stdout)


def test_explain_knows_an_alias_that_is_a_query(site, sitegen):
    (site / "content/old.md").write_text(
        "---\ntitle: Old\ndate: 2012-01-01\naliases: ['/?p=201', '/a/?x=1&y=2', '/old-place/']\n---\nx\n"
    )
    for what in (
        "/?p=201",
        "https://archive.example.org/?p=201",
        "/a/?y=2&x=1",
        "/old-place/",
        "/old-place/?utm=1",
    ):
        assert "an alias that leads to /2012/old/ (old.md)" in sitegen("explain", what, site).stdout, what
    assert "output/index.html" in sitegen("explain", "/?p=202", site).stdout
    assert "alias" not in sitegen("explain", "/2012/old/?p=201", site).stdout


def test_explain_names_what_is_the_default_theme_s_as_that(site, sitegen):
    sitegen("build", site)

    def said(what):
        found = sitegen("explain", what, site)
        assert found.returncode == 0, what
        return " ".join(found.stdout.split())

    assert "template default/year.html" in said("archive/2019/")
    assert "made of default/static/style.css" in said("/static/style.css")
    for what in ("default/year.html", "templates/year.html"):
        assert "file default/year.html" in said(what)
        assert "2 of" in said(what)
        assert "to change it make templates/year.html" in said(what)
    assert "published as /static/style.css" in said("default/static/style.css")
    (site / "templates").mkdir()
    (site / "templates/year.html").write_text("{% extends 'default/year.html' %}")
    assert "file templates/year.html" in said("templates/year.html")
    assert "template templates/year.html" in said("archive/2019/")
    assert "templates/year.html of this archive replaces it" in said("default/year.html")
    assert "2 of" in said("default/year.html")
    assert sitegen("explain", "default/none.html", site).returncode == 1


def test_explain_gives_both_reasons_of_a_draft_of_the_future(site, sitegen):
    (site / "content/later.md").write_text("---\ntitle: X\ndate: 2099-01-01\ndraft: true\n---\nText\n")
    found = " ".join(sitegen("explain", "later.md", site).stdout.split())
    assert "it is a draft; remove" in found
    assert "and its date, 2099-01-01, has not come" in found


def test_explain_tells_a_day_as_it_was_written(site, sitegen):
    (site / "content/later.md").write_text("---\ntitle: X\ndate: 2099-01-01\n---\nText\n")
    found = sitegen("explain", "later.md", site)
    assert "its date, 2099-01-01, has not come" in found.stdout
    assert "it is not built" in found.stdout


def test_stats_counts_as_a_table_and_as_json(site, sitegen):
    found = json.loads(sitegen("stats", site, "--json").stdout)
    assert found["total"]["articles"] == 2
    assert list(found["years"]) == ["2019", "2020"]
    table = sitegen("stats", site, COLUMNS="40").stdout
    assert "2019" in table
    assert max(map(len, table.splitlines())) <= 40
    assert "2019: 1 article, " in table


def test_stats_counts_what_is_not_published_too(site, sitegen):
    (site / "content/d.md").write_text("---\ntitle: D\ndate: 2019-01-01\ndraft: true\n---\nText\n")
    (site / "content/f.md").write_text("---\ntitle: F\ndate: 2099-01-01\n---\nText\n")
    (site / "content/bad.md").write_text("---\ntitle: B\ndate: never\n---\nText\n")
    found = json.loads(sitegen("stats", site, "--json").stdout)
    assert (found["total"]["articles"], found["total"]["drafts"], found["total"]["future"]) == (2, 1, 1)
    assert found["total"]["failed"] == 1


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


@pytest.mark.parametrize(("answer", "mended"), [("y", True), ("n", False), ("\x03", False)])
def test_check_fix_asks_in_a_terminal(site, answer, mended):
    file = site / "content/2019/river.md"
    before = file.read_text().replace("2019-05-01", "2019-5-1")
    file.write_text(before)
    command = ["-m", "sitegen", "check", str(site), "--fix"]
    child = pexpect.spawn(sys.executable, command, encoding="utf-8", timeout=60)
    child.expect("2019-05-01")
    child.expect(r"\?|\[y/N\]")
    child.sendline(answer)
    child.expect(pexpect.EOF)
    assert file.read_text() == (before.replace("2019-5-1", "2019-05-01") if mended else before)


def test_messages_are_plain_in_a_pipe(site, started):
    (site / "content/bad.md").write_text("---\ntitle: X\ndate: never\n---\nText\n")
    found = started("check", site)
    assert "\x1b" not in found.stderr + found.stdout
    assert found.stdout == ""
    assert "date: never" in found.stderr


@pytest.mark.skipif(os.name == "nt", reason="such names are not allowed there")
@pytest.mark.parametrize("command", ["build", "check", "explain", "serve"])
def test_no_file_name_acts_on_the_editors_terminal(site, command):
    name = "content/\x1b[2Ja\nforged.md"
    (site / name).write_text("no head")
    words = {"explain": ["explain", name], "serve": ["serve", "--port", "0"]}.get(command, [command])
    with pexpect.spawn(
        sys.executable, ["-m", "sitegen", *words, str(site)], encoding="utf-8", timeout=60
    ) as child:
        child.expect("forged.md")
        assert "\x1b[2J" not in child.before
        assert child.before.endswith("content/\\x1b[2Ja\\n")


def test_a_file_where_a_folder_has_to_be_is_no_bug(site, sitegen):
    (site / ".sitegen").write_text("x")
    found = sitegen("capture", site)
    assert found.returncode == 1
    assert "Not a directory" in found.stderr
    assert "bug" not in found.stderr


def test_links_to_themselves_and_names_past_all_bounds_are_no_bugs(site, sitegen):
    for name in ("templates", "www"):
        (site / name).symlink_to(name)
    built = sitegen("build", site, "--output", site / "www")
    assert (built.returncode, "a link that leads nowhere" in built.stderr) == (2, True)
    counted = sitegen("stats", "x" * 300)
    assert (counted.returncode, "choose a shorter name" in counted.stderr) == (1, True)


@pytest.mark.parametrize("what", ["http://[bad", "//x", "https://evil.example/", "mailto:a@example.org"])
def test_explain_takes_no_foreign_address_for_the_home_page(site, sitegen, what):
    done = sitegen("explain", what, site)
    assert (done.returncode, "no file of this archive" in done.stdout) == (1, True)


def test_explain_knows_the_files_that_a_build_makes(site, sitegen):
    for name, what, made in (
        ("feed.xml", "a feed", "rebuilt"),
        ("robots.txt", "for programs", "content/site.yaml"),
        ("static/style.css", "of the theme", "rebuilt"),
        ("2019/river/citation.bib", "BibTeX", "content/2019/river.md"),
    ):
        said = sitegen("explain", f"https://archive.example.org/{name}", site).stdout
        assert (what in said, made in said) == (True, True), said


def test_explain_knows_addresses_below_an_encoded_folder(site, sitegen):
    settings = site / "content/site.yaml"
    settings.write_text(
        settings.read_text().replace("archive.example.org/", "archive.example.org/sub%20folder/")
    )
    root = "https://archive.example.org/sub%20folder"
    for what in (f"{root}/2019/river/", "/sub%20folder/2019/river/", "http://localhost:8000/2019/river/"):
        assert "content/2019/river.md" in sitegen("explain", what, site).stdout, what
    assert "output/index.html" in sitegen("explain", root, site).stdout
    assert sitegen("explain", "https://archive.example.org/2019/river/", site).returncode == 1


def test_explain_knows_a_post_by_any_of_its_addresses(site, sitegen):
    with (site / "content/2019/river.md").open("a") as article:
        article.write("\nhttps://x.com/example_desk/status/1234567890123456789\n")
    for address in ("https://mobile.twitter.com/example_desk/status/1234567890123456789",
                    "https://twitter.com/i/web/status/1234567890123456789"):  # fmt: skip
        assert "content/2019/river.md" in sitegen("explain", address, site).stdout


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_command_that_waits_for_another_says_so(site, sitegen, command):
    held = opened(site / CACHE)
    held.__enter__()
    Timer(0.2, held.__exit__, (None, None, None)).start()
    found = sitegen(command, site)
    assert found.returncode == 0
    assert found.stderr.count("waiting for it to end") == 1
