"""Which files of a Jekyll site are articles."""

import pytest

from sitegen.importing.jekyll import sitefiles
from sitegen.importing.sources import Source
from sitegen.importing.values import Skipped

CONFIG = {
    "exclude": ["NOTES.md", "drafts-internal/", "*.internal.md", "vendor"],
    "include": ["_pages", "kept.internal.md"],
    "collections": {"team": {"output": "false"}, "reports": {"output": "true"}},
    "destination": "./public",
}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("about.md", "page"),
        ("_posts/2019-03-04-a.md", "post"),
        ("news/_posts/old/2019-03-04-a.md", "post"),
        ("_drafts/a.md", "draft"),
        ("_reports/2019/a.md", "reports"),
        ("_pages/about.md", "page"),
        ("kept.internal.md", "page"),
        ("NOTES.md", "excluded"),
        ("drafts-internal/a.md", "excluded"),
        ("news/_posts/a.internal.md", "excluded"),
        ("vendored/a.md", "excluded"),
        ("_team/a.md", "unpublished"),
        ("_other/a.md", "unpublished"),
        ("news/_a.md", "unpublished"),
        ("_posts/_old/2019-03-04-a.md", "unpublished"),
        ("_posts/old/_2019-03-04-a.md", "unpublished"),
        ("_layouts/page.html", ""),
        ("_site/about.html", ""),
        ("public/about.html", ""),
    ],
)
def test_kinds_of_files(path, kind):
    found = list(sitefiles.read(CONFIG).sort([Source(path, None)]))
    assert [item.reason if isinstance(item, Skipped) else item[0] for item in found] == [kind] * bool(kind)


def test_a_collection_in_a_list_makes_no_pages():
    assert sitefiles.read({"collections": ["team"]}).published == {}


def test_what_is_left_out_is_named_with_the_reason(bench):
    files = {
        "_config.yml": 'title: T\nexclude: [NOTES.md, "*.internal.md"]\ncollections: {team: {output: false}}\n',
        "_posts/2019-03-04-a.md": "---\ntitle: A\n---\nWords.\n",
        "_posts/2019-03-04-b.internal.md": "---\ntitle: B\n---\nWords.\n",
        "NOTES.md": "---\ntitle: Notes\n---\nWords.\n",
        "plain.md": "Words.\n",
        "README.md": "Words.\n",
        "_team/m.md": "---\ntitle: M\n---\nWords.\n",
    }
    bench.write(files).run()
    assert bench.paths == ["2019/a.md"]
    assert {(skip.path, skip.reason) for skip in bench.tally.skipped} == {
        ("_posts/2019-03-04-b.internal.md", "excluded"),
        ("NOTES.md", "excluded"),
        ("plain.md", "no-front-matter"),
        ("README.md", "not-an-article"),
        ("_team/m.md", "unpublished"),
    }
    assert "“team” has no output: true" in next(
        s.detail for s in bench.tally.skipped if s.path == "_team/m.md"
    )
