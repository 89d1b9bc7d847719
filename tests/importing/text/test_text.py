"""One scraped article: flattened posts, paragraphs, furniture; web pages."""

import pytest

from sitegen.importing.documents import flattened

ARTICLE = """
The council was quick to promise a plan for the river, and quick to forget it. For eleven years the weir at Tarrowby stayed shut while the reeds below it died, and nobody in the town hall would say who had decided so.
The river has a great many friends. Since the flood of 2017, #Tarrowby has kept count of them. https://t.co/J4vLM70aaa
— River Watch (@example_river) November 8, 2020
A second paragraph follows, which is long enough that no one would take it for the words of a post: it tells of the meetings that were announced, and put off, and announced again, and of the minutes that were never kept of any of them at all.
The records office: three hundred letters still unanswered#Records#2017Floodhttps://t.co/a3ojn0Gaaa
— Friends of the Weir (Tarrowby & District) (@example_weir) August 14, 2020
A third paragraph, somewhat shorter, but no post.
#Tarrowby Gazette:
“If not every letter, then most of them, seen by [the clerk], were very much influenced by the words of the [Friends/#Weir].https://t.co/xHc8cxGaaa— Weir News (Friends & others) (@example_news) February 26, 2019
The last paragraph of the article says what should be done, and by whom.
and Friends of the Weir – WEIR NEWS – YouTube"""


def test_flattened_posts_become_entries_where_they_stood(bench):
    bench.write({"article.txt": ARTICLE}).run(source="article.txt", title="The weir", date="2020-12-01")
    front = bench.front()
    assert [(post.id, post.author_name, post.author_handle, post.created_at) for post in front.tweets] == [
        ("tweet-1", "River Watch", "example_river", "2020-11-08"),
        ("tweet-2", "Friends of the Weir (Tarrowby & District)", "example_weir", "2020-08-14"),
        ("tweet-3", "Weir News (Friends & others)", "example_news", "2019-02-26"),
    ]
    assert (
        front.tweets[1].text
        == "The records office: three hundred letters still unanswered#Records#2017Floodhttps://t.co/a3ojn0Gaaa"
    )
    assert front.tweets[2].text.startswith("#Tarrowby Gazette:\n“If not every letter")
    assert [post.links[0].short for post in front.tweets] == [
        "https://t.co/J4vLM70aaa", "https://t.co/a3ojn0Gaaa", "https://t.co/xHc8cxGaaa",
    ]  # fmt: skip
    paragraphs = bench.body().split("\n\n")
    assert [p for p in paragraphs if p.startswith("[tweet:")] == [
        "[tweet:tweet-1]",
        "[tweet:tweet-2]",
        "[tweet:tweet-3]",
    ]
    assert paragraphs.index("[tweet:tweet-1]") == 1
    assert paragraphs[-1] == "and Friends of the Weir – WEIR NEWS – YouTube"


def test_what_was_guessed_is_told_with_its_line(bench):
    bench.write({"article.txt": ARTICLE}).run(source="article.txt", title="The weir", date="2020-12-01")
    assert bench.front().tags == ("Tarrowby", "Records", "2017Flood", "Weir")
    assert bench.problem("site-furniture").line == 12
    assert bench.tally.embeds()["by_form"] == {"shortcode": 0, "blockquote": 0, "bare": 0, "flattened": 3}
    assert bench.tally.embeds()["without_url"] == 3
    assert bench.tally.embeds()["captured"] == 3


def test_the_article_builds_and_reads_like_the_original(bench):
    bench.write({"article.txt": ARTICLE}).run(
        source="article.txt", title="The weir", date="2020-12-01", check=True
    )
    assert bench.tally.faithfulness.kept == 1.0
    assert bench.build().problems == ()


def test_a_second_run_changes_nothing(bench):
    bench.write({"article.txt": ARTICLE}).run(source="article.txt", title="The weir", date="2020-12-01")
    before = {file: file.stat().st_mtime_ns for file in bench.root.rglob("*") if file.is_file()}
    tally = bench.run(source="article.txt", title="The weir", date="2020-12-01")
    assert (tally.written, tally.unchanged) == (0, 1)
    assert {file: file.stat().st_mtime_ns for file in bench.root.rglob("*") if file.is_file()} == before


def test_a_dry_run_writes_nothing(bench):
    tally = bench.write({"article.txt": ARTICLE}).run(
        source="article.txt", title="The weir", date="2020-12-01", dry_run=True
    )
    assert tally.imported == 1
    assert not bench.root.exists()


def test_a_signature_needs_name_handle_and_date():
    assert flattened.find(["Words", "— Somebody (@example_a)"]) == []
    assert flattened.find(["Words", "— Somebody June 3, 2022"]) == []
    assert flattened.find(["", "— Somebody (@example_a) June 3, 2022"]) == []


def test_lines_above_a_post_belong_to_it_only_if_they_begin_as_posts_do():
    lines = ["She wrote on the same day:", "The gates are open.", "— Ana (@example_a) June 3, 2022"]
    assert [(post.first, post.text) for post in flattened.find(lines)] == [(1, "The gates are open.")]
    lines = ["“We waited", "for ten years.”", "— Ana (@example_a) 3 June 2022"]
    assert flattened.find(lines)[0].text == "“We waited\nfor ten years.”"
    lines = [
        "She wrote:",
        "The gates are open.",
        "#River pic.twitter.com/x",
        "— Ana (@example_a) 3 June 2022",
    ]
    assert flattened.find(lines)[0].text == "The gates are open.\n#River pic.twitter.com/x"


def test_two_posts_in_a_row_do_not_share_words():
    lines = ["#One here", "— Ana (@example_a) June 3, 2022", "#Two here", "— Bo (@example_b) June 4, 2022"]
    assert [post.text for post in flattened.find(lines)] == ["#One here", "#Two here"]


@pytest.mark.parametrize(
    "signature",
    [
        "— Ana — Reed Society (@example_a) June 3, 2022",
        "— Ana — Reed Society (@example_a) 3 de junio de 2022",
        "— Ana — Reed Society (@example_a) ۳ ژوئن ۲۰۲۲",
        "— Ana — Reed Society (\u200e@example_a\u200f)\u200e June 3, 2022\u200f",
        "— \u202bAna — Reed Society\u202c (@example_a) June 3, 2022",
        "— Ana — Reed Society (@example_a)\n\nJune 3, 2022",
    ],
)
def test_signatures_in_every_language_and_names_with_a_dash(signature):
    (post,) = flattened.find(["It rises.", *signature.split("\n")])
    assert (post.text, post.name, post.handle, post.date) == (
        "It rises.", "Ana — Reed Society", "example_a", "2022-06-03",
    )  # fmt: skip


@pytest.mark.parametrize(
    "signature",
    [
        "— Ana (@example_a)",
        "— Ana (@example_a@social.example) June 3, 2022",
        "— Ana (@example_a) Prairial 15, 2022",
    ],
)
def test_a_signature_that_cannot_be_read_is_told_and_stays(signature):
    lines = ["It rises.", signature]
    assert flattened.find(lines) == []
    assert flattened.missed(lines, []) == [signature]


@pytest.mark.parametrize(
    "line",
    [
        "They came — and went (@home) in June 2018.",
        "— and then she left (@home) for good.",
        "It cost 1,234 Likes (@home)",
        "At 10:15 · Jun 3, 2022 they met.",
    ],
)
def test_prose_is_neither_a_post_nor_told(line):
    lines = ["It rises.", "@example_a", line]
    assert flattened.find(lines) == []
    assert flattened.missed(lines, []) == []


COPIED = [
    "Before.",
    "",
    "Ana Example",
    "@example_a",
    "",
    "It rises.",
    "#River",
    "10:15 AM · Jun 3, 2022",
    "1,234 Retweets 5,678 Likes",
    "After.",
]


def test_a_post_copied_from_its_page():
    (post,) = flattened.find(COPIED)
    assert (post.first, post.last, post.text) == (2, 8, "It rises.\n#River")
    assert (post.name, post.handle, post.date) == ("Ana Example", "example_a", "2022-06-03")


@pytest.mark.parametrize(
    "below",
    [
        ["۱۰:۱۵ ق.ظ. · ۳ ژوئن ۲۰۲۲"],
        ["10:15 a. m. · 3 jun. 2022"],
        ["10:15 · 3 июн. 2022 г.", "·", "1.2M", " Views"],
    ],
)
def test_its_time_in_every_language_and_counts_over_several_lines(below):
    (post,) = flattened.find([*COPIED[:4], "·", "Follow", "It rises.", *below, "·", "After."])
    assert (post.last, post.text, post.date) == (6 + len(below), "It rises.", "2022-06-03")


def test_one_with_two_lines_that_could_be_its_handle_is_not_taken_but_told():
    lines = [*COPIED[:6], "Bo", "@example_b", "·", "Jun 2, 2022", *COPIED[6:]]
    assert flattened.find(lines) == []
    assert flattened.missed(lines, []) == [COPIED[7], "@example_b\n·\nJun 2, 2022"]


def test_counts_and_the_address_below_a_signature_are_the_posts_own():
    url = "https://twitter.com/example_a/status/1532700000000000000"
    lines = ["It rises.", "— Ana (@example_a) June 3, 2022", "12 Reposts · 3 Likes", "", url, "After."]
    (post,) = flattened.find(lines)
    assert (post.first, post.end, post.last, post.url) == (0, 1, 4, url)


def test_the_address_of_another_day_or_author_is_a_post_of_its_own():
    for url in ("example_b/status/1532700000000000000", "example_a/status/1102650000000000000"):
        (post,) = flattened.find(["It rises.", "— Ana (@example_a) June 3, 2022", f"https://x.com/{url}"])
        assert (post.last, post.url) == (1, "")


def test_the_address_of_a_post_goes_with_its_entry(bench):
    url = "https://twitter.com/example_a/status/1532700000000000000"
    text = f"Title\n\nProse.\n\nIt rises.\n— Ana (@example_a) June 3, 2022\n{url}\n\nMore."
    bench.write({"a.txt": text}).run(source="a.txt", date="2022-06-04")
    (post,) = bench.front().tweets
    assert (post.url, post.text) == (url, "It rises.")
    assert bench.tally.embeds()["by_form"]["flattened"] == 1
    assert bench.body() == "Prose.\n\n[tweet:tweet-1]\n\nMore."
    assert bench.build().problems == ()


def test_short_links_that_run_into_what_follows():
    lines = [
        "See https://t.co/AbCdEfGhIjpic.twitter.com/XyZ https://t.co/abchttps://t.co/def",
        "— Ana (@example_a) June 3, 2022",
    ]
    assert flattened.find(lines)[0].links == (
        "https://t.co/AbCdEfGhIj",
        "https://t.co/abc",
        "https://t.co/def",
    )


def test_marks_of_markdown_in_plain_text_stay_text(bench):
    text = "#Tarrowby is no heading\n\n* not a list *\n\n1. not a list either\n\n> nor a quotation, nor <b>bold</b>\n"
    bench.write({"2019-03-04-marks.txt": text}).run(check=True, title="Marks")
    assert bench.tally.faithfulness.kept == 1.0
    assert bench.body().startswith("\\#Tarrowby is no heading")


@pytest.mark.parametrize("first", ["Text", "word " * 30])
def test_lists_of_a_text_stay_lists_and_build_without_a_word_about_them(bench, first):
    lists = "Demands:\n1) Open *it*\n2) - Close it\n\nAnd:\n• one\n• two\n- b\n"
    bench.write({"2020-01-02-list.txt": f"A title\n\n{first}\n{lists}"}).run(check=True)
    assert bench.tally.faithfulness.kept == 1.0
    assert bench.body().endswith(
        "Demands:\n\n1. Open \\*it\\*\n2. \\- Close it\n\nAnd:\n\n- one\n- two\n\n\\- b"
    )
    assert bench.build().problems == ()


def test_wrapped_lines_are_one_paragraph(bench):
    bench.write({"2019-03-04-wrapped.txt": "A line\nand its end.\n\nAnother.\n"}).run(title="Wrapped")
    assert bench.body() == "A line\nand its end.\n\nAnother."


def test_title_and_date_come_from_the_text_itself(bench):
    bench.write({"a.txt": "The river comes back\n\nPublished on March 4, 2019\n\nIt does.\n"}).run()
    assert (bench.front().title, str(bench.front().date.date())) == ("The river comes back", "2019-03-04")


def test_a_title_of_one_word_makes_an_address_in_lower_case(bench):
    bench.write({"a.txt": "The river rises."}).run(source="a.txt", title="Art", date="2020-01-01")
    assert bench.paths == ["2020/art.md"]


def test_an_empty_file_is_skipped_and_the_rest_imported(bench):
    tally = bench.write({"a.txt": "", "2019-03-04-b.txt": "Words enough."}).run()
    assert [(skip.path, skip.reason) for skip in tally.skipped] == [("a.txt", "empty")]
    assert tally.imported == 1


PAGE = """<!doctype html><html lang="en"><head><title>The river comes back | River News</title>
<meta property="article:published_time" content="2019-03-04T10:00:00+00:00"><meta name="author" content="Ana Example">
<link rel="canonical" href="https://news.example.org/2019/river"></head><body><nav><a href="/">Home</a></nav>
<article><h1>The river comes back</h1><p>It was a wet spring, and the river came back to the town after many years of
drought, said the people who live along its banks and fish in it.</p>
<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The water is back.</p>&mdash; River Watch (@example_river)
<a href="https://twitter.com/example_river/status/1102600000000000000">March 4, 2019</a></blockquote>
<script async src="https://platform.twitter.com/widgets.js"></script>
<p>They want <a href="https://press.example.org/r">the report</a> to be <strong>published</strong> in full, and the
council to answer for the years in which nothing was done about the dam upstream of the old mill.</p></article>
<footer>Copyright 2019 River News. All rights reserved.</footer></body></html>"""


def test_a_saved_page_gives_its_article_and_its_posts(bench):
    bench.write({"page.html": PAGE}).run(source="page.html")
    front = bench.front()
    assert (front.title, front.authors, str(front.date.date())) == (
        "The river comes back",
        ("Ana Example",),
        "2019-03-04",
    )
    assert front.sources[0].url == "https://news.example.org/2019/river"
    assert "https://twitter.com/example_river/status/1102600000000000000" in bench.body().split("\n\n")
    assert "[the report](https://press.example.org/r)" in bench.body()
    assert "Copyright" not in bench.body()
    assert (bench.root / "content/_snapshots/x/1102600000000000000.json").exists()


def test_a_bare_address_in_a_saved_page_is_a_post_with_its_stored_answer(bench, tmp_path):
    url = "https://twitter.com/example_river/status/1102600000000000001"
    answer = '{"url": "%s", "html": "<blockquote class=\\"twitter-tweet\\"><p>It rises.</p>&mdash; River Watch (@example_river) <a href=\\"%s\\">March 4, 2019</a></blockquote>"}'
    (tmp_path / "a.json").write_text(answer % (url, url))
    block = '<figure class="wp-block-embed"><div id="embed-1">\n<a href="{0}">{0}</a></div></figure>'
    page = PAGE.replace("<p>They want", f"{block.format(url)}\n<p>They want")
    bench.write({"page.html": page}).run(source="page.html", oembed=tmp_path)
    assert bench.tally.embeds()["by_form"]["bare"] == 1
    assert url in bench.body().split("\n\n")
    assert (bench.root / "content/_snapshots/x/1102600000000000001.json").exists()


def test_numbered_lists_and_initials_of_a_saved_page_stay(bench):
    items = "<ol start='3'><li>A first demand of the town</li><li>A second demand<ul><li>of three</li></ul></li></ol>"
    page = PAGE.replace("<p>They want", f"{items}<p>They want").replace("Ana Example", "Ana E.")
    bench.write({"page.html": page}).run(source="page.html")
    assert "3. A first demand of the town\n4. A second demand\n    - of three" in bench.body()
    assert bench.front().authors == ("Ana E.",)


def test_sources_listed_at_the_end_of_a_text(bench):
    text = "The river\n\nIt rises.\n\nSources:\n- https://press.example.org/one\n- The letter, https://press.example.org/two\n"
    bench.write({"a.txt": text}).run("text", date="2019-03-04", check=True)
    assert [(s.url, s.title) for s in bench.front().sources] == [
        ("https://press.example.org/one", ""),
        ("https://press.example.org/two", "The letter"),
    ]
    assert bench.body() == "It rises."
    assert bench.tally.faithfulness.listed == ()
