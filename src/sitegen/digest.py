"""Short, canonical digests of values: the keys of pages, of parsed articles and of files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cached_property, partial
from io import BufferedReader
from typing import Any

SIZE = 16
"""Bytes of a digest: 128 bits, so that accidental equality is out of the question."""


def of_bytes(data: bytes) -> str:
    """The digest of a file's bytes, in hexadecimal."""
    return hashlib.blake2b(data, digest_size=SIZE).hexdigest()


def of_file(file: BufferedReader) -> str:
    """The digest of what an open file holds, read piece by piece."""
    return hashlib.file_digest(file, partial(hashlib.blake2b, digest_size=SIZE)).hexdigest()


def of_text(*parts: str) -> str:
    """The digest of texts in order; their borders count (`("a", "bc")` is not `("ab", "c")`)."""
    joined = "\0".join((str(len(parts)), *parts))
    if joined.count("\0") > len(parts):  # a text has that sign itself: only its length tells where it ends
        joined = "\0".join(("", *(f"{len(part)}:{part}" for part in parts)))
    return of_bytes(joined.encode("utf-8", "surrogatepass"))


class Shared(tuple[Any, ...]):  # noqa: SLOT001 - it remembers its digest
    """A tuple that many values hold: its digest is computed once, not for each of them."""

    @cached_property
    def digest(self) -> str:
        """The digest of what it holds."""
        return of_value(tuple(self))


def of_value(value: Any) -> str:
    """The digest of a value made of frozen dataclasses, tuples, mappings and scalars.

    A dataclass with a `digest` attribute stands for itself: its digest was computed once, when it
    was made, and is not computed again for every page that shows it.
    """
    out: list[str] = []
    _feed(value, out.append)
    return of_bytes("\0".join(out).encode("utf-8", "surrogatepass"))


def _feed(value: Any, put: Callable[[str], None]) -> None:
    kind = type(value)
    if kind is str:
        put(f"s{len(value)}:{value}")
    elif value is None or kind is bool or kind is int or kind is float:
        put(repr(value))
    elif kind is tuple or kind is list:
        put(f"({len(value)}")
        for item in value:
            _feed(item, put)
    elif (known := getattr(value, "digest", None)) is not None:
        put(f"d{kind.__name__}:{known}")
    elif is_dataclass(value):
        put(f"<{kind.__name__}")
        for name in _names(kind):
            _feed(getattr(value, name), put)
    else:
        _feed_rare(value, put)


def _feed_rare(value: Any, put: Callable[[str], None]) -> None:
    if isinstance(value, Mapping):
        put(f"{{{len(value)}")
        for key, item in sorted(value.items(), key=lambda pair: str(pair[0])):
            _feed(key, put)
            _feed(item, put)
    elif isinstance(value, date):
        put(f"t{value.isoformat()}")
    elif isinstance(value, bytes):
        put(f"b{of_bytes(value)}")
    elif isinstance(value, tuple):
        _feed(tuple(value), put)
    elif isinstance(value, str):
        _feed(str(value), put)
    else:
        raise TypeError(f"no canonical digest for {type(value).__name__}")


_NAMES: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    names = _NAMES.get(kind)
    if names is None:
        names = _NAMES[kind] = tuple(field.name for field in fields(kind))
    return names
