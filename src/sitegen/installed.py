"""The packages that are installed, as their metadata's folders on Python's path tell.

`importlib.metadata` would say the same; importing it takes longer than a build of nothing.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from sitegen.digest import of_text

PLUGINS = "sitegen.embeds"
"""The group of entry points under which a package offers a provider of posts."""

_OWN = re.compile(r"sitegen-[^-]+\.dist-info")


def libraries(wanted: frozenset[str]) -> list[str]:
    """`name-version.dist-info` of those that are wanted, in lower case."""
    names = {name.lower() for _, name in _folders() if name.endswith(".dist-info")}
    return sorted(name for name in names if name.partition("-")[0] in wanted)


def origin() -> str:
    """Where sitegen was installed from, as `direct_url.json` says (PEP 610); "" if there is none."""
    own = (f"{place}/{name}" for place, name in _folders() if _OWN.fullmatch(name))
    return next(filter(None, (_text(f"{folder}/direct_url.json") for folder in own)), "")


def plugins() -> list[str]:
    """For each package with plug-ins a digest: of its name and version, and of the code that they are in."""
    return sorted(filter(None, (_plugin(place, name) for place, name in _folders())))


_MODULE = re.compile(r"=\s*(\w+)[\w.]*\s*:")


def _plugin(place: str, name: str) -> str:
    offered = _text(f"{place}/{name}/entry_points.txt")
    if f"[{PLUGINS}]" not in offered:
        return ""
    files = (file for module in sorted(set(_MODULE.findall(offered))) for file in _files(module))
    return of_text(name, offered, *(_text(str(file)) for file in files))


def _files(module: str) -> list[Path]:
    """The source files of a module, where Python finds it."""
    for place in map(Path, sys.path):
        alone = place / f"{module}.py"
        if found := [alone] if alone.is_file() else sorted((place / module).rglob("*.py")):
            return found
    return []


def _text(file: str) -> str:
    """What a file says; "" of one that is not there, or cannot be read."""
    try:
        with open(file, encoding="utf-8", errors="replace") as opened:  # noqa: PTH123 - asked of every package
            return opened.read()
    except OSError:
        return ""


def _folders() -> Iterator[tuple[str, str]]:
    """(place on Python's path, name) of the metadata of each package."""
    for place in (place or "." for place in sys.path):
        try:
            names = os.listdir(place)  # noqa: PTH208 - makes no path of every file
        except OSError:
            continue
        yield from ((place, name) for name in names if name.endswith((".dist-info", ".egg-info")))
