"""The shortcodes that a Hugo site wrote for itself: what their templates make of their arguments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from markdown.util import BLOCK_LEVEL_ELEMENTS

from sitegen import nesting
from sitegen.importing.body.arguments import Arguments
from sitegen.importing.dialects import gotemplates
from sitegen.importing.dialects.gotemplates import INNER, INNER_MARKDOWN

_FOLDERS = ("_shortcodes", "shortcodes")
_LARGEST = 20_000
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*+)(?P<rest>[^<>]*)>")
_STYLED = re.compile(r"<(style|script)\b(?:(?!<\1\b).)*?</\1\s*+>", re.DOTALL | re.IGNORECASE)

Templates = Mapping[str, str]
"""The text of each template, by the name of its shortcode in lower case (`box`, `parts/box`)."""


def read(layouts: Iterable[Path]) -> dict[str, str]:
    """The templates in folders of layouts; the first that has a name counts."""
    found: dict[str, str] = {}
    for folder in (layout / name for layout in layouts for name in _FOLDERS):
        for file in sorted(folder.rglob("*.*")) if folder.is_dir() else []:
            within = file.is_file() and file.resolve().is_relative_to(folder.resolve())
            if within and file.suffix in {".html", ".md"} and file.stat().st_size < _LARGEST:
                name = file.relative_to(folder).with_suffix("").as_posix().lower()
                found.setdefault(name, file.read_bytes().decode("utf-8-sig", "replace"))
    return found


def shown(
    template: str, given: Arguments, *, paired: bool, is_markdown: bool = False
) -> tuple[str, str] | None:
    """What a shortcode writes before and behind the words between its marks; None if that is not known.

    Where Markdown is read in those words, the tags around them say it as the archive does. `is_markdown`:
    it is read in all that the template writes (`{{% … %}}`).
    """
    text = gotemplates.written(template, given, inner=paired)
    if text is None:
        return None
    text = text.replace(INNER, INNER_MARKDOWN) if is_markdown else text
    text = _STYLED.sub("", text).strip()
    if text.startswith("<") and "<pre" not in text:  # in an item each line would have to be indented
        text = ("\n" if is_markdown else " ").join(filter(None, map(str.strip, text.split("\n"))))
    before, mark, after = text.partition(INNER_MARKDOWN if INNER_MARKDOWN in text else INNER)
    if paired != bool(mark) or INNER in after or INNER_MARKDOWN in after:
        return None
    return (_opened(before) if mark == INNER_MARKDOWN else before).rstrip(), after.lstrip()


def is_block(html: str) -> bool:
    """Whether a text holds a tag that makes a block of it."""
    return any(match["name"].lower() in BLOCK_LEVEL_ELEMENTS for match in _TAG.finditer(html))


def _opened(html: str) -> str:
    """HTML whose blocks that stay open say that Markdown is read in them."""
    for tag in reversed(list(_left_open(html))):
        if tag["name"].lower() in BLOCK_LEVEL_ELEMENTS:
            html = f'{html[: tag.start("rest")]} markdown="1"{html[tag.start("rest") :]}'
    return html


def _left_open(html: str) -> Iterator[re.Match[str]]:
    open_: list[re.Match[str]] = []
    for tag in _TAG.finditer(html):
        name = tag["name"].lower()
        if tag["end"]:
            while open_ and open_.pop()["name"].lower() != name:
                pass
        elif name not in nesting.VOID:
            open_.append(tag)
    yield from open_
