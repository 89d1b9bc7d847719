"""Values for tests of pure code: an article with what matters to the test, and the rest made up."""

from datetime import UTC, datetime

from sitegen.model import Article, Settings

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SETTINGS = Settings(title="Sample", base_url="https://archive.example.org/")


def article(path="2019/river.md", **more):
    """An article; its slug, stem and digest follow from its path."""
    stem = path.removesuffix(".md")
    lang = more.get("lang", "en")
    stem = stem.removesuffix(f".{lang}")
    fields = {
        "path": path,
        "digest": f"digest of {path}",
        "stem": stem,
        "kind": "page" if path.startswith("pages/") else "article",
        "lang": lang,
        "slug": stem.rpartition("/")[2],
        "title": stem.rpartition("/")[2].title(),
        "date": datetime(2019, 5, 1, tzinfo=UTC),
    }
    return Article(**(fields | more))


def on(year, month=1, day=1):
    """A day in UTC."""
    return datetime(year, month, day, tzinfo=UTC)
