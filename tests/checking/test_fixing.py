"""Mechanical fixes: literals in, literals out, and nothing else touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growth import grows_evenly
from sitegen.checking.fixing import Fix, apply, fixed, found_in
from sitegen.frontmatter import split

FORMS = {"press freedom": "press freedom", "water": "Water", "a": "a: b", "c": "c, d"}


def head(text):
    return f"---\ntitle: T\n{text}---\nBody\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date: 2014-03-04 12:18:53 -0400\n", "date: 2014-03-04T12:18:53-04:00\n"),
        ("date: 2018-04-23 23:04 # as sent\n", "date: 2018-04-23T23:04:00 # as sent\n"),
        ("date: '2020-3-9'\n", 'date: "2020-03-09"\n'),
        ("date: 2020-03-09\n", "date: 2020-03-09\n"),
        ("date: some day\n", "date: some day\n"),
        ("date: 9 March 2020\n", "date: 2020-03-09\n"),
        ('date: "2020-3-9 4:05 pm"\n', 'date: "2020-03-09T16:05:00"\n'),
        ("date: 3.4.2020\ntags: [WATER]\n", "date: 3.4.2020\ntags: [Water]\n"),
        ("sources:\n  - {url: u, date: 2020-3}\n", "sources:\n  - {url: u, date: 2020-03}\n"),
        ("tags: [Press-Freedom, water , other]\n", "tags: [press freedom, Water , other]\n"),
        ("tags:\n- 'press  freedom'\n- WATER # wet\n", 'tags:\n- "press freedom"\n- Water # wet\n'),
        ("tags: [A]\n", 'tags: ["a: b"]\n'),
        ("tags: Water, A\n", 'tags: "Water, a: b"\n'),
        ("tags: other, WATER،Press-Freedom\n", "tags: other, Water،press freedom\n"),
        ("tags: WATER\n", "tags: Water\n"),
        ("tags: WATER, Water, C\n", "tags: WATER, Water, C\n"),
        ("summary: Text   \nslug: t  \n", "summary: Text\nslug: t\n"),
        ("summary: |\n  Kept  \n  as is\n", "summary: |\n  Kept  \n  as is\n"),
        ("tags: [a\n", "tags: [a\n"),
        (
            "sources:\n- &s {url: u, date: 2020-3-9}\n- *s\nmore: &m [*m]\n",
            "sources:\n- &s {url: u, date: 2020-03-09}\n- *s\nmore: &m [*m]\n",
        ),
        (
            "date: 2020-3-9\ntags: [A, WATER]\nsummary: |\n  Kept  \n",
            'date: 2020-03-09\ntags: ["a: b", Water]\nsummary: |\n  Kept  \n',
        ),
        (
            "sources:\n- url: http://a.example.org/x\n  archived: https://web.archive.org/web/20200101000000/https://a.example.org/x\n",
            "sources:\n- url: https://a.example.org/x\n  archived: https://web.archive.org/web/20200101000000/https://a.example.org/x\n",
        ),
        (
            "sources:\n- url: http://a.example.org/x\n  archived: https://web.archive.org/web/2020/http://a.example.org/x\n",
            "sources:\n- url: http://a.example.org/x\n  archived: https://web.archive.org/web/2020/http://a.example.org/x\n",
        ),
        (
            "sources:\n- url: http://a.example.org/x\n  archived: https://web.archive.org/web/2020/https://b.example.org/x\n",
            "sources:\n- url: http://a.example.org/x\n  archived: https://web.archive.org/web/2020/https://b.example.org/x\n",
        ),
    ],
)
def test_the_front_matter(before, after):
    assert fixed(head(before), FORMS) == head(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("One \nTwo\t\n", "One\nTwo\n"),
        ("A break  \nhere\n", "A break  \nhere\n"),
        ("No break  \n\nhere\n", "No break\n\nhere\n"),
        ("```\ncode  \n```\ntext \n", "```\ncode  \n```\ntext\n"),
        ("~~~ py\ncode  \n```\nstill \n~~~\ntext \n", "~~~ py\ncode  \n```\nstill \n~~~\ntext\n"),
        ("    code  \n", "    code  \n"),
        ("> ```\n> code \n> ```\n> text \n", "> ```\n> code \n> ```\n> text\n"),
        ("One \r\nTwo\r\n", "One\r\nTwo\r\n"),
        ("Mixed \r\nends \n", "Mixed \r\nends \n"),
        ("", ""),
        ("no end ", "no end"),
    ],
)
def test_the_body(before, after):
    assert fixed(before, FORMS) == after
    if "\r" not in before:
        assert fixed("---\ntitle: T\n---\n" + before, FORMS) == "---\ntitle: T\n---\n" + after


def test_a_file_of_windows_keeps_its_line_ends():
    text = head("date: 2020-3-9\n").replace("\n", "\r\n")
    assert fixed(text, {}) == head("date: 2020-03-09\n").replace("\n", "\r\n")


PIECES = st.sampled_from(
    [
        "---\n",
        "date: 2020-3-9\n",
        "tags: [Water, x]\n",
        "a: |\n  b \n",
        "text  \n",
        "\n",
        "```\n",
        "- ",
        " ",
        "é\r\n",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_fixing_twice_is_fixing_once_and_no_line_comes_or_goes(text):
    once = fixed(text, FORMS)
    assert fixed(once, FORMS) == once
    assert once.count("\n") == text.count("\n")
    assert (split(once).head is None) == (split(text).head is None)


def test_the_time_grows_as_the_list_of_sources_does():
    def work(amount):
        sources = "".join(f"- {{id: s{n}, url: u, accessed: 2020-3-9}}  \n" for n in range(amount))
        assert fixed(head(f"sources:\n{sources}"), FORMS).count("2020-03-09}\n") == amount

    assert grows_evenly(work, 10, 100)


def test_spaces_behind_the_last_line_end_are_a_change():
    fix = Fix("a.md", "text\n  ", fixed("text\n  ", FORMS))
    assert (fix.after, fix.changes) == ("text\n", 1)
    assert fix.diff.endswith(" text\n-  \n")


def test_a_tag_is_not_written_twice():
    forms = {"water": "water", "rivers": "water"}
    assert fixed(head("tags: [Water, Rivers]\n"), forms) == head("tags: [water, Rivers]\n")
    assert fixed(head("tags: [Rivers, water]\n"), forms) == head("tags: [Rivers, water]\n")


@pytest.fixture
def site(tmp_path):
    content = tmp_path / "content"
    content.mkdir()
    (content / "site.yaml").write_text("title: Sample\n")
    (content / "a.md").write_text(head("date: 2020-3-9\ntags: [Lake]\n"))
    (content / "b.md").write_text(head("date: 2020-03-10\ntags: [Lake]\n"))
    (content / "c.md").write_text(head("date: 2020-03-11\ntags: [lake]\n"))
    return tmp_path


def test_an_archive_is_mended(site):
    archive, fixes = found_in(site)
    assert [fix.path for fix in fixes] == ["a.md", "c.md"]
    assert "-date: 2020-3-9\n+date: 2020-03-09\n" in fixes[0].diff
    assert [fix.changes for fix in fixes] == [1, 1]
    assert all(apply(archive, fix) for fix in fixes)
    assert found_in(site)[1] == ()


def test_a_file_that_changed_meanwhile_is_left_alone(site):
    archive, (first, *_) = found_in(site)
    (site / "content/a.md").write_text("other")
    assert not apply(archive, first)
    assert (site / "content/a.md").read_text() == "other"
