"""The tree as HTML, as `markdown.serializers.to_html_string` writes it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from markdown import serializers
from markdown.serializers import RE_AMP, to_html_string

_VOID = ET.HTML_EMPTY
_TAGS: dict[object, tuple[str, str, bool]] = {}
_BOOLEAN: frozenset[str] = vars(serializers)["BOOLEAN_ATTRIBUTES"]["html"]


def to_html(root: ET.Element) -> str:
    """The element as HTML; trees with other things than elements in them are left to the stock serialiser."""
    out: list[str] = []
    try:
        _write(root, out)
    except (NotPlainError, RecursionError):  # the stock serialiser does not recurse
        return to_html_string(root)
    return "".join(out)


class NotPlainError(Exception):
    """Something in the tree is no plain element."""


def _write(element: ET.Element, out: list[str]) -> None:
    tag = element.tag
    known = _TAGS.get(tag) or _known(tag)
    out.append(f"<{tag}{_attributes(element)}>" if element.attrib else known[0])
    text = element.text
    if text:
        out.append(text if known[2] else escaped(text))
    for child in element:
        _write(child, out)
    out.append(known[1])
    tail = element.tail
    if tail:
        out.append(tail if tail == "\n" else escaped(tail))


def _known(tag: object) -> tuple[str, str, bool]:
    """The tag's opening and closing form, and whether its text is written as it is."""
    if not isinstance(tag, str):
        raise NotPlainError
    void = tag in _VOID or tag.lower() in _VOID
    known = (f"<{tag}>", "" if void else f"</{tag}>", tag.lower() in {"script", "style"})
    if len(_TAGS) < 500:
        _TAGS[tag] = known
    return known


def escaped(text: str) -> str:
    """Text as it stands in HTML: an `&` that begins an entity stays."""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def _attributes(element: ET.Element) -> str:
    written = []
    for name, value in sorted(element.items()):
        if value is None:
            written.append(f" {name}")
        elif not isinstance(name, str) or not isinstance(value, str):
            raise NotPlainError
        else:
            text = escaped(value).replace('"', "&quot;")
            written.append(f" {text}" if name == text and name in _BOOLEAN else f' {name}="{text}"')
    return "".join(written)
