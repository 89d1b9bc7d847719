"""The places of the articles and files in an export, given before any of them is converted."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.importing.frontmatter.keys import plain
from sitegen.importing.sources import Source
from sitegen.importing.wordpress import terms, tongues
from sitegen.importing.wordpress.kinds import (
    ARTICLES,
    RECORDS,
    is_draft,
    is_left_out,
    is_public,
    kept_back,
    kind_of,
    odd_state,
)
from sitegen.importing.wordpress.languages import folder_language, language_of, translation_of
from sitegen.importing.wordpress.site import (
    OWN_TAXONOMIES,
    Attachment,
    Place,
    WordPress,
    date_of,
    former,
    key_of,
    slug_of,
)
from sitegen.importing.wordpress.wxr import Channel, Item, place_of
from sitegen.languages import ISO_639_1

_SLUGS = frozenset({"wp:category_nicename", "wp:tag_slug", "wp:term_slug"})
Page = tuple[str, str, list[str]]
"""The page of an attachment: its name, its post's, and its addresses."""


def settle(job: WordPress) -> None:
    """Give every article its place; translations wait for the one that gives them its name, pages that may
    be the home page of a language until the languages are known.
    """
    pages: list[Page] = []
    groups = job.channel.groups
    job.folders = frozenset(name for _, group in groups for key, name in group.items() if key in _SLUGS)
    sound = [file for file in job.files if file.path not in job.refused]
    for path, item in [waiting for file in sound for waiting in _index(job, file, pages)]:
        _place(job, path, item, pages)
    for page in pages:
        _note_page(job, page)


def _index(job: WordPress, file: Source, pages: list[Page]) -> Iterator[tuple[str, Item]]:
    """Give the things of a file their places; yields the translations that wait for that of another."""
    for item in tongues.read(file.file, Channel(), light=True):
        if not isinstance(item, Item) or not _counts(job, file.path, item):
            continue
        leader, _ = _leader(job, file.path, item)
        if (leader and leader not in job.book.homes) or slug_of(item) in ISO_639_1:
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
    job.comments += item.comments
    if kind == "attachment":
        _attach(job, item, pages)
        return
    job.kinds[kind] += 1
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
        job.below[folder] += 1


def _note_lists(job: WordPress, item: Item, lang: str, year: str) -> None:
    """Remember the lists that an article will stand in."""
    for kind, found in (("tag", terms.tags(item)), ("author", terms.authors(job, item))):
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


def _note_page(job: WordPress, page: Page) -> None:
    """The page of an attachment leads to its article, else to one that it stands at the top of."""
    name, parent, addresses = page
    for key in (parent, job.covers.get(name, "")):
        if key in job.book.homes:
            job.book.note(key, addresses)
            return
    job.homeless += 1
