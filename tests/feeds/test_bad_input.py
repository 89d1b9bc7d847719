"""No input breaks a feed: characters, dates, sizes, and a thousand articles of every sort."""

import json
from dataclasses import replace

import pytest

from feeds.archives import SETTINGS, article, atom_html, files, image, one, picture, site_of
from feeds.rules import check
from sitegen.model import (
    AuthorSettings,
    Content,
    Correction,
    Embed,
    Snapshot,
    Source,
    TagSettings,
    Withdrawal,
)

BAD = "a\x00b\x1f\ufffe\ud800]]>\u202e\u200f🌊 <&\"'\x85\u2028"


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # unidecode tells that it drops surrogates
@pytest.mark.parametrize(
    "date",
    ["1850-06-01T00:00:00-00:01:15", "1969-12-31T23:59:59+00:00", "2039-01-01", "0999-01-01", "9998-12-31"],
)
def test_no_text_and_no_date_can_break_a_feed(date):
    fields = {
        "title": BAD,
        "summary": BAD,
        "tags": (BAD, "🌊🌊"),
        "authors": (BAD,),
        "corrections": (Correction(BAD, BAD),),
        "withdrawn": None,
    }
    made = [
        article("a", date, **fields),
        article("b", "2018-01-01", title=BAD, withdrawn=Withdrawal(BAD, BAD)),
    ]
    settings = replace(
        SETTINGS,
        title=BAD,
        description=BAD,
        publisher=BAD,
        license=BAD,
        authors=(AuthorSettings("x", BAD, f"https://a.example/{BAD}"),),
        tags=(TagSettings("🌊🌊", BAD, BAD),),
    )
    source = Source(BAD, f"https://a.example/{BAD}", BAD, BAD, (BAD,), BAD, BAD, BAD, BAD)
    post = Snapshot(
        "x", BAD, f"https://x.com/{BAD}", BAD, BAD, text=BAD, html=BAD, created_at=BAD, status="live"
    )
    content = Content(f"<p>{BAD}</p>", sources=(source,), embeds=(Embed(post),), text=BAD)
    linked = site_of(made, settings)
    contents = {made[0].digest: content, made[1].digest: content}
    for path, data in files(linked, contents).items():
        check(path, data)


def test_two_megabytes_are_delivered_whole():
    html = "<p>" + "long " * 400_000 + "end</p>"
    data = one(html, tags=(), authors=())
    assert atom_html(data["atom.xml"]) == html
    assert json.loads(data["feed.json"])["items"][0]["content_html"] == html
    check("feed.xml", data["feed.xml"])


def test_a_thousand_articles_of_every_sort_are_read_by_every_reader():
    """Every twentieth has what others lack: no tags, a correction, a picture, a withdrawal, another script."""
    sorts = (
        {"tags": ()},
        {"corrections": (Correction("2022-02-02", "Not so."),)},
        {"image": image("../m.jpg")},
        {"withdrawn": Withdrawal("2023-03-03", "No.")},
        {"lang": "fa", "title": "رودخانه‌ای که بود"},
        {"title": "A & B < C", "authors": ("Á", "B", "C")},
        {"aliases": ("/1999/old/",), "summary": ""},
        {"date": "1969-12-31T23:00:00+03:30"},
    )
    made = []
    for number in range(1_000):
        fields = {"date": f"{1990 + number % 40}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"}
        fields |= {"tags": (f"tag {number % 5}",), "authors": (f"Author {number % 2}",)}
        made.append(article(f"a{number}", **(fields | (sorts[number // 20 % 8] if number % 20 == 0 else {}))))
    text = '<p>Words about <em>it</em>, and <a href="#part">more</a>.</p>\n' * 4
    linked = site_of(made, replace(SETTINGS, feed_items=20), media={"m.jpg": picture("m.jpg")})
    found = files(linked, {a.digest: Content(f'<h2 id="part">{a.slug}</h2>\n{text}') for a in made})
    assert len([path for path in found if path.startswith("feeds/")]) >= 38
    for path, data in found.items():
        check(path, data)
