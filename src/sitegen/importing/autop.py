"""The paragraphs of WordPress's classic editor: blank lines part them, single line ends are breaks.

What the function `wpautop` of WordPress does when a post is shown, told anew and shortly.
"""

from __future__ import annotations

import re

_BLOCKS = (
    "table|thead|tfoot|caption|col|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|map|area|blockquote|address"
    "|style|p|h[1-6]|hr|fieldset|legend|section|article|aside|header|footer|nav|figure|figcaption|details|summary"
    "|iframe|video|audio"
)
_OPENING = re.compile(rf"(<(?:{_BLOCKS})\b[^>]*>)", re.IGNORECASE)
_CLOSING = re.compile(rf"(</(?:{_BLOCKS})\s*>|<hr\b[^>]*>)\s*", re.IGNORECASE)
_LEADING = re.compile(rf"\A(?:\s*<(?:{_BLOCKS})\b[^>]*>)+\s*", re.IGNORECASE)
_TRAILING = re.compile(rf"(?:\s*</(?:{_BLOCKS})\s*>)+\Z", re.IGNORECASE)
_PRE = re.compile(r"<(pre|script|style|textarea)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


def autop(html: str) -> str:
    """The HTML with `<p>` and `<br>` where the classic editor shows them."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f'\n\n<pre data-kept="{len(kept) - 1}"></pre>\n\n'

    html = _PRE.sub(keep, html)
    html = re.sub(r"[ \t]{2,}", " ", html)
    html = re.sub(r"<br\s*/?>\s*<br\s*/?>", "\n\n", html, flags=re.IGNORECASE)
    html = re.sub(r"<br\s*/?>[ \t]*\n?", "\n", html, flags=re.IGNORECASE)
    html = _CLOSING.sub(r"\1\n\n", _OPENING.sub(r"\n\n\1", html))
    parts = (part.strip() for part in re.split(r"\n\s*\n", html))
    shown = "\n".join(_paragraph(part) for part in parts if part)
    return re.sub(r"<pre data-kept=\"(\d+)\"></pre>", lambda match: kept[int(match[1])], shown)


def _paragraph(part: str) -> str:
    """A part between blank lines: in `<p>`, unless it begins with a block of its own."""
    opening, closing = _LEADING.match(part), _TRAILING.search(part)
    start, end = opening.end() if opening else 0, closing.start() if closing else len(part)
    if end <= start:
        return part
    words = "<br>".join(line.strip() for line in part[start:end].strip().split("\n"))
    return part[:start] + (words if opening else f"<p>{words}</p>") + part[end:]
