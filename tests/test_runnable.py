"""Which files would run: by their names, by their first bytes, and by what their XML holds."""

import pytest

from sitegen.runnable import is_page, is_plain, may_be_xml, runs_by_name, runs_on_servers, xml_runs

XHTML = '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'


@pytest.mark.parametrize(
    ("path", "ending"),
    [
        ("page.html", ".html"), ("a/EVIL.HTM", ".htm"), ("y.html.en", ".html"), ("y.html.foo", ".html"),
        ("y.html.gz", ".html"), ("y.html.", ".html"), ("y.html ", ".html"), ("tool.js.map", ".js"),
        ("x.php", ".php"), ("x.php.txt", ".php"), ("x.php.jpg", ".php"), ("x.php8", ".php8"), ("x.php~", ".php"),
        ("x.phar", ".phar"), ("x.pht", ".pht"), ("x.phtml", ".phtml"), ("x.asp", ".asp"), ("x.aspx", ".aspx"),
        ("x.jsp", ".jsp"), ("x.cgi", ".cgi"), ("x.shtml", ".shtml"), ("web.config", ".config"),
        ("river.pdf", ""), ("page.html.pdf", ""), ("node.js.jpg", ""), ("page.html.zip", ""), ("page.html.txt", ""),
        ("noext", ""), ("html", ""), ("page.html/river.pdf", ""), ("x.php/river", ""), ("photo.pl.jpg", ""),
        ("graph.svg", ""), ("track.gpx", ""), ("tables.tar.gz", ""),
    ],
)  # fmt: skip
def test_by_its_name(path, ending):
    assert runs_by_name(path) == ending


def test_who_runs_it():
    assert runs_on_servers(".php")
    assert not runs_on_servers(".html")


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("a.PDF", True), ("a.jpg", True), ("a.svg", True), ("tables.tar.gz", True), ("a.csv", True),
        ("noext", False), ("a.foo", False), ("a.gz", False), ("pdf", False), ("v1.2", False),
    ],
)  # fmt: skip
def test_what_is_plain_by_its_name(path, plain):
    assert is_plain(path) is plain


@pytest.mark.parametrize(
    "head",
    [
        b"<!doctype html>", b"<!DOCTYPE  HTML\n>", b" \t\r\n\f<HTML>", b"<script>alert(1)", b"<script\nsrc=x>", b"<body/>",
        b"<!-- a word --><p>", b"\xef\xbb\xbf<html>", b"<svg onload=alert(1)>", b"<img/src=x onerror=alert(1)>",
    ],
)  # fmt: skip
def test_what_a_browser_takes_for_a_page(head):
    assert is_page(head)


@pytest.mark.parametrize(
    "head", [b"", b"A text of <html>", b"<htmlx>", b"<river@example.org>", b"< html>", b"%PDF-1.7"]
)
def test_what_it_does_not(head):
    assert not is_page(head)


@pytest.mark.parametrize("head", [b"<a", b" \n<a", b"\xff\xfe<\0a\0", b"\xfe\xff\0<\0a", b"\0<\0a", b"  "])
def test_what_may_be_xml(head):
    assert may_be_xml(head)
    assert not may_be_xml(b"A text")


@pytest.mark.parametrize(
    "text",
    [
        f"<x>{XHTML}</x>", f"<?xml version='1.0'?>\n<x>{XHTML}", f"<x>{XHTML}<y></x>",
        XHTML.replace("http", "&#104;ttp"), XHTML.replace("1999/xhtml", "2000/svg"),
        '<?xml-stylesheet href="a.xsl"?><x/>', "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
        "<?xml version='1.0' encoding='gb18030'?><x/>", "<?xml version='1.0' encoding='none'?><x/>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_runs(text, encoding):
    if encoding != "utf-16" or "encoding=" not in text:
        assert xml_runs(text.encode(encoding))


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0" encoding="UTF-8"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><trk/></gpx>',
        '<kml xmlns="http://www.opengis.net/kml/2.2"><description><![CDATA[<b>A</b>]]></description></kml>',
        "<river@example.org> wrote:", "",
    ],
)  # fmt: skip
def test_xml_that_does_not(text):
    assert not xml_runs(text.encode())
