"""What the sanitiser takes out and an author will miss: scripts, frames, styles, unsafe addresses."""

from __future__ import annotations

import re
from html import unescape

from sitegen.embeds.pasted import CLASSES
from sitegen.forbidden import SCHEMES, WITH_CONTENT
from sitegen.markup.found import Found
from sitegen.problems import short

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=]+))")
_WIDGET = re.compile(
    r"(?:https?:)?//(?:platform\.(?:twitter|x)\.com/|embed\.bsky\.app/|[^/]+/embed\.js|player\.vimeo\.com/)",
    re.IGNORECASE,
)
CODE = re.compile(
    rf"<blockquote\s[^<>]*\bclass\s*=[^<>=]*\b(?:{'|'.join(CLASSES)})\b.*?</blockquote",
    re.IGNORECASE | re.DOTALL,
)
"""An embed code, in whose place a quotation will stand."""
_FRAME = re.compile(r"\s*<iframe\b", re.IGNORECASE)
_NOTABLE = frozenset("applet base button embed form frame frameset input link meta object".split())
_KINDS = {"script": "scripts", "style": "styles of their own", "form": "forms", "input": "forms"}
_CURES = {
    "script": "remove it; words and pictures can stand in the article itself",
    "style": "give elements a class, and write what it means into the theme's styles",
    "form": "link to a page that has the form", "input": "link to a page that has the form",
    "button": "put a link in its place", "object": "publish the file beside the article, and link to it",
    "embed": "publish the file beside the article, and link to it", "applet": "describe what it showed",
    "svg": "save it as a file beside the article: ![what it shows](drawing.svg)",
    "math": "write it as text, or as a picture with a description",
}  # fmt: skip
_CURE = "remove it, or write it in Markdown"
_ADDRESSES = frozenset({"href", "src", "cite", "poster", "action", "data"})
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\-\t\r\n]*):", re.IGNORECASE)
_SCHEMES = {
    "javascript": "write the address of a page: nothing in an article runs",
    "data": "save it as a file beside the article, and name that",
    "file": "put the file into the archive, and name it by its place there",
}
"""What to do about addresses of these schemes."""


def report(raw: str, found: Found) -> None:
    """Warn of the tags and attributes of unsanitised HTML that are taken out; frames are told of later, what
    goes with its content was told of before (`swallowing`).
    """
    raw = _COMMENT.sub("", raw) if "<!--" in raw else raw
    codes = [code.span() for code in CODE.finditer(raw)]
    for match in _TAG.finditer(raw):
        tag = match[1].lower()
        if tag in _NOTABLE:
            _report_tag(match, found)
        elif tag != "iframe" and tag not in WITH_CONTENT:
            of_a_post = any(start <= match.start() < end for start, end in codes)
            _report_attributes(match, found, styled=not (of_a_post or _FRAME.match(raw, match.end())))


def report_element(html: str, at: int, found: Found) -> None:
    """Warn of the element that begins at a place in unsanitised HTML, and goes with its content; the scripts
    of known providers of posts, and what adorns their codes, are not missed.
    """
    match = _TAG.match(html, at)
    if match is None or any(code.start() < at < code.end() for code in CODE.finditer(html)):
        return
    if not (match[1].lower() == "script" and _WIDGET.match(_attributes(match).get("src", ""))):
        _report_tag(match, found)


def _report_tag(match: re.Match[str], found: Found) -> None:
    tag = match[1].lower()
    place = found.source.next(match[0], f"<{match[1]}")
    what = f"<{tag}> was taken out{' with its content' if tag in WITH_CONTENT else ''}"
    message = f"{what}: articles hold no {_KINDS.get(tag, 'such tags')}"
    found.warn("html-removed", message, _CURES.get(tag, _CURE), at=place)


def _attributes(tag: re.Match[str]) -> dict[str, str]:
    return {
        given[1].lower(): unescape(given[2] or given[3] or given[4] or "")
        for given in _ATTRIBUTE.finditer(tag[2])
    }


def report_lost(found: Found) -> None:
    """Warn that words may be missing: marks were so tangled that the converter lost its way."""
    message = "emphasis, links or code are so tangled in each other that words may be missing"
    hint = "put a backslash before each * or _ that is meant as itself"
    found.warn("tangled-markup", message, hint, at=found.source.place(-1))


def _report_attributes(match: re.Match[str], found: Found, *, styled: bool) -> None:
    """Warn of what a tag loses; of its style only if it is `styled`: that of an embed code, or of what holds
    a frame, is its service's.
    """
    for name, value in _attributes(match).items():
        if name in _ADDRESSES:
            _report_address(value, found)
        elif name.startswith("on") or (styled and name == "style"):
            place = found.source.next(match[0], f"{name}=")
            what = "scripts" if name != "style" else "styles of their own"
            message = f"the attribute {name} of <{match[1].lower()}> was taken out: articles hold no {what}"
            hint = "remove it: nothing in an article runs" if name != "style" else "give it a class"
            found.warn("html-removed", message, hint, at=place)


def _report_address(value: str, found: Found) -> None:
    scheme = _SCHEME.match(value)
    name = re.sub(r"\s", "", scheme[1]).lower() if scheme else ""
    if scheme and name not in SCHEMES:
        message = f"the address “{short(value)}” was left out: links lead to http, https, mailto or tel"
        hint = _SCHEMES.get(name, "write the web address of what it leads to, or remove the link")
        ends = (value[at:] for at in range(1, scheme.end()))  # what follows a letter written as a reference
        found.warn("unsafe-link", message, hint, at=found.source.address(value, scheme[0], scheme[1], *ends))
