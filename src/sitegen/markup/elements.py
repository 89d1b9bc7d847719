"""The single elements of an article: what becomes of their addresses, ids and classes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Literal

from sitegen.body import pixels
from sitegen.markup.found import Found
from sitegen.markup.ids import Ids
from sitegen.model import Ref
from sitegen.urls import is_outside, is_own, is_web, query_of, valid

_ATTRIBUTE = re.compile(r' ([^\s="<>]+)="([^"]*)"')
_STRIPPED = "".join(map(chr, range(0x21)))
"""What browsers take off an address, and no more: what they see is what the sanitiser saw."""
_THEIRS = re.compile(r"(?:h|p|u|dt|e)-|embed\b")
"""Classes that mean something on the page: microformats, and the theme's own for posts."""
_REL = frozenset({"nofollow", "ugc", "sponsored", "external"})
_SOURCES = {"audio": ("src",), "video": ("src", "poster"), "source": ("src",), "track": ("src",)}
_ALIGNED = frozenset({"left", "center", "right"})
_MOST = 2**31 - 1
_NUMBERS = {"colspan": (1, 1000), "rowspan": (0, 65534), "span": (1, 1000), "start": (-_MOST, _MOST)}
"""The least and the greatest number that attributes take."""
_INTEGER = re.compile(r"\s*([+-]?[0-9]+)")
_SWITCHES = frozenset({"controls", "default", "loop", "muted", "open", "reversed"})
_CHECKED = frozenset({"align", *_NUMBERS, *_SWITCHES})
_LENGTHS = {
    "width": "write pixels, or per cent of the column up to 100: {width=320} or {width=50%}",
    "height": "write pixels, or give a width: {height=240} or {width=50%}",
}
"""How to write the size of a picture."""

Attributes = dict[str, str]
"""Attributes of an element by name, their values as in HTML: `&`, `<`, `>` and `"` escaped."""


class Elements:
    """Rewrites opening tags one by one, and collects the relative addresses in them."""

    def __init__(self, found: Found, ids: Ids) -> None:
        self.found = found
        self.ids = ids
        self.refs: list[Ref] = []
        self._link_at = -1

    def html(self, tag: str, written: str, match: re.Match[str]) -> str:
        """The opening tag, or the whole picture, as it is published; `match` is its place in the HTML."""
        attributes: Attributes = dict(_ATTRIBUTE.findall(written))
        if "name" in attributes:  # what anchors were before ids
            attributes = {"id": attributes.pop("name"), **attributes}
        if "id" in attributes:
            _set(attributes, "id", self.ids.of_author(unescape(attributes["id"])))
        if "class" in attributes:
            kept = (name for name in attributes["class"].split() if not _THEIRS.match(name))
            _set(attributes, "class", " ".join(kept))
        if not _CHECKED.isdisjoint(attributes):
            attributes = dict(_sound(attributes))
        if tag == "img":
            return self._image(attributes, match)
        if tag == "a":
            self._link_at = match.start()
            self._link(attributes)
        elif tag in _SOURCES:
            self._media(tag, attributes)
            if tag in {"source", "track"} and "src" not in attributes:  # as those of a `picture` have none
                return ""
        else:
            _tidy(attributes)
        return f"<{tag}{written_out(attributes)}>"

    def _link(self, attributes: Attributes) -> None:
        rel = set(attributes.pop("rel", "").lower().split()) & _REL
        href = unescape(attributes.get("href", "")).strip(_STRIPPED)
        if not href:
            attributes.pop("href", None)
        elif self._is_own(href):
            attributes["href"] = self._marker("link", href) + escape(query_of(href))
        elif is_web(href):
            attributes["href"] = escape(valid(absolute(href)))
            rel |= {"noopener", "noreferrer"}
        elif is_outside(href):
            attributes["href"] = escape(valid(href))
        if rel:
            attributes["rel"] = " ".join(sorted(rel))

    def _is_own(self, target: str) -> bool:
        return is_own(target, self.found.own)

    def _media(self, tag: str, attributes: Attributes) -> None:
        for name in _SOURCES[tag]:
            target = unescape(attributes.get(name, "")).strip(_STRIPPED)
            if target and self._is_own(target):
                attributes[name] = self._marker("media", target)
            else:
                attributes.pop(name, None)

    def _image(self, attributes: Attributes, match: re.Match[str]) -> str:
        target = unescape(attributes.pop("src", "")).strip(_STRIPPED)
        alt = unescape(attributes.pop("alt")) if "alt" in attributes else None
        attributes.pop("credit", None)
        if not target or (is_outside(target) and not is_web(target)):
            return escape(alt or "", quote=False)
        if is_web(target) and not self._is_own(target):
            return self._remote_image(absolute(target), alt or "", attributes, match)
        given = tuple(sorted((name, unescape(value)) for name, value in attributes.items()))
        marker = self._marker("image", target, alt, given)
        for name, value in given:
            if name in _LENGTHS and pixels(value, of=name) is None:
                message = (
                    f"the {name} “{value}” of the picture {target} is none that it can have, and left out"
                )
                ref = self.refs[-1]
                self.found.warn("wrong-width", message, _LENGTHS[name], at=(ref.line, ref.column))
        return marker

    def _remote_image(self, url: str, alt: str, attributes: Attributes, match: re.Match[str]) -> str:
        message = f"the picture {url} is not loaded from elsewhere: a link stands in its place"
        hint = "save it next to the article and name the file"
        self.found.warn(
            "remote-image", message, hint, at=self.found.source.address(url, url.partition(":")[2])
        )
        words = escape(alt, quote=False) or attributes.get("title", "") or escape(url, quote=False)
        if self._link_at >= 0 and match.string.find("</a>", self._link_at, match.start()) < 0:
            return words
        return f'<a class="remote-image" href="{escape(url)}" rel="noopener noreferrer">{words}</a>'

    def _marker(
        self,
        kind: Literal["link", "image", "media"],
        target: str,
        alt: str | None = None,
        attributes: tuple[tuple[str, str], ...] = (),
    ) -> str:
        written = (target, escape(target, quote=False), target.replace("_", "\\_"))
        line, column = self.found.source.address(*written)
        if alt == "" and not self.found.source.is_in_tag("img", line, column):
            alt = None  # the empty brackets of `![](…)` are forgotten words
        self.refs.append(Ref(kind, target, alt, attributes, line, column))
        return f"\x1e{'I' if kind == 'image' else 'L'}{len(self.refs) - 1}\x1f"


def absolute(url: str) -> str:
    """A web address with its scheme: one that leaves it out is https."""
    return f"https:{url}" if url.startswith("//") else url


def written_out(attributes: Attributes) -> str:
    """Attributes as they stand in a tag."""
    return "".join(f' {name}="{value}"' for name, value in attributes.items())


def _set(attributes: Attributes, name: str, value: str) -> None:
    if value:
        attributes[name] = escape(unescape(value))
    else:
        del attributes[name]


def _sound(attributes: Attributes) -> Iterator[tuple[str, str]]:
    """Attributes as HTML has them: alignment is a class, numbers are what browsers read of them."""
    align = attributes.get("align", "").lower()
    if align in _ALIGNED:
        attributes["class"] = f"{attributes.get('class', '')} align-{align}".strip()
    for name, value in attributes.items():
        if name in _NUMBERS:
            least, most = _NUMBERS[name]
            number = _INTEGER.match(value)
            if number and int(number[1]) >= least:
                yield name, str(min(int(number[1]), most))
        elif name != "align":
            yield name, "" if name in _SWITCHES else value


def _tidy(attributes: Attributes) -> None:
    """Quotations name their origin only on the web; codes' data go."""
    origin = unescape(attributes.pop("cite", "")).strip(_STRIPPED)
    if is_web(origin):
        attributes["cite"] = escape(absolute(origin))
    for name in ("data-bluesky-uri", "data-embed-url"):
        attributes.pop(name, None)
