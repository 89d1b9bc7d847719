"""The paragraphs of WordPress's classic editor: blank lines part them, single line ends are breaks.

What the function `wpautop` of WordPress does when a post is shown, told anew and shortly.
"""

from __future__ import annotations

import re
from collections import Counter

from sitegen.importing.body import enclosed

_BLOCKS = (
    "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address"
    "|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|header|footer|nav|figure|figcaption|details|summary"
    "|iframe|video|audio"
)
_OPENING = re.compile(rf"(<(?:{_BLOCKS})\b[^>]*>)", re.IGNORECASE)
_CLOSING = re.compile(rf"(</(?:{_BLOCKS})\s*>|<hr\b[^>]*>)\s*", re.IGNORECASE)
_LEADING = re.compile(rf"\A(?:\s*<(?:{_BLOCKS})\b[^>]*>)+\s*", re.IGNORECASE)
_END = re.compile(rf"</(?:{_BLOCKS})\s*>", re.IGNORECASE)
_MARK = re.compile(
    r"<(?P<close>/?)(?P<name>a|b|strong|i|em|u|s|strike|del|ins|small|big|span|font|mark)(?![\w-])[^<>]*>",
    re.IGNORECASE,
)
_ANCHOR = re.compile(r"<a\b(?![^<>]*\bhref\b)", re.IGNORECASE)
_PRE = re.compile(r"<(?P<tag>pre|script|style|textarea)\b", re.IGNORECASE)


def autop(html: str) -> str:
    """The HTML with `<p>` and `<br>` where the classic editor shows them."""
    html, kept = _set_aside(html)
    html = re.sub(r"[ \t]{2,}", " ", html)
    html = re.sub(r"<br\s*/?>\s*<br\s*/?>", "\n\n", html, flags=re.IGNORECASE)
    html = re.sub(r"<br\s*/?>[ \t]*\n?", "\n", html, flags=re.IGNORECASE)
    cut = html.rfind(">") + 1  # behind it no tag ends, and none is looked for
    html = _CLOSING.sub(r"\1\n\n", _OPENING.sub(r"\n\n\1", html[:cut])) + html[cut:]
    parts = [part.strip() for part in re.split(r"\n\s*\n", html)]
    marks = _open_marks(parts)
    shown = "\n".join(_paragraph(part, *open_) for part, open_ in zip(parts, marks, strict=True) if part)
    return re.sub(r"<pre data-kept=\"(\d+)\"></pre>", lambda match: kept[int(match[1])], shown)


def _set_aside(html: str) -> tuple[str, list[str]]:
    """The HTML with marks where text stands that keeps its lines, and these texts."""
    out: list[str] = []
    kept: list[str] = []
    end = 0
    for opens, closes in enclosed.elements(html, _PRE):
        out += [html[end : opens.start()], f'\n\n<pre data-kept="{len(kept)}"></pre>\n\n']
        kept.append(html[opens.start() : closes.end()])
        end = closes.end()
    return "".join((*out, html[end:])), kept


def _open_marks(parts: list[str]) -> list[tuple[str, str]]:
    """The tags to open and to close again in each part: emphasis and links that go on over several parts."""
    tags = [list(_MARK.finditer(part)) for part in parts]
    ends = Counter(tag["name"].lower() for found in tags for tag in found if tag["close"])
    open_: dict[str, list[str]] = {}
    marks = []
    for found in tags:
        opened = "".join(stack[-1] for stack in open_.values())
        for tag in found:
            name = tag["name"].lower()
            stack = open_.setdefault(name, [])
            if tag["close"]:
                ends[name] -= 1
                del stack[-1:]
            else:
                stack.append("" if _ANCHOR.match(tag[0]) else tag[0])
        open_ = {name: stack for name, stack in open_.items() if stack and ends[name]}
        closed = "".join(f"</{name}>" for name, stack in reversed(open_.items()) if stack[-1])
        marks.append((opened, closed))
    return marks


def _paragraph(part: str, opened: str, closed: str) -> str:
    """A part between blank lines: in `<p>`, unless it begins with a block of its own.

    `opened` are the tags of marks that an earlier part left open, `closed` the ends of all that are.
    """
    opening = _LEADING.match(part)
    start, end = opening.end() if opening else 0, _without_ends(part)
    if end <= start:
        return part
    lines = "<br>".join(line.strip() for line in part[start:end].strip().split("\n"))
    words = f"{opened}{lines}{closed}"
    return part[:start] + (words if opening else f"<p>{words}</p>") + part[end:]


def _without_ends(part: str) -> int:
    """Where the blocks' closing tags begin that a part ends with."""
    end = len(part)
    for closing in reversed(list(_END.finditer(part))):
        if part[closing.end() : end].strip():
            break
        end = closing.start()
    return len(part[:end].rstrip()) if end < len(part) else end
