"""The default theme, as built: what every page has, what it weighs, and how a site changes it."""

import gzip
import json
import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from sitegen.build import build
from sitegen.environment import environment
from sitegen.report import Options
from sitegen.theme import default_folder, read_theme

SETTINGS = """\
title: The Sample
description: What a sample says.
base_url: https://archive.example.org/
publisher: Sample Commons
license: https://creativecommons.org/licenses/by/4.0/
search: false
languages: {fa: {title: نمونه}}
theme: {accent: "#123456"}
authors: {hana: {name: Hana Ferris, url: "https://people.example.org/hana"}}
"""
RIVER = """\
---
title: The <river>
date: 2019-05-03 10:00
updated: 2020-01-02 17:30
authors: [hana, Tomas Quill]
tags: [water, council]
summary: What the river says.
sources:
  - {id: card, url: "https://river.example.org/card", title: River card,
     publisher: River Trust, date: 2019-05, accessed: 2019-06-01,
     archived: "https://web.archive.org/web/20190601120000/https://river.example.org/card"}
  - {id: log, title: Who keeps the log?, accessed: 2019-05}
  - {id: copy, archived: "https://web.archive.org/web/20190601id_/https://river.example.org/map", title: A map}
  - {id: copy2, archived: "https://archive.example.org/abc", title: Another map}
corrections: [{date: 2020-01-02, text: It was the other bank.}]
tweets: ["https://x.com/example_river/status/1000967916927127553"]
---
The river is cold.[@card, p. 4] It is also wet.[@card] Nobody wrote it down.[@log]
"""
PERSIAN = "---\ntitle: رود\ndate: 2019-05-03\ntags: [water]\n---\nرود سرد است.\n"
GONE = (
    "---\ntitle: Gone\ndate: 2018-01-01\nupdated: 2018-01-05\nauthors: Zoe\ntags: council\n"
    "withdrawn: {date: 2018-02-01, reason: It was wrong.}\n---\nNever.\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    root = tmp_path_factory.mktemp("site")
    write(root, {"site.yaml": SETTINGS, "2019/river.md": RIVER, "2019/river.fa.md": PERSIAN, "gone.md": GONE})
    return made(root)


def write(root, files):
    for name, text in files.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def made(root):
    report = build(root, Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1))
    assert [problem for problem in report.problems if problem.code == "render-failed"] == []
    return root / "output"


def parsed(file):
    return BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")


def read(site, path):
    return parsed(site / path / "index.html")


def texts(tree, selector):
    return [" ".join(element.get_text().split()) for element in tree.select(selector)]


def pages(site):
    return sorted(site.rglob("*.html"))


# --- every page ---


def test_every_page_has_a_policy_and_neither_inline_style_nor_script(site):
    assert len(pages(site)) > 20
    for page in pages(site):
        tree = parsed(page)
        policy = tree.select("meta[http-equiv=Content-Security-Policy]")[0].get("content")
        assert policy.startswith("default-src 'none'; style-src 'self';"), page
        assert tree.select("meta[name=referrer]")[0].get("content") == "no-referrer", page
        assert not tree.select("[style], style, [onclick], script:not([type='application/ld+json'])"), page
        assert tree.select("html")[0].get("lang"), page
        assert len(tree.select("h1")) == 1, page
        assert len(tree.select("main")) == 1, page


def test_nothing_is_loaded_from_elsewhere(site):
    for page in pages(site):
        tree = parsed(page)
        loaded = tree.select("[src], link[rel=stylesheet], link[rel=icon]")
        assert not [url for e in loaded if ":" in (url := e.get("src") or e.get("href"))], page


def test_links_to_other_sites_tell_them_nothing(site):
    for page in pages(site):
        for link in parsed(page).select("a[href^=http]"):
            assert {"noopener", "noreferrer"} <= set(link.get("rel", ())), (page, link.get("href"))


@pytest.mark.parametrize("search", [True, False])
def test_the_search_is_found_without_the_menu(tmp_path, search):
    settings = f"{SETTINGS}menu: [{{title: Home, url: /}}]\n".replace("search: false", f"search: {search}")
    write(tmp_path, {"site.yaml": settings, "river.md": RIVER, "river.fa.md": PERSIAN})
    output = made(tmp_path)
    for path, link in (("2019/river", "../../search/"), ("fa/2019/river", "../../../fa/search/")):
        assert bool(read(output, path).select(f'footer a[href="{link}"]')) is search


def test_headings_never_skip_a_level(site):
    for page in pages(site):
        tree = parsed(page)
        levels = [int(heading.name[1]) for heading in tree.select("h1, h2, h3, h4, h5, h6")]
        assert levels[0] == 1, page
        assert all(below - above <= 1 for above, below in pairwise(levels)), page


def test_the_way_to_the_other_language_is_in_head_and_masthead(site):
    tree = read(site, "2019/river")
    alternates = {link.get("hreflang"): link.get("href") for link in tree.select("link[hreflang]")}
    assert alternates["fa"] == "https://archive.example.org/fa/2019/river/"
    assert tree.select(".languages a")[0].get("href") == "../../fa/2019/river/"
    assert tree.select(".languages a")[0].get("dir") == "rtl"
    assert read(site, "fa/2019/river").select("html")[0].get("dir") == "rtl"


@pytest.mark.parametrize(
    ("page", "there"),
    [
        ("tags/water", "../../fa/tags/water/"),
        ("archive/2019", "../../fa/archive/2019/"),
        ("tags/council", "../../fa/"),
        ("authors/hana", "../../fa/"),
    ],
)
def test_a_listing_leads_to_that_of_the_other_language_if_there_is_one(site, page, there):
    tree = read(site, page)
    assert tree.select(".languages a")[0].get("href") == there
    same = ["en", "fa"] if there.count("/") > 3 else []
    assert [link.get("hreflang") for link in tree.select("link[hreflang]")] == same


def test_words_in_another_language_say_so_among_feeds_and_evidence(tmp_path):
    given = "date: 2019-05-03\ntweets: [{url: 'https://x.com/example_a/status/1', status: deleted, text: A}]"
    files = {
        "a.md": f"---\ntitle: River\n{given}\n---\nX.\n",
        "a.fa.md": f"---\ntitle: رود\n{given}\n---\nX.\n",
    }
    write(tmp_path, {"site.yaml": SETTINGS, **files})
    output = made(tmp_path)
    assert [(link.get("lang"), link.get("dir")) for link in read(output, "evidence").select("td a")[1:]] == [
        (None, None),
        ("fa", "rtl"),
    ]
    assert [(name.get("lang"), name.get("dir")) for name in read(output, "feeds").select(".feeds bdi")][
        -1
    ] == (
        "fa",
        "rtl",
    )


def test_the_site_s_own_accent_comes_after_the_theme_s_style(site):
    sheets = [link.get("href") for link in read(site, "2019/river").select("link[rel=stylesheet]")]
    assert sheets == ["../../static/style.css", "../../static/theme.css"]


# --- an article ---


def test_an_article_is_a_microformat(site):
    (entry,) = read(site, "2019/river").select("article.h-entry")
    assert texts(entry, ".p-name")[0] == "The <river>"
    assert texts(entry, ".p-summary") == ["What the river says."]
    assert texts(entry, ".p-author")[:2] == ["Hana Ferris", "Tomas Quill"]
    assert texts(entry, ".p-category") == ["council", "water"] or texts(entry, ".p-category") == [
        "water",
        "council",
    ]
    assert entry.select("time.dt-published")[0].get("datetime") == "2019-05-03T10:00:00+00:00"
    assert entry.select("time.dt-updated")[0].get("datetime") == "2020-01-02T17:30:00+00:00"
    assert entry.select(".u-url")[0].get("href") == "../../2019/river/"
    assert "The river is cold." in texts(entry, ".e-content")[0]


def test_a_default_summary_is_not_shown_twice_but_told_to_programs(site):
    tree = read(site, "fa/2019/river")
    assert tree.select("data.p-summary")[0].get("value") == "رود سرد است."
    assert not tree.select(".standfirst")


def test_a_correction_stands_before_the_text(site):
    text = (site / "2019/river/index.html").read_text(encoding="utf-8")
    assert text.index("It was the other bank.") < text.index("The river is cold.")


def test_a_source_has_its_number_its_copy_and_the_ways_back(site):
    first = read(site, "2019/river").select(".sources li")[0]
    assert first.get("id") == "source-card"
    link = first.select("a.u-url")[0]
    assert link.get("data-originalurl") == "https://river.example.org/card"
    assert link.get("data-versionurl").startswith("https://web.archive.org/web/20190601120000/")
    assert link.get("data-versiondate") == "2019-06-01T12:00:00Z"
    assert texts(first, ".archived") == ["Archived copy, 1 June 2019"]
    assert texts(first, ".places") == ["Cited: ↑1 p. 4 ↑2"]
    anchors = [link.get("href")[1:] for link in first.select(".places a")]
    assert all(read(site, "2019/river").select(f"#{anchor}") for anchor in anchors)
    [log] = texts(read(site, "2019/river"), "#source-log")
    assert log.startswith("Who keeps the log? Read in May 2019.")


def test_a_source_s_address_is_linked_as_a_url_and_kept_as_it_is(tmp_path):
    odd, fine = "https://s.example.org/a?x=|y&z=<1>", "https://s.example.org/a?x=%7Cy&z=%3C1%3E"
    copy = f"https://web.archive.org/web/20190601120000/{odd}"
    source = f'sources: [{{id: a, url: "{odd}", title: A, archived: "{copy}"}}]'
    write(
        tmp_path,
        {"site.yaml": SETTINGS, "river.md": f"---\ntitle: R\ndate: 2019-05-03\n{source}\n---\nA.[@a]\n"},
    )
    page = read(made(tmp_path), "2019/river")
    [link] = page.select("#source-a a.u-url")
    assert [link["href"], link["data-originalurl"]] == [fine, fine]
    assert link["data-versionurl"] == copy.replace(odd, fine)
    [cited] = json.loads(page.select_one("script[type='application/ld+json']").string)["citation"]
    assert cited["url"] == fine
    assert f'"{odd}"' in (tmp_path / "output/2019/river/article.json").read_text()
    assert "?x=|" not in (tmp_path / "output/feed.xml").read_text()


def test_a_source_whose_scheme_is_in_capitals_is_linked_as_any(tmp_path):
    source = 'sources: [{id: a, url: "HTTPS://s.example.org/Log", archived: "Https://copy.example.org/1"}]'
    head = f"---\ntitle: R\ndate: 2019-05-03\n{source}\n---\n"
    known = {"sources": {"HTTPS://s.example.org/Log": {"status": "dead"}}}
    files = {
        "site.yaml": SETTINGS,
        "river.md": f"{head}A.[@a]\n",
        "_snapshots/sources.json": json.dumps(known),
    }
    write(tmp_path, files)
    [row] = read(made(tmp_path), "2019/river").select("#source-a")
    assert [link["href"] for link in row.select("a[rel]")][:2] == [
        "https://copy.example.org/1",
        "https://s.example.org/Log",
    ]
    assert row.select_one("a")["data-originalurl"] == "https://s.example.org/Log"


def test_a_dead_source_is_led_by_its_copy_in_feeds_too_and_told_to_programs(tmp_path):
    sources = (
        "[{id: a, url: https://s.example.org/a, title: A}, {id: b, url: https://s.example.org/b}, {title: C}]"
    )
    copy = "https://web.archive.org/web/20190601120000/https://s.example.org/a"
    known = {
        "https://s.example.org/a": {"status": "dead", "archives": [{"url": copy, "date": "2019-06-01"}]},
        "https://s.example.org/b": {"status": "dead"},
    }
    files = {
        "site.yaml": SETTINGS,
        "river.md": f"---\ntitle: R\ndate: 2019-05-03\nsources: {sources}\n---\nA.[@a]\n",
        "_snapshots/sources.json": json.dumps({"sources": known}),
    }
    write(tmp_path, files)
    root = made(tmp_path)
    listed = BeautifulSoup(
        json.loads((root / "feed.json").read_text())["items"][0]["content_html"], "lxml"
    ).ol
    first, second, third = listed.select("li")
    assert [link["href"] for link in first.select("a")] == [copy, "https://s.example.org/a", copy]
    assert first.get_text() == "A, Where it was, Archived copy, 1 June 2019. The page itself is gone."
    assert "no archived copy is known" in second.get_text()
    assert third.get_text() == "C."
    told = json.loads((root / "2019/river/article.json").read_text())["sources"]
    assert [source["status"] for source in told] == ["dead", "dead", ""]


def test_a_copy_without_its_source_carries_robust_links_only_if_it_names_it(site):
    found = {source.get("id"): source for source in read(site, "2019/river").select(".sources li")}
    [link] = found["source-copy"].select(".archived a")
    assert link.get("data-originalurl") == "https://river.example.org/map"
    assert link.get("data-versiondate") == "2019-06-01"
    assert "data-" not in str(found["source-copy2"].select(".archived a")[0])


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " https://x", "//x", ""])
def test_an_address_of_another_kind_is_never_a_link(url):
    theme, _ = read_theme(default_folder())
    template = '{% from "_macros.html" import outside %}{{ outside(url, "<b>") }}'
    text = environment(theme).from_string(template).render(url=url)
    assert text == "<span>&lt;b&gt;</span>"


def test_zotero_finds_a_newspaper_article(site):
    tree = read(site, "2019/river")
    told = {(meta.get("name") or meta.get("property"), meta.get("content")) for meta in tree.select("meta")}
    assert told >= {
        ("DC.type", "newsItem"),
        ("og:site_name", "The Sample"),
        ("citation_title", "The <river>"),
        ("citation_author", "Hana Ferris"),
        ("citation_author", "Tomas Quill"),
        ("citation_date", "2019-05-03"),
        ("citation_publisher", "Sample Commons"),
        ("citation_public_url", "https://archive.example.org/2019/river/"),
    }
    assert not tree.select("meta[name=citation_journal_title]")


def test_a_withdrawn_article_keeps_its_address_and_says_why(site):
    (path,) = site.glob("*/gone/index.html")
    text = path.read_text(encoding="utf-8")
    assert "It was wrong." in text
    assert "Never." not in text
    assert "1 February 2018" in text
    (entry,) = BeautifulSoup(text, "lxml").select("article.h-entry")
    assert [mark["datetime"][:10] for mark in entry.select(".dt-published")] == ["2018-01-01"]
    assert "It was wrong." in entry.select_one(".e-content").text


def test_a_withdrawal_without_a_date_names_none(tmp_path):
    gone = "---\ntitle: Gone\ndate: 2018-01-01\nwithdrawn: It was wrong.\n---\nNever.\n"
    write(
        tmp_path,
        {"site.yaml": SETTINGS, "gone.md": gone, "pages/map.md": gone.replace("date: 2018-01-01\n", "")},
    )
    output = made(tmp_path)
    for address in ("2018/gone", "map"):
        text = (output / address / "index.html").read_text(encoding="utf-8")
        assert "<p>This text was withdrawn.</p>" in text, "it may be a standing page"
        assert "<p>It was wrong.</p>" in text
    for path in pages(output):
        assert 'datetime=""' not in path.read_text(encoding="utf-8"), path
    data = json.loads((output / "2018/gone/article.json").read_text(encoding="utf-8"))
    assert data["withdrawn"] == {"reason": "It was wrong."}


def test_nothing_of_a_withdrawn_article_is_told_but_title_date_and_notice(site):
    (folder,) = site.glob("*/gone")
    forms = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert forms.keys() == {"index.html", "index.md", "article.json", "citation.bib"}
    for secret in ("Zoe", "council", "2018-01-05", "5 January 2018"):
        assert not [name for name, text in forms.items() if secret in text], secret
    told = {"version", "url", "title", "language", "date", "license", "withdrawn", "words", "markdown"}
    assert json.loads(forms["article.json"]).keys() == told


def test_persian_pages_have_persian_digits_and_the_solar_hijri_day(site):
    (dates,) = texts(read(site, "fa/2019/river"), ".dates")
    assert dates.replace("\u0654", "") == "۳ مه ۲۰۱۹ ۱۳ اردیبهشت ۱۳۹۸"  # CLDR 48 writes May without the sign


def test_on_a_persian_page_addresses_and_latin_names_keep_their_direction(site):
    tree = read(site, "fa/2019/river")
    (line,) = texts(tree, ".citation-text")
    address = "https://archive.example.org/fa/2019/river/"
    assert line == f"«رود»، Sample Commons، 2019-05-03، {address}."
    assert texts(tree, ".citation-text bdi") == ["«رود»", "Sample Commons", "2019-05-03", address]
    assert texts(tree, ".footer bdi") == ["Sample Commons"]


# --- weight ---


def packed(*files):
    return len(gzip.compress(b"".join(file.read_bytes() for file in files), mtime=0))


def test_the_stylesheet_is_small(site):
    assert packed(site / "static/style.css") < 8_000


def test_an_article_without_pictures_comes_in_one_round_trip(site):
    article = site / "2019/river/index.html"
    assert packed(article) + packed(site / "static/style.css") + packed(site / "static/theme.css") <= 14_000


def test_the_stylesheet_knows_no_left_or_right(site):
    css = (site / "static/style.css").read_text(encoding="utf-8")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    physical = r"(?:margin|padding|border|inset)-(?:left|right|top|bottom)|(?<![\w-])(?:(?:left|right)\s*:|float\s*:(?!\s*inline))"
    assert re.findall(physical, css) == []


def test_links_of_the_menu_to_other_sites_tell_them_nothing(tmp_path):
    menu = (
        "menu:\n- {title: Shop, url: 'https://shop.example.org/'}\n- {title: Tags, url: /tags/}\n"
        "- {title: Archive, url: 'https://archive.example.org/archive/'}\n"
    )
    write(tmp_path, {"site.yaml": SETTINGS + menu, "2019/river.md": RIVER})
    links = read(made(tmp_path), "tags").select(".menu a")
    assert [(link["href"], link.get("rel")) for link in links] == [
        ("https://shop.example.org/", ["noopener", "noreferrer"]),
        ("../tags/", None),
        ("../archive/", None),
    ]


def test_a_menu_leads_to_parts_and_questions_and_to_each_language_s_own_pages(tmp_path):
    menu = (
        "menu:\n- {title: Team, url: '/about/#team'}\n- {title: Weir, url: '/search/?q=a weir#q'}\n"
        "- {title: Water, url: /tags/water}\n- {title: Feed, url: 'http://archive.example.org/feed.xml'}\n"
        "- {title: River, url: '/media/%D8%A2%20b.csv'}\n"
    )
    about = "---\ntitle: About\n---\n## Team\n"
    articles = {"2019/river.md": RIVER, "2019/river.fa.md": PERSIAN}
    write(
        tmp_path,
        {"site.yaml": SETTINGS + menu, "pages/about.md": about, "pages/about.fa.md": about, **articles},
    )
    site = made(tmp_path)
    rest = ("search/?q=a%20weir#q", "tags/water/", "feed.xml")
    for page, up, root, team in (
        ("about", "../", "", "#team"),
        ("archive", "../", "", "../about/#team"),
        ("fa/about", "../../", "fa/", "#team"),
        ("fa/archive", "../../", "fa/", "../../fa/about/#team"),
    ):
        links = [link["href"] for link in read(site, page).select(".menu a")]
        assert links == [team, *(up + root + address for address in rest), f"{up}media/%D8%A2%20b.csv"]


def test_a_single_article_is_not_followed_by_word_of_none(tmp_path):
    write(tmp_path, {"site.yaml": "title: Sample\n", "a.md": "---\ntitle: A\ndate: 2019-01-01\n---\nText.\n"})
    tree = parsed(made(tmp_path) / "index.html")
    assert len(tree.select("main article")) == 1
    assert tree.select("main .empty") == []


def test_each_page_of_a_listing_leads_to_the_pages_beside_it(tmp_path):
    articles = {f"{day}.md": f"---\ntitle: A\ndate: 2019-01-0{day}\n---\nText.\n" for day in (1, 2, 3)}
    write(tmp_path, {"site.yaml": "title: Sample\npage_size: 1\nsearch: false\n", **articles})
    output = made(tmp_path)
    turns = [read(output, page).select(".pagination a") for page in ("", "page/2", "page/3")]
    assert [[(link["rel"], link["href"]) for link in links] for links in turns] == [
        [(["next"], "page/2/")],
        [(["prev"], "../../"), (["next"], "../../page/3/")],
        [(["prev"], "../../page/2/")],
    ]


def test_times_have_no_finer_fraction_than_html_knows(tmp_path):
    head = (
        "title: A\ndate: 2020-01-01 10:00:00.123456\ncorrections: [{date: 2020-01-02 09:00:00.5555, text: B}]"
    )
    write(tmp_path, {"site.yaml": "title: L\n", "a.md": f"---\n{head}\n---\nC\n"})
    written = read(made(tmp_path), "2020/a")
    assert re.findall(r'datetime="([^"]*\.[^"]*)"', str(written))
    assert not re.findall(r'datetime="[^"]*\.\d{4}', str(written))


def test_an_archive_without_articles_says_so(tmp_path):
    write(tmp_path, {"site.yaml": "title: Sample\n"})
    output = made(tmp_path)
    for page in ("index.html", "search/index.html"):
        assert len(parsed(output / page).select("main .empty")) == 1
    assert not parsed(output / "search/index.html").select("script, form")


def test_many_tags_stand_in_columns_few_do_not(tmp_path):
    one = "---\ntitle: A\ndate: 2019-01-01\ntags: [{}]\n---\nText.\n"
    write(tmp_path, {"site.yaml": "title: Sample\n", "a.md": one.format("water, council")})
    assert not parsed(made(tmp_path) / "tags/index.html").select(".terms.many")
    described = "title: Sample\ntags: {tag 1: {description: The first.}}\n"
    tags = ", ".join(f"tag {i}" for i in range(60))
    write(tmp_path, {"site.yaml": described, "a.md": one.format(tags)})
    assert len(parsed(made(tmp_path) / "tags/index.html").select(".terms.many > li")) == 60


# --- overriding ---


def test_a_site_s_own_footer_replaces_the_theme_s_and_nothing_else(tmp_path):
    write(tmp_path, {"site.yaml": "title: Sample\n", "a.md": "---\ntitle: A\ndate: 2019-01-01\n---\nText.\n"})
    own = tmp_path / "templates"
    own.mkdir()
    (own / "_footer.html").write_text("<footer><p>Ours, {{ site.title }}.</p></footer>\n", encoding="utf-8")
    output = made(tmp_path)
    for page in pages(output):
        tree = parsed(page)
        assert texts(tree, "footer:not(.embed-about)") == ["Ours, Sample."]
        assert tree.select(".masthead")


@pytest.mark.parametrize("part", ["_footer.html", "_foot_note.html"])
def test_a_site_s_own_footer_may_show_what_is_the_page_s_own(tmp_path, part):
    article = "---\ntitle: {0}\ndate: 2019-01-01\n---\nText.\n"
    write(
        tmp_path, {"site.yaml": "title: Sample\n", "a.md": article.format("A"), "b.md": article.format("B")}
    )
    own = tmp_path / "templates"
    own.mkdir()
    (own / "_footer.html").write_text('{% include ["none.html", "_foot_note.html"] ignore missing %}')
    (own / part).write_text("<p class=here>{{ head.url }}{{ page.head.url }}</p>\n", encoding="utf-8")
    output = made(tmp_path)
    for page in ("2019/a/", "2019/b/"):
        assert texts(parsed(output / page / "index.html"), ".here") == [page * 2]


def test_a_site_s_own_frame_may_show_what_is_the_page_s_own_anywhere(tmp_path):
    article = "---\ntitle: {0}\ndate: 2019-01-01\n---\nText.\n"
    write(
        tmp_path, {"site.yaml": "title: Sample\n", "a.md": article.format("A"), "b.md": article.format("B")}
    )
    own = tmp_path / "templates"
    own.mkdir()
    frame = (default_folder() / "base.html").read_text(encoding="utf-8")
    shown = '<footer class="here">{{ head.url }}</footer>'
    (own / "base.html").write_text(frame.replace('{% include "_footer.html" %}', shown), encoding="utf-8")
    output = made(tmp_path)
    for page in ("2019/a/", "2019/b/"):
        assert texts(parsed(output / page / "index.html"), ".here") == [page]


def test_a_site_extends_the_frame_whose_links_at_a_lost_address_lead_to_files_from_the_root(tmp_path):
    settings = "title: Sample\nbase_url: https://a.example.org/sub/\nlinks: file\n"
    settings += "menu: [{title: T, url: 'https://a.example.org/sub/tags/#all'}]\n"
    write(tmp_path, {"site.yaml": settings})
    own = tmp_path / "templates"
    own.mkdir()
    (own / "404.html").write_text(
        '{% extends "base.html" %}{% block main %}<h1>Lost</h1>{% endblock %}',
        encoding="utf-8",
    )
    tree = parsed(made(tmp_path) / "404.html")
    assert texts(tree, "h1") == ["Lost"]
    assert tree.select_one(".footer a")["href"] == "/sub/index.html"
    assert tree.select_one(".menu a")["href"] == "/sub/tags/index.html#all"


def test_a_site_fills_one_block_of_the_article_and_one_of_the_frame(tmp_path):
    write(tmp_path, {"site.yaml": "title: Sample\n", "a.md": "---\ntitle: A\ndate: 2019-01-01\n---\nText.\n"})
    own = tmp_path / "templates"
    own.mkdir()
    (own / "article.html").write_text(
        '{% extends "default/article.html" %}'
        "{% block article_body %}{{ super() }}<p class='notice'>Ours.</p>{% endblock %}",
        encoding="utf-8",
    )
    (own / "base.html").write_text(
        '{% extends "default/base.html" %}{% block footer %}{{ super() }}<p class="sea">Sea.</p>{% endblock %}',
        encoding="utf-8",
    )
    output = made(tmp_path)
    article = parsed(output / "2019/a/index.html")
    assert texts(article, ".e-content + .notice") == ["Ours."]
    assert texts(article, ".cite h2") == ["Cite this"]
    for page in pages(output):
        assert texts(parsed(page), ".footer + .sea") == ["Sea."]


def test_an_edit_of_an_extended_template_renews_the_pages_that_show_it(tmp_path):
    write(tmp_path, {"site.yaml": "title: Sample\n", "a.md": "---\ntitle: A\ndate: 2019-01-01\n---\nText.\n"})
    own = tmp_path / "templates"
    own.mkdir()
    for said in ("Once.", "Twice."):
        (own / "article.html").write_text(
            f'{{% extends "default/article.html" %}}{{% block article_around %}}<p>{said}</p>{{% endblock %}}',
            encoding="utf-8",
        )
        assert texts(parsed(made(tmp_path) / "2019/a/index.html"), "main > p") == [said]


def test_two_cached_parts_on_one_line_are_two(tmp_path):
    write(tmp_path, {"site.yaml": "title: Sample\n", "a.md": "---\ntitle: A\ndate: 2019-01-01\n---\nText.\n"})
    own = tmp_path / "templates"
    own.mkdir()
    line = "{% cached %}<b>one</b>{% endcached %}{% cached %}<b>two</b>{% endcached %}\n"
    (own / "_footer.html").write_text(line, encoding="utf-8")
    assert texts(parsed(made(tmp_path) / "index.html"), "b") == ["one", "two"]


def test_every_template_is_documented():
    documented = (default_folder().parent / "docs/content/develop/theme.md").read_text(encoding="utf-8")
    for template in default_folder().glob("*.html"):
        assert f"`{template.name}`" in documented, template.name


def test_a_template_that_includes_itself_is_a_fault_with_its_line_and_its_page(tmp_path):
    write(tmp_path, {"site.yaml": "title: Sample\n", "a.md": "---\ntitle: A\ndate: 2019-01-01\n---\nText.\n"})
    own = tmp_path / "templates"
    own.mkdir()
    (own / "404.html").write_text('<p>\n{% include "404.html" %}', encoding="utf-8")
    report = build(tmp_path, Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1))
    (fault,) = [problem for problem in report.problems if problem.code == "render-failed"]
    assert (fault.path, fault.line) == ("templates/404.html", 2)
    assert fault.message == "404.html cannot be rendered: 404.html extends or includes itself"
    assert "“default/404.html”" in fault.hint
    assert (tmp_path / "output/2019/a/index.html").exists()


def test_a_wider_tag_without_articles_leads_to_the_narrower_ones_and_does_not_count_none(tmp_path):
    write(tmp_path, {"site.yaml": SETTINGS + "tags: {land: {}, water: {parent: land}}\n", "river.md": RIVER})
    output = made(tmp_path)
    page = read(output, "tags/land")
    assert texts(page, ".names a") == ["water"]
    assert "articles" not in page.select("main")[0].get_text()
    assert texts(read(output, "tags"), ".terms .count") == ["1 article", "1 article"]


def test_drafts_and_articles_of_the_future_are_marked_wherever_they_stand(tmp_path):
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "content/site.yaml").write_text(
        "title: T\nbase_url: https://archive.example.org/\nsearch: false\n"
    )
    (tmp_path / "content/lead.md").write_text("---\ntitle: Lead\ndate: 2099-01-01\n---\nText.\n")
    (tmp_path / "content/next.md").write_text("---\ntitle: Next\ndate: 2019-01-01\ndraft: true\n---\nText.\n")
    (tmp_path / "content/pages/about.md").write_text("---\ntitle: About\ndraft: true\n---\nText.\n")
    (tmp_path / "content/pages/soon.md").write_text("---\ntitle: Soon\ndate: 2099-01-01\n---\nText.\n")
    build(tmp_path, Options(now=datetime(2026, 1, 1, tzinfo=UTC), jobs=1, drafts=True, future=True))

    def flags(path):
        page = BeautifulSoup((tmp_path / "output" / path).read_text(), "html.parser")
        return [flag.get_text() for flag in page.select("main .flag")]

    assert flags("index.html") == ["Not yet published", "Draft"]
    assert flags("about/index.html") == ["Draft"]
    assert flags("soon/index.html") == flags("2099/lead/index.html") == ["Not yet published"]
