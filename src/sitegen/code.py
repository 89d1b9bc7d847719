"""The identity of the code: what changes it makes everything stale."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from sitegen import installed
from sitegen.digest import of_bytes, of_text

LIBRARIES = frozenset(
    "babel feedgen jinja2 lxml markdown markupsafe nh3 pagefind_bin pagefind_bin_extended pillow "
    "python_slugify pyyaml".split()
)
"""The libraries whose version may show in the bytes of a page, as their installed folders spell them."""


@lru_cache(maxsize=1)
def digest() -> str:
    """The digest of this package's own files, of the libraries it renders with, of the packages that bring
    plug-ins, and of Python's version.
    """
    others = (*installed.libraries(LIBRARIES), *installed.plugins())
    return of_text(f"python={sys.version_info[:2]}", *others, *_own_files())


def _own_files() -> Iterator[str]:
    root = Path(__file__).resolve().parent
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in {"__pycache__", "templates"})
        for name in sorted(names):
            if name.endswith((".py", ".po", ".mo")):
                path = Path(folder, name)
                yield f"{path.relative_to(root).as_posix()}={of_bytes(path.read_bytes())}"
