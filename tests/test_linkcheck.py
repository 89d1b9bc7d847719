import pytest

from sitegen.linkcheck import Broken, PageLinks, broken, destination, links_of

HTML = b"""<html><head><base href="/x/"><link rel="canonical" href="/c"></head><body id="top">
<a href="../b/#part">b</a> <a href="https://else.example.org/">else</a> <a name="old"></a> <a href="mailto:a@b">m</a>
<img src="a.png" srcset="b,%20c-480.png 480w,../s.png 2x, t.png, u.png">
<video poster="p.jpg"></video><h2 id="h">h</h2></body></html>"""


def test_what_a_page_offers_and_wants():
    links = links_of(HTML)
    assert links.anchors == {"top", "old", "h"}
    pictures = ("a.png", "b,%20c-480.png", "../s.png", "t.png", "u.png", "p.jpg")
    assert links.targets == ("../b/#part", *pictures)


@pytest.mark.parametrize("html", [b"", b"<", b"\x00", b"<!-- ", b"<a href=>x</a>", b"\xff\xfe"])
def test_no_page_is_too_odd_to_be_read(html):
    assert isinstance(links_of(html), PageLinks)


@pytest.mark.parametrize(
    ("target", "page", "expected"),
    [
        ("../b/", "a/index.html", ("b/", "")),
        ("#x", "a/index.html", ("a/index.html", "x")),
        ("/c?q=1#y", "a/index.html", ("c", "y")),
        ("%C3%A9/", "index.html", ("\u00e9/", "")),
        ("./", "a/index.html", ("a/", "")),
        ("../../x", "a/index.html", ("../x", "")),
        ("../b/#part:~:text=words", "2019/a/index.html", ("2019/b/", "part")),
        ("#:~:text=words", "2019/a/index.html", ("2019/a/index.html", "")),
    ],
)
def test_where_a_link_leads(target, page, expected):
    assert destination(target, page) == expected


def test_pages_anchors_and_files_that_are_missing():
    pages = {
        "index.html": PageLinks(
            frozenset(), ("a/", "a", "a/#h", "a/#no", "gone/", "x.png", "#top", "../out")
        ),
        "a/index.html": PageLinks(frozenset({"h"}), ()),
    }
    assert list(broken(pages, frozenset({*pages, "x.txt"}))) == [
        Broken("index.html", "a/#no", "a/", "no"),
        Broken("index.html", "gone/", "gone/"),
        Broken("index.html", "x.png", "x.png"),
        Broken("index.html", "../out", "../out"),
    ]
