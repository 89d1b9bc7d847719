"""WordPress: export files (WXR), one or several, read twice: first for the places, then for the articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sitegen.importing import wxr
from sitegen.importing.addresses import AddressBook
from sitegen.importing.frontkeys import plain
from sitegen.importing.pictures import Shelf
from sitegen.importing.sources import files_of
from sitegen.importing.values import Imported, Options, Reading, SiteFacts, Skipped
from sitegen.importing.wpitems import article
from sitegen.importing.wpsite import (
    TECHNICAL,
    Attachment,
    WordPress,
    date_of,
    facts,
    former,
    is_draft,
    kept_back,
    know_site,
    language_of,
    media,
    note_terms,
    notes,
)
from sitegen.importing.wxr import Broken, Channel, Item
from sitegen.problems import error


def read(source: Path, options: Options, book: AddressBook) -> Reading:
    """Look at every item of every file; the reading yields the articles in the order of the files."""
    files = [file.file for file in files_of(source, (".xml", ".wxr"))]
    job = WordPress(files, options, book)
    reading = Reading(SiteFacts(), iter(()))
    attachments: list[tuple[str, str, str]] = []
    for file in files:
        _index(job, file, attachments)
    if job.counts["type wp_block"]:
        job.patterns = {item.id: item.fields.get("content:encoded", "") for item in _patterns(job)}
    for number, parent, link in attachments:
        _note_attachment(job, number, parent, link)
    job.shelf = Shelf(find=lambda target: media(job, target), hosts=book.hosts)
    reading.facts = facts(job)
    reading.total = job.articles
    reading.notes = notes(job)
    reading.items = _items(job)
    return reading


def _note_attachment(job: WordPress, number: str, parent: str, link: str) -> None:
    """The page of an attachment leads to its article, else to one that it stands at the top of."""
    for key in (parent, job.covers.get(number, "")):
        if key in job.book.homes:
            job.book.note(key, [link, f"/?attachment_id={number}"])
            return
    job.counts["homeless"] += 1


def _patterns(job: WordPress) -> Iterator[Item]:
    """The reusable blocks of all files."""
    for file in job.files:
        for item in () if file.name in job.refused else wxr.read(file, Channel()):
            if isinstance(item, Item) and item.get("wp:post_type") == "wp_block":
                yield item


def _index(job: WordPress, file: Path, attachments: list[tuple[str, str, str]]) -> None:
    try:
        for item in wxr.read(file, job.channel, light=True):
            if isinstance(item, Broken):
                job.broken.setdefault(file.name, []).append(item)
                continue
            if not job.book.hosts:
                know_site(job)
            _place(job, item, attachments)
    except wxr.RefusedError as fault:
        job.refused[file.name] = str(fault)
    except OSError as fault:
        job.refused[file.name] = f"the file cannot be read: {fault.strerror}"


def _place(job: WordPress, item: Item, attachments: list[tuple[str, str, str]]) -> None:
    kind = item.get("wp:post_type") or "post"
    job.counts["comments"] += item.comments
    if kind == "attachment":
        url = item.get("wp:attachment_url") or item.get("guid")
        alt = " ".join(item.meta.get("_wp_attachment_image_alt", "").split())
        caption = plain(item.get("excerpt:encoded"))
        job.attachments[item.id] = Attachment(url, alt, caption)
        parent = item.get("wp:post_parent")
        job.children.setdefault(parent, []).append(item.id)
        job.pages[urlsplit(item.get("link")).path.rstrip("/")] = item.id
        attachments.append((item.id, parent, item.get("link")))
        return
    job.counts[f"type {kind}"] += 1
    if kind in TECHNICAL or kept_back(item) not in {"", "private", "password-protected"}:
        return
    job.articles += 1
    key = item.id or f"{item.get('link')} {item.line}"
    date = date_of(item)
    private = kept_back(item) != ""
    page = kind == "page"
    folder = (
        "_private" if private else "pages" if page else "drafts" if is_draft(item) else date[:4] or "undated"
    )
    note_terms(job, item)
    if not private:
        job.covers.setdefault(item.meta.get("_thumbnail_id", "").strip(), key)
    job.book.settle(
        key, slug=unquote(item.get("wp:post_name")), title=plain(item.get("title")), date=date,
        lang=language_of(job, item), folder=folder, page=page,
        former=() if private else former(item, page=page),
    )  # fmt: skip


def _items(job: WordPress) -> Iterator[Imported | Skipped]:
    for file in job.files:
        if file.name in job.refused:
            fault = error("refused", file.name, job.refused[file.name])
            yield Skipped(file.name, "refused", fault.message, fault)
            continue
        for broken in job.broken.get(file.name, ()):
            fault = error("broken-xml", file.name, broken.message, line=broken.line)
            yield Skipped(file.name, "broken-xml", f"line {broken.line}: {broken.message}", fault)
        for item in wxr.read(file, Channel()):
            if isinstance(item, Item):
                yield from _converted(job, file.name, item)


def _converted(job: WordPress, file: str, item: Item) -> Iterator[Imported | Skipped]:
    kind = item.get("wp:post_type") or "post"
    reason = kept_back(item)
    if kind == "attachment" or kind in TECHNICAL:
        return
    where = f"{plain(item.get('title')) or 'without a title'} ({kind} {item.id}, line {item.line})"
    if reason in {"trash", "auto-draft"}:
        yield Skipped(file, reason, f"{where} is {'in the trash' if reason == 'trash' else 'an empty draft'}")
        return
    made = article(job, file, item, page=kind == "page")
    if reason:
        detail = f"{where} is {reason}: it was kept as content/{made.path}, which is never published"
        yield Skipped(file, reason, detail)
    yield made
