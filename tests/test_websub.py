"""What hubs are told: over real requests to a hub on this machine."""

import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from feeds.archives import SETTINGS, article, built
from sitegen.cli.main import run
from sitegen.websub import announced, read_state, write_state

BASE = SETTINGS.base_url


class Hub(BaseHTTPRequestHandler):
    """Takes pings, refuses those for the topics in `refused`, or sends all to `moved`, a page."""

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        topic = form["hub.url"][0]
        if self.server.moved:
            self.send_response(302)
            self.send_header("Location", self.server.moved)
        else:
            self.server.pings.append((form["hub.mode"][0], topic))
            self.send_response(400 if topic in self.server.refused else 204)
        self.end_headers()

    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def hub():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    server.pings, server.refused, server.moved = [], set(), ""
    server.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def publish(site, *articles, hub_url):
    """Write the feeds of some articles as a build would."""
    (site / "content").mkdir(exist_ok=True)
    for path, data in built(*articles, settings=replace(SETTINGS, feed_hub=hub_url)).items():
        file = site / "output" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def topics(hub):
    """What the hub was told of, and forgets now."""
    told = sorted(topic.removeprefix(BASE) for mode, topic in hub.pings if mode == "publish")
    hub.pings.clear()
    return told


def test_a_hub_hears_of_every_feed_once_and_then_only_of_those_that_changed(tmp_path, hub):
    first = article("weir", tags=("river",))
    publish(tmp_path, first, hub_url=hub.url)
    assert run(["publish-ping", str(tmp_path)]) == 0
    folders = ("", "authors/hana-ferris/", "tags/river/")
    assert topics(hub) == sorted(f + name for f in folders for name in ("atom.xml", "feed.json", "feed.xml"))

    assert run(["publish-ping", str(tmp_path)]) == 0
    assert topics(hub) == []

    publish(tmp_path, first, article("library", tags=("books",), authors=("Tomas Quill",)), hub_url=hub.url)
    assert run(["publish-ping", str(tmp_path)]) == 0
    told = topics(hub)
    assert "feed.xml" in told
    assert "tags/books/atom.xml" in told
    assert not [topic for topic in told if topic.startswith("tags/river/")]


def test_what_a_hub_refused_is_told_again(tmp_path, hub, capsys):
    publish(tmp_path, article(), hub_url=hub.url)
    hub.refused.add(f"{BASE}atom.xml")
    assert run(["publish-ping", str(tmp_path), "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert [(r["topic"], r["message"]) for r in report["refused"]] == [(f"{BASE}atom.xml", "it answered 400")]
    assert len(report["announced"]) == 8
    topics(hub)

    hub.refused.clear()
    assert run(["publish-ping", str(tmp_path)]) == 0
    assert topics(hub) == ["atom.xml"]


def test_a_dry_run_calls_nobody_and_remembers_nothing(tmp_path, hub, capsys):
    publish(tmp_path, article(), hub_url=hub.url)
    assert run(["publish-ping", str(tmp_path), "--dry-run"]) == 0
    assert f"{BASE}feed.json" in capsys.readouterr().out.split()
    assert topics(hub) == []
    assert read_state(tmp_path / ".sitegen") == {}


def test_another_hub_can_be_named(tmp_path, hub):
    publish(tmp_path, article(), hub_url="https://hub.example.org/")
    assert run(["publish-ping", str(tmp_path), "--endpoint", f"hub={hub.url}"]) == 0
    assert len(topics(hub)) == 9
    assert run(["publish-ping", str(tmp_path), "--endpoint", f"hub={hub.url}", "--all"]) == 0
    assert len(topics(hub)) == 9


def test_a_hub_that_is_not_there_is_said_and_tried_again(tmp_path, hub, capsys):
    publish(tmp_path, article(), hub_url="http://127.0.0.1:9/")
    (tmp_path / "output" / "feed.json").rename(tmp_path / "feed.json")
    for file in tmp_path.glob("output/**/*.xml"):
        file.unlink()
    for file in tmp_path.glob("output/*/**/*.json"):
        file.unlink()
    (tmp_path / "feed.json").rename(tmp_path / "output" / "feed.json")
    assert run(["publish-ping", str(tmp_path)]) == 1
    assert "http://127.0.0.1:9/: " in capsys.readouterr().err
    assert read_state(tmp_path / ".sitegen") == {}


@pytest.mark.parametrize("hub_url", ["", "https://hub.example.org/"])
def test_without_a_hub_or_without_a_build_the_cure_is_told(tmp_path, capsys, hub_url):
    (tmp_path / "content").mkdir()
    if not hub_url:
        publish(tmp_path, article(), hub_url="")
    assert run(["publish-ping", str(tmp_path)]) == 2
    assert "feed: {hub:" in capsys.readouterr().err


def test_a_folder_without_an_archive_and_a_wrong_endpoint_are_wrong_usage(tmp_path):
    assert run(["publish-ping", str(tmp_path)]) == 2
    (tmp_path / "content").mkdir()
    assert run(["publish-ping", str(tmp_path), "--endpoint", "oembed=https://x.example.org"]) == 2


def test_only_feeds_are_announced(tmp_path):
    for name, text in {
        "feed.xml": "<rss><channel><title>no links</title></channel></rss>",
        "a/feed.xml": "not XML at all",
        "a/atom.xml": '<feed xmlns="http://www.w3.org/2005/Atom"><entry/><link rel="hub" href="https://h/"/></feed>',
        "a/feed.json": "[1]",
        "b/feed.json": '{"feed_url": "https://a/", "hubs": [{"type": "rssCloud", "url": "https://h/"}]}',
        "c/feed.json": '{"feed_url": "https://c/", "hubs": [{"type": "WebSub", "url": "https://h/"}]}',
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert [(feed.topic, feed.hubs) for feed in announced(tmp_path)] == [("https://c/", ("https://h/",))]


@pytest.mark.parametrize("text", ["", "[]", '{"feeds": 3}', "{", "\x00"])
def test_a_state_that_cannot_be_read_is_an_empty_one(tmp_path, text):
    (tmp_path / "pinged.json").write_text(text)
    assert read_state(tmp_path) == {}
    write_state(tmp_path, {"https://a/": "1"})
    assert read_state(tmp_path) == {"https://a/": "1"}


def test_a_hub_that_sends_its_callers_elsewhere_was_not_told(tmp_path, hub, capsys):
    publish(tmp_path, article(), hub_url=hub.url)
    hub.moved = "/about"
    assert run(["publish-ping", str(tmp_path)]) == 1
    assert "it answered 302 and leads to /about: name that hub" in capsys.readouterr().err
    hub.moved = ""
    assert run(["publish-ping", str(tmp_path)]) == 0
    assert len(topics(hub)) == 9
