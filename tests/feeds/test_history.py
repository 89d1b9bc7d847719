"""The history of a feed (RFC 5005): from the subscription document to the first year, and back."""

from feeds.archives import BASE, article, built, ids, links
from feeds.rules import check
from sitegen.model import Withdrawal

MADE = [
    article("a", "1968-05-01"),
    article("b", "2019-05-03"),
    article("c", "2019-08-03"),
    article("d", "2021-01-01"),
    article("e", "2040-01-01"),
]
YEARS = ["feeds/2021.atom.xml", "feeds/2019.atom.xml", "feeds/1968.atom.xml"]


def test_years_without_articles_are_left_out_of_the_chain():
    data = built(*MADE)
    assert [path for path in data if path.endswith(".atom.xml")] == YEARS
    path, seen = "atom.xml", []
    while path:
        seen.append(path)
        check(path, data[path])
        path = links(data[path]).get("prev-archive", "").removeprefix(BASE)
    assert seen == ["atom.xml", *YEARS]
    assert [made for path in YEARS for made in ids(data[path])] == [
        f"tag:rivers.example.org,2026:/{place}/" for place in ("2021/d", "2019/c", "2019/b", "1968/a")
    ]


def test_each_year_links_to_its_neighbours_and_to_the_current_document():
    data = built(*MADE)
    assert links(data["feeds/2019.atom.xml"]) == {
        "self": f"{BASE}feeds/2019.atom.xml",
        "current": f"{BASE}atom.xml",
        "prev-archive": f"{BASE}feeds/1968.atom.xml",
        "next-archive": f"{BASE}feeds/2021.atom.xml",
        "alternate": BASE,
    }
    assert "next-archive" not in links(data["feeds/2021.atom.xml"])
    assert "prev-archive" not in links(data["feeds/1968.atom.xml"])


def test_rss_leads_to_the_same_history():
    data = built(*MADE)
    assert links(data["feed.xml"])["prev-archive"] == links(data["atom.xml"])["prev-archive"]


def test_each_language_has_its_own_history():
    data = built(*MADE, article("b", "2019-05-03", lang="fa"))
    assert links(data["fa/atom.xml"])["prev-archive"] == f"{BASE}fa/feeds/2019.atom.xml"
    assert links(data["fa/feeds/2019.atom.xml"])["current"] == f"{BASE}fa/atom.xml"
    assert len(ids(data["fa/feeds/2019.atom.xml"])) == 1


def test_feeds_of_tags_and_authors_have_no_history():
    data = built(*MADE)
    assert "prev-archive" not in links(data["tags/river/atom.xml"])


def test_the_documents_of_a_feed_share_its_id():
    data = built(*MADE)
    assert b"<id>tag:rivers.example.org,2026:feed:/</id>" in data["atom.xml"]
    assert all(b"<id>tag:rivers.example.org,2026:feed:/</id>" in data[path] for path in YEARS)


def test_a_year_whose_articles_are_all_withdrawn_keeps_their_tombstones():
    data = built(*MADE, article("w", "2010-01-01", withdrawn=Withdrawal("2020", "wrong")))
    assert links(data["feeds/2019.atom.xml"])["prev-archive"] == f"{BASE}feeds/2010.atom.xml"
    assert b"deleted-entry" in data["feeds/2010.atom.xml"]
    check("feeds/2010.atom.xml", data["feeds/2010.atom.xml"])
