"""Every faulty input gives exactly the problems beside it: code, place, message and hint."""

import json

import pytest

from torture.cases import Case, all_cases

CASES = list(all_cases())


def test_the_set_is_large_and_its_names_are_told_apart():
    assert len(CASES) >= 80
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_problems_are_as_expected(case: Case):
    assert case.problems() == json.loads(case.expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_case_is_faulty_and_has_a_place(case: Case):
    problems = json.loads(case.expected.read_text(encoding="utf-8"))
    assert problems
    assert all(problem["message"] and problem["line"] >= 1 and problem["column"] >= 1 for problem in problems)
