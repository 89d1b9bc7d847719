"""Ids: stable under every edit that the issue names, and never shared."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.archives import SETTINGS, article, site_of
from sitegen.feeds.ids import article_ids, feed_id
from sitegen.model import Settings, Withdrawal


def id_of(made, *others, settings=SETTINGS):
    return article_ids(site_of([made, *others], settings))[made.path]


def test_an_id_is_a_tag_uri_of_the_host_and_the_first_address():
    assert id_of(article("weir")) == "tag:rivers.example.org,2026:/2019/weir/"


def test_translations_have_ids_of_their_own():
    ids = article_ids(site_of([article("weir"), article("weir", lang="fa")]))
    assert sorted(ids.values()) == [
        "tag:rivers.example.org,2026:/2019/weir/",
        "tag:rivers.example.org,2026:/fa/2019/weir/",
    ]


def test_withdrawn_articles_keep_their_ids():
    assert id_of(article(withdrawn=Withdrawal("2020-01-01", "wrong"))) == id_of(article())


@pytest.mark.parametrize(
    "base_url",
    [
        "https://rivers.example.org/",
        "http://rivers.example.org/",
        "https://RIVERS.example.org/a/b/",
        "https://rivers.example.org:8443/",
    ],
)
def test_neither_folder_nor_scheme_nor_port_are_in_an_id(base_url):
    assert id_of(article(), settings=replace(SETTINGS, base_url=base_url)) == id_of(article())


def test_a_site_that_moved_keeps_the_ids_of_its_former_host():
    moved = replace(SETTINGS, base_url="https://lorrel.example.net/", feed_id_host="Rivers.example.org")
    assert id_of(article(), settings=moved) == id_of(article())
    assert feed_id(moved, "fa/") == feed_id(SETTINGS, "fa/")


def test_hosts_and_addresses_of_any_script_make_plain_ids():
    settings = replace(SETTINGS, base_url="https://رود.example/", slug_unicode=True)
    made = id_of(article("رودخانه"), settings=settings)
    assert made.isascii()
    assert made.startswith("tag:xn--")
    assert id_of(article(), settings=replace(SETTINGS, base_url=f"https://{'ö' * 70}.example/")).isascii()


# --- changes of the slug -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "alias", ["/2019/weir/", "/2019/weir", "2019/weir/", "/2019/we%69r/", "/2019/weir/index.html"]
)
def test_a_new_slug_keeps_the_id_when_the_old_address_is_an_alias(alias):
    assert id_of(article("the-weir", aliases=(alias,))) == id_of(article("weir"))


def test_the_first_alias_counts_so_that_a_second_new_slug_keeps_the_id_too():
    moved = article("weirs", aliases=("/2019/weir/", "/2019/the-weir/"))
    assert id_of(moved) == id_of(article("weir"))


def test_a_slug_that_comes_back_keeps_the_id():
    assert id_of(article("weir", aliases=("/2019/weir/", "/2019/the-weir/"))) == id_of(article("weir"))


@pytest.mark.parametrize("other", ["/2019/pool/", "/2019/short/"])
@pytest.mark.parametrize("own", ["/2019/weir/", "/2019/weir"])
def test_the_own_address_before_the_other_aliases_keeps_the_id(own, other):
    assert id_of(article("weir", aliases=(own, other))) == id_of(article("weir"))
    assert id_of(article("weir", aliases=(other, own))) != id_of(article("weir"))


@pytest.mark.parametrize("alias", ["/go/", "/?p=17", "/2019/weir.html", "/2019/05/weir/", "/fa/2019/weir/"])
def test_aliases_that_never_were_permalinks_leave_the_id_alone(alias):
    assert id_of(article("the-weir", aliases=(alias,))) == id_of(article("the-weir"))


def test_an_alias_of_a_translation_has_its_language():
    moved = article("the-weir", lang="fa", aliases=("/2019/weir/", "/fa/2019/weir/"))
    assert id_of(moved) == id_of(article("weir", lang="fa"))


@pytest.mark.parametrize(
    ("permalink", "alias", "expected"),
    [
        ("/{slug}/", "/weir/", "/weir/"),
        ("/{year}/{month}/{day}/{slug}/", "/2019/05/03/weir/", "/2019/05/03/weir/"),
        ("/news/{slug}.html", "/news/weir.html", "/news/weir.html"),
        ("/{path}/", "/2019/weir/", "/2019/weir/"),
    ],
)
def test_the_form_of_permalinks_is_the_sites_own(permalink, alias, expected):
    settings = replace(SETTINGS, permalink=permalink)
    assert id_of(article("the-weir", aliases=(alias,)), settings=settings).endswith(f":{expected}")


# --- two claims to one address -------------------------------------------------------------------


def test_an_article_at_an_older_ones_former_address_gets_an_id_of_its_own():
    older = article("the-weir", "2019-01-01", aliases=("/2019/weir/",))
    newer = article("weir", "2019-12-01")
    ids = article_ids(site_of([older, newer]))
    assert ids[older.path] == "tag:rivers.example.org,2026:/2019/weir/"
    assert ids[newer.path] not in {ids[older.path], "tag:rivers.example.org,2026:/2019/weir/"}


def test_an_alias_cannot_take_the_id_of_an_older_article():
    older, newer = article("weir", "2019-01-01"), article("pool", "2019-12-01", aliases=("/2019/weir/",))
    assert id_of(newer, older) == "tag:rivers.example.org,2026:/2019/pool/"
    assert id_of(older, newer) == "tag:rivers.example.org,2026:/2019/weir/"


SLUGS = st.text("abc-", min_size=1, max_size=3)
ARTICLES = st.lists(
    st.builds(
        lambda name, slug, day, lang, aliases: article(
            slug,
            f"2019-01-{day:02d}",
            path=f"{name}.md" if lang == "en" else f"{name}.{lang}.md",
            stem=name,
            lang=lang,
            aliases=tuple(aliases),
        ),
        st.text("nm", min_size=1, max_size=3),
        SLUGS,
        st.integers(1, 28),
        st.sampled_from(["en", "fa"]),
        st.lists(
            st.one_of(SLUGS.map(lambda s: f"/2019/{s}/"), SLUGS.map(lambda s: f"/fa/2019/{s}"), st.text())
        ),
    ),
    unique_by=lambda made: made.path,
    max_size=8,
)


@given(ARTICLES)
def test_no_two_articles_ever_share_an_id(articles):
    ids = article_ids(site_of(articles))
    assert len(ids) == len(articles)
    assert len(set(ids.values())) == len(ids)
    assert all(made.startswith("tag:rivers.example.org,2026:/") and made.isascii() for made in ids.values())


@given(
    ARTICLES,
    st.text(max_size=9),
    st.lists(st.text(min_size=1, max_size=5)),
    st.sampled_from(["https://rivers.example.org/", "https://rivers.example.org/x/y/"]),
)
def test_ids_outlive_new_titles_tags_authors_texts_and_folders(articles, title, tags, base_url):
    edited = [replace(a, title=title, tags=tuple(tags), authors=(), digest="other") for a in articles]
    settings = replace(SETTINGS, base_url=base_url, title="Another", feed_items=1)
    assert article_ids(site_of(edited, settings)) == article_ids(site_of(articles))


@given(st.lists(SLUGS, min_size=2, unique=True))
def test_ids_outlive_any_number_of_new_slugs_whose_old_addresses_are_kept(slugs):
    first, *_, last = slugs
    old = tuple(f"/2019/{slug}/" for slug in slugs[:-1])
    assert id_of(article(last, aliases=old)) == id_of(article(first))


def test_a_feeds_id_is_no_articles():
    settings = Settings("T", base_url="https://a.example/", permalink="/{slug}/")
    made = id_of(article("feed:"), settings=settings)
    assert made != feed_id(settings, "")
    assert feed_id(settings, "tags/water/") == "tag:a.example,2026:feed:/tags/water/"
