"""Under which tags and authors articles stand."""

from dataclasses import replace
from datetime import date

from make import SETTINGS, article
from sitegen.config import read_settings
from sitegen.model import AuthorSettings, Card, Entry, NameLink, TagSettings, Withdrawal
from sitegen.taxonomy import Taxonomy

GONE = Withdrawal(date(2020, 1, 1), "It was wrong.")


def card(of):
    return Card(of.path, "", of.lang, of.title, of.date, False, "", (), (), None, None, False, False, "")


def placed(articles, settings=SETTINGS):
    """The taxonomy of the articles, and their entries."""
    taxonomy = Taxonomy(articles, settings)
    entries = [
        Entry(a, a.slug + "/", card(a), taxonomy.tags_of(a), taxonomy.byline_of(a).authors) for a in articles
    ]
    return taxonomy, entries


def tags(articles, settings=SETTINGS, lang="en"):
    taxonomy, entries = placed(articles, settings)
    return taxonomy.tags_in([entry for entry in entries if entry.article.lang == lang], lang)


def tagged(path, *names, **more):
    return article(path, tags=names, **more)


def with_tags(*given):
    return replace(SETTINGS, tags=given)


def test_spellings_of_one_tag_are_one_page_that_has_the_commonest_name():
    found = tags([tagged("a.md", "Dams"), tagged("b.md", "dams"), tagged("c.md", "Dams", "DAMS")])
    assert [(tag.name, tag.url, len(tag.entries)) for tag in found] == [("Dams", "tags/dams/", 3)]


def test_tags_that_share_an_address_by_their_slug_keep_apart():
    assert [tag.url for tag in tags([tagged("a.md", "C++", "C#", "C")])] == [
        "tags/c/",
        "tags/c-sharp/",
        "tags/c-plus-plus/",
    ]


def test_an_alias_leads_to_its_tag_which_has_the_words_of_the_settings():
    settings = with_tags(TagSettings("dams", title="Dams and weirs", aliases=("weirs",)))
    (found,) = tags([tagged("a.md", "Weirs"), tagged("b.md", "dams")], settings)
    assert (found.name, found.url, len(found.entries)) == ("Dams and weirs", "tags/dams/", 2)


def test_parents_of_tags_in_use_have_pages_up_to_the_topmost_and_no_other():
    settings = with_tags(
        TagSettings("weirs", parent="Dams"), TagSettings("dams", parent="water"), TagSettings("water"),
        TagSettings("forests"),
    )  # fmt: skip
    found = {
        tag.name: tag for tag in tags([tagged("a.md", "weirs"), tagged("pages/c.md", "forests")], settings)
    }
    assert [(name, len(tag.entries)) for name, tag in found.items()] == [
        ("dams", 0),
        ("water", 0),
        ("weirs", 1),
    ]
    assert [child.name for child in found["water"].children] == ["dams"]
    assert found["weirs"].parent == NameLink("dams", "tags/dams/")


def test_a_circle_of_parents_ends():
    settings = with_tags(TagSettings("a", parent="b"), TagSettings("b", parent="a"))
    found = {tag.name: tag.parent.name for tag in tags([tagged("x.md", "a", "b")], settings)}
    assert found == {"a": "b", "b": "a"}


def test_each_language_has_tag_pages_of_its_own():
    articles = [tagged("a.md", "dams"), tagged("b.fa.md", "dams", "rivers", lang="fa")]
    assert [tag.url for tag in tags(articles)] == ["tags/dams/"]
    assert [tag.url for tag in tags(articles, lang="fa")] == ["fa/tags/dams/", "fa/tags/rivers/"]


def test_authors_are_found_by_key_and_by_name():
    known = AuthorSettings("ana", "Ana Example", "https://ana.example.org/", "Walks along rivers.")
    settings = replace(SETTINGS, authors=(known,))
    names = [("ana",), ("Ana Example",), ("Ben Example", "ana")]
    articles = [article(f"{n}.md", authors=authors) for n, authors in enumerate(names)]
    taxonomy, entries = placed(articles, settings)
    found = taxonomy.authors_in(entries, "en")
    assert [(who.name, who.url, len(who.entries), who.bio) for who in found] == [
        ("Ana Example", "authors/ana/", 3, "Walks along rivers."),
        ("Ben Example", "authors/ben-example/", 1, ""),
    ]
    assert [link.homepage for link in entries[2].authors] == ["", "https://ana.example.org/"]


def test_the_author_of_a_standing_page_has_no_address():
    _, entries = placed([article("pages/about.md", authors=("Ana Example", " "))])
    assert [(link.name, link.url) for link in entries[0].authors] == [("Ana Example", "")]


def test_terms_that_only_withdrawn_articles_have_are_former():
    shown = tagged("a.md", "dams", authors=("Ana Example",))
    gone = tagged("b.md", "dams", "weirs", authors=("Ben Example",), withdrawn=GONE)
    taxonomy, (first, second) = placed([shown, gone])
    there = {tag.url for tag in taxonomy.tags_in([first], "en")}
    there |= {who.url for who in taxonomy.authors_in([first], "en")}
    former = taxonomy.former_in([second], "en", there)
    assert [(term.url, term.entries) for term in former] == [
        ("tags/weirs/", ()),
        ("authors/ben-example/", ()),
    ]


def test_the_spelling_of_withdrawn_articles_counts_last():
    gone = [tagged(f"{n}.md", "DAMS", withdrawn=GONE) for n in range(3)]
    assert [tag.name for tag in tags([*gone, tagged("a.md", "dams")])] == ["dams"]


def test_a_parent_that_is_no_tag_at_all_is_told_at_its_place():
    settings, _ = read_settings(
        "title: T\nbase_url: https://a.example.org/\ntags:\n"
        "  wells: {parent: watr}\n  mills: {parent: zzz}\n  weirs: {parent: River}\n  dams: {parent: Coast}\n"
        "  unused: {parent: zzz}\n  Coast: {aliases: [Shore]}\n  piers: {parent: shore}\n"
    )
    articles = [tagged("a.md", "Water", "wells", "mills", "weirs", "dams", "piers"), tagged("b.md", "river")]
    found = [
        (p.path, p.line, p.column, p.code, p.hint) for p in Taxonomy(articles, settings).doubtful_parents()
    ]
    assert found == [
        ("content/site.yaml", 4, 19, "unknown-parent", "did you mean “Water”?"),
        ("content/site.yaml", 5, 19, "unknown-parent", "declare it below “tags:” if it is meant: zzz: {}"),
    ]
