"""WordPress: export files (WXR), one or several, read twice: first for the places, then for the articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from sitegen.importing import wxr
from sitegen.importing.addresses import AddressBook
from sitegen.importing.frontkeys import plain
from sitegen.importing.pictures import Shelf
from sitegen.importing.sources import Source, files_of
from sitegen.importing.values import Imported, Options, Reading, SiteFacts, Skipped
from sitegen.importing.wpitems import article
from sitegen.importing.wpsite import (
    TECHNICAL,
    Attachment,
    Place,
    WordPress,
    date_of,
    facts,
    former,
    is_draft,
    kept_back,
    key_of,
    know_site,
    language_of,
    media,
    note_terms,
    notes,
)
from sitegen.importing.wxr import Broken, Channel, Item, place_of
from sitegen.problems import error, warning

Page = tuple[str, str, list[str]]
"""The page of an attachment: its name, its post's, and its addresses."""


def read(source: Path, options: Options, book: AddressBook) -> Reading:
    """Look at every item of every file; the reading yields the articles in the order of the files."""
    job = WordPress(files_of(source, (".xml", ".wxr")), options, book)
    reading = Reading(SiteFacts(), iter(()))
    pages: list[Page] = []
    for file in job.files:
        _index(job, file, pages)
    if job.counts["type wp_block"]:
        job.patterns = {
            item.in_site(item.id): item.fields.get("content:encoded", "") for item in _patterns(job)
        }
    for page in pages:
        _note_page(job, page)
    job.shelf = Shelf(find=lambda target: media(job, target), hosts=book.hosts)
    reading.facts = facts(job)
    reading.total = job.articles
    reading.notes = notes(job)
    reading.items = _items(job)
    return reading


def _note_page(job: WordPress, page: Page) -> None:
    """The page of an attachment leads to its article, else to one that it stands at the top of."""
    name, parent, addresses = page
    for key in (parent, job.covers.get(name, "")):
        if key in job.book.homes:
            job.book.note(key, addresses)
            return
    job.counts["homeless"] += 1


def _patterns(job: WordPress) -> Iterator[Item]:
    """The reusable blocks of all files, those that count last."""
    for file in reversed(job.files):
        for item in () if file.path in job.refused else wxr.read(file.file, Channel()):
            if isinstance(item, Item) and item.get("wp:post_type") == "wp_block":
                yield item


def _index(job: WordPress, file: Source, pages: list[Page]) -> None:
    channel, known = Channel(), False
    try:
        for item in wxr.read(file.file, channel, light=True):
            if isinstance(item, Broken):
                job.broken.setdefault(file.path, []).append(item)
                continue
            if not known:
                know_site(job, channel)
                known = True
            _place(job, file.path, item, pages)
    except wxr.RefusedError as fault:
        job.refused[file.path] = str(fault)
    except OSError as fault:
        job.refused[file.path] = f"the file cannot be read: {fault.strerror}"
    if not known:
        know_site(job, channel)
    job.channel.add(channel)


def _place(job: WordPress, file: str, item: Item, pages: list[Page]) -> None:
    """Note a thing that no earlier export held, and give an article its place."""
    key = key_of(file, item)
    place = Place(file, item.line, item.get("wp:post_modified"))
    if job.copies.setdefault(key, place) != place:
        return
    kind = item.get("wp:post_type") or "post"
    job.counts["comments"] += item.comments
    if kind == "attachment":
        _attach(job, item, pages)
        return
    job.counts[f"type {kind}"] += 1
    if kind in TECHNICAL or kept_back(item) not in {"", "private", "password-protected"}:
        return
    job.articles += 1
    date = date_of(item)
    private = kept_back(item) != ""
    page = kind == "page"
    folder = (
        "_private" if private else "pages" if page else "drafts" if is_draft(item) else date[:4] or "undated"
    )
    note_terms(job, item)
    if not private:
        job.covers.setdefault(item.in_site(item.meta.get("_thumbnail_id", "").strip()), key)
    job.book.settle(
        key, slug=unquote(item.get("wp:post_name")), title=plain(item.get("title")), date=date,
        lang=language_of(job, item), folder=folder, page=page,
        former=() if private else former(job, item, page=page),
    )  # fmt: skip


def _attach(job: WordPress, item: Item, pages: list[Page]) -> None:
    """Note a file of the media library, and the page that it has of its own."""
    url = item.get("wp:attachment_url") or item.get("guid")
    alt = " ".join(item.meta.get("_wp_attachment_image_alt", "").split())
    name, parent = item.in_site(item.id), item.in_site(item.get("wp:post_parent"))
    job.attachments[name] = Attachment(url, alt, plain(item.get("excerpt:encoded")))
    job.children.setdefault(parent, []).append(item.id)
    if link := item.get("link"):
        job.pages[place_of(link)] = name
    own = [f"/?attachment_id={item.id}"] if item.site == job.channel.site else []
    pages.append((name, parent, [item.get("link"), *own]))


def _items(job: WordPress) -> Iterator[Imported | Skipped]:
    for file in job.files:
        if file.path in job.refused:
            fault = error("refused", file.path, job.refused[file.path])
            yield Skipped(file.path, "refused", fault.message, fault)
            continue
        for broken in job.broken.get(file.path, ()):
            fault = error("broken-xml", file.path, broken.message, line=broken.line)
            yield Skipped(file.path, "broken-xml", f"line {broken.line}: {broken.message}", fault)
        for item in wxr.read(file.file, Channel()):
            if isinstance(item, Item):
                yield from _converted(job, file.path, item)


def _converted(job: WordPress, file: str, item: Item) -> Iterator[Imported | Skipped]:
    kind = item.get("wp:post_type") or "post"
    reason = kept_back(item)
    if kind == "attachment" or kind in TECHNICAL:
        return
    where = f"{plain(item.get('title')) or 'without a title'} ({kind} {item.id}, line {item.line})"
    kept = job.copies[key_of(file, item)]
    if (kept.file, kept.line) != (file, item.line):
        yield _doubled(file, item, where, kept)
        return
    if reason in {"trash", "auto-draft"}:
        yield Skipped(file, reason, f"{where} is {'in the trash' if reason == 'trash' else 'an empty draft'}")
        return
    made = article(job, file, item, page=kind == "page")
    if reason:
        detail = f"{where} is {reason}: it was kept as content/{made.path}, which is never published"
        yield Skipped(file, reason, detail)
    yield made


def _doubled(file: str, item: Item, where: str, kept: Place) -> Skipped:
    """A thing that an earlier export holds as well; that is told if this copy was changed after that one."""
    detail = f"{where} is in {kept.file} as well, at line {kept.line}: that copy counts"
    if item.get("wp:post_modified") <= kept.modified:
        return Skipped(file, "duplicate-item", detail)
    hint = "put the newest export first (files count in the order of their names), and import again"
    changed = f"{detail}, though this one was changed later, on {item.get('wp:post_modified')[:10]}"
    problem = warning("duplicate-item", file, changed, hint=hint, line=item.line)
    return Skipped(file, "duplicate-item", changed, problem)
