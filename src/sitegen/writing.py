"""Beginning an article: its file's name and its front matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from sitegen import terms
from sitegen.archive import Archive, load_alone, open_archive
from sitegen.model import Settings
from sitegen.parse import language_and_stem
from sitegen.report import Progress, StartError, silent
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
    progress: Progress = silent,
) -> Begun:
    """Make the file of a new article below `content/`, in the folder of its year. Nothing is overwritten.

    Raises `StartError` for a title that is no text, and for a language that is none.
    """
    archive = open_archive(root)
    settings = archive.settings
    title = " ".join(title.split())
    if any("\ud800" <= letter <= "\udfff" for letter in title):
        raise StartError("the title is not UTF-8; set your terminal to UTF-8, or edit the title in the file")
    suffix = _suffix(lang, settings)
    moment = now or datetime.now(ZoneInfo(settings.timezone))
    chosen, notes = spelled(tags, _known_tags(archive, progress) if tags else {})
    notes += _about(lang, settings)
    slug = slug_of(title, unicode=settings.slug_unicode)[:80].strip("-") or f"{moment:%Y-%m-%d}"
    path = _free(archive.content / f"{moment.year}", slug, suffix)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = front_matter(title, moment, chosen, authors, draft=draft)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    return Begun(path, tuple(notes))


def _suffix(lang: str, settings: Settings) -> str:
    """How the name of a file in this language ends."""
    if not lang or lang == settings.language:
        return ".md"
    if language_and_stem(f"name.{lang}.md", settings) != (lang, "name"):
        raise StartError(f"“{lang}” is not a language tag; write it like fa or en-GB")
    return f".{lang}.md"


def _about(lang: str, settings: Settings) -> Iterator[str]:
    if lang and lang not in settings.every_language:
        yield f"“{lang}” is a new language here; give it a title under “languages” in content/site.yaml."


def front_matter(
    title: str, moment: datetime, tags: Sequence[str], authors: Sequence[str], *, draft: bool
) -> str:
    """The text of a new article: front matter, and a place to begin."""
    data: dict[str, object] = {"title": title, "date": moment.isoformat(timespec="minutes")}
    data |= {"authors": list(authors)} if authors else {}
    data |= {"tags": list(tags)} if tags else {}
    data |= {"summary": ""}
    data |= {"draft": True} if draft else {}
    head = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    head = head.replace("summary: ''\n", "summary:\n")
    return f"---\n{head}---\n\n"


def _known_tags(archive: Archive, progress: Progress) -> dict[str, str]:
    """The tags of the settings and of the articles, by key, as the archive writes them."""
    articles = load_alone(archive, progress).articles
    return terms.forms((tag for article in articles for tag in article.tags), archive.settings)


def spelled(tags: Iterable[str], known: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The tags as the archive spells them, and a note for each that it does not know.

    One text may name several tags, with commas between them, as in an article.
    """
    chosen: list[str] = []
    notes: list[str] = []
    for tag in (part.strip() for text in tags for part in text.split(",")):
        key = terms.key_of(tag)
        if not key or known.get(key, tag) in chosen:
            continue
        chosen.append(known.get(key, tag))
        if known and key not in known:
            notes += _meant(tag, key, known)
    return chosen, notes


def _meant(tag: str, key: str, known: Mapping[str, str]) -> Iterator[str]:
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
