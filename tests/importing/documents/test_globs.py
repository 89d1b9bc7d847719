"""Patterns of paths, as site generators write them."""

import pytest

from sitegen.importing.documents import globs


@pytest.mark.parametrize(
    ("glob", "path", "fits"),
    [
        ("*.md", "a.md", True),
        ("*.md", "a/b.md", False),
        ("**/*.md", "a/b/c.md", True),
        ("**/*.md", "c.md", True),
        ("/news/**", "/news/a/b", True),
        ("/news/**", "/news", False),
        ("/{news,blog}/?", "/blog/a", True),
        ("/{news,blog}/?", "/blog/ab", False),
        ("a,b", "a,b", True),
        ("x[!a-c].md", "xd.md", True),
        ("x[!a-c].md", "xb.md", False),
        ("x[z-a]", "x[z-a]", True),
        ("a{b", "a{b", True),
        ("a}", "a}", True),
        ("{a.b}", "axb", False),
    ],
)
def test_patterns(glob, path, fits):
    assert globs.matches(glob, path) == fits
