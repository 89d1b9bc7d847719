"""What is published of a post: the article's account and the captured one, as one."""

from dataclasses import replace

import pytest

from sitegen.embeds import merge
from sitegen.model import ArchivedCopy, Snapshot, SnapshotMedia, StatusChange

URL = "https://x.com/example_a/status/7"
GIVEN = Snapshot("x", "7", url=URL)
STORED = Snapshot(
    "x", "7", url="https://twitter.com/example_a/status/7", text="captured", html="<p>captured</p>",
    lang="fa",
    author_name="A", created_at="2022-06-03T10:00:00Z", captured_at="2022-06-04", captured_via="oembed",
    status="deleted", status_checked_at="2023-01-02", status_history=(StatusChange("deleted", "2023-01-02"),),
    media=(SnapshotMedia("_snapshots/x/7-1.jpg"),), archives=(ArchivedCopy("https://archive.example.org/7"),),
)  # fmt: skip


def test_an_address_alone_shows_what_was_captured():
    assert merge(GIVEN, STORED) == replace(STORED, url=URL)


def test_a_film_of_which_nobody_says_how_it_was_captured_keeps_its_day():
    film = Snapshot("youtube", "abc-_12345A", url=URL, title="A film", captured_at="2022-06-04")
    found = merge(Snapshot("youtube", "abc-_12345A", url=URL), film)
    assert (found.title, found.captured_at) == ("A film", "2022-06-04")


def test_words_of_the_article_never_replace_captured_ones():
    given = replace(
        GIVEN, text="typed", lang="en", author_name="B", author_handle="example_a", note="a remark"
    )
    found = merge(given, STORED)
    assert (found.text, found.html, found.lang, found.author_name) == (
        "captured",
        "<p>captured</p>",
        "fa",
        "A",
    )
    assert (found.author_handle, found.note) == ("example_a", "a remark")


def test_words_of_the_article_stand_where_nothing_was_captured():
    bare = Snapshot("x", "7", url=URL, status="deleted", status_checked_at="2023-01-02")
    found = merge(replace(GIVEN, text="typed", captured_via="manual"), bare)
    assert (found.text, found.captured_via, found.status) == ("typed", "manual", "deleted")
    assert found.status_checked_at == "2023-01-02"


@pytest.mark.parametrize(
    ("given", "stored", "state"),
    [
        (GIVEN, None, "uncaptured"),
        (replace(GIVEN, text="typed"), None, "unknown"),
        (replace(GIVEN, status="live"), None, "uncaptured"),
        (replace(GIVEN, text="typed", status="deleted"), None, "deleted"),
        (replace(GIVEN, status="deleted"), None, "deleted"),
        (replace(GIVEN, status="unknown"), STORED, "deleted"),
        (replace(GIVEN, status="protected"), STORED, "protected"),
        (GIVEN, replace(STORED, status="uncaptured"), "unknown"),
        (GIVEN, Snapshot("x", "7", status="live"), "uncaptured"),
        (GIVEN, Snapshot("x", "7", title="A film", status="live"), "live"),
        (replace(GIVEN, status="live"), replace(STORED, status="withheld"), "withheld"),
        (replace(GIVEN, status="withheld"), STORED, "withheld"),
    ],
)
def test_states(given, stored, state):
    assert merge(given, stored).status == state


def test_a_state_of_the_editors_own_has_no_other_checks_date():
    found = merge(replace(GIVEN, status="protected"), STORED)
    assert (found.status_checked_at, found.status_history) == ("", ())


@pytest.mark.parametrize("side", ["given", "stored"])
def test_withheld_leaves_an_address_without_the_author_and_the_reason(side):
    given = replace(GIVEN, text="typed", author_name="B", note="by request" if side == "given" else "")
    stored = replace(STORED, reason="by request" if side == "stored" else "")
    if side == "given":
        given = replace(given, status="withheld")
    else:
        stored = replace(stored, status="withheld")
    url = "https://x.com/i/web/status/7"
    assert merge(given, stored) == Snapshot("x", "7", url=url, status="withheld", reason="by request")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("", "2022-06-03T12:25:30Z"),
        ("2022-06-03", "2022-06-03T12:25:30Z"),
        ("2022-06-04", "2022-06-04"),
        ("2022-06", "2022-06-03T12:25:30Z"),
        ("2021", "2021"),
        ("2019-05-03", "2019-05-03"),
        ("2022-06-03T01:00:00Z", "2022-06-03T01:00:00Z"),
        ("last week", "last week"),
    ],
)
def test_the_id_tells_the_time_of_day_of_a_day_that_fits(written, shown):
    post = Snapshot("x", "1532700000000000000", text="x", created_at=written)
    assert merge(post, None).created_at == shown


def test_the_day_that_a_service_tells_may_be_that_of_another_zone():
    post = Snapshot("x", "1532700000000000000", text="x", created_at="2022-06-04", captured_via="oembed")
    assert merge(post, None).created_at == "2022-06-03T12:25:30Z"


NOTED = replace(
    STORED, text="noted once", html="", lang="fa", captured_via="manual", created_at="2022-06-03T12:25:30Z"
)


def test_the_editors_words_of_now_stand_before_those_that_were_written_down_once():
    given = replace(GIVEN, text="noted anew", created_at="2022-06-03", captured_via="manual", note="a remark")
    found = merge(given, NOTED)
    assert (found.text, found.html, found.lang, found.note) == ("noted anew", "", "", "a remark")
    assert (found.author_name, found.created_at) == ("A", "2022-06-03T12:25:30Z")
    assert (found.status, found.status_checked_at, found.captured_at) == (
        "deleted",
        "2023-01-02",
        "2022-06-04",
    )
    assert (found.media, found.archives, found.url) == (NOTED.media, NOTED.archives, URL)


def test_an_address_alone_shows_what_editors_noted_elsewhere():
    assert merge(GIVEN, NOTED).text == "noted once"


def test_no_snapshot_takes_the_place_of_a_post_that_only_its_article_knows():
    own = Snapshot("x", "answer", text="own words", captured_via="manual")
    other = replace(NOTED, id="answer", url="")
    assert merge(own, other) == replace(own, status="unknown")
    assert merge(own, replace(other, status="withheld")).status == "withheld"
