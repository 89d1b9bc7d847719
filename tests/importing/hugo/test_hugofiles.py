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
