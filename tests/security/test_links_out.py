"""Links in an archive that lead out of it: nothing is read, written or deleted where they lead."""

import json

import pytest

from fakes.internet import FakeInternet, picture, toot
from security.hostile import PIXEL, put
from sitegen.cli import main
from sitegen.serve.preview import Preview

POST = "https://social.example.org/@example_lake/8"
SETTINGS = "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n"
STORED = {
    "provider": "mastodon", "id": "8@social.example.org", "url": POST, "text": "SECRET-WORDS", "status": "live",
    "media": [{"file": "_snapshots/mastodon/a.png", "alt": ""}],
}  # fmt: skip


@pytest.fixture
def internet():
    with FakeInternet() as found:
        found.posts["8"] = toot("<p>Hi</p>", pictures=[(f"{found.url}/p", "A lake")])
        found.pages["/p"] = picture()
        yield found


@pytest.fixture
def root(tmp_path):
    put(tmp_path / "archive", "site.yaml", SETTINGS)
    put(tmp_path / "archive", "river.md", f"---\ntitle: River\ndate: 2019-01-01\n---\n{POST}\n")
    return tmp_path / "archive"


@pytest.fixture
def outside(tmp_path):
    folder = tmp_path / "outside"
    (folder / "mastodon").mkdir(parents=True)
    (folder / "mastodon/8@social.example.org.json").write_text(json.dumps(STORED))
    (folder / "mastodon/a.png").write_bytes(PIXEL)
    return folder


def held(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def capture(root, internet, *more):
    return main.run(["capture", str(root), *more, *internet.options("mastodon")])


@pytest.mark.parametrize("command", ["build", "check", "capture", "stats"])
def test_snapshots_that_lie_elsewhere_are_refused(root, outside, command, capfd):
    (root / "content/_snapshots").symlink_to(outside)
    before = held(outside)
    assert main.run([command, str(root)]) == 2
    said = capfd.readouterr().err
    assert "content/_snapshots" in said
    assert "leads out of content/" in said
    assert held(outside) == before
    assert not (root / "output/evidence").exists()


def test_snapshots_linked_within_the_archive_are_read(root, outside):
    (root / "content/_kept").mkdir()
    (outside / "mastodon").rename(root / "content/_kept/mastodon")
    (root / "content/_snapshots").symlink_to(root / "content/_kept")
    assert main.run(["build", str(root), "--strict"]) == 0
    assert b"SECRET-WORDS" in (root / "output/2019/river/index.html").read_bytes()


@pytest.mark.parametrize("there", [True, False])
def test_capture_names_a_link_in_the_snapshots_and_counts_nothing_as_captured(
    root, outside, internet, there, capfd
):
    if not there:
        (outside / "mastodon/8@social.example.org.json").unlink()
    (root / "content/_snapshots").mkdir()
    (root / "content/_snapshots/mastodon").symlink_to(outside / "mastodon")
    before = held(outside)
    assert capture(root, internet, "--json") == 1
    report = json.loads(capfd.readouterr().out)
    assert [(p["code"], p["path"]) for p in report["problems"]] == [
        ("leads-out", "content/_snapshots/mastodon")
    ]
    assert report["posts"]["captured"] == 0
    assert held(outside) == before


def test_no_warc_and_no_ledger_is_written_where_a_link_leads(root, outside, internet, capfd):
    (outside / "ledger").write_text('{"sources": {}}')
    (root / "content/_snapshots").mkdir()
    (root / "content/_snapshots/warc").symlink_to(outside)
    (root / "content/_snapshots/sources.json").symlink_to(outside / "ledger")
    before = held(outside)
    assert capture(root, internet, "--json", "--warc") == 1
    report = json.loads(capfd.readouterr().out)
    assert [p["path"].rpartition("/")[2] for p in report["problems"]] == ["sources.json", "warc"]
    assert report["posts"]["captured"] == 1
    assert held(outside) == before
    assert (root / "content/_snapshots/sources.json").is_symlink()
    assert main.run(["capture", str(root), "--wacz", str(outside / "x.wacz")]) == 2


@pytest.mark.parametrize(
    "command",
    [
        ["build"],
        ["build", "--clean"],
        ["check"],
        ["capture"],
        ["stats"],
        ["explain", "/"],
        ["check", "--fix"],
    ],
)
def test_a_cache_that_is_a_link_is_refused_and_not_followed(root, outside, command, capfd):
    (outside / "a.state").write_text("theirs")
    (root / ".sitegen").symlink_to(outside)
    before = held(outside)
    name, *more = command
    assert main.run([name, *more[:1], str(root)]) == 2
    said = capfd.readouterr().err
    assert f"sitegen: {root}/.sitegen is a symbolic link" in said
    assert held(outside) == before


def test_a_preview_says_that_the_cache_is_a_link(root, outside):
    (root / ".sitegen").symlink_to(outside)
    before = held(outside)
    preview = Preview(root)
    preview.rebuild(jobs=1)
    preview.keep()
    assert [problem["code"] for problem in preview.state.errors] == ["linked-cache"]
    assert held(outside) == before
