"""Media of a source: where a reference leads, where the file will stand, and pictures as Markdown."""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from sitegen import images
from sitegen.importing.body.manuscript import Manuscript, as_html
from sitegen.importing.sources import MARKDOWN, inside
from sitegen.importing.values import Copy
from sitegen.runnable import runs_by_name
from sitegen.urls import host_of, parts_of

PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|ico|tiff?|heic)\Z", re.IGNORECASE)
MEDIA = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|ico|tiff?|heic|pdf|mp[34]|m4[av]|ogg|oga|ogv|opus|wav|webm|mov|avi|zip|docx?"
    r"|xlsx?|pptx?|odt|ods|odp|csv|tsv|txt|epub|json|geojson|kml|gpx|rtf|gz|tar|7z|key|pages|numbers|ics|xml)\Z",
    re.IGNORECASE,
)

_PHOTON = re.compile(r"(?:https?:)?//i[0-3]\.wp\.com/(?P<rest>[\w-]+\.[^?#]+)", re.IGNORECASE)
_FILLING = 300
"""The length of a `data:` address up to which its picture is empty, and only fills a place."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where a source keeps its media: `roots` answer addresses from the root, in order.

    `find` may answer addresses of other hosts (WordPress's uploads). `hosts` are the source's own.
    Pictures that stand in the text itself get their place in `folder`, below `content/`.
    """

    roots: tuple[Path, ...] = ()
    hosts: frozenset[str] = frozenset()
    base: str = ""
    find: Callable[[str], Copy | None] = field(default=lambda _: None)
    folder: str = "media"

    def copy(self, target: str, folder: Path | None = None, beside: str = "") -> Copy | None:
        """The file that a reference leads to, and its place below `content/`; None if there is none.

        None as well for Markdown: the build would take it for an article.

        `folder` is the referring file's; a file in it is put `beside` the article.
        """
        found = self.find(target)
        if found is not None:
            return found
        path = self.path_of(target)
        if not path or path.lower().endswith(("/", *MARKDOWN)) or runs_by_name(path):
            return None
        if folder is not None and not target.startswith("/") and "://" not in target:
            return self._beside(path, folder, beside)
        for root in self.roots:
            file = inside(root, path)
            if file is not None:
                return Copy(published(path.lstrip("/")), file)
        return None

    def _beside(self, path: str, folder: Path, beside: str) -> Copy | None:
        """A file relative to the article's own; above it only as far as the source goes."""
        for root in self.roots:
            try:
                below = folder.resolve().relative_to(root.resolve()).as_posix()
            except ValueError:
                continue
            joined = posixpath.normpath(posixpath.join(below, path))
            file = None if joined.startswith("..") else inside(root, joined)
            if file is not None and path.startswith(".."):
                return Copy(published(joined), file)
            if file is not None:
                return Copy(published(posixpath.normpath(posixpath.join(beside, path))), file)
        for root in self.roots:  # many write addresses from the root without the slash
            file = inside(root, path)
            if file is not None:
                return Copy(published(path), file)
        return None

    def path_of(self, target: str) -> str:
        """The path that a reference names, decoded; "" if it leads to another host."""
        parts = parts_of(target.strip())
        host = host_of(parts)
        if (host and host not in self.hosts) or (parts.scheme and not host):
            return ""
        path = unquote(parts.path)
        if self.base and path.startswith(f"{self.base}/"):
            path = path[len(self.base) :]
        return "" if "\0" in path or "\\" in path else path


def unpack(sheet: Manuscript, url: str, offset: int, folder: str) -> str:
    """Where a picture will stand, in a folder below `content/`, that a `data:` address holds (RFC 2397).

    What cannot be read keeps its address, and is told; so does, untold, what only fills the place of another.
    """
    if len(url) <= _FILLING:
        return url
    head, _, text = url.partition(",")
    data = unquote_to_bytes(text)
    with suppress(binascii.Error):
        data = base64.b64decode(data) if head.lower().endswith(";base64") else data
    info = images.probe(data)
    if isinstance(info, images.Fault):
        message = f"a picture that stands in the text itself ({head}) cannot be read: it is left out"
        sheet.warn("picture-lost", offset, message, "save it from the page, and put it in by hand")
        return url
    name = hashlib.sha256(data).hexdigest()[:16]
    copy = Copy(f"{folder}/{name}.{'jpg' if info.type == 'jpeg' else info.type}", data=data)
    sheet.copies.append(copy)
    return f"/{copy.target}"


def original(url: str) -> str:
    """The address of a picture that WordPress.com's Photon sends on: `https://i0.wp.com/HOST/PATH?w=300`."""
    proxied = _PHOTON.match(url) if ".wp.com/" in url else None
    return f"https://{proxied['rest']}" if proxied else url


def published(path: str) -> str:
    """A path below `content/` that is published: no dots that climb, no names that begin with `_` or `.`.

    A `#` becomes a hyphen: in an address it ends the path.
    """
    parts = [part.lstrip("_.").strip() for part in path.replace("#", "-").split("/")]
    return "/".join(part for part in parts if part) or "file"


def markdown(target: str, alt: str, caption: str = "", link: str = "") -> str:
    """A picture as Markdown. `target` is an address; `alt` and `caption` are plain text."""
    words = re.sub(r"([\[\]\\])", r"\\\1", " ".join(alt.split()))
    title = as_title(" ".join(caption.split()))
    shown = f"![{words}]({address(target)}{f' {chr(34)}{title}{chr(34)}' if title else ''})"
    return f"[{shown}]({address(link)})" if link else shown


def as_title(words: str) -> str:
    """Plain text as the title of a picture in Markdown, where `[@` would cite a source, and "`" be code."""
    return words.replace("&", "&amp;").replace('"', "&quot;").replace("`", "&#96;").replace("[@", r"\[@")


def figure(target: str, alt: str, caption: str = "", link: str = "") -> str:
    """A picture whose `caption` is Markdown: one with links, emphasis or code is HTML, a title is text."""
    words = as_html(f"_ {caption.strip()}").removeprefix("<p>_ ").removesuffix("</p>")  # no list, no heading
    if "<" not in words:
        return markdown(target, alt, unescape(words), link)
    shown = f'<img src="{escape(target)}" alt="{escape(" ".join(alt.split()))}">'
    shown = f'<a href="{escape(link)}">{shown}</a>' if link else shown
    return f"<figure>{shown}<figcaption>{words}</figcaption></figure>"


def address(target: str) -> str:
    """An address as the target of a Markdown link: spaces and brackets cannot stand in it bare."""
    target = target.strip().replace(" ", "%20")
    return (
        f"<{target}>" if re.search(r"[()<>]", target) and "<" not in target and ">" not in target else target
    )
