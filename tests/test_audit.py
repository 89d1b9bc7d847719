"""Broken links of a built site: each told at its places in the source, once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from growth import grows_evenly
from security.hostile import put
from sitegen.audit import _links_in, _Sources
from sitegen.build import build
from sitegen.checking import check
from sitegen.linkcheck import Broken
from sitegen.model import Ref
from sitegen.report import Options

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HEAD = "---\ntitle: T\ndate: 2019-01-01\n---\n"
BODY = """\
[gone](gone.md) and [no part](b.md#none), [here](#nowhere).

![picture](gone.jpg) <img src="a.svg" alt="x">

[twice](gone.md), and a note[^n].

[^n]: [noted](noted.md#x), [whole](https://archive.example.org/sub/2019/none/).
"""
PLACES = [
    ("content/a.md", 5, 8, "“gone.md”"),
    ("content/a.md", 5, 31, "“b.md#none”"),
    ("content/a.md", 5, 50, "“#nowhere”"),
    ("content/a.md", 7, 12, "“gone.jpg”"),
    ("content/a.md", 7, 32, "“a.svg”"),
    ("content/a.md", 9, 9, "“gone.md”"),
    ("content/a.md", 11, 15, "“noted.md#x”"),
    ("content/a.md", 11, 36, "“https://archive.example.org/sub/2019/none/”"),
    ("content/pages/about.md", 4, 5, "“#zz”"),
    ("content/site.yaml", 4, 27, "“/none/”"),
]


def archive(root, settings):
    menu = "menu: [{title: None, url: /none/}, {title: B, url: /2019/b/}]\n"
    base = "base_url: https://archive.example.org/sub/\n"
    put(root, "site.yaml", f"title: T\nsearch: false\n{base}{menu}{settings}")
    put(root, "a.md", HEAD + BODY)
    put(root, "b.md", f"{HEAD}## Part\n\n[good](a.md) [good](https://archive.example.org/sub/2019/b/#part)")
    put(root, "pages/about.md", "---\ntitle: About\n---\n[x](#zz)\n")


def told(report):
    return [(p.path, p.line, p.column, p.message.partition(" leads")[0]) for p in report.problems]


@pytest.mark.parametrize("settings", ["", "links: file\n"])
def test_check_tells_each_broken_link_once_at_each_of_its_places(tmp_path, settings):
    archive(tmp_path, settings)
    report = check(tmp_path, Options(now=NOW, jobs=1), progress=lambda *_: None).report
    found = [row for row, p in zip(told(report), report.problems, strict=True) if p.code.startswith("broken")]
    assert [row[:3] for row in found] == [row[:3] for row in PLACES]
    assert {p.severity for p in report.problems if p.code.startswith("broken")} == {"error"}
    again = check(tmp_path, Options(now=NOW, jobs=1), progress=lambda *_: None).report
    assert again.problems == report.problems


def test_a_strict_build_tells_what_check_tells(tmp_path):
    archive(tmp_path, "")
    report = build(tmp_path, Options(now=NOW, jobs=1, strict=True))
    assert [row for row in told(report) if row[0] == "content/pages/about.md"] == [PLACES[-2]]


def test_a_broken_link_of_a_template_is_told_once_with_the_number_of_its_pages(tmp_path):
    archive(tmp_path, "")
    (tmp_path / "templates").mkdir()
    default = "{% extends 'base.html' %}"
    (tmp_path / "templates/year.html").write_text(
        f'{default}{{% block main %}}<a href="/gone/">x</a>{{% endblock %}}'
    )
    for year in ("2018", "2017"):
        put(tmp_path, f"{year}.md", HEAD.replace("2019", year) + "x")
    problems = [
        p for p in build(tmp_path, Options(now=NOW, jobs=1, strict=True)).problems if "/gone/" in p.message
    ]
    assert [(p.path, "3 pages" in p.message) for p in problems] == [("templates/year.html", True)]


def test_links_with_a_query_or_a_whole_address_are_told_where_they_stand(tmp_path):
    put(tmp_path, "site.yaml", "title: T\nsearch: false\nbase_url: https://archive.example.org/\n")
    lines = [
        "[f](b.md?x=1#nope) [good](b.md?x=1#part)",
        "",
        "[g](https://archive.example.org/a%2520b) [h](//archive.example.org/javascript:alert)",
    ]
    put(tmp_path, "a.md", HEAD + "\n".join(lines))
    put(tmp_path, "b.md", f"{HEAD}## Part\n")
    report = check(tmp_path, Options(now=NOW, jobs=1), progress=lambda *_: None).report
    assert [row for row, p in zip(told(report), report.problems, strict=True) if "broken" in p.code] == [
        ("content/a.md", 5, 5, "“b.md?x=1#nope”"),
        ("content/a.md", 7, 5, "“https://archive.example.org/a%2520b”"),
        ("content/a.md", 7, 46, "“//archive.example.org/javascript:alert”"),
    ]


@pytest.mark.parametrize(
    "url", ["/no%20where/", "https://archive.example.org/sub/no%20where/", "/about/#no where/"]
)
def test_a_dead_link_of_the_menu_is_told_in_the_settings(tmp_path, url):
    archive(tmp_path, "")
    put(tmp_path, "pages/about.fa.md", "---\ntitle: About\n---\nx\n")
    text = (tmp_path / "content/site.yaml").read_text().replace("/none/", f'"{url}"')
    (tmp_path / "content/site.yaml").write_text(text)
    problems = build(tmp_path, Options(now=NOW, jobs=1, strict=True)).problems
    found = [(p.path, p.line, p.column) for p in problems if url in p.message]
    assert found == [("content/site.yaml", 4, 28)]


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        ('<a href="/gone/">x</a>', "mend the link"),
        ('<a href="https://archive.example.org/sub/gone/">x</a>', "mend the link"),
        ('<img src="gone.png" alt="">', "from the root of the site"),
    ],
)
def test_a_dead_link_of_a_template_is_told_there_once(tmp_path, link, hint):
    archive(tmp_path, "")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/_footer.html").write_text(f"<footer>\n<p>gone</p> {link}\n</footer>\n")
    problems = build(tmp_path, Options(now=NOW, jobs=1, strict=True)).problems
    (problem,) = [p for p in problems if p.path.startswith("templates/") or "stands on" in p.message]
    column = len("<p>gone</p> ") + link.index('"') + 2
    assert (problem.path, problem.line, problem.column) == ("templates/_footer.html", 2, column)
    assert hint in problem.hint


def test_the_places_of_many_broken_links_take_time_as_they_are_many():
    def work(amount):
        refs = [Ref("link", f"gone{n}.md", line=n) for n in range(amount)]
        links = _links_in([(ref, f"2019/{ref.target}") for ref in refs])
        faults = [Broken("2019/t/index.html", "x", f"2019/{ref.target}") for ref in refs]
        found = [_Sources(Path(), {}, "").places(fault, "a.md", links) for fault in faults]
        assert [line for ((_, _, line, _, _),) in found] == list(range(amount))

    assert grows_evenly(work, 300, 3000)
