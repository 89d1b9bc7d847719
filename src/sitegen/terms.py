"""Tags and authors: which spellings are one, how each is shown, and where its page stands."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sitegen.digest import of_text
from sitegen.model import AuthorSettings, Settings, TagSettings
from sitegen.urls import slug_of

LONGEST = 100
"""Bytes of a slug that are kept: a tag may be a sentence, but no file system takes one for a name."""

COMMAS = ",،，、"
"""Of Latin, Arabic and East Asian scripts."""

_SEPARATORS = re.compile(r"[\s_\-\u200c\u2010-\u2015]+")
_SYMBOLS = {"+": " plus", "#": " sharp", "&": " and ", "@": " at ", "%": " percent"}


@dataclass(frozen=True, slots=True)
class Term:
    """A tag or an author: its key, the form that readers see, and its slug, unique among its kind."""

    key: str
    name: str
    slug: str


def key_of(name: str) -> str:
    """What spellings of one tag or author share: case, spaces, hyphens and underscores do not count, nor does
    whether a space of Persian is a whole one or half (U+200C).
    """
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()


def with_commas(tags: Iterable[TagSettings]) -> tuple[str, ...]:
    """The keys of those names and aliases in `site.yaml` that have a comma in them."""
    names = (name for tag in tags for name in (tag.name, *tag.aliases))
    return tuple(key_of(name) for name in names if any(comma in name for comma in COMMAS))


def aliases(settings: Settings) -> dict[str, str]:
    """From the key of each alias in `site.yaml` to the key of the tag that it stands for."""
    return {key_of(alias): key_of(tag.name) for tag in settings.tags for alias in tag.aliases}


def tags(names: Iterable[str], settings: Settings) -> dict[str, Term]:
    """The tags among `names` (each as often as it is used), by key.

    `site.yaml` decides the form shown; else the one used most often, ties by alphabet.
    """
    stands_for = aliases(settings)
    shown = {key_of(tag.name): tag.title or tag.name for tag in settings.tags}
    counted = Counter(names)
    forms: dict[str, Counter[str]] = {}
    for name, count in counted.items():
        key = key_of(name)
        forms.setdefault(stands_for.get(key, key), Counter())[name] += 0 if key in stands_for else count
    forms.pop("", None)
    for tag in settings.tags:  # a parent without articles of its own still has a page
        if tag.parent and key_of(tag.name) in forms:
            forms.setdefault(key_of(tag.parent), Counter({tag.parent: 0}))
    chosen = {key: shown.get(key) or _commonest(found) for key, found in forms.items()}
    return _with_slugs(chosen, settings)


def forms(names: Iterable[str], settings: Settings) -> dict[str, str]:
    """How each tag is to be written, by key: as in `site.yaml`, else as it is written most often."""
    found = {key: term.name for key, term in tags(names, settings).items()}
    found |= {key_of(tag.name): tag.name for tag in settings.tags}
    return found | {alias: found[key] for alias, key in aliases(settings).items() if key in found}


def author_key(name: str, known: Mapping[str, AuthorSettings]) -> str:
    """The key of an author that an article names by key or by name: that of `site.yaml`, if it is there.

    So an author's address stays when the name changes, and has letters that suit an address.
    """
    key = key_of(name)
    author = known.get(key)
    return key_of(author.key) if author else key


def authors_by_any_name(settings: Settings) -> dict[str, AuthorSettings]:
    """The authors of `site.yaml`, by the key of their key and of their name."""
    return {key_of(text): author for author in settings.authors for text in (author.key, author.name)}


def authors(names: Iterable[str], settings: Settings) -> dict[str, Term]:
    """The authors among `names`, by key; `site.yaml` decides the form shown."""
    known = authors_by_any_name(settings)
    forms: dict[str, Counter[str]] = {}
    for name, count in Counter(names).items():
        forms.setdefault(author_key(name, known), Counter())[name] += count
    forms.pop("", None)
    chosen = {key: known[key].name if key in known else _commonest(found) for key, found in forms.items()}
    return _with_slugs(chosen, settings)


def _commonest(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], form))


def _with_slugs(names: Mapping[str, str], settings: Settings) -> dict[str, Term]:
    """Give each key its slug. Of several that share one, the key that spells it keeps it, and each
    other gets a suffix from its own key: no address depends on which other tags there are but for that.
    """
    wanted = {key: _slug(key, unicode=settings.slug_unicode) for key in names}
    taken = Counter(slug.casefold() for slug in wanted.values())
    terms = {}
    for key in sorted(names):
        slug = wanted[key]
        if len(slug.encode()) > LONGEST:
            slug = f"{slug.encode()[:LONGEST].decode('utf-8', 'ignore')}-{of_text(key)[:6]}"
        elif not slug or (taken[slug.casefold()] > 1 and slug != key.replace(" ", "-")):
            slug = f"{slug}-{of_text(key)[:6]}".lstrip("-")
        terms[key] = Term(key, names[key], slug)
    return terms


def _slug(key: str, *, unicode: bool) -> str:
    for symbol, word in _SYMBOLS.items():
        if symbol in key:
            key = key.replace(symbol, word)
    return slug_of(key.removeprefix("."), unicode=unicode) if key else ""
