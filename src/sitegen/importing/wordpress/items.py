"""One item of a WordPress export -> an article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

from sitegen import embeds
from sitegen.i18n.language import direction
from sitegen.importing import when
from sitegen.importing.addresses import Home
from sitegen.importing.body import lazy, pasted
from sitegen.importing.body.linking import Linker, convert_links
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.body.pictures import Shelf
from sitegen.importing.documents import flatposts, listed
from sitegen.importing.frontmatter.keys import filled, plain
from sitegen.importing.html import tomarkdown, widgets
from sitegen.importing.oembed import cached_answer
from sitegen.importing.values import Imported
from sitegen.importing.wordpress import autop, blocks, codes, listings, terms
from sitegen.importing.wordpress.kinds import is_draft, is_public, kept_back
from sitegen.importing.wordpress.languages import language_of
from sitegen.importing.wordpress.site import (
    WordPress,
    date_of,
    key_of,
)
from sitegen.importing.wordpress.wxr import Item
from sitegen.importing.yamlout import Plain
from sitegen.model import Snapshot
from sitegen.problems import warning

_WORD_MARK = re.compile(r"<!\[(?:if\b[^<>\]]*|endif)\]>", re.IGNORECASE)
"""What Word leaves in pasted text: marks that a browser takes for comments."""

_PAGE_END = re.compile(r"<!--(?:nextpage|more\b[^<>]*?)-->", re.IGNORECASE)
"""Where the classic editor parts the pages of an article, or its beginning from the rest."""


def article(job: WordPress, file: str, item: Item, *, page: bool) -> Imported:
    """The article that an item of the export `file` becomes."""
    key = key_of(job, file, item)
    home = job.book.homes[key]
    content = item.fields.get("content:encoded", "")
    way = direction(language_of(job, item) or job.book.settings.language)
    sheet = Manuscript(content, file, item.content_line or item.line, way, tokens=[])
    front = _front(job, item, home, sheet, page=page)
    body = flatposts.convert(_body(job, item, home, sheet), sheet)
    body = listed.without_sources(body, front, sheet)
    front["tweets"] = sheet.tweets
    front["aliases"] = job.book.aliases(key)
    if home.moved:
        sheet.warn("address-taken", 0, home.moved, "lead links from elsewhere there")
    elif is_public(item):
        _tell_lost(job, item, home, front["aliases"], sheet)
    job.fields.update(terms.left_out(item))
    return Imported(
        source=file,
        line=item.line,
        path=home.path,
        address=home.url if not kept_back(item) else "",
        front=filled(front),
        body=body,
        posts=tuple(sheet.posts),
        snapshots=tuple(_with_cached(item, sheet)),
        copies=tuple(dict.fromkeys(sheet.copies)),
        problems=tuple(dict.fromkeys(sheet.problems)),
        words="\n".join((content, *sheet.beside, *_notes(item).values(), _pictured(job, item, content))),
    )


def _tell_lost(job: WordPress, item: Item, home: Home, aliases: list[str], sheet: Manuscript) -> None:
    """Warn of an old address that is another page's here, and cannot be an alias."""
    address = job.book.alias_of(item.get("link"))
    kept = {old.strip("/").casefold() for old in (home.url, *aliases)}
    if address and "?" not in address and address.strip("/").casefold() not in kept:
        message = (
            f"its old address {address} is another page's here: who asks for it does not come to the article"
        )
        hint = "link to the article from there, or let the web server send readers on"
        sheet.problems.append(warning("lost-address", sheet.path, message, hint=hint, line=item.line))


def _pictured(job: WordPress, item: Item, content: str) -> str:
    """What the media library says of the pictures in galleries, as a comment: words that may be shown."""
    given = re.findall(r"\bids=[\"'\s]?([\d,\s]+)", content)
    numbers = [*job.children.get(item.in_site(item.number), ()), *re.findall(r"\d+", " ".join(given))]
    names = (item.in_site(number) for number in numbers)
    found = [job.attachments[name] for name in names if name in job.attachments]
    return f"<!-- {' '.join(f'{picture.alt} {picture.caption}' for picture in found)} -->"


def _notes(item: Item) -> dict[str, str]:
    """The footnotes that WordPress keeps beside an article, as HTML by id."""
    try:
        rows = json.loads(item.meta.get("footnotes", "") or "[]")
    except ValueError:
        return {}
    rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return {str(row.get("id")): str(row.get("content", "")) for row in rows if row.get("id")}


def _front(job: WordPress, item: Item, home: Home, sheet: Manuscript, *, page: bool) -> dict[str, Any]:
    date = date_of(item)
    title = plain(item.get("title"))
    if not title:
        title = home.slug.replace("-", " ").capitalize()
        sheet.problems.append(
            warning("guessed-title", sheet.path, f"it has no title: “{title}”", line=item.line)
        )
    if not date and not page:
        date = "1970-01-01"
        message = "nothing tells the article's date; 1970-01-01 was taken"
        sheet.problems.append(
            warning("guessed-date", sheet.path, message, hint="write its date:", line=item.line)
        )
    modified = when.iso(item.get("wp:post_modified")) if is_public(item) else ""
    changed = modified[:10] if modified[:10] > date[:10] else ""
    image, alt = _lead(job, item, sheet)
    return {
        "title": title,
        "date": Plain(date),
        "updated": Plain(changed),
        "slug": home.slug if home.explicit else "",
        "lang": language_of(job, item),
        "authors": list(terms.authors(job, item).values()),
        "tags": list(terms.tags(item).values()),
        "summary": terms.summary(item),
        "image": image,
        "image_alt": alt,
        "draft": is_draft(item) or bool(kept_back(item)),
    }


def _lead(job: WordPress, item: Item, sheet: Manuscript) -> tuple[str, str]:
    """The featured image as a file of the archive, and what it shows."""
    found = job.attachments.get(item.in_site(item.meta.get("_thumbnail_id", "").strip()))
    if found is None:
        return "", ""
    copy = _shelf(job, item).copy(found.url)
    if copy is None:
        message = f"the article's picture {found.url} was left out: its file is not here"
        hint = "give the uploads folder with --uploads, or fetch it with --media"
        sheet.problems.append(warning("missing-media", sheet.path, message, hint=hint, line=item.line))
        return "", ""
    sheet.copies.append(copy)
    return f"/{copy.target}", found.alt


def _shelf(job: WordPress, item: Item) -> Shelf:
    """Where an item's files are to be found, and put."""
    return job.private_shelf if kept_back(item) else job.shelf


def _body(job: WordPress, item: Item, home: Home, sheet: Manuscript) -> str:
    """The content as Markdown: embed codes and shortcodes first, then links, then the marks."""
    linker = Linker(job.book, _shelf(job, item), home)
    notes = _notes(item)

    def further(inner: Manuscript) -> None:  # the passes that follow shortcodes
        address = partial(linker.address, inner)
        pasted.convert_codes(inner, address)
        lazy.convert(inner, address)
        widgets.convert(inner, address)
        listings.convert(inner, job.listings, job.book, language_of(job, item))
        convert_links(inner, linker)

    library = codes.Library(
        lambda number: _attachment(job, item.in_site(number)),
        tuple(job.children.get(item.in_site(item.number), ())),
        lambda number: job.patterns.get(item.in_site(number)),
        notes,
        further=further,
    )
    for mark in sheet.matches(_WORD_MARK, "<!["):
        sheet.replace(mark.start(), mark.end(), "")
    for mark in sheet.matches(_PAGE_END, "<!--nextpage", "<!--more"):
        sheet.replace(mark.start(), mark.end(), "\n\n")
    codes.convert(sheet, library)
    further(sheet)
    html = blocks.classic(sheet.result(), autop.autop)
    body = sheet.unshielded(tomarkdown.markdown(html, sheet))
    kept = (codes.finished(sheet, library, note, 0) for note in notes.values())
    written = (autop.autop(codes.finished(sheet, library, note, 0, new=True)) for note in library.written)
    return body + "".join(
        _footnote(number, note, sheet) for number, note in enumerate(chain(kept, written), 1)
    )


def _footnote(number: int, html: str, sheet: Manuscript) -> str:
    first, *rest = sheet.unshielded(tomarkdown.markdown(html)).strip().split("\n")
    return "\n".join((f"\n[^{number}]: {first}", *(f"    {line}" if line else "" for line in rest))) + "\n"


def _attachment(job: WordPress, name: str) -> tuple[str, str, str] | None:
    found = job.attachments.get(name)
    return (found.url, found.alt, found.caption) if found else None


def _with_cached(item: Item, sheet: Manuscript) -> Iterator[Snapshot]:
    """The posts' snapshots: as pasted, else as WordPress kept their oEmbed answers beside the article."""
    own = {snapshot.key: snapshot for snapshot in sheet.snapshots}
    wanted = {post.key for post in sheet.posts}
    for key, value in sorted(item.meta.items()):
        if key.startswith("_oembed_") and not key.startswith("_oembed_time_") and "<" in value:
            found = cached_answer(value)
            if found and found.key in wanted:
                moment = when.iso(item.meta.get(key.replace("_oembed_", "_oembed_time_"), "")).replace(
                    "+00:00", "Z"
                )
                own.setdefault(found.key, replace(found, captured_at=moment))
    yield from (snapshot for snapshot in own.values() if embeds.captured(snapshot))
