"""An article as other tools want it: sources with Robust Links, JSON-LD, BibTeX."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from make import article, on
from sitegen import citable
from sitegen.model import (
    ArchivedCopy,
    AuthorLink,
    Card,
    Content,
    Entry,
    NameLink,
    Source,
    SourceState,
    Withdrawal,
)
from sitegen.views import SiteView

SITE = SiteView("T", "", "en", "ltr", "", "https://a.example.org/", (), (), "", "", "", False, False, False)
URL = "https://news.example.org/a"
COPY = f"https://web.archive.org/web/20210503101112/{URL}"
DOUBTFUL = "https://archive.ph/AbCd"


def entry(*, ledger=(), **more):
    found = article("2020/river.md", **({"date": on(2020, 3, 5)} | more))
    card = Card(
        found.path,
        "2020/river/",
        "en",
        found.title,
        found.date,
        False,
        "",
        (),
        (),
        None,
        None,
        False,
        False,
        "",
    )
    return Entry(found, card.url, card, (), (), ledger=tuple(ledger))


def views(*sources, **more):
    return citable.source_views(Content(html="", text="", sources=sources), entry(**more))


@pytest.mark.parametrize(
    ("source", "copies", "date"),
    [
        (Source("a", URL, accessed="2021-05-01"), [ArchivedCopy(COPY, "2021-05-03T10:11:12Z")], "2021-05-03T10:11:12Z"),
        (Source("a", URL, accessed="2021-05-01"), [ArchivedCopy(DOUBTFUL, "")], "2021-05-01"),
        (Source("a", URL, accessed="2021-05-01T10:00:00+02:00"), [], "2021-05-01"),
        (Source("a", URL, accessed="2021-05"), [], "2020-03-05"),
        (Source("a", URL, accessed="2018"), [], "2020-03-05"),
        (Source("a", URL, accessed="2021-05"), [ArchivedCopy(COPY, "2018")], "2020-03-05"),
        (Source("a", URL, accessed="2021-05-01"), [ArchivedCopy(COPY, "2018-03")], "2021-05-01"),
        (Source("a", URL, date="2019-01-01"), [], "2020-03-05"),
        (Source("a", URL), [ArchivedCopy(COPY, "2021-05-03T10:11:12.345Z")], "2021-05-03"),
    ],
)  # fmt: skip
def test_the_version_date_is_told_and_never_made_up(source, copies, date):
    assert citable.version_date(source, copies, "2020-03-05T17:51:00+01:00") == date
    assert citable.version_date(source, copies, "") in {date, ""}


@pytest.mark.parametrize(
    ("stamp", "date"),
    [
        ("2018", "2018"),
        ("201805", "2018-05"),
        ("20180504", "2018-05-04"),
        ("20180504101112id_", "2018-05-04T10:11:12Z"),
        ("2018050410", "2018-05-04"),
        ("*", ""),
    ],
)
def test_a_copys_address_tells_its_date_as_precisely_as_it_names_it(stamp, date):
    assert citable.wayback_date(f"https://web.archive.org/web/{stamp}/{URL}") == date


@pytest.mark.parametrize(
    ("source", "original"),
    [
        (Source("a", URL, archived=COPY), URL),
        (Source("a", "", archived=COPY), URL),
        (Source("a", "", archived=COPY.replace("20210503101112", "20210503101112id_")), URL),
        (Source("a", "", archived=COPY.replace("20210503101112", "2021if_")), URL),
        (Source("a", "", archived=DOUBTFUL), ""),
        (Source("a", "", archived="https://web.archive.org/web/20210503101112/news.example.org/a"), ""),
        (Source("a", "", "On paper"), ""),
    ],
)
def test_the_original_is_told_by_the_copy_where_the_editor_gives_none(source, original):
    assert citable.original_url(source) == original
    assert [view.original for view in views(source)] == [original]


def test_a_copy_that_cannot_be_relied_on_comes_last():
    ledger = [SourceState(URL, (ArchivedCopy(COPY, "2021-05-03T10:11:12Z"),), "dead")]
    [view] = views(Source("a", URL, archived=DOUBTFUL), ledger=ledger)
    assert [copy.url for copy in view.copies] == [COPY, DOUBTFUL]
    assert (view.dead, view.version_date) == (True, "2021-05-03T10:11:12Z")


@pytest.mark.parametrize(("archived", "given"), [((COPY,), COPY), ((COPY, DOUBTFUL), [COPY, DOUBTFUL])])
def test_json_ld_cites_with_the_archived_copies(archived, given):
    ledger = [SourceState(URL, tuple(ArchivedCopy(url) for url in archived))]
    sources = views(Source("a", URL, "A </script>", authors=("B",)), ledger=ledger)
    written = citable.json_ld(entry(), sources, SITE)
    assert "</script>" not in written
    data = json.loads(written)
    assert data["@type"] == "NewsArticle"
    assert data["citation"] == [
        {"@type": "CreativeWork", "name": "A </script>", "url": URL, "author": ["B"], "archivedAt": given}
    ]


@pytest.mark.parametrize(
    ("told", "licence"),
    [
        ("https://licence.example/by/", "https://licence.example/by/"),
        ("Words: CC BY", {"@type": "CreativeWork", "name": "Words: CC BY"}),
        ("", None),
    ],
)
def test_json_ld_takes_the_words_of_a_licence_for_no_address(told, licence):
    data = json.loads(citable.json_ld(entry(), (), replace(SITE, license=told)))
    assert data.get("license") == licence


def test_a_source_without_title_and_address_is_called_by_its_note():
    [noted, named, bare] = views(Source("a", note="A box."), Source("b", URL, note="C."), Source("d"))
    assert [(view.name, view.note) for view in (noted, named, bare)] == [
        ("A box", ""),
        (URL, "C."),
        ("d", ""),
    ]
    data = json.loads(citable.json_ld(entry(), (noted, named), SITE))
    assert data["citation"] == [
        {"@type": "CreativeWork", "name": "A box"},
        {"@type": "CreativeWork", "url": URL},
    ]


@pytest.mark.parametrize(
    ("slug", "url", "key"),
    [
        ("river", "2020/river/", "river2020"),
        ("river", "2020/river.html", "river2020"),
        ("river", "river/", "river2020"),
        ("the-case-of-the-missing-minutes-part-one", "2020/the-case-of-the-missing-minutes-part-one/",
         "the-case-of-the-missing-minutes-part-one2020"),
        ("ab", "2020/ab/", "ab2020"),
        ("a-b", "2020/a-b/", "a-b2020"),
        ("river", "2020/03/river/", "river2020-6100f7e0"),
        ("رود", "2020/رود/", "article2020-8aae72e1"),
        ("River", "2020/River/", "river2020-f682a551"),
    ],
)  # fmt: skip
def test_bibtex_keys_are_ascii_and_as_distinct_as_addresses(slug, url, key):
    made = replace(entry(slug=slug), url=url)
    assert citable.bibtex_key(made, SITE) == key
    assert citable.bibtex(made, SITE).startswith(f"@online{{{key},\n")


def test_the_bibtex_key_of_a_translation_names_its_language():
    made = replace(entry(slug="river", lang="zh-Hant"), url="zh-Hant/2020/river/")
    assert citable.bibtex_key(made, replace(SITE, lang="zh-Hant", root="zh-Hant/")) == "river2020-zh-hant"


def test_bibtex_keeps_its_braces_in_balance_whatever_a_title_holds():
    written = citable.bibtex(entry(title=r"100% {odd \ $x_1 & ~^#1}}"), SITE)
    assert r"title = {{100\% \textbraceleft{}odd \textbackslash{} \$x\_1 \& " in written
    assert written.count("{") == written.count("}")
    assert r"\{" not in written


def test_cite_this_is_in_parts_with_the_quotation_marks_of_the_language():
    names = (AuthorLink("Ada Example", "authors/ada/"), AuthorLink("نیلوفر", "authors/n/"))
    found = replace(entry(title="River"), authors=names)
    expected = ("Ada Example", "نیلوفر", "«River»", "T", "2020-03-05", "https://a.example.org/2020/river/")
    assert citable.citation(found, replace(SITE, lang="fa")) == expected
    assert citable.citation(entry(title="50 %"), replace(SITE, base_url=""))[0] == "“50 %”"


def test_a_withdrawn_article_is_cited_by_title_and_date_alone():
    who, tag = AuthorLink("Ada Example", "authors/ada/"), NameLink("water", "tags/water/")
    gone = {"withdrawn": Withdrawal("2021-01-01", "Wrong."), "title": "Gone"}
    gone |= {"updated": on(2020, 4, 6), "corrected": on(2020, 5, 6)}
    told = replace(entry(**gone), authors=(who,), tags=(tag,))
    written = citable.bibtex(told, SITE)
    assert "title = {{Gone}}" in written
    assert "date = {2020-03-05}" in written
    assert "Ada" not in written
    assert "water" not in written
    assert citable.iso_modified(citable.as_told(told)) == ""
    kept = replace(told, article=replace(told.article, withdrawn=None))
    assert "Ada" in citable.bibtex(kept, SITE)
    assert citable.as_told(kept) is kept


def test_a_change_on_a_day_has_no_time_of_day_though_the_article_has_one():
    found = entry(date=datetime(2020, 3, 5, 10, 30, tzinfo=UTC), timed=True, updated=on(2020, 4, 6))
    assert (citable.iso(found), citable.iso_modified(found)) == (
        "2020-03-05T10:30:00+00:00",
        "2020-04-06",
    )


@pytest.mark.parametrize(
    ("more", "modified"),
    [
        ({}, ""),
        ({"updated": on(2020, 4, 6)}, "2020-04-06"),
        ({"updated": on(2020, 4, 6), "corrected": on(2020, 5, 6)}, "2020-05-06"),
        ({"updated": on(2020, 6, 6), "corrected": on(2020, 5, 6)}, "2020-06-06"),
        ({"corrected": datetime(2020, 5, 6, 7, 8, tzinfo=UTC)}, "2020-05-06T07:08:00+00:00"),
        ({"corrected": datetime(2020, 5, 6, 0, 0, 2, tzinfo=UTC)}, "2020-05-06"),
        ({"updated": on(2020, 1, 1)}, ""),
    ],
)
def test_programs_hear_of_a_correction_as_of_an_update(more, modified):
    found = entry(**more)
    assert citable.iso_modified(found) == modified
    told = json.loads(citable.json_ld(found, (), SITE))
    assert (told["datePublished"], told["dateModified"]) == ("2020-03-05", modified or "2020-03-05")
