"""The formats: what each says of an article, and that it keeps the rules of its specification."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

import feedparser
import pytest

from feeds.archives import (
    BASE,
    SETTINGS,
    SPACES,
    article,
    atom_html,
    built,
    contents_of,
    files,
    ids,
    image,
    links,
    one,
    picture,
    site_of,
    xml,
)
from feeds.rules import check
from sitegen.model import (
    AuthorSettings,
    Citation,
    Content,
    Correction,
    Embed,
    LanguageSettings,
    Snapshot,
    Source,
    TagSettings,
    Withdrawal,
)

LEAD = {"image": image("../media/weir.jpg"), "media": {"media/weir.jpg": picture("media/weir.jpg", 4321)}}
FULL = {
    "title": "The weir & the <dye>",
    "updated": datetime(2020, 1, 1, tzinfo=UTC),
    "authors": ("hana", "Tomas Quill"),
    "tags": ("river", "Open records"),
    "image": LEAD["image"],
}
WRITTEN = replace(SETTINGS, authors=(AuthorSettings("hana", "Hana Ferris", "https://hana.example/"),))


@pytest.fixture(scope="module")
def full():
    return built(article(**FULL), settings=WRITTEN, media=LEAD["media"])


def test_every_file_keeps_the_rules_of_its_format(full):
    assert set(full) >= {"feed.xml", "atom.xml", "feed.json", "feeds/2019.atom.xml", "tags/river/feed.xml"}
    for path, data in full.items():
        check(path, data)


def test_rss_says_all_of_an_article(full):
    entry = feedparser.parse(full["feed.xml"]).entries[0]
    assert entry.title == "The weir & the <dye>"
    assert (entry.id, entry.link) == ("tag:rivers.example.org,2026:/2019/weir/", f"{BASE}2019/weir/")
    assert [creator.text for creator in xml(full["feed.xml"]).iterfind(".//dc:creator", SPACES)] == [
        "Hana Ferris",
        "Tomas Quill",
    ]
    assert (entry.published, entry.updated) == (
        "Fri, 03 May 2019 10:00:00 +0000",
        "2020-01-01T00:00:00+00:00",
    )
    assert entry.summary == "What happened at weir."
    assert "<p>All about The weir & the " in entry.content[0].value
    assert [tag.term for tag in entry.tags] == ["river", "Open records"]
    lead = entry.enclosures[0]
    assert (lead.href, lead.length, lead.type) == (f"{BASE}media/weir.jpg", "4321", "image/jpeg")


def test_rss_says_all_of_the_feed(full):
    feed = feedparser.parse(full["feed.xml"]).feed
    assert (feed.title, feed.link, feed.language) == ("The Lorrel Papers", BASE, "en")
    assert feed.rights == "CC BY 4.0"
    assert feed.image.href == f"{BASE}static/feed-icon.png"
    assert links(full["feed.xml"]) == {
        "self": f"{BASE}feed.xml",
        "hub": "https://hub.example.org/",
        "prev-archive": f"{BASE}feeds/2019.atom.xml",
    }


def test_atom_says_all_of_an_article(full):
    entry = feedparser.parse(full["atom.xml"]).entries[0]
    assert (entry.title, entry.id) == ("The weir & the <dye>", "tag:rivers.example.org,2026:/2019/weir/")
    assert (entry.published, entry.updated) == ("2019-05-03T10:00:00+00:00", "2020-01-01T00:00:00+00:00")
    assert [(a.name, a.href) for a in entry.authors] == [
        ("Hana Ferris", "https://hana.example/"),
        ("Tomas Quill", f"{BASE}authors/tomas-quill/"),
    ]
    assert [tag.term for tag in entry.tags] == ["river", "Open records"]
    assert entry.summary == "What happened at weir."
    lead = entry.enclosures[0]
    assert (lead.href, lead.length, lead.type) == (f"{BASE}media/weir.jpg", "4321", "image/jpeg")
    assert entry.link == f"{BASE}2019/weir/"


def test_atom_says_all_of_the_feed(full):
    feed = feedparser.parse(full["atom.xml"]).feed
    assert (feed.id, feed.language, feed.author) == (
        "tag:rivers.example.org,2026:feed:/",
        "en",
        "Friends of the Lorrel",
    )
    assert feed.updated == "2020-01-01T00:00:00+00:00"
    assert links(full["atom.xml"]) == {
        "self": f"{BASE}atom.xml",
        "hub": "https://hub.example.org/",
        "prev-archive": f"{BASE}feeds/2019.atom.xml",
        "alternate": BASE,
    }


def test_json_feed_says_all_of_an_article(full):
    feed = json.loads(full["feed.json"])
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example.org/"}]
    item = feed["items"][0]
    assert item == {
        "id": "tag:rivers.example.org,2026:/2019/weir/",
        "url": f"{BASE}2019/weir/",
        "title": "The weir & the <dye>",
        "content_html": f'<p><img src="{BASE}media/weir.jpg" alt="A weir" width="1200" height="800"></p>\n'
        "<p>All about The weir & the <dye>.</p>\n",
        "summary": "What happened at weir.",
        "image": f"{BASE}media/weir.jpg",
        "date_published": "2019-05-03T10:00:00+00:00",
        "date_modified": "2020-01-01T00:00:00+00:00",
        "authors": [
            {"name": "Hana Ferris", "url": "https://hana.example/"},
            {"name": "Tomas Quill", "url": f"{BASE}authors/tomas-quill/"},
        ],
        "tags": ["river", "Open records"],
        "attachments": [
            {
                "url": f"{BASE}media/weir.jpg",
                "mime_type": "image/jpeg",
                "size_in_bytes": 4321,
                "title": "A weir",
            }
        ],
    }


@pytest.mark.parametrize(
    ("told", "link"),
    [("https://licence.example/by/", "https://licence.example/by/"), ("Words: CC BY 4.0", None)],
)
def test_a_licence_that_is_an_address_is_a_link_too(told, link):
    data = built(article(), settings=replace(SETTINGS, license=told))["atom.xml"]
    assert links(data).get("license") == link
    assert feedparser.parse(data).feed.rights == told
    check("atom.xml", data)


def test_the_newest_articles_come_first_and_no_more_than_asked_for():
    made = [article(f"a{day}", f"2019-05-{day:02d}") for day in range(1, 9)]
    data = built(*made)
    newest = [f"tag:rivers.example.org,2026:/2019/a{day}/" for day in (8, 7, 6, 5, 4)]
    for name in ("feed.xml", "atom.xml", "feed.json", "tags/river/atom.xml"):
        assert ids(data[name]) == newest
    assert len(ids(data["feeds/2019.atom.xml"])) == 8


def test_feeds_of_a_tag_an_author_and_a_language_hold_only_theirs():
    made = [
        article("a", tags=("Öl & 🌊",), authors=("Ines",)),
        article("b", tags=("c++",), authors=("Tomas",)),
        article("b", lang="fa", tags=("c++",)),
    ]
    settings = replace(
        SETTINGS,
        languages=(LanguageSettings("fa", "اسناد لورل"),),
        tags=(TagSettings("c++", title="C plus plus"),),
    )
    data = built(*made, settings=settings)
    assert [path for path in data if path.endswith("feed.json")] == [
        "feed.json",
        "tags/c-plus-plus/feed.json",
        "tags/ol-and/feed.json",
        "authors/ines/feed.json",
        "authors/tomas/feed.json",
        "fa/feed.json",
        "fa/tags/c-plus-plus/feed.json",
        "fa/authors/hana-ferris/feed.json",
    ]
    assert ids(data["fa/atom.xml"]) == ["tag:rivers.example.org,2026:/fa/2019/b/"]
    assert ids(data["tags/ol-and/atom.xml"]) == ["tag:rivers.example.org,2026:/2019/a/"]
    titles = {
        path: feedparser.parse(text).feed.title for path, text in data.items() if path.endswith("feed.xml")
    }
    assert titles["fa/feed.xml"] == "اسناد لورل"
    assert titles["tags/c-plus-plus/feed.xml"] == "The Lorrel Papers: C plus plus"
    assert titles["authors/ines/feed.xml"] == "The Lorrel Papers: Ines"
    assert feedparser.parse(data["fa/atom.xml"]).feed.language == "fa"
    for path, text in data.items():
        check(path, text)


def test_the_list_of_feeds_names_each_feed_once():
    data = built(article(), article("b", lang="fa"))
    root = xml(data["feeds/subscriptions.opml"])
    named = [outline.get("xmlUrl") for outline in root.iter("outline") if outline.get("xmlUrl")]
    written = [BASE + path for path in data if path.endswith("atom.xml") and "feeds/" not in path]
    assert sorted(named) == sorted(written)
    assert {outline.get("language") for outline in root.iter("outline")} == {None, "en", "fa"}


def test_an_archive_without_articles_has_feeds_without_entries():
    data = built()
    assert sorted(data) == ["atom.xml", "feed.json", "feed.xml", "feeds/subscriptions.opml"]
    for path, text in data.items():
        check(path, text)
    assert feedparser.parse(data["atom.xml"]).feed.updated == "1970-01-01T00:00:00+00:00"


def test_nothing_in_a_feed_comes_from_the_clock_or_the_version():
    made = [article("a"), article("b", "2020-01-01", withdrawn=Withdrawal("2021-01-01", "x"))]
    first, second = built(*made), built(*reversed(made))
    assert first == second
    assert b"0.1" not in first["feed.xml"].replace(b"2.0", b"").replace(b"1.0", b"")


# --- what is said of an article ------------------------------------------------------------------


def test_links_to_parts_of_the_page_lead_to_the_article():
    html = (
        '<p>A<sup class="citation">[<a id="cite-1-a" href="#source-budget">1</a>]</sup>'
        '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p>'
        '<div class="footnote"><ol><li id="fn:1"><p>N <a href="#fnref:1">↩</a></p></li></ol></div>'
    )
    page = f"{BASE}2019/weir/"
    assert atom_html(one(html)["atom.xml"]) == (
        f'<p>A<sup>[<a href="{page}#source-budget">1</a>]</sup>'
        f'<sup><a href="{page}#fn:1">1</a></sup></p>'
        f'<div><ol><li><p>N <a href="{page}#fnref:1">↩</a></p></li></ol></div>'
    )


def test_corrections_come_before_the_text_and_make_the_article_new():
    fix = Correction("2021-02-03", "It was <not> May.")
    data = one("<p>In May.</p>", corrections=(fix,), corrected=datetime(2021, 2, 3, tzinfo=UTC))
    assert atom_html(data["atom.xml"]) == (
        "<blockquote><p><strong>Correction, 3 February 2021:</strong> It was &lt;not&gt; May.</p>"
        "</blockquote>\n"
        "<p>In May.</p>"
    )
    for name in ("atom.xml", "feed.xml"):
        assert feedparser.parse(data[name]).entries[0].updated == "2021-02-03T00:00:00+00:00"
    assert b"updated" not in one("<p>In May.</p>")["feed.xml"]


def test_the_lead_picture_stands_before_a_text_that_does_not_show_it():
    made = article(image=image("../media/a weir.jpg"), corrections=(Correction("2021-02-03", "x"),))
    stock = {"media": {"media/a weir.jpg": picture("media/a weir.jpg")}}
    shown = f'<img src="{BASE}media/a%20weir.jpg" alt="A weir" width="1200" height="800">'
    bare = files(site_of([made], **stock), {made.digest: Content("<p>Text.</p>")})
    for html in (atom_html(bare["atom.xml"]), json.loads(bare["feed.json"])["items"][0]["content_html"]):
        assert html.endswith(f"</blockquote>\n<p>{shown}</p>\n<p>Text.</p>")
    made = replace(made, digest="other", refs=(image("../media/a weir.jpg"),))
    told = files(site_of([made], **stock), {made.digest: Content("<p>Text. \x1eI0\x1f</p>")})
    assert atom_html(told["atom.xml"]).count("<img") == 1


def test_posts_are_plain_quotations_and_those_placed_nowhere_follow_the_text():
    post = Snapshot(
        "x",
        "1",
        "https://x.com/example_weir/status/1",
        "The Weir",
        "example_weir",
        text="Closed.",
        status="live",
    )
    given = Snapshot("x", "2", text="Opened.", author_name="Ada", status="suspended")
    content = Content("<p>A</p>\n\x1eE0\x1f\n<p>B</p>", embeds=(Embed(post, placed=True), Embed(given)))
    html = atom_html(one(content)["atom.xml"])
    before, quoted, after = html.partition("<blockquote")[0], html, html.rpartition("<p>B</p>")[2]
    assert before == "<p>A</p>\n"
    assert "Closed." in quoted
    assert 'href="https://x.com/example_weir/status/1"' in quoted
    assert "Opened." in after
    assert "class=" not in html
    assert "<script" not in html


def test_withheld_posts_leave_no_word_behind():
    secret = Snapshot(
        "x", "1", "https://x.com/example_a/status/1", "Ada", "example_a", text="secret", status="withheld"
    )
    for text in one(Content("\x1eE0\x1f", embeds=(Embed(secret, placed=True),))).values():
        assert b"secret" not in text


def test_sources_are_listed_with_their_copies():
    source = Source(
        "budget",
        "https://council.example/b?a=1&b=2",
        "The <budget>",
        "Council",
        ("A. Ames", "B. Bell"),
        "2019-04-01",
        archived="https://web.archive.org/web/20190402030405/https://council.example/b",
        note="Page 4.",
    )
    content = Content(
        "<p>A</p>", sources=(source, Source("b")), citations=(Citation("budget", 1, "cite-1-a"),)
    )
    html = atom_html(one(content)["atom.xml"])
    assert html == (
        "<p>A</p>\n<h2>Sources</h2>\n<ol>\n"
        '<li>A. Ames and B. Bell, <a href="https://council.example/b?a=1&amp;b=2">The &lt;budget&gt;</a>,'
        ' Council, 1 April 2019, <a href="https://web.archive.org/web/20190402030405/https://council.example/b">'
        "Archived copy, 2 April 2019</a>. Page 4.</li>\n<li>b.</li>\n</ol>"
    )


def test_references_are_punctuated_as_their_language_is():
    sources = (Source("a", "https://a.example/", "الف", "ب"), Source("b", title="آب کجاست؟"))
    fix = Correction("2021-02-03", "ج")
    made = article(lang="fa", corrections=(fix,))
    data = files(site_of([made]), {made.digest: Content("<p>د</p>", sources=sources)})
    html = atom_html(data["fa/atom.xml"])
    assert '<a href="https://a.example/">الف</a>، ب.' in html
    assert "<li>آب کجاست؟</li>" in html
    assert "<strong>اصلاحیه، " in html


@pytest.mark.parametrize(
    ("summary", "written"),
    [
        ("R & B ]]> 3", b"R &amp; B ]]&gt; 3"),
        ("Q&A &#38; 1 < 2", b"Q&amp;amp;A &amp;amp;#38; 1 &amp;lt; 2"),
    ],
)
def test_summaries_in_rss_are_escaped_as_far_as_html_needs(summary, written):
    data = built(article(summary=summary))["feed.xml"]
    assert b"<description>" + written + b"</description>" in data
    assert unescape(feedparser.parse(data).entries[0].summary) == summary


def test_right_to_left_articles_say_so():
    html = atom_html(built(article(lang="fa"))["fa/atom.xml"])
    assert html.startswith('<div dir="rtl" lang="fa"><p>')
    assert html.endswith("</div>")


def test_withdrawn_articles_leave_a_tombstone():
    gone = article("gone", "2018-02-02", title="Gone", withdrawn=Withdrawal("2020-03-03", "It was <wrong>."))
    data = built(article(), gone)
    for text in data.values():
        assert b"All about Gone" not in text
    for path in ("atom.xml", "feeds/2018.atom.xml", "tags/river/atom.xml", "authors/hana-ferris/atom.xml"):
        stone = xml(data[path]).find("at:deleted-entry", SPACES)
        assert stone.get("ref") == "tag:rivers.example.org,2026:/2018/gone/"
        assert stone.get("when") == "2020-03-03T00:00:00+00:00"
        assert stone.findtext("at:comment", namespaces=SPACES) == "It was <wrong>."
        check(path, data[path])
    assert xml(data["feeds/2019.atom.xml"]).find("at:deleted-entry", SPACES) is None


@pytest.mark.parametrize(
    ("date", "changed", "out", "when"),
    [
        ("2020-05-01T15:00:00+00:00", {}, "2020-05-01", "2020-05-01T15:00:01+00:00"),
        ("2020-05-01T15:00:00+00:00", {}, "2020-05-01T16:00:00+00:00", "2020-05-01T16:00:00+00:00"),
        ("2020-05-01T15:00:00+00:00", {}, "", "2020-05-01T15:00:01+00:00"),
        ("2020-05-01", {"updated": "2020-06-01T08:00:00+02:00"}, "", "2020-06-01T08:00:01+02:00"),
        ("2020-05-01", {"corrected": "2020-07-01T00:00:00+00:00"}, "2020-07-01", "2020-07-01T00:00:01+00:00"),
    ],
)
def test_a_tombstone_is_newer_than_what_it_buries(date, changed, out, when):
    moments = {name: datetime.fromisoformat(text) for name, text in changed.items()}
    gone = article("gone", date, withdrawn=Withdrawal(out, "Wrong."), **moments)
    data = built(article(date="2019-01-01"), gone)["atom.xml"]
    assert xml(data).find("at:deleted-entry", SPACES).get("when") == when
    assert feedparser.parse(data).feed.updated == when


def test_drafts_future_articles_and_standing_pages_are_in_no_feed():
    data = built(
        article("a"),
        article("draft", draft=True),
        article("later", "2030-01-01"),
        article("about", kind="page", path="pages/about.md", stem="pages/about"),
    )
    assert {made for path, text in data.items() if "opml" not in path for made in ids(text)} == {
        "tag:rivers.example.org,2026:/2019/a/"
    }


def test_an_article_without_summary_title_tags_or_authors_is_still_an_entry():
    data = built(article(title=" ", summary="", tags=(), authors=()))
    for path, text in data.items():
        check(path, text)
    assert feedparser.parse(data["atom.xml"]).entries[0].title == f"{BASE}2019/weir/"


def test_an_article_shared_by_feeds_is_the_same_in_each():
    made = article()
    data = files(site_of([made]), contents_of([made]))
    entries = {
        bytes(xml(text).xpath("string(//a:entry)", namespaces=SPACES).encode())
        for path, text in data.items()
        if path.endswith("atom.xml")
    }
    assert len(entries) == 1
