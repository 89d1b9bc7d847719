"""The boundary of each article's import."""

import pytest

from sitegen.importing.attempts import attempted
from sitegen.importing.values import Skipped


@pytest.mark.parametrize(
    "fault", [ZeroDivisionError("by nought"), RecursionError("too deep"), KeyError("home")]
)
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


def test_an_article_stays_as_it_is():
    made = Skipped("a.md", "empty")
    assert attempted(lambda: made, "a.md") is made
