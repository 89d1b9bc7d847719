"""The evidence in front matter: `sources` and `tweets`, as declared fields and the values they make."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import get_args

from yaml.nodes import Node

from sitegen.decoding.field import Field
from sitegen.decoding.formats import IsoDate, Language, Url
from sitegen.decoding.kinds import Choice, Line, Pattern, Text
from sitegen.decoding.report import Report
from sitegen.decoding.shapes import Decoded, Either, Many, Record
from sitegen.embeds import recognise
from sitegen.model import Expanded, PostStatus, Snapshot, SnapshotMedia, Source
from sitegen.problems import short

ID = Pattern(
    r"(?:[A-Za-z0-9_.:-]|[^\x00-\xa0\s\u060c\u061b\u3001\uff0c\uff1b])+",
    "made of letters, digits and _ . : - only",
)
"""Of any script: what is not of ASCII is taken for letters, but for spaces, and commas and semicolons, which
part citations. HTML takes them all for an id, and addresses for a fragment.
"""


# --- sources -------------------------------------------------------------------------------------


def _source(decoded: Decoded, report: Report) -> Source | None:
    get = decoded.get
    if not (get("url") or get("title") or get("note")):
        if "url" not in decoded.nodes:
            report.error("empty-source", decoded.node, "a source needs a url or a title", "add one of them")
        return None
    return Source(
        id=get("id"),
        url=get("url"),
        title=get("title"),
        publisher=get("publisher"),
        authors=get("author", ()),
        date=get("date"),
        accessed=get("accessed"),
        archived=get("archived"),
        note=get("note"),
    )


def _bare_source(url: str, _node: Node, _report: Report) -> Source | None:
    return Source("", url) if url else None


SOURCE = Record(
    Field("id", ID, "The name by which the text cites it: [@id].", "water-report"),
    Field("url", Url(), "Its web address.", "https://press.example.org/water-report"),
    Field("title", Line(), "Its title.", "The water report"),
    Field("publisher", Line(), "Who published it.", "Example Press"),
    Field("author", Many(Line()), "Who wrote it: one name, or a list of names."),
    Field("date", IsoDate(), "When it was published: a day, a month (2019-03) or a year.", "2019-03-04"),
    Field("accessed", IsoDate(), "When it was last read.", "2024-05-06"),
    Field("archived", Url(), "The address of a copy in a web archive."),
    Field("note", Line(), "A remark for readers."),
    build=_source,
    foreign={
        "authors": "author",
        "link": "url",
        "name": "title",
        "archive": "archived",
    },
)


def numbered(items: list[tuple[Source, Node]], report: Report) -> tuple[Source, ...]:
    """The sources, each with an id of its own: `s1`, `s2`, … by their place for those without."""
    taken: set[str] = set()
    for source, node in items:
        if source.id and source.id in taken:
            message = f"two sources have the id “{source.id}”"
            report.error("duplicate-source", node, message, "give each its own id, so that [@id] is clear")
        taken.add(source.id)
    return tuple(_with_id(source, place, taken) for place, (source, _) in enumerate(items, 1))


def _with_id(source: Source, place: int, taken: set[str]) -> Source:
    if source.id:
        return source
    number = place
    while f"s{number}" in taken:
        number += 1
    taken.add(f"s{number}")
    return replace(source, id=f"s{number}")


SOURCES = Many(Either(Url(), SOURCE, _bare_source), finish=numbered)

# --- posts ---------------------------------------------------------------------------------------


def _link(decoded: Decoded, _report: Report) -> Expanded:
    return Expanded(decoded.get("short"), decoded.get("expanded"))


def _bare_link(url: str, _node: Node, _report: Report) -> Expanded | None:
    return Expanded(url, url) if url else None


def _media(decoded: Decoded, _report: Report) -> SnapshotMedia:
    return SnapshotMedia(decoded.get("file"), decoded.get("sha256"), decoded.get("alt"))


def _bare_media(file: str, _node: Node, _report: Report) -> SnapshotMedia | None:
    return SnapshotMedia(file) if file else None


class MediaFile(Text):
    """A file below `content/`: relative to the article, or to `content/` after a first slash."""

    wanted = "a file"

    def read(self, text: str, node: Node, _field: Field, report: Report, /) -> str | None:
        """The path below `content/`; `report.path` tells where the article is."""
        if "://" in text or text.startswith("//"):
            message = f"“{short(text)}” is on another host, so it cannot be shown"
            report.error(
                "remote-media", node, message, "save the picture beside the article and name its file"
            )
            return None
        folder = posixpath.dirname(report.path.partition("/")[2])
        inside = text.startswith(("/", "_snapshots/"))
        path = posixpath.normpath(text.lstrip("/") if inside else posixpath.join(folder, text))
        if path.startswith("..") or "\\" in path or path == ".":
            message = f"“{short(text)}” is not a file of this archive"
            report.error(
                "outside-content", node, message, "save it below content/, and name it from there: /a.jpg"
            )
            return None
        return path


LINK = Record(
    Field("short", Url(), "The link as it stands in the post.", "https://t.co/example", required=True),
    Field("expanded", Url(), "Where it leads.", "https://press.example.org/report", required=True),
    build=_link,
)
MEDIA = Record(
    Field("file", MediaFile(), "The picture's file, relative to the article.", "poster.jpg", required=True),
    Field(
        "sha256",
        Pattern(
            "[0-9a-f]{64}", "64 hexadecimal digits", "copy what sha256sum says of the file, or remove it"
        ),
        "The file's SHA-256.",
    ),
    Field("alt", Line(), "What the picture shows, for those who do not see it."),
    build=_media,
)


def _post(decoded: Decoded, report: Report) -> Snapshot | None:
    """The post that an entry describes: by its URL's provider and id, else by its own id."""
    get = decoded.get
    address = recognise(get("url")) if get("url") else None
    if get("url") and address is None:
        return _unknown_post(decoded, report)
    if address is None and not (get("id") and get("text")):
        if "url" not in decoded.nodes:
            message = "a post without a url needs an id and a text"
            report.error("incomplete-post", decoded.node, message, "add its url, or both id and text")
        return None
    label = get("id") if address and get("id") != address.id else ""
    if address and label.isdecimal():
        message = f"the id “{label}” is not the one in the url, {address.id}"
        report.warning(
            "wrong-id", decoded.at("id"), message, f"leave the id out; [tweet:{address.id}] places it"
        )
    return Snapshot(
        provider=address.provider if address else "x",
        id=address.id if address else get("id"),
        url=address.url if address else "",
        author_name=get("author"),
        author_handle=get("handle").lstrip("@") or (address.handle if address else ""),
        text=get("text"),
        lang=get("lang"),
        created_at=get("date"),
        links=get("links", ()),
        media=get("media", ()),
        captured_via="manual" if get("text") else "",
        status=get("status", "uncaptured"),
        note=get("note"),
        label=label,
    )


def _unknown_post(decoded: Decoded, report: Report) -> Snapshot | None:
    message = f"“{short(decoded.get('url'))}” is not the address of a post"
    hint = "posts of X, YouTube, Vimeo, Mastodon and Bluesky are known; list anything else under sources"
    report.error("unknown-post", decoded.at("url"), message, hint)
    return None


def _bare_post(url: str, node: Node, report: Report) -> Snapshot | None:
    return _post(Decoded({"url": url}, {"url": node}, node), report) if url else None


TWEET = Record(
    Field("id", ID, "The post's number. [tweet:ID] alone in a paragraph places it."),
    Field("url", Url(), "The post's address.", "https://x.com/example_river/status/1102600000000000000"),
    Field("author", Line(), "The author's name as shown.", "River Watch"),
    Field("handle", Line(), "The author's handle, with or without @.", "example_river"),
    Field("date", IsoDate(), "When it was posted.", "2019-03-04T12:30:00Z"),
    Field("text", Text(), "The words of the post, exactly.", "The water is back."),
    Field("lang", Language(), "The language of the post.", "en"),
    Field("links", Many(Either(Url(), LINK, _bare_link)), "Where its shortened links lead."),
    Field("media", Many(Either(MediaFile(), MEDIA, _bare_media)), "Its pictures, saved in the archive."),
    Field("status", Choice(*get_args(PostStatus)), "What has become of it.", "deleted"),
    Field("note", Line(), "A remark for readers."),
    build=_post,
    foreign={
        "name": "author",
        "user": "handle",
        "username": "handle",
        "created_at": "date",
    },
)


def distinct(items: list[tuple[Snapshot, Node]], report: Report) -> tuple[Snapshot, ...]:
    """The posts, each once: a second entry for one post is told and left out."""
    found: dict[str, Snapshot] = {}
    for post, node in items:
        if post.key in found:
            message = f"the post {post.id} is listed twice; the first entry counts"
            report.warning("duplicate-post", node, message, "keep one of them")
        found.setdefault(post.key, post)
    return tuple(found.values())


TWEETS = Many(Either(Url(), TWEET, _bare_post), finish=distinct)
