"""The files of a source, and what of it is left alone."""

import pytest

from sitegen.importing import sources


def test_links_that_lead_out_of_the_source_are_named(tmp_path):
    outside, source = tmp_path / "outside", tmp_path / "source"
    (outside / "deep").mkdir(parents=True)
    (source / "_posts").mkdir(parents=True)
    (source / ".git").mkdir()
    (source / "_posts/a.md").write_text("a")
    (source / "_posts/x.md").symlink_to("/etc/passwd")
    (source / "_posts/y.md").symlink_to("a.md")
    (source / "static").symlink_to(outside)
    (source / "round").symlink_to(source)
    (source / ".git/z").symlink_to("/etc")
    found = sources.left_out(source)
    assert [(link.path, link.reason) for link in found] == [
        ("_posts/x.md", "link-outside"), ("static", "link-outside"),
    ]  # fmt: skip
    assert sources.left_out(source / "_posts/a.md") == []


def test_an_import_tells_of_them(bench):
    bench.write({"_posts/2019-03-04-a.md": "---\ntitle: A\n---\nWords.\n"})
    (bench.source / "_posts/2019-03-05-x.md").symlink_to("/etc/passwd")
    tally = bench.run()
    assert [(skip.path, skip.reason) for skip in tally.skipped] == [
        ("_posts/2019-03-05-x.md", "link-outside")
    ]
    assert tally.imported == 1


POST = "---\ntitle: A\ndate: 2019-03-04\n---\nWords.\n"


@pytest.mark.parametrize("name", ["n" * 300, "a/../../outside"])
@pytest.mark.parametrize(
    ("form", "settings", "article", "text"),
    [
        ("jekyll", "_config.yml", "_posts/2019-03-04-a.md", 'source: "{}"\n'),
        (
            "hugo",
            "hugo.toml",
            "content/posts/a.md",
            'theme = "../{0}"\nstaticDir = "{0}"\ncontentDir = "{0}"\n',
        ),
        ("markdown", "pelicanconf.py", "a.md", 'PATH = "{}"\nARTICLE_URL = "{{slug:>99999999999}}"\n'),
        ("markdown", ".eleventy.js", "a.md", "module.exports = {{dir: {{input: '{0}', data: '{0}'}}}}\n"),
    ],
)
def test_settings_name_no_folder_that_is_none_or_outside(bench, name, form, settings, article, text):
    bench.write({settings: text.format(name), article: POST, "a/b.gif": "x"})
    for place in ("_posts/2019-03-04-b.md", "posts/b.md", "b.md"):
        file = bench.source.parent / "outside" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(POST)
    assert bench.run(form).imported == 1
