"""Posts are blocks: their markers leave the paragraphs in which Markdown or HTML has put them."""

from __future__ import annotations

import re

_ALONE = re.compile("<p>[ \n]*((?:\x1eE[0-9]+\x1f[ \n]*)+)</p>")
_LEADING = re.compile("<p>((?:\x1eE[0-9]+\x1f)+)(?:&nbsp;|[ \n])*")
_BEFORE = (
    "\x1f", "<hr>", "</p>", "</li>", "</ul>", "</ol>", "</dl>", "</div>", "</pre>", "</table>", "</figure>",
    "</blockquote>", "</h2>", "</h3>", "</h4>", "<li>", "<td>", "<dd>", "<div>", "<blockquote>",
)  # fmt: skip
"""What stands before a marker that is in its place."""
_TOKEN = re.compile(r"(\x1eE[0-9]+\x1f)|<(/?)([a-z][a-z0-9]*)((?: [^\s=\"<>]+=\"[^\"]*\")*)>")
_PHRASING = frozenset(
    """a abbr b bdi bdo cite code data del dfn em h1 h2 h3 h4 h5 h6 i ins kbd mark p pre q s samp small
    span strong sub summary sup time u var""".split()
)
_VOID = frozenset("br col hr img source track wbr".split())


def lifted(html: str) -> str:
    """The HTML with each marker of a post between blocks, never inside a paragraph, link or heading."""
    html = _ALONE.sub(lambda match: match[1].strip(" \n"), html)
    html = _LEADING.sub(r"\1<p>", html) if "<p>\x1e" in html else html
    return html if _is_between_blocks(html) else _lifted(html)


def _is_between_blocks(html: str) -> bool:
    """Whether every marker plainly stands between blocks, as it does in nearly all articles."""
    at = html.find("\x1eE")
    while at >= 0:
        before = html[max(0, at - 40) : at].rstrip(" \n")
        end = html.index("\x1f", at) + 1
        after = html[end : end + 40].lstrip(" \n")
        if (before and not before.endswith(_BEFORE)) or (after and after[0] not in "<\x1e"):
            return False
        at = html.find("\x1eE", end)
    return True


def _lifted(html: str) -> str:
    """Close what is open around a marker down to the paragraph, and open it again behind it."""
    out: list[str] = []
    open_tags: list[tuple[str, str]] = []
    end = 0
    for match in _TOKEN.finditer(html):
        out.append(html[end : match.start()])
        end = match.end()
        marker, closes, tag, _ = match.groups()
        if marker:
            out.append(_around(marker, open_tags))
        else:
            out.append(match[0])
            if closes:
                _close(open_tags, tag)
            elif tag not in _VOID:
                open_tags.append((tag, match[0]))
    out.append(html[end:])
    return "".join(out)


def _around(marker: str, open_tags: list[tuple[str, str]]) -> str:
    inner: list[tuple[str, str]] = []
    for tag, written in reversed(open_tags):
        if tag not in _PHRASING:
            break
        inner.append((tag, written))
    closing = "".join(f"</{tag}>" for tag, _ in inner)
    opening = "".join(re.sub(r' id="[^"]*"', "", written) for _, written in reversed(inner))
    return f"{closing}{marker}{opening}"


def _close(open_tags: list[tuple[str, str]], tag: str) -> None:
    for index in range(len(open_tags) - 1, -1, -1):
        if open_tags[index][0] == tag:
            del open_tags[index:]
            return
