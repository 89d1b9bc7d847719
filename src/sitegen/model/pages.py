"""Pages: every output file as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sitegen.pickling import portable


@portable
@dataclass(frozen=True, slots=True)
class Page:
    """One output file as a value: what renders it, and all that it shows.

    `path` is the file below the output folder. `renderer` names a function of `render.py`'s
    registry, `template` the theme's file if that renderer uses one. `context` is a frozen value
    and the whole truth: two pages with equal renderer, template, context and settings have equal
    bytes. `contents` are the digests of the articles whose `Content` the renderer needs, `assets`
    the paths of the files below `content/` whose bytes it needs. `lang` is the language of its words.
    `stage` orders the writing: articles first, listings, then feeds and indexes.
    """

    path: str
    renderer: str
    context: Any
    template: str = ""
    contents: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    lang: str = ""
    stage: Literal["asset", "article", "listing", "index"] = "listing"
