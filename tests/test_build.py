import hashlib
import json
import os
import sqlite3
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from sitegen import cache, search, shards
from sitegen.again import Memory
from sitegen.build import build
from sitegen.output import ForeignOutputError
from sitegen.report import NoArchiveError, Options, SettingsError
from sitegen.theme import default_folder
from sitegen.workers import process_pool

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SETTINGS = "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n"
FEEDS = ("feed.xml", "atom.xml", "feed.json")


def write(root: Path, path: str, text: str) -> None:
    file = root / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def article(title="River", date="2019-05-01", tags="[water]", body="Some text.\n", **more):
    extra = "".join(f"{key}: {value}\n" for key, value in more.items())
    return f"---\ntitle: {title}\ndate: {date}\ntags: {tags}\n{extra}---\n{body}"


@pytest.fixture
def site(tmp_path):
    write(tmp_path, "site.yaml", SETTINGS)
    write(tmp_path, "2019/river.md", article())
    write(tmp_path, "2020/lake.md", article("Lake", "2020-05-01", "[water, fish]"))
    write(tmp_path, "2021/hill.md", article("Hill", "2021-05-01", "[stone]"))
    write(tmp_path, "pages/about.md", "---\ntitle: About\n---\nWho we are.\n")
    return tmp_path


def run(root, **options):
    return build(root, Options(now=NOW, jobs=1, why=True, **options))


def tree(root):
    folder = root / "output"
    files = (path for path in folder.rglob("*") if path.is_file())
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files if not p.name.startswith(".")}


def test_every_path_of_the_contract_is_there(site):
    report = run(site)
    assert report.problems == ()
    assert report.counts.articles == 3
    paths = tree(site)
    for path in (
        "index.html", "2019/river/index.html", "2019/river/article.json", "2019/river/citation.bib",
        "2019/river/index.md", "tags/index.html", "tags/water/index.html", "authors/index.html",
        "archive/index.html", "archive/2019/index.html", "about/index.html", "feed.xml", "atom.xml",
        "feed.json", "tags/water/feed.xml", "feeds/2019.atom.xml", "corrections/index.html",
        "evidence/index.html",
        "feeds/index.html", "verify/index.html", "sitemap.xml", "robots.txt", "404.html", "_redirects",
        "SHA256SUMS", "static/style.css",
    ):  # fmt: skip
        assert path in paths, path
    assert report.counts.pages == sum(path.endswith(".html") for path in paths)
    assert report.counts.written == len(paths)


def test_checksums_verify_every_file(site):
    run(site)
    files = tree(site)
    rows = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert rows == {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}


def test_a_second_build_writes_nothing(site):
    first = run(site)
    again = run(site)
    assert again.counts.written == 0
    assert again.counts.unchanged == first.counts.written


def test_an_article_in_a_folder_of_its_own_is_called_like_the_folder(site):
    settings = f"{SETTINGS}languages: {{fa: {{title: Namuneh}}}}\n"
    write(site, "site.yaml", settings)
    dateless = article(body="![Water](water.svg) and [the lake](../2020/lake.md).\n").replace(
        "date: 2019-05-01\n", ""
    )
    write(site, "2018-07-09-weir/index.md", dateless)
    write(site, "2018-07-09-weir/index.fa.md", article("Band", "2018-07-09"))
    write(site, "2018-07-09-weir/water.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    write(site, "2021/hill.md", article("Hill", "2021-05-01", body="See [the weir](../2018-07-09-weir/).\n"))
    assert run(site).problems == ()
    files = tree(site)
    page = files["2018/weir/index.html"].decode()
    assert 'src="../../2018-07-09-weir/water.svg"' in page
    assert 'href="../../fa/2018/weir/"' in page
    assert b'href="../../2018/weir/"' in files["2021/hill/index.html"]
    assert "2018-07-09-weir/water.svg" in files


def test_a_link_to_an_article_with_errors_says_so(site):
    write(site, "2020/lake.md", article("Lake", "2020-05-01", body="See [it](../2019/river.md).\n"))
    write(site, "2019/river.md", article(body="Known [@nowhere].\n"))
    told = next(problem for problem in run(site).problems if problem.code == "broken-link")
    assert told.message == "“../2019/river.md” leads to a file that is not published"
    assert told.hint == "see what is said of content/2019/river.md"


def test_the_pictures_that_an_article_gives_of_a_post_are_shown_with_it(site):
    tweets = "\n  - {id: p1, text: One, media: [{file: po%20st?.svg, alt: A poster}]}\n  - {id: p2, text: Two, media: [/gone.png]}"
    write(site, "2019/river.md", article(tweets=tweets, body="[tweet:p1]\n"))
    write(site, "2019/po%20st?.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    (problem,) = run(site).problems
    assert (problem.code, "/gone.png" in problem.message) == ("broken-link", True)
    page, feed = (tree(site)[path].decode() for path in ("2019/river/index.html", "feed.xml"))
    assert 'src="../../2019/po%2520st%3F.svg" alt="A poster"' in page
    assert "https://archive.example.org/2019/po%2520st%3F.svg" in feed
    write(
        site,
        "2019/river.md",
        article(tweets=tweets.replace("text: One", "text: One, status: withheld"), body="[tweet:p1]\n"),
    )
    run(site)
    assert b"po%2520st" not in tree(site)["2019/river/index.html"]
    assert "2019/po%20st?.svg" not in tree(site)


def test_deleting_an_article_removes_its_page_and_updates_those_that_showed_it(site):
    run(site)
    (site / "content/2020/lake.md").unlink()
    report = run(site)
    assert "2020/lake/index.html" in report.changed
    assert not (site / "output/2020").exists()
    assert not (site / "output/tags/fish").exists()
    assert "2019/river/index.html" in report.changed
    assert "about/index.html" not in report.changed
    assert "tags/stone/index.html" not in report.changed


def test_the_reasons_after_a_body_edit(site):
    run(site)
    write(
        site, "2020/lake.md", article("Lake", "2020-05-01", "[water, fish]", "Other text.\n", summary="Same.")
    )
    run(site)
    write(
        site, "2020/lake.md", article("Lake", "2020-05-01", "[water, fish]", "More text.\n", summary="Same.")
    )
    reasons = {path: why for path, why, _ in run(site).reasons}
    own = {"index.html", "article.json", "index.md", "citation.bib"}
    assert {reasons.pop(f"2020/lake/{name}") for name in own} == {"its text changed"}
    feeds = {f"{folder}{name}" for folder in ("", "tags/water/", "tags/fish/") for name in FEEDS}
    assert reasons == dict.fromkeys(feeds | {"feeds/2020.atom.xml"}, "the text of 2020/lake.md changed")


def test_the_reasons_after_a_title_edit(site):
    run(site)
    write(site, "2020/lake.md", article("Mere", "2020-05-01", "[water, fish]"))
    reasons = {path: why for path, why, _ in run(site).reasons}
    assert reasons["2020/lake/index.html"] == "its article changed"
    listings = {"index.html", "tags/water/index.html", "tags/fish/index.html", "archive/2020/index.html"}
    neighbours = {"2019/river/index.html", "2021/hill/index.html"}
    feeds = {f"{folder}{name}" for folder in ("", "tags/water/", "tags/fish/") for name in FEEDS}
    for path in listings | neighbours | feeds:
        assert reasons[path] == "the card of 2020/lake.md on it changed", path
    assert not {
        "about/index.html",
        "tags/index.html",
        "tags/stone/index.html",
        "archive/2019/index.html",
    } & set(reasons)


def test_a_changed_setting_is_the_reason(site):
    run(site)
    write(site, "site.yaml", SETTINGS.replace("Sample", "Other"))
    assert {why for path, why, _ in run(site).reasons if path.endswith(".html")} == {"setting title changed"}


def test_an_override_of_a_template_is_seen_when_it_appears_and_when_it_goes(site):
    run(site)
    before = tree(site)
    (site / "templates").mkdir()
    (site / "templates/verify.html").write_text("Mine: {{ site.title }}")
    report = run(site)
    assert [why for path, why, _ in report.reasons] == ["template verify.html changed"]
    assert tree(site)["verify/index.html"] == b"Mine: Sample"
    (site / "templates/verify.html").unlink()
    run(site)
    assert tree(site) == before


def test_a_standing_page_tells_of_its_corrections_its_update_and_its_withdrawal(site):
    more = "corrections: [{date: 2021-07-02, text: Not ten but nine.}]\nupdated: 2021-08-01\n"
    write(site, "pages/about.md", f"---\ntitle: About\n{more}---\nWho we are.\n")
    write(
        site, "pages/old.md", "---\ntitle: Old rules\nwithdrawn: {date: 2021-07-03, reason: Void.}\n---\nx\n"
    )
    assert run(site).problems == ()
    files = tree(site)
    about, listed = files["about/index.html"].decode(), files["corrections/index.html"].decode()
    assert about.index("Not ten but nine.") < about.index("<p>Who we are.")
    assert '<time class="dt-updated" datetime="2021-08-01">' in about
    assert "Not ten but nine." in listed
    assert "Void." in listed
    assert "Void." in files["old/index.html"].decode()
    assert b'old/"' not in files["index.html"]


def test_a_template_fault_names_file_line_and_page(site):
    run(site)
    before = tree(site)
    (site / "templates").mkdir()
    (site / "templates/verify.html").write_text("fine\n{{ nothing.there }}\n")
    report = run(site)
    (problem,) = report.problems
    assert (problem.code, problem.path, problem.line) == ("render-failed", "templates/verify.html", 2)
    assert "verify/index.html" in problem.message
    assert tree(site) == before  # the page keeps its last version
    (site / "templates/verify.html").unlink()
    assert run(site).problems == ()


def test_a_template_that_cannot_be_read_names_its_line(site):
    (site / "templates").mkdir()
    (site / "templates/verify.html").write_text("fine\n\n{% if %}\n")
    report = run(site)
    assert {(p.path, p.line) for p in report.problems} == {("templates/verify.html", 3)}


def test_one_bad_article_stops_no_other_and_nothing_is_pruned(site):
    run(site)
    write(site, "2020/lake.md", "---\ntitle: Lake\ndate: never\n---\nText\n")
    (site / "content/2021/hill.md").unlink()
    report = run(site)
    assert report.counts.failed == 1
    assert [p.path for p in report.problems] == ["content/2020/lake.md"]
    files = tree(site)
    assert "2020/lake/index.html" in files
    assert "2021/hill/index.html" in files
    assert b"hill" not in files["index.html"]
    write(site, "2020/lake.md", article("Lake", "2020-05-01"))
    assert run(site).counts.removed > 0
    assert "2021/hill/index.html" not in tree(site)


def test_two_articles_that_want_one_address_are_named_before_anything_is_written(site):
    write(site, "2019/other.md", article(slug="river"))
    report = run(site)
    clashes = [p for p in report.problems if p.code == "collision" and "/2019/river/" in p.message]
    assert [p.path for p in clashes] == ["content/2019/other.md", "content/2019/river.md"]
    assert "content/2019/river.md" in clashes[0].message


def test_an_alias_redirects_and_gives_way_to_a_page(site):
    write(site, "2019/river.md", article(aliases="[/old/river, /2020/lake/, '/?p=7']"))
    report = run(site)
    assert [p.code for p in report.problems] == ["collision"]
    files = tree(site)
    assert b"2019/river/" in files["old/river/index.html"]
    assert b"Lake" in files["2020/lake/index.html"]
    assert b"/ p=7 /2019/river/ 301!\n" in files["_redirects"]


def test_a_permalink_with_a_suffix_has_the_other_forms_in_a_folder_beside_it(site):
    write(site, "site.yaml", SETTINGS + "permalink: /{year}/{slug}.html\n")
    assert run(site, strict=True).problems == ()
    paths = tree(site)
    assert b'href="../2019/river/citation.bib"' in paths["2019/river.html"]
    others = ("article.json", "citation.bib", "index.md", "card.png")
    assert all(f"2019/river/{name}" in paths for name in others)


def test_a_file_whose_name_is_only_a_date_is_dated_by_it_and_named_by_its_title(site):
    write(site, "2022-3-04.md", "---\ntitle: Frost\n---\nText.\n")
    write(site, "2022-3-04.fa.md", "---\ntitle: یخ‌بندان\nslug: frost\n---\nText.\n")
    assert run(site).problems == ()
    assert {"2022/frost/index.html", "fa/2022/frost/index.html"} <= tree(site).keys()


def test_a_date_inside_a_files_name_is_a_part_of_the_address(site):
    write(site, "minutes-of-2019-03-04-by-hand.md", article("Minutes"))
    run(site)
    assert "2019/minutes-of-2019-03-04-by-hand/index.html" in tree(site)


def test_a_template_fault_that_many_pages_share_is_told_once(site):
    (site / "templates").mkdir()
    (site / "templates/article.html").write_text("fine\n{{ nothing.there }}\n")
    report = run(site)
    (problem,) = report.problems
    assert problem.message.startswith("2019/river/index.html and 2 more pages cannot be rendered: Undefined")
    assert (problem.line, report.counts.failed) == (2, 3)


def test_a_broken_link_is_told_once_and_is_an_error_where_links_are_checked(site):
    write(site, "2019/river.md", article(body="[a](nope.md) and [b](/nowhere/)\n"))
    assert [problem.severity for problem in run(site).problems] == ["warning"]
    one, other = run(site, strict=True).problems
    assert (one.severity, one.column, one.message[:9]) == ("error", 5, "“nope.md”")
    assert (other.severity, other.column) == ("error", 22)


def test_every_fault_of_an_article_is_told_in_one_run_and_in_the_next_that_does_not_parse_it(site):
    body = "A bed [@nope] and a [path](nope.md).\n"
    head = "---\ntitle: T\nsummary: [x]\ndate: 2020-03-04\nimage: none.jpg\n"
    write(site, "2020/bed.md", f"{head}tweets: [{{id: a, text: A, media: [lost.jpg]}}]\n---\n{body}")
    report = run(site)
    assert sorted((p.code, p.line, p.severity) for p in report.problems) == [
        ("broken-link", 5, "warning"),
        ("broken-link", 6, "warning"),
        ("broken-link", 8, "warning"),
        ("unknown-source", 8, "error"),
        ("wrong-type", 3, "error"),
    ]
    assert run(site).problems == report.problems
    told = {p.line: p.severity for p in run(site, strict=True).problems if p.code == "broken-link"}
    assert set(told.values()) == {"error"}
    write(site, "2020/bed.md", article("Bed"))
    assert run(site).problems == ()


def test_sources_and_links_of_posts_that_lead_to_the_site_itself_are_relative(site):
    own = "https://example.org/a/2019/river/"
    head = f"title: T\ndate: 2020-03-04\nsources: [{{id: s, url: {own}}}, https://press.example.org/a]\n"
    post = f"tweets: [{{id: a, text: See https://t.co/a, links: [{{short: https://t.co/a, expanded: {own}}}]}}]\n"
    write(site, "2020/t.md", f"---\n{head}{post}---\nText [@s].\n")
    assert run(site, base_url="https://example.org/a/").problems == ()
    page = tree(site)["2020/t/index.html"].decode()
    assert f'<a class="u-url p-name bare" href="../../2019/river/" data-originalurl="{own}"' in page
    assert '<p>See <a href="../../2019/river/"' in page
    assert f' href="{own}"' not in page
    assert 'href="https://press.example.org/a" rel="noopener noreferrer"' in page
    assert f'<a href="{own}"' in unescape(tree(site)["atom.xml"].decode())


def test_a_lost_or_corrupt_cache_changes_no_byte(site):
    run(site)
    before = tree(site)
    for file in (site / ".sitegen").glob("*.state"):
        file.write_bytes(file.read_bytes()[:50])
    assert run(site).counts.written == 0
    (site / ".sitegen/contents.db").unlink()
    write(site, "site.yaml", SETTINGS + "license: CC0\n")
    run(site)
    changed = tree(site)
    assert changed.keys() == before.keys()
    run(site, clean=True)
    assert tree(site) == changed


def test_output_damaged_by_hand_is_mended(site):
    run(site)
    before = tree(site)
    (site / "output/index.html").write_text("defaced")
    (site / "output/2019/river/index.html").unlink()
    (site / "output/stray.html").write_text("not ours")
    report = run(site)
    assert tree(site) == before
    assert {path: why for path, why, _ in report.reasons} == {
        "index.html": "its file was changed by another hand",
        "2019/river/index.html": "its file was missing",
    }


@pytest.mark.skipif(search.executable() is None, reason="needs Pagefind")
def test_making_the_search_index_leaves_the_pages_that_it_reads_up_to_date(site):
    write(site, "site.yaml", SETTINGS.replace("search: false", "search: true"))
    for words in ("Some words.", "Other words."):
        write(site, "2021/hill.md", article("Hill", "2021-05-01", "[stone]", words, summary="A hill."))
        report = run(site)
    rendered = {path for path, _, _ in report.reasons if path.endswith(".html")}
    assert rendered == {"2021/hill/index.html"}
    assert run(site).reasons == ()


@pytest.mark.skipif(search.executable() is None, reason="needs Pagefind")
def test_the_search_index_is_of_the_pages_as_they_are(site):
    settings = SETTINGS.replace("search: false", "search: true")
    template = (
        "{% extends 'default/article.html' %}{% block article_foot %}<p>{{ site.title }}</p>{% endblock %}"
    )
    write(site, "../templates/article.html", template)
    for title in ("Sample", "Rivers"):
        write(site, "site.yaml", settings.replace("Sample", title))
        run(site)
    after = tree(site)
    run(site, clean=True)
    assert tree(site) == after


def test_a_change_indexes_its_own_shard_alone(site, monkeypatch):
    made = []

    def index(root, *, only, folder, **_):
        made.append(folder)
        return {f"{folder}/of.js": b"".join((root / path).read_bytes() for path in only)}, ()

    monkeypatch.setattr(shards, "LIMIT", 1)
    monkeypatch.setattr(search, "index", index)
    write(site, "site.yaml", SETTINGS.replace("search: false", "search: true"))
    run(site)
    assert made == ["pagefind", "pagefind/2", "pagefind/3"]
    assert 'data-shards="../pagefind/2 ../pagefind/3"' in (site / "output/search/index.html").read_text()
    write(site, "2020/lake.md", article("Lake", "2020-05-01", "[water, fish]", "Other words."))
    (site / "content/2021/hill.md").unlink()
    run(site)
    assert made[3:] == ["pagefind/2"]
    after = tree(site)
    assert "pagefind/3/of.js" not in after
    run(site, clean=True)
    assert tree(site) == after


def test_a_search_that_fails_is_told_once_however_many_shards_there_are(site, monkeypatch):
    monkeypatch.setattr(shards, "LIMIT", 1)
    monkeypatch.setattr(search, "executable", lambda: None)
    write(site, "site.yaml", SETTINGS.replace("search: false", "search: true"))
    assert [problem.code for problem in run(site).problems] == ["search-unavailable"]


def test_a_fault_in_every_article_is_not_told_as_one_of_the_search(site):
    write(site, "site.yaml", SETTINGS.replace("search: false", "search: true"))
    write(site, "../templates/article.html", "{{ nosuch }}")
    first = run(site).problems
    assert "search-unavailable" not in {problem.code for problem in first}
    assert run(site).problems == run(site, clean=True).problems == first


@pytest.mark.skipif(search.executable() is None, reason="needs Pagefind")
def test_a_search_that_knows_no_words_of_a_language_is_told_of_in_each_build(site, monkeypatch):
    small = site / "pagefind"
    small.write_text(f'#!/bin/sh\nexec "{search.executable()}" "$@"\n')
    small.chmod(0o755)
    monkeypatch.setattr(search, "executable", lambda: small)
    settings = SETTINGS.replace("search: false", "search: true") + "languages: {zh: {title: 样本}}\n"
    write(site, "site.yaml", settings)
    write(site, "2021/hill.zh.md", article("山", "2021-05-01", "[石]", "石头。"))
    for _ in range(2):
        assert "search-unsegmented" in [problem.code for problem in run(site).problems]


def test_pages_that_pagefind_does_not_read_are_told_of(site):
    settings = SETTINGS.replace("search: false", "search: true\npermalink: /{slug}.htm")
    write(site, "site.yaml", settings)
    (problem,) = run(site).problems
    assert problem.code == "search-unavailable"
    assert ".html" in problem.hint


@pytest.mark.skipif(search.executable() is None, reason="needs Pagefind")
def test_a_preview_renders_no_page_because_its_index_was_made(site):
    write(site, "site.yaml", SETTINGS.replace("search: false", "search: true"))
    run(site)
    memory = Memory()
    for number in range(3):
        write(
            site,
            "2021/hill.md",
            article("Hill", "2021-05-01", "[stone]", f"Words {number}.", summary="A hill."),
        )
        report = run(site, memory=memory, search=number == 0)
        rendered = {path for path, _, _ in report.reasons if path.endswith(".html")}
        assert number == 0 or rendered == {"2021/hill/index.html"}


def test_a_reverted_edit_after_a_cut_off_build_is_not_stale(site):
    run(site)
    before = tree(site)
    manifest = {p.name: p.read_bytes() for p in (site / ".sitegen").glob("*.state")}
    source = (site / "content/2019/river.md").read_text()
    write(site, "2019/river.md", article("Changed"))
    run(site)
    for name, data in manifest.items():  # as if the build had been killed before it kept its manifest
        (site / ".sitegen" / name).write_bytes(data)
    write(site, "2019/river.md", source)
    run(site)
    assert tree(site) == before


def test_a_pool_gives_the_same_bytes(site):
    run(site)
    before = tree(site)
    for make in (process_pool, ThreadPoolExecutor):
        build(site, Options(now=NOW, jobs=2, clean=True, executor=make))
        assert tree(site) == before


def test_workers_whose_contents_were_lost_leave_no_page_out(site):
    for number in range(40):
        write(site, f"2019/more-{number}.md", article(f"More {number}"))
    build(site, Options(now=NOW, jobs=2))
    with sqlite3.connect(site / ".sitegen" / "contents.db") as contents:
        contents.execute("DELETE FROM contents WHERE rowid % 2")
        contents.execute("UPDATE contents SET data = x'00' WHERE rowid % 3 = 0")
    contents.close()
    template = (default_folder() / "base.html").read_text()
    write(site, "../templates/base.html", template.replace("</body>", "<!-- another --></body>"))
    assert not build(site, Options(now=NOW, jobs=2)).counts.failed
    pooled = tree(site)
    assert b"<!-- another -->" in pooled["2019/more-7/index.html"]
    run(site, clean=True)
    assert tree(site) == pooled


@pytest.mark.parametrize("folder", [".", "..", "content", "content/new", "templates/new"])
def test_the_archives_own_folders_are_never_the_output_not_even_adopted(site, folder):
    with pytest.raises(ForeignOutputError, match="choose another --output"):
        run(site, output=site / folder, adopt=True)
    assert (site / "content/2019/river.md").exists()
    assert not (site / "content/new").exists()


def test_output_of_others_is_refused_unless_adopted(site):
    (site / "output").mkdir()
    (site / "output/thesis.doc").write_text("precious")
    with pytest.raises(ForeignOutputError, match=r"thesis\.doc"):
        run(site)
    assert (site / "output/thesis.doc").exists()
    run(site, adopt=True)
    assert (site / "output/index.html").exists()


def test_a_folder_without_archive_says_how_to_make_one(tmp_path):
    with pytest.raises(NoArchiveError, match="sitegen init"):
        run(tmp_path)


def test_settings_at_fault_are_told_with_their_line(site):
    write(site, "site.yaml", "title: Sample\npage_size: many\n")
    with pytest.raises(SettingsError, match=r"content/site\.yaml:2:\d+: error: "):
        run(site)


def test_settings_that_are_not_utf8_are_told_with_the_line_of_the_byte(site):
    (site / "content/site.yaml").write_bytes(b"\xef\xbb\xbftitle: Sample\ndescription: Caf\xe9\n")
    with pytest.raises(SettingsError, match=r"site\.yaml:2:17: error: the byte 0xe9 is not UTF-8 \(save"):
        run(site)


def test_links_are_relative_and_feeds_absolute(site):
    run(site)
    files = tree(site)
    assert b'href="../../tags/water/"' in files["2019/river/index.html"]
    assert b"https://archive.example.org/2019/river/" in files["feed.xml"]
    data = json.loads(files["2019/river/article.json"])
    assert data["url"] == "https://archive.example.org/2019/river/"


def test_the_same_site_under_another_address(site):
    run(site, base_url="https://mirror.example.org/sub/")
    assert b"https://mirror.example.org/sub/2019/river/" in tree(site)["sitemap.xml"]


def test_file_times_are_those_of_the_content(site, monkeypatch):
    run(site)
    written = datetime.fromtimestamp((site / "output/2019/river/index.html").stat().st_mtime, UTC)
    assert written == datetime(2019, 5, 1, tzinfo=UTC)
    assert (site / "output/2019/river/card.png").stat().st_mtime == written.timestamp()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    run(site, output=site / "other")
    assert (site / "other/2019/river/index.html").stat().st_mtime == 1_000_000_000
    run(site, clean=True)
    files = [path for path in (site / "output").rglob("*") if path.is_file() and path.name[0] != "."]
    assert {path.stat().st_mtime for path in files} == {1_000_000_000}
    assert run(site).counts.written == 0


@pytest.mark.parametrize("epoch", ["zz", "-5", "1.5", " ", "²"])
def test_a_latest_time_that_is_none_is_refused(site, monkeypatch, epoch):
    run(site)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(SettingsError, match="seconds since 1970"):
        run(site)


def test_an_edit_leaves_the_years_other_entries_as_a_whole_build_makes_them(site):
    write(site, "2019/weir.md", article("Weir", "2019-06-01"))
    run(site)
    write(site, "2019/river.md", article("River", body="Another text.\n"))
    run(site)
    after = tree(site)
    run(site, clean=True)
    assert tree(site) == after


def test_a_year_keeps_no_entry_of_a_build_that_was_cut_off_as_it_kept_its_manifest(site, monkeypatch):
    monkeypatch.setattr(cache, "MANY", 0)
    write(site, "2019/weir.md", article("Weir", "2019-06-01"))
    run(site)
    before = tree(site)
    kept = {path.name: path.read_bytes() for path in (site / ".sitegen").glob("output-*.state")}
    source = (site / "content/2019/river.md").read_text()
    write(site, "2019/river.md", article("Changed"))
    run(site)
    part = zlib.crc32(b"feeds/2019.atom.xml") % cache.PARTS
    for name, data in kept.items():  # the year's row was kept, and not yet those of its articles
        if not name.endswith(f"-{part}.state"):
            (site / ".sitegen" / name).write_bytes(data)
    for file in (site / ".sitegen").glob("whole-*.state"):
        file.unlink()
    for path in ("2019/river/index.html", "2019/river/article.json"):  # nor may times tell
        os.utime(site / "output" / path, (0, 0))
    write(site, "2019/river.md", source)
    run(site)
    assert tree(site) == before


def test_a_year_s_entries_follow_the_time_zone(site):
    fix = "[{date: 2019-06-01T23:30, text: a word}]"
    write(site, "2019/weir.md", article("Weir", "2019-06-01", corrections=fix))
    run(site)
    write(site, "site.yaml", f"{SETTINGS}timezone: Asia/Tehran\n")
    run(site)
    after = tree(site)
    run(site, clean=True)
    assert tree(site) == after
