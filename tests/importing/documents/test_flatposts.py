"""Posts that somebody flattened into text, in bodies of every kind."""

import pytest
from samples import HEAD, TAIL, item

from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.documents import flatposts

WORDS = "“The water is back” #Tarrowby https://t.co/x"
SIGNED = "— Jane Doe (@janedoe) June 3, 2018"
ENTRY = {
    "id": "tweet-1", "author": "Jane Doe", "handle": "janedoe", "date": "2018-06-03", "text": WORDS,
    "links": ["https://t.co/x"],
}  # fmt: skip


def convert(body):
    sheet = Manuscript(body, "a.md")
    return flatposts.convert(body, sheet), sheet


@pytest.mark.parametrize(
    "lines",
    [
        f"{WORDS}\n{SIGNED}",
        f"{WORDS}\n\n{SIGNED}",
        f"{WORDS} {SIGNED}",
        f"> {WORDS}\n>\n> {SIGNED}",
        f"> {WORDS}\n\n{SIGNED}",
        "“The water is back” \\#Tarrowby <https://t.co/x>  \n&mdash; Jane Doe (@janedoe) June 3, 2018",
        f"“The water is back” #Tarrowby [https://t.co/x](https://t.co/x)\n\n{SIGNED}",
    ],
)
def test_a_flattened_post_becomes_an_entry(lines):
    body, sheet = convert(f"Before.\n\n{lines}\n\nAfter.")
    assert body == "Before.\n\n[tweet:tweet-1]\n\nAfter."
    assert sheet.tweets == [ENTRY]
    assert [(post.form, post.key) for post in sheet.posts] == [("flattened", "x/tweet-1")]
    assert sheet.problems == []


@pytest.mark.parametrize(
    "body",
    [
        "They came — and went (@home) in June 2018.",
        "— Jane Doe, June 3, 2018",
        f"```\n{WORDS}\n{SIGNED}\n```",
        f"    {WORDS}\n    {SIGNED}",
    ],
)
def test_ordinary_lines_and_code_stay(body):
    left, sheet = convert(body)
    assert (left, sheet.tweets, sheet.problems) == (body, [], [])


@pytest.mark.parametrize(
    "above",
    [
        "",
        "# A heading\n\n",
        "https://twitter.com/janedoe/status/1102600000000000000\n\n",
        "![Reeds](reeds.jpg)\n\n",
        f"{'Long words of an article. ' * 20}\n\n",
        f"{'Long words of an article. ' * 20}\nAnd its end.\n",
    ],
)
def test_a_signature_without_words_is_told(above):
    left, sheet = convert(f"{above}{SIGNED}")
    assert (left, sheet.tweets) == (f"{above}{SIGNED}", [])
    assert [(p.code, p.line) for p in sheet.problems] == [("post-not-taken", above.count("\n") + 1)]


def test_a_long_signature_is_told_from_a_whole_word_on():
    sheet = Manuscript("", "a.md")
    flatposts.tell_missed([f"{'Longwords ' * 40}{SIGNED}", SIGNED], sheet)
    assert "“…Longwords Longwords" in sheet.problems[0].message
    assert f"“{SIGNED}”" in sheet.problems[1].message


def test_a_name_that_is_there_is_not_given_again():
    sheet = Manuscript(f"{WORDS}\n{SIGNED}", "a.md", tweets=[{"id": "tweet-2"}])
    assert flatposts.convert(sheet.text, sheet, ["tweet-1"]) == "\n[tweet:tweet-3]\n"


def test_in_wordpress_and_in_markdown(bench):
    html = f"<blockquote><p>{WORDS}</p>\n<p>{SIGNED}</p></blockquote>\nAfter."
    bench.write({"a.xml": HEAD + item(1, "One", html, slug="one") + TAIL}).run(source="a.xml")
    assert bench.body().split("\n\n") == ["[tweet:tweet-1]", "After."]
    assert bench.front().tweets[0].author_handle == "janedoe"
    assert bench.tally.embeds()["by_form"]["flattened"] == 1
    bench.write(
        {
            "posts/2019-03-04-b.md": f"---\ntitle: B\ntweets: [{{id: tweet-1, text: x}}]\n---\n{WORDS}\n\n{SIGNED}\n"
        }
    )
    bench.run(source="posts")
    assert bench.body("2019/b.md").endswith("[tweet:tweet-2]")
    assert [entry.text for entry in bench.front("2019/b.md").tweets] == ["x", WORDS]


def test_in_text_a_blank_line_may_stand_above_the_signature_and_missed_ones_are_told(bench):
    bench.write({"a.txt": f"The river\n\nBefore.\n\n> {WORDS}\n>\n> {SIGNED}\n\n{SIGNED}\n"}).run(
        "text", date="2019-03-04"
    )
    assert bench.body().split("\n\n")[:2] == ["Before.", "[tweet:tweet-1]"]
    assert bench.problem("post-not-taken").line == 7
