"""Words in messages: which known one was meant, and how much of a text there is room for."""

from sitegen.problems import did_you_mean, nearest, shortened, unmerged


def test_the_nearest_word_is_found_whatever_its_capitals():
    assert did_you_mean("river-weir", ["WATER", "River-Wier"]) == "did you mean “River-Wier”?"
    assert did_you_mean("WHO-Repotr", ["minutes", "WHO-Report"]) == "did you mean “WHO-Report”?"
    assert did_you_mean("bridge", ["WATER", "River-Wier"]) == ""


def test_a_word_must_be_as_like_as_is_asked():
    assert nearest("titel", ["title"]) == "title"
    assert nearest("titel", ["title"], likeness=0.9) == ""


def test_a_text_is_cut_to_its_room():
    assert shortened("river", 5) == "river"
    assert shortened("rivers", 5) == "rive…"


def test_marks_of_a_merge_are_told_at_the_first_but_not_within_code_or_alone():
    merge = "<<<<<<< HEAD\nIt rose.\n=======\nIt fell.\n>>>>>>> other\n"
    found = unmerged("a.md", f"The river.\n\n{merge}")
    assert found
    assert (found.line, found.code, found.severity) == (3, "unfinished-merge", "error")
    assert unmerged("a.md", f"```\na\n```\n\n{merge}")
    assert unmerged("a.md", f"```\n{merge}```\n") is None
    assert unmerged("a.md", f"    {merge}") is None
    assert unmerged("a.md", "<<<<<<< HEAD\nIt rose.\n") is None
