"""Things that say the same in several languages in one text, as qTranslate and WPGlobus keep them.

`[:en]River[:fa]…[:]`, `<!--:en-->River<!--:-->` and `{:en}River{:}` stand in titles, texts, names of terms.
The marks of a title tell the languages: a thing of several becomes one for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sitegen.importing.wordpress import wxr
from sitegen.importing.wordpress.kinds import is_left_out, kind_of
from sitegen.importing.wordpress.wxr import Broken, Channel, Item

_MARK = re.compile(r"<!--:(?P<comment>[a-z]{2})?-->|\[:(?P<square>[a-z]{2})?\]|\{:(?P<curly>[a-z]{2})?\}")


def read(path: Path, channel: Channel, *, light: bool = False) -> Iterator[Item | Broken]:
    """As `wxr.read`, with one thing for each language of those that hold several."""
    for item in wxr.read(path, channel, light=light):
        several = languages(item.get("title")) if isinstance(item, Item) else []
        if isinstance(item, Item) and several:
            yield from _each(item, several, channel)
        else:
            yield item


def spoken(channel: Channel) -> Channel:
    """What an export says of its site, in the main language of that."""
    lang = _main(channel)
    groups = [(kind, _all_in(group, lang)) for kind, group in channel.groups]
    return replace(channel, fields=_all_in(channel.fields, lang), groups=groups)


def languages(text: str) -> list[str]:
    """The languages that the marks in a text name, in order."""
    return [*dict.fromkeys(lang for lang, _, _ in _parts(text) if lang)]


def said(text: str, lang: str) -> str:
    """What a text says in a language: all of one without marks, and what stands outside of them."""
    return "".join(part for own, part, _ in _parts(text) if own in {"", lang})


def _parts(text: str) -> Iterator[tuple[str, str, int]]:
    """(language, words, where they begin) of a text; "" is the language of what everybody reads."""
    marks = [*_MARK.finditer(text)] if ":" in text else []
    named = any(mark.lastgroup for mark in marks)
    start, lang = 0, ""
    for mark in marks if named else ():
        yield lang, text[start : mark.start()], start
        start, lang = mark.end(), mark[mark.lastgroup] if mark.lastgroup else ""
    yield lang, text[start:], start


def _main(channel: Channel) -> str:
    return channel.fields.get("language", "")[:2].lower()


def _each(item: Item, several: list[str], channel: Channel) -> Iterator[Item]:
    """A thing in each of its languages; the site's own, else the first, keeps its number and address."""
    main = _main(channel) if _main(channel) in several else several[0]
    kind = kind_of(item)
    yield _in(item, main)
    for lang in several if kind != "attachment" and not is_left_out(kind) else ():
        if lang != main:
            other = _in(item, lang)
            other.fields["wp:post_id"] = f"{item.id or item.line}-{lang}"
            other.fields["link"] = _link(item.get("link"), channel.fields.get("link", ""), main, lang)
            yield other


def _in(item: Item, lang: str) -> Item:
    """A copy of a thing in one language."""
    content = item.fields.get("content:encoded", "")
    above = next((start for own, _, start in _parts(content) if own == lang), 0)
    terms = [(domain, slug, said(name, lang)) for domain, slug, name in item.terms]
    return replace(
        item, tongue=lang, fields=_all_in(item.fields, lang), meta=_all_in(item.meta, lang), terms=terms,
        content_line=item.content_line + content.count("\n", 0, above),
    )  # fmt: skip


def _all_in(texts: Mapping[str, str], lang: str) -> dict[str, str]:
    return {name: said(text, lang) for name, text in texts.items()}


def _link(link: str, site: str, main: str, lang: str) -> str:
    """The address in another language: `/fa/` below the site's, unless it is one of numbers."""
    site = site.rstrip("/")
    if not site or not link.startswith(f"{site}/"):
        return ""
    rest = link.removeprefix(site)
    if "?" in rest:
        return f"{link}&lang={lang}"
    return f"{site}/{lang}{rest.removeprefix(f'/{main}') if rest.startswith(f'/{main}/') else rest}"
