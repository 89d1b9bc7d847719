"""Files that Hugo leaves out."""

from bench import GIF

HEAD = "---\ntitle: A\ndate: 2019-03-04\n---\n"


def test_files_that_the_settings_ignore_are_left_out_and_named(bench):
    files = {
        "hugo.yaml": 'title: Watch\nignoreFiles: ["\\\\.private\\\\.(md|gif)$", "^/?content/hidden/"]\n',
        "content/posts/a/index.md": f"{HEAD}Words.\n",
        "content/posts/a/x.private.gif": GIF,
        "content/posts/b.private.md": f"{HEAD}Secret.\n",
        "content/hidden/c.md": f"{HEAD}Secret.\n",
    }
    bench.write(files).run()
    assert bench.paths == ["posts/a/a.md"]
    assert not (bench.root / "content/posts/a/x.private.gif").exists()
    assert {(skip.path, skip.reason) for skip in bench.tally.skipped} == {
        ("posts/b.private.md", "excluded"), ("hidden/c.md", "excluded"),
    }  # fmt: skip


def test_a_pattern_that_cannot_be_read_is_told(bench):
    files = {"hugo.yaml": 'title: Watch\nignoreFiles: ["("]\n', "content/posts/a.md": f"{HEAD}Words.\n"}
    bench.write(files).run()
    assert "pattern (" in bench.problem("wrong-settings").message


def test_folders_that_are_mounted_below_content(bench):
    mounts = {"content": "content", "papers": "content/docs", "one.md": "content/docs/one.md"}
    lines = [f"  - {{source: {a}, target: {b}, excludeFiles: /own/**}}" for a, b in mounts.items()]
    files = {
        "hugo.yaml": "title: Watch\nmodule:\n  mounts:\n" + "\n".join(lines) + "\n",
        "content/posts/a.md": f"{HEAD}See [it](/docs/b/).\n",
        "papers/b.md": f'{HEAD}Back to [it]({{{{< ref "posts/a.md" >}}}}).\n',
        "papers/Own/c.md": f"{HEAD}Secret.\n",
        "one.md": f"{HEAD}Lone.\n",
    }
    bench.write(files).run("hugo")
    assert bench.paths == ["docs/b.md", "posts/a.md"]
    assert bench.body("docs/b.md") == "Back to [it](../posts/a.md)."
    assert bench.front("docs/b.md").aliases == ("/docs/b/",)
    assert [(skip.path, skip.reason) for skip in bench.tally.skipped] == [("papers/Own/c.md", "excluded")]
    assert "one.md at content/docs/one.md" in bench.problem("wrong-settings").message
