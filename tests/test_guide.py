"""The editor's guide (`docs/`): it builds without a fault, and what it says exists."""

import re
import shlex
import shutil
import subprocess
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
import yaml

from sitegen.build import build
from sitegen.cli.main import COMMANDS, cli
from sitegen.decoding.article import FRONT_MATTER
from sitegen.decoding.site import SITE
from sitegen.embeds.address import split
from sitegen.report import Options

GUIDE = Path(__file__).parent.parent / "docs" / "content"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?<!\S)sitegen ([a-z][^#&|>\n]*)")


def text(path):
    return (GUIDE / path).read_text(encoding="utf-8")


def fences(language):
    """(file, code) of each fenced block in a language."""
    for file in sorted(GUIDE.rglob("*.md")):
        for found in FENCE.finditer(file.read_text(encoding="utf-8")):
            if found[1] == language:
                yield file.name, found[2]


def commands():
    """Each call of sitegen in the guide, once, without comments."""
    calls = (CALL.findall(code) for _, code in fences("sh"))
    return sorted({call.strip() for found in calls for call in found})


def test_the_guide_builds_without_a_problem(tmp_path):
    shutil.copytree(GUIDE, tmp_path / "content")
    report = build(tmp_path, Options(now=datetime(2026, 11, 2, tzinfo=UTC), jobs=1))
    assert [str(problem) for problem in report.problems] == []
    assert report.counts.articles >= 15
    assert (report.counts.drafts, report.counts.future) == (0, 0)


def test_the_map_for_nginx_has_what_browsers_ask_for(tmp_path):
    rules = "/ p=7 q=a%20b /2019/a/ 301!\n/%D9%85;/ /2019/b/ 301\n"
    (tmp_path / "output").mkdir()
    (tmp_path / "output/_redirects").write_text(rules)
    [recipe] = [code for name, code in fences("sh") if name == "nginx.md" and "_redirects" in code]
    subprocess.run(recipe, shell=True, check=True, cwd=tmp_path)
    assert (tmp_path / "redirects.map").read_text().splitlines() == [
        '"/?p=7&q=a%20b" "/2019/a/";',
        '"/%D9%85;/" "/2019/b/";',
    ]


@pytest.mark.parametrize("key", sorted(FRONT_MATTER.fields))
def test_each_key_of_front_matter_is_explained(key):
    assert f"`{key}`" in text("guide/write.md")


@pytest.mark.parametrize("key", sorted(SITE.fields))
def test_each_setting_is_explained(key):
    assert f"`{key}`" in text("guide/settings.md")


@pytest.mark.parametrize("call", commands())
def test_each_command_of_the_guide_is_understood(call):
    words = shlex.split(call)
    assert words[0] in COMMANDS
    command = cli.get_command(click.Context(cli), words[0])
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word.partition("=")[0] for word in words if word.startswith("-")} <= known


def test_the_examples_in_yaml_and_toml_can_be_read():
    for _, code in fences("yaml"):
        yaml.safe_load(code)
    for _, code in fences("toml"):
        tomllib.loads(code)


def test_the_python_of_the_guide_does_what_it_says(tmp_path, monkeypatch, capsys):
    code = next(code for _, code in fences("python") if "build(" in code)
    monkeypatch.chdir(tmp_path)
    content = tmp_path / "river-archive/content"
    content.mkdir(parents=True)
    (content / "site.yaml").write_text("title: T\nbase_url: https://a.example.org/\n")
    (content / "a.md").write_text("---\ntitle: A\ndate: never\n---\nText\n")
    exec(code, {})
    assert capsys.readouterr().out == "content/a.md 3 wrong-date\n"


def test_the_provider_of_the_guide_knows_its_posts():
    made = {}
    exec(next(code for _, code in fences("python") if "PROVIDER" in code), made)
    assert made["find"](split("https://tube.example.net/w/weir")).key == "example-tube/weir"
    assert made["find"](split("https://tube.example.net/about")) is None
    assert made["PROVIDER"].hosts == {"tube.example.net"}
