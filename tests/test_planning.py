"""Articles whose address is another's are in no listing, feed or figure."""

from datetime import UTC, datetime

import pytest

from security.hostile import put
from sitegen import fonts
from sitegen.build import build
from sitegen.counting import stats
from sitegen.explaining import explain
from sitegen.report import Options

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SETTINGS = "title: Sample\nbase_url: https://archive.example.org/\n"


def article(title, date="2019-01-01", body="Text."):
    return f"---\ntitle: {title}\ndate: {date}\nslug: river\ntags: [{title}]\n---\n{body}\n"


@pytest.fixture
def site(tmp_path):
    put(tmp_path, "site.yaml", SETTINGS)
    put(tmp_path, "a.md", article("Otter"))
    put(tmp_path, "b.md", article("Beaver").replace("slug: river\n", ""))
    return tmp_path


def tree(root):
    output = root / "output"
    return {
        path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()
    }


def run(root):
    return build(root, Options(now=NOW, jobs=1))


def test_a_second_article_at_an_address_is_told_and_the_first_one_s_page_stays(site):
    run(site)
    page = tree(site)["2019/river/index.html"]
    put(site, "c.md", article("Heron", "2019-02-02"))
    report = run(site)
    assert [(problem.code, problem.path) for problem in report.problems] == [
        ("collision", "content/a.md"),
        ("collision", "content/c.md"),
    ]
    assert (report.counts.articles, report.counts.failed) == (1, 2)
    files = tree(site)
    assert files["2019/river/index.html"] == page
    for path in ("index.html", "feed.xml", "atom.xml", "feed.json", "sitemap.xml", "archive/2019/index.html"):
        assert b"2019/b/" in files[path], path
        assert b"2019/river/" not in files[path], path


def test_a_clean_build_lists_neither(site):
    put(site, "c.md", article("Heron"))
    run(site)
    assert not [path for path in tree(site) if "river" in path or "heron" in path or "otter" in path]


def test_once_mended_both_are_there(site):
    put(site, "c.md", article("Heron"))
    run(site)
    put(site, "c.md", article("Heron").replace("slug: river", "slug: heron"))
    assert run(site).problems == ()
    feed = tree(site)["feed.xml"]
    assert b"2019/river/" in feed
    assert b"2019/heron/" in feed


def test_problems_of_an_article_without_an_address_are_told_too(site):
    put(site, "c.md", article("Heron", body="See [it](gone.md)."))
    assert {(problem.code, problem.path) for problem in run(site).problems} == {
        ("collision", "content/a.md"),
        ("collision", "content/c.md"),
        ("broken-link", "content/c.md"),
    }


def test_explain_and_stats_tell_of_it(site):
    put(site, "c.md", article("Heron"))
    run(site)
    told = explain(site, "content/c.md", now=NOW)
    assert dict(told.rows)["published"].startswith("no: its address is another's")
    assert [problem.code for problem in told.problems] == ["collision"]
    assert stats(site, now=NOW)["total"]["articles"] == 1
    assert stats(site, now=NOW)["total"]["failed"] == 2


def test_a_site_without_cards_looks_for_no_fonts(site, monkeypatch):
    put(site, "site.yaml", f"{SETTINGS}images: {{cards: false}}\n")
    monkeypatch.setattr(fonts, "find", lambda own: pytest.fail(f"looked into {own}"))
    assert run(site).problems == ()
