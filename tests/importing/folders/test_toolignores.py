"""Files that Pelican and Eleventy leave out are left out here, and named."""

import pytest

HEAD = "---\ntitle: A\ndate: 2019-03-04\n---\nWords.\n"


def excluded(bench):
    return {
        skip.path: skip.detail.partition(" ")[0] for skip in bench.tally.skipped if skip.reason == "excluded"
    }


@pytest.mark.parametrize("source", ["", "src"])
def test_eleventy(bench, source):
    files = {
        "eleventy.config.js": 'export default c => { c.ignores.add("src/notes/*.md"); return {dir: {input: "src"}} }',
        ".gitignore": "# comment\n\nnode_modules\n/src/private/\n!src/private/a.md\n",
        ".eleventyignore": "src/*.internal.md\n",
        "src/.eleventyignore": "secret/\n**/draft-*.md\n",
        "src/a.md": HEAD,
        "src/secret/a.md": HEAD,
        "src/deep/draft-a.md": HEAD,
        "src/private/a.md": HEAD,
        "src/b.internal.md": HEAD,
        "src/deep/b.internal.md": HEAD,
        "src/notes/a.md": HEAD,
    }
    bench.write(files).run("markdown", source=source)
    assert bench.paths == ["a.md", "deep/b.internal.md"]
    assert excluded(bench) == {
        "secret/a.md": ".eleventyignore",
        "deep/draft-a.md": ".eleventyignore",
        "b.internal.md": ".eleventyignore",
        "private/a.md": ".gitignore",
        "notes/a.md": "ignores.add",
    }


def test_eleventy_without_gitignore(bench):
    files = {
        "eleventy.config.js": "module.exports = c => { c.setUseGitIgnore(false) }",
        ".gitignore": "a.md\n",
        "a.md": HEAD,
    }
    bench.write(files).run("markdown")
    assert bench.paths == ["a.md"]


CONF = """PATH = 'content'
ARTICLE_PATHS = ['blog', '']
ARTICLE_EXCLUDES = ['drafts-internal', './old']
PAGE_EXCLUDES = ('pages/hidden',)
IGNORE_FILES = ['*.private.md', 'tmp']
DEFAULT_METADATA = {'status': 'draft', 'author': 'Ana Example'}
"""


@pytest.mark.parametrize("source", ["", "content"])
def test_pelican(bench, source):
    names = "a blog/b drafts-internal/a old/a pages/c pages/hidden/a x.private blog/tmp/a".split()
    files = {f"content/{name}.md": HEAD for name in names}
    bench.write({"pelicanconf.py": CONF, **files}).run("markdown", source=source)
    assert bench.paths == ["a.md", "articles/pages/c.md", "blog/b.md"]
    assert excluded(bench) == {
        "drafts-internal/a.md": "ARTICLE_EXCLUDES",
        "old/a.md": "ARTICLE_EXCLUDES",
        "pages/hidden/a.md": "PAGE_EXCLUDES",
        "x.private.md": "IGNORE_FILES",
        "blog/tmp/a.md": "IGNORE_FILES",
    }
    assert (bench.front("blog/b.md").draft, bench.front("blog/b.md").authors) == (True, ("Ana Example",))


def test_pelican_with_a_folder_of_articles(bench):
    conf = "ARTICLE_PATHS = ['blog']\n"
    bench.write({"pelicanconf.py": conf, "blog/a.md": HEAD, "b.md": HEAD}).run("markdown")
    assert (bench.paths, excluded(bench)) == (["blog/a.md"], {"b.md": "ARTICLE_PATHS"})


def test_what_its_status_skips_is_left_out(bench):
    bench.write({"a.md": "Title: A\nDate: 2019-03-04\nStatus: skip\n\nSecret.\n"}).run("markdown")
    assert bench.paths == []
    assert [(skip.path, skip.reason) for skip in bench.tally.skipped] == [("a.md", "unpublished")]
