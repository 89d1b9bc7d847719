"""Why a page is rendered, as a sentence for `build --why`: asked only after the fact, of few pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sitegen.model import Card, Entry, Page
from sitegen.stale import NO_KEY, Facts, Present


def reason(page: Page, present: Present, old: Facts, new: Facts) -> str:
    """What changed since the last build (which knew `old`) that this page shows."""
    written = present.known.get(page.path)
    if written is None:
        return "it is new"
    if present.stamp(page.path) is None:
        return "its file was missing"
    if written.key == NO_KEY:
        return "it failed the last time"
    return (
        _because_of_code(page, old, new)
        or _because_of_settings(page, old, new)
        or _because_of_articles(page, old, new)
        or _otherwise(page, present)
    )


def _because_of_code(page: Page, old: Facts, new: Facts) -> str:
    if old.code != new.code:
        return "sitegen itself changed"
    if not page.template:
        return ""
    for name in new.closures.get(page.template, ()):
        if old.templates.get(name) != new.templates.get(name):
            return f"template {name} changed"
    return ""


def _because_of_settings(page: Page, old: Facts, new: Facts) -> str:
    changed = sorted(name for name, digest in new.settings.items() if old.settings.get(name) != digest)
    if not page.lang:
        changed = ["images"] if page.renderer == "picture" and "images" in changed else []
    return f"setting {', '.join(changed)} changed" if changed else ""


def _because_of_articles(page: Page, old: Facts, new: Facts) -> str:
    own, cards = shown(page)
    if own and old.articles.get(own) != new.articles.get(own):
        return "its text changed" if old.cards.get(own) == new.cards.get(own) else "its article changed"
    for path in cards:
        if path not in old.cards:
            return f"the article {path} came to it"
        if old.cards[path] != new.cards.get(path):
            return f"the card of {path} on it changed"
        if old.articles.get(path) != new.articles.get(path) and not page.template:
            return f"the text of {path} changed"
    left = sorted(path for path in old.cards if path not in new.cards) if old.settings == new.settings else ()
    return f"what it lists changed, as the article {left[0]} is gone" if left else ""


def _otherwise(page: Page, present: Present) -> str:
    """What is left to say of a page whose template, article and cards are as they were."""
    if not present.as_left(page.path):
        return "its file was changed by another hand"
    if page.assets:
        return f"content/{page.assets[0]} changed"
    if page.stage == "asset":
        return "its source changed"
    own, cards = shown(page)
    if own:
        return f"what it quotes, cites, shows or {'lists' if page.template else 'links to'} changed"
    return f"what it {'lists' if page.template or cards else 'says'} changed"


def shown(page: Page) -> tuple[str, tuple[str, ...]]:
    """The path of the page's own article, and the paths of the articles whose cards or text it shows."""
    context = page.context
    entry = context if isinstance(context, Entry) else getattr(context, "entry", None)
    own = entry.article.path if isinstance(entry, Entry) else ""
    return own, tuple(dict.fromkeys(_cards(context)))


def _cards(value: Any) -> Iterator[str]:
    if isinstance(value, Card):
        yield value.path
    elif isinstance(value, Entry):
        yield value.article.path
    elif isinstance(value, tuple):
        for item in value:
            yield from _cards(item)
    elif hasattr(value, "__slots__"):
        for name in value.__slots__:
            yield from _cards(getattr(value, name))
