"""What is no text, and what is of the archive itself: refused, left out, and always told."""

import random
import zipfile
from io import BytesIO

import pytest
from bench import GIF

from sitegen.importing import foreign
from sitegen.report import SourceError

ARTICLE = "---\ntitle: River\ndate: 2020-01-02\n---\nWords.\n"


def packed(*names):
    """A zip that holds files of these names."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(zipfile.ZipInfo(name), name)
    return out.getvalue()


RANDOM = random.Random(7).randbytes(9000)


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.docx", packed("[Content_Types].xml", "word/document.xml"), "a Word file"),
        ("a", packed("[Content_Types].xml", "word/document.xml"), "a Word file"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "a Word file"),
        ("a.docx", b"Only words.", "a Word file"),
        ("a.txt", b"{\\rtf1\\ansi Words}", "an RTF file"),
        ("a.txt", b"%PDF-1.7\n%", "a PDF"),
        ("a.pages", packed("Index/Document.iwa"), "a file of Pages"),
        ("a.zip", packed("a.txt"), "a packed file"),
        ("a.txt", GIF, "a picture"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a picture"),
        ("a.txt", b"ID3\x04\0\0\0\0\0", "sound or a film"),
        ("a.txt", RANDOM, "no text"),
        ("a.txt", bytes(4096), "no text"),
    ],
)
def test_what_a_file_without_text_is(name, data, what):
    assert foreign.of(name, data).what == what


@pytest.mark.parametrize(
    "data",
    [
        b"", b"Words.", "رودخانه".encode(), "رودخانه برگشت".encode("utf-16"), "Words here".encode("utf-16-le"),
        "Crûe d'été\u2026".encode("cp1252"), b"A\0B\x0b\x01", b"ID3 tags explained", b"RIFF is a format of files",
        b"<svg viewBox='0 0 1 1'></svg>\n\nWords.", ("é" * 4000).encode(), b"x" + ("é" * 4000).encode(),
    ],
)  # fmt: skip
def test_texts_in_every_encoding_are_text(data):
    assert foreign.of("a.md", data) is None


@pytest.mark.parametrize("name", ["report.docx", "scan.txt"])
def test_a_file_without_text_is_refused_with_a_cure(bench, name):
    tally = bench.write({name: packed("word/document.xml")}).run(source=name)
    assert (tally.imported, [skip.reason for skip in tally.skipped]) == (0, ["not-text"])
    assert bench.problem("not-text").severity == "error"
    assert "save it as HTML or text" in bench.problem("not-text").message
    assert bench.paths == []


def test_documents_that_no_article_links_to_are_named(bench):
    files = {
        "a.md": ARTICLE + "\n[The report](files/linked.pdf)\n",
        "files/linked.pdf": b"%PDF-1.7\n",
        "files/other.pdf": b"%PDF-1.7\n",
        "notes.docx": packed("word/document.xml"),
        "x.png": GIF,
    }
    tally = bench.write(files).run()
    assert [(skip.path, skip.reason) for skip in tally.skipped] == [
        ("files/other.pdf", "unsupported-format"), ("notes.docx", "unsupported-format"),
    ]  # fmt: skip


def test_a_folder_of_documents_alone_is_told(bench):
    tally = bench.write({"a.docx": packed("word/document.xml")}).run()
    assert [skip.path for skip in tally.skipped] == ["a.docx"]


@pytest.mark.parametrize(
    "source", ["", "content", "content/2020", "content/2020/a.md", "templates", "output/x"]
)
def test_an_archive_is_not_imported_into_itself(bench, source):
    bench.write({"content/2020/a.md": ARTICLE, "templates/a.md": "x", "output/x/a.md": "x"})
    bench.root = bench.source
    with pytest.raises(SourceError, match="into itself; name a source outside"):
        bench.run("markdown", source=source)


def test_an_archive_in_a_folder_of_the_source_is_left_out(bench):
    bench.write({"a.md": ARTICLE})
    bench.root = bench.source / "archive"
    assert bench.run("markdown").imported == 1
    again = bench.run("markdown")
    assert (again.imported, [(s.path, s.reason) for s in again.skipped]) == (1, [("archive", "built-site")])


def test_a_file_beside_the_folders_of_an_archive_is_a_source(bench):
    bench.write({"content/site.yaml": "title: T\n", "a.md": ARTICLE})
    bench.root = bench.source
    assert bench.run(source="a.md").imported == 1


def test_a_site_that_sitegen_built_is_no_source(bench):
    bench.write({"public/.sitegen-output": "", "public/2020/index.md": ARTICLE, "a.md": ARTICLE})
    with pytest.raises(SourceError, match="is of a site that sitegen built"):
        bench.run(source="public/2020")
    tally = bench.run()
    assert (tally.imported, [(s.path, s.reason) for s in tally.skipped]) == (1, [("public", "built-site")])


def test_the_report_of_an_import_is_no_article(bench):
    bench.write({"import-report.md": "# Import of old\n\n| | |\n", "a.md": ARTICLE})
    tally = bench.run()
    assert (tally.imported, [s.path for s in tally.skipped]) == (1, ["import-report.md"])
    with pytest.raises(SourceError, match="is the report of an import"):
        bench.run(source="import-report.md")


@pytest.mark.parametrize("form", ["wordpress", "text"])
def test_a_folder_without_anything_of_its_format_is_refused(bench, form):
    bench.write({"a.md": ARTICLE})
    with pytest.raises(SourceError, match=f"nothing in .* of the format “{form}”; leave --from out"):
        bench.run(form)
    assert not bench.root.exists()
