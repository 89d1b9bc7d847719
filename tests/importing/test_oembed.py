"""Stored oEmbed answers: of any name, failures among them."""

import json

import pytest
from samples import TWEET

from sitegen.importing import oembed

URL = "https://twitter.com/example_river/status/1102600000000000000"
FAILURE = f"<p>There was a 'Not Found' error fetching URL: '{URL}'</p>"
POST = f"---\ntitle: River\ndate: 2019-03-04\n---\nOne\n\n{URL}\n"


def answers(folder, **files):
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_text(data if isinstance(data, str) else json.dumps(data))
    return folder


def test_an_answer_becomes_a_snapshot(bench, tmp_path):
    stored = answers(tmp_path / "cache", abc={"url": URL, "author_name": "River Watch", "html": TWEET})
    tally = bench.write({"a.md": POST}).run("markdown", oembed=stored)
    assert (tally.embeds()["captured"], tally.embeds()["dead"]) == (1, 0)
    text = bench.text("_snapshots/x/1102600000000000000.json")
    assert '"text": "The water is back. https://t.co/AbC"' in text
    assert '"captured_via": "oembed"' in text


def test_a_stored_failure_is_a_deleted_post_that_shows_its_address(bench, tmp_path):
    stored = answers(tmp_path / "cache", **{"0a1b.cache": {"html": FAILURE}})
    tally = bench.write({"a.md": POST}).run("markdown", oembed=stored)
    assert tally.embeds()["dead"] == 1
    bench.build()
    page = (bench.root / "output/2019/a/index.html").read_text()
    assert 'data-status="deleted"' in page
    assert URL in page
    assert "@example_river" in page


def test_words_in_the_article_stand_before_a_failure(bench, tmp_path):
    stored = answers(tmp_path / "cache", x={"html": FAILURE})
    tally = bench.write({"a.md": POST.replace(URL, TWEET)}).run("markdown", oembed=stored)
    assert (tally.embeds()["captured"], tally.embeds()["dead"]) == (1, 1)
    text = bench.text("_snapshots/x/1102600000000000000.json")
    assert '"status": "deleted"' in text
    assert "The water is back." in text


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ({"html": FAILURE}, "deleted"),
        ({"html": FAILURE.replace("Not Found", "Forbidden")}, "protected"),
        ({"url": URL, "errors": [{"code": 34, "message": "Sorry, that page does not exist"}]}, "deleted"),
        ({"url": URL, "errors": [{"code": 63, "message": "User has been suspended."}]}, "suspended"),
        ({"url": URL, "error": "Sorry, you are not authorized to see this status."}, "protected"),
        ({"html": FAILURE.replace("Not Found", "Bad Gateway")}, "unknown"),
    ],
)
def test_failures_are_told_apart(answer, status):
    post = oembed.read_answer(answer)
    assert (post.url, post.author_handle, post.status) == (URL, "example_river", status)


def test_files_of_several_answers_and_of_none(tmp_path):
    stored = answers(
        tmp_path / "cache",
        several=[{"html": TWEET}],
        keyed={URL: {"html": FAILURE}},
        broken="{",
        other="no JSON",
        empty="",
    )
    (stored / ".hidden").write_text("x")
    (stored / "still.jpg").write_text("x")
    problems = []
    found = oembed.read_folder(stored, problems)
    assert list(found) == ["x/1102600000000000000"]
    assert found["x/1102600000000000000"].text
    assert [(problem.path, problem.code) for problem in problems] == [
        ("broken", "wrong-oembed"),
        ("empty", "wrong-oembed"),
        ("other", "wrong-oembed"),
    ]
