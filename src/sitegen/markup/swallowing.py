"""Tags that would take the words behind them along become text: “The page had no <title> at all.”."""

from __future__ import annotations

import re

from sitegen.forbidden import AS_TEXT, WITH_CONTENT
from sitegen.markup import removed
from sitegen.markup.found import Found
from sitegen.markup.htmlblocks import CODE
from sitegen.problems import short

_TOKEN = re.compile(
    rf"<(?:!--|(/?)({'|'.join(sorted(AS_TEXT | WITH_CONTENT))})(?=[\s/>])[^<>]*+>?)",
    re.IGNORECASE | re.ASCII,
)
_CLOSING = {name: re.compile(rf"</{name}", re.IGNORECASE | re.ASCII) for name in WITH_CONTENT}
_FOREIGN = frozenset({"svg", "math"})
"""Tags that may close themselves: `<svg/>`."""


def as_text(html: str, found: Found) -> str:
    """Unsanitised HTML with `&lt;` for the `<` of tags behind which HTML reads no tags, and of those that go
    with their content where nothing closes them. Told are these, all that goes with its content, and comments
    that nothing ends: they may hold what is not for readers, so that they go with all that follows. Where
    these stand in Markdown, they are text already.
    """
    if "&lt;!--" in html and "<!--" in found.source.prose and "&lt;!--" in CODE.sub("", html):
        message = "a comment is shown as text, with all that follows: nothing ends it"
        found.warn("html-as-text", message, "end it with -->, or remove it", at=found.source.next("<!--"))
    if not _TOKEN.search(found.source.text):  # which has fewer tags to look at
        return html
    parts: list[str] = []
    unclosed: set[str] = set()
    end = at = 0
    while match := _TOKEN.search(html, at):
        at = _behind(match, unclosed, found)
        if at < 0:
            parts += [html[end : match.start()], "&lt;"]
            end = at = match.start() + 1
    return "".join((*parts, html[end:])) if parts else html


def _behind(match: re.Match[str], unclosed: set[str], found: Found) -> int:
    """Where to look on behind a tag or comment that stays as it is; -1 if it is text. `unclosed` are the
    names that nothing closes from here on, so that this is looked for once.
    """
    html, written, name = match.string, match[0], (match[2] or "").lower()
    if not name:
        close = html.find("-->", match.end())
        if close < 0:
            message = "a comment that is never closed was taken out, with all that follows"
            found.warn("html-removed", message, "end it with -->", at=found.source.next(written))
        return close if close >= 0 else len(html)
    if name in AS_TEXT:
        if not match[1]:
            _warn(written, "articles hold no such tags", found)
        return -1
    if match[1]:
        return match.end()
    alone = name in _FOREIGN and written.endswith("/>")
    closing = None if alone or name in unclosed else _CLOSING[name].search(html, match.end())
    if alone or closing:
        removed.report_element(html, match.start(), found)
        return closing.start() if closing else match.end()
    unclosed.add(name)
    _warn(written, "nothing closes it", found)
    return -1


def _warn(written: str, why: str, found: Found) -> None:
    message = f"“{short(written)}” is shown as text: {why}"
    hint = "put it between backticks if it is meant as it stands, else remove it"
    begin = written.split(maxsplit=1)[0].rstrip(">")
    found.warn("html-as-text", message, hint, at=found.source.next(written, begin))
