"""Which pages to render and which files to remove: a pure function of keys and the last manifest.

Nothing records what depends on what. A page is up to date when its key stands in the manifest and
its file is as it was left; any other is rendered. Why, `reasons.py` can say afterwards.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sitegen.digest import SIZE, of_value
from sitegen.files import Stamp
from sitegen.model import Page

_TOOLS = 8
_KEY = _TOOLS + SIZE
"""Bytes of a page's key: of what it is made with, and of its value."""

_SHA256 = 32
_STAMP = struct.Struct("<qqIqI")
_SECOND = 1_000_000_000
NO_KEY = bytes(_KEY)
"""The key of a file whose page failed: no page has it."""


class Written(bytes):
    """A file of the last build: its page's key, the SHA-256 of its bytes, and its stamp, one after the other.

    Five of them come with every article, and as values of their own they would take four times the room.
    """

    __slots__ = ()

    @classmethod
    def of(cls, key: bytes, sha256: str, stamp: Stamp) -> Written:
        """The row of a file; its SHA-256 is in hexadecimal."""
        size, mtime, ctime = stamp
        # 64 bits hold nanoseconds until 2262, and articles may be dated later
        packed = _STAMP.pack(size, *divmod(mtime, _SECOND), *divmod(ctime, _SECOND))
        return cls(key + bytes.fromhex(sha256) + packed)

    @property
    def key(self) -> bytes:
        """The key of the page that the file was made from."""
        return self[:_KEY]

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file's bytes, in hexadecimal."""
        return self[_KEY : _KEY + _SHA256].hex()

    @property
    def stamp(self) -> Stamp:
        """The file's stamp when it had been written."""
        size, mtime, mrest, ctime, crest = _STAMP.unpack_from(self, _KEY + _SHA256)
        return size, mtime * _SECOND + mrest, ctime * _SECOND + crest


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
    """What the last build wrote, by path below the output folder, and the facts that it knew.

    It is `whole` if all of it is of one build, which it is not where one was killed as it kept its manifest.
    """

    files: dict[str, Written] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Present:
    """The files that stand in the output: those that are `known`, but for those that `differ`, of which it
    has the stamp, or None where the file is missing. `whole` tells whether all that is known is of one build.
    """

    known: Mapping[str, Written]
    differ: Mapping[str, Stamp | None] = field(default_factory=dict)
    whole: bool = True

    def stamp(self, path: str) -> Stamp | None:
        """The stamp of the file at this path; None if there is none."""
        if path in self.differ:
            return self.differ[path]
        return row.stamp if (row := self.known.get(path)) else None

    def as_left(self, path: str) -> bool:
        """Whether a file that is known is there, and as it was left."""
        return path in self.known and path not in self.differ

    def paths(self) -> Iterator[str]:
        """The paths of all files that are there, in no particular order."""
        yield from (path for path in self.known if path not in self.differ)
        yield from (path for path, stamp in self.differ.items() if stamp)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a build has to do: pages to render, and paths of files to remove."""

    render: tuple[Page, ...]
    remove: tuple[str, ...]


def key_of(page: Page, tools: str) -> bytes:
    """A page's key: of its value, and of what it is made with. `tools` is the digest of the latter: renderer,
    template (with all that it includes), site view, code. A value that knows its own digest is not digested
    again: most pages of a large site have one.
    """
    known: str | None = getattr(page.context, "digest", None)
    return bytes.fromhex(tools[: 2 * _TOOLS] + (known or of_value((tools, page.context))))


def plan(pages: Iterable[Page], keys: Mapping[str, bytes], present: Present) -> Plan:
    """Compare the pages of this build with the last manifest and with the files that are there."""
    render = []
    known, differ = present.known.get, present.differ
    for page in pages:
        path = page.path
        written = known(path)
        if written is None or path in differ or not written.startswith(keys[path]):
            render.append(page)
    others = (path for path in present.paths() if path not in keys)
    remove = sorted(path for path in others if path in present.known or not is_dotted(path))
    return Plan(tuple(render), tuple(remove))


def is_dotted(path: str) -> bool:
    """Whether a path is none of the site's: a part of it begins with a dot (`.git/`, `.nojekyll`)."""
    return path.startswith(".") or "/." in path
