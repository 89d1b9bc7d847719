"""No file is published that would run in a browser or on a server, whatever it is called."""

from datetime import UTC, datetime

import pytest

from security.hostile import PIXEL, SVG, put
from sitegen.build import build
from sitegen.files import scan
from sitegen.model import ImageSettings
from sitegen.reading import Known, Reader
from sitegen.report import Options

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PAGE = "<script>alert(1)</script>"
XHTML = f"<x xmlns='http://www.w3.org/1999/xhtml'>{PAGE}</x>"
REFUSED = {
    "noext": PAGE, "y.html.en": "words", "y.html.foo": "words", "x.php.txt": "words", "x.php": "words",
    "x.phar": "words", "x.pht": "words", "x.asp": "words", "x.aspx": "words", "x.jsp": "words", "x.cgi": "words",
    "a.foo": f"\n <!DOCTYPE HTML>{PAGE}", "b.foo": f"<!-- -->{PAGE}", "track.gpx": XHTML, "c.foo": XHTML.encode("utf-16"),
    "d.foo": " " * 5_000 + XHTML,
}  # fmt: skip
PUBLISHED = {
    "README": "Words of <script>.", "river.pdf": "%PDF-1.7", "page.html.txt": PAGE, "page.html.zip": "PK", "empty": "",
    "real.gpx": '<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"/>', "node.js.png": PIXEL,
    "drawn": SVG,
}  # fmt: skip


@pytest.fixture
def root(tmp_path):
    put(tmp_path, "site.yaml", "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n")
    for path, data in {**REFUSED, **PUBLISHED}.items():
        put(tmp_path, path, data)
    return tmp_path


def test_what_would_run_is_refused_with_a_reason_and_the_rest_is_published(root):
    report = build(root, Options(now=NOW, jobs=1))
    told = {p.path.removeprefix("content/"): p.message for p in report.problems if p.code == "refused-file"}
    assert told.keys() == REFUSED.keys()
    assert told["noext"] == "a file that a browser would run is not published: it begins as a web page does"
    assert told["x.php.txt"].endswith("web servers would run is not published: “.php” in its name counts")
    assert [path for path in REFUSED if (root / "output" / path).exists()] == []
    assert [path for path in PUBLISHED if not (root / "output" / path).is_file()] == []
    assert b"alert" not in (root / "output/drawn").read_bytes()


def media(root, known):
    fresh = Known()
    reader = Reader(root / "content", known, fresh, 2**63, ImageSettings())
    return fresh, reader, sorted(scan(root / "content"), key=lambda file: file.path)


def test_the_answer_is_remembered_with_the_file_unread(root):
    known, reader, files = media(root, Known())
    before = reader.media(files)
    for path in (*REFUSED, *PUBLISHED):
        (root / "content" / path).unlink()
    _, again, _ = media(root, known)
    assert again.media(files) == before
    assert again.problems == reader.problems
    assert len(again.problems) == len(REFUSED) + 1  # and the drawing that was cleaned


def test_a_file_that_no_address_can_name_is_refused(tmp_path):
    put(tmp_path, "site.yaml", "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n")
    put(tmp_path, "#1/Report #2.pdf", b"%PDF-1.4")
    report = build(tmp_path, Options(now=NOW, jobs=1))
    told = [(p.code, p.path, p.hint) for p in report.problems]
    assert told == [("refused-file", "content/#1/Report #2.pdf", "name it 1/Report 2.pdf")]
