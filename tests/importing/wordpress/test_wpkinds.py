"""What of an export is published: known types and states only, each thing once, translations side by side."""

import pytest
from samples import HEAD, TAIL, item

MAIL = "Write to visitor@secret.example.net"


def one(bench, *items):
    return bench.write({"a.xml": HEAD + "".join(items) + TAIL}).run(source="a.xml")


@pytest.mark.parametrize("state", ["pitch", "in-progress", "archive", "hidden", "inherit", "request-pending"])
def test_a_state_that_is_not_known_makes_a_draft(bench, state):
    one(bench, item(1, "One", "x", status=state, slug="one"), item(2, "Two", "y", status="Draft", slug="two"))
    assert bench.paths == ["drafts/one.md", "drafts/two.md"]
    assert bench.front("drafts/one.md").draft
    assert f"the state `{state}`" in bench.problem("unknown-state").message


def test_a_type_that_is_not_known_makes_drafts_and_is_told_once(bench):
    rows = [item(n, f"Row {n}", "x", kind="our_rows", slug=f"row-{n}") for n in (1, 2)]
    one(bench, *rows, item(3, "Study", "y", kind="report", slug="study"))
    assert bench.paths == ["2014/study.md", "drafts/row-1.md", "drafts/row-2.md"]
    assert "2 things have the type `our_rows`" in bench.problem("unknown-type").message
    assert "1 things of the type `report` were imported as articles." in bench.tally.notes


@pytest.mark.parametrize(
    "kind", ["flamingo_inbound", "shop_order_refund", "edd_payment", "tribe_rsvp_attendees", "guest-author"]
)
def test_records_of_people_are_never_imported(bench, kind):
    tally = one(bench, item(1, "Letter", MAIL, kind=kind, slug="letter"), item(2, "Two", "y", slug="two"))
    assert bench.paths == ["2014/two.md"]
    assert [(skip.reason, kind in skip.detail) for skip in tally.skipped] == [("records", True)]


def test_things_with_one_number_in_one_file_are_all_imported(bench):
    pages = [
        item(334, name, f"Words of {name}.", kind="page", slug=name.lower(), link=f"https://river.example.net/{name}/")
        for name in ("Contact", "Empty")
    ]  # fmt: skip
    tally = one(bench, *pages, pages[0])
    assert bench.paths == ["pages/contact.md", "pages/empty.md"]
    assert "Words of Empty." in bench.body("pages/empty.md")
    assert [skip.reason for skip in tally.skipped] == ["duplicate-item"]


@pytest.mark.parametrize("names", [("a.xml", "b.xml"), ("b.xml", "a.xml")])
def test_a_copy_that_is_kept_back_counts_in_any_order(bench, names):
    public = item(1, "Name", "The secret plover.", slug="name")
    private = item(
        1, "Name", "The secret plover.", slug="name", status="private", modified="2020-01-01 10:00:00"
    )
    bench.write({name: HEAD + it + TAIL for name, it in zip(names, (public, private), strict=True)}).run()
    assert bench.paths == ["_private/name.md"]
    assert any("as it is private there" in skip.detail for skip in bench.tally.skipped)


@pytest.mark.parametrize("turned", [False, True])
def test_translations_share_their_files_name_and_keep_their_addresses(bench, turned):
    both = [
        item(number, "Report", "x", slug=slug, terms=(("language", lang, lang), ("post_translations", "pll_1", "pll_1")))
        for number, slug, lang in ((1, "report", "en"), (2, "report-fa", "fa"))
    ]  # fmt: skip
    one(bench, *(reversed(both) if turned else both))
    assert bench.paths == ["2014/report.fa.md", "2014/report.md"]
    assert bench.front("2014/report.fa.md").slug == "report-fa"
    assert not [problem for problem in bench.build().problems if problem.severity == "error"]
    page = (bench.root / "output/2014/report/index.html").read_text()
    assert 'hreflang="fa"' in page
    assert (bench.root / "output/fa/2014/report-fa/index.html").is_file()
    assert bench.run(source="a.xml").written == 0


def test_an_article_called_index_has_an_address_of_its_own(bench):
    one(bench, item(1, "Index", "x", slug="index"))
    assert bench.paths == ["2014/index-1.md"]


FA = {"title": "گزارش سالانه", "link": "https://river.example.net/fa/2014/03/gozaresh/"}


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"meta": (("_wpml_import_language_code", "fa"),)}, "2014/gozaresh.fa.md"),
        (FA, "2014/gozaresh.fa.md"),
        (
            {**FA, "title": "Report", "link": "https://river.example.net/it/2014/03/gozaresh/"},
            "2014/gozaresh.md",
        ),
        ({**FA, "link": "https://river.example.net/dams/gozaresh/"}, "2014/gozaresh.md"),
        ({**FA, "link": "https://river.example.net/gozaresh/"}, "2014/gozaresh.md"),
    ],
)
def test_the_language_of_an_article_without_a_term(bench, given, path):
    one(bench, item(1, given.pop("title", "Report"), "x", slug="gozaresh", **given))
    assert bench.paths == [path]
    assert ("languages:\n  fa:" in bench.text("site.yaml")) == path.endswith(".fa.md")


def test_the_language_of_a_folder_that_the_sites_settings_have(bench):
    settings = "title: T\nbase_url: https://river.example.net/\nlanguages: {it: {title: Fiume}}\n"
    (bench.root / "content").mkdir(parents=True)
    (bench.root / "content/site.yaml").write_text(settings)
    items = [
        item(n, "Rapporto", "x", slug=f"r{n}", link=f"https://river.example.net/{lang}/r{n}/")
        for n, lang in ((1, "it"), (2, "fr"))
    ]
    one(bench, *items)
    assert bench.paths == ["2014/r1.it.md", "2014/r2.md"]
    assert any(note.startswith("1 articles stood below /fr/") for note in bench.tally.notes)
