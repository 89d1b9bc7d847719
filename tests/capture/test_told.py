"""What a run tells of: posts that have gone, sources without a copy, figures that add up."""

import pytest
from archive import NOW, keep, run, tweet_url, write_archive

from fakes.internet import SUSPENDED, status, tweet
from sitegen.cli.capture import summary

LATER = NOW.replace(year=2025)


@pytest.mark.parametrize(("reply", "state"), [(status(404), "deleted"), (SUSPENDED, "suspended")])
def test_a_kept_post_that_has_gone_is_named_once(tmp_path, internet, reply, state):
    write_archive(tmp_path, f"Words.\n\n{tweet_url(7)}")
    internet.posts["7"] = tweet("7", "Hello")
    run(tmp_path, internet)
    internet.posts["7"] = reply
    [problem] = run(tmp_path, internet, now=LATER).problems
    assert (problem.code, problem.path, problem.line) == ("post-gone", "content/2022/river.md", 7)
    assert f"the post {tweet_url(7)} was live, and is {state} now" in problem.message
    assert run(tmp_path, internet, now=LATER.replace(month=5)).problems == []


def test_each_quoted_post_is_counted_once(tmp_path, internet):
    entry = f"  - {{id: a, text: Own}}\n  - {{url: '{tweet_url(5)}', text: Noted}}\n"
    entry += f"  - {{url: '{tweet_url(6)}', status: withheld}}\n"
    write_archive(tmp_path, "\n\n".join(map(tweet_url, (7, 8, 9))), tweets=entry)
    keep(tmp_path, "x/8", text="Kept", captured_via="oembed", status="live")
    keep(tmp_path, "x/1", text="Quoted nowhere")
    internet.posts |= {"7": tweet("7", "Hello"), "8": status(404), "9": status(503), "5": status(503)}
    report = run(tmp_path, internet)
    names = ("quoted", "captured", "written", "kept", "without_words", "withheld", "own")
    assert [report.posts[name] for name in names] == [6, 1, 1, 1, 1, 1, 1]
    assert summary(report) == (
        "6 posts: 1 captured, 1 written down, 1 kept, 1 without words, 1 withheld, 1 in one article only\n"
        "The services say that 1 are gone; of 2 they say nothing"
    )


def test_sources_without_a_copy_are_named_in_one_message_at_the_first(tmp_path, internet):
    sources = "".join(f"  - https://press.example.org/{n}\n" for n in range(5))
    write_archive(tmp_path, "Words.", sources=sources)
    [problem] = run(tmp_path, internet, posts=False, media=False, sources=True, services=("cdx",)).problems
    assert (problem.code, problem.path, problem.line, problem.column) == (
        "no-archived-copy", "content/2022/river.md", 5, 5
    )  # fmt: skip
    named = ", ".join(f"https://press.example.org/{n} (content/2022/river.md)" for n in range(3))
    assert problem.message == f"without an archived copy: {named} and 2 more"


def test_an_archive_that_does_not_answer_is_told_at_the_source(tmp_path, internet):
    write_archive(tmp_path, "Words.", sources="  - https://press.example.org/1\n")
    internet.copies["https://press.example.org/1"] = status(500)
    [problem] = run(tmp_path, internet, posts=False, media=False, sources=True, services=("cdx",)).problems
    assert (problem.path, problem.line) == ("content/2022/river.md", 5)
    assert "status 500" in problem.message
