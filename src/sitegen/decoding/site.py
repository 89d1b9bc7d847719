"""The keys of `content/site.yaml`, declared once: they decode, report and document (contract, section 2)."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from yaml.nodes import Node

from sitegen import dates
from sitegen.decoding.field import Field
from sitegen.decoding.formats import SCHEME, Language, Url, url_fault
from sitegen.decoding.kinds import Choice, Flag, Line, Pattern, Prose, Text, Whole
from sitegen.decoding.report import Report
from sitegen.decoding.shapes import Either, Many, Record, Table, with_places
from sitegen.embeds.address import plain_scheme
from sitegen.problems import did_you_mean, short
from sitegen.urls import uri

ONION_HINT = "write http:// and what stands in the file “hostname” of your onion service"
PERMALINK_FIELDS = frozenset({"year", "month", "day", "slug", "path"})
_BRACES = re.compile(r"\{([^{}]*)\}")


class BaseUrl(Text):
    """The absolute address of the published root, without query and fragment; it ends with a slash."""

    wanted = "a web address"

    def read(self, text: str, node: Node, field: Field, report: Report, /) -> str | None:
        """The address, as `root_address` writes it."""
        if fault := base_url_fault(text):
            hint = "write the whole address of the site's root: https://river.example.org/archive/"
            report.error("wrong-url", node, f"“{field.name}” cannot be used: {fault}", hint)
            return None
        return root_address(text)

    def schema(self) -> dict[str, Any]:
        """Text that begins with http:// or https://."""
        return {"type": "string", "format": "uri", "pattern": rf"^{SCHEME}[^\s?#]+$"}


class TimeZone(Text):
    """A time zone by its IANA name."""

    wanted = "the name of a time zone"

    def read(self, text: str, node: Node, _field: Field, report: Report, /) -> str | None:
        """The name, if the zone is known."""
        if dates.zone(text):
            return text
        report.error("unknown-timezone", node, f"“{short(text)}” is not a time zone", _zone_hint(text))
        return None


class Permalink(Text):
    """The pattern of articles' addresses."""

    wanted = "a pattern of addresses"

    def read(self, text: str, node: Node, _field: Field, report: Report, /) -> str | None:
        """The pattern, if every article could have an address of its own: a folder's, or a file's with a
        suffix of its own, since a host takes a file without one for no page.
        """
        if fault := _permalink_fault(text):
            hint = "write it like /{year}/{slug}/, from {year} {month} {day} {slug} {path}"
            report.error("wrong-permalink", node, f"the permalink “{short(text)}” {fault}", hint)
            return None
        text = text.removesuffix("index.html")
        return text if "." in _BRACES.sub("", text).rpartition("/")[2] else slashed(text)

    def schema(self) -> dict[str, Any]:
        """Text that begins with a slash and names an article."""
        return {"type": "string", "pattern": r"^/.*\{(slug|path)\}"}


class Colour(Pattern):
    """A colour of CSS: by its digits, or by a name, which is told if there is none such."""

    def read(self, text: str, node: Node, field: Field, report: Report, /) -> str | None:
        """The colour as written."""
        from PIL.ImageColor import colormap  # noqa: PLC0415 - seldom asked

        if super().read(text, node, field, report) is None:
            return None
        if text.startswith("#") or text.lower() in colormap:
            return text
        hint = did_you_mean(text, colormap) or self.hint
        report.error("wrong-value", node, f"“{field.name}” must be {self.wanted}, not “{short(text)}”", hint)
        return None


class Address(Text):
    """A menu's target: an absolute web address, or a path in the site that begins with a slash."""

    wanted = "an address"

    def read(self, text: str, node: Node, _field: Field, report: Report, /) -> str | None:
        """The address as written."""
        if (text.startswith("/") and not text.startswith("//")) or text.startswith("mailto:"):
            return text
        if fault := url_fault(text):
            path = f"write /{text.lstrip('/')} for a page of this site"
            hint = "write it like /about/, or https://press.example.org/" if ":" in text else path
            report.error(
                "wrong-url",
                node,
                f"“{short(text)}” is neither a path in the site nor a web address: {fault}",
                hint,
            )
            return None
        return plain_scheme(text)


def base_url_fault(text: str) -> str:
    """Why a text cannot be the address of the published root; empty if it can."""
    if fault := url_fault(text):
        return fault
    parts = urlsplit(text)
    if parts.query or parts.fragment or "?" in text or "#" in text:
        return "it has a query or a fragment"
    return "it holds a user name or password" if "@" in parts.netloc else ""


def slashed(url: str) -> str:
    """The address with a slash at its end."""
    return url.rstrip("/") + "/"


def root_address(url: str) -> str:
    """An address of the published root in the form that all others are made with: a URI, its scheme in small
    letters, a slash at its end.
    """
    return slashed(uri(plain_scheme(url)))


def _zone_hint(name: str) -> str:
    """The zone of that name, or of that city."""
    zones = sorted(available_timezones(), reverse=True)
    known = {zone.rpartition("/")[2].casefold(): zone for zone in zones}
    known |= {zone.casefold(): zone for zone in zones}
    close = get_close_matches(name.casefold().replace(" ", "_")[:60], known, n=1, cutoff=0.75)
    return f"did you mean “{known[close[0]]}”?" if close else "write it like Europe/Paris or UTC"


def _permalink_fault(text: str) -> str:
    names = _BRACES.findall(text)
    unknown = [name for name in names if name not in PERMALINK_FIELDS]
    rest = _BRACES.sub("", text)
    checks = {
        "must begin with /": not text.startswith("/"),
        f"has an unknown field {{{unknown[0]}}}" if unknown else "": bool(unknown),
        "has a brace too many": "{" in rest or "}" in rest,
        "needs {slug} or {path}, or all articles would have one address": not {"slug", "path"} & set(names),
        "has a part that no address can have": "//" in text
        or ".." in text
        or bool(re.search(r"[\s?#\\]", text)),
    }
    return next((fault for fault, found in checks.items() if found), "")


def _none(value: Any, _node: Node, _report: Report) -> Any:
    return value


LANGUAGE = Record(
    Field("title", Prose(), "The site's title in this language.", "River archive"),
    Field("description", Prose(), "One sentence about the site in this language."),
)
TAG = Record(
    Field("title", Prose(), "A heading for the tag's page, instead of its name.", "Clean water"),
    Field("description", Prose(), "A sentence on the tag's page."),
    Field("aliases", Many(Line(), finish=with_places), "Other spellings that mean the same tag.", ["rivers"]),
    Field("parent", Line(), "The tag above it.", "environment"),
)
AUTHOR = Record(
    Field("name", Prose(), "The name as shown.", "Ana Example"),
    Field("url", Url(), "Their own page.", "https://ana.example.org/"),
    Field("bio", Prose(), "A sentence about them."),
)
MENU_ITEM = Record(
    Field("title", Prose(), "The words of the link.", "About", required=True),
    Field("url", Address(), "A path in the site, or a web address.", "/about/", required=True),
)
FEED = Record(
    Field("items", Whole(1, 1000), "How many articles a feed holds.", default=20),
    Field("hub", Url(), "A WebSub hub that tells readers of new articles.", "https://hub.example.org/"),
    Field(
        "id_host",
        Pattern(r"[^\s/:?#@]+", "the name of a host", "write it without https:// and without a folder"),
        "The site's former host, by which subscribers know its articles.",
        "former.example.org",
    ),
)
FORMATS = Choice("webp", "avif")
IMAGES = Record(
    Field(
        "widths",
        Many(Whole(16, 10_000)),
        "Widths of the versions, in pixels.",
        default=[480, 960, 1600],
    ),
    Field("formats", Many(FORMATS, commas=True), "Formats of the versions.", default=["webp"]),
    Field("keep_metadata", Flag(), "Whether pictures keep GPS, camera and the like.", default=False),
    Field("cards", Flag(), "Whether an article without a picture gets a drawn one, for links.", default=True),
)
HTML = Record(
    Field(
        "allow",
        Table(Many(Line(), commas=True, finish=with_places)),
        "HTML tags, each with its attributes, that articles may use besides the usual.",
        {"section": ["id"]},
    ),
)
THEME = Record(
    Field(
        "accent",
        Colour(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})|[A-Za-z]+", "a colour", 'write it in quotes: "#0a6b5d"'),
        "The colour of links.",
        "#0a6b5d",
    ),
    Field(
        "font",
        Pattern(r"[\w ,'\"-]+", "names of fonts, separated by commas"),
        "The fonts of the text.",
        "Georgia, serif",
    ),
)
SITE = Record(
    Field("title", Prose(), "The site's title.", "River archive", required=True),
    Field("description", Prose(), "One sentence about the site."),
    Field("base_url", BaseUrl(), "The absolute address of the published root.", "https://river.example.org/"),
    Field("language", Language(), "The main language (BCP 47).", "en", default="en"),
    Field(
        "timezone",
        TimeZone(),
        "The zone in which dates without one are read (IANA).",
        "Europe/Paris",
        default="UTC",
    ),
    Field(
        "languages",
        Table(Either(Prose(), LANGUAGE, _none)),
        "Further languages, with the site's title in each.",
        {"fa": "بایگانی رود"},
    ),
    Field("permalink", Permalink(), "The pattern of articles' addresses.", default="/{year}/{slug}/"),
    Field("page_size", Whole(1, 1000), "How many articles a listing page shows.", default=20),
    Field("feed", FEED, "What feeds hold.", {"items": 20}),
    Field("tags", Table(TAG), "What is said of tags, by their name.", {"water": {"title": "Clean water"}}),
    Field(
        "authors",
        Table(Either(Prose(), AUTHOR, _none)),
        "The authors, by the key that articles name.",
        {"ana": {"name": "Ana Example"}},
    ),
    Field("menu", Many(MENU_ITEM), "The main menu.", [{"title": "About", "url": "/about/"}]),
    Field(
        "license",
        Line(),
        "The address or the words of the licence.",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    Field("publisher", Line(), "The organisation that publishes.", "River Watch"),
    Field(
        "onion",
        Pattern(r"https?://[a-z2-7]{56}\.onion(?:/\S*)?", "the address of an .onion site", ONION_HINT),
        "The site's .onion root.",
    ),
    Field(
        "edit_url",
        Pattern(r"https?://[^\s/]\S*", "a web address, with {path} for the file"),
        "Where an article's source can be edited.",
        "https://git.example.org/archive/edit/main/{path}",
    ),
    Field("images", IMAGES, "How pictures are published.", {"widths": [480, 960]}),
    Field("html", HTML, "What HTML articles may use.", {"allow": {"section": ["id"]}}),
    Field("search", Flag(), "Whether the site has full-text search.", default=True),
    Field("slug_unicode", Flag(), "Whether addresses keep letters beyond a to z.", True, default=False),
    Field(
        "links", Choice("folder", "file"), "Whether links name folders or their index.html.", default="folder"
    ),
    Field(
        "dates",
        Choice("written", "git"),
        "Whether `updated` comes from git where an article has none.",
        default="written",
    ),
    Field("theme", THEME, "Colour and fonts.", {"accent": "#0a6b5d"}),
    foreign={
        "url": "base_url",
        "baseurl": "base_url",
        "siteurl": "base_url",
        "site_url": "base_url",
        "sitename": "title",
        "name": "title",
        "lang": "language",
        "locale": "language",
        "default_lang": "language",
        "paginate": "page_size",
        "permalinks": "permalink",
        "copyright": "license",
        "author": "authors",
        "tag": "tags",
    },
)
