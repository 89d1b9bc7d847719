"""Marks that stayed text: notes that are not there, posts that do not stand alone, and in HTML."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape

from sitegen import embeds
from sitegen.markup import htmlblocks
from sitegen.markup.found import Found
from sitegen.markup.htmlblocks import CODE, READ_IT
from sitegen.problems import did_you_mean

_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")
_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]]*)\]:", re.MULTILINE)
_TAG = re.compile(r"<[^>]*>")
_UNREAD = re.compile(r"!?\[[^\[\]<>\n]+\]\([^()\s<>]+\)")
_ADDRESS = re.compile(r"(?<=\n)[ \t]*(https?://[^\s<>]+)(?=[ \t]*\n)")
_TWEET = re.compile(r"\[tweet:\s*([^\]\s]+)\s*\]", re.IGNORECASE)


def report(html: str, found: Found) -> None:
    """Warn of each mark that is text in the finished HTML."""
    if "^" in html and "[^" in html:
        _report_notes(html, found)
    if "[tweet:" in html.lower():
        _report_tweets(html, found)
    if "](" in html or "\nhttp" in html or " http" in html:
        _report_unread(html, found)


def _report_notes(html: str, found: Found) -> None:
    source = found.source.prose
    there, unread = (Counter(_DEFINITION.findall(text)) for text in (source, htmlblocks.only(source)))
    defined = list(there - unread)
    shown = list(_FOOTNOTE.finditer(CODE.sub("", html)))
    _report_in_html("unknown-footnote", [match[0] for match in shown if match[1] in defined], found)
    for match in shown:
        if match[1] not in defined:
            message = f"no footnote has the id “{match[1]}”"
            hint = did_you_mean(match[1], defined) or f"write “[^{match[1]}]: …” in a paragraph of its own"
            found.warn("unknown-footnote", message, hint, at=found.source.next(match[0]))


def _report_unread(html: str, found: Found) -> None:
    """Warn of links, pictures and posts' addresses that are text since they stand in a block of HTML."""
    if "<" not in found.source.prose:
        return
    text = CODE.sub("", html)
    written = [unescape(match[0]) for match in _UNREAD.finditer(text)]
    posts = [unescape(match[1]) for match in _ADDRESS.finditer(text)]
    _report_in_html("markdown-in-html", [*written, *(url for url in posts if embeds.recognise(url))], found)


def _report_in_html(code: str, shown: list[str], found: Found) -> None:
    """Warn of those marks that stand in a block of HTML: others were escaped, and are meant as text."""
    source = htmlblocks.only(found.source.prose) if shown else ""
    reached: dict[str, int] = {}
    for mark in shown:
        at = source.find(mark, reached.get(mark, 0))
        if at >= 0:
            reached[mark] = at + len(mark)
            message = f"“{mark[:60]}” is shown as text: it stands in HTML, where no Markdown is read"
            found.warn(code, message, READ_IT, at=found.source.place(at))


def _report_tweets(html: str, found: Found) -> None:
    """Warn of those that do not stand alone; of one that names nothing it was told already."""
    shown = Counter(_TWEET.findall(unescape(_TAG.sub("", CODE.sub("", html)))))
    written = list(_TWEET.finditer(found.source.prose))
    for name, count in shown.items():
        told = sum(
            f"“{name}”" in problem.message for problem in found.problems if problem.code == "unknown-tweet"
        )
        places = sorted((match for match in written if match[1] == name), key=_is_alone)
        for match in places[: count - told]:
            message = f"{match[0]} is shown as text: it does not stand alone"
            hint = "put it in a paragraph of its own, between blank lines"
            found.warn("misplaced-tweet", message, hint, at=found.source.place(match.start()))


def _is_alone(match: re.Match[str]) -> bool:
    """Whether a line has nothing else in it: such a one is rather not the one that is shown."""
    before = match.string.rfind("\n", 0, match.start()) + 1
    line = match.string[before:].partition("\n")[0]
    return line.strip(" \t>") == match[0]
