"""What is kept back stays in `content/`: no file of a build holds a word of it."""

from datetime import UTC, datetime

import pytest

from security.hostile import PIXEL, put
from sitegen.build import build
from sitegen.report import Options

NOW = datetime(2026, 11, 1, tzinfo=UTC)
POST = "https://x.com/example_w/status/1500000000000000001"
OTHER = "https://x.com/example_w/status/1500000000000000002"
TEXTS = {
    "draft.md": "---\ntitle: DRAFT-TITLE\ndate: 2019-01-01\ntags: [DRAFT-TAG]\nauthors: [DRAFT-AUTHOR]\n"
    "aliases: [/DRAFT-ALIAS/]\ndraft: true\n---\nDRAFT-BODY\n",
    "status.md": "---\ntitle: STATUS-TITLE\ndate: 2019-01-01\nstatus: draft\n---\nSTATUS-BODY\n",
    "future.md": "---\ntitle: FUTURE-TITLE\ndate: 2999-01-01\ntags: [FUTURE-TAG]\n---\nFUTURE-BODY\n",
    "shown.md": "---\n# YAML-COMMENT\ntitle: Shown # INLINE-COMMENT\ndate: 2019-01-01\n_notes: PRIVATE-KEY\n"
    "_contact: {name: PRIVATE-NAME, list: [PRIVATE-ITEM]}\nunknown_key: UNKNOWN-VALUE\n"
    "sources:\n - {title: S, url: 'https://a.example.org/', _who: PRIVATE-SOURCE, odd: UNKNOWN-SOURCE}\n---\n"
    "Text.\n\n<!-- BODY-COMMENT -->\n\n<!--\nLONG-COMMENT\n-->\n\n"
    "Inline <!-- INLINE-BODY --> end.\n",
    "withdrawn.md": "---\ntitle: Withdrawn\ndate: 2019-01-02\nsummary: WITHDRAWN-SUMMARY\ntags: [WITHDRAWN-TAG]\n"
    "sources: [{title: WITHDRAWN-SOURCE}]\ntweets: [{id: '9', text: WITHDRAWN-POST}]\n"
    "corrections: [{date: 2020-01-01, text: WITHDRAWN-CORRECTION}]\n"
    "withdrawn: {date: 2020-02-02, reason: A reason.}\n---\nWITHDRAWN-BODY\n\n## WITHDRAWN-HEADING\n",
    "withholds.md": f"---\ntitle: Withholds\ndate: 2019-01-03\n"
    f"tweets: [{{url: '{POST}', text: WITHHELD-HERE, author: WITHHELD-NAME, status: withheld}}]\n---\nBody.\n",
    "repeats.md": f"---\ntitle: Repeats\ndate: 2019-01-04\n"
    f"tweets: [{{url: '{POST}', text: WITHHELD-REPEATED, author: WITHHELD-NAME-TOO, note: Why.}}]\n---\n{POST}\n",
    "pasted.md": "---\ntitle: Pasted\ndate: 2019-01-05\n---\n\n"
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">WITHHELD-PASTED</p>&mdash; WITHHELD-WRITER '
    f'(@example_w) <a href="{POST}">June 3, 2022</a></blockquote>\n',
    "stored.md": f"---\ntitle: Stored\ndate: 2019-01-06\n---\n{POST}\n\n{OTHER}\n",
    "_notes.md": "---\ntitle: UNDERSCORE\ndate: 2019-01-01\n---\nUNDERSCORE-BODY\n",
    "_drafts/a.md": "---\ntitle: FOLDER\ndate: 2019-01-01\n---\nUNDERSCORE-FOLDER\n",
    ".hidden.md": "---\ntitle: HIDDEN-TITLE\ndate: 2019-01-01\n---\nHIDDEN-BODY\n",
    "_files/notes.txt": "UNDERSCORE-FILE",
    ".env": "HIDDEN-FILE",
    "broken.md": "---\ntitle: BROKEN-TITLE\ndate: never\n---\nBROKEN-BODY\n",
    "site.yaml": "# SETTINGS-COMMENT\ntitle: Sample\nbase_url: https://archive.example.org/\nsearch: false\n"
    "_secret: SETTINGS-SECRET\ntags: {UNUSED-TAG: {description: UNUSED-DESCRIPTION}}\n",
    "_snapshots/x/1500000000000000001.json": '{"provider": "x", "id": "1500000000000000001", '
    '"text": "WITHHELD-STORED", "author": {"name": "WITHHELD-STORED-NAME"}, '
    '"media": [{"file": "_snapshots/x/a.png", "alt": "WITHHELD-ALT"}]}',
    "_snapshots/x/1500000000000000002.json": '{"provider": "x", "id": "1500000000000000002", '
    '"text": "WITHHELD-BY-SNAPSHOT", "status": "withheld", "_by": "SNAPSHOT-SECRET"}',
    "_snapshots/x/1500000000000000003.json": '{"provider": "x", "id": "3", "text": "UNUSED-SNAPSHOT"}',
}
PLANTED = """DRAFT-TITLE DRAFT-TAG DRAFT-AUTHOR DRAFT-ALIAS DRAFT-BODY STATUS-TITLE STATUS-BODY FUTURE-TITLE FUTURE-TAG
    FUTURE-BODY YAML-COMMENT INLINE-COMMENT PRIVATE-KEY PRIVATE-NAME PRIVATE-ITEM UNKNOWN-VALUE PRIVATE-SOURCE
    UNKNOWN-SOURCE BODY-COMMENT LONG-COMMENT INLINE-BODY WITHDRAWN-SUMMARY
    WITHDRAWN-SOURCE WITHDRAWN-POST WITHDRAWN-CORRECTION WITHDRAWN-BODY WITHDRAWN-HEADING WITHHELD-HERE WITHHELD-NAME
    WITHHELD-REPEATED WITHHELD-NAME-TOO WITHHELD-PASTED WITHHELD-WRITER WITHHELD-STORED WITHHELD-ALT
    WITHHELD-BY-SNAPSHOT UNDERSCORE HIDDEN-TITLE HIDDEN-BODY HIDDEN-FILE SETTINGS-COMMENT SETTINGS-SECRET UNUSED-DESCRIPTION SNAPSHOT-SECRET
    UNUSED-SNAPSHOT BROKEN-TITLE BROKEN-BODY""".split()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    root = tmp_path_factory.mktemp("private")
    for path, text in TEXTS.items():
        put(root, path, text)
    put(root, "_snapshots/x/a.png", PIXEL)
    report = build(root, Options(now=NOW, jobs=1))
    return root, report


@pytest.fixture(scope="module")
def files(built):
    """Each file of the output, with its name: names must not tell either."""
    folder = built[0] / "output"
    return {
        path.relative_to(folder).as_posix(): path.as_posix().casefold().encode() + path.read_bytes().lower()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("text", PLANTED)
def test_no_file_holds_what_is_kept_back(files, text):
    wanted = text.casefold().encode()
    assert [path for path, data in files.items() if wanted in data] == []


def test_every_planted_text_is_in_the_sources():
    everything = "\n".join(TEXTS.values())
    assert [text for text in PLANTED if text not in everything] == []


def test_what_is_public_is_there(files, built):
    assert b"shown" in files["2019/shown/index.md"]
    assert b"a reason." in files["2019/withdrawn/index.html"]
    assert b"why." in files["2019/repeats/index.html"]
    assert dict(built[1].unpublished) == {"draft.md": "draft", "status.md": "draft", "future.md": "future"}


def test_a_tag_of_withdrawn_articles_alone_stands_in_its_feeds_and_nowhere_else(files):
    folder, names = "tags/withdrawn-tag", ("atom.xml", "feed.json", "feed.xml")
    found = [path for path, data in files.items() if b"withdrawn-tag" in data]
    assert sorted(found) == ["SHA256SUMS", *(f"{folder}/{name}" for name in names)]


def test_an_article_withdrawn_or_made_a_draft_later_goes_everywhere(tmp_path):
    put(tmp_path, "site.yaml", TEXTS["site.yaml"])
    source = "---\ntitle: Once\ndate: 2019-01-01\ntags: [ONCE-TAG]\n---\nONCE-PUBLIC\n"
    put(tmp_path, "once.md", source)
    build(tmp_path, Options(now=NOW, jobs=1))
    put(tmp_path, "once.md", source.replace("date:", "withdrawn: true\ndate:"))
    build(tmp_path, Options(now=NOW, jobs=1))
    left = [p for p in (tmp_path / "output").rglob("*") if p.is_file() and b"ONCE-" in p.read_bytes()]
    assert {p.parent.name for p in left} == {"once-tag"}
    assert [p for p in left if b"ONCE-PUBLIC" in p.read_bytes()] == []


def is_said(root, word):
    """The files of the output, by name, that hold a word."""
    folder = root / "output"
    return [p.name for p in folder.rglob("*") if p.is_file() and word in p.read_bytes()]


def unread_archive(root, snapshot):
    put(root, "site.yaml", TEXTS["site.yaml"])
    put(root, "_snapshots/x/a.png", PIXEL)
    put(root, "_snapshots/x/1500000000000000001-1.png", PIXEL)
    put(root, "_snapshots/x/1500000000000000001.json", snapshot)
    entry = f"{{url: '{POST}', text: SECRET-WORDS, author: SECRET-NAME}}"
    put(root, "says.md", f"---\ntitle: Says\ndate: 2019-01-04\ntweets: [{entry}]\n---\n{POST}\n")
    put(root, "pasted.md", TEXTS["pasted.md"].replace("WITHHELD-PASTED", "SECRET-WORDS"))
    return root / "content/_snapshots/x/1500000000000000001.json"


SOUND = (
    '{"provider": "x", "id": "1500000000000000001", "text": "SECRET-WORDS", '
    '"media": [{"file": "_snapshots/x/1500000000000000001-1.png"}]}'
)


@pytest.mark.parametrize(
    "broken",
    [
        SOUND + "\n=======", "", "[]", SOUND.replace('"x"', '"?"'),
        SOUND.replace("}]}", '}], "status": ["withheld"]}'), b"\xff" + SOUND.encode(),
    ],
)  # fmt: skip
def test_a_post_is_withheld_while_its_snapshot_cannot_be_read(tmp_path, broken):
    file = unread_archive(tmp_path, SOUND)
    build(tmp_path, Options(now=NOW, jobs=1))
    assert is_said(tmp_path, b"SECRET-WORDS")
    assert [*(tmp_path / "output/evidence/x").iterdir()]
    file.write_bytes(broken if isinstance(broken, bytes) else broken.encode())
    report = build(tmp_path, Options(now=NOW, jobs=1))
    assert any(problem.severity == "error" for problem in report.problems)
    assert is_said(tmp_path, b"SECRET-") == []
    assert not list((tmp_path / "output/evidence").rglob("*.png"))
    assert is_said(tmp_path, b"status/1500000000000000001")
    file.write_text(SOUND)
    assert build(tmp_path, Options(now=NOW, jobs=1)).counts.failed == 0
    assert is_said(tmp_path, b"SECRET-WORDS")


def test_a_post_is_withheld_while_its_snapshot_is_a_link_that_is_not_followed(tmp_path):
    file = unread_archive(tmp_path, SOUND)
    file.unlink()
    file.symlink_to("gone.json")
    report = build(tmp_path, Options(now=NOW, jobs=1))
    assert report.counts.failed == 1
    assert "snapshot-link" in {problem.code for problem in report.problems}
    assert is_said(tmp_path, b"SECRET-") == []
