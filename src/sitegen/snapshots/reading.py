"""Typed values out of a JSON file that people may have edited: what is nonsense is told and left out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sitegen.controls import UNWANTED
from sitegen.embeds.address import plain_scheme
from sitegen.problems import Problem, did_you_mean, error, not_utf8, place_in, warning
from sitegen.urls import valid

MAX_CHARACTERS = 5_000_000
"""The longest file that is read: a post has a few thousand."""

MAX_BYTES = 4 * MAX_CHARACTERS
"""The bytes that so many characters may take."""

MOST = 100
"""How many problems of one file are told, and how many of its keys are looked at for a slip of the pen."""

_HALVES = re.compile("[\ud800-\udfff]")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_LANG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_URL = re.compile(r"https?://[^\s/\"<>\\]+[^\s\"<>\\]*", re.IGNORECASE)


_HINT = "undo the last edit, or take the file from the archive's history"


def text_in(data: bytes, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file; None with the reason if it is no UTF-8, or more than anybody would read."""
    if len(data) > MAX_BYTES:
        return None, (_too_large(path),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as fault:
        hint = "save the file as UTF-8, or take it from the archive's history"
        return None, (not_utf8(path, fault, hint=hint),)


def _too_large(path: str, most: int = MAX_CHARACTERS) -> Problem:
    message = f"the file has more than {most:,} characters"
    return error("snapshot-too-large", path, message, hint=_HINT)


def parse_object(
    text: str, path: str, most: int = MAX_CHARACTERS
) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """The JSON object in a file of at most so many characters; None with the reason if there is none."""
    if len(text) > most:
        return None, (_too_large(path, most),)
    try:
        raw = json.loads(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as fault:
        message = f"the file is no valid JSON: {fault.msg}"
        return None, (
            error("snapshot-json", path, message, hint=_HINT, line=fault.lineno, column=fault.colno),
        )
    except (ValueError, RecursionError):
        message = "the file is no JSON that can be read: nested too deeply, or a number is too long"
        return None, (error("snapshot-json", path, message, hint=_HINT),)
    if not isinstance(raw, dict):
        message = f"the file holds {_kind(raw)}, where an object {{…}} is expected"
        return None, (error("snapshot-shape", path, message, hint=_HINT),)
    return raw, ()


class Reading:
    """One object of a file being read; `problems` gathers what is wrong with it.

    `source` is the whole file's text, in which the line of a fault is looked for.
    """

    def __init__(self, raw: Mapping[str, Any], source: str, path: str, problems: list[Problem]) -> None:
        self.raw = raw
        self.source = source
        self.path = path
        self.problems = problems

    def text(self, key: str) -> str:
        """A text, without control characters; a number counts as its digits."""
        value = self.raw.get(key)
        if value is None:
            return ""
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            self.fault(key, f"“{key}” is {_kind(value)}, where a text is expected")
            return ""
        return UNWANTED.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))

    def url(self, key: str) -> str:
        """An address of the web, or an empty text."""
        value = self.text(key).strip()
        if value and not _URL.fullmatch(value):
            written = valid(value)
            if _URL.fullmatch(written):
                hint = f"write {written[:80]}; until then it counts as empty"
                self.fault(key, f"“{key}” has a sign that no address may hold: {value[:80]}", hint)
            else:
                self.fault(key, f"“{key}” is no address that begins with https:// or http://: {value[:80]}")
            return ""
        return plain_scheme(value)

    def date(self, key: str) -> str:
        """ISO 8601, as precise as written, or an empty text."""
        value = self.text(key).strip()
        if value and not is_date(value):
            self.fault(key, f"“{key}” is no ISO 8601 date such as 2021-05-03T10:00:00Z: {value[:40]}")
            return ""
        return value

    def lang(self, key: str) -> str:
        """A BCP 47 tag; empty where the language is undetermined."""
        value = self.text(key).strip()
        if value in {"", "und"}:
            return ""
        if not _LANG.fullmatch(value):
            self.fault(key, f"“{key}” is no language tag such as “fa” or “pt-BR”: {value[:40]}")
            return ""
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        """One of a few words; `default` where there is none, or another."""
        value = self.text(key).strip()
        if value == "" or value in choices:
            return value or default
        hint = did_you_mean(value, choices) or f"one of: {', '.join(choices)}"
        self.fault(key, f"“{key}” cannot be “{value[:40]}”", hint)
        return default

    def inner(self, key: str) -> Reading:
        """An object within this one; an empty one where there is none."""
        value = self.raw.get(key)
        if value is not None and not isinstance(value, dict):
            self.fault(key, f"“{key}” is {_kind(value)}, where an object {{…}} is expected")
        return Reading(value if isinstance(value, dict) else {}, self.source, self.path, self.problems)

    def items(self, key: str) -> Iterator[Reading]:
        """The objects of a list within this one."""
        value = self.raw.get(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.fault(key, f"“{key}” is {_kind(value)}, where a list […] is expected")
            return
        for item in value:
            if isinstance(item, dict):
                yield Reading(item, self.source, self.path, self.problems)
            else:
                self.fault(key, f"“{key}” holds {_kind(item)}, where objects {{…}} are expected")

    def misspelt(self, known: tuple[str, ...]) -> None:
        """Warn of keys that look like known ones; others may be another tool's."""
        for key in islice(self.raw, MOST):
            if key not in known and (hint := did_you_mean(key, known)):
                self.doubt(key, "unknown-key", f"unknown key “{key}”", hint)

    def fault(self, key: str, message: str, hint: str = "correct it; until then it counts as empty") -> None:
        """Tell of an error at a key; of no more than `MOST` in one file."""
        if len(self.problems) >= MOST:
            return
        line, column = self._place(key)
        self.problems.append(error("snapshot-field", self.path, message, hint=hint, line=line, column=column))

    def doubt(self, key: str, code: str, message: str, hint: str) -> None:
        """Warn of a key that is sound as such."""
        line, column = self._place(key)
        self.problems.append(warning(code, self.path, message, hint=hint, line=line, column=column))

    def _place(self, key: str) -> tuple[int, int]:
        """Where the key stands first in the file, as near as that can be told."""
        match = re.search(rf"{re.escape(json.dumps(key, ensure_ascii=False))}\s*:", self.source)
        return place_in(self.source, match.start()) if match else (1, 1)


def is_date(text: str) -> bool:
    """Whether a text is a year, month, day or moment in ISO 8601."""
    day, _, _ = text.partition("T")
    if not _DATE.fullmatch(day):
        return False
    try:
        if "T" in text:
            found = datetime.fromisoformat(text)
            found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
        else:
            date.fromisoformat(f"{text}-01-01"[:10])
    except (ValueError, OverflowError):  # the latter: in UTC it would be before the year 1, or past 9999
        return False
    return True


def write(data: Mapping[str, Any]) -> str:
    """An object as a file, keys in the given order, and in characters that UTF-8 has."""
    return _HALVES.sub("\ufffd", json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
