"""The addresses that older tools gave."""

import pytest

from sitegen.importing import permalinks, toolconf
from sitegen.importing.toolconf import Tool


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
