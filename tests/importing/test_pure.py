"""Pure parts, by properties: what is written is read back, and nothing breaks on any text."""

import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen import markup
from sitegen.importing import report, verifying, when, yamlout
from sitegen.importing.addresses import AddressBook
from sitegen.importing.body import arguments
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.documents import permalinks
from sitegen.importing.folders import toolconf
from sitegen.importing.frontmatter import heads, keys
from sitegen.importing.html import plaintext, tomarkdown
from sitegen.importing.tally import Tally
from sitegen.importing.wordpress import autop
from sitegen.model import Settings
from sitegen.problems import warning

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
SHOWN = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Zl", "Zp"]), max_size=60)
VALUES = st.recursive(
    TEXT | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(TEXT, VALUES, max_size=4))
def test_what_is_written_as_yaml_is_read_back(values):
    text = yamlout.mapping(values)
    assert yaml.load(text, Loader=yaml.CSafeLoader) == (values or None)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), TEXT, min_size=1, max_size=4))
def test_front_matter_ends_where_it_should(values):
    text = yamlout.article(values, "Body")
    head = heads.read(text, "a.md")
    assert head.body.strip() == "Body"
    assert list(head.values) == list(values)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("The river", "The river"), ("The river: a history", '"The river: a history"'), ("404", '"404"'),
        ("no", '"no"'), ("2019-03-04", '"2019-03-04"'), ("رود", "رود"), ("It's back", "It's back"),
        ('The "old" river', 'The "old" river'), ('"Quoted"', "'\"Quoted\"'"), ("#tag", '"#tag"'), ("/old/", "/old/"),
        ("@name", '"@name"'), ("", '""'), ("River #1", '"River #1"'), ("https://example.org/a", "https://example.org/a"),
    ],
)  # fmt: skip
def test_quotes_only_where_they_are_needed(value, written):
    assert yamlout.scalar(value) == written


def test_dates_and_texts_of_several_lines():
    front = {"date": yamlout.Plain("2019-03-04"), "text": "One\nTwo", "list": [{"a": "x", "b": ["y"]}]}
    assert yamlout.mapping(front) == (
        'date: 2019-03-04\ntext: |-\n  One\n  Two\nlist:\n  - a: x\n    b:\n      - "y"\n'
    )


@given(SHOWN)
@example("__init__ and _one_ and two__words")
@example("__0__ and a__b__ and __c")
def test_plain_text_reads_the_same_as_markdown(text):
    line = " ".join(text.split())
    shown = markup.convert(plaintext.escaped(line)).text
    assert re.sub(r"\s+", "", shown) == re.sub(r"\s+", "", line)


@given(st.text(max_size=200))
def test_any_head_gives_values_and_never_an_exception(text):
    for head in (
        heads.read(text, "a.md"),
        heads.read(f"---\n{text}\n---\n", "a.md"),
        heads.read(f"+++\n{text}\n+++\n", "a"),
    ):
        assert isinstance(head.values, dict)


@given(st.text("<>/pdivtablrei= \n&;a\"'", max_size=120))
def test_any_html_gives_markdown(html):
    assert isinstance(tomarkdown.markdown(autop.autop(html)), str)


@given(TEXT)
def test_any_text_is_a_date_or_none(text):
    assert isinstance(when.iso(text), str)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12))
def test_edits_never_overlap_and_keep_the_rest(spans):
    text = "".join(chr(0x4E00 + number) for number in range(30))
    sheet = Manuscript(text, "a.md")
    granted = [(a, b) for a, b in spans if a < b and sheet.replace(a, b, "x")]
    assert sheet.result().count("x") == len(granted)
    assert len(sheet.result()) == 30 - sum(b - a for a, b in granted) + len(granted)


def test_lines_are_those_of_the_file():
    sheet = Manuscript("a\nbb\nccc", "a.md", 5)
    assert [(sheet.line(offset), sheet.column(offset)) for offset in (0, 2, 3, 5)] == [
        (5, 1),
        (6, 1),
        (6, 2),
        (7, 1),
    ]


def test_arguments_of_all_tools():
    given = arguments.parse(
        """https://x.example/a 'two words' id="3" alt: 'it\\'s' caption:"x" hide=true “curly”"""
    )
    assert given.positional == ("https://x.example/a", "two words", "curly")
    assert given.named == {"id": "3", "alt": "it's", "caption": "x", "hide": "true"}


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("date", "/news/2019/03/04/river.html"), ("pretty", "/news/2019/03/04/river/"), ("none", "/news/river.html"),
        ("ordinal", "/news/2019/063/river.html"), ("/:year/:i_month/:slug", "/2019/3/river"),
        ("/:categories/:short_year-:title/", "/news/19-river/"),
    ],
)  # fmt: skip
def test_jekylls_patterns(pattern, address):
    found = permalinks.expand(
        permalinks.pattern_of(pattern), moment="2019-03-04", title="river", categories=["News"]
    )
    assert found == address


# --- places --------------------------------------------------------------------------------------


@pytest.fixture
def book():
    return AddressBook(Settings(title="x"), hosts=frozenset({"river.example.net"}))


def settle(book, key, **more):
    return book.settle(key, **{"slug": key, "title": key, "date": "2019-03-04", "folder": "2019", **more})


def test_old_addresses_in_all_their_spellings_find_the_article(book):
    settle(book, "river", former=["https://river.example.net/old/river.html", "/?p=7"])
    for address in (
        "/old/river",
        "/old/river/",
        "/old/river.html",
        "https://www.river.example.net/old/river/",
        "/?p=7",
        "/2019/river/",
    ):
        assert book.link(address, base="2019/other.md") == "river.md"
    assert book.link("/old/river/#part", base="a.md") == "2019/river.md#part"
    assert book.link("https://elsewhere.example.org/old/river/", base="a.md") is None


def test_an_alias_never_takes_anothers_place(book):
    settle(book, "a", former=["/2019/b/", "/same/", "/tags/x/", "/", "/../up/"])
    settle(book, "b", former=["/same/", "/2019/A/"])
    assert book.aliases("a") == ["/same/"]
    assert book.aliases("b") == []


@pytest.mark.parametrize(
    ("base_url", "aliases"),
    [
        ("", ["/2014/river/", "/?p=7"]),
        ("https://example.org/", ["/2014/river/", "/?p=7"]),
        ("https://new.example.net/blog/", ["/2014/river/", "/?p=7"]),
        ("https://new.example.net/", ["/blog/2014/river/", "/blog/?p=7"]),
        ("https://new.example.net/other/", ["/blog/2014/river/", "/blog/?p=7"]),
    ],
)
def test_a_site_in_a_folder_keeps_its_addresses_wherever_the_new_one_stands(base_url, aliases):
    settings = Settings(title="x", base_url=base_url)
    book = AddressBook(settings, hosts=frozenset({"river.example.net"}), base="/blog")
    settle(book, "river", former=["https://river.example.net/blog/2014/river/", "/?p=7"])
    settle(book, "home", former=["https://river.example.net/blog/"])
    assert book.aliases("river") == aliases
    assert book.aliases("home") == (["/blog/"] if aliases[0].startswith("/blog") else [])
    for address in ("https://river.example.net/blog/?p=7", "/blog/2014/river/", "/2014/river/"):
        assert book.link(address, base="a.md") == "2019/river.md"


def test_former_addresses_are_decoded(book):
    settle(book, "river", former=["/%d8%b1%d9%88%d8%af/", "/100%25/", "/a%3fb/"])
    assert book.aliases("river") == ["/رود/", "/100%25/", "/a%3fb/"]
    assert book.link("/%D8%B1%D9%88%D8%AF/", base="a.md") == "2019/river.md"


def test_only_addresses_that_the_site_needs_itself_are_no_aliases(book):
    kept = ["/archive/river.html", "/pages/river.html", "/search/river/", "/archive/2019/river/"]
    settle(
        book,
        "a",
        former=[*kept, "/archive/", "/archive/2019/", "/tags/x/", "/page/2/", "/feed.xml", "/404.html"],
    )
    assert book.aliases("a") == kept


def test_pages_keep_away_from_the_sites_own_addresses(book):
    assert settle(book, "tags", page=True, folder="pages").url == "tags-page/"
    deep = settle(book, "ana", page=True, folder="pages/authors/staff")
    assert (deep.path, deep.url) == ("pages/authors-page/staff/ana.md", "authors-page/staff/ana/")
    assert settle(book, "ana-fa", page=True, folder="pages/tags", lang="fa").url == "fa/tags-page/ana-fa/"
    assert settle(book, "2019", page=True, folder="pages/archive").url == "archive-page/2019/"
    assert settle(book, "help", page=True, folder="pages/search").url == "search/help/"


def test_articles_keep_away_from_the_sites_own_addresses_whatever_the_pattern():
    book = AddressBook(Settings(title="x", permalink="/{path}/"))
    assert settle(book, "reeds", folder="tags").url == "tags-page/reeds/"
    book = AddressBook(Settings(title="x", permalink="/{slug}/"))
    assert settle(book, "tags", folder="2019").url == "tags-page/"
    book = AddressBook(Settings(title="x", permalink="/tags/{slug}/"))
    assert settle(book, "reeds", folder="tags").url == "tags/reeds/"  # as the settings have it


# --- words ---------------------------------------------------------------------------------------


def test_words_lost_and_gained_are_told_apart():
    page = '<article><h1>T</h1><div class="e-content"><p>one two extra</p><img alt="picture"></div></article>'
    loss = verifying.difference(
        "a.md", 1, "one *two* [three](https://x.example/y) ![picture](p.jpg) {{ tag }}", page
    )
    assert (loss.words, loss.missing, loss.added) == (3, ("three",), ("extra",))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("", ("", 0)), ("Words", ("", 0)), ("#Words", ("", 0)), ("\n # A *weir*  \nWords", ("A weir", 15)),
        ("# A weir ## {#weir .x}  ", ("A weir", 24)), ("# A {weir} by {x", ("A {weir} by {x", 16)), ("# {weir}", ("{weir}", 8)),
        ("# A } {x}}", ("A } {x}}", 10)), ("# #\n", ("#", 4)), ("#  \nA", ("", 4)), ("# A # weir #", ("A # weir", 12)),
    ],
)  # fmt: skip
def test_the_heading_that_a_body_begins_with(body, found):
    assert keys.heading_of(body) == found


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ("{{ page.fileSlug }}/", "/b/"), ("/{{title | slug}}/{{page.fileSlug}}.html", "/a-weir/b.html"),
        ("{{\n page.filePathStem\t}}", "/a/b"), ("/{{ page.date }}/", ""), ("/{{}}/", ""), ("/{{ }}/", ""), ("/x/{{ y", "/x/{{ y"),
    ],
)  # fmt: skip
def test_the_address_that_eleventys_placeholders_give(template, address):
    assert toolconf.eleventy_address(template, folder="a", stem="b", title="A weir") == address


def test_the_report_names_every_place_of_a_problem():
    tally = Tally(
        problems=[warning("unknown-page", "a.md", f"/{n} leads nowhere", line=n) for n in range(1, 700)]
    )
    assert "- `a.md:699`: /699 leads nowhere" in report.markdown(tally, "old", "jekyll")
