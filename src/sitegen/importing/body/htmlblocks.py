"""Blocks of HTML in a body of Markdown, and in which of them Markdown is read: dialects differ in that.

To CommonMark (Goldmark, markdown-it) HTML ends at a blank line, and what follows is Markdown, whatever
is still open. Python-Markdown, and so the archive, reads none until the block is closed, unless the
tag says `markdown="1"`, which kramdown knows as well. So the tags of the former come to say it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape

from markdown.util import BLOCK_LEVEL_ELEMENTS

from sitegen import nesting
from sitegen.importing.body.manuscript import Manuscript

_RAW = frozenset("canvas iframe math option pre script style svg textarea".split())
_LINE = frozenset("address h1 h2 h3 h4 h5 h6 legend summary".split())
"""Elements that hold a line of words, never blocks."""

_FRAMES = frozenset("colgroup dl menu ol select table tbody tfoot thead tr ul".split())
"""Elements that hold elements, never words."""

_CELLS = frozenset("dd dt li td th".split())
"""Elements for whose blocks Python-Markdown asks for `markdown="block"`."""

_ENDED = _CELLS | {"tr"}
"""Elements that need no closing tag before the next of their kind."""

_NAMES = sorted(set(BLOCK_LEVEL_ELEMENTS) - nesting.VOID, key=len, reverse=True)
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<tag>{'|'.join(_NAMES)})"
    r"(?=[\s/>])(?P<rest>[^<>]*)>",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\smarkdown(?:\s*=\s*[\"']?(?P<how>[\w-]+)|(?=[\s/]|\Z))", re.IGNORECASE)
_INDENT = re.compile(r"^[ ]{0,3}\Z")
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_CODE = re.compile(r"(?<![\\`])(?P<ticks>`{1,2})(?!`)(?P<code>[^`\n]+)(?P=ticks)(?!`)")
_NO_WORDS = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z][^<>]*>", re.DOTALL)


@dataclass(slots=True)
class Block:
    """An element: its opening tag from `start` to `inner`, its closing one from `stop` to `end`.

    `is_closed` tells whether it has a closing tag. `says` is its `markdown` attribute: "" for none,
    else `block`, `span` or `off`. `is_read` tells whether Markdown is read in it in the archive.
    """

    tag: str
    start: int
    inner: int
    says: str = ""
    stop: int = -1
    end: int = -1
    is_closed: bool = False
    is_read: bool = False
    children: list[Block] = field(default_factory=list)


def survey(sheet: Manuscript, *, commonmark: bool) -> list[Block]:
    """The blocks of HTML in a body; those parts of it in which no Markdown is read are noted in the sheet."""
    if "<" not in sheet.text:
        return []
    blocks = _find(sheet.text, sheet.is_free)
    for block in blocks:
        _settle(block, sheet.text, commonmark=commonmark)
    sheet.raw = tuple(_unread(blocks))
    return blocks


def mark(sheet: Manuscript, blocks: list[Block]) -> None:
    """Write into the tags that Markdown is read in their elements; close paragraphs that never are."""
    for block in blocks:
        if block.is_read:
            _open(sheet, block)
            _spell_code(sheet, block)
            mark(sheet, block.children)
        elif block.tag == "p" and not block.is_closed:
            blank = _BLANK.search(sheet.text, block.inner, block.stop)
            if blank:
                sheet.replace(blank.start(), blank.start(), "</p>")


# --- what there is -------------------------------------------------------------------------------


def _find(text: str, is_free: Callable[[int, int], bool]) -> list[Block]:
    """The outermost blocks: they begin a line, as only there HTML begins a block.

    None of a text in which they are nested deeper than the archive allows: that is an error there.
    """
    roots: list[Block] = []
    stack: list[Block] = []
    for match in _TAG.finditer(text):
        tag = match["tag"].lower()
        if not is_free(*match.span()) or (stack and stack[-1].tag in _RAW and tag != stack[-1].tag):
            continue
        if match["end"]:
            _close(stack, tag, match)
        elif not match["rest"].endswith("/"):
            if stack and (stack[-1].tag == "p" or (tag in _ENDED and tag == stack[-1].tag)):
                _end(stack.pop(), match.start())
            line = text.rfind("\n", 0, match.start()) + 1
            if stack or _INDENT.match(text[line : match.start()]):
                block = Block(tag, match.start(), match.end(), _says(tag, match["rest"]))
                (stack[-1].children if stack else roots).append(block)
                stack.append(block)
                if len(stack) > nesting.DEPTH:
                    return []
    for block in stack:
        _end(block, len(text))
    return roots


def _says(tag: str, attributes: str) -> str:
    said = _SAYS.search(attributes)
    if said is None:
        return ""
    how = (said["how"] or "1").lower()
    if how in {"1", "markdown"}:
        return "span" if tag in _LINE | _CELLS | {"p"} else "block"
    return how if how in {"block", "span"} else "off"


def _close(stack: list[Block], tag: str, match: re.Match[str]) -> None:
    if all(block.tag != tag for block in stack):
        return
    while (block := stack.pop()).tag != tag:
        _end(block, match.start())
    block.stop, block.end, block.is_closed = match.start(), match.end(), True


def _end(block: Block, offset: int) -> None:
    block.stop = block.end = offset


# --- where Markdown is read ----------------------------------------------------------------------


def _settle(block: Block, text: str, *, commonmark: bool) -> None:
    """Decide whether Markdown is read in a block: its tag says so, or it is read in one within it."""
    for child in block.children:
        _settle(child, text, commonmark=commonmark)
    if block.tag in _RAW or block.says == "off":
        return
    block.is_read = bool(block.says) or any(child.is_read for child in block.children)
    if commonmark and not block.is_read and block.tag not in _LINE | _FRAMES:
        is_open = block.is_closed or block.tag not in _CELLS | {"p"}
        block.is_read = is_open and any(_has_words_after_blank(part) for part in _own(block, text))


def _own(block: Block, text: str) -> Iterator[str]:
    """The pieces of text in a block that stand in no block within it."""
    start = block.inner
    for child in block.children:
        yield text[start : child.start]
        start = child.end
    yield text[start : block.stop]


def _has_words_after_blank(text: str) -> bool:
    blank = _BLANK.search(text)
    return blank is not None and bool(_NO_WORDS.sub("", text[blank.end() :]).strip())


def _unread(blocks: list[Block]) -> Iterator[tuple[int, int]]:
    for block in blocks:
        if block.is_read and block.says != "span":
            yield from _unread(block.children)
        else:
            yield block.inner, block.stop


# --- how it is told ------------------------------------------------------------------------------


def _open(sheet: Manuscript, block: Block) -> None:
    """Mark a block; a paragraph, which can hold no others, becomes a division."""
    if not block.says:
        name = block.start + 1 + len(block.tag)
        how = "block" if block.tag in _CELLS else "1"
        if block.tag == "p" and block.is_closed:
            sheet.replace(block.start + 1, name, "div")
            sheet.replace(block.stop + 2, block.stop + 3, "div")
        sheet.replace(block.inner - 1, block.inner - 1, f' markdown="{how}"')
    blank = _BLANK.search(sheet.text, block.inner, block.stop)
    _dedent(sheet, block.inner, blank.start() if blank else block.stop)
    for child in block.children:
        _dedent(sheet, sheet.text.rfind("\n", 0, child.start), child.start)


def _spell_code(sheet: Manuscript, block: Block) -> None:
    """Write code in a sentence as HTML if it holds tags, which would count as tags there."""
    for match in _CODE.finditer(sheet.text, block.inner, block.stop):
        if "<" in match["code"] and sheet.take(*match.span()) == match[0]:
            code = escape(" ".join(match["code"].split()), quote=False)
            sheet.replace(match.start(), match.end(), f"<code>{code}</code>")


def _dedent(sheet: Manuscript, start: int, end: int) -> None:
    """Take the spaces in front of lines away that would be code: they are HTML still."""
    for match in re.finditer(r"(?<=\n)(?: {4}|\t)[ \t]*(?=<)", sheet.text[max(start, 0) : end + 1]):
        at = max(start, 0) + match.start()
        sheet.replace(at, at + len(match[0]), "")
