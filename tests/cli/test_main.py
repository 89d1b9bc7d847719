"""Exit codes and what is said to a person who took a wrong turn."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner

from previewed import small_site
from sitegen.cli import main
from sitegen.cli.failures import tell
from sitegen.report import NoArchiveError


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["biuld"], 2, "Did you mean “build”?"),
        (["zzz"], 2, "See “sitegen --help”."),
        (["build", "--drfts"], 2, "--drafts"),
        (["serve", "--port", "99999999"], 2, "--port"),
        (["check", "--yes"], 2, "--fix"),
        (["explain"], 2, "PATH-OR-URL"),
    ],
)
def test_wrong_usage_names_what_was_meant(capfd, arguments, code, said):
    assert main.run(arguments) == code
    assert said in capfd.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"], ["serve"], ["check"], ["new", "River"], ["explain", "a.md"], ["stats"], ["capture"],
        ["check", "--fix"], ["capture", "--dry-run"],
    ],
)  # fmt: skip
def test_a_folder_that_is_no_archive_says_how_to_make_one(tmp_path, capfd, arguments):
    assert main.run([*arguments, str(tmp_path)]) == 2
    captured = capfd.readouterr()
    assert f"sitegen init {tmp_path}" in captured.err
    assert captured.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_bug_is_told_shortly_and_logged_whole(capfd, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert tell(RuntimeError("something odd")) == 3
    said = capfd.readouterr().err
    assert "Traceback" not in said
    (log,) = tmp_path.glob("sitegen-*.log")
    assert str(log) in said
    assert "RuntimeError: something odd" in log.read_text()


def test_an_expected_fault_is_one_line(capfd):
    assert tell(NoArchiveError("there is none")) == 2
    assert capfd.readouterr().err == "sitegen: there is none\n"


def test_content_with_errors_ends_with_1_and_settings_with_2(site, started, sitegen):
    (site / "content/broken.md").write_text("---\ntitle: x\ndate: never\n---\n")
    found = started("build", site)
    assert (found.returncode, found.stdout) == (1, "")
    assert "content/broken.md:3:" in found.stderr
    (site / "content/site.yaml").write_text("title: 3\npage_size: many\n")
    found = sitegen("build", site)
    assert found.returncode == 2
    assert "content/site.yaml:2:" in found.stderr


@pytest.mark.parametrize("name", main.COMMANDS)
def test_every_command_has_help_with_examples(name):
    found = CliRunner().invoke(main.cli, [name, "--help"])
    assert found.exit_code == 0
    assert "Examples:" in found.output
    assert f"sitegen {name}" in found.output
    assert main.ABOUT[name]


LONG = ("https://archive.example.org/2019/river/",)
"""Words longer than a narrow terminal: they are not cut."""


@pytest.mark.parametrize("name", ["", *main.COMMANDS])
@pytest.mark.parametrize("columns", [40, 60, 80])
def test_help_fits_the_terminal_and_keeps_its_examples_apart(name, columns, monkeypatch, capfd):
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main.run([*([name] if name else []), "--help"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert [line for line in lines if len(line) > columns and line.strip() not in LONG] == []
    if name:
        examples = lines[lines.index("Examples:") + 1 :]
        assert examples[0].startswith(f"  sitegen {name}")


@pytest.mark.parametrize("name", main.COMMANDS)
def test_every_option_is_explained(name):
    command = main.cli.get_command(None, name)
    assert [o.name for o in command.params if o.param_type_name == "option" and not o.help] == []


def test_completion_offers_commands_and_options(started):
    offered = started(_SITEGEN_COMPLETE="bash_complete", COMP_WORDS="sitegen ", COMP_CWORD="1").stdout
    assert "plain,build" in offered
    offered = started(
        _SITEGEN_COMPLETE="bash_complete", COMP_WORDS="sitegen build --d", COMP_CWORD="2"
    ).stdout
    assert "plain,--drafts" in offered


SHELLS = {
    "bash": ("bash_source", "bash", ["--norc", "-i"], "sitegen expl\t", "ain "),
    "zsh": ("zsh_source", "zsh", ["-f", "-i"], "sitegen expl\t", "ain"),
    "fish": ("fish_source", "fish", ["--no-config", "-i"], "sitegen expl\t", "ain "),
}


@pytest.mark.parametrize("shell", SHELLS)
def test_shells_complete_a_command(shell, tmp_path):
    """Typed into the real shell, on a machine that has it."""
    name, program, options, typed, completed = SHELLS[shell]
    if not shutil.which(program):
        pytest.skip(f"needs {program}")
    tools = str(Path(sys.executable).parent)
    environment = {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path), "TERM": "dumb"}
    script = tmp_path / "complete"
    made = subprocess.run(
        ["sitegen"], env=environment | {"_SITEGEN_COMPLETE": name}, capture_output=True, text=True, check=True
    )
    script.write_text(
        f"autoload -U compinit; compinit -u -D\n{made.stdout}" if shell == "zsh" else made.stdout
    )
    child = pexpect.spawn(
        program, options, env=environment, encoding="utf-8", timeout=60, dimensions=(30, 120)
    )
    try:
        child.sendline(f". {script}; echo rea''dy")
        child.expect("ready")
        child.send(typed)
        child.expect("expl" + completed)
    finally:
        child.close(force=True)


def test_a_folder_that_is_no_archive_is_told_what_it_is(tmp_path, capfd, monkeypatch):
    small_site(tmp_path / "archive")
    (tmp_path / "used").mkdir()
    (tmp_path / "used/a b.txt").touch()
    for folder, said in (
        ("archive/content/2019", str(tmp_path / "archive")),
        ("archive/content/2019/river.md", str(tmp_path / "archive")),
        ("used", f"sitegen init {tmp_path}/used/my-archive"),
        ("used/a b.txt", "is a file"),
        ("new one", f"sitegen init '{tmp_path}/new one'"),
    ):
        assert main.run(["build", str(tmp_path / folder)]) == 2
        assert said in capfd.readouterr().err
    monkeypatch.chdir(tmp_path / "used")
    assert main.run(["verify"]) == 2
    assert "sitegen init my-archive" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("number", "cure"), [(errno.ENOSPC, "make room"), (errno.EFBIG, "ulimit -f"), (errno.ESTALE, "anew")]
)
def test_a_disk_that_takes_no_more_is_no_bug(capfd, number, cure):
    assert tell(OSError(number, os.strerror(number), "/srv/site/index.html")) == 1
    said = capfd.readouterr().err
    assert said.startswith(f"sitegen: {os.strerror(number)} (/srv/site/index.html)")
    assert "bug" not in said
    assert cure in said


OTHER = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""An environment in which the names of files are ASCII."""


def test_a_locale_without_utf_8_is_refused_only_where_a_name_needs_it(site, started):
    assert started("build", site, **OTHER).returncode == 0
    settings = site / "content/site.yaml"
    settings.write_text(settings.read_text() + "slug_unicode: true\n")
    (site / "content/rud.md").write_text(
        "---\ntitle: رود\ndate: 2019-01-01\ntags: [رود]\n---\nText.\n", "utf-8"
    )
    before = {path: path.read_bytes() for path in (site / "output").rglob("*.html")}
    found = started("build", site, **OTHER)
    assert found.returncode == 2
    assert "bug" not in found.stderr
    assert "LC_ALL=C.UTF-8" in found.stderr
    assert {path: path.read_bytes() for path in (site / "output").rglob("*.html")} == before
    assert started("build", site).returncode == 0


def test_a_bug_is_told_where_there_is_no_room_for_a_log(capfd, tmp_path, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("tempfile.tempdir", str(tmp_path / "full"))
        assert tell(RuntimeError("something odd")) == 3
    assert "RuntimeError: something odd" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("fault", "code", "path"),
    [
        (OSError(28, "No space left on device", "/srv/site/index.html"), 1, "/srv/site/index.html"),
        (NoArchiveError("there is none"), 2, ""),
    ],
)
def test_a_script_is_told_on_stdout_why_nothing_was_done(capfd, fault, code, path):
    assert tell(fault, as_json=True) == code
    [problem] = json.loads(capfd.readouterr().out)["problems"]
    assert (problem["severity"], problem["path"]) == ("error", path)
    assert problem["message"]


def test_a_build_that_is_refused_has_a_report_of_all_parts(sitegen, tmp_path):
    for command in ("build", "check"):
        found = sitegen(command, tmp_path / "none", "--json")
        report = json.loads(found.stdout)
        assert (found.returncode, report["counts"]["articles"]) == (2, 0)
        assert {"total", "parse"} <= report["seconds"].keys()
        assert [problem["code"] for problem in report["problems"]] == ["refused"]


def test_an_import_that_is_refused_has_a_report_of_all_parts(sitegen, tmp_path):
    found = sitegen("import", tmp_path / "none", tmp_path, "--json")
    report = json.loads(found.stdout)
    assert (found.returncode, report["imported"], report["embeds"]["found"]) == (2, 0, 0)
    assert [problem["code"] for problem in report["problems"]] == ["wrong-usage"]
    assert "does not exist" in found.stderr


def test_wrong_usage_and_bugs_are_told_on_stdout_too(sitegen, site, capfd, tmp_path, monkeypatch):
    found = sitegen("check", site, "--json", "--outside")
    [problem] = json.loads(found.stdout)["problems"]
    assert (found.returncode, problem["code"]) == (2, "wrong-usage")
    assert "--outside" in problem["message"]
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert tell(RuntimeError("something odd"), command="build", as_json=True) == 3
    [problem] = json.loads(capfd.readouterr().out)["problems"]
    assert (problem["code"], problem["message"]) == ("internal", "a bug: RuntimeError: something odd")


def test_a_command_with_json_says_so_too(sitegen, tmp_path):
    found = sitegen("capture", tmp_path / "none", "--json")
    assert found.returncode == 2
    assert json.loads(found.stdout)["problems"][0]["code"] == "refused"


def test_places_that_cannot_be_written_are_wrong_usage(site, sitegen, tmp_path):
    packed = sitegen("capture", site, "--wacz", tmp_path / "none/x.wacz")
    assert (packed.returncode, "there is no folder" in packed.stderr) == (2, True)
    (tmp_path / "file").write_text("x")
    begun = sitegen("init", tmp_path / "file/new")
    assert (begun.returncode, "cannot be made (Not a directory)" in begun.stderr) == (2, True)
