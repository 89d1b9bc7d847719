"""Providers of posts that other packages bring: seen when they come, change and go, and told of if they fail."""

import sys

import pytest

from sitegen import code, embeds, installed
from sitegen.build import build
from sitegen.checking import check
from sitegen.embeds import registry
from sitegen.report import Options, silent

WORKS = """\
from sitegen.embeds import PostAddress, Provider

def find(location):
    return PostAddress("tube", location.path[-1], "https://tube.example.net/w/a") if location.path else None

PROVIDER = Provider("tube", "Tube", frozenset({"tube.example.net"}), find)
"""
HEAD = "---\ntitle: {}\ndate: 2020-01-01\n---\n"


@pytest.fixture
def forget(monkeypatch):
    """What a process knows of plug-ins is as if it began now."""

    def forgotten():
        for known in (code.digest, embeds.plugins, registry._recognised):
            known.cache_clear()
        sys.modules.pop("example_tube", None)

    forgotten()
    yield forgotten
    monkeypatch.undo()
    forgotten()


@pytest.fixture
def package(tmp_path, monkeypatch, forget):
    """Installs a package whose module says this; one that says nothing offers nothing."""
    place = tmp_path / "packages"
    place.mkdir()
    monkeypatch.syspath_prepend(place)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def install(says, value="example_tube:PROVIDER"):
        told = place / "example_tube-1.0.dist-info"
        told.mkdir(exist_ok=True)
        (told / "METADATA").write_text("Metadata-Version: 2.1\nName: example-tube\nVersion: 1.0\n")
        (told / "entry_points.txt").write_text(f"[{installed.PLUGINS}]\ntube = {value}\n" if says else "")
        (place / "example_tube.py").write_text(says)
        forget()

    return install


@pytest.fixture
def site(tmp_path):
    root = tmp_path / "site"
    (root / "content").mkdir(parents=True)
    (root / "content/site.yaml").write_text(
        "title: T\nbase_url: https://archive.example.org/\nsearch: false\n"
    )
    for name in ("one", "two"):
        (root / f"content/{name}.md").write_text(f"{HEAD.format(name)}https://tube.example.net/w/a\n")
    return root


def built(root):
    report = build(root, Options(jobs=1, racy=0))
    return report, "embed-tube" in (root / "output/2020/one/index.html").read_text()


def test_posts_of_a_plug_in_are_shown_as_it_comes_changes_and_goes(package, site):
    assert built(site)[1] is False
    package(WORKS)
    assert embeds.recognise("https://www.tube.example.net/w/b").key == "tube/b"
    assert embeds.provider_of("tube").title == "Tube"
    report, shown = built(site)
    assert (report.problems, shown) == ((), True)
    assert built(site)[0].counts.written == 0
    package(WORKS.replace('"tube"', '"cinema"'))
    built(site)
    assert "embed-cinema" in (site / "output/2020/one/index.html").read_text()
    package("")
    assert built(site)[1] is False


@pytest.mark.parametrize(
    ("says", "value", "why"),
    [
        ("import nonexistent_example\n", "example_tube:PROVIDER", "ModuleNotFoundError: No module named 'nonexistent_example'"),
        (WORKS, "example_tube:find", "example_tube:find is a function, no Provider"),
        (WORKS.replace("return", "1 / 0 #"), "example_tube:PROVIDER", "ZeroDivisionError: division by zero"),
        (WORKS.replace("return PostAddress", "return str"), "example_tube:PROVIDER", "TypeError: "),
        (WORKS.replace("return", "return '' or 'x' #"), "example_tube:PROVIDER", "“find” gave a str, no PostAddress"),
    ],
)  # fmt: skip
def test_a_plug_in_that_fails_is_one_error_and_the_site_is_built_without_it(package, site, says, value, why):
    package(says, value)
    report, shown = built(site)
    (problem,) = report.problems
    assert (problem.severity, problem.code, problem.path) == ("error", "plugin-failed", "plug-in tube")
    assert why in problem.message
    assert "example-tube 1.0" in problem.message
    assert "uninstall example-tube" in problem.hint
    assert (shown, report.counts.articles, report.counts.failed) == (False, 2, 0)
    assert built(site)[0].problems == report.problems
    package(WORKS)
    assert built(site)[1] is True


def test_a_plug_in_that_lacked_a_package_is_tried_anew(package, site, tmp_path):
    package("import nonexistent_example\n" + WORKS)
    assert built(site)[1] is False
    (tmp_path / "packages/nonexistent_example.py").write_text("")
    package("import nonexistent_example\n" + WORKS)
    report, shown = built(site)
    assert (report.problems, shown) == ((), True)


def test_of_a_post_that_capture_cannot_ask_about_check_says_so(package, site):
    package(WORKS)
    found = [
        problem
        for problem in check(site, Options(jobs=1), progress=silent).report.problems
        if problem.code == "uncaptured-post"
    ]
    assert len(found) == 2
    assert "“sitegen capture” asks" in found[0].hint
