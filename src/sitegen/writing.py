"""Beginning an article: its file's name and its front matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from sitegen import terms
from sitegen.archive import Known, open_archive
from sitegen.cache import Cache
from sitegen.model import Settings
from sitegen.urls import slug_of


@dataclass(frozen=True, slots=True)
class Begun:
    """A new article's file, and what its writer should know."""

    path: Path
    notes: tuple[str, ...]


def begin_article(
    root: Path,
    title: str,
    *,
    tags: Sequence[str] = (),
    lang: str = "",
    authors: Sequence[str] = (),
    draft: bool = False,
    now: datetime | None = None,
) -> Begun:
    """Make the file of a new article below `content/`, in the folder of its year. Nothing is overwritten."""
    archive = open_archive(root)
    settings = archive.settings
    moment = now or datetime.now(ZoneInfo(settings.timezone))
    known = known_tags(Cache(archive.cache), settings)
    chosen, notes = spelled([tag.strip() for tag in tags if tag.strip()], known)
    suffix = f".{lang}.md" if lang and lang != settings.language else ".md"
    slug = slug_of(title, unicode=settings.slug_unicode)[:80].strip("-") or f"{moment:%Y-%m-%d}"
    path = _free(archive.content / f"{moment.year}", slug, suffix)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = front_matter(title, moment, chosen, authors, draft=draft)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    return Begun(path, tuple(notes))


def front_matter(
    title: str, moment: datetime, tags: Sequence[str], authors: Sequence[str], *, draft: bool
) -> str:
    """The text of a new article: front matter, and a place to begin."""
    data: dict[str, object] = {"title": title.strip(), "date": moment.isoformat(timespec="minutes")}
    data |= {"authors": list(authors)} if authors else {}
    data |= {"tags": list(tags)} if tags else {}
    data |= {"summary": ""}
    data |= {"draft": True} if draft else {}
    head = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    head = head.replace("summary: ''\n", "summary:\n")
    return f"---\n{head}---\n\n"


def known_tags(cache: Cache, settings: Settings) -> dict[str, str]:
    """The tags in use, by key, in the form that is shown: of the settings and of the last build."""
    articles = (article for _, article, _ in Known.of(cache).articles.values())
    names = [tag for article in articles if article for tag in article.tags]
    names += [tag.name for tag in settings.tags]
    return {key: term.name for key, term in terms.tags(names, settings).items()}


def spelled(tags: Iterable[str], known: dict[str, str]) -> tuple[list[str], list[str]]:
    """The tags as the archive spells them, and a note for each that it does not know."""
    chosen: list[str] = []
    notes: list[str] = []
    for tag in tags:
        key = terms.key_of(tag)
        chosen.append(known.get(key, tag))
        if known and key not in known:
            notes += _meant(tag, key, known)
    return chosen, notes


def _meant(tag: str, key: str, known: dict[str, str]) -> Iterator[str]:
    close = get_close_matches(key, known, n=1, cutoff=0.7)
    if close:
        yield f"“{tag}” is a new tag; did you mean “{known[close[0]]}”?"
    else:
        yield f"“{tag}” is a new tag."


def _free(folder: Path, slug: str, suffix: str) -> Path:
    """A path that no file has yet: `river.md`, else `river-2.md`."""
    number = 1
    while True:
        path = folder / f"{slug}{f'-{number}' if number > 1 else ''}{suffix}"
        if not path.exists():
            return path
        number += 1
