"""The addresses that older tools gave."""

import pytest

from sitegen.importing.documents import permalinks
from sitegen.importing.folders import toolconf
from sitegen.importing.folders.toolconf import Tool


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("/:year/:title/", ""),
        ("/:title-:day.html", ""),
        (":short_month/x", ""),
        ("/:title/", "/river/"),
        ("/:years", ""),
    ],
)
def test_without_a_date_there_is_no_address_that_needs_one(pattern, address):
    assert permalinks.expand(pattern, moment="", title="river") == address


def test_nor_one_of_pelican(tmp_path):
    tool = Tool("pelican", tmp_path, tmp_path, {"ARTICLE_URL": "{date:%Y}/{slug}/"})
    given = {"slug": "river", "lang": "", "category": "", "page": False}
    assert toolconf.pelican_address(tool, **given, date="") == ""
    assert toolconf.pelican_address(tool, **given, date="2019-03-04") == "/2019/river/"


def test_a_post_of_jekyll_without_a_date_has_no_address_of_its_file_s_date(bench):
    bench.write(
        {"_config.yml": "permalink: pretty\n", "_posts/river.md": "---\ntitle: River\n---\nWords.\n"}
    ).run()
    assert bench.codes == ["guessed-date"]
    assert bench.front().aliases == ()


@pytest.mark.parametrize(
    ("slug", "title", "plain"),
    [
        ("river", "river", "river"),
        ("foo--bar", "foo-bar", "foo-bar"),
        ("Two words", "Two-words", "two-words"),
        ("A & B", "A-&-B", "a-b"),
        ("What's next?", "What's-next", "what-s-next"),
        ("100% of it---now#1", "100-of-it-now-1", "100-of-it-now-1"),
        ("My Own Slug!", "My-Own-Slug!", "my-own-slug"),
        ("v1.2_b", "v1.2_b", "v1-2-b"),
        ("\u0622\u0628 \u00dcber", "\u0622\u0628-\u00dcber", "\u0622\u0628-\u00fcber"),
    ],
)
def test_names_in_the_addresses_of_jekyll(slug, title, plain):
    assert permalinks.expand("/:title/", moment="", title=slug) == f"/{title}/"
    assert permalinks.expand("/:slug/", moment="", title=slug) == f"/{plain}/"


def test_other_placeholders_of_jekyll():
    given = {"moment": "2019-03-04", "title": "Reeds", "name": "2019-03-04-Reeds!"}
    assert permalinks.expand("/:name/", **given) == "/2019-03-04-reeds/"
    assert permalinks.expand("/:basename/", **given) == "/2019-03-04-Reeds!/"
    assert permalinks.expand("/:w_year/:week/:w_day/:long_day/", **given) == "/2019/10/1/Monday/"
    categories = ("C#", "Two Words", "c#")
    assert permalinks.expand("/:categories/", **given, categories=categories) == "/c%23/two%20words/"
    assert permalinks.expand("/:slugified_categories/", **given, categories=categories) == "/c/two-words/"
