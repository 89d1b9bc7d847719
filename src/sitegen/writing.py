"""Beginning an article: its file's name and its front matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from sitegen import terms
from sitegen.archive import Archive, Loaded, load_alone, open_archive
from sitegen.decoding.formats import language_tag
from sitegen.link import Stock
from sitegen.model import Settings
from sitegen.parse import DATE_PREFIX, Source, language_and_stem, parse
from sitegen.planning import planned
from sitegen.report import Progress, StartError, silent
from sitegen.urls import alias_address, folded, output_file, permalink, slug_of

_COMMAS = re.compile(f"[{terms.COMMAS}]")


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
    """Make the file of a new article below `content/`, in the folder of its year. Nothing is overwritten, and
    no file or page of the archive has its address.

    Raises `StartError` for a title that is no text, and for a language that is none.
    """
    archive = open_archive(root)
    settings = archive.settings
    title = " ".join(title.split())
    if any("\ud800" <= letter <= "\udfff" for letter in title):
        raise StartError("the title is not UTF-8; set your terminal to UTF-8, or edit the title in the file")
    lang = _language(lang, settings)
    moment = now or datetime.now(ZoneInfo(settings.timezone))
    loaded = load_alone(archive, progress)
    chosen, notes = spelled(tags, _known_tags(loaded, settings) if tags else {})
    notes += _about(lang, settings)
    text = front_matter(title, moment, chosen, authors, draft=draft)
    suffix = ".md" if lang == settings.language else f".{lang}.md"
    is_taken = _addresses(archive, loaded, moment, text)
    slug = slug_of(title, unicode=settings.slug_unicode)[:80].strip("-")
    path = next(
        path
        for name in _names(slug, moment)
        if not (archive.content / (path := f"{moment.year}/{name}{suffix}")).exists() and not is_taken(path)
    )
    file = archive.content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8") as opened:
        opened.write(text)
    return Begun(file, tuple(notes))


def _language(lang: str, settings: Settings) -> str:
    """The language in its usual spelling: the archive's own, if none is asked for.

    Raises `StartError` for one that the name of a file cannot tell.
    """
    tag = language_tag(lang) if lang else settings.language
    if tag == settings.language or (tag and language_and_stem(f"name.{tag}.md", settings) == (tag, "name")):
        return tag
    if tag and len(tag.partition("-")[0]) > 2:
        cure = "add it to “languages” in content/site.yaml"
        raise StartError(f"“{lang}” is no language of this archive; {cure}")
    raise StartError(f"“{lang}” is not a language tag; write it like fa or en-GB")


def _about(lang: str, settings: Settings) -> Iterator[str]:
    if lang not in settings.every_language:
        yield f"“{lang}” is a new language here; give it a title under “languages” in content/site.yaml."


def _names(slug: str, moment: datetime) -> Iterator[str]:
    """Names for the file, without end: `river`, `river-2`. What would not be taken for its slug (a date
    that it begins with, the `index` of its folder) stands behind the day.
    """
    day = f"{moment:%Y-%m-%d}"
    first = f"{day}-{slug}" if DATE_PREFIX.match(slug) or slug == "index" else slug or day
    yield first
    yield from (f"{first}-{number}" for number in count(2))


def _addresses(archive: Archive, loaded: Loaded, moment: datetime, text: str) -> Callable[[str], bool]:
    """Tells of a path below `content/` whether the page of an article with this `text` there would have the
    place of another file, be it of a draft, or of what the site needs of its own.
    """
    settings = archive.settings
    addresses = {permalink(article, settings) for article in loaded.articles}
    addresses.update(alias_address(alias) for article in loaded.articles for alias in article.aliases)
    files = {folded(output_file(address)) for address in addresses} | {*map(folded, loaded.stock.media)}

    def is_taken(path: str) -> bool:
        article = parse(Source(path, text.encode(), ""), settings, "").article
        if article is None or folded(output_file(permalink(article, settings))) in files:
            return article is not None
        alone = replace(loaded, articles=(article,), stock=Stock())
        return path in planned(archive, alone, now=moment, drafts=True, future=True).homeless

    return is_taken


def front_matter(
    title: str, moment: datetime, tags: Sequence[str], authors: Sequence[str], *, draft: bool
) -> str:
    """The text of a new article: front matter, and a place to begin."""
    date = moment.replace(second=0, microsecond=0).isoformat()
    data: dict[str, object] = {"title": title, "date": date}
    data |= {"authors": list(authors)} if authors else {}
    data |= {"tags": list(tags)} if tags else {}
    data |= {"summary": ""}
    data |= {"draft": True} if draft else {}
    head = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1000)
    head = head.replace("summary: ''\n", "summary:\n").replace(f"date: '{date}'\n", f"date: {date}\n")
    return f"---\n{head}---\n\n"


def _known_tags(loaded: Loaded, settings: Settings) -> dict[str, str]:
    """The tags of the settings and of the articles, by key, as the archive writes them."""
    return terms.forms((tag for article in loaded.articles for tag in article.tags), settings)


def spelled(tags: Iterable[str], known: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """The tags as the archive spells them, and a note for each that it does not know.

    One text may name several tags, with commas of any script between them, as in an article.
    """
    chosen: list[str] = []
    notes: list[str] = []
    for tag in (part.strip() for text in tags for part in _COMMAS.split(text)):
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
