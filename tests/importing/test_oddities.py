"""What real archives contain, one test each: files, front matter, dates, authors, bodies, names."""

import json

import pytest
from bench import GIF


def post(bench, text, name="2019-03-04-river.md", form="jekyll", **more):
    """Import one post; the bench."""
    bench.write({name: text}).run(form, **more)
    return bench


def head(keys, body="Words."):
    return f"---\ntitle: River\n{keys}\n---\n{body}\n"


# --- files ---------------------------------------------------------------------------------------


def test_bom_and_blank_lines_before_the_front_matter(bench):
    assert post(bench, "\ufeff\n\n" + head("tags: [a]")).front().tags == ("a",)


@pytest.mark.parametrize("form", ["jekyll", "hugo", "markdown"])
@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# The *weir* #\n\nWords.\n", "The weir", "Words."),
        ("---\ntags: [a]\n---\n\n# The weir {#weir}\nWords.\n", "The weir", "Words."),
        ("---\ntitle: The Weir\n---\n# The weir\n\nWords.\n", "The Weir", "Words."),
        ("---\ntitle: River\n---\n# The weir\n\nWords.\n", "River", "# The weir\n\nWords."),
    ],
)
def test_a_heading_that_is_the_title_stands_once(bench, form, text, title, body):
    post(bench, text, form=form)
    assert (bench.front().title, bench.body()) == (title, body)


def test_rules_in_the_body_stay_there(bench):
    post(bench, head("tags: [a]", "One\n\n---\n\nTwo\n\n---\n\nThree"))
    assert bench.body() == "One\n\n---\n\nTwo\n\n---\n\nThree"


def test_mixed_line_ends_become_line_feeds(bench):
    post(bench, head("tags: [a]", "One\r\nTwo\rThree\nFour").replace("---\n", "---\r\n"))
    assert bench.body() == "One\nTwo\nThree\nFour"


def test_invisible_characters_are_removed_and_counted(bench):
    post(bench, head("tags: [a]", "A\ufeff\x00\x0bB\u2028C"))
    assert bench.body() == "AB\nC"
    assert "3 control characters were removed" in bench.problem("control-characters").message


def test_a_file_of_zero_bytes_is_skipped_with_an_error(bench):
    bench.write({"2019-03-04-empty.md": b"", "2019-03-05-full.md": head("tags: [a]")}).run("jekyll")
    assert [(skip.path, skip.reason) for skip in bench.tally.skipped] == [("2019-03-04-empty.md", "empty")]
    assert bench.tally.imported == 1


def test_spaces_in_file_names_make_clean_addresses(bench):
    post(bench, head(""), name="2019-03-04-the old river.md")
    assert bench.paths == ["2019/the-old-river.md"]


def test_days_and_months_without_zeros(bench):
    post(bench, head(""), name="2020-3-9-river.md")
    assert str(bench.front().date.date()) == "2020-03-09"


def test_latin_1_is_guessed_and_told_with_its_line(bench):
    post(bench, head("", "One\nCafé").encode("latin-1"))
    assert bench.body() == "One\nCafé"
    assert bench.problem("guessed-encoding").line == 6


def test_utf_16_is_read(bench):
    assert post(bench, head("", "Café").encode("utf-16")).body() == "Café"


# --- front matter --------------------------------------------------------------------------------


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{chr(ord(name) - 1)}'] * 10)}]\n" for name in "bcdefghi"
)


@pytest.mark.parametrize(
    ("keys", "left_out"),
    [
        (BOMB, ["e", "f", "g", "h", "i"]),
        (f"long: [{'x, ' * 100_001}]\n", ["long"]),
        ("own: &own [*own, *own, *own]\n", ["own"]),
    ],
)
def test_what_holds_too_much_is_told_and_the_rest_of_the_head_is_read(bench, keys, left_out):
    post(bench, f"---\n{keys}title: The river\ndate: 2018-06-03\ntags: [a, b]\n---\nWords.\n")
    told = [problem for problem in bench.tally.problems if problem.code == "too-large"]
    assert [problem.message.partition("”")[0] for problem in told] == [f"“{key}" for key in left_out]
    assert (bench.front().title, str(bench.front().date.date())) == ("The river", "2018-06-03")
    assert bench.front().tags == ("a", "b")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"+++\nx = {'[' * 5000}{']' * 5000}\n+++\n", "wrong-toml"),
        (f"+++\n{'a.' * 5000}a = 1\n+++\n", "wrong-toml"),
        (f"+++\nx = {'[' * 60}{']' * 60}\n+++\n", "wrong-toml"),
        (f'{{"x": {"[" * 600}{"]" * 600}}}\n', "wrong-json"),
        (f'{{"x": {"[" * 50000}{"]" * 50000}}}\n', "wrong-json"),
    ],
)
def test_a_head_nested_too_deep_is_one_files_problem(bench, text, code):
    bench.write({"2019-03-04-deep.md": text, "2019-03-05-other.md": head("tags: [a]")}).run("jekyll")
    assert [(skip.path, skip.reason) for skip in bench.tally.skipped] == [("2019-03-04-deep.md", code)]
    assert "nested too deep" in bench.problem(code).message
    assert bench.tally.imported == 1


def test_a_colon_without_quotes_is_mended_and_told(bench):
    post(bench, "---\ntitle: The river: a history\ntags: [a]\n---\nWords.\n")
    assert bench.front().title == "The river: a history"
    assert bench.problem("mended-yaml").line == 2


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: @river says", "@river says"),
        ("title: River #1 of two", "River #1 of two"),
        ("title: 'It's back'", "It's back"),
        ('title: "The "old" river"', 'The "old" river'),
        ("title: *The river*", "The river"),
        ("title:No space", "No space"),
        ("title: 100% open", "100% open"),
        ("title: `code`", "code"),
        ("title: Why? Because!", "Why? Because!"),
        ("title: 404", "404"),
        ("title: no", "no"),
    ],
)
def test_titles_that_yaml_reads_otherwise(bench, line, title):
    post(bench, f"---\n{line}\ntags: [a]\n---\nWords.\n")
    assert bench.front().title == title
    assert bench.front().tags == ("a",)


def test_prose_that_was_read_as_a_key_is_told(bench):
    post(bench, head("This is what happened then: nothing"))
    assert bench.problem("prose-as-key").line == 3


def test_a_misspelt_key_is_read_as_meant(bench):
    post(bench, head("descrition: About it"))
    assert bench.front().summary == "About it"
    assert bench.problem("misspelt-key").line == 3


def test_a_folded_title_loses_its_line_end(bench):
    post(bench, "---\ntitle: >\n  The river\n  comes back\ndate: 2019-03-04\n---\nWords.\n")
    assert bench.front().title == "The river comes back"


def test_entities_are_decoded_once_and_tags_taken_out(bench):
    post(bench, "---\ntitle: Rivers &amp; <em>banks</em> &amp;lt;b&amp;gt;\n---\nWords.\n")
    assert bench.front().title == "Rivers & banks &lt;b&gt;"


def test_tags_that_differ_in_case_space_or_hyphen_are_one(bench):
    post(bench, head("tags: [Open Records, open-records, open records, water]"))
    assert bench.front().tags == ("Open Records", "water")


def test_numbers_stay_the_tags_they_are(bench):
    assert post(bench, head("tags: [404, 2019, 1.10, yes]")).front().tags == ("404", "2019", "1.10", "yes")


def test_empty_lists_leave_no_key(bench):
    post(bench, head("tags: []\nauthors:\ncategories: ''"))
    assert "tags" not in bench.text("2019/river.md")
    assert "authors" not in bench.text("2019/river.md")


def test_jekyll_parts_tags_at_spaces_and_sitegen_at_commas(bench):
    bench.write(
        {"2019-03-04-a.md": head("tags: one two"), "2019-03-04-b.md": head("tags: one two, three")}
    ).run("jekyll")
    assert bench.front("2019/a.md").tags == ("one", "two")
    assert bench.front("2019/b.md").tags == ("one two", "three")


@pytest.mark.parametrize(
    ("keys", "authors"),
    [
        ("author: ana-example", ("ana-example",)),
        ("author: 'Ana Example '", ("Ana Example",)),
        ("author:\n  name: Ana Example\n  email: ana@example.org", ("Ana Example",)),
        ("authors:\n  - {name: Ana Example}\n  - Bo Example", ("Ana Example", "Bo Example")),
        ("author: Ana Example, Keeper of the Weir", ("Ana Example, Keeper of the Weir",)),
        ("authors: [Ana Example, Ana Example]", ("Ana Example",)),
    ],
)
def test_authors_in_every_form(bench, keys, authors):
    assert post(bench, head(keys)).front().authors == authors


def test_two_authors_in_one_text_are_told_and_not_split(bench):
    post(bench, head("author: Ana Example and Bo Example"))
    assert bench.front().authors == ("Ana Example and Bo Example",)
    assert bench.problem("maybe-two-authors").line == 3


def test_of_duplicate_keys_the_last_counts_and_is_told(bench):
    post(bench, head("tags: [a]\ntags: [b]"))
    assert bench.front().tags == ("b",)
    assert bench.problem("duplicate-key").line == 4


@pytest.mark.parametrize(
    "key", ["source_url", "external_url", "link", "canonical", "canonical_url", "source"]
)
def test_an_outside_link_becomes_a_source(bench, key):
    post(bench, head(f"{key}: https://press.example.org/report", ""))
    assert [source.url for source in bench.front().sources] == ["https://press.example.org/report"]
    assert bench.body() == ""


def test_other_tools_keys_become_this_ones(bench):
    keys = """redirect_from: [/old/, /older.html]
permalink: /news/river/
categories: [News]
excerpt: What it is about.
lastmod: 2019-05-06
layout: post
tumblr_url: https://river.tumblr.example/1
image:
  path: /img/river.jpg
  alt: Reeds"""
    post(bench, head(keys))
    front = bench.front()
    assert front.aliases == ("/news/river/", "/old/", "/older.html")
    assert (front.tags, front.summary) == (("News",), "What it is about.")
    assert str(front.updated.date()) == "2019-05-06"
    assert (front.image, front.image_alt) == ("/img/river.jpg", "Reeds")
    assert dict(bench.tally.dropped) == {"tumblr_url": 1}


def test_a_second_summary_that_differs_is_kept_in_the_report(bench):
    post(bench, head("excerpt: One thing.\ndescription: Quite another."))
    assert bench.front().summary == "One thing."
    assert "Quite another." in bench.problem("second-summary").message


@pytest.mark.parametrize(
    "keys",
    [
        "published: false",
        "status: draft",
        "draft: true",
        "status: private",
        "published: 'no'",
        "publish: false",
        "private: true",
    ],
)
def test_what_was_not_public_becomes_a_draft(bench, keys):
    assert post(bench, head(keys)).front("drafts/river.md").draft


def test_an_article_that_expired_becomes_a_draft(bench):
    post(bench, head("expirydate: 2020-01-01"))
    assert bench.front("drafts/river.md").draft
    assert bench.problem("expired").line == 3


@pytest.mark.parametrize("key", ["publishDate", "pubdate", "published"])
def test_an_article_that_is_to_be_published_later_waits(bench, key):
    post(bench, head(f"date: 2020-01-01\n{key}: 2099-01-01"), name="posts/river.md", form="hugo")
    assert bench.front().date.isoformat()[:10] == "2099-01-01"
    assert bench.problem("embargo").line == 4
    assert bench.build().counts.future == 1


def test_the_offset_of_a_date_of_release_counts(bench):
    late = head("date: 2020-01-01\npublishDate: 2026-10-31T23:00:00-12:00")
    assert post(bench, late).front().date.isoformat() == "2026-10-31T23:00:00-12:00"


def test_an_article_that_was_published_later_than_it_says_keeps_its_date(bench):
    post(bench, head("date: 2020-01-01\npublished: 2020-03-04"), name="river.md")
    assert (bench.front().date.isoformat()[:10], bench.codes) == ("2020-01-01", [])


@pytest.mark.parametrize(
    ("keys", "tags"),
    [
        ("category: Human Rights", ("Human Rights",)),
        ("tag: Human Rights", ("Human Rights",)),
        ("tags: human rights", ("human", "rights")),
        ("Categories: human rights", ("human", "rights")),
    ],
)
def test_only_keys_in_the_plural_hold_words_of_several_tags(bench, keys, tags):
    assert post(bench, head(keys)).front().tags == tags


def test_a_head_that_is_never_closed_ends_at_the_first_blank_line(bench):
    post(bench, "---\ntitle: River\ntags: [a]\n\nWords of the body.\n")
    assert bench.front().tags == ("a",)
    assert bench.body() == "Words of the body."


# --- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2014-03-04 12:18:53 -0400", "2014-03-04T12:18:53-04:00"),
        ("2018-04-23 23:04", "2018-04-23T23:04:00"),
        ("2021-02-08 16:30:00 +16:30", "2021-02-08T16:30:00+16:30"),
        ("2021-02-08 16:30-:00+16:30", "2021-02-08T16:30:00+16:30"),
        ("1551700000000", "2019-03-04T11:46:40+00:00"),
        ("March 4, 2019", "2019-03-04"),
        ("4 March 2019 5:06 pm", "2019-03-04T17:06:00"),
        ("25/12/2019", "2019-12-25"),
        ("2019-03-04 10:00 PM", "2019-03-04T22:00:00"),
        ("2019-03-04 12:15 AM", "2019-03-04T00:15:00"),
        ("2019-03-04 12:15:30 p.m. +0200", "2019-03-04T12:15:30+02:00"),
        ("2019-03-04 9pm EST", "2019-03-04T21:00:00-05:00"),
        ("March 4, 2019 at 22:00 PM", "2019-03-04T22:00:00"),
        ("{created: 2019-03-04}", "2019-03-04"),
        ("2019-03-04 12:00:00 EST", "2019-03-04T12:00:00-05:00"),
        ("2019.03.04", "2019-03-04"),
    ],
)
def test_dates_as_they_were_written(bench, written, read):
    bench.write({"river.md": f"---\ntitle: River\ndate: {written}\n---\nWords.\n"}).run("markdown")
    assert f"\ndate: {read}\n" in bench.text("river.md")
    assert bench.front().date is not None


def test_a_mapping_of_dates_tells_when_an_article_was_updated(bench):
    post(bench, head("date:\n  created: 2019-03-04\n  updated: 2019-05-06"))
    assert (str(bench.front().date.date()), str(bench.front().updated.date())) == ("2019-03-04", "2019-05-06")


def test_a_date_that_could_be_two_is_no_date(bench):
    post(bench, head("date: 04/05/2019"))
    assert str(bench.front().date.date()) == "2019-03-04"
    assert bench.problem("wrong-date").line == 3


def test_a_date_unlike_the_names_counts_and_is_told(bench):
    post(bench, head("date: 2019-04-05"))
    assert str(bench.front().date.date()) == "2019-04-05"
    assert bench.problem("date-mismatch").line == 3


# --- bodies --------------------------------------------------------------------------------------


def test_template_tags_for_posts_in_every_form(bench):
    body = """{% twitter https://twitter.com/example_a/status/1102600000000000001 hide_thread=true %}

{% twitter https://twitter.com/example_a/status/1102600000000000002
   hide_thread=true %}

{% tweet [https://twitter.com/example_a/status/1102600000000000003](https://twitter.com/example_a/status/1102600000000000003) %}

{% youtube w7Ft2ymGmfc %}
"""
    post(bench, head("", body))
    assert bench.tally.embeds()["by_form"]["shortcode"] == 4
    assert bench.body().split("\n\n") == [
        "https://twitter.com/example_a/status/1102600000000000001",
        "https://twitter.com/example_a/status/1102600000000000002",
        "https://twitter.com/example_a/status/1102600000000000003",
        "https://www.youtube.com/watch?v=w7Ft2ymGmfc",
    ]


def test_the_mark_where_a_summary_ends_goes(bench):
    assert post(bench, head("", "One.\n\n<!--more-->\n\nTwo.")).body() == "One.\n\n\nTwo."


def test_addresses_without_a_scheme_get_one(bench):
    assert post(bench, head("", "[x](//press.example.org/a)")).body() == "[x](https://press.example.org/a)"


def test_orphan_closing_tags_do_no_harm(bench):
    post(bench, head("", "One </div> two </span>"), check=True)
    assert bench.tally.faithfulness.kept == 1.0


def test_unknown_tags_stay_text_and_are_told_with_their_line(bench):
    post(bench, head("", "One\n\n{% sidenote 'x' %}Two{% endsidenote %}"))
    assert "{% sidenote 'x' %}Two{% endsidenote %}" in bench.body()
    assert (bench.problem("unknown-shortcode").line, bench.problem("unknown-shortcode").column) == (7, 1)


def test_what_is_in_code_is_left_alone(bench):
    body = "```\n{% twitter https://twitter.com/example_a/status/1102600000000000001 %}\n```\n\n`{{ x }}`"
    post(bench, head("", body))
    assert bench.body() == body
    assert bench.tally.embeds()["found"] == 0


# --- names and places ----------------------------------------------------------------------------


def test_one_slug_in_one_year_is_never_two_articles(bench):
    files = {
        "2019-03-04-River.md": head(""),
        "2019-05-06-river.md": head(""),
        "2020-01-01-river.md": head(""),
    }
    bench.write(files).run("jekyll")
    assert bench.paths == ["2019/River.md", "2019/river-2.md", "2020/river.md"]
    assert bench.build().counts.failed == 0
    assert not [p for p in bench.build().problems if p.severity == "error"]


@pytest.mark.parametrize("slug", ["../../etc/passwd", "a/b", "..", "con\x00trol", "a\\b", "%2e%2e%2fup"])
def test_slugs_cannot_lead_out(bench, slug):
    post(bench, "---\ntitle: River\nslug: " + json.dumps(slug) + "\n---\nWords.\n")
    assert len(bench.paths) == 1
    assert all(file.is_relative_to(bench.root / "content") for file in (bench.root / "content").rglob("*.md"))
    assert bench.front().title == "River"


def test_media_whose_names_hold_marks_of_addresses_are_found_by_their_links(bench):
    files = {
        "_config.yml": "title: T\n",
        "assets/Bill #2.pdf": b"%PDF-",
        "assets/What?.pdf": b"%PDF-",
        "assets/50%25.gif": GIF,
        "_posts/2019-03-04-river.md": head(
            "image: /assets/50%2525.gif",
            "[a](/assets/Bill%20%232.pdf#p2) [b](/assets/What%3F.pdf) ![c](/assets/50%2525.gif)",
        ),
    }
    bench.write(files).run()
    assert bench.body() == "[a](/assets/Bill%20-2.pdf#p2) [b](/assets/What%3F.pdf) ![c](/assets/50%2525.gif)"
    assert bench.build().problems == ()
    page = (bench.root / "output/2019/river/index.html").read_text()
    for address in ("Bill%20-2.pdf#p2", "What%3F.pdf", "50%2525.gif"):
        assert f'="../../assets/{address}"' in page


def test_media_names_cannot_lead_out(bench, tmp_path):
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    post(bench, head("", "![x](../secret.jpg) ![y](/../secret.jpg) ![z](..%2Fsecret.jpg)"))
    assert [file.name for file in bench.root.rglob("*.jpg")] == []


def test_a_circle_of_links_ends(bench):
    bench.write({"2019-03-04-river.md": head("")})
    (bench.source / "loop").symlink_to(bench.source)
    bench.run("jekyll")
    assert bench.tally.imported == 1


def test_a_link_out_of_the_source_is_not_followed(bench, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "2019-03-04-secret.md").write_text(head(""))
    bench.write({"2019-03-04-river.md": head("")})
    (bench.source / "out").symlink_to(outside)
    bench.run("jekyll")
    assert bench.paths == ["2019/river.md"]


def test_an_existing_different_file_is_left_and_told(bench):
    bench.write({"2019-03-04-river.md": head("")})
    target = bench.root / "content" / "2019" / "river.md"
    target.parent.mkdir(parents=True)
    target.write_text("mine")
    tally = bench.run("jekyll")
    assert target.read_text() == "mine"
    assert [(skip.path, skip.reason) for skip in tally.skipped] == [("2019-03-04-river.md", "exists")]
    assert (tally.imported, tally.problems[0].severity) == (0, "warning")
