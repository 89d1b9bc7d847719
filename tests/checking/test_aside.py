"""Where a check builds the site that it looks at."""

from security.hostile import put
from sitegen.checking import check
from sitegen.report import Options


def test_an_archive_that_cannot_be_written_to_is_checked_all_the_same(tmp_path):
    put(tmp_path, "site.yaml", "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n")
    put(tmp_path, "river.md", "---\ntitle: River\ndate: 2019-01-01\n---\n[Lake](lake.md)\n")
    barrier = tmp_path / ".sitegen"
    barrier.write_text("no folder")  # as on a disk that is mounted read-only, where none can be made
    told = check(tmp_path, Options(jobs=1), progress=lambda *_: None).report
    assert [(problem.path, problem.line) for problem in told.problems] == [("content/river.md", 5)]
    assert told.counts.articles == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [".sitegen", "content"]
