"""What the pages of a build are made with, as a part of their keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sitegen import code
from sitegen.digest import of_text
from sitegen.model import Page
from sitegen.stale import key_of
from sitegen.theme import Theme
from sitegen.views import SiteView

Kind = tuple[str, str, str]
"""Renderer, template and language of a page."""


def tools_of(pages: Iterable[Page], theme: Theme, sites: Mapping[str, SiteView]) -> dict[Kind, str]:
    """The digest of what each kind of these pages is made with: renderer, template with all that it includes,
    the site as its language sees it, and the code.
    """
    kinds = {(page.renderer, page.template, page.lang) for page in pages}
    templates = {name: theme.digest(name) if name else "" for _, name, _ in kinds}
    views = {lang: view.digest for lang, view in sites.items()} | {"": ""}
    build = code.digest()
    return {kind: of_text(*kind[:2], templates[kind[1]], views[kind[2]], build) for kind in kinds}


def key_with(tools: Mapping[Kind, str], page: Page) -> bytes:
    """The key of a page."""
    return key_of(page, tools[page.renderer, page.template, page.lang])
