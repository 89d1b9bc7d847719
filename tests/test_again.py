"""Answers that are given again: only to the same question, and never one too many."""

from dataclasses import replace

from sitegen.again import MOST, again
from sitegen.evidence import of_entries
from test_evidence import entry, ref


def test_a_question_is_worked_out_once_and_another_anew():
    worked = []

    @again(lambda numbers: numbers)
    def total(numbers):
        worked.append(numbers)
        return sum(numbers)

    assert [total([1, 2]), total(n for n in (1, 2)), total([3])] == [3, 3, 3]
    assert worked == [[1, 2], [3]]


def test_only_the_last_answers_are_kept():
    worked = []

    @again(lambda numbers: numbers)
    def total(numbers):
        worked.append(numbers)
        return sum(numbers)

    for number in [*range(MOST + 1), MOST, 0]:
        total([number])
    assert worked == [[number] for number in [*range(MOST + 1), 0]]


def test_evidence_is_the_same_value_while_only_texts_change():
    before = [entry(2019, posts=[ref("x/1")])]
    same = [replace(before[0], article=replace(before[0].article, digest="other", words=7))]
    assert of_entries(same) is of_entries(before)
    retitled = [replace(before[0], article=replace(before[0].article, title="Other"))]
    assert of_entries(retitled).uncaptured[0].articles[0].name == "Other"
