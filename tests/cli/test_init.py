"""A new archive: what is asked, what is written, and that it builds without a word of complaint."""

import json
import sys

import jsonschema
import pexpect
import pytest
import yaml

from sitegen.build import build
from sitegen.report import Options, SettingsError, StartError
from sitegen.starting import Wanted, refuse_used, start

ENGLISH = Wanted("Our archive", "en", "https://archive.example.org/", "UTC")


@pytest.mark.parametrize("language", ["en", "fa", "ar", "he", "fr", "de", "es", "ru", "zh", "pt-BR", "ku"])
def test_what_is_made_builds_without_problems(tmp_path, language):
    list(start(tmp_path, Wanted('A "quoted": title', language, "https://a.example.org/sub/", "Asia/Tehran")))
    report = build(tmp_path, Options(jobs=1, search=False))
    assert report.problems == ()
    assert report.counts.articles == 3
    page = (tmp_path / "output/index.html").read_text()
    assert f'lang="{language}"' in page


@pytest.mark.parametrize(
    "path", [".gitlab-ci.yml", ".github/workflows/publish.yml", ".pre-commit-config.yaml"]
)
def test_the_files_for_ci_are_sound_and_keep_the_cache(tmp_path, path):
    list(start(tmp_path, ENGLISH))
    text = (tmp_path / path).read_text()
    assert yaml.safe_load(text)
    if "pre-commit" not in path:
        assert ".sitegen" in text
        assert "sitegen build" in text


def test_the_settings_name_their_schema_for_any_yaml_language_server(tmp_path):
    list(start(tmp_path, ENGLISH))
    settings = tmp_path / "content/site.yaml"
    named = settings.read_text().splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    schema = json.loads((settings.parent / named).read_text())
    jsonschema.validate(yaml.safe_load(settings.read_text()), schema)


def test_no_schema_is_written_that_no_file_names(tmp_path):
    list(start(tmp_path, ENGLISH))
    named = (tmp_path / ".vscode/settings.json").read_text() + (tmp_path / "content/site.yaml").read_text()
    schemas = [path.name for path in tmp_path.rglob("*.schema.json")]
    assert schemas
    assert [name for name in schemas if f"/{name}" not in named] == []


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("T", "not a language", "https://a.example.org/", "UTC"),
        Wanted("T", "en", "ftp://a", "UTC"),
        Wanted("T", "en", "https://a.example.org/", "Moon/Base"),
    ],
)
def test_a_wrong_answer_writes_nothing(tmp_path, wanted):
    with pytest.raises(SettingsError):
        list(start(tmp_path / "new", wanted))
    assert not (tmp_path / "new").exists()


def test_a_folder_with_files_is_never_touched(tmp_path, sitegen):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(StartError, match=r"mine\.txt"):
        refuse_used(tmp_path)
    found = sitegen("init", tmp_path)
    assert found.returncode == 2
    assert "mine.txt" in found.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--title", "   "),
        ("--language", "klingon!!"),
        ("--base-url", "archive.example.org"),
        ("--timezone", "Mars/Base"),
    ],
)
def test_a_wrong_option_is_named_and_writes_nothing(tmp_path, sitegen, option, value):
    found = sitegen("init", "new", option, value)
    assert found.returncode == 2
    assert f"Invalid value for {option}: " in found.stderr
    assert "site.yaml" not in found.stderr
    assert not (tmp_path / "new").exists()


def test_a_link_that_leads_nowhere_is_no_place_for_an_archive(tmp_path, sitegen):
    (tmp_path / "new").symlink_to(tmp_path / "gone")
    found = sitegen("init", "new")
    assert found.returncode == 2
    assert "new is a link to a folder that is not there; make that folder" in found.stderr


def test_a_folder_with_a_space_in_its_name_can_be_copied_from_the_message(sitegen):
    assert "sitegen build 'river archive'" in sitegen("init", "river archive").stderr


def test_a_fresh_repository_is_fine(tmp_path, sitegen):
    (tmp_path / "new/.git").mkdir(parents=True)
    assert sitegen("init", "new").returncode == 0
    assert (tmp_path / "new/content/site.yaml").is_file()


def test_without_a_terminal_nothing_is_asked(tmp_path, started):
    found = started("init", "new", "--title", "River", "--language", "fa")
    assert found.returncode == 0
    assert found.stdout == ""
    assert "sitegen build new" in found.stderr
    assert 'title: "River"' in (tmp_path / "new/content/site.yaml").read_text()


# --- in a terminal -------------------------------------------------------------------------------


@pytest.fixture
def terminal(tmp_path):
    """Start a command in a terminal 40 columns wide."""
    started = []

    def spawn(*arguments, **environment):
        child = pexpect.spawn(
            sys.executable,
            ["-m", "sitegen.cli.main", *map(str, arguments)],
            cwd=str(tmp_path),
            timeout=60,
            encoding="utf-8",
            dimensions=(24, 40),
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm", **environment},
        )
        started.append(child)
        return child

    yield spawn
    for child in started:
        child.close(force=True)


def test_answers_become_settings(tmp_path, terminal):
    child = terminal("init", "new")
    for asked, answer in (("Title", "رودخانه"), ("language", "fa"), ("Address", "https://r.example.org/")):
        child.expect(asked)
        child.sendline(answer)
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0
    settings = yaml.safe_load((tmp_path / "new/content/site.yaml").read_text())
    assert (settings["title"], settings["language"]) == ("رودخانه", "fa")
    assert settings["base_url"] == "https://r.example.org/"


def test_a_wrong_answer_is_asked_again(tmp_path, terminal):
    child = terminal("init", "new", "--title", "River")
    child.expect("language")
    child.sendline("Klingonese!")
    child.expect("Error")
    child.expect("language")
    child.sendline("fa")
    child.expect("Address")
    child.sendline("river")
    child.expect("Error")
    child.expect("Address")
    child.sendline("https://r.example.org/")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0


def test_an_interrupted_prompt_leaves_nothing_behind(tmp_path, terminal):
    child = terminal("init", "new")
    child.expect("Title")
    child.sendline("River")
    child.expect("language")
    child.sendintr()
    child.expect("Interrupted")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 130
    assert list(tmp_path.iterdir()) == []


def test_progress_is_seen_on_a_terminal(terminal, tmp_path):
    list(start(tmp_path / "new", ENGLISH))
    child = terminal("build", "new", NO_COLOR="")
    child.expect("render")
    child.expect("3 articles")
    child.expect(pexpect.EOF)


@pytest.mark.parametrize("plain", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_plain_is_plain(terminal, tmp_path, plain):
    list(start(tmp_path / "new", ENGLISH))
    (tmp_path / "new/content/x.md").write_text("---\ntitle: x\ndate: never\n---\n")
    child = terminal("check", "new", **plain)
    child.expect(pexpect.EOF)
    assert "error" in child.before
    assert "\x1b" not in child.before


def test_a_report_fits_forty_columns(terminal, tmp_path):
    list(start(tmp_path / "new", ENGLISH))
    (tmp_path / "new/content/x.md").write_text(
        f"---\ntitle: x\ndate: 2020-01-01\n---\n{'long ' * 20}[a](b.md)\n"
    )
    child = terminal("check", "new", NO_COLOR="1")
    child.expect(pexpect.EOF)
    assert "b.md" in child.before
    assert "^" in child.before
    report, _, _ = child.before.partition("4 articles, ")
    assert [line for line in report.splitlines() if len(line) > 40] == []


def test_a_mark_in_an_answer_is_a_part_of_it(tmp_path):
    list(start(tmp_path, Wanted("the {BASE_URL} mark {TITLE}", "en", "https://a.example.org/", "UTC")))
    assert (
        yaml.safe_load((tmp_path / "content/site.yaml").read_text())["title"] == "the {BASE_URL} mark {TITLE}"
    )


def test_hidden_files_of_others_are_no_archive(tmp_path):
    (tmp_path / ".DS_Store").write_bytes(b"x")
    (tmp_path / ".git").mkdir()
    refuse_used(tmp_path)
    (tmp_path / ".gitignore").write_text("x")
    with pytest.raises(StartError, match="gitignore"):
        refuse_used(tmp_path)


def test_a_language_that_nobody_speaks_is_refused(sitegen):
    found = sitegen("init", "new", "--lang", "zz")
    assert (found.returncode, "“zz” is not a language" in found.stderr) == (2, True)


def test_the_commands_that_are_proposed_work_with_any_name(tmp_path, sitegen):
    assert "sitegen build ./-dash\n" in sitegen("init", "--title", "X", "--", "-dash").stderr
    assert sitegen("build", "./-dash").returncode == 0
