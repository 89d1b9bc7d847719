"""WordPress: export files (WXR), one or several: looked at, given their places, then converted one by one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sitegen.importing.addresses import AddressBook
from sitegen.importing.attempts import attempted
from sitegen.importing.frontmatter.keys import plain
from sitegen.importing.sources import files_of
from sitegen.importing.values import Imported, Options, Reading, SiteFacts, Skipped, Withheld
from sitegen.importing.wordpress import placing, survey, tongues
from sitegen.importing.wordpress.items import article
from sitegen.importing.wordpress.kinds import is_draft, is_left_out, is_public, is_shown, kept_back, kind_of
from sitegen.importing.wordpress.site import Place, WordPress, date_of, facts, former, key_of, notes, shelves
from sitegen.importing.wordpress.wxr import Channel, Item
from sitegen.problems import Problem, error, warning


def read(source: Path, options: Options, book: AddressBook) -> Reading:
    """Look at every item of every file; the reading yields the articles in the order of the files."""
    job = WordPress(files_of(source, (".xml", ".wxr", ".xml.gz")), options, book)
    reading = Reading(SiteFacts(), iter(()))
    for file in job.files:
        survey.look(job, file)
    placing.settle(job)
    if job.kinds["wp_block"]:
        job.patterns = {
            item.in_site(item.id): item.fields.get("content:encoded", "") for item in _patterns(job)
        }
    job.shelf, job.private_shelf = shelves(job)
    reading.facts = facts(job)
    job.listings.settle(book.settings, reading.facts.tags)
    reading.total = job.articles
    reading.notes = notes(job)
    reading.problems = list(_oddities(job))
    reading.items = _items(job, reading)
    return reading


def _patterns(job: WordPress) -> Iterator[Item]:
    """The reusable blocks of all files that readers may see, those that count last."""
    for file in reversed(job.files):
        for item in () if file.path in job.refused else tongues.read(file.file, Channel()):
            if isinstance(item, Item) and kind_of(item) == "wp_block" and is_shown(item):
                yield item


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
        for item in tongues.read(file.file, Channel()):
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
    if item.tongue and not item.get("content:encoded"):
        yield Skipped(file, "no-words", f"{where} has a title in the language “{item.tongue}”, but no words")
        return
    made = attempted(partial(article, job, file, item, page=kind == "page"), file, item.line)
    if isinstance(made, Skipped):
        yield made
        return
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
    state = "in the trash" if kept.kept_back == "trash" else kept.kept_back
    why = f", as it is {state} there" if kept.kept_back and not kept_back(item) else ""
    detail = f"{where} is in {kept.file} as well, at line {kept.line}: that copy counts{why}"
    if item.get("wp:post_modified") <= kept.modified:
        return Skipped(file, "duplicate-item", detail)
    hint = "put the newest export first (files count in the order of their names), and import again"
    hint = "leave the older export out if readers may see it, and import again" if why else hint
    changed = f"{detail}, though this one was changed later, on {item.get('wp:post_modified')[:10]}"
    problem = warning("duplicate-item", file, changed, hint=hint, line=item.line)
    return Skipped(file, "duplicate-item", changed, problem)
