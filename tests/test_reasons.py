"""Why a page is rendered, in words: what is said is so."""

from dataclasses import replace

import pytest

from make import article
from sitegen.model import Card, Entry, Page
from sitegen.reasons import reason
from sitegen.stale import Facts, Present, Written

RIVER = article("river.md")
CARD = Card("river.md", "2019/river/", "en", "River", None, False, "", (), (), None, None, False, False, "c")
ENTRY = Entry(RIVER, "2019/river/", CARD, (), (), ())
FACTS = Facts(
    articles={"river.md": RIVER.digest},
    cards={"river.md": "c"},
    settings={"title": "1", "images": "1", "tags": "1"},
)
OTHER = replace(FACTS, settings={"title": "2", "images": "2", "tags": "1"})
GONE = replace(FACTS, cards={"river.md": "c", "lake.md": "c"})
LISTING = Page("index.html", "html", (CARD,), "home.html", lang="en")
PICTURE = Page("a-480.webp", "picture", "", assets=("a.png",), stage="asset")
ROBOTS = Page("robots.txt", "text", "", stage="index")


@pytest.mark.parametrize(
    ("page", "old", "why"),
    [
        (LISTING, FACTS, "what it lists changed"),
        (LISTING, GONE, "what it lists changed, as the article lake.md is gone"),
        (LISTING, OTHER, "setting images, title changed"),
        (PICTURE, FACTS, "content/a.png changed"),
        (PICTURE, OTHER, "setting images changed"),
        (replace(PICTURE, renderer="copy"), OTHER, "content/a.png changed"),
        (Page("static/a.css", "static", "", stage="asset"), FACTS, "its source changed"),
        (ROBOTS, FACTS, "what it says changed"),
        (ROBOTS, replace(OTHER, cards=GONE.cards), "what it says changed"),
        (
            Page("2019/river/index.md", "source", ENTRY),
            FACTS,
            "what it quotes, cites, shows or links to changed",
        ),
    ],
)
def test_a_page_is_rendered_for_what_changed(page, old, why):
    known = {page.path: Written.of(bytes([1] * 24), "00" * 32, (1, 1, 1))}
    assert reason(page, Present(known), old, FACTS) == why
