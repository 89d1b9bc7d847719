from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Article, Settings
from sitegen.urls import (
    absolute,
    address_of,
    beside,
    encoded,
    folded,
    inward,
    is_outside,
    is_own,
    is_web,
    kept_slug,
    output_file,
    permalink,
    query_pairs,
    relative,
    resolve,
    uri,
    valid,
    without_index,
)

SETTINGS = Settings(title="T", language="en")


def article(**more):
    fields = {
        "path": "2019/river.md",
        "digest": "d",
        "stem": "2019/river",
        "kind": "article",
        "lang": "en",
        "slug": "river",
        "title": "River",
        "date": datetime(2019, 12, 31, 23, 30, tzinfo=timezone(timedelta(hours=-5))),
    }
    return Article(**(fields | more))


def test_permalink_uses_the_date_as_written_not_shifted_to_utc():
    assert permalink(article(), SETTINGS) == "2019/river/"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/{year}/{month}/{day}/{slug}/", "2019/12/31/river/"),
        ("/{path}.html", "2019/river.html"),
        ("/{slug}/", "river/"),
    ],
)
def test_permalink_patterns(pattern, expected):
    assert permalink(article(), Settings(title="T", permalink=pattern)) == expected


def test_a_number_sign_in_a_path_would_end_the_address():
    odd = article(path="#1/case #1.md", stem="#1/case #1")
    assert permalink(odd, Settings(title="T", permalink="/{path}/")) == "1/case 1/"
    page = article(kind="page", stem="pages/#1/about", slug="about", date=None)
    assert permalink(page, SETTINGS) == "1/about/"


@pytest.mark.parametrize(
    ("stem", "address"),
    [("Re: a: b/c: d", "Re a b/c: d/"), ("2019/Re: a", "2019/Re: a/"), ("10:30", "10:30/")],
)
def test_a_colon_in_a_path_would_make_a_scheme_of_its_first_word(stem, address):
    assert permalink(article(stem=stem), Settings(title="T", permalink="/{path}/")) == address
    page = article(kind="page", stem=f"pages/{stem}/about", slug="about", date=None)
    assert permalink(page, SETTINGS) == f"{address}about/"


@pytest.mark.parametrize("url", ["2019/river/", "2019/river.html"])
def test_files_that_go_with_a_page_stand_in_a_folder_of_its_name(url):
    assert beside(url, "citation.bib") == "2019/river/citation.bib"


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("2019/river/index", "2019/river"),
        ("2019/river", "2019/river"),
        ("2019/the-index", "2019/the-index"),
        ("index", "index"),
        ("pages/index", "pages/index"),
        ("pages/about/index", "pages/about"),
    ],
)
def test_an_index_is_called_like_its_folder(stem, name):
    assert without_index(stem) == name


def test_permalink_of_another_language_has_its_prefix():
    assert permalink(article(lang="fa"), SETTINGS) == "fa/2019/river/"


def test_permalink_of_standing_pages():
    about = article(kind="page", stem="pages/about", slug="about", date=None)
    assert permalink(about, SETTINGS) == "about/"
    legal = article(kind="page", stem="pages/legal/privacy", slug="privacy", date=None, lang="fa")
    assert permalink(legal, SETTINGS) == "fa/legal/privacy/"


@pytest.mark.parametrize(
    ("url", "page", "link"),
    [
        ("2019/river/", "", "2019/river/"),
        ("2019/river/", "2020/lake/", "../../2019/river/"),
        ("", "2020/lake/", "../../"),
        ("", "", "./"),
        ("tags/", "404.html", "tags/"),
        ("2019/river/#part", "2019/river/", "#part"),
        ("2019/رود/", "", "2019/%D8%B1%D9%88%D8%AF/"),
        ("a b/100%.jpg", "", "a%20b/100%25.jpg"),
        ("https://example.org/x?y=1", "2020/lake/", "https://example.org/x?y=1"),
    ],
)
def test_relative(url, page, link):
    assert relative(url, page=page) == link


def test_relative_names_the_index_for_readers_without_a_server():
    assert relative("2019/river/", page="tags/", file_links=True) == "../2019/river/index.html"
    assert relative("", page="tags/", file_links=True) == "../index.html"
    assert relative("feed.xml", page="", file_links=True) == "feed.xml"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a/2019/river/", "../2019/river/"),
        ("http://EXAMPLE.org/a/2019/%D8%B1%D9%88%D8%AF/#the%20bed", "../2019/%D8%B1%D9%88%D8%AF/#the%20bed"),
        ("https://example.org/a/", "../"),
        ("https://example.org/a", "../"),
        ("https://example.org/a/tags/#top", "#top"),
        ("https://example.org/a/search/?q=x", "https://example.org/a/search/?q=x"),
        ("https://example.org/b/", "https://example.org/b/"),
    ],
)
def test_a_whole_address_of_the_site_is_one_below_its_root(url, link):
    assert relative(url, page="tags/", own="https://example.org/a/") == link
    assert relative(url, page="tags/") == url


def test_absolute_keeps_what_is_absolute():
    assert absolute("2019/a b/", "https://example.org/sub/") == "https://example.org/sub/2019/a%20b/"
    assert absolute("//cdn.example.org/x", "https://example.org/") == "//cdn.example.org/x"


@pytest.mark.parametrize("url", ["mailto:a@example.org", "https://example.org/", "//example.org/", "tel:+1"])
def test_links_that_leave_the_site(url):
    assert is_outside(url)


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://s.example.org/a?c=ü%20d#é", "https://s.example.org/a?c=%C3%BC%20d#%C3%A9"),
        ("http://mühle.example:8080/ä/", "http://xn--mhle-0ra.example:8080/%C3%A4/"),
        ("mailto:a@example.org?subject=a b", "mailto:a@example.org?subject=a%20b"),
        ("http://[::1]/ä", "http://[::1]/%C3%A4"),
    ],
)
def test_a_uri_is_ascii(url, written):
    assert uri(url) == written
    assert uri(written) == written


@pytest.mark.parametrize("url", ["http://mühle.example/ä/x/", "http://xn--mhle-0ra.example/%C3%A4/x/"])
def test_a_site_of_any_script_knows_its_own_links(url):
    assert inward(url, uri("http://mühle.example/ä/")) == "/x/"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://s.example.org/a?x=1&y=<2>", "https://s.example.org/a?x=1&y=%3C2%3E"),
        ("https://s.example.org/a-b?x=|y&z={1}", "https://s.example.org/a-b?x=%7Cy&z=%7B1%7D"),
        ("https://s.example.org/100%?a[]=%5B", "https://s.example.org/100%25?a%5B%5D=%5B"),
        ("https://s.example.org\\a\\b?c\\d", "https://s.example.org/a/b?c%5Cd"),
        ("http://[::1]:80/a[1]", "http://[::1]:80/a%5B1%5D"),
        ("https://s.example.org/رود?x=آب#(a)", "https://s.example.org/رود?x=آب#(a)"),
    ],
)
def test_a_link_holds_what_a_url_may_hold(url, link):
    assert valid(url) == link
    assert valid(link) == link


def test_a_colon_later_in_a_path_does_not_leave_the_site():
    assert not is_outside("2019/a:b/")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("other.md", ("2019/other.md", "")),
        ("../2018/other.md#part", ("2018/other.md", "part")),
        ("/media/photo.jpg", ("media/photo.jpg", "")),
        ("#part", ("2019/river.md", "part")),
        ("my%20file.pdf?x=1", ("2019/my file.pdf", "")),
        ("../../secret", ("../secret", "")),
        ("/2018/other/", ("2018/other/", "")),
        ("/", ("", "")),
    ],
)
def test_resolve(target, expected):
    assert resolve(target, base="2019/river.md") == expected


def test_slugs_that_can_stand_are_kept_as_they_are():
    assert kept_slug("Some_Slug.v2") == "Some_Slug.v2"
    assert kept_slug("two words") == "two-words"
    assert kept_slug("../etc") == "etc"
    assert kept_slug("رود") != "رود"
    assert kept_slug("رود", unicode=True) == "رود"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_output_file_and_address_are_inverse(text):
    url = text.replace("/", "-").strip(".") + "/"
    assert address_of(output_file(url)) == url


@given(st.text(alphabet=st.characters(codec="utf-8")), st.booleans())
def test_a_slug_never_leaves_its_folder(text, unicode):
    slug = kept_slug(text, unicode=unicode)
    assert "/" not in slug
    assert slug not in {".", ".."}
    assert encoded(slug).isascii()


@pytest.mark.parametrize(
    ("query", "pairs"),
    [("p=12", ("p=12",)), ("p=1&q=", ("p=1", "q=")), ("p=1&", ("p=1",)), ("x", ()), ("p=1&x", ()), ("", ())],
)
def test_the_pairs_of_a_query(query, pairs):
    assert query_pairs(query) == pairs


def test_paths_that_a_careless_disk_takes_for_one():
    assert folded("2019/RIVER/") == folded("2019/river/")
    assert folded("2019/e\u0301/") == folded("2019/\xc9/")
    assert folded("2019/river") != folded("2019/river/")


OWN = "https://river.example.org/sub/"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (OWN, "/"),
        (OWN.rstrip("/"), "/"),
        (f"{OWN}2020/lead/", "/2020/lead/"),
        ("http://river.example.org/sub/2020/lead/#part", "/2020/lead/#part"),
        ("//river.example.org/sub/a.jpg", "/a.jpg"),
        (f"{OWN}tags/%D8%A2%D8%A8/", "/tags/%D8%A2%D8%A8/"),
        (f"{OWN}search/?q=a%26b&tag=x", "/search/?q=a%26b&tag=x"),
        ("https://river.example.org/", ""),
        ("https://river.example.org/subway/", ""),
        ("https://river.example.org.evil.example/sub/", ""),
        (f"https://else.example.org/?u={OWN}", ""),
        (f"{OWN}a%3Fb/", ""),
        (f"{OWN}https://else.example.org/", ""),
        ("2020/lead/", ""),
        ("https://RIVER.Example.org/sub/2020/Lead/", "/2020/Lead/"),
        ("https://river.example.org/SUB/2020/lead/", ""),
    ],
)
def test_inward(url, expected):
    assert inward(url, OWN) == expected


def test_a_site_without_an_address_has_no_whole_links_inward():
    assert inward("https://river.example.org/", "") == ""


@pytest.mark.parametrize("root", ["https://River.example.org", "https://river.example.org/"])
def test_a_site_s_address_ends_with_its_host_even_without_a_slash(root):
    assert inward("https://river.example.org/2020/lead/", root) == "/2020/lead/"
    assert inward("https://river.example.org.evil.example/", root) == ""


@pytest.mark.parametrize(
    ("url", "web", "own"),
    [
        (f"{OWN}a.mp4", True, True),
        ("//river.example.org/sub/a.mp4", True, True),
        ("HTTPS://else.example.org/a.mp4", True, False),
        ("a.mp4", False, True),
        ("/a.mp4", False, True),
        ("mailto:river@example.org", False, False),
        ("#part", False, False),
    ],
)
def test_addresses_of_the_web_and_of_the_site(url, web, own):
    assert (is_web(url), is_own(url, OWN)) == (web, own)
