"""Two things that want one path: told before anything is written, with both files named."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from security.hostile import put
from sitegen.build import build
from sitegen.cards import CardText
from sitegen.collisions import collisions
from sitegen.model import Page
from sitegen.report import Options
from sitegen.views import Head, RedirectPage

SETTINGS = "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n"


def article(slug, date="2019-01-01", **more):
    extra = "".join(f"{key}: {value}\n" for key, value in more.items())
    return (
        f"---\ntitle: {slug or 'x'}\ndate: {date}\n"
        + (f"slug: {slug}\n" if slug else "")
        + f"{extra}---\nText.\n"
    )


def page(path, asset="", renderer="copy"):
    return Page(path, renderer, "digest", assets=(asset,) if asset else ())


def told(*pages):
    kept, problems = collisions(pages)
    return [page.path for page in kept], [(problem.path, problem.message) for problem in problems]


def test_paths_that_differ_by_case_or_composition_only_are_one():
    kept, problems = told(
        page("a/X.txt", "1"), page("a/x.txt", "2"), page("caf\u00e9", "3"), page("cafe\u0301", "4")
    )
    assert kept == []
    assert [path for path, _ in problems] == ["content/1", "content/2", "content/3", "content/4"]


def test_a_file_where_a_folder_has_to_be():
    kept, problems = told(page("a", "file"), page("a/b/index.html", "other"), page("c", "fine"))
    assert kept == ["c"]
    told_of_file = "/a and /a/b/ (of content/other) cannot both be: a name is a file or a folder"
    assert problems[0] == ("content/file", told_of_file)


def article_page(path, source):
    return Page(path, "article", CardText(source, "T", "S", "", "en", False, "", (), ""))


def own(path):
    return Page(path, "html", None, template="archive.html")


def test_what_the_site_needs_stays_whoever_wants_its_place():
    kept, problems = told(
        page("archive/index.html", "x"), own("archive/index.html"), article_page("Archive/index.html", "a.md")
    )
    assert kept == ["archive/index.html"]
    assert problems == [
        ("content/a.md", "/Archive/ is an address of the site's own (templates/archive.html)"),
        ("content/x", "/archive/ is an address of the site's own (templates/archive.html)"),
    ]


def test_an_article_stays_where_a_media_file_wants_its_place():
    kept, problems = told(
        page("a", "folder"),
        article_page("a/index.html", "a.md"),
        page("b/x.json", "2"),
        article_page("b/x.json", "b.md"),
    )
    assert kept == ["a/index.html", "b/x.json"]
    assert [path for path, _ in problems] == ["content/2", "content/folder"]


def test_of_a_file_and_what_is_below_it_the_file_goes_if_the_site_needs_the_folder():
    kept, _ = told(
        page("fa", "1"), own("fa/index.html"), article_page("fa/a/index.html", "a.md"), page("fa/x", "2")
    )
    assert kept == ["fa/index.html", "fa/a/index.html", "fa/x"]


def test_nothing_is_written_below_a_file_that_has_to_stay():
    kept, problems = told(
        page("SHA256SUMS/index.html", "one"), page("SHA256SUMS/x/y.json", "two"), page("a", "b")
    )
    assert kept == ["a"]
    assert [path for path, _ in problems] == ["content/one", "content/two"]


def test_names_that_no_disk_takes_are_told_once_a_file():
    kept, problems = told(page("é" * 128, "1"), page("é" * 127, "2"), page("x" * 256 + "/a", "3"))
    assert kept == ["é" * 127]
    assert [path for path, _ in problems] == ["content/1", "content/3"]


def redirect(path, target, source):
    context = RedirectPage(Head(path), target, "T", source)
    return Page(f"{path}index.html", "html", context, template="redirect.html")


def test_aliases_of_one_article_that_differ_by_case_are_no_clash():
    kept, problems = told(
        redirect("Old/", "a/", "a.md"), redirect("old/", "a/", "a.md"), redirect("old/", "a/", "a.md")
    )
    assert (kept, problems) == (["Old/index.html", "old/index.html"], [])


def test_every_alias_that_is_anothers_address_is_told():
    pages = [
        page("b/index.html", "b"),
        page("b/b.json", "b"),
        redirect("b/", "a/", "a.md"),
        redirect("b/b.json/", "a/", "a.md"),
    ]
    kept, problems = told(*pages)
    assert kept == ["b/index.html", "b/b.json"]
    assert [message for _, message in problems] == [
        "the alias /b/ is an address of content/b",
        "the alias /b/b.json/ is an address of content/b",
    ]


def test_three_that_want_one_path_are_all_told():
    assert len(told(page("a", "1"), page("a", "2"), page("A", "3"))[1]) == 3


def test_nothing_is_wrong_with_paths_of_their_own():
    assert told(page("a", "1"), page("b", "2"), page("a.b", "3"), page("ab/c", "4"))[1] == []


CASES = {
    "two slugs": ({"a.md": article("river"), "b.md": article("river")}, "content/a.md", "content/b.md"),
    "case": ({"a.md": article("River"), "b.md": article("river")}, "content/a.md", "content/b.md"),
    "media": (
        {"a.md": article("river"), "2019/river/index.html.txt": "", "2019/river/index.md.txt": "",
         "2019/river/article.json": "{}"},
        "content/2019/river/article.json", "content/a.md",
    ),
    "file as folder": ({"a.md": article("river"), "2019/river": "x"}, "content/2019/river", "content/a.md"),
    "theme file": ({"static/style.css": "x"}, "content/static/style.css", "templates/static/style.css"),
    "feed": ({"feed.json": "x"}, "content/feed.json", "the site's own"),
    "checksums": ({"SHA256SUMS": "x"}, "content/SHA256SUMS", "SHA256SUMS"),
    "page tags": ({"pages/tags.md": "---\ntitle: Tags\n---\nx"}, "content/pages/tags.md", "templates/tags.html"),
    "page archive": (
        {"pages/archive.md": "---\ntitle: A\n---\nx"}, "content/pages/archive.md", "templates/archive.html"),
    "page and year": (
        {"a.md": article("river"), "pages/2019.md": "---\ntitle: Y\n---\nx", "pages/2019/river.md":
         "---\ntitle: R\n---\nx"}, "content/pages/2019/river.md", "content/a.md"),
    "language": (
        {"site.yaml": SETTINGS + "languages: {fa: Farsi}\n", "pages/fa.md": "---\ntitle: Fa\n---\nx",
         "a.fa.md": article("river")}, "content/pages/fa.md", "templates/home.html"),
    "pagination": (
        {"site.yaml": SETTINGS + "page_size: 1\npermalink: /{slug}/\n", "a.md": article("page"),
         "pages/page/2.md": "---\ntitle: Two\n---\nx", "b.md": article("b")},
        "content/pages/page/2.md", "templates/home.html"),
    "slug SHA256SUMS": (
        {"site.yaml": SETTINGS + "permalink: /{slug}/\n", "a.md": article("SHA256SUMS")}, "content/a.md", "SHA256SUMS"),
    "permalink feed.xml": (
        {"site.yaml": SETTINGS + "permalink: /{slug}\n", "a.md": article("feed.xml")}, "content/a.md", "feed.xml"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_both_sides_are_named_and_the_others_are_built(tmp_path, name):
    files, one, other = CASES[name]
    for path, text in {"site.yaml": SETTINGS, "other.md": article("other"), **files}.items():
        put(tmp_path, path, text)
    report = build(tmp_path, Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1))
    clashes = [problem for problem in report.problems if problem.code == "collision"]
    assert any(problem.path == one and other in problem.message for problem in clashes), clashes
    assert [problem.code for problem in report.problems if problem.code != "collision"] == []
    assert [p for p in clashes if p.path == "content/site.yaml" and "content/site.yaml" in p.message] == []
    other_page = "other" if "permalink" in files.get("site.yaml", "") else "2019/other"
    assert list((tmp_path / "output").glob(f"{other_page}*"))


def test_the_pictures_and_other_forms_of_two_articles_are_no_further_clash(tmp_path):
    for path, text in {"site.yaml": SETTINGS, "a.md": article("River"), "b.md": article("river")}.items():
        put(tmp_path, path, text)
    report = build(tmp_path, Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1))
    assert [problem.path for problem in report.problems] == ["content/a.md", "content/b.md"]


def test_tags_that_slugify_alike_have_pages_of_their_own(tmp_path):
    put(tmp_path, "site.yaml", SETTINGS)
    put(tmp_path, "a.md", article("a", tags="[C, C++, 'C#', page, '.net', net, feed.xml, index.html]"))
    report = build(tmp_path, Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1))
    assert [problem.code for problem in report.problems] == []
    tags = {path.parent.name for path in (tmp_path / "output/tags").glob("*/index.html")}
    assert {"c", "c-plus-plus", "c-sharp", "page"} <= tags
    assert len(tags) == 8


def test_an_alias_that_a_disk_may_take_for_the_articles_own_address_is_nothing(tmp_path):
    put(tmp_path, "site.yaml", SETTINGS)
    put(tmp_path, "a.md", article("a", aliases=["/2019/A/", "/2019/a", "/2019/a/index.html", "/2019/old/"]))
    report = build(tmp_path, Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1))
    assert report.problems == ()
    assert {path.name for path in (tmp_path / "output/2019").iterdir()} == {"a", "old"}
    assert (tmp_path / "output/_redirects").read_text() == "/2019/old/ /2019/a/ 301\n"


def test_redirects_lead_from_no_address_of_anothers_and_to_no_other_host(tmp_path):
    put(tmp_path, "site.yaml", SETTINGS)
    put(tmp_path, "b.md", article("b"))
    aliases = [
        "/", "/?", "/tags/", "/feed.xml", "/2019/b/", "/*", "/:splat", "/old/", "/?p=1&q=2", "/x?none",
        "/x?//evil.example.net/=1", "/x?a=1 https://evil.example.net/ 200!",
    ]  # fmt: skip
    put(tmp_path, "a.md", article("a", aliases=aliases))
    build(tmp_path, Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1))
    assert (tmp_path / "output/_redirects").read_text().splitlines() == [
        "/ p=1 q=2 /2019/a/ 301!",
        "/%2A /2019/a/ 301",
        "/%3Asplat /2019/a/ 301",
        "/old/ /2019/a/ 301",
        "/x %2F%2Fevil.example.net%2F=1 /2019/a/ 301!",
        "/x a=1%20https%3A%2F%2Fevil.example.net%2F%20200! /2019/a/ 301!",
    ]


def test_an_alias_that_is_taken_is_told_at_its_place_and_its_page_knows_no_place(tmp_path):
    put(tmp_path, "site.yaml", SETTINGS)
    put(tmp_path, "b.md", article("b"))
    head = "---\ntitle: A\ndate: 2019-01-01\nslug: a\naliases:\n  - /2019/old/\n  - /2019/b/\n---\nText.\n"
    put(tmp_path, "a.md", head)
    options = Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1)
    assert [(p.path, p.line, p.column) for p in build(tmp_path, options).problems] == [("content/a.md", 7, 5)]
    put(tmp_path, "a.md", head.replace("title: A\n", "# a remark\ntitle: A\n"))
    report = build(tmp_path, replace(options, why=True))
    assert [(p.line, p.column) for p in report.problems] == [(8, 5)]
    rendered = {path for path, _, _ in report.reasons}
    assert "2019/a/index.html" in rendered
    assert "2019/old/index.html" not in rendered


def test_an_alias_of_two_articles_is_told_as_one():
    first, second = (RedirectPage(Head("old/"), f"{name}/", "T", f"{name}.md") for name in "ab")
    _, problems = collisions([Page("old/index.html", "html", context) for context in (first, second)])
    assert [problem.message for problem in problems] == [
        "the alias /old/ is an alias of content/b.md as well",
        "the alias /old/ is an alias of content/a.md as well",
    ]
    assert {problem.hint for problem in problems} == {
        "remove it from one of them: an address leads to one article"
    }
