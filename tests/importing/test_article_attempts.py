"""The boundary of each article's import."""

import pytest

from sitegen.importing.attempts import attempted
from sitegen.importing.values import Skipped


@pytest.mark.parametrize("fault", [ZeroDivisionError("by nought"), KeyError("home")])
def test_a_bug_in_one_article_is_an_error_at_its_place_and_ends_no_import(fault):
    def work():
        raise fault

    skipped = attempted(work, "export.xml", 12)
    assert isinstance(skipped, Skipped)
    assert (skipped.path, skipped.reason) == ("export.xml", "internal")
    assert (skipped.problem.severity, skipped.problem.path, skipped.problem.line) == (
        "error",
        "export.xml",
        12,
    )
    assert type(fault).__name__ in skipped.problem.message


def test_what_is_nested_deeper_than_the_libraries_follow_is_no_bug(bench):
    bench.write({"deep.html": f"<article><h1>Weir</h1><p>Words.</p>{'<b>' * 60_000}</article>"})
    report = bench.run(source="deep.html", date="2019-01-01")
    assert [(found.path, found.reason) for found in report.skipped] == [("deep.html", "nested-too-deep")]
    assert "close the tags" in report.problems[0].hint


def test_an_article_stays_as_it_is():
    made = Skipped("a.md", "empty")
    assert attempted(lambda: made, "a.md") is made
