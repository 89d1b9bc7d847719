"""Answers that are given again: only to the same question, and never one too many."""

from dataclasses import replace
from functools import partial

from make import article, on
from sitegen.again import FORGETFUL, Answers
from sitegen.evidence import of_site
from sitegen.link import Stock, link
from sitegen.model import PostRef, Settings

SETTINGS = Settings(title="Sample", base_url="https://archive.example.org/")


def counted(asked, number):
    asked.append(number)
    return [number * 2]


def test_a_question_is_worked_out_once_and_another_anew():
    asked = []
    work = partial(counted, asked)
    first = Answers({})
    assert [first.to("a", 1, work, 1), first.to("b", 1, work, 1)] == [[2], [2]]
    second = Answers(first.after)
    assert second.to("a", 1, work, 1) is first.after["a"][1]
    assert second.to("b", 2, work, 2) == [4]
    assert asked == [1, 1, 2]


def test_an_equal_answer_to_another_question_stays_the_same_object():
    first = Answers({})
    value = first.to("a", 1, list, (1, 2))
    assert Answers(first.after).to("a", 2, list, (1, 2)) is value


def test_only_the_answers_of_the_last_build_are_kept():
    first = Answers({})
    first.to("a", 1, int)
    second = Answers(first.after)
    second.to("b", 1, int)
    assert list(second.after) == ["b"]


def test_nothing_is_remembered_unless_asked_for():
    asked = []
    for _ in range(2):
        FORGETFUL.to("a", 1, counted, asked, 1)
        FORGETFUL.lasting("a", "1", counted, asked, 1)
    assert len(asked) == 4
    assert not FORGETFUL.after
    assert not FORGETFUL.keep


def test_lasting_answers_go_by_the_digest_of_their_question():
    first = Answers(kept={})
    assert first.lasting("a", "digest", list, (1,)) == [1]
    second = Answers(kept=first.keep)
    assert second.lasting("a", "digest", list, (2,)) == [1]
    assert second.lasting("a", "other", list, (2,)) == [2]


def test_a_lasting_answer_is_revised_from_the_one_before():
    def more(before, answer, numbers):
        return [*answer, *numbers[len(before[0]) :]]

    answers = Answers({}, {})
    for count in range(1, 4):
        found = answers.lasting("a", str(count), list, range(count), revise=more)
        answers = Answers(answers.after, answers.keep)
    assert found == [0, 1, 2]
    assert answers.before == {(more, "a"): ((range(3),), [0, 1, 2])}


def linked(articles, answers):
    return link(articles, SETTINGS, Stock(), now=on(2026), answers=answers).site


def test_articles_stay_the_same_values_while_another_changes():
    articles = [article(f"{year}/a.md", date=on(year), digest=str(year)) for year in (2019, 2020, 2021)]
    first = Answers({}, {})
    before = linked(articles, first)
    changed = [replace(articles[0], digest="other", words=7), *articles[1:]]
    after = linked(changed, Answers(first.after, first.keep))
    kept = [
        new is old for new, old in zip(after.editions[0].entries, before.editions[0].entries, strict=True)
    ]
    assert kept == [True, True, False]
    assert after == linked(changed, FORGETFUL)


def test_a_title_changes_in_the_evidence_though_nothing_else_does():
    quoting = article("2019/a.md", date=on(2019), posts=(PostRef("x/1", "", "uncaptured", False),), cited="c")
    first = Answers({}, {})
    of_site(linked([quoting], first), first)
    second = Answers(first.after, first.keep)
    found = of_site(linked([replace(quoting, title="Other")], second), second)
    assert found.uncaptured[0].articles[0].name == "Other"
    assert second.keep["evidence"] == first.keep["evidence"]
