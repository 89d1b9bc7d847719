"""The values of a head by their keys: names that mean the same, keys that are misspelt, what is left over."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches

from sitegen.decoding.article import HELD_BACK
from sitegen.decoding.kinds import FALSE, TRUE
from sitegen.importing import when
from sitegen.importing.frontmatter.heads import Head, Value, walk
from sitegen.problems import Problem, warning

TITLE = ("title", "name", "headline")
DATE = ("date", "publishdate", "pubdate", "published_at", "created", "created_at", "published_date")
RELEASE = frozenset({"publishdate", "pubdate", "published", "published_at", "published_date"})
"""Those of the dates before which nobody may see an article, whatever date it shows."""

UPDATED = ("updated", "lastmod", "last_modified_at", "modified", "updated_at", "last_update", "date_updated")
AUTHORS = ("authors", "author", "byline")
TAGS = ("tags", "tag", "categories", "category", "keywords", "topics", "tag_list")
SUMMARY = ("summary", "excerpt", "description", "abstract", "subtitle", "lead", "dek")
IMAGE = ("image", "cover", "thumbnail", "featured_image", "feature_image", "hero_image", "banner", "images",
         "og_image", "header")  # fmt: skip
SOURCES = ("sources", "source", "source_url", "canonical", "canonical_url", "canonicalurl", "external_url",
           "externalurl", "original_url", "link", "origin")  # fmt: skip
ALIASES = ("aliases", "redirect_from", "redirects", "alias")
KNOWN = (
    *TITLE, *DATE, *UPDATED, *AUTHORS, *TAGS, *SUMMARY, *IMAGE, *SOURCES, *ALIASES, "resources", "slug",
    "lang", "language", "locale", "draft", *HELD_BACK, "image_alt", "expirydate", "unpublishdate",
    "permalink", "url", "tweets", "corrections", "withdrawn", "layout",
)  # fmt: skip


@dataclass(slots=True)
class Fields:
    """The values of one head, taken out one by one; what is left at the end means nothing here."""

    head: Head
    path: str
    problems: list[Problem] = field(default_factory=list)
    _left: dict[str, tuple[str, Value]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._left = {key.casefold(): (key, value) for key, value in self.head.values.items()}
        self._mend_names()
        self._part_dates()

    def _mend_names(self) -> None:
        """Read a key that is misspelt (`descrition`) as the one that was meant."""
        for folded, (key, _) in list(self._left.items()):
            near = [] if folded in KNOWN or len(folded) < 5 else get_close_matches(folded, KNOWN, 1, 0.88)
            if near and near[0] not in self._left and near[0] != f"{folded}s" and f"{near[0]}s" != folded:
                self._left[near[0]] = self._left.pop(folded)
                self.warn("misspelt-key", key, f"“{key}” was read as “{near[0]}”")
            elif " " in folded:
                self.warn(
                    "prose-as-key", key, f"“{key[:60]}” is no key: it was left out with what follows it"
                )

    def _part_dates(self) -> None:
        """Read a mapping of dates as keys: `date: {created: …, updated: …}` of Material for MkDocs.

        `published` is a date to some tools, where others have yes or no.
        """
        key, dates = self._left.get("date", ("", ""))
        if isinstance(dates, dict):
            del self._left["date"]
            for name, value in dates.items():
                self._left.setdefault(name.casefold(), (key, value))
        key, published = self._left.get("published", ("", ""))
        if isinstance(published, str) and when.whole(published):
            del self._left["published"]
            self._left.setdefault("publishdate", (key, published))

    def take(self, *names: str) -> list[tuple[str, Value]]:
        """(key as written, value) of those of the names that are there and not empty."""
        found = [self._left.pop(name) for name in names if name in self._left]
        return [(key, value) for key, value in found if value not in ("", [], {})]

    def text(self, *names: str) -> str:
        """The first of the names that holds text, folded to one line."""
        for _, value in self.take(*names):
            if isinstance(value, str):
                return " ".join(value.split())
        return ""

    def flag(self, name: str) -> bool | None:
        """A truth value; None if it is not there or is none."""
        word = self.text(name).lower()
        return True if word in TRUE else False if word in FALSE else None

    def default(self, key: str, value: Value) -> None:
        """Give a value to a key that the head does not have."""
        self._left.setdefault(key.casefold(), (key, value))

    def peek(self, *names: str) -> list[str]:
        """The texts under some names, which stay to be taken; a plural holds words, a singular one text."""
        found: list[str] = []
        for name in names:
            value = self._left[name][1] if name in self._left else ""
            if isinstance(value, str):
                found += value.split() if is_plural(name) else [value]
            else:
                found += walk(value)
        return [text for text in found if text]

    def inner(self, name: str, key: str) -> list[str]:
        """The texts under a key of the mappings that a list holds, which stays to be taken."""
        _, value = self._left.get(name, ("", ""))
        items = value if isinstance(value, list) else []
        return [text for item in items if isinstance(item, dict) and isinstance(text := item.get(key), str)]

    def warn(self, code: str, key: str, message: str, hint: str = "") -> None:
        """Tell what a person should look at, at the line of a key."""
        self.problems.append(warning(code, self.path, message, hint=hint, line=self.head.line(key)))

    @property
    def rest(self) -> tuple[str, ...]:
        """The keys that nobody took."""
        return tuple(key for key, _ in self._left.values())


def is_plural(key: str) -> bool:
    """Whether the text under a key is several words to Jekyll: `tags: a b`, but `category: Human Rights`."""
    return key.casefold().endswith("s")
