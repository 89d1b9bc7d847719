from dataclasses import replace

import pytest

from make import NOW, SETTINGS, article, on
from sitegen.again import Answers
from sitegen.link import Stock, link
from sitegen.model import (
    AuthorSettings,
    LanguageSettings,
    MediaFile,
    NameLink,
    Picture,
    PostRef,
    Ref,
    Settings,
    Snapshot,
    StoredPost,
    TagSettings,
    Withdrawal,
)


def linked(*articles, settings=SETTINGS, stock=None, **options):
    return link(articles, settings, stock or Stock(), now=NOW, **options)


def edition(*articles, lang="en", **more):
    site = linked(*articles, **more).site
    return next(edition for edition in site.editions if edition.lang == lang)


def test_articles_stand_newest_first_with_their_neighbours():
    home = edition(
        *(article(f"{name}.md", date=on(year)) for name, year in zip("abc", (2019, 2021, 2020), strict=True))
    )
    assert [entry.url for entry in home.entries] == ["2021/b/", "2020/c/", "2019/a/"]
    around = home.around["c.md"]
    assert (around.newer.path, around.older.path) == ("b.md", "a.md")
    assert home.around["b.md"].newer is None


def test_a_part_whose_id_the_page_has_itself_is_found_by_the_name_it_was_given():
    a = article("a.md", date=on(2020), refs=(Ref("link", "b.md#sources"), Ref("link", "b.md#main")))
    b = article("b.md", date=on(2019), renamed=(("sources", "sources-2"),))
    assert edition(a, b).entries[0].addresses == ("2019/b/#sources-2", "2019/b/#main")
    answers = Answers({})
    linked(a, replace(b, renamed=()), answers=answers)
    site = linked(a, b, answers=Answers(answers.after)).site
    assert site.editions[0].entries[0].addresses == ("2019/b/#sources-2", "2019/b/#main")


def test_links_and_pictures_of_an_article_with_errors_are_told_and_it_has_no_place():
    refs = (
        Ref("link", "nope.md", line=5),
        Ref("link", "b.md"),
        Ref("image", "a.jpg", line=7),
        Ref("link", "a.md"),
    )
    a = article("a.md", date=None, refs=refs, image=Ref("image", "c.jpg", line=3))
    shown = linked(article("b.md"), unsound=(a,), stock=Stock(refused=frozenset({"a.md"})))
    assert [(p.code, p.path, p.line) for p in shown.problems] == [
        ("broken-link", "content/a.md", 5),
        ("broken-link", "content/a.md", 7),
        ("broken-link", "content/a.md", 3),
    ]
    assert [entry.url for entry in shown.site.entries] == ["2019/b/"]
    draft = replace(a, draft=True)
    assert linked(unsound=(draft,)).problems == ()
    assert len(linked(unsound=(draft,), drafts=True).problems) == 4


def test_a_link_to_a_former_address_leads_to_the_article_and_counts_as_one_to_it():
    b = article("b.md", aliases=("/old/t/", "/old/t.html", "/both/"), renamed=(("sources", "sources-2"),))
    c = article("c.md", aliases=("/both/", "/2019/b/"))
    targets = ("/old/t/#sources", "/old/t", "https://archive.example.org/old/t.html", "/both/", "/2019/b/")
    a = article("a.md", date=on(2020), refs=tuple(Ref("link", target) for target in targets))
    home = edition(a, b, c)
    assert home.entries[0].addresses == ("2019/b/#sources-2", "2019/b/", "2019/b/", "both/", "2019/b/")
    assert [card.path for card in home.around["b.md"].backlinks] == ["a.md"]
    assert home.around["c.md"].backlinks == ()


def test_a_source_that_is_an_article_of_the_site_counts_as_a_link_to_it():
    own, other = "https://archive.example.org/2019/b/#part", "https://archive.example.org.example.net/2019/b/"
    a = article("a.md", date=on(2020), sources=((own, ""),))
    c = article("c.md", sources=((other, ""), ("https://press.example.org/archive.example.org/2019/b/", "")))
    assert [card.path for card in edition(a, article("b.md"), c).around["b.md"].backlinks] == ["a.md"]


def test_drafts_and_future_articles_are_left_out_with_their_reason():
    draft, future = article("d.md", draft=True), article("f.md", date=on(2030))
    result = linked(article(), draft, future)
    assert result.unpublished == (("d.md", "draft"), ("f.md", "future"))
    assert len(result.site.editions[0].entries) == 1
    shown = linked(article(), draft, future, drafts=True, future=True).site.editions[0].entries
    assert [(e.card.draft, e.card.future) for e in shown] == [(False, True), (False, False), (True, False)]


def test_a_link_to_what_is_not_published_says_so():
    refs = (Ref("link", "d.md", column=5), Ref("link", "f.md#part", column=20))
    here, draft = article("a.md", refs=refs), article("d.md", draft=True)
    told = linked(here, draft, article("f.md", date=on(2030))).problems
    assert [(p.column, p.message.rpartition(": ")[2], p.hint) for p in told] == [
        (5, "it is a draft", "publish it as well, or remove the link"),
        (20, "its date has not come", "publish it as well, or remove the link"),
    ]


def test_tags_merge_and_each_has_its_page():
    home = edition(
        article("a.md", tags=("Press Freedom", "water")),
        article("b.md", tags=("press-freedom",)),
        settings=replace(SETTINGS, tags=(TagSettings("water", title="Water", parent="Nature"),)),
    )
    assert [(t.name, t.url, len(t.entries)) for t in home.tags] == [
        ("Nature", "tags/nature/", 0),
        ("Press Freedom", "tags/press-freedom/", 2),
        ("Water", "tags/water/", 1),
    ]
    water = home.tags[2]
    assert water.parent == NameLink("Nature", "tags/nature/")
    assert water.related == (NameLink("Press Freedom", "tags/press-freedom/"),)
    assert home.tags[0].children == (NameLink("Water", "tags/water/"),)


def test_authors_are_found_by_key():
    settings = replace(
        SETTINGS, authors=(AuthorSettings("mina", "Mina Sample", "https://mina.example.org/"),)
    )
    home = edition(article("a.md", authors=("mina", "Other")), settings=settings)
    assert [(a.name, a.url, a.homepage) for a in home.entries[0].authors] == [
        ("Mina Sample", "authors/mina/", "https://mina.example.org/"),
        ("Other", "authors/other/", ""),
    ]


def test_languages_have_editions_of_their_own_and_translations_find_each_other():
    settings = replace(SETTINGS, languages=(LanguageSettings("fa", "بایگانی"),))
    site = linked(
        article("a.md", tags=("water",)), article("a.fa.md", lang="fa", tags=("water",)), settings=settings
    ).site
    english, persian = site.editions
    assert (persian.root, persian.title) == ("fa/", "بایگانی")
    assert persian.entries[0].url == "fa/2019/a/"
    assert persian.tags[0].url == "fa/tags/water/"
    assert [card.lang for card in english.around["a.md"].translations] == ["fa"]
    assert [card.lang for card in persian.around["a.fa.md"].translations] == ["en"]


def test_links_to_files_become_addresses_and_backlinks():
    refs = (Ref("link", "../2018/b.md#part"), Ref("link", "/2018/b/"))
    home = edition(article("2019/a.md", refs=refs), article("2018/b.md", date=on(2018)))
    assert home.entries[0].addresses == ("2018/b/#part", "2018/b/")
    assert [card.path for card in home.around["2018/b.md"].backlinks] == ["2019/a.md"]


def test_a_whole_address_of_the_site_leads_where_the_same_from_its_root_does():
    own = SETTINGS.base_url
    refs = [
        Ref("link", own),
        Ref("link", f"{own}2019/lead/#part"),
        Ref("link", f"{own}search/?q=x#hits"),
        Ref("link", f"{own}2019/lead/index.md"),
        Ref("image", f"{own}map.png", "A map"),
    ]
    stock = Stock(media={"map.png": MediaFile("map.png", "d", 5, "png", 9, 8)})
    a, b = article("2020/a.md", date=on(2020), refs=tuple(refs)), article("2019/lead.md")
    result = linked(a, b, stock=stock)
    home = result.site.editions[0]
    assert home.entries[0].addresses[:4] == ("", "2019/lead/#part", "search/", "2019/lead/index.md")
    assert home.entries[0].addresses[4].path == "map.png"
    assert [card.path for card in home.around["2019/lead.md"].backlinks] == ["2020/a.md"]
    assert result.problems == ()


def test_a_link_that_leads_nowhere_is_a_warning_at_its_place():
    ref = Ref("link", "../gone/b.md", line=12, column=3)
    result = linked(article("2019/a.md", refs=(ref,)), article("2018/b.md", date=on(2018)))
    (problem,) = result.problems
    assert (problem.code, problem.path, problem.line, problem.column) == (
        "broken-link",
        "content/2019/a.md",
        12,
        3,
    )
    assert problem.hint == "is content/2018/b.md meant?"


@pytest.mark.parametrize(
    ("target", "code", "hint"),
    [
        ("report.pdf", "no-picture", "name a picture; what is to be linked to stands as [words](file.pdf)"),
        ("b.md", "no-picture", "name a picture; what is to be linked to stands as [words](file.pdf)"),
        ("map.png", "broken-link", "is content/media/map.png meant?"),
        ("https://pics.example.org/map.png", "remote-image", "save it next to the article and name the file"),
    ],
)
def test_what_is_no_picture_of_the_archive_is_told_as_what_it_is(target, code, hint):
    media = {
        "report.pdf": MediaFile("report.pdf", "d", 9),
        "media/map.png": MediaFile("media/map.png", "e", 9, "png"),
    }
    lead = article("a.md", image=Ref("image", target, line=4, column=8))
    result = linked(lead, article("b.md", title="B"), stock=Stock(media=media))
    assert [(p.code, p.line, p.hint) for p in result.problems] == [(code, 4, hint)]
    shown = linked(
        article("a.md", refs=(Ref("image", target, line=9),)),
        article("b.md", title="B"),
        stock=Stock(media=media),
    )
    assert [(p.line, p.hint) for p in shown.problems] == [(9, hint)]


def test_links_find_files_whose_names_are_composed_otherwise():
    decomposed = "2019/cafe\u0301"
    media = {f"{decomposed}.jpg": MediaFile(f"{decomposed}.jpg", "d", 9, "jpeg", 900, 600)}
    refs = (
        Ref("link", "caf\u00e9.md#part"),
        Ref("image", "caf\u00e9.jpg"),
        Ref("link", "caf\u00e9/"),
        Ref("link", "caf\u00e8.md"),
    )
    found = linked(
        article("2019/a.md", refs=refs, image=Ref("image", "caf\u00e9.jpg")),
        article(f"{decomposed}.md", slug="cafe"),
        stock=Stock(media=media),
    )
    entry = next(e for e in found.site.editions[0].entries if e.article.path == "2019/a.md")
    assert (entry.addresses[0], entry.addresses[2]) == ("2019/cafe/#part", "2019/cafe/")
    assert entry.addresses[1].path == entry.card.image.path == f"{decomposed}.jpg"
    assert [problem.message for problem in found.problems] == [
        "“caf\u00e8.md” leads to no article or file of this archive"
    ]


def test_a_link_out_of_the_archive_is_a_warning():
    result = linked(article("a.md", refs=(Ref("media", "../../etc/passwd"),)))
    assert [p.code for p in result.problems] == ["broken-link"]


PHOTO = MediaFile("2019/photo.jpg", "d", 9000, "jpeg", 1000, 500)


def test_pictures_know_their_size_and_versions():
    stock = Stock(media={PHOTO.path: PHOTO})
    home = edition(article("2019/a.md", refs=(Ref("image", "photo.jpg", alt="A river"),)), stock=stock)
    assert home.entries[0].addresses == (
        Picture(
            "2019/photo.jpg",
            1000,
            500,
            "A river",
            ((480, "2019/photo-480.webp"), (960, "2019/photo-960.webp"), (1000, "2019/photo-1000.webp")),
            9000,
            "image/jpeg",
        ),
    )


def test_the_lead_picture_may_be_named_from_the_root_or_from_the_file():
    stock = Stock(media={PHOTO.path: PHOTO})
    for target in ("photo.jpg", "/2019/photo.jpg", "2019/photo.jpg"):
        home = edition(article("2019/a.md", image=Ref("image", target)), stock=stock)
        assert home.entries[0].card.image.path == "2019/photo.jpg"


def test_withdrawn_articles_leave_listings_tags_and_neighbours():
    gone = article("b.md", tags=("only",), withdrawn=Withdrawal("2020-01-01", "Wrong."), summary="Secret")
    home = edition(article("a.md"), gone)
    assert [entry.article.path for entry in home.entries] == ["a.md"]
    assert [entry.article.path for entry in home.withdrawn] == ["b.md"]
    assert home.withdrawn[0].card.summary == ""
    assert home.tags == ()


def test_a_withdrawn_standing_page_leaves_the_menu_and_keeps_its_address():
    gone = article("pages/old.md", withdrawn=Withdrawal("2020-01-01", "Wrong."))
    home = edition(article("pages/about.md"), gone)
    assert [entry.article.path for entry in home.pages] == ["pages/about.md"]
    assert [entry.article.path for entry in home.withdrawn_pages] == ["pages/old.md"]
    assert home.withdrawn == ()  # which feeds tell of
    assert "pages/old.md" in {entry.article.path for entry in home.placed}


def test_terms_of_withdrawn_articles_alone_are_former_in_each_language():
    gone = Withdrawal("2020-01-01", "Wrong.")
    made = (
        article("a.md", tags=("River",), authors=("Ann",)),
        article("b.md", tags=("river", "Dam"), authors=("Ann", "Bo"), withdrawn=gone),
        article("b.fa.md", lang="fa", tags=("river",), authors=("Bo",), withdrawn=gone),
    )
    home, other = edition(*made), edition(*made, lang="fa")
    assert [(term.url, term.entries) for term in home.former] == [("tags/dam/", ()), ("authors/bo/", ())]
    assert [term.url for term in (*home.tags, *home.authors)] == ["tags/river/", "authors/ann/"]
    assert home.tags[0].name == "River"
    assert [term.url for term in other.former] == ["fa/tags/river/", "fa/authors/bo/"]
    assert other.tags == other.authors == ()


def test_withdrawing_an_article_leaves_the_addresses_of_tags_that_are_spelt_alike():
    gone = article("b.md", tags=("a b",), withdrawn=Withdrawal("2020-01-01", "Wrong."))
    there = article("b.md", tags=("a b",))
    other = article("a.md", tags=("a.b",))
    urls = [entry.tags[0].url for entry in edition(other, there).entries]
    assert urls[0] != urls[1]
    home = edition(other, gone)
    assert {home.tags[0].url, home.former[0].url} == set(urls)


def test_a_post_withheld_by_one_article_is_withheld_in_all():
    stored = StoredPost(Snapshot("x", "1", text="Secret", status="live"), (), "s")
    withholding = article("a.md", posts=(PostRef("x/1", "https://x.com/a/status/1", "withheld", False),))
    other = article("b.md", posts=(PostRef("x/1", "https://x.com/a/status/1", "uncaptured", False),))
    home = edition(withholding, other, stock=Stock(posts={"x/1": stored}))
    for entry in home.entries:
        assert entry.posts[0].snapshot.status == "withheld"
        assert entry.posts[0].snapshot.text == ""


def test_editing_a_body_leaves_the_card_alone_and_editing_a_title_does_not():
    one = edition(article("a.md")).entries[0]
    body = edition(article("a.md", digest="other")).entries[0]
    title = edition(article("a.md", title="Other")).entries[0]
    assert body.card.digest == one.card.digest
    assert body.digest != one.digest
    assert title.card.digest != one.card.digest


def test_standing_pages_are_in_no_listing():
    home = edition(article("pages/about.md", date=None, tags=("x",)), article("a.md"))
    assert [entry.url for entry in home.pages] == ["about/"]
    assert len(home.entries) == 1
    assert home.tags == ()


def test_an_empty_archive_has_one_empty_edition():
    site = linked(settings=Settings(title="T")).site
    assert [(e.lang, e.entries) for e in site.editions] == [("en", ())]


def test_a_file_that_is_refused_is_not_said_to_be_missing():
    pointing = article("2019/a.md", date=on(2019), refs=(Ref("image", "photo.jpg"), Ref("image", "gone.jpg")))
    found = linked(pointing, stock=Stock(refused=frozenset({"2019/photo.jpg"}))).problems
    assert [(problem.message, problem.hint) for problem in found] == [
        ("“photo.jpg” leads to a file that is not published", "see what is said of content/2019/photo.jpg"),
        ("“gone.jpg” leads to no article or file of this archive", "check the spelling, or remove the link"),
    ]


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (["what.is.md", "river.md"], ["content/what.is.md"]),
        (["go.co.md", "how.co.md"], ["content/go.co.md"]),
        (["river.co.md", "river.md", "what.co.md"], []),
        (["norr.sv.md"], []),
        (["rios.es.md", "fleuve.fr-CA.md"], []),
        (["what.md"], []),
    ],
    ids=["a word", "told once", "a translation", "of the settings", "with words here", "in its front matter"],
)
def test_a_language_that_may_be_a_word_is_told(paths, told):
    settings = replace(SETTINGS, languages=(LanguageSettings("sv", "T", ""),))
    langs = {path: path.split(".")[1] if path.count(".") == 2 else "en" for path in paths}
    langs |= {"what.md": "co"}
    result = linked(*(article(path, lang=langs[path]) for path in paths), settings=settings)
    assert [problem.path for problem in result.problems if problem.code == "unlisted-language"] == told
