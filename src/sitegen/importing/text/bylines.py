"""Who wrote a saved page, as it says for machines: JSON-LD (schema.org), else `<meta>`; names as written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from sitegen.importing.body import references
from sitegen.importing.body.enclosed import elements

_SCRIPT = re.compile(r"<(?P<tag>script)\b[^<>]*\bapplication/ld\+json\b[^<>]*>", re.IGNORECASE)
_META = re.compile(r"<meta\b(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>", re.IGNORECASE)
_NAMES = frozenset("author article:author parsely-author dc.creator dcterms.creator citation_author".split())
_TYPES = re.compile(r"Article|Posting|Report|WebPage")
_INITIAL = re.compile(r"\s(?:[^\W\d_]|Jr|Sr)\Z")


def authors(html: str, guessed: str) -> list[str]:
    """The names of a page's authors. `guessed` are those that trafilatura found, each before a semicolon.

    It also takes the words of a visible line for names, and the day behind them.
    """
    for found in (_of_data(html), _of_metas(html)):
        if names := [*dict.fromkeys(filter(None, map(_name, found)))]:
            return names
    parts = (" ".join(part.split()) for part in guessed.split(";"))
    return [*dict.fromkeys(_whole(part, html) for part in parts if part and not re.search(r"\d", part))]


def _of_metas(html: str) -> Iterator[str]:
    for match in _META.finditer(html):
        given = references.attributes(match["attributes"])
        if (given.get("name") or given.get("property", "")).lower() in _NAMES:
            yield from given.get("content", "").split(";")


def _of_data(html: str) -> Iterator[str]:
    if "ld+json" not in html:
        return
    for opens, closes in elements(html, _SCRIPT):
        try:
            data = json.loads(html[opens.end() : closes.start()])
        except (ValueError, RecursionError):
            continue
        nodes = [*_nodes(data)]
        known = {str(node["@id"]): node for node in nodes if node.get("@id") and node.get("name")}
        for node in nodes:
            if _TYPES.search(str(node.get("@type", ""))):
                yield from _persons(node.get("author"), known)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    for node in data if isinstance(data, list) else [data]:
        if isinstance(node, dict):
            yield node
            yield from _nodes(node.get("@graph", []))


def _persons(author: Any, known: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The names of an author: a text, a person, or a reference to one, or several of these."""
    for one in author if isinstance(author, list) else [author]:
        node = known.get(str(one.get("@id")), one) if isinstance(one, dict) and not one.get("name") else one
        name = node.get("name") if isinstance(node, dict) else node
        for text in name if isinstance(name, list) else [name]:
            yield text if isinstance(text, str) else ""


def _name(text: str) -> str:
    """A name on one line; "" for an address."""
    name = " ".join(references.value(text).split())
    return "" if "@" in name or "://" in name else name


def _whole(name: str, html: str) -> str:
    """A name with the full stop of an initial at its end, which trafilatura takes for that of a sentence."""
    return f"{name}." if _INITIAL.search(name) and f"{name}." in html else name
