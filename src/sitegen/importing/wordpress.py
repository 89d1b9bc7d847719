"""WordPress: export files (WXR), one or several, read twice: first for the places, then for the articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sitegen.importing import wpsurvey, wpterms, wxr
from sitegen.importing.addresses import AddressBook
from sitegen.importing.frontkeys import plain
from sitegen.importing.sources import Source, files_of
from sitegen.importing.values import Imported, Options, Reading, SiteFacts, Skipped, Withheld
from sitegen.importing.wpitems import article
from sitegen.importing.wpkinds import (
    ARTICLES,
    RECORDS,
    is_draft,
    is_left_out,
    is_public,
    kept_back,
    kind_of,
    odd_state,
)
from sitegen.importing.wplanguages import folder_language, language_of, translation_of
from sitegen.importing.wpsite import (
    OWN_TAXONOMIES,
    Attachment,
    Place,
    WordPress,
    date_of,
    facts,
    former,
    key_of,
    notes,
    shelves,
    slug_of,
)
from sitegen.importing.wxr import Channel, Item, place_of
from sitegen.problems import Problem, error, warning

_SLUGS = frozenset({"wp:category_nicename", "wp:tag_slug", "wp:term_slug"})
Page = tuple[str, str, list[str]]
"""The page of an attachment: its name, its post's, and its addresses."""


def read(source: Path, options: Options, book: AddressBook) -> Reading:
    """Look at every item of every file; the reading yields the articles in the order of the files."""
    job = WordPress(files_of(source, (".xml", ".wxr", ".xml.gz")), options, book)
    reading = Reading(SiteFacts(), iter(()))
    pages: list[Page] = []
    for file in job.files:
        wpsurvey.look(job, file)
    job.folders = frozenset(
        name for _, group in job.channel.groups for key, name in group.items() if key in _SLUGS
    )
    sound = [file for file in job.files if file.path not in job.refused]
    for path, item in [waiting for file in sound for waiting in _index(job, file, pages)]:
        _place(job, path, item, pages)
    if job.counts["type wp_block"]:
        job.patterns = {
            item.in_site(item.id): item.fields.get("content:encoded", "") for item in _patterns(job)
        }
    for page in pages:
        _note_page(job, page)
    job.shelf, job.private_shelf = shelves(job)
    reading.facts = facts(job)
    job.listings.settle(book.settings, reading.facts.tags)
    reading.total = job.articles
    reading.notes = notes(job)
    reading.problems = list(_oddities(job))
    reading.items = _items(job, reading)
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


def _index(job: WordPress, file: Source, pages: list[Page]) -> Iterator[tuple[str, Item]]:
    """Give the things of a file their places; yields the translations that wait for that of another."""
    for item in wxr.read(file.file, Channel(), light=True):
        if not isinstance(item, Item) or not _counts(job, file.path, item):
            continue
        leader, _ = _leader(job, file.path, item)
        if leader and leader not in job.book.homes:
            yield file.path, item
        else:
            _place(job, file.path, item, pages)


def _counts(job: WordPress, file: str, item: Item) -> bool:
    """Whether this copy of a thing is the one that counts."""
    return job.copies.setdefault(key_of(job, file, item), Place.of(file, item)).holds(file, item)


def _leader(job: WordPress, file: str, item: Item) -> tuple[str, str]:
    """The article (key, language) whose translation this one is; empty for none, or if it is that one."""
    leader = job.leaders.get(translation_of(item)) if is_public(item) else None
    return leader if leader and leader[0] != key_of(job, file, item) else ("", "")


def _place(job: WordPress, file: str, item: Item, pages: list[Page]) -> None:
    """Note a thing, and give an article its place."""
    kind = kind_of(item)
    job.counts["comments"] += item.comments
    if kind == "attachment":
        _attach(job, item, pages)
        return
    job.counts[f"type {kind}"] += 1
    if kind in RECORDS:
        job.records[file, kind] += 1
    if not is_left_out(kind) and kept_back(item) in {"", "private", "password-protected"}:
        _note_odd(job, file, item)
        _settle(job, file, item)


def _note_odd(job: WordPress, file: str, item: Item) -> None:
    """Remember a type or state of which nothing tells whether readers saw it."""
    kind, state = kind_of(item), odd_state(item)
    for name in (("type", "" if kind in ARTICLES else kind), ("state", state)):
        if name[1] and not kept_back(item):
            job.odd.setdefault(name, []).append((file, item.line))


def _settle(job: WordPress, file: str, item: Item) -> None:
    """Give an article its place: that of its translation, if it is one."""
    key, date, page = key_of(job, file, item), date_of(item), kind_of(item) == "page"
    private = kept_back(item) != ""
    job.articles += 1
    lang = language_of(job, item)
    _note_terms(job, item, lang)
    if is_public(item) and not page and item.get("wp:status") != "future":
        _note_lists(job, item, lang, date[:4])
    if not private:
        job.covers.setdefault(item.in_site(item.meta.get("_thumbnail_id", "").strip()), key)
    drafts = "drafts" if is_draft(item) else date[:4] or "undated"
    folder, name = "_private" if private else "pages" if page else drafts, ""
    leader, suffix = _leader(job, file, item)
    if leader in job.book.homes:
        stem = job.book.homes[leader].path.removesuffix(".md").removesuffix(f".{suffix}")
        folder, _, name = stem.rpartition("/")
    job.book.settle(
        key, slug=slug_of(item), title=plain(item.get("title")), date=date, lang=lang,
        folder=folder, name=name, page=page, former=() if private else former(job, item, page=page),
    )  # fmt: skip


def _note_terms(job: WordPress, item: Item, lang: str) -> None:
    """Remember what an article's terms and address tell beside its tags."""
    job.taxonomies.update(domain for domain, _, _ in item.terms if domain not in OWN_TAXONOMIES)
    job.languages |= {lang} - {""}
    folder = folder_language(job, item)
    if folder and not lang and folder != job.book.settings.language.partition("-")[0]:
        job.counts[f"below {folder}"] += 1


def _note_lists(job: WordPress, item: Item, lang: str, year: str) -> None:
    """Remember the lists that an article will stand in."""
    for kind, found in (("tag", wpterms.tags(item)), ("author", wpterms.authors(job, item))):
        for name, shown in found.items():
            job.listings.note(kind, name, shown, lang)
    job.listings.years |= {year} if not lang else set()


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


def _items(job: WordPress, reading: Reading) -> Iterator[Imported | Skipped]:
    for file in job.files:
        if file.path in job.refused:
            fault = error("refused", file.path, job.refused[file.path])
            yield Skipped(file.path, "refused", fault.message, fault)
            continue
        for broken in job.broken.get(file.path, ()):
            fault = error("broken-xml", file.path, broken.message, line=broken.line)
            yield Skipped(file.path, "broken-xml", f"line {broken.line}: {broken.message}", fault)
        yield from _records(job, file.path)
        for item in wxr.read(file.file, Channel()):
            if isinstance(item, Item):
                yield from _converted(job, file.path, item)
    reading.withheld += job.withheld
    reading.problems += _waiting(job)
    if job.fields:
        what = ", ".join(f"`{name}` ({count})" for name, count in sorted(job.fields.items()))
        reading.notes.append(f"Custom fields were left out: {what}.")


def _converted(job: WordPress, file: str, item: Item) -> Iterator[Imported | Skipped]:
    kind = kind_of(item)
    reason = kept_back(item)
    if kind == "attachment" or is_left_out(kind):
        return
    where = f"{plain(item.get('title')) or 'without a title'} ({kind} {item.id}, line {item.line})"
    kept = job.copies[key_of(job, file, item)]
    if not kept.holds(file, item):
        yield _doubled(file, item, where, kept)
        return
    if reason in {"trash", "auto-draft"}:
        yield Skipped(file, reason, f"{where} is {'in the trash' if reason == 'trash' else 'an empty draft'}")
        _withhold(job, file, item, "in the trash")
        return
    made = article(job, file, item, page=kind == "page")
    targets = tuple(copy.target for copy in made.copies)
    if is_public(item):
        job.published.update(targets)
    else:
        _withhold(job, file, item, reason or "a draft", targets)
    if is_draft(item) and targets:
        job.waiting.append((file, item.line, targets))
    if reason:
        detail = f"{where} is {reason}: it was kept as content/{made.path}, which is never published"
        yield Skipped(file, reason, detail)
    yield made


def _withhold(job: WordPress, file: str, item: Item, why: str, targets: tuple[str, ...] = ()) -> None:
    """Remember what readers may not see, with all by which an article of an earlier import is known."""
    page = kind_of(item) == "page"
    old = [address.replace("__trashed", "") for address in former(job, item, page=page)]
    aliases = {job.book.alias_of(address) for address in old} - {"", "/"}
    folder = "pages" if page else date_of(item)[:4]
    home = job.book.homes.get(key_of(job, file, item))
    path = f"{folder}/{home.path.rpartition('/')[2]}" if home else ""
    title = plain(item.get("title"))
    job.withheld.append(Withheld(file, item.line, title, why, path, tuple(sorted(aliases)), targets))


def _waiting(job: WordPress) -> Iterator[Problem]:
    """The drafts whose files are published before they are: only articles are kept from readers."""
    for file, line, targets in job.waiting:
        alone = [f"content/{target}" for target in targets if target not in job.published]
        if alone:
            message = f"what only a draft shows is published, though the draft is not: {', '.join(alone)}"
            hint = "move it below content/_private/ until then, if readers must not find it"
            yield warning("draft-media", file, message, hint=hint, line=line)


def _records(job: WordPress, file: str) -> Iterator[Skipped]:
    """What a file holds of people's letters, orders and the like."""
    for (path, kind), count in sorted(job.records.items()):
        if path == file:
            detail = f"{count} things of the type `{kind}` are records of people: none is imported"
            yield Skipped(file, "records", detail)


def _oddities(job: WordPress) -> Iterator[Problem]:
    """What is not known: where the site stood, and whether readers saw what came as drafts."""
    if job.articles and not job.book.hosts:
        message = (
            "no file says where its site stood: links within it, and its files, are not known as its own"
        )
        hint = "write <link>https://…</link> above the first <item>, and import again into an empty archive"
        yield warning("no-site-address", job.files[0].path, message, hint=hint)
    for (what, name), places in sorted(job.odd.items()):
        file, line = places[0]
        count = f"{len(places)} things have" if len(places) > 1 else "a thing has"
        message = (
            f"{count} the {what} `{name}`: nothing tells whether readers saw such, so they came as drafts"
        )
        hint = "take draft: true out of those that are to be published"
        yield warning(f"unknown-{what}", file, message, hint=hint, line=line)


def _doubled(file: str, item: Item, where: str, kept: Place) -> Skipped:
    """A thing of which another copy counts; that is told if this copy was changed after that one."""
    why = f", as it is {kept.kept_back} there" if kept.kept_back and not kept_back(item) else ""
    detail = f"{where} is in {kept.file} as well, at line {kept.line}: that copy counts{why}"
    if item.get("wp:post_modified") <= kept.modified:
        return Skipped(file, "duplicate-item", detail)
    hint = "put the newest export first (files count in the order of their names), and import again"
    hint = "leave the older export out if readers may see it, and import again" if why else hint
    changed = f"{detail}, though this one was changed later, on {item.get('wp:post_modified')[:10]}"
    problem = warning("duplicate-item", file, changed, hint=hint, line=item.line)
    return Skipped(file, "duplicate-item", changed, problem)
