"""A WordPress site as its exports tell it: what it keeps back, where its files are, what it is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from urllib.parse import SplitResult, parse_qs, unquote

from sitegen.importing import when
from sitegen.importing.addresses import AddressBook
from sitegen.importing.body.pictures import MEDIA, Shelf, published
from sitegen.importing.frontmatter.keys import plain
from sitegen.importing.sources import Source, inside
from sitegen.importing.values import PRIVATE, Copy, Options, SiteFacts, Withheld
from sitegen.importing.wordpress.kinds import ARTICLES, MACHINERY, kept_back
from sitegen.importing.wordpress.listings import Listings
from sitegen.importing.wordpress.wxr import Broken, Channel, Item, place_of
from sitegen.model import TagSettings
from sitegen.urls import host_of, parts_of

OWN_TAXONOMIES = frozenset(
    "category post_tag tag post_format nav_menu author language post_translations term_language".split()
)

_SIZE = re.compile(r"-\d+x\d+(?=\.\w+\Z)")
_UPLOADS = re.compile(r"/(?:wp-content/(?:uploads|blogs\.dir/\d+/files)|files)/(?P<path>.+)\Z")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the media library."""

    url: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands, with which names, last changed when (as text), and why it is kept back there."""

    file: str
    line: int
    modified: str
    names: tuple[str, ...] = ()
    kept_back: str = ""

    @classmethod
    def of(cls, file: str, item: Item) -> Place:
        """The place of an item in an export."""
        return cls(file, item.line, item.get("wp:post_modified"), _names(item), kept_back(item))

    def holds(self, file: str, item: Item) -> bool:
        """Whether this is where an item stands."""
        return (self.file, self.line) == (file, item.line)


def _names(item: Item) -> tuple[str, ...]:
    """What tells an item from another one with its number."""
    return tuple(item.get(name) for name in ("guid", "title", "link"))


@dataclass(slots=True)
class WordPress:
    """A source that is being read. Attachments are known by number, by address, and by their post.

    Every number counts in its own blog only: things are named by `Item.in_site`.
    """

    files: list[Source]
    options: Options
    book: AddressBook
    channel: Channel = field(default_factory=Channel)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=dict)
    """The numbers of attachments, by the name of their post."""
    authors: dict[str, str] = field(default_factory=dict)
    """The names to be shown, by blog and login."""
    copies: dict[str, Place] = field(default_factory=dict)
    """Which copy of a thing counts, where several exports hold it: one that is kept back, else the first."""
    leaders: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The article (key, language) whose translations take its file's name, by what they have in common."""
    odd: dict[tuple[str, str], list[tuple[str, int]]] = field(default_factory=dict)
    """Where things stand whose type or state is not known, by ("type" or "state", its name)."""
    fields: Counter[str] = field(default_factory=Counter)
    """How many articles have a custom field that is left out."""
    listings: Listings = field(default_factory=Listings)
    published: set[str] = field(default_factory=set)
    """The files that articles show, below `content/`."""
    waiting: list[tuple[str, int, tuple[str, ...]]] = field(default_factory=list)
    """The files that drafts show, by the draft's file and line."""
    withheld: list[Withheld] = field(default_factory=list)
    records: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many records of people were left out, by file and type."""
    patterns: dict[str, str] = field(default_factory=dict)
    """The contents of reusable blocks."""
    covers: dict[str, str] = field(default_factory=dict)
    """The article that shows an attachment at its top, by the attachment's name."""
    pages: dict[str, str] = field(default_factory=dict)
    """The names of attachments, by the places of their pages."""
    taxonomies: Counter[str] = field(default_factory=Counter)
    """How many terms of other taxonomies than categories and tags were met."""
    languages: set[str] = field(default_factory=set)
    """Those that articles were found to be in, beside the main one."""
    noted: set[str] = field(default_factory=set)
    """Those that a plug-in noted with any article."""
    folders: frozenset[str] = frozenset()
    """Names of categories and tags, which may be folders of addresses."""
    shelf: Shelf = field(default_factory=Shelf)
    private_shelf: Shelf = field(default_factory=Shelf)
    """The same files, with their places among what is never published."""
    broken: dict[str, list[Broken]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)
    """How many things of each type were met."""
    below: Counter[str] = field(default_factory=Counter)
    """How many articles stood below a folder that may be a language's."""
    comments: int = 0
    homeless: int = 0
    """How many pages of attachments belonged to no article."""
    articles: int = 0


def know_site(job: WordPress, channel: Channel) -> None:
    """What stands above the first item of a file: its authors, and those hosts that the first site has."""
    if not job.book.hosts:
        _know_hosts(job, channel.fields)
        job.channel.fields |= channel.fields
    for kind, group in channel.groups:
        if kind == "wp:author":
            login = group.get("wp:author_login", "")
            parts = (group.get("wp:author_first_name", ""), group.get("wp:author_last_name", ""))
            name = group.get("wp:author_display_name", "") or " ".join(parts).strip() or login
            job.authors.setdefault(f"{channel.site}/{login}", without_address(unescape(name)))


def _know_hosts(job: WordPress, fields: Mapping[str, str]) -> None:
    urls = [fields.get(name, "") for name in ("link", "wp:base_site_url", "wp:base_blog_url")]
    hosts = {host_of(parts_of(url)) for url in urls if url}
    job.book.hosts = frozenset(hosts - {""})
    job.book.base = parts_of(fields.get("link", "")).path.rstrip("/")
    job.book.speak(fields.get("language", ""))


def key_of(job: WordPress, file: str, item: Item) -> str:
    """The name of an item in the address book: by its number, else by where it stands.

    In one file a number names one thing. Where it stands at another too (in exports that were put
    together, or made by other programs), both are articles.
    """
    name = item.in_site(item.id)
    known = job.copies.get(name)
    shared = known and known.file == file and known.line != item.line and known.names != _names(item)
    return f"{file} {item.line} {item.tongue}".rstrip() if not item.id or shared else name


def without_address(name: str) -> str:
    """A name that is an e-mail address, without its host: addresses are never published."""
    return name.partition("@")[0] if re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+", name) else name


def slug_of(item: Item) -> str:
    """The name in an item's address. An `index` would be the page of the folder that it is in."""
    name = unquote(item.get("wp:post_name"))
    given = name or plain(item.get("title"))
    return f"{given}-1" if given.strip().casefold() == "index" else name


def former(job: WordPress, item: Item, *, page: bool) -> list[str]:
    """All addresses under which an item could be reached; numbers are those of the first site."""
    link = item.get("link")
    found = [link]
    if item.site == job.channel.site and item.id == item.number:
        found += [f"/?page_id={item.id}"] if page else []
        found.append(f"/?p={item.id}")
    name = item.get("wp:post_name")
    for old in item.meta.get("_wp_old_slug", "").split():
        if name and f"/{name}" in link:
            found.append(link.replace(f"/{name}", f"/{old}"))
    return [address for address in found if address and not address.endswith("=")]


def date_of(item: Item) -> str:
    """The local date with the offset that its twin in UTC tells; drafts may only have that of a change."""
    for name in ("wp:post_date", "wp:post_modified"):
        local = when.iso(item.get(name)) if not item.get(name).startswith("0000") else ""
        if len(local) >= 19:
            return local[:19] + when.offset(local, when.iso(item.get(f"{name}_gmt")))
    return when.rss(item.get("pubDate"))


def media(job: WordPress, target: str) -> Copy | None:
    """The file of the media library that an address leads to, in its full size where that is here."""
    parts = parts_of(target.strip())
    host = host_of(parts)
    if host and host not in job.book.hosts and not host.endswith(".files.wordpress.com"):
        return None
    if found := _attached(job, parts):
        parts = parts_of(found.url)
    match = _UPLOADS.search(unquote(parts.path)) or re.search(
        r"/(?P<path>\d{4}/\d\d/[^/]+)\Z", unquote(parts.path)
    )
    if not match or not MEDIA.search(match["path"]):
        return None
    names = (_SIZE.sub("", match["path"]), match["path"])
    for name in names:
        file = inside(job.options.uploads, name) if job.options.uploads else None
        if file is not None:
            return Copy(f"media/{published(name)}", file)
    if job.options.media and host:
        url = parts._replace(path=_SIZE.sub("", parts.path)).geturl()
        return Copy(f"media/{published(names[0])}", url=url)
    return None


def shelves(job: WordPress) -> tuple[Shelf, Shelf]:
    """Where articles find their files, and where those do that are kept back: what these show is, too."""

    def hidden(target: str) -> Copy | None:
        found = media(job, target)
        return found and replace(found, target=PRIVATE + found.target)

    public = Shelf(find=lambda target: media(job, target), hosts=job.book.hosts)
    return public, replace(public, find=hidden, folder=f"{PRIVATE}media")


def _attached(job: WordPress, parts: SplitResult) -> Attachment | None:
    """The attachment whose page an address leads to."""
    main = job.channel.site
    number = parse_qs(parts.query).get("attachment_id", [""])[0]
    place = place_of(parts.geturl()) if parts.netloc else main.partition("/")[0] + parts.path.rstrip("/")
    names = (f"{place}/{number}", f"{main}/{number}") if number else (job.pages.get(place, ""),)
    return next((job.attachments[name] for name in names if name in job.attachments), None)


def facts(job: WordPress) -> SiteFacts:
    """The site's title, address and language, and its categories where more than their name is known."""
    fields = job.channel.fields
    link = fields.get("link", "").rstrip("/")
    return SiteFacts(
        title=plain(fields.get("title", "")),
        description=plain(fields.get("description", "")),
        base_url=f"{link}/" if link else "",
        language=fields.get("language", ""),
        tags=tuple(_hierarchy(job)),
        languages=tuple(sorted(job.languages)),
    )


def _hierarchy(job: WordPress) -> Iterator[TagSettings]:
    """The categories and tags that have a parent or a description."""
    names = _categories(job)
    known = set(names.values())
    seen: set[str] = set()
    for kind, group in job.channel.groups:
        name = plain(
            unescape(group.get("wp:cat_name", "") if kind == "wp:category" else group.get("wp:tag_name", ""))
        )
        about = plain(group.get("wp:category_description", "") or group.get("wp:tag_description", ""))
        above = group.get("wp:category_parent", "")
        written = plain(unescape(above))  # WXR 1.0 has the name there, later versions that of the address
        parent = names.get(above, "") or (written if written in known else "")
        if kind in {"wp:category", "wp:tag"} and name and (about or parent) and name.casefold() not in seen:
            seen.add(name.casefold())
            yield TagSettings(name, description=about, parent="" if parent == name else parent)


def _categories(job: WordPress) -> dict[str, str]:
    """The categories by their names in addresses."""
    return {
        group.get("wp:category_nicename", ""): plain(unescape(group.get("wp:cat_name", "")))
        for kind, group in job.channel.groups
        if kind == "wp:category"
    }


def _namesakes(job: WordPress) -> Iterator[str]:
    """A sentence on each name that several categories have: a tag is its name."""
    categories = _categories(job)
    same: dict[str, list[str]] = {}
    for slug, name in categories.items():
        same.setdefault(name.casefold(), []).append(slug)
    for slugs in same.values():
        if len(slugs) > 1:
            name, places = categories[slugs[0]], ", ".join(f"/{slug}/" for slug in slugs)
            yield f"{len(slugs)} categories are called “{name}” ({places}): their articles have one tag now."


def notes(job: WordPress) -> list[str]:
    """What is to be said of the export as a whole."""
    notes = []
    if job.comments:
        notes.append(f"{job.comments:,} comments were counted, and left out.")
    notes += _namesakes(job)
    if job.channel.removed:
        notes.append(f"{job.channel.removed:,} control characters were removed.")
    technical = _types(job, MACHINERY)
    if technical:
        what = ", ".join(f"{count} {kind}" for kind, count in technical)
        notes.append(f"Things that are no articles were left out: {what}.")
    if job.taxonomies:
        what = ", ".join(f"{name} ({count})" for name, count in sorted(job.taxonomies.items()))
        notes.append(f"Terms of other taxonomies than categories and tags were left out: {what}.")
    for folder, count in sorted(job.below.items()):
        hint = "if that is a language, add it to `languages` in site.yaml before the import"
        notes.append(f"{count} articles stood below /{folder}/: {hint}.")
    if job.listings.names:
        notes.append(
            "Links to the old site's lists (/category/…, /tag/…, /author/…, /feed/) lead to the new ones. "
            "Their old addresses are no article's, and have no redirects: let the web server send them on."
        )
    if job.homeless:
        notes.append(
            f"{job.homeless:,} attachment pages belonged to no article: their addresses lead nowhere now."
        )
    for kind, count in _types(job, ARTICLES - {"post", "page"}):
        notes.append(f"{count} things of the type `{kind}` were imported as articles.")
    return notes


def _types(job: WordPress, kinds: Collection[str]) -> list[tuple[str, int]]:
    """The types that were met, of some, and how often."""
    return [(kind, job.kinds[kind]) for kind in sorted(kinds) if job.kinds[kind]]
