"""What is kept of a site, and when two states of an article differ in their texts alone."""

import shutil
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from make import article
from sitegen.archive import load_alone, open_archive
from sitegen.digest import Shared
from sitegen.feeds.values import FeedContext
from sitegen.model import Around, Article, Card, Correction, Entry, PostRef, Ref, Withdrawal
from sitegen.outline import Placed, same_but_text, same_places
from sitegen.planning import planned
from sitegen.views import ArticleFrame, ArticlePage

SAMPLE = Path(__file__).parents[1] / "content"
LATER = datetime(2020, 1, 1, tzinfo=UTC)
FULL = article(
    refs=(Ref("link", "lake.md", line=4), Ref("image", "photo.png", line=5)),
    posts=(PostRef("x/1", "https://x.com/example_a/status/1", "live", captured=True, line=6),),
    sources=(("https://b.example.org/", ""),),
    sources_place=(3, 1),
    alias_places=((2, 4),),
    aliases=("/old/",),
    image=Ref("image", "photo.png", line=2),
    words=7,
    cited="digest of posts and sources",
)
OTHER = {
    "path": "2019/lake.md", "stem": "2019/lake", "kind": "page", "lang": "fa", "slug": "lake", "title": "Lake",
    "date": LATER, "updated": LATER, "timed": True, "authors": ("Ann Example",), "tags": ("water",),
    "summary": "Other.", "aliases": ("/older/",), "draft": True, "image": Ref("image", "other.png", line=2),
    "withdrawn": Withdrawal("2020-01-01", "mistaken"), "corrections": (Correction("2020-01-01", "a word"),),
    "posts": (replace(FULL.posts[0], status="deleted"),), "sources": (("https://c.example.org/", ""),),
    "refs": (replace(FULL.refs[0], target="hill.md"), FULL.refs[1]), "renamed": (("sources", "sources-1"),),
    "corrected": LATER,
}  # fmt: skip
TEXT = {"digest": "another", "words": 8}
PLACES = {
    "cited": "another", "alias_places": ((3, 4),), "sources_place": (4, 1), "image": replace(FULL.image, line=3),
    "refs": tuple(replace(ref, line=ref.line + 1, column=2) for ref in FULL.refs),
    "posts": tuple(replace(post, line=post.line + 1) for post in FULL.posts),
}  # fmt: skip


def test_a_state_differs_in_its_text_alone():
    assert same_but_text(FULL, replace(FULL, **TEXT))
    assert same_places(FULL, replace(FULL, **TEXT))


@pytest.mark.parametrize("name", PLACES)
def test_a_place_in_the_file_is_no_difference_but_for_messages(name):
    moved = replace(FULL, **{name: PLACES[name]})
    assert same_but_text(FULL, moved)
    assert not same_places(FULL, moved)


@pytest.mark.parametrize("name", OTHER)
def test_any_other_field_is_a_difference(name):
    assert not same_but_text(FULL, replace(FULL, **{name: OTHER[name]}))


def test_every_field_is_told_of_here():
    assert {field.name for field in fields(Article)} == {*OTHER, *TEXT, *PLACES}


def holds_an_entry(value):
    """Whether a value, or one that it is made of, is an article with all that belongs to it."""
    if isinstance(value, Entry):
        return True
    if isinstance(value, tuple):
        return any(map(holds_an_entry, value))
    return any(holds_an_entry(getattr(value, name)) for name in getattr(value, "__slots__", ()))


def test_other_pages_than_those_of_an_article_and_feeds_show_no_text(tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "content")
    archive = open_archive(tmp_path)
    site = planned(archive, load_alone(archive), now=LATER.replace(year=2027), drafts=True)
    kinds = {}
    for page in site.wanted:
        if page.contents or holds_an_entry(page.context):
            kinds.setdefault(type(page.context), []).append(page.path)
    assert kinds.keys() == {ArticlePage, Entry, FeedContext}, kinds


def card(path):
    values = {field.name: None for field in fields(Card)} | {"path": path, "digest": path}
    return Card(**values)


@pytest.mark.parametrize(
    "around",
    [
        Around(),
        Around(card("a.md"), None, (card("b.md"),), (), (card("a.fa.md"),)),
        Around(None, card("a.md"), (), (card("c.md"), card("b.md"))),
    ],
)
def test_what_is_around_an_article_is_kept_by_paths(around):
    frame = ArticleFrame("en", cards=False, edit_url="", feeds=Shared(), names={}, digest="")
    placed = Placed.of(ArticlePage("entry", around, frame, "digest"))
    assert placed.entry == "entry"
    assert placed.around({path: card(path) for path in placed.neighbours}) == around
