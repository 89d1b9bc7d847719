"""A source's bytes -> an article, its content and its problems; and as its readers may have it: `index.md`."""

from datetime import UTC, datetime

import pytest

from make import SETTINGS
from sitegen.model import Settings, TagSettings
from sitegen.parse import Source, decode, language_and_stem, parse, settings_digest

HEAD = "---\ntitle: T\ndate: 2019-03-04\n---\n"


def public(body):
    """The public source of an article with this body, below its front matter."""
    parsed = parse(Source("a.md", f"{HEAD}{body}".encode(), "d"), Settings("t"), "")
    assert parsed.content, parsed.problems
    return parsed.content.markdown.removeprefix(HEAD)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("a\n\n[//]: # (ask Ana)\n\nb\n", "a\n\n\nb\n"),
        ("[comment]: # (ask Ana)\n\nb", "\nb"),
        ("[Comment]: <> (ask Ana)\n\nb", "\nb"),
        ('  [//]: # "ask Ana"\n\nb', "\nb"),
        ("[//]:# 'ask Ana'\n\nb", "\nb"),
        ("[//]: #(ask)\n\nb", "\nb"),
        ("[//]: #\n    (ask Ana)\n\nb", "\nb"),
        ("> a\n>\n> [//]: # (ask Ana)\n\nb", "> a\n>\n\nb"),
        ("- a\n- [//]: # (ask Ana)\n\nb", "- a\n\nb"),
        ("```\nx\n```\n\n[//]: # (ask Ana)\n\n```\ny\n```\n", "```\nx\n```\n\n\n```\ny\n```\n"),
        ("```\nnever closed\n\n[//]: # (ask Ana)\n", "```\nnever closed\n\n"),
    ],
)
def test_remarks_are_not_published(body, shown):
    assert public(body) == shown


@pytest.mark.parametrize(
    "body",
    [
        "```markdown\n[//]: # (a comment)\n```\n\nb",
        "~~~~\n```\n[comment]: # (a comment)\n~~~~\n",
        "a [comment]\n\n[comment]: https://example.org/ (a title)\n",
        "a [comment]\n\n[comment]: #part\n",
        "[//]: # (ask)".replace("//", "other"),
        "a [//]: # (not on a line of its own)\n",
    ],
)
def test_code_and_links_that_lead_somewhere_stay(body):
    assert public(body) == body


@pytest.mark.parametrize(
    "body",
    [
        "Write `<!-- more -->` there.",
        "Write ``<!-- `more` -->`` there.",
        "```html\n<p>a</p>\n\n<!-- a\n  note -->\n```\n\nb",
        "```html\n<!-- never closed\n```\n\nb",
        "a\n\n    <!-- a note -->\n\nb",
        "> ```\n> <!-- a\n> note -->\n> ```\n\nb",
        "Begin with `<!--`, end with `-->`.",
    ],
)
def test_a_comment_that_is_shown_as_code_stays(body):
    assert public(body) == body


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("a <!-- ask Ana --> b", "a  b"),
        ("a <!-- ask `Ana` --> `b`", "a  `b`"),
        ("a <!-- `<!-- ask -->` b `c`", "a ` b `c`"),
        ("Write `<!-- more -->`.<!-- ask Ana -->", "Write `<!-- more -->`."),
        ("Begin with `<!--`.\n\n<!-- ask ` Ana -->", "Begin with `<!--`.\n\n"),
        (r"a \` b <!-- ask Ana --> c `", r"a \` b  c `"),
    ],
)
def test_a_comment_that_the_page_does_not_show_is_not_published(body, shown):
    assert public(body) == shown


LONG_HEAD = "---\ntitle: The river\ndate: 2019-03-04\n---\n"


def parsed(text: str):
    return parse(Source("2019/river.md", text.encode(), "digest"), SETTINGS, "environment")


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85"])
def test_what_ends_a_line_to_no_editor_is_a_space(separator: str) -> None:
    assert decode(f"a{separator}b\r\nc\rd".encode(), "content/a.md") == ("a b\nc\nd", ())
    text = LONG_HEAD.replace("The ", f"The{separator}") + f"One{separator}two.\n\nThree [@nobody].\n"
    (problem,) = parsed(text).problems
    assert (problem.code, problem.line, problem.column) == ("unknown-source", 7, 8)
    article = parsed(text.replace(" [@nobody]", "")).article
    assert article is not None
    assert (article.title, article.summary) == ("The river", "One two.")


@pytest.mark.parametrize(
    ("summary", "body", "standfirst"),
    [
        ("What it says.", "The river is cold.", "What it says."),
        ("", "The river is cold.", ""),
        ("", "## A heading\n\nThe river is cold.", ""),
        ("", "Dear friends,\n\nthe river is cold, and has been so for as long as we know.", ""),
        ("The river is cold.", "The river\nis **cold**. It is so all year.", ""),
        ("The river was cold all through the year, as ever.", "The river was cold all through the year, and so on.", ""),
        ("What it says.", "", "What it says."),
    ],
)  # fmt: skip
def test_a_summary_stands_above_the_text_where_an_editor_wrote_one_that_does_not_begin_it(
    summary: str, body: str, standfirst: str
) -> None:
    head = LONG_HEAD.replace("---\n", f"---\nsummary: {summary}\n", 1) if summary else LONG_HEAD
    content = parsed(head + body).content
    assert content is not None
    assert content.standfirst == standfirst


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("date: 2019-03-04\nsummary: [x]", ["wrong-type", "unknown-source", "unknown-tweet"]),
        ("slug: river", ["missing-key", "unknown-source", "unknown-tweet"]),
        ("date: 2019-03-04\nsources: [{id: nope}]", ["empty-source", "unknown-tweet"]),
        ("date: 2019-03-04\ntweets: [{id: zz}]", ["incomplete-post", "unknown-source"]),
        ("date: 2019-03-04\nsources: [a, b", ["yaml-syntax", "unknown-tweet"]),
        ("date: 2019-03-04\nx: " + "[" * 40, ["too-large"]),
    ],
)
def test_one_run_tells_the_faults_of_head_and_body_but_none_that_comes_of_another(head, told):
    found = parsed(f"---\ntitle: T\n{head}\n---\nA bed [@nope].\n\n[tweet:zz]\n\n[a](nope.md)\n")
    assert [problem.code for problem in found.problems if problem.severity == "error"] == told
    assert found.article is None
    assert found.unsound
    assert [ref.target for ref in found.unsound.refs] == ["nope.md"]


def test_of_a_file_without_front_matter_only_that_is_told():
    found = parsed("A list of things to do [@nope].\n")
    assert [problem.code for problem in found.problems] == ["no-front-matter"]
    assert found.unsound is None


def test_of_the_tags_of_the_settings_only_those_with_commas_matter_to_parsing():
    plain, more, comma = (
        Settings(title="T", tags=tuple(map(TagSettings, names)))
        for names in (["river"], ["river", "weir"], ["river", "bread, roses"])
    )
    assert settings_digest(plain) == settings_digest(more) != settings_digest(comma)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("2019/river.fa.md", ("fa", "2019/river")),
        ("2019/river.pt-br.md", ("pt-BR", "2019/river")),
        ("2019/river.ZH-hant.md", ("zh-Hant", "2019/river")),
        ("2019/river.v2.md", ("en", "2019/river.v2")),
        ("2019/river.old.md", ("en", "2019/river.old")),
        ("river/index.fa.md", ("fa", "river")),
    ],
)
def test_the_end_of_a_name_is_a_language_in_its_usual_case(path, found):
    assert language_and_stem(path, SETTINGS) == found


def test_a_withdrawn_article_withholds_the_posts_that_it_withheld():
    head = "---\ntitle: t\ndate: 2020-01-01\nwithdrawn: Wrong.\ntweets:\n"
    text = f"{head}  - {{id: a, text: One, media: [/a.jpg], status: withheld}}\n  - {{id: b, text: Two}}\n---\nText.\n"
    (post,) = parsed(text).article.posts
    assert (post.key, post.status, post.media) == ("x/a", "withheld", ("a.jpg",))


def test_a_post_that_the_text_places_nowhere_stands_at_its_entry():
    entries = "- https://youtu.be/abcdefghijk\n- {id: own, text: One}\n- {id: placed, text: Two}\n"
    text = f"---\ntitle: t\ndate: 2020-01-01\ntweets:\n{entries}---\n[tweet:placed]\n"
    posts = parsed(text).article.posts
    assert {post.key: post.line for post in posts} == {"youtube/abcdefghijk": 5, "x/own": 6, "x/placed": 9}


def test_a_notice_keeps_the_moment_of_the_last_correction_but_not_the_correction():
    head = "---\ntitle: The river\ndate: 2019-01-01\ncorrections: [{date: 2019-05-06, text: Not March.}]\n"
    (whole, notice) = (parsed(f"{head}{more}---\nText.\n").article for more in ("", "withdrawn: Wrong.\n"))
    assert whole is not None
    assert notice is not None
    assert (whole.modified, len(whole.corrections)) == (datetime(2019, 5, 6, tzinfo=UTC), 1)
    assert (notice.modified, notice.corrections) == (whole.modified, ())
