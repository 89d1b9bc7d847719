"""Links to a WordPress site's own lists lead to those of the new site, and these are there."""

import pytest
from samples import HEAD, TAIL, item

SITE = "https://river.example.net"
TERMS = (("category", "water", "Water"), ("post_tag", "open-records", "open records"))
FA = (("language", "fa", "fa"), ("post_tag", "ab", "\u0622\u0628"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{SITE}/category/water/", "/tags/water/"),
        ("/category/dams/water/page/2/", "/tags/water/"),
        (f"{SITE}/tag/open-records", "/tags/open-records/"),
        ("/?tag=open-records", "/tags/open-records/"),
        (f"{SITE}/author/ana/", "/authors/ana-example/"),
        (f"{SITE}/feed/", "/feed.xml"),
        ("/comments/feed/", "/feed.xml"),
        (f"{SITE}/tag/open-records/feed/", "/tags/open-records/feed.xml"),
        (f"{SITE}/2014/03/", "/archive/2014/"),
        (f"{SITE}/tag/ab/", "/fa/tags/b/"),
        ("/category/unknown/", "/category/unknown/"),
        ("https://other.example.org/tag/ab/", "https://other.example.org/tag/ab/"),
        (f"{SITE}/tag/taken/", "two.md"),
    ],
)
def test_links_to_lists(bench, old, new):
    one = item(1, "One", f'See <a href="{old}">it</a>.', slug="one", terms=TERMS)
    two = item(2, "Two", "x", slug="two", link=f"{SITE}/tag/taken/")
    fa = item(3, "Ab", "x", slug="ab-fa", terms=FA)
    bench.write({"a.xml": HEAD + one + two + fa + TAIL}).run(source="a.xml")
    assert f"See [it]({new})." in bench.body("2014/one.md")
    assert ("unknown-page" in bench.codes) == ("unknown" in old)
    bench.build()
    if new.startswith("/") and "unknown" not in new:
        page = bench.root / "output" / new.strip("/")
        assert page.exists(), sorted(p.as_posix() for p in (bench.root / "output").rglob("index.html"))
