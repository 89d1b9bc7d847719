"""Where Nikola publishes: the `POSTS` and `PAGES` of its settings, a folder for each language.

https://getnikola.com/handbook.html, “The Different Types of Content”
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.importing.folders.toolconf import Tool

_USUAL = {"POSTS": (("posts/*", "posts"),), "PAGES": (("pages/*", "pages"), ("stories/*", "stories"))}


@dataclass(frozen=True, slots=True)
class Route:
    """Files below a folder of the source, and the folder of the site in which their addresses begin."""

    folder: str
    target: str
    is_page: bool


def route_of(tool: Tool, path: str) -> Route | None:
    """The route of a file: the one that says most of its folder; None if the settings name none."""
    found = (route for route in _routes(tool) if path.startswith(f"{route.folder}/".lstrip("/")))
    return max(found, key=lambda route: len(route.folder), default=None)


def address(tool: Tool, path: str, *, slug: str, lang: str) -> str:
    """The address of a file below `path`; `lang` is "" in the site's own language."""
    folder, route = posixpath.dirname(path), route_of(tool, path)
    if route:
        folder = posixpath.join(route.target, posixpath.relpath(folder or ".", route.folder or "."))
    translations = tool.values.get("TRANSLATIONS", {})
    prefix = translations.get(lang, lang) if isinstance(translations, dict) and lang else ""
    plain = posixpath.normpath(posixpath.join("/", str(prefix), folder, "" if slug == "index" else slug))
    is_pretty = tool.values.get("PRETTY_URLS") != "False"
    return f"{plain.rstrip('/')}/" if is_pretty or slug == "index" else f"{plain}.html"


def _routes(tool: Tool) -> Iterator[Route]:
    for name, usual in _USUAL.items():
        given = tool.values.get(name, usual)
        for entry in given if isinstance(given, list | tuple) else ():
            if isinstance(entry, list | tuple) and len(entry) > 1:
                source, target = str(entry[0]), str(entry[1])
                yield Route(posixpath.dirname(source), target, name == "PAGES")
