"""Posts that stand alone in a paragraph: their address, or `[tweet:ID]`."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree as ET

from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from sitegen import embeds
from sitegen.embeds.address import INVISIBLE, bare
from sitegen.embeds.pasted import CLASSES
from sitegen.markup.found import Finder, Found
from sitegen.model import Snapshot
from sitegen.problems import did_you_mean

_LINE = re.compile(
    r"<?(?P<url>https?://[^\s<>]+?)>?|\[(?P<text>https?://[^\s\[\]]+)\]\(<?(?P=text)>?\)"
    r"|\[tweet:\s*(?P<id>[^\]\s]+)\s*\]",
    re.IGNORECASE,
)
_BEGINNINGS = ("http", "<http", "[tweet:", "[http")

CODE = (
    rf"<blockquote\b(?=[^<>]*\b(?:{'|'.join(CLASSES)})\b)[^<>]*+>"
    r"(?:[^<]|<(?!/?blockquote\b))*+</blockquote\s*>"
)
"""An embed code amid Markdown."""


class CodePattern(InlineProcessor):
    """Keeps the words of an embed code in a list, quotation, table, note or sentence from being read as
    Markdown, as those of one that stands by itself are.
    """

    SIGNS = ("<blockquote",)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's; its stub knows elements only
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        """The code as HTML; nothing for one that is shown as an example, in backticks."""
        if data.count("`", 0, m.start()) % 2:
            return None, None, None
        return self.md.htmlStash.store(m[0]), m.start(), m.end()


class EmbedTreeprocessor(Finder):
    """Replaces the text of such a paragraph by the markers of its posts."""

    def run(self, root: ET.Element) -> None:
        """Look at every paragraph that begins like one."""
        for paragraph in root.iter("p"):
            text = paragraph.text
            if text and _begins_like_one(text) and not (len(paragraph) and paragraph[0].tail):
                _place(paragraph, text.removesuffix(NBSP_PLACEHOLDER), self.extension.found)


def _begins_like_one(text: str) -> bool:
    return text.lstrip(INVISIBLE)[:8].lower().startswith(_BEGINNINGS)


def _place(paragraph: ET.Element, text: str, found: Found) -> None:
    """Put a marker for each post if every line of the paragraph is an address or a placeholder.

    An address that is no post's becomes a link, in the same order.
    """
    matches = [match for line in text.split("\n") if (match := _LINE.fullmatch(bare(line)))]
    if len(matches) != text.count("\n") + 1:
        return
    posts = [_post(match, found) for match in matches]
    if not any(posts):
        return
    paragraph.text = AtomicString("")
    last = None
    for index, (match, post) in enumerate(zip(matches, posts, strict=True)):
        if post is None:
            last = _link(match)
            paragraph.insert(index, last)
        elif last is None:
            paragraph.text = AtomicString(paragraph.text + _marker(match, post, found))
        else:
            last.tail = AtomicString((last.tail or "") + _marker(match, post, found))


def _link(match: re.Match[str]) -> ET.Element:
    link = ET.Element("a", {"href": match["url"] or match["text"] or ""})
    link.text = AtomicString(match["url"] or match[0])
    return link


def _post(match: re.Match[str], found: Found) -> Snapshot | None:
    if match["id"]:
        return _listed(match, found)
    address = embeds.recognise(unescape(match["url"] or match["text"]))
    return address.uncaptured if address else None


def _marker(match: re.Match[str], post: Snapshot, found: Found) -> str:
    line, _ = found.source.address(match[0])
    return found.embed(post, "placeholder" if match["id"] else "bare", line)


def _listed(match: re.Match[str], found: Found) -> Snapshot | None:
    """The front matter's entry that a placeholder names."""
    wanted = match["id"]
    if post := found.named(wanted):
        return post
    ids = [post.label or post.id for post in found.tweets]
    hint = did_you_mean(wanted, ids) or (
        f"the entries are {', '.join(ids[:5])}" if ids else "list it under tweets: in the front matter"
    )
    place = found.source.next(match[0])
    found.error("unknown-tweet", f"no entry of tweets: has the id “{wanted}”", hint, at=place)
    return None
