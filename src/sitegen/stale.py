"""Which pages to render and which files to remove: a pure function of keys and the last manifest.

Nothing records what depends on what. A page is up to date when its key stands in the manifest and
its file is as it was left; any other is rendered. Why, `reasons.py` can say afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sitegen.digest import of_value
from sitegen.model import Page
from sitegen.pickling import portable

Stamp = tuple[int, int, int]
"""(size, mtime, ctime) of a file."""


@portable
@dataclass(frozen=True, slots=True)
class Written:
    """A file of the last build: its page's key, the SHA-256 of its bytes, and its stamp."""

    key: str
    sha256: str
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Facts:
    """What reasons are made of: digests of what pages are made of, by name, of one build.

    `articles` and `cards` go by the article's path, `templates` by name, `settings` by key;
    `closures` are the templates that a page's template includes, itself among them.
    """

    code: str = ""
    articles: Mapping[str, str] = field(default_factory=dict)
    cards: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    closures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the last build wrote, by path below the output folder, and the facts that it knew."""

    files: dict[str, Written] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build has to do: pages to render, and paths of files to remove."""

    render: tuple[Page, ...]
    remove: tuple[str, ...]
    unchanged: int


def key_of(page: Page, tools: str) -> str:
    """A page's key: of its value, and of what it is made with. `tools` is the digest of the latter: renderer,
    template (with all that it includes), site view, code. A value that knows its own digest is not digested
    again: most pages of a large site have one.
    """
    known: str | None = getattr(page.context, "digest", None)
    return tools[:16] + (known or of_value((tools, page.context)))


def plan(
    pages: Iterable[Page], keys: Mapping[str, str], manifest: Manifest, present: Mapping[str, Stamp]
) -> Plan:
    """Compare the pages of this build with the last manifest and with the files that are there."""
    render = []
    unchanged = 0
    known, there = manifest.files.get, present.get
    for page in pages:
        path = page.path
        written = known(path)
        if written is not None and written.key == keys[path] and there(path) == written.stamp:
            unchanged += 1
        else:
            render.append(page)
    remove = sorted(path for path in present if path not in keys and not is_hidden(path))
    return Plan(tuple(render), tuple(remove), unchanged)


def is_hidden(path: str) -> bool:
    """Whether a path is none of the site's: a part of it begins with a dot (`.git/`, `.nojekyll`)."""
    return path.startswith(".") or "/." in path
