"""What can be mended in sources without asking what they mean: dates, spellings of tags, spaces, https.

Each fix replaces a few characters of a file, and nothing else in it changes. A fix of the front
matter that would change what YAML reads anywhere but in that value is not made.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from yaml import YAMLError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sitegen import dates, terms
from sitegen.archive import Archive, load_alone, open_archive
from sitegen.decoding import yamltext
from sitegen.files import scan, write_atomic
from sitegen.frontmatter import Document, split
from sitegen.markup import fences

DATES = frozenset({"date", "updated", "accessed"})
_COMMAS = re.compile(f"([{terms.COMMAS}])")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_TRAILING = re.compile(r"[ \t]+$")
_COPIED = re.compile(r"https?://[^/]+/(?:web/)?\d{4,14}(?:[a-z]{2}_)?/(https://.+)")
"""An archived copy whose address tells what was copied, as the Wayback Machine's does."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters `start` to `end` of a text become `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A file below `content/` as it is, and as it would be."""

    path: str
    before: str
    after: str

    @property
    def diff(self) -> str:
        """What would change, as a unified diff."""
        name = f"content/{self.path}"
        before, after = (_lines(text) for text in (self.before, self.after))
        return "".join(difflib.unified_diff(before, after, f"a/{name}", f"b/{name}", n=1))

    @property
    def changes(self) -> int:
        """How many lines would change."""
        pairs = zip(self.before.split("\n"), self.after.split("\n"), strict=True)
        return sum(before != after for before, after in pairs)


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.replace("\r\n", "\n").split("\n")]
    return lines if lines[-1] != "\n" else lines[:-1]


def found_in(root: Path) -> tuple[Archive, tuple[Fix, ...]]:
    """The archive in `root`, and all that can be mended in it. Raises what `open_archive` raises."""
    archive = open_archive(root)
    tags = [tag for article in load_alone(archive).articles for tag in article.tags]
    return archive, tuple(_fixes(archive, terms.forms(tags, archive.settings)))


def _fixes(archive: Archive, forms: Mapping[str, str]) -> Iterator[Fix]:
    for file in sorted(scan(archive.content, links="public"), key=lambda file: file.path):
        if file.path.endswith(".md"):
            before = _text(archive.content / file.path)
            after = fixed(before, forms)
            if after != before:
                yield Fix(file.path, before, after)


def apply(archive: Archive, fix: Fix) -> bool:
    """Write a fix; whether the file was still as it had been when the fix was found."""
    target = archive.content / fix.path
    if _text(target) != fix.before:
        return False
    write_atomic(str(target.resolve()), fix.after.encode("utf-8"))
    return True


def _text(path: Path) -> str:
    """A source's text with its line ends; "" if it cannot be read as one."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def fixed(text: str, forms: Mapping[str, str]) -> str:
    """The text of a source with all fixes. One with mixed line ends is left alone."""
    plain = text.replace("\r\n", "\n")
    windows = plain != text
    if "\r" in plain or (windows and plain.replace("\n", "\r\n") != text):
        return text
    document = split(plain)
    edits = [*_body_edits(plain, document), *_head_edits(plain, document, forms)]
    plain = _edited(plain, edits)
    return plain.replace("\n", "\r\n") if windows else plain


def _edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits, of which no two overlap."""
    parts, end = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        parts += [text[end : edit.start], edit.new]
        end = edit.end
    return "".join([*parts, text[end:]])


# --- the body ------------------------------------------------------------------------------------


def _body_edits(text: str, document: Document) -> Iterator[Edit]:
    """Spaces at the ends of lines, but for those that mean a line break, and those in code."""
    start = len(text) - len(document.body)
    fence = ""
    lines = document.body.split("\n")
    code = fences.code_lines(document.body)
    for number, (line, after) in enumerate(zip(lines, [*lines[1:], ""], strict=True)):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not line.strip(f" \t{fence[0]}"):
            fence = ""
        elif fence or number in code or line.startswith(("    ", "\t")):
            pass
        elif space := _TRAILING.search(line):
            breaks = bool(line.strip()) and space[0].endswith("  ") and bool(after.strip())
            if not breaks:
                yield Edit(start + space.start(), start + space.end(), "")
        start += len(line) + 1


# --- the front matter ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One of `texts`, the best first, in place of the characters `start` to `end` of the front matter: YAML
    should read `value` there then, and without one what it read before.
    """

    start: int
    end: int
    texts: tuple[str, ...]
    value: str | None = None


def _head_edits(text: str, document: Document, forms: Mapping[str, str]) -> Iterator[Edit]:
    head = document.head or ""
    root = _composed(head)
    if not isinstance(root, MappingNode):
        return
    offset = len(text) - len(document.body) - len(head)
    offset = text.rindex(head, 0, offset + len(head))
    changes = [*_value_changes(root, head, forms), *_head_spaces(head)]
    for edit in _sound(changes, head, _read(head)) if changes else ():
        yield Edit(edit.start + offset, edit.end + offset, edit.new)


def _composed(head: str) -> Node | None:
    """The nodes of the front matter, whose marks count characters."""
    try:
        return yamltext.root_of(head)
    except (YAMLError, UnicodeEncodeError):
        return None


class Event(NamedTuple):
    """A step of YAML's reading: where it begins, what it is, and the value of a scalar."""

    start: int
    what: tuple[object, ...]
    value: str | None


def _read(head: str) -> list[Event]:
    """What YAML reads; nothing if that is none."""
    try:
        return [
            Event(
                event.start_mark.index,
                (type(event), getattr(event, "anchor", None), getattr(event, "tag", None)),
                getattr(event, "value", None),
            )
            for event in yamltext.events(head)
        ]
    except (YAMLError, UnicodeEncodeError):
        return []


def _sound(changes: Sequence[Change], head: str, read: list[Event]) -> list[Edit]:
    """The changes by which YAML reads what is meant, and all else as before: all of them at once, or
    what is sound of each half.
    """
    edits = [Edit(change.start, change.end, change.texts[0]) for change in changes]
    values = {change.start: change.value for change in changes if change.value is not None}
    meant = [(e.what, e.value if e.value is None else values.get(e.start, e.value)) for e in read]
    if [(event.what, event.value) for event in _read(_edited(head, edits))] == meant:
        return edits
    if len(changes) == 1:
        (change,) = changes
        others = change.texts[1:]
        return _sound([replace(change, texts=others)], head, read) if others else []
    middle = len(changes) // 2
    return [*_sound(changes[:middle], head, read), *_sound(changes[middle:], head, read)]


def _value_changes(root: MappingNode, head: str, forms: Mapping[str, str]) -> Iterator[Change]:
    for mapping in yamltext.nodes(root):
        if not isinstance(mapping, MappingNode):
            continue
        values = {str(key.value): value for key, value in mapping.value}
        for name in sorted(DATES & values.keys()):
            yield from _date(values[name], head)
        if mapping is root:
            yield from _tags(values.get("tags"), head, forms)
        yield from _secure(values.get("url"), values.get("archived"), head)


def _date(node: Node, head: str) -> Iterator[Change]:
    """A date in the form of ISO 8601, as precise as it was written; so is one that can mean but one day."""
    if isinstance(node, ScalarNode):
        written = dates.read(node.value.strip())
        if isinstance(written, dates.Unclear) and written.meant:
            written = dates.read(written.meant)
        if isinstance(written, dates.Written) and written.iso != node.value.strip():
            yield from _replaced(node, written.iso, head)


def _tags(node: Node | None, head: str, forms: Mapping[str, str]) -> Iterator[Change]:
    """Tags in the form of the archive, in a list or in one text with commas between them."""
    if isinstance(node, SequenceNode):
        tags = [tag for tag in node.value if isinstance(tag, ScalarNode)]
        for tag, spelt in zip(tags, _spelt([tag.value for tag in tags], forms), strict=True):
            if spelt != tag.value:
                yield from _replaced(tag, spelt, head)
    elif isinstance(node, ScalarNode):
        whole = {key: form for key, form in forms.items() if not _COMMAS.search(form)}
        text = "".join(_spelt(_COMMAS.split(node.value), whole))
        if text != node.value:
            yield from _replaced(node, text, head)


def _spelt(tags: list[str], forms: Mapping[str, str]) -> Iterator[str]:
    """The tags in these forms; another spelling of a tag that is there already stays as it is."""
    written = {tag.strip() for tag in tags}
    for tag in tags:
        form = forms.get(terms.key_of(tag))
        if form is None or form in written or "," in tag:
            yield tag
        else:
            written.add(form)
            yield tag.replace(tag.strip(), form)


def _secure(url: Node | None, archived: Node | None, head: str) -> Iterator[Change]:
    """Secure the address of a source whose archived copy is of that address with https."""
    if isinstance(url, ScalarNode) and isinstance(archived, ScalarNode):
        copied = _COPIED.fullmatch(archived.value.strip())
        wanted = url.value.strip().replace("http://", "https://", 1)
        if copied and url.value.startswith("http://") and copied[1].rstrip("/") == wanted.rstrip("/"):
            yield from _replaced(url, wanted, head)


def _replaced(node: ScalarNode, new: str, head: str) -> Iterator[Change]:
    """The value of a node replaced, in its quotes if it has some; nothing if it is of several lines."""
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in {"|", ">"} or "\n" in head[start:end]:
        return
    quoted = json.dumps(new, ensure_ascii=False)
    yield Change(start, end, (quoted,) if node.style else (new, quoted), new)


def _head_spaces(head: str) -> Iterator[Change]:
    """Spaces at the ends of lines, which YAML may not see."""
    for space in re.finditer(r"[ \t]+$", head, re.MULTILINE):
        yield Change(space.start(), space.end(), ("",))
