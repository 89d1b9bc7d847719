"""Front matter and settings as text: YAML as a person would write it, and read back exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

_PLAIN = re.compile(r"[^\W_](?:.*\S)?\Z|[(/“”‘’…_.+]\S*\Z")
_UNSAFE = re.compile(r": |:\Z|\s#|[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]')
_NAMES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_BLOCK = re.compile("[^\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]+")


class Plain(str):
    """Text that is written as it is: dates, which need no quotes."""

    __slots__ = ()


def article(front: Mapping[str, Any], body: str) -> str:
    """The text of an article's file: front matter between fences, then the body."""
    return f"---\n{mapping(front)}---\n\n{body.strip(chr(10))}\n"


def mapping(values: Mapping[str, Any]) -> str:
    """A mapping in block style, one key a line."""
    return "".join(f"{line}\n" for line in _mapping(values, ""))


def _mapping(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        yield from _entry(f"{indent}{scalar(key)}:", value, indent)


def _entry(lead: str, value: Any, indent: str) -> Iterator[str]:
    """The lines of `lead` and what follows it: a scalar beside it, anything else below."""
    if isinstance(value, Mapping) and value:
        yield lead
        yield from _mapping(value, f"{indent}  ")
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        yield lead
        for item in value:
            yield from _item(item, f"{indent}  ")
    elif isinstance(value, str) and "\n" in value and _is_block(value):
        yield f"{lead} |-"
        yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
    else:
        yield f"{lead} {_value(value)}"


def _item(item: Any, indent: str) -> Iterator[str]:
    if not isinstance(item, Mapping) or not item:
        yield from _entry(f"{indent}-", item, indent)
        return
    lines = list(_mapping(item, f"{indent}  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _value(value: Any) -> str:
    if isinstance(value, Plain):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return '""'
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, str):
        return scalar(value)
    return "[]" if isinstance(value, Sequence) else str(value)


def _is_block(text: str) -> bool:
    """Whether a text can stand as a literal block: nothing that needs an escape, no odd spaces."""
    if text[0] in "\n " or text[-1] in "\n ":
        return False
    return all(line == line.rstrip() for line in text.split("\n")) and all(
        _BLOCK.fullmatch(line) for line in text.split("\n") if line
    )


@lru_cache(maxsize=4096)
def scalar(text: str) -> str:
    """A text on one line: bare where YAML reads it as this very text, else in quotes."""
    if _PLAIN.match(text) and not _UNSAFE.search(text) and _is_text(text):
        return text
    if '"' in text and "'" not in text and not _ESCAPED.search(text.replace('"', "").replace("\\", "")):
        return f"'{text}'"
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    return _NAMES.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 256 else f"\\u{ord(char):04x}")


_resolve: Any = Resolver().resolve


def _is_text(text: str) -> bool:
    """Whether YAML takes a bare text for text, and not for a number, a date or a truth value."""
    if text.casefold() in {"y", "n"}:
        return False
    return str(_resolve(ScalarNode, text, (True, False))) == "tag:yaml.org,2002:str"
