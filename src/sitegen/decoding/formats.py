"""Kinds of values with a standard behind them: web addresses, language tags, dates."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from yaml.nodes import Node

from sitegen import dates, languages
from sitegen.decoding.field import Field, Kind
from sitegen.decoding.kinds import Text, raw_text
from sitegen.decoding.report import Report
from sitegen.embeds.address import plain_scheme
from sitegen.problems import short

EARLIEST = 1600
"""The first year that an article's date may have without a warning."""

LONGEST_HINT = 200
"""The longest address, in characters, that a hint spells out."""

SCHEME = "[Hh][Tt][Tt][Pp][Ss]?://"
"""How a web address begins, for patterns of JSON Schema, which know no flags."""

_DIGIT = "[0-9\u0660-\uffff]"
"""A digit of ours, or what may be one of another script, likewise."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
"""BCP 47 allows a language of four to eight letters, too, but none has ever been registered."""
_PLAIN_URL = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,4})?(?:[/?#][^\s\[\]\\]*)?"
)


class Url(Text):
    """An absolute web address: `http` or `https`, with a host, without spaces."""

    wanted = "a web address"

    def read(self, text: str, node: Node, field: Field, report: Report, /) -> str | None:
        """The address, its scheme in small letters."""
        if fault := url_fault(text):
            hint = url_hint(text) or field.like("write it like https://press.example.org/report")
            report.error("wrong-url", node, f"“{short(text)}” is not a web address: {fault}", hint)
            return None
        return plain_scheme(text)

    def schema(self) -> dict[str, Any]:
        """Text that begins with http:// or https://."""
        return {"type": "string", "format": "uri", "pattern": rf"^{SCHEME}[^\s/]"}


class Language(Text):
    """A BCP 47 language tag, in its usual spelling (`fa`, `en-GB`, `zh-Hant`)."""

    wanted = "a language tag"

    def read(self, text: str, node: Node, _field: Field, report: Report, /) -> str | None:
        """The tag, its letters in their usual case."""
        return checked_language(text, node, report)

    def schema(self) -> dict[str, Any]:
        """Text of the form of a language tag."""
        return {"type": "string", "pattern": f"^{_LANGUAGE.pattern}$"}


class Date(Kind):
    """A date or date-time; with `whole`, a day at least, else `2019` and `2019-03` will do."""

    wanted = "a date"

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole

    def decode(self, node: Node, field: Field, report: Report) -> Any:
        """The `dates.Written`, not shifted to any zone."""
        text = raw_text(node, field, self.wanted, report)
        return self.read(text, node, report) if text else None

    def read(self, text: str, node: Node, report: Report) -> dates.Written | None:
        """What a date's text says; None, with a problem told, if it is none."""
        found = dates.read(text)
        if isinstance(found, dates.Unclear):
            report.error("wrong-date", node, found.message, found.hint)
            return None
        if self.whole and not found.day:
            hint = f"add {'the day' if found.month else 'month and day'}, as in {text}-{_rest(found)}"
            report.error("wrong-date", node, f"“{short(text)}” is not a whole date", hint)
            return None
        if self.whole and found.year < EARLIEST:
            hint = "dates are Gregorian: is this the year of another calendar?"
            report.warning("unlikely-date", node, f"“{short(text)}” is in the year {found.year}", hint)
        return found

    def schema(self) -> dict[str, Any]:
        """Text that begins with a year; the forms are too many for a pattern."""
        kinds = ["string"] if self.whole else ["string", "integer"]
        return {
            "type": kinds,
            "pattern": f"^{_DIGIT}{{4}}" + (f"[-/]{_DIGIT}{{1,2}}[-/]{_DIGIT}{{1,2}}" if self.whole else ""),
        }


class IsoDate(Date):
    """A date as ISO 8601 text, as precise as written; a time without an offset is one of the site's zone."""

    def __init__(self) -> None:
        super().__init__(whole=False)

    def decode(self, node: Node, field: Field, report: Report) -> Any:
        """The ISO 8601 text."""
        text = raw_text(node, field, self.wanted, report)
        if not text or dates.is_day(text):
            return text or None
        written = self.read(text, node, report)
        return written and written.iso_in(report.zone)


def language_tag(text: str) -> str | None:
    """A BCP 47 tag in its usual case (`EN-gb` is `en-GB`, `zh-hant` is `zh-Hant`); None if it is none."""
    if len(text) > 35 or not _LANGUAGE.fullmatch(text):
        return None
    first, *others = text.split("-")
    cased = (
        p.upper() if len(p) == 2 else p.title() if len(p) == 4 and p.isalpha() else p.lower() for p in others
    )
    return "-".join((first.lower(), *cased))


def checked_language(text: str, node: Node, report: Report) -> str | None:
    """The tag that a text is, as `language_tag`; told is one of no language, and what is no tag."""
    tag = language_tag(text)
    if tag is None:
        message = f"“{short(text)}” is not a language tag"
        report.error("wrong-language", node, message, "write it like fa or en-GB")
    elif languages.is_unknown(tag):
        report.warning("unknown-language", node, f"“{tag}” is not a language", languages.meant_hint(tag))
    return tag


def url_fault(text: str) -> str:
    """Why a text is no absolute http(s) address; empty if it is one."""
    if _PLAIN_URL.fullmatch(text):
        return ""
    if any(character.isspace() for character in text):
        return "it has a space in it"
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return "its host or port is malformed"
    if parts.scheme not in {"http", "https"}:
        return "it must begin with https:// or http://"
    return "" if host else "it has no host"


def url_hint(text: str) -> str:
    """How to mend what is no absolute http(s) address; "" if that cannot be told."""
    text = text.replace(" ", "%20")
    if len(text) > LONGEST_HINT:
        return ""
    if text.startswith("//"):
        return f"write https:{text}"
    if re.match(r"[\w-]+(?:\.[\w-]+)+(?:/|\Z)", text):
        return f"write https://{text}"
    is_one = text.lower().startswith(("https://", "http://")) and "%20http" not in text
    return f"write {text}" if is_one and not url_fault(text) else ""


def _rest(written: dates.Written) -> str:
    return "01" if written.month else "01-01"
