"""What was asked for in vain is not asked for again at every run, and does not stand before the rest."""

from datetime import timedelta

import pytest
from archive import NOW, keep, run, tweet_url, write_archive

from fakes.internet import picture, status, video
from sitegen.capture.attempts import Attempts
from sitegen.capture.plan import RECHECKS
from sitegen.checking import check
from sitegen.report import Options

DAY = timedelta(days=1)


def test_the_pauses_grow_up_to_a_month(tmp_path):
    attempts, asked = Attempts(tmp_path / "a.json"), []
    for day in range(100):
        if attempts.is_due("a", NOW + day * DAY):
            asked.append(day)
            attempts.failed("a", NOW + day * DAY)
    assert asked == [0, 1, 3, 7, 15, 31, 61, 91]
    attempts.save()
    assert not Attempts(tmp_path / "a.json").is_due("a", NOW + 100 * DAY)
    attempts.succeeded("a")
    assert attempts.is_due("a", NOW)


def test_two_attempts_of_one_day_are_one(tmp_path):
    attempts = Attempts(tmp_path / "a.json")
    for _ in range(5):
        attempts.failed("a", NOW)
    assert attempts.is_due("a", NOW + DAY)


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "[" * 100_000, '{"a": 1}', '{"a": {"at": "x", "days": 1}}', '{"a": {"days": "b"}}',
        '{"a": {"at": "9999-12-31T23:59:59Z", "days": 1}}', '{"a": {"at": "0001-01-01T00:00:00+14:00", "days": 1}}',
        '{"a": {"at": "9999-12-31T23:59:59-14:00", "days": 1}}',
    ],
)  # fmt: skip
def test_what_cannot_be_read_of_it_is_nothing(tmp_path, text):
    (tmp_path / "a.json").write_text(text)
    assert Attempts(tmp_path / "a.json").is_due("a", NOW)


def test_a_picture_that_is_gone_is_told_and_left_for_another_day(tmp_path, internet):
    write_archive(tmp_path, "https://youtu.be/abcdefghijk")
    internet.posts["abcdefghijk"] = video("A film", thumbnail=f"{internet.url}/still.jpg")
    assert [problem.code for problem in run(tmp_path, internet).problems] == ["picture-refused"]
    again = run(tmp_path, internet)
    assert (again.media["left"], internet.count("/still")) == (1, 1)
    [waiting] = again.problems
    assert (waiting.code, f"{internet.url}/still.jpg (youtube/abcdefghijk)" in waiting.message) == (
        "picture-refused", True
    )  # fmt: skip
    checked = check(tmp_path, Options(jobs=1), progress=lambda *_: None).report.problems
    told = [(p.path, p.line) for p in checked if p.code == "picture-not-kept"]
    assert told == [("content/2022/river.md", 5)]
    internet.pages["/still.jpg"] = picture()
    later = run(tmp_path, internet, now=NOW + DAY)
    assert (later.media["kept"], later.media["left"]) == (1, 0)


def test_a_picture_that_could_not_be_reached_is_asked_for_at_once(tmp_path, internet):
    write_archive(tmp_path, "https://youtu.be/abcdefghijk")
    internet.posts["abcdefghijk"] = video("A film", thumbnail="http://nosuch.invalid/still.jpg")
    assert len(run(tmp_path, internet).problems) == len(run(tmp_path, internet).problems) == 1


def test_posts_that_never_answer_do_not_keep_the_others_from_being_looked_at(tmp_path, internet):
    numbers = range(1, RECHECKS + 11)
    write_archive(tmp_path, "\n\n".join(map(tweet_url, numbers)))
    for n in numbers:
        keep(
            tmp_path,
            f"x/{n}",
            url=tweet_url(n),
            text="Words",
            status="live",
            status_checked_at=f"2022-01-01T00:00:{n % 60:02}Z",
        )
        internet.posts[str(n)] = status(467)
    first = run(tmp_path, internet)
    assert (first.posts["looked_again"], first.posts["later"]) == (RECHECKS, 10)
    asked = set(internet.asked)
    internet.asked.clear()
    run(tmp_path, internet, now=NOW + DAY)
    assert len(asked | set(internet.asked)) == len(numbers)
