"""Front matter: what is read, what is reported, what is shown to readers."""

import textwrap
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import frontmatter
from sitegen.decoding.article import FRONT_MATTER
from sitegen.frontmatter import Document, FrontMatter
from sitegen.model import Correction, Expanded, Settings, SnapshotMedia, Source, TagSettings, Withdrawal
from sitegen.problems import has_errors

SITE = Settings(title="River archive", base_url="https://river.example.org/a/", timezone="Europe/Paris")
X = "https://x.com/example_river/status/1102600000000000000"


def read(head: str, *, path: str = "2019/river.md", title: str = "title: The river\n") -> FrontMatter:
    """The value of a head that must be free of problems but for warnings."""
    front, problems = frontmatter.read(path, f"---\n{title}{textwrap.dedent(head)}---\n", SITE)
    assert front, problems
    return front


def dated(head: str) -> FrontMatter:
    return read("date: 2019-03-04\n" + textwrap.dedent(head))


def codes(text: str, path: str = "2019/river.md", site: Settings = SITE) -> list[tuple[int, str]]:
    return [(p.line, p.code) for p in frontmatter.read(path, text, site)[1]]


# --- the two parts of a file ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("---\na: b\n---\nText\n", Document("a: b\n", 2, "Text\n", 4)),
        ("\ufeff---\na: b\n---\nText\n", Document("a: b\n", 2, "Text\n", 4)),
        ("\n\n\ufeff---  \na: b\n--- \nText\n", Document("a: b\n", 4, "Text\n", 6)),
        ("---\r\na: b\r\n---\r\n\r\nText\r\n", Document("a: b\n", 2, "\nText\n", 4)),
        ("---\na: b\r---\rText", Document("a: b\n", 2, "Text", 4)),
        ("---\na: b\n---\n\nText\n\n---\n\nMore\n", Document("a: b\n", 2, "\nText\n\n---\n\nMore\n", 4)),
        ("---\na: |\n  ---\n  b\n---\nText", Document("a: |\n  ---\n  b\n", 2, "Text", 6)),
        ("---\na: b\n...\nText", Document("a: b\n", 2, "Text", 4)),
        ("---\n---\n", Document("", 2, "", 3)),
        ("---\n---", Document("", 2, "", 3)),
        ("", Document(None, 1, "", 1)),
        ("Text\n\n---\n\nMore", Document(None, 1, "Text\n\n---\n\nMore", 1)),
        ("----\na: b\n----\n", Document(None, 1, "----\na: b\n----\n", 1)),
        (" ---\na: b\n---\n", Document(None, 1, " ---\na: b\n---\n", 1)),
        ("---\na: b\n", Document(None, 2, "", 2, unclosed=True)),
        ("---", Document(None, 2, "", 2, unclosed=True)),
    ],
)
def test_split(text, document):
    assert frontmatter.split(text) == document


@given(st.text(alphabet="-\n\r\ufeff ab:.", max_size=40))
def test_split_keeps_the_lines_of_head_and_body(text):
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    document = frontmatter.split(text)
    if not document.unclosed:
        body = document.body.split("\n")
        assert lines[document.body_line - 1 :][: len(body)] == body or document.body == ""
    if document.head:
        head = document.head.removesuffix("\n").split("\n")
        assert lines[document.head_line - 1 :][: len(head)] == head


# --- values --------------------------------------------------------------------------------------


def test_the_raw_text_decides_whatever_yaml_would_make_of_it():
    front = dated("""
        slug: 2020-01
        tags: [404, no, 1.10, 12:30:45, 003, null, ~, "null", yes, 1e3, 0x1F, .5, 2019-03-04]
        authors: 007
        summary: on
        lang: no
        """)
    assert front.slug == "2020-01"
    assert front.tags == (
        "404", "no", "1.10", "12:30:45", "003", "null", "yes", "1e3", "0x1F", ".5", "2019-03-04",
    )  # fmt: skip
    assert front.authors == ("007",)
    assert front.summary == "on"
    assert front.lang == "no"


@pytest.mark.parametrize(
    ("tags", "told"),
    [
        ("[آب، نان]", ["آب، نان"]),
        ('["water, bread"]', ["water, bread"]),
        ("[x, 水、土]", ["水、土"]),
        ('["water, bread", x]', []),
        ("[water, bread]", []),
        ("\n  - water, bread\n  - آب، نان", []),
        ("[{a: b}, [x、y]]", []),
    ],
)
def test_a_comma_that_parts_nothing_between_brackets_is_told_of(tags, told):
    text = f"---\ntitle: The river\ndate: 2019-03-04\ntags: {tags}\n---\n"
    _, problems = frontmatter.read("a.md", text, SITE)
    found = [problem for problem in problems if problem.code == "comma-in-entry"]
    assert [problem.message.split("”")[0][1:] for problem in found] == told
    assert all(
        f"write [{text.replace('، ', ', ').replace('、', ', ')}]" in p.hint
        for text, p in zip(told, found, strict=True)
    )


@pytest.mark.parametrize(
    "tags", ['["bread, roses"]', '["Bread,  Roses"]', "[نان، گل]", '["1,000 dead"]', "[۱،۰۰۰]"]
)
def test_a_comma_in_a_tag_of_the_settings_or_in_a_number_is_meant(tags):
    site = replace(SITE, tags=(TagSettings("bread, roses", aliases=("نان، گل",)),))
    assert codes(f"---\ntitle: t\ndate: 2019-03-04\ntags: {tags}\n---\n", site=site) == []


def test_the_cure_of_commas_keeps_numbers_whole():
    text = '---\ntitle: t\ndate: 2019-03-04\ntags: ["1,000 dead, river"]\n---\n'
    (problem,) = frontmatter.read("a.md", text, SITE)[1]
    assert 'write ["1,000 dead", river]' in problem.hint


def test_lists_one_text_and_commas():
    assert dated("tags: river, open records ,,water\n").tags == ("river", "open records", "water")
    assert dated("tags: آب، نان\n").tags == ("آب", "نان")
    assert dated("tags: 河川，水、米\n").tags == ("河川", "水", "米")
    assert dated("tags:\n  - آب، نان\n").tags == ("آب، نان",)
    assert dated("authors: آنا، بن\n").authors == ("آنا، بن",)
    assert dated("tags:\n  - Paris, Texas\n  - river\n  - river\n").tags == ("Paris, Texas", "river")
    assert dated("authors: Ana Example, PhD\n").authors == ("Ana Example, PhD",)
    assert dated("authors: A and B \n").authors == ("A and B",)
    assert dated("tags: []\nauthors:\n  -\naliases: ~\nsources: []\ntweets:\ncorrections: []\n").tags == ()


@pytest.mark.parametrize("name", ["authors", "tags", "aliases", "sources", "tweets", "corrections", "summary",
                                  "updated", "slug", "image", "lang", "draft"])  # fmt: skip
def test_a_key_without_value_counts_as_not_there(name):
    assert dated(f"{name}:\n") == _with_lines(dated(f"{name}: ~\n"))
    assert codes(f"---\ntitle: t\ndate: 2019-03-04\n{name}: null\n---\n") == []


def _with_lines(front: FrontMatter) -> FrontMatter:
    return replace(front, public=front.public.replace(" ~", ""))


@pytest.mark.parametrize("name", FRONT_MATTER.fields)
@pytest.mark.parametrize("value", ["|\n  a\n  b", '{"a\\nb": "c\\nd"}', '["a\\nb", {"c\\nd": "e\\nf"}]'])
def test_a_message_is_one_line_whatever_it_quotes(name, value):
    _, problems = frontmatter.read("a.md", f"---\ntitle: t\ndate: 2019-03-04\n{name}: {value}\n---\n", SITE)
    assert not any("\n" in problem.message + problem.hint for problem in problems)


def test_control_characters_that_yaml_spells_are_left_out_and_told():
    head = r"""title: "a\0b\x07c\u2028d\ufffee"
date: 2019-03-04
tags: ["x\by", 'x\0y', "C:\\bin"]
authors: ["J\edoe"]
summary: "s\x1f"
sources: [{id: a, title: "t\x0bu"}]
corrections: [{date: 2019-03-05, "te\x7fxt": "c\x1e"}]
"""
    front, problems = frontmatter.read("a.md", f"---\n{head}---\n", SITE)
    assert front
    assert (front.title, front.tags, front.authors) == ("abc de", ("xy", r"x\0y", r"C:\bin"), ("Jdoe",))
    assert (front.summary, front.sources[0].title, front.corrections[0].text) == ("s", "tu", "c")
    assert [(p.line, p.column, p.code) for p in problems] == [
        (line, column, "control-characters")
        for line, column in ((2, 8), (4, 8), (5, 11), (6, 10), (7, 26), (8, 34), (8, 46))
    ]
    assert problems[0].message == "3 invisible control characters were left out"
    assert problems[0].hint == "the first is U+0000: remove it from the file"


def test_titles_are_one_line_of_plain_text():
    def title(text: str) -> str:
        return read("date: 2019-03-04\n", title=f"title: {text}\n").title

    assert title(">\n  The river\n  is back\n") == "The river is back"
    assert title("|\n  The river\n\n  is back\n") == "The river is back"
    assert title("'Fish &amp; chips &#8211; &amp;amp; more'") == "Fish & chips – &amp; more"
    assert title("The <em>clean</em> river<br>") == "The clean river"
    assert title("1 < 2 & <title> is no tag of a line") == "1 < 2 & <title> is no tag of a line"
    assert title("'&lt;em&gt; is kept'") == "<em> is kept"
    assert title('"  spaces\\tin   it "') == "spaces in it"
    assert title("Une question\u00a0?") == "Une question\u00a0?"
    assert title("می\u200cخواهم") == "می\u200cخواهم"
    assert title("404") == "404"


@pytest.mark.parametrize(
    ("written", "iso", "timed"),
    [
        ("2019-07-04", "2019-07-04T00:00:00+02:00", False),
        ("2019-1-4", "2019-01-04T00:00:00+01:00", False),
        ("2014-03-04 12:18:53 -0400", "2014-03-04T12:18:53-04:00", True),
        ("2018-04-23 23:04", "2018-04-23T23:04:00+02:00", True),
        ('"2018-04-23T23:04:05.5Z"', "2018-04-23T23:04:05.500000+00:00", True),
        ("2015-03-17 14:00:00 +16:30", "2015-03-17T14:00:00+16:30", True),
    ],
)
def test_dates_stay_as_written_or_are_in_the_sites_zone(written, iso, timed):
    front = read(f"date: {written}\n")
    assert front.date
    assert front.date.isoformat() == iso
    assert front.timed is timed


def test_a_file_name_supplies_a_missing_date():
    front = read("tags: river\n", path="2020/2020-3-29-river.md")
    assert front.date
    assert front.date.isoformat() == "2020-03-29T00:00:00+01:00"
    assert not front.timed
    assert read("date: 2020-03-29 23:30 -0700\n", path="2020-03-29-river.fa.md").date


def test_standing_pages_need_no_date():
    assert read("", path="pages/about.md").date is None
    assert codes("---\ntitle: About\n---\n", "pages/about.md") == []


def test_updated_has_the_sites_zone():
    updated = dated("updated: 2019-08-01 10:00\n").updated
    assert updated == datetime(2019, 8, 1, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize("word", ["true", "yes", "on", "True", '"true"', "1"])
def test_draft_in_any_word(word):
    assert dated(f"draft: {word}\n").draft
    assert not dated("draft: no\n").draft


@pytest.mark.parametrize(
    "line",
    [
        "published: false",
        "published: no",
        "status: draft",
        "Status: Hidden",
        "PUBLISHED: False",
        "publish: false",
        "private: true",
    ],
)
def test_what_other_tools_keep_back_is_kept_back(line):
    front, problems = frontmatter.read("a.md", f"---\ntitle: t\ndate: 2019-03-04\n{line}\n---\n", SITE)
    assert front
    assert front.draft
    assert [p.code for p in problems] == ["unknown-key"]
    assert "draft: true" in problems[0].hint


@pytest.mark.parametrize(
    "line", ["published: true", "status: published", "published: 2019-03-04", "publish: true", "private: no"]
)
def test_what_other_tools_publish_is_published(line):
    assert not dated(line + "\n").draft


def test_languages_have_their_usual_spelling():
    assert dated("lang: FA\n").lang == "fa"
    assert dated("lang: zh-hant-tw\n").lang == "zh-Hant-TW"
    assert dated("lang: en-gb\n").lang == "en-GB"


def test_aliases_begin_at_the_root():
    front = dated("""
        aliases:
          - /old/river/
          - https://river.example.org/a/2001/river.html
          - /?p=12
          - /old/river/
        """)
    assert front.aliases == ("/old/river/", "/2001/river.html", "/?p=12")
    assert dated("aliases: /one/\n").aliases == ("/one/",)


@pytest.mark.parametrize(
    ("alias", "hint"),
    [
        ("/old#x", "no server is told what follows a #: write /old"),
        ("/?p=12#x", "no server is told what follows a #: write /?p=12"),
        ("/a/?x", "after a ? only pairs such as p=12 can be told apart: add them, or write /a/"),
        ("/a/?p=1&x", "after a ? only pairs such as p=12 can be told apart: add them, or write /a/"),
        ("/", "the first page is the site's own: remove it"),
        ("/.old/x", "a site has no names that begin with a dot: remove it"),
        ("/a/.old.html", "a site has no names that begin with a dot: remove it"),
        ("/tags/a/atom.xml", "no .xml file can redirect: remove it, or put a / at its end if it was a page"),
        ("/Old.JSON", "no .JSON file can redirect: remove it, or put a / at its end if it was a page"),
    ],
)
def test_an_alias_of_which_no_redirect_comes_is_told_at_its_place(alias, hint):
    text = f"---\ntitle: t\ndate: 2019-03-04\naliases: [/good/, '{alias}']\n---\n"
    front, found = frontmatter.read("a.md", text, SITE)
    assert front
    told = [(p.severity, p.line, p.column, p.code, p.hint) for p in found]
    assert told == [("warning", 4, 19, "alias-without-effect", hint)]


@pytest.mark.parametrize("alias", ["/old", "/old/", "/?p=12", "/a/?p=12&q=", "/old.html", "/100%23/"])
def test_an_alias_that_leads_on_is_no_fault(alias):
    assert codes(f"---\ntitle: t\ndate: 2019-03-04\naliases: '{alias}'\n---\n") == []


def test_aliases_may_be_percent_encoded():
    front = dated("aliases: [/%D8%B1%D9%88%D8%AF/, /100%25/, /caf%E9/]\n")
    assert front.aliases == ("/رود/", "/100%25/", "/caf%E9/")


def test_an_image_and_what_it_shows():
    front = dated("image: photos/river.jpg\nimage_alt: Reeds\n")
    assert (front.image, front.image_alt, front.place("image")) == ("photos/river.jpg", "Reeds", (4, 8))
    assert dated('image: a.jpg\nimage_alt: ""\n').image_alt == ""
    assert dated("image: a.jpg\n").image_alt is None


# --- evidence ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["report-2.a:b_", "خبر", "می\u200cرود", "समाचार-२", "新聞", "cafe\u0301"])
def test_ids_are_of_any_script(name):
    front = dated(f"sources: [{{id: '{name}', title: T}}]\ntweets: [{{id: '{name}', text: W}}]\n")
    assert (front.sources[0].id, front.tweets[0].id) == (name, name)


@pytest.mark.parametrize("name", ["the report", "خبر، ص", "a؛b", "a/b", "a\u00a0b", "新聞、一", "<a>"])
def test_an_id_has_no_spaces_and_no_marks_that_part_citations(name):
    text = f"---\ntitle: T\ndate: 2019-03-04\nsources: [{{id: '{name}', title: T}}]\n---\n"
    assert codes(text) == [(4, "wrong-value")]


def test_sources_in_both_forms_and_ids_for_all():
    front = dated("""
        sources:
          - https://press.example.org/first
          - id: s1
            url: https://press.example.org/second
            title: The report
            publisher: Example Press
            author: [Ana Example, Ben Example]
            date: 2019-3
            accessed: 2019-03-04 10:00
            archived: https://archive.example.org/2019/report
            note: Page 4
          - title: A book without address
        """)
    assert front.sources == (
        Source("s2", "https://press.example.org/first"),
        Source(
            "s1",
            "https://press.example.org/second",
            "The report",
            "Example Press",
            ("Ana Example", "Ben Example"),
            "2019-03",
            "2019-03-04T10:00:00+01:00",
            "https://archive.example.org/2019/report",
            "Page 4",
        ),
        Source("s3", title="A book without address"),
    )
    assert dated("sources: https://press.example.org/\n").sources == (
        Source("s1", "https://press.example.org/"),
    )


def test_tweets_in_all_forms():
    front = dated("""
        tweets:
          - https://mobile.twitter.com/example_river/status/1102600000000000000?s=20
          - url: http://twitter.com/example_lake/statuses/20
            author: Lake Watch
            handle: "@example_lake"
            date: 2019-3-4
            text: |
              The lake
              too.
            lang: EN
            links:
              - short: https://t.co/abc
                expanded: https://press.example.org/lake
              - https://press.example.org/more
            media:
              - file: lake.jpg
                alt: The lake
              - ../shared/b.jpg
              - /photos/c.jpg
              - _snapshots/x/media/d.jpg
            status: Deleted
            note: Gone since May.
          - id: scrap-1
            text: "404"
        """)
    bare, full, local = front.tweets
    assert (bare.provider, bare.id, bare.status, bare.captured_via) == (
        "x",
        X.rpartition("/")[2],
        "uncaptured",
        "",
    )
    assert (full.provider, full.id) == ("x", "20")
    assert (full.author_name, full.author_handle, full.created_at) == (
        "Lake Watch",
        "example_lake",
        "2019-03-04",
    )
    assert (full.text, full.lang, full.status, full.note) == (
        "The lake\ntoo.",
        "en",
        "deleted",
        "Gone since May.",
    )
    assert full.captured_via == "manual"
    assert full.links == (
        Expanded("https://t.co/abc", "https://press.example.org/lake"),
        Expanded("https://press.example.org/more", "https://press.example.org/more"),
    )
    assert full.media == (
        SnapshotMedia("2019/lake.jpg", alt="The lake"),
        SnapshotMedia("shared/b.jpg"),
        SnapshotMedia("photos/c.jpg"),
        SnapshotMedia("_snapshots/x/media/d.jpg"),
    )
    assert (local.provider, local.id, local.url, local.text) == ("x", "scrap-1", "", "404")


def test_an_entry_may_have_a_name_of_its_own_beside_its_address():
    front = dated(f"tweets:\n  - {{id: first, url: {X}}}\n  - {{id: '20', text: t}}\n")
    assert [(post.key, post.label) for post in front.tweets] == [
        ("x/1102600000000000000", "first"),
        ("x/20", ""),
    ]


def test_posts_of_every_provider_are_known():
    front = dated("""
        tweets:
          - https://www.youtube.com/watch?v=abcdefghijk
          - https://vimeo.com/123456789
          - https://bsky.app/profile/river.example.org/post/3kabcdefghi2x
          - https://social.example.org/@example_river/109300000000000000
        """)
    assert [post.provider for post in front.tweets] == ["youtube", "vimeo", "bluesky", "mastodon"]


def test_corrections_and_withdrawals():
    front = dated("corrections:\n  - date: 2019-05-06\n    text: Not March, but May.\n")
    assert front.corrections == (Correction("2019-05-06", "Not March, but May."),)
    assert front.corrected == datetime(2019, 5, 5, 22, tzinfo=UTC)
    fixes = "corrections:\n- {date: 2019-05-06T10:00+02:00, text: May.}\n- {date: 2019-05, text: June.}\n"
    assert dated(fixes).corrected == datetime(2019, 5, 6, 8, tzinfo=UTC)
    assert dated("").corrected is None
    assert dated("withdrawn: {date: 2019-05-06, reason: It was wrong.}\n").withdrawn == Withdrawal(
        "2019-05-06", "It was wrong."
    )


@pytest.mark.parametrize(
    ("head", "fixes", "corrected"),
    [
        ("date: 2019-05-06 10:00", ["2019-05-06"], "2019-05-06T10:00:01"),
        ("date: 2019-05-06", ["2019-05-06"], "2019-05-06T00:00:01"),
        ("date: 2019-05-06 10:00", ["2019-05-06", "2019-05-06"], "2019-05-06T10:00:02"),
        ("date: 2019-05-06 23:59:59", ["2019-05-06"], "2019-05-06T23:59:59"),
        ("date: 2019-05-01\nupdated: 2019-05-06 12:00", ["2019-05-06"], "2019-05-06T12:00:01"),
        ("date: 2019-05-01", ["2019-05-06"], "2019-05-06T00:00:00"),
        ("date: 2019-05-01", ["2019-05-06", "2019-05-06", "2019-05-02"], "2019-05-06T00:00:01"),
        ("date: 2019-05-01", ["2019-05-06", "2019-05-06T08:00"], "2019-05-06T08:00:01"),
        ("date: 2019-05-01", ["2019-05-06", "2019-05-07T08:00"], "2019-05-07T08:00:00"),
    ],
)
def test_each_correction_of_a_day_comes_after_all_else_of_that_day(head, fixes, corrected):
    rows = "".join(f"- {{date: {day}, text: It was May.}}\n" for day in fixes)
    front, _ = frontmatter.read("a.md", f"---\ntitle: T\n{head}\ncorrections:\n{rows}---\n", SITE)
    assert front.corrected.replace(tzinfo=None).isoformat() == corrected


@pytest.mark.parametrize(
    ("written", "withdrawn"),
    [
        ("true", Withdrawal("", "")),
        ("2019-05", Withdrawal("2019-05", "")),
        ("A source took it back.", Withdrawal("", "A source took it back.")),
        ("{reason: Wrong}", Withdrawal("", "Wrong")),
        ("{}", Withdrawal("", "")),
        ("false", None),
    ],
)
def test_an_article_is_withdrawn_however_it_is_said(written, withdrawn):
    assert dated(f"withdrawn: {written}\n").withdrawn == withdrawn


@pytest.mark.parametrize("line", ["withdrawn:", "withdrawn: ~", 'withdrawn: ""'])
def test_a_withdrawal_without_a_word_is_not_published_as_if_nothing_were(line):
    _, found = frontmatter.read("a.md", f"---\ntitle: t\ndate: 2019-03-04\n{line}\n---\n", SITE)
    assert [(p.severity, p.line, p.code, p.message) for p in found] == [
        ("error", 4, "missing-key", "“withdrawn” is empty")
    ]
    assert found[0].hint.startswith("add withdrawn: {date: ")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("Draft: true", "draft"),
        ("DRAFT: yes", "draft"),
        ("drafts: true", "draft"),
        ("darft: true", "draft"),
        ("Withdrawn: true", "withdrawn"),
        ("withdrawal: {date: 2019-05-06, reason: Wrong}", "withdrawn"),
    ],
)
def test_a_misspelt_key_that_keeps_back_is_an_error(line, meant):
    _, found = frontmatter.read("a.md", f"---\ntitle: t\ndate: 2019-03-04\n{line}\n---\n", SITE)
    assert [(p.severity, p.line, p.code) for p in found] == [("error", 4, "unknown-key")]
    assert f"did you mean “{meant}”?" in found[0].hint


def test_a_misspelt_draft_is_an_error_in_a_file_with_however_many_problems():
    many = "".join(f"unknown{number}: x\n" for number in range(200))
    _, found = frontmatter.read("a.md", f"---\ntitle: t\ndate: 2019-03-04\n{many}Draft: 1\n---\n", SITE)
    assert found[0].severity == "error"


def test_a_key_that_a_tab_pushed_into_another_is_not_missed():
    assert codes("---\ntitle: t\n\tdate: 2019-03-04\n---\n") == [(3, "yaml-syntax")]
    assert codes("---\ntitle: t\ntags:\n\t- a\n---\n") == [(2, "missing-key"), (4, "yaml-syntax")]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("math: true", "remove it; a key of your own begins with “_”"),
        ("He said: no", "put it in quotes if it is meant as text, with all that follows the colon"),
    ],
)
def test_a_key_that_is_like_none_is_taken_for_none(line, hint):
    _, found = frontmatter.read("a.md", f"---\ntitle: t\ndate: 2019-03-04\n{line}\n---\n", SITE)
    assert [(p.code, p.hint) for p in found] == [("unknown-key", hint)]


@pytest.mark.parametrize("line", ["Tags: river", "summery: A river", "_drafts: true"])
def test_other_unknown_keys_are_warnings_or_private(line):
    front, found = frontmatter.read("a.md", f"---\ntitle: t\ndate: 2019-03-04\n{line}\n---\n", SITE)
    assert front
    assert {p.severity for p in found} <= {"warning"}


# --- problems ------------------------------------------------------------------------------------


def test_all_faults_of_a_file_are_told_at_their_places():
    text = textwrap.dedent("""\

        ---
        title: Water: the report
        date: 2019-13-01
        sources:
          - url: ftp://press.example.org/
            titel: x
        tweets:
          - id: a b
            text: Hello
        draft: perhaps
        summary: "never closed
        aliases: old
        ---
        """)
    _, problems = frontmatter.read("a.md", text, SITE)
    assert [(p.line, p.column, p.code) for p in problems] == [
        (3, 13, "yaml-syntax"),
        (4, 7, "wrong-date"),
        (6, 10, "wrong-url"),
        (7, 5, "unknown-key"),
        (9, 5, "incomplete-post"),
        (9, 9, "wrong-value"),
        (11, 8, "wrong-type"),
        (12, 10, "yaml-syntax"),
        (13, 10, "wrong-alias"),
    ]
    assert {p.path for p in problems} == {"content/a.md"}


def test_an_unreadable_key_is_not_missed_as_well():
    assert codes('---\ntitle: "The river\ndate: 2019-03-04\n---\n') == [(2, "yaml-syntax")]
    assert codes("---\ntitle: The river\ndate: a: b\n---\n") == [(3, "yaml-syntax")]


def test_hostile_yaml_is_answered_in_bounded_time():
    bomb = "_a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"_{b}: &{b} [{','.join(['*' + a] * 10)}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    wide = (
        "_a: &a {"
        + ",".join(f"k{i}: v" for i in range(3000))
        + "}\nsources: ["
        + ",".join(["*a"] * 3000)
        + "]\n"
    )
    head = "title: t\ndate: 2019-03-04\n"
    for hostile, code in (
        (bomb + "tags: *j\n", "wrong-type"),
        (wide, "more-problems"),
        ("tags: " + "[" * 50_000 + "\n", "too-large"),
        ("tags: " + "{" * 50_000 + "\n", "too-large"),
        ("tags:\n  " + "- " * 50_000 + "\n", "too-large"),
        ("tags:\n  " + "? " * 50_000 + "\n", "too-large"),
        ("summary: " + "x" * 5_000_000 + "\n", "too-large"),
        ("".join(f"k{i}: v\n" for i in range(5000)), "more-problems"),
    ):
        _, problems = frontmatter.read("a.md", f"---\n{head}{hostile}---\n", SITE)
        assert code in {p.code for p in problems}
        assert len(problems) <= 101
        assert has_errors(problems) or code == "more-problems"


def test_an_alias_has_one_slash_between_its_folders():
    front = dated("aliases: [/a//b, /a/b, /c///d//?u=http://x]\n")
    assert front.aliases == ("/a/b", "/c/d/?u=http://x")


def test_a_time_without_offset_is_one_of_the_sites_zone_wherever_it_is_kept_as_text():
    front = dated("""
        tweets:
          - {id: a, text: A, date: "2020-01-01 00:30:00 +03:30"}
          - {id: b, text: B, date: 2020-07-01 00:30}
          - {id: c, text: C, date: 1905-07-01 00:30}
          - {id: d, text: D, date: 2020-07-01}
        corrections:
          - {date: 2020-01-01 00:30, text: Not March.}
    """)
    assert [post.created_at for post in front.tweets] == [
        "2020-01-01T00:30:00+03:30",
        "2020-07-01T00:30:00+02:00",
        "1905-07-01T00:30:00+00:09",
        "2020-07-01",
    ]
    assert front.corrections[0].date == "2020-01-01T00:30:00+01:00"


@pytest.mark.parametrize(
    ("head", "unread"),
    [
        ("summary: [x]\nsources: [https://example.org/]\n", {"summary"}),
        (
            "sources:\n- {id: a, url: https://example.org/}\n- {id: b}\n- {id: c, title: C}\ntags: []\n",
            {"sources"},
        ),
        ("tweets: [{id: a}]\nimage: a.jpg\n", {"tweets"}),
        ("tags: [a, b\nsummary: A text\n", {"tags"}),
        ("".join(f"date{i}: x\n" for i in range(120)) + "sources: [{id: b}]\n", {"title", "date", "sources"}),
    ],
)
def test_after_an_error_is_known_of_which_keys_not_all_is_known(head, unread):
    front, problems = frontmatter.read("a.md", f"---\ntitle: t\ndate: 2019-03-04\n{head}---\n", SITE)
    assert has_errors(problems)
    assert front
    assert front.unread == unread


def test_a_front_matter_of_many_entries_is_read():
    front = dated("sources:\n" + "".join(f"  - https://example.org/{i}\n" for i in range(20_000)))
    assert len(front.sources) == 20_000


# --- what readers may have -----------------------------------------------------------------------


def public(head: str) -> str:
    return dated(head).public.removeprefix("title: The river\ndate: 2019-03-04").removeprefix("\n")


def test_public_text_is_as_it_was_written():
    head = textwrap.dedent("""\
        tags: [ 404,  "no" ]
        summary: >-
          Folded
          text

        sources:
        - id: a
          url: "https://press.example.org/a"
        -   url: https://press.example.org/b
            title: 'It''s'
        tweets:
          - https://x.com/example_river/status/1102600000000000000
          - {id: "7", text: "a # b"}
        image: river.jpg
        """)
    kept = (
        head.replace('"   \n', '"\n').replace("text\n\n", "text\n").replace('[ 404,  "no" ]', '[404, "no"]')
    )
    assert public(head) == kept.rstrip()


def test_private_and_unknown_keys_and_comments_are_not_public():
    shown = public("""\
        # secret one
        _todo: secret two
        summary: Water # secret three
        layout: secret four
        tags:
          # secret five
          - river  # secret six
          - water
          # secret seven
        sources:
          - _source: secret eight
            url: https://press.example.org/#part
            lawyer: secret nine # secret ten
          - url: https://press.example.org/b
        tweets: # secret eleven
          - id: "7"
            # secret twelve
            _mail: secret thirteen
            text: | # secret fourteen
              Hash # stays
            _list:
              - secret fifteen
            links: [{short: https://t.co/a, expanded: https://press.example.org/c, _x: secret sixteen}]
        _more:
          deep: secret seventeen
        # secret eighteen
        """)
    assert "secret" not in shown
    assert yaml.safe_load(shown) == {
        "summary": "Water",
        "tags": ["river", "water"],
        "sources": [{"url": "https://press.example.org/#part"}, {"url": "https://press.example.org/b"}],
        "tweets": [
            {
                "id": "7",
                "text": "Hash # stays\n",
                "links": [{"short": "https://t.co/a", "expanded": "https://press.example.org/c"}],
            }
        ],
    }


def test_what_follows_block_text_and_what_is_overwritten_is_not_public():
    shown = public("""\
        summary: secret one
        corrections:
          - date: 2019-05-06
            text: |
              Not March.

              # stays
            # secret two
          # secret three
          - {date: 2019-05-07, text: "Not <!-- secret four --> May."}
        # secret five
        ? slug
        : river
        summary: >

          Water

        # secret six
        """)
    assert "secret" not in shown
    assert yaml.safe_load(shown)["summary"].strip() == "Water"
    assert yaml.safe_load(shown)["slug"] == "river"
    assert yaml.safe_load(shown)["corrections"][0]["text"] == "Not March.\n\n# stays\n"


def test_withheld_posts_keep_only_their_place():
    shown = public("""\
        tweets:
          - text: secret one
            author: secret two
            id: "7"
            handle: secret_three
            media: [secret-four.jpg]
            status: Withheld
            note: Kept back for the author's safety.
          - {status: "withheld", id: "8", text: secret five}
          - {status: live, id: "9", text: open}
        """)
    assert "secret" not in shown
    assert [sorted(post) for post in yaml.safe_load(shown)["tweets"]] == [
        ["id", "note", "status"],
        ["id", "status"],
        ["id", "status", "text"],
    ]


def test_withdrawn_articles_keep_only_their_notice():
    front = dated("withdrawn:\n  date: 2019-05-06\n  reason: Wrong\nsummary: secret\ntags: [secret]\n")
    assert yaml.safe_load(front.public).keys() == {"title", "date", "withdrawn"}
    assert "secret" not in front.public


def test_aliases_and_one_line_heads_hide_nothing_private():
    front, _ = frontmatter.read(
        "a.md", "---\n{title: t, _s: secret, date: 2019-03-04, tags: [a, b]}\n---\n", SITE
    )
    assert front
    assert front.public == "{title: t, date: 2019-03-04, tags: [a, b]}"
    shown = public("_s: &s secret\nsummary: *s\ntags: [river, *s]\n")
    assert "secret" not in shown
    assert yaml.safe_load(shown) == {"tags": ["river"]}


# --- anything at all -----------------------------------------------------------------------------

LINES = st.sampled_from([
    "title: The river", "date: 2019-03-04", "tags: [a, b", "tags:", "  - x", "- y", "sources:",
    "  - url: https://a.example/", "    id: b", "_p: 1", "# c", '"', "'", "a: b: c", '\t- t', "*x",
    "&x y", "? z", "{", "}", "tweets: &t", "  - *t", "summary: >", "  text", "withdrawn: true",
    "draft:", "<<: {a: b}", "!!set {a}", "%YAML 1.1", "text: |+", '\x00', '\ud800',
    "aliases: [/a, //b]", "date: 9999-12-31", "date: 0001-01-01 00:00 +14:00", '\u2028', '\x85',
    "---", "...", "corrections: [1]", "summary: |", "  status: withheld", "  - id: 7",
    "    text: b #c",
])  # fmt: skip
SIGNS = st.text(alphabet="-:[]{}\n \"'#&*!|>%@`ab_?,", max_size=60)
HEADS = st.lists(LINES, max_size=12).map("\n".join) | st.text(max_size=60) | SIGNS


@settings(max_examples=400)
@given(HEADS, st.sampled_from(["a.md", "2020-3-29-a.md", "2020-02-31-b.md", "pages/c.md"]))
def test_any_text_gives_a_value_or_errors(head, path):
    text = f"---\n{head}\n---\nText"
    front, problems = frontmatter.read(path, text, SITE)
    errors = [p for p in problems if p.severity == "error"]
    assert front or errors
    assert list(problems) == sorted(problems)
    lines = text.count("\n") + text.count("\r") + 2
    assert all(1 <= p.line <= lines and p.column >= 1 and p.message for p in problems)
    if front and not errors:
        assert front.title
        assert front.date or path.startswith("pages/")
        assert front.date is None or front.date.astimezone(UTC)


@settings(max_examples=400)
@given(HEADS)
def test_what_is_public_is_read_again_as_the_same(head):
    front, problems = frontmatter.read("a.md", f"---\ntitle: t\ndate: 2019-03-04\n{head}\n---\n", SITE)
    if front is None or has_errors(problems) or "*" in head:
        return
    again, problems = frontmatter.read("a.md", f"---\n{front.public}\n---\n", SITE)
    assert again, problems
    assert again.public == front.public
    if not front.withdrawn:
        assert (again.tags, again.sources, again.tweets) == (front.tags, front.sources, front.tweets)


@pytest.mark.parametrize(
    ("date", "updated", "told"),
    [
        ("2020-05-06T12:00:00Z", "2020-05-06T13:00:00+02:00", True),
        ("2020-05-07T00:30:00+05:00", "2020-05-06T22:00:00Z", False),
        ("2020-05-06 12:00", "2020-05-06", False),
        ("2020-05-06", "2020-05-05 12:00", True),
    ],
)
def test_an_update_before_the_date_is_told_by_the_hour(date, updated, told):
    _, problems = frontmatter.read("a.md", f"---\ntitle: T\ndate: {date}\nupdated: {updated}\n---\n", SITE)
    assert [p.code for p in problems] == ["updated-before-date"] * told


@pytest.mark.parametrize("name", FRONT_MATTER.fields)
def test_hints_show_what_is_accepted_and_every_wrong_value_has_one(name):
    field = FRONT_MATTER.fields[name]
    head = "".join(
        f"{line}\n" for line in ("title: T", "date: 2019-03-04") if not line.startswith(f"{name}:")
    )
    if field.sample:
        front, problems = frontmatter.read("a.md", f"---\n{head}{field.sample}\n---\n", SITE)
        assert (front is None, problems) == (False, ())
    for wrong in ("[[x]]", "{[y]: 1}", "{no such key: 1}", '"\u0001"', "!x"):
        _, problems = frontmatter.read("a.md", f"---\n{head}{name}: {wrong}\n---\n", SITE)
        assert [problem for problem in problems if not problem.hint and problem.code != "unknown-key"] == []


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (r'title: "A <b> & \"q\" \\ {tex}"', r'write title: "A & \"q\" \\ {tex}"'),
        ("title: !!str Foo", "remove “!!str”: all values are read as they are written"),
        ("title: !Urgent", 'put the value in quotes: "!Urgent"'),
        ("title: !Urgent News", 'put the value in quotes: "!Urgent News"'),
        ("date: 9999-12-31", "dates run from 0001-01-02 to 9999-12-30"),
        ("slug: a/b", "write it like slug: river"),
        ("corrections: [{date: 2019-03-05}]", 'add text: "The pump failed in May, not in March."'),
        ("sources: [example.org/a b]", "write https://example.org/a%20b"),
        ("sources: ['https://example.org/a b']", "write https://example.org/a%20b"),
        (
            "sources: [{title: a, archived: 'ftp://example.org/'}]",
            "write it like https://press.example.org/report",
        ),
        ("tweets: [20]", "write it like tweets: [https://x.com/example_river/status/1102600000000000000]"),
    ],
)
def test_hints_can_be_followed(line, hint):
    head = "" if line.startswith("title") else "title: T\n"
    _, problems = frontmatter.read("2019-03-04-a.md", f"---\n{head}{line}\n---\n", SITE)
    assert {problem.hint for problem in problems} == {hint}


def test_an_emoji_as_json_escapes_it_gets_a_cure_that_shows_it():
    text = '---\ntitle: "a \\ud83d\\ude00 b"\ndate: 2019-03-04\n---\n'
    _, [problem] = frontmatter.read("a.md", text, SITE)
    assert problem.line == 2
    assert problem.hint == "write \U0001f600 itself, or \\U0001F600"
    front, _ = frontmatter.read("a.md", text.replace("\\ud83d\\ude00", "\\U0001F600"), SITE)
    assert front.title == "a \U0001f600 b"


@pytest.mark.parametrize(
    ("alias", "cure"),
    [("old/river/", "write /old/river/"), ("../up", "write /up"), ("./a/../b/", "write /a/b/")],
)
def test_the_cure_of_an_alias_is_one_that_is_taken(alias, cure):
    head = "---\ntitle: The river\ndate: 2019-03-04\naliases: ['{}']\n---\n"
    _, (problem,) = frontmatter.read("a.md", frontmatter.split(head.format(alias)), SITE)
    assert (problem.code, problem.hint) == ("wrong-alias", cure)
    assert not frontmatter.read("a.md", frontmatter.split(head.format(cure.removeprefix("write "))), SITE)[1]
