"""Dates from git's history: of its log as text, and of real repositories."""

import os
import subprocess
from contextlib import closing
from datetime import UTC, datetime

import pytest

from sitegen import gitdates
from sitegen.archive import load, open_archive
from sitegen.cache import Cache
from sitegen.gitdates import STATE, history_of, last_changes
from sitegen.workers import Workers

ARTICLE = "---\ntitle: River\ndate: 2019-05-01\n---\n\nSome text that is long enough to be recognised.\n"


def day(number):
    return f"2020-01-{number:02d}T12:00:00+00:00"


def log(*commits):
    return "".join(
        f"\x01{day(number)}\0\n" + "".join(f"{word}\0" for word in words) for number, *words in commits
    )


@pytest.mark.parametrize(
    ("commits", "found"),
    [
        ([(1, "A", "a.md")], {}),
        ([(2, "M", "a.md"), (1, "A", "a.md")], {"a.md": 2}),
        ([(3, "M", "a.md"), (2, "M", "a.md"), (1, "A", "a.md")], {"a.md": 3}),
        ([(3, "R100", "a.md", "b.md"), (2, "M", "a.md"), (1, "A", "a.md")], {"b.md": 2}),
        ([(3, "R090", "a.md", "b.md"), (2, "M", "a.md"), (1, "A", "a.md")], {"b.md": 3}),
        ([(4, "A", "a.md"), (3, "R100", "a.md", "b.md"), (2, "M", "a.md"), (1, "A", "a.md")], {"b.md": 2}),
        ([(4, "A", "a.md"), (3, "D", "a.md"), (2, "M", "a.md"), (1, "A", "a.md")], {}),
        ([(2, "C075", "a.md", "b.md"), (1, "A", "a.md")], {}),
        ([(2, "M", "a b\n.md", "M", "ب.md"), (1, "A", "ب.md")], {"a b\n.md": 2, "ب.md": 2}),
        ([(2,), (1, "A", "a.md")], {}),
        ([(3, "MM", "a.md"), (2, "M", "a.md"), (1, "A", "a.md")], {"a.md": 3}),
        ([(3, "AM", "a.md"), (1, "A", "a.md")], {"a.md": 3}),
        ([(3, "RM", "b.md"), (2, "R090", "a.md", "b.md"), (1, "A", "a.md")], {"b.md": 3}),
        ([(3, "AA", "a.md"), (3, "DDD", "b.md"), (2, "M", "b.md"), (1, "A", "b.md")], {"b.md": 2}),
    ],
)
def test_the_last_change_of_each_file(commits, found):
    wanted = {path: datetime.fromisoformat(day(number)) for path, number in found.items()}
    assert last_changes(log(*commits)) == wanted


@pytest.fixture
def repository(tmp_path):
    root = tmp_path / "repository/archive"
    (root / "content").mkdir(parents=True)
    (root / "content/site.yaml").write_text("title: Sample\nbase_url: https://a.example.org/\ndates: git\n")
    (root / "content/river.md").write_text(ARTICLE)
    return root


def git(root, *arguments, number=1):
    environment = os.environ | {"GIT_AUTHOR_DATE": day(number), "GIT_COMMITTER_DATE": day(number)}
    who = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, env=environment)


def committed(root, number):
    git(root.parent, "add", ".", number=number)
    git(root.parent, "commit", "-q", "-m", "A change", number=number)


def loaded(root):
    cache = Cache(root / ".sitegen")
    cache.folder.mkdir(exist_ok=True)
    with Workers(1) as workers, closing(cache.contents):  # another would wait for it
        return load(open_archive(root), cache, workers, lambda _s, _d, _t: None)


def test_an_article_is_updated_when_git_says_so(repository):
    git(repository.parent, "init", "-q")
    committed(repository, 1)
    (first,) = loaded(repository).articles
    assert first.updated is None
    (repository / "content/river.md").write_text(ARTICLE + "More.\n")
    committed(repository, 5)
    (second,) = loaded(repository).articles
    assert second.updated == datetime(2020, 1, 5, 12, tzinfo=UTC)
    git(repository, "mv", "content/river.md", "content/stream.md")
    committed(repository, 7)
    (third,) = loaded(repository).articles
    assert (third.path, third.updated) == ("stream.md", second.updated)


def test_a_conflict_resolved_in_a_merge_is_a_change(repository):
    """As `git log -1 -- FILE` has it: not so what the merge only brought together."""
    top = repository.parent
    (repository / "content/bridge.md").write_text(ARTICLE.replace("River", "Bridge"))
    git(top, "init", "-q")
    committed(repository, 1)
    git(top, "checkout", "-q", "-b", "side")
    (repository / "content/river.md").write_text(ARTICLE + "Said on one side.\n")
    (repository / "content/bridge.md").write_text(ARTICLE.replace("River", "Bridge") + "More.\n")
    committed(repository, 2)
    git(top, "checkout", "-q", "main")
    (repository / "content/river.md").write_text(ARTICLE + "Said on the other.\n")
    committed(repository, 3)
    git(top, "merge", "-q", "--no-commit", "-s", "ours", "side")
    git(top, "checkout", "side", "--", "archive/content/bridge.md")
    (repository / "content/river.md").write_text(ARTICLE + "Said by both.\n")
    committed(repository, 8)
    assert {article.path: article.updated.day for article in loaded(repository).articles} == {
        "river.md": 8,
        "bridge.md": 2,
    }


def test_what_the_article_says_goes_first(repository):
    git(repository.parent, "init", "-q")
    (repository / "content/river.md").write_text(ARTICLE.replace("---\n\n", "updated: 2019-06-01\n---\n\n"))
    committed(repository, 1)
    (repository / "content/river.md").write_text(ARTICLE.replace("---\n\n", "updated: 2019-06-02\n---\n\n"))
    committed(repository, 2)
    (article,) = loaded(repository).articles
    assert article.updated.date().isoformat() == "2019-06-02"


def test_without_git_there_is_a_warning_and_no_date(repository):
    found = loaded(repository)
    assert [problem.code for problem in found.problems] == ["no-history"]
    assert found.articles[0].updated is None


def test_a_shallow_history_is_not_trusted(repository, tmp_path):
    git(repository.parent, "init", "-q")
    committed(repository, 1)
    (repository / "content/river.md").write_text(ARTICLE + "More.\n")
    committed(repository, 2)
    git(tmp_path, "clone", "-q", "--depth", "1", repository.parent.as_uri(), "shallow")
    found = loaded(tmp_path / "shallow/archive")
    assert [problem.code for problem in found.problems] == ["shallow-history"]
    assert found.articles[0].updated is None


def test_the_history_is_read_once_a_commit(repository):
    git(repository.parent, "init", "-q")
    committed(repository, 1)
    cache = Cache(repository / ".sitegen")
    cache.folder.mkdir()
    history_of(repository / "content", cache)
    commit, _ = cache.load(STATE)
    marked = {"river.md": datetime(2020, 2, 2, tzinfo=UTC)}
    cache.save(STATE, (commit, marked))
    assert history_of(repository / "content", cache).updated == marked


def test_a_history_that_git_cannot_tell_now_is_asked_for_again(repository, monkeypatch):
    git(repository.parent, "init", "-q")
    committed(repository, 1)
    (repository / "content/river.md").write_text(ARTICLE + "More.\n")
    committed(repository, 5)
    with monkeypatch.context() as patched:
        patched.setattr(gitdates, "LOG", ("log", "--no-such-option"))
        assert [problem.code for problem in loaded(repository).problems] == ["no-history"]
    (article,) = loaded(repository).articles
    assert article.updated == datetime(2020, 1, 5, 12, tzinfo=UTC)
