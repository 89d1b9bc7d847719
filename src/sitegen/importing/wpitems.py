"""One item of a WordPress export -> an article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from sitegen import embeds
from sitegen.i18n.language import direction
from sitegen.importing import autop, flatposts, listed, pasted, tomarkdown, when, widgets, wpcodes
from sitegen.importing.addresses import Home
from sitegen.importing.frontkeys import filled, plain
from sitegen.importing.linking import Linker, convert_links
from sitegen.importing.manuscript import Manuscript
from sitegen.importing.oembed import cached_answer
from sitegen.importing.values import Imported
from sitegen.importing.wpsite import (
    WordPress,
    date_of,
    is_draft,
    is_public,
    kept_back,
    key_of,
    language_of,
    without_address,
)
from sitegen.importing.wxr import Item
from sitegen.importing.yamlout import Plain
from sitegen.model import Snapshot
from sitegen.problems import warning

_NO_TAGS = frozenset({"uncategorized", "uncategorised"})


def article(job: WordPress, file: str, item: Item, *, page: bool) -> Imported:
    """The article that an item of the export `file` becomes."""
    key = key_of(file, item)
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


def _pictured(job: WordPress, item: Item, content: str) -> str:
    """What the media library says of the pictures in galleries, as a comment: words that may be shown."""
    given = re.findall(r"\bids=[\"'\s]?([\d,\s]+)", content)
    numbers = [*job.children.get(item.in_site(item.id), ()), *re.findall(r"\d+", " ".join(given))]
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
        "authors": _authors(job, item),
        "tags": _tags(item),
        "summary": plain(item.get("excerpt:encoded")),
        "image": image,
        "image_alt": alt,
        "draft": is_draft(item) or bool(kept_back(item)),
    }


def _authors(job: WordPress, item: Item) -> list[str]:
    """The co-authors that a plug-in noted, else the creator, by display name."""
    several = [unescape(name) for domain, _, name in item.terms if domain == "author" and name]
    login = item.get("dc:creator")
    names = several or [job.authors.get(f"{item.site}/{login}", login)]
    return list(dict.fromkeys(without_address(" ".join(name.split())) for name in names if name.strip()))


def _tags(item: Item) -> list[str]:
    found: dict[str, str] = {}
    for domain, _, name in item.terms:
        tag = " ".join(unescape(name).split()).replace(",", " ")
        if domain in {"category", "post_tag", "tag"} and tag and tag.casefold() not in _NO_TAGS:
            found.setdefault(re.sub(r"[\s_-]+", " ", tag.casefold()), tag)
    return list(found.values())


def _lead(job: WordPress, item: Item, sheet: Manuscript) -> tuple[str, str]:
    """The featured image as a file of the archive, and what it shows."""
    found = job.attachments.get(item.in_site(item.meta.get("_thumbnail_id", "").strip()))
    if found is None:
        return "", ""
    copy = job.shelf.copy(found.url)
    if copy is None:
        message = f"the article's picture {found.url} was left out: its file is not here"
        hint = "give the uploads folder with --uploads, or fetch it with --media"
        sheet.problems.append(warning("missing-media", sheet.path, message, hint=hint, line=item.line))
        return "", ""
    sheet.copies.append(copy)
    return f"/{copy.target}", found.alt


def _body(job: WordPress, item: Item, home: Home, sheet: Manuscript) -> str:
    """The content as Markdown: embed codes and shortcodes first, then links, then the marks."""
    linker = Linker(job.book, job.shelf, home)
    notes = _notes(item)
    library = wpcodes.Library(
        lambda number: _attachment(job, item.in_site(number)),
        tuple(job.children.get(item.in_site(item.id), ())),
        lambda number: job.patterns.get(item.in_site(number)),
        notes,
    )
    blocks = "<!-- wp:" in sheet.text
    wpcodes.convert(sheet, library)
    pasted.convert_codes(sheet)
    widgets.convert(sheet)
    convert_links(sheet, linker)
    html = sheet.result()
    html = _relinked(html, sheet, linker)
    body = sheet.unshielded(tomarkdown.markdown(html if blocks else autop.autop(html), sheet))
    return body + "".join(_footnote(number, note) for number, note in enumerate(notes.values(), 1))


def _footnote(number: int, html: str) -> str:
    first, *rest = tomarkdown.markdown(html).strip().split("\n")
    return "\n".join((f"\n[^{number}]: {first}", *(f"    {line}" if line else "" for line in rest))) + "\n"


def _relinked(html: str, sheet: Manuscript, linker: Linker) -> str:
    """Give addresses that shortcodes brought in (galleries, captions) their new form as well."""
    again = Manuscript(html, sheet.path, sheet.first_line)
    convert_links(again, linker, absolute_only=True)
    sheet.copies += again.copies
    known = {problem.message for problem in sheet.problems}
    sheet.problems += [problem for problem in again.problems if problem.message not in known]
    return again.result()


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
                own.setdefault(found.key, found)
    yield from (snapshot for snapshot in own.values() if embeds.captured(snapshot))
