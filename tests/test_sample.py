"""The sample archive: it builds without a fault, shows what it is there to show, and names nobody real."""

import hashlib
import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest

from sitegen.build import build
from sitegen.embeds import recognise
from sitegen.report import Options

CONTENT = Path(__file__).parent.parent / "content"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SERVICES = {
    "x.com", "t.co", "bsky.app", "www.youtube.com",  # invented posts have to stand at real addresses
    "web.archive.org", "creativecommons.org", "www.w3.org",
}  # fmt: skip
ADDRESS = re.compile(r"https?://[^\s\"'<>)\]|]+")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample, built from a copy: its report and its output folder."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(CONTENT, root / "content")
    return build(root, Options(now=NOW, jobs=1)), root


def page(root, path):
    return (root / "output" / path / "index.html").read_text(encoding="utf-8")


def snapshots():
    return [json.loads(file.read_text()) for file in sorted(CONTENT.glob("_snapshots/*/*.json"))]


def test_the_sample_builds_without_a_problem_and_again_without_a_change(sample):
    report, root = sample
    assert [str(problem) for problem in report.problems] == []
    assert report.counts.articles >= 16 + 5
    assert dict(report.unpublished) == {"2026/the-second-weir.md": "draft"}
    again = build(root, Options(now=NOW, jobs=1))
    assert (again.counts.written, again.counts.removed) == (0, 0)


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("2015/eleven-trolleys", "live", "Eleven trolleys, one safe"),
        ("2018/the-pipe-behind-the-dye-works", "deleted", "14 June 2018"),
        ("2019/a-library-is-a-place", "protected", "Everybody is welcome, as usual."),
        ("2019/a-library-is-a-place", "suspended", "Sell the view, keep a shelf."),
        ("2019/forty-one-people-in-the-council-chamber", "withheld", "asked us in 2023"),
        ("2021/the-last-9-goes-at-17-40", "uncaptured", "example_line9/status/"),
        ("2016/the-minutes-nobody-could-read", "unknown", "Council minutes are, and always have been"),
        ("2022/a-register-of-1204-trees", "live", "But who is counting the stumps?"),
        ("2024/counting-passengers-in-the-rain", "live", "counted twice"),
        ("2020/the-night-of-the-long-vote", "live", "Council meeting, 14 January 2020"),
        ("fa/2023/thursdays-by-the-second-window", "live", "اتاق گرم بود"),
    ],
)
def test_each_state_of_a_post_is_shown_in_words(sample, path, status, said):
    html = page(sample[1], path)
    quoted = re.findall(r"<blockquote [^>]*\bembed\b.*?</blockquote>", html, re.DOTALL)
    assert any(f'data-status="{status}"' in quote and said in quote for quote in quoted)


def test_the_withdrawn_article_keeps_its_address_and_leaves_the_lists(sample):
    root = sample[1]
    assert "read “occupier” as “owner”" in page(root, "2017/who-owns-mill-row").replace("\n", " ")
    assert "who-owns-mill-row" not in page(root, "archive/2017")
    feed = feedparser.parse((root / "output" / "feed.xml").read_bytes())
    links = {entry.link for entry in feed.entries}
    assert len(links) == 16
    assert not [link for link in links if "who-owns-mill-row" in link]


def test_the_draft_is_nowhere(sample):
    files = (path for path in (sample[1] / "output").rglob("*") if path.is_file())
    assert not [path for path in files if b"second-weir" in path.read_bytes()]


def test_spellings_of_a_tag_share_one_page(sample):
    root = sample[1]
    tags = {path.name for path in (root / "output" / "tags").iterdir() if path.is_dir()}
    assert {"open-records", "water-quality", "river", "how-to"} <= tags
    listed = page(root, "tags/open-records")
    for slug in ("the-minutes-nobody-could-read", "forty-one-working-days", "how-to-ask-for-a-record"):
        assert slug in listed


def test_translations_lead_to_each_other_in_both_directions(sample):
    root = sample[1]
    assert 'dir="rtl"' in page(root, "fa/2015/eleven-trolleys").partition(">")[2][:200]
    assert "fa/2015/eleven-trolleys/" in page(root, "2015/eleven-trolleys")
    assert "../2015/eleven-trolleys/" in page(root, "fa/2015/eleven-trolleys")


def test_the_tables_figures_are_those_of_the_published_count(sample):
    lines = (sample[1] / "output/2024/line-9-count.csv").read_text().splitlines()[1:]
    rows = [line.split(",") for line in lines]
    totals = {who: sum(int(row[3]) for row in rows if row[2] == who) for who in ("company", "commons")}
    assert totals == {"company": 281, "commons": 282}


def test_every_snapshot_is_that_of_its_address_and_moment():
    for post in snapshots():
        address = recognise(post["url"])
        assert address is not None
        assert (address.provider, address.id, address.url) == (post["provider"], post["id"], post["url"])
        if post["provider"] == "x":
            moment = ((int(post["id"]) >> 22) + 1288834974657) // 1000
            assert moment == datetime.fromisoformat(post["created_at"]).timestamp()


def test_pictures_are_small_and_those_of_posts_are_what_was_captured():
    pictures = [p for p in CONTENT.rglob("*") if p.suffix in {".jpg", ".png", ".webp", ".svg"}]
    assert max(picture.stat().st_size for picture in pictures) < 200_000
    assert sum(picture.stat().st_size for picture in pictures) < 1_500_000
    for post in snapshots():
        for media in post["media"]:
            assert hashlib.sha256((CONTENT / media["file"]).read_bytes()).hexdigest() == media["sha256"]


def test_nobody_real_is_named():
    files = [path for path in CONTENT.rglob("*") if path.suffix in {".md", ".yaml", ".json", ".svg"}]
    for file in files:
        for address in ADDRESS.findall(file.read_text(encoding="utf-8")):
            host = urlsplit(address).hostname or ""
            assert host.endswith("example.org") or host in SERVICES, (file.name, address)
    for post in snapshots():
        if post["provider"] in {"x", "mastodon"}:
            assert post["author"]["handle"].startswith("example_")
