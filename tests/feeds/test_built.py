"""Feeds as a real build writes them: of the sample archive, and of one that is edited again and again."""

from __future__ import annotations

import json
import random
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html as parser
from PIL import Image

from feeds.archives import SPACES, ids, xml
from feeds.rules import check
from sitegen.build import build
from sitegen.report import Options

SAMPLE = Path(__file__).parents[2] / "content"
BASE = "https://archive.example.org/"
STEPS = 30


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The folder of the built sample."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(SAMPLE, root / "content")
    settings = root / "content" / "site.yaml"
    settings.write_text(settings.read_text().replace("[480, 960, 1600]", "[]"))  # feeds show one width
    build(root, Options(output=root / "output", jobs=1, now=datetime(2026, 11, 1, tzinfo=UTC)))
    return root / "output"


def feeds_of(output: Path) -> dict[str, bytes]:
    """The built feeds by path."""
    names = {"feed.xml", "atom.xml", "feed.json"}
    found = (file for file in sorted(output.rglob("*")) if file.is_file())
    return {
        file.relative_to(output).as_posix(): file.read_bytes()
        for file in found
        if file.name in names or file.name.endswith((".atom.xml", ".opml"))
    }


def bodies(data: bytes) -> list[str]:
    """The HTML of each entry, whatever the format."""
    if data.startswith(b"{"):
        return [item["content_html"] for item in json.loads(data)["items"]]
    return xml(data).xpath("//a:entry/a:content/text() | //content:encoded/text()", namespaces=SPACES)


def test_every_feed_of_the_sample_keeps_the_rules_of_its_format(sample):
    found = feeds_of(sample)
    assert len(found) > 50
    for path, data in found.items():
        check(path, data)


def test_articles_reach_readers_whole_and_plain(sample):
    for path, data in feeds_of(sample).items():
        if path.endswith(".opml"):
            continue
        for body in bodies(data):
            for element in parser.fragment_fromstring(body, create_parent="div").iter():
                assert element.tag not in {"script", "style", "form", "input", "iframe", "object"}, path
                assert not set(element.attrib) & {"id", "class", "style", "loading", "srcset"}, path
                for name in ("href", "src", "cite", "poster"):
                    assert element.get(name, "https:").startswith(("https:", "http:", "mailto:")), path


def test_what_feeds_point_to_on_the_site_is_there(sample):
    for path, data in feeds_of(sample).items():
        if path.endswith(".opml"):
            continue
        for body in bodies(data):
            for _, _, url, _ in parser.fragment_fromstring(body, create_parent="div").iterlinks():
                place, _, fragment = url.removeprefix(BASE).partition("#")
                if not url.startswith(BASE):
                    continue
                file = sample / unquote(place)
                file = file / "index.html" if file.is_dir() else file
                assert file.is_file(), (path, url)
                if fragment:
                    assert f'id="{unquote(fragment)}"'.encode() in file.read_bytes(), (path, url)


def test_the_lead_pictures_length_is_the_published_files(sample):
    seen = 0
    for enclosure in xml((sample / "feeds/2019.atom.xml").read_bytes()).iterfind(
        ".//a:link[@rel='enclosure']", SPACES
    ):
        file = sample / unquote(enclosure.get("href").removeprefix(BASE))
        assert int(enclosure.get("length")) == file.stat().st_size
        seen += 1
    assert seen


def test_every_page_points_to_feeds_that_exist_its_own_first(sample):
    for page in sorted(sample.rglob("*.html")):
        root = parser.parse(str(page)).getroot()
        links = [link.get("href") for link in root.iterfind(".//link[@rel='alternate'][@type]")]
        feeds = [link for link in links if link.rpartition("/")[2] in {"feed.xml", "atom.xml", "feed.json"}]
        assert len(feeds) in {3, 6}, page
        folder = sample if feeds[0].startswith("/") else page.parent  # the 404 page answers at any depth
        files = [(folder / unquote(link).lstrip("/")).resolve() for link in feeds]
        assert all(file.is_file() for file in files), (page, feeds)
        own = page.parent / "feed.xml"
        if own.is_file():
            assert files[0] == own


def test_the_page_of_feeds_names_every_feed_the_sites_own_first(sample):
    page = parser.parse(str(sample / "feeds" / "index.html")).getroot()
    rows = page.xpath("//main//li")
    assert rows[0].findtext("bdi") == "The Tarrowby Commons Archive"
    listed = [unquote(link.get("href")) for row in rows for link in row.iterfind(".//a")]
    written = {path for path in feeds_of(sample) if "feeds/" not in path and not path.startswith("fa/")}
    written |= {"fa/feed.xml", "fa/atom.xml", "fa/feed.json"}
    written |= {f"feeds/{path.name}" for path in (sample / "feeds").glob("*.atom.xml")}
    assert sorted(listed) == sorted(f"../{path}" for path in written)


def test_a_second_build_leaves_every_feed_as_it_is(sample):
    before = {path: (sample / path).stat().st_mtime_ns for path in feeds_of(sample)}
    build(sample.parent, Options(output=sample, jobs=1, now=datetime(2026, 11, 2, tzinfo=UTC)))
    assert before == {path: (sample / path).stat().st_mtime_ns for path in feeds_of(sample)}


# --- an archive that is edited -------------------------------------------------------------------


class Editor:
    """Writes, changes, renames and removes articles in a folder."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.dice, self.made = root, random.Random(seed), {}
        (root / "content").mkdir()
        settings = f"title: T\nbase_url: {BASE}\nsearch: false\nfeed: {{items: 4}}\n"
        (root / "content" / "site.yaml").write_text(settings)

    def step(self) -> None:
        """One edit."""
        dice, number = self.dice, len(self.made)
        kind = dice.choice(["add"] * 5 + ["edit"] * 4 + ["rename"] * 3 + ["delete", "withdraw"])
        there = [n for n, made in self.made.items() if made["there"]]
        if kind == "add" or len(there) < 3:
            day = date(2016, 1, 1) + timedelta(days=dice.randrange(3_000))
            self.made[number] = {"title": f"T{number}", "day": day, "slug": f"s{number}", "there": True}
            self.made[number] |= {"aliases": [], "withdrawn": False}
            return self._write(number)
        made = self.made[number := dice.choice(there)]
        if kind == "edit":
            made["title"] += "!"
        elif kind == "rename":
            made["aliases"].append(f"/{made['day'].year}/{made['slug']}/")
            made["slug"] += "x"
        else:
            made["there"] = False
            made["withdrawn"] = kind == "withdraw"
            if kind == "delete":
                return (self.root / "content" / f"{number}.md").unlink()
        return self._write(number)

    def _write(self, number: int) -> None:
        made = self.made[number]
        head = {"title": made["title"], "date": f"{made['day']}", "slug": made["slug"]}
        head |= {"aliases": made["aliases"], "tags": ["a"]}
        if made["withdrawn"]:
            head["withdrawn"] = {"date": "2026-01-01", "reason": "wrong"}
        text = f"---\n{json.dumps(head)}\n---\nAll about {made['title']}.\n"
        (self.root / "content" / f"{number}.md").write_text(text)

    def titles(self) -> list[str]:
        """What readers should have."""
        return sorted(made["title"] for made in self.made.values() if made["there"])


def history(output: Path) -> dict[str, str]:
    """The titles that a subscriber finds from `atom.xml` back to the first year, by id."""
    found, path = {}, "atom.xml"
    while path:
        root = xml((output / path).read_bytes())
        for entry in root.iterfind("a:entry", SPACES):
            found.setdefault(*(entry.findtext(f"a:{name}", namespaces=SPACES) for name in ("id", "title")))
        path = root.xpath("string(a:link[@rel='prev-archive']/@href)", namespaces=SPACES).removeprefix(BASE)
    return found


def test_a_subscriber_of_real_builds_has_exactly_what_is_published(tmp_path):
    editor = Editor(tmp_path, seed=4)
    shown: dict[str, str] = {}
    for _ in range(STEPS):
        editor.step()
        report = build(tmp_path, Options(jobs=1, now=datetime(2026, 11, 1, tzinfo=UTC)))
        assert report.problems == ()
        found = history(tmp_path / "output")
        assert sorted(found.values()) == editor.titles()
        for made, title in found.items():
            assert shown.setdefault(made, title.rstrip("!")) == title.rstrip("!")
    assert len(set(shown.values())) == len(shown)
    newest = ids((tmp_path / "output" / "feed.xml").read_bytes())
    assert newest == ids((tmp_path / "output" / "feed.json").read_bytes())
    assert len(newest) == 4


def test_the_length_of_a_lead_picture_is_that_of_the_file_without_its_metadata(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text(f"title: T\nbase_url: {BASE}\nsearch: false\n")
    exif = Image.Exif()
    exif[0x010E] = "where it was taken " * 99
    for name, turned in (("upright", 1), ("turned", 6)):
        exif[0x0112] = turned
        Image.new("RGB", (64, 48), "teal").save(tmp_path / "content" / f"{name}.jpg", exif=exif)
        article = f"---\ntitle: {name}\ndate: 2019-05-03\nimage: {name}.jpg\n---\nText.\n"
        (tmp_path / "content" / f"{name}.md").write_text(article)
    build(tmp_path, Options(jobs=1))
    output = tmp_path / "output"
    told = {
        attachment["url"].removeprefix(BASE): attachment["size_in_bytes"]
        for item in json.loads((output / "feed.json").read_bytes())["items"]
        for attachment in item["attachments"]
    }
    assert told == {name: (output / name).stat().st_size for name in ("upright.jpg", "turned.jpg")}
    assert all(size < (tmp_path / "content" / name).stat().st_size for name, size in told.items())


@pytest.mark.parametrize(
    ("body", "times"),
    [
        ("Text.", 1),
        ("![A river](river.png)", 1),
        ("[Full size](river.png)", 1),
        ("`https://archive.example.org/river.png` and https://archive.example.org/river.png.png", 1),
        ("![Another](the-river.png)", 2),
        ("\n[tweet:note]\n", 1),
    ],
)
def test_the_lead_picture_is_shown_once_whatever_the_text_says_of_its_file(tmp_path, body, times):
    (tmp_path / "content").mkdir()
    settings = f"title: T\nbase_url: {BASE}\nsearch: false\nimages: {{widths: []}}\n"
    (tmp_path / "content/site.yaml").write_text(settings)
    for name in ("river.png", "the-river.png"):
        Image.new("RGB", (20, 10), (len(name), 0, 0)).save(tmp_path / "content" / name)
    note = "tweets: [{id: note, text: Seen., media: [{file: river.png, alt: B}]}]\n" if "note" in body else ""
    head = f"---\ntitle: A\ndate: 2020-01-01\nimage: river.png\nimage_alt: A river\n{note}---\n"
    (tmp_path / "content/a.md").write_text(head + body + "\n")
    build(tmp_path, Options(output=tmp_path / "output", jobs=1, now=datetime(2026, 11, 1, tzinfo=UTC)))
    page = (tmp_path / "output/2020/a/index.html").read_text()
    assert page.count("<img") == times
    [entry] = bodies((tmp_path / "output/atom.xml").read_bytes())
    assert entry.count("<img") == times
    posts = json.loads((tmp_path / "output/2020/a/article.json").read_bytes()).get("posts", ())
    assert [post["media"] for post in posts] == [[{"file": f"{BASE}river.png", "alt": "B"}]] * bool(note)
