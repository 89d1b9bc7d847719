"""Which feeds there are, which of them an edit changes, and how pages point to them."""

import pickle
from dataclasses import replace

from feeds.archives import SETTINGS, SPACES, article, built, contents_of, ids, links, render, site_of, xml
from sitegen.digest import of_value
from sitegen.feeds import OPML, all_feeds, autodiscovery, feed_pages, problem_without_base_url
from sitegen.model import LanguageSettings, Settings, Withdrawal

MADE = [
    article(f"a{day}", f"2019-05-{day:02d}", tags=(f"tag {day % 3}",), authors=()) for day in range(1, 10)
]


def keys(articles, settings=SETTINGS):
    return {page.path: of_value(page.context) for page in feed_pages(site_of(articles, settings))}


def changed(before, after):
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def formats(*folders):
    return {folder + name for folder in folders for name in ("feed.xml", "atom.xml", "feed.json")}


def test_one_edit_changes_only_the_feeds_that_show_the_article():
    newest = [*MADE[:-1], replace(MADE[-1], title="New", digest="new")]
    assert changed(keys(MADE), keys(newest)) == formats("", "tags/tag-0/") | {"feeds/2019.atom.xml"}
    oldest = [replace(MADE[0], title="New", digest="new"), *MADE[1:]]
    assert changed(keys(MADE), keys(oldest)) == formats("tags/tag-1/") | {"feeds/2019.atom.xml"}


def test_withdrawing_the_last_article_of_a_term_keeps_its_feeds_for_the_tombstone():
    last = article("last", "2019-06-01", tags=("dam",), authors=("Bo",))
    gone = replace(last, withdrawn=Withdrawal("2020-01-01", "Wrong."), digest="gone")
    folders = ("tags/dam/", "authors/bo/")
    before, after = keys([*MADE, last]), keys([*MADE, gone])
    assert before.keys() == after.keys()
    assert formats(*folders) <= changed(before, after)
    data = built(*MADE, gone)
    for folder in folders:
        root = xml(data[f"{folder}atom.xml"])
        assert root.find("at:deleted-entry", SPACES).get("ref") == "tag:rivers.example.org,2026:/2019/last/"
        assert links(data[f"{folder}atom.xml"])["alternate"] == "https://rivers.example.org/archive/"
        assert [ids(data[folder + name]) for name in ("feed.xml", "atom.xml", "feed.json")] == [[], [], []]
    assert b"tags/dam/" not in data[OPML]
    assert keys(MADE).keys() == before.keys() - formats(*folders)


def test_a_new_article_of_another_year_leaves_closed_years_but_the_last_alone():
    old = [article("x", "2016-01-01", tags=()), article("y", "2017-01-01", tags=()), *MADE]
    more = [*old, article("z", "2020-01-01", tags=(), authors=())]
    touched = changed(keys(old), keys(more))
    assert touched == formats("") | {"feeds/2020.atom.xml", "feeds/2019.atom.xml"}


def test_the_formats_of_a_feed_share_one_context_and_follow_one_another():
    pages = [page for page in feed_pages(site_of(MADE)) if page.path in formats("tags/tag-1/")]
    assert [page.renderer for page in pages] == ["rss", "atom", "json-feed"]
    assert len({id(page.context) for page in pages}) == 1
    assert all(len(page.contents) == 3 and page.stage == "index" and page.lang == "en" for page in pages)


def test_pages_travel_to_other_processes():
    contents = contents_of(MADE)
    for page in feed_pages(site_of(MADE)):
        copy = pickle.loads(pickle.dumps(page))
        assert copy == page
        assert render(copy, contents) == render(page, contents)


def test_without_base_url_there_are_no_feeds_and_the_cure_is_told():
    settings = Settings("T")
    site = site_of(MADE, settings)
    assert not list(feed_pages(site))
    assert autodiscovery(site, site.editions[0]) == all_feeds(site, site.editions[0]) == ()
    problem = problem_without_base_url(settings)
    assert (problem.code, problem.path, problem.severity) == (
        "missing-base-url",
        "content/site.yaml",
        "error",
    )
    assert "base_url: https://" in problem.hint
    assert problem_without_base_url(SETTINGS) is None


def test_a_page_names_its_own_feeds_first():
    site = site_of(MADE)
    edition = site.editions[0]
    found = autodiscovery(site, edition, edition.tags[0])
    assert [(link.title, link.url, link.type) for link in found] == [
        ("The Lorrel Papers: tag 0 (RSS)", "tags/tag-0/feed.xml", "application/rss+xml"),
        ("The Lorrel Papers: tag 0 (Atom)", "tags/tag-0/atom.xml", "application/atom+xml"),
        ("The Lorrel Papers: tag 0 (JSON Feed)", "tags/tag-0/feed.json", "application/feed+json"),
        ("The Lorrel Papers (RSS)", "feed.xml", "application/rss+xml"),
        ("The Lorrel Papers (Atom)", "atom.xml", "application/atom+xml"),
        ("The Lorrel Papers (JSON Feed)", "feed.json", "application/feed+json"),
    ]
    assert [link.url for link in autodiscovery(site, edition)] == ["feed.xml", "atom.xml", "feed.json"]


def test_all_feeds_are_listed_and_all_listed_feeds_exist():
    settings = replace(SETTINGS, languages=(LanguageSettings("fa", "اسناد"),))
    site = site_of([*MADE, article("b", lang="fa")], settings)
    written = {page.path for page in feed_pages(site)}
    assert OPML in written
    rows = [row for edition in site.editions for group in all_feeds(site, edition) for row in group.rows]
    listed = {link.url for row in rows for link in row.formats}
    assert listed == {path for path in written if not path.endswith(".opml")}
    groups = all_feeds(site, site.editions[0])
    assert [group.title for group in groups] == ["", "Tags", "Archive", "Languages"]
    assert [row.title for row in groups[0].rows] == ["The Lorrel Papers"]
    assert [row.title for row in groups[3].rows] == ["اسناد"]
    assert [row.title for row in all_feeds(site, site.editions[1])[-2].rows] == ["۲۰۱۹"]


def test_editions_of_one_title_are_told_apart_where_readers_list_feeds():
    settings = replace(SETTINGS, languages=(LanguageSettings("fa", SETTINGS.title, ""),))
    made = [article("a"), article("a", lang="fa")]
    site = site_of(made, settings)
    title = "The Lorrel Papers (فارسی)"
    main, fa = site.editions
    assert [row.title for row in all_feeds(site, main)[-1].rows] == [title]
    assert [row.title for row in all_feeds(site, fa)[-1].rows] == [SETTINGS.title]
    assert autodiscovery(site, fa)[0].title == f"{title} (RSS)"
    titles = {page.path: page.context.title for page in feed_pages(site)}
    assert (titles["atom.xml"], titles["fa/atom.xml"]) == (SETTINGS.title, title)


def test_the_years_are_listed_for_people_newest_first():
    made = [article("a", "0999-05-03T10:00:00+00:00"), article("b", "2019-05-03T10:00:00+00:00")]
    site = site_of(made)
    rows = all_feeds(site, site.editions[0])[-1].rows
    assert [(row.title, row.formats[0].url) for row in rows] == [
        ("2019", "feeds/2019.atom.xml"),
        ("0999", "feeds/0999.atom.xml"),
    ]
    assert {row.formats[0].url for row in rows} <= built(*made).keys()
    assert b"<pubDate>Fri, 03 May 0999 10:00:00 +0000" in built(*made)["feed.xml"]
