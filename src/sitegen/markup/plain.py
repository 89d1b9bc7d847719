"""Plain text out of finished HTML: for search, for summaries, and to count words."""

from __future__ import annotations

import re
from html import unescape

SUMMARY = 1_000
"""How many characters of the first paragraph make a summary at the most: a text without any other is none."""

_MARKER = re.compile("\x1e[LIE][0-9]+\x1f")
_NOTE = re.compile(r'<sup (?:class="citation"|id="fnref[^>]*)>.*?</sup>')
_BACK = re.compile(r'<a class="footnote-backref".*?</a>')
_BLOCKS = """aside blockquote br caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p
    pre section summary table td th tr ul""".split()
_BREAKS = {name: "\n" for tag in _BLOCKS for name in (tag, f"/{tag}")}
_TAG = re.compile(r"<(/?[a-z0-9-]*)[^>]*>")
_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CJK_LEADS = bytes((*range(0xE3, 0xEA), 0xEF, 0xF0))
"""What the characters of `_CJK`, and a few others, begin with in UTF-8."""
_CHARACTER = re.compile(f"[{_CJK}]")
_RUN = re.compile(f"[^\\W{_CJK}]+(?:['’.\u200c-][^\\W_{_CJK}]+)*")
_SIGNS = (" — ", " – ", " - ", " & ")
_SPACES = re.compile("  +")
_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>(.*?)</p>", re.DOTALL)
_SHORTCODES = re.compile(r"(?:\{%.*?%\}|\{\{.*?\}\}|\s)+")
"""The words of a paragraph in which other generators would put something of their own."""
_QUOTED = re.compile(r"<(blockquote|figure|table|ul|ol|dl|aside|details)\b.*?</\1>", re.DOTALL)


def text(html: str) -> str:
    """The words of the HTML, a line a block."""
    parts = _TAG.split(_without_notes(html).replace("\n", " "))
    parts[1::2] = [_BREAKS.get(tag, "") for tag in parts[1::2]]
    lines = [stripped for line in _unescaped("".join(parts)).split("\n") if (stripped := line.strip())]
    plain = "\n".join(lines)
    return _SPACES.sub(" ", plain) if "  " in plain else plain


def words(plain: str) -> int:
    """How many words a plain text has, lone signs aside; in Chinese and Japanese, how many characters."""
    if not _is_western(plain) and (characters := len(_CHARACTER.findall(plain))):
        return characters + len(_RUN.findall(plain))
    return len(plain.split()) - sum([plain.count(sign) for sign in _SIGNS if sign[1] in plain])


def _is_western(plain: str) -> bool:
    """Whether the text plainly has no Chinese or Japanese in it: the quickest way to tell."""
    data = plain.encode("utf-8", "surrogatepass")
    return len(data.translate(None, _CJK_LEADS)) == len(data)


def first_paragraph(html: str) -> str:
    """The first paragraph of running text, cut at a word to about `SUMMARY` characters."""
    start, words = _first_words(html)
    if start:  # what precedes it may be the quotation or list in which it stands
        words = _first_words(_QUOTED.sub("", html))[1] or words
    return shortened(words)


def _first_words(html: str) -> tuple[int, str]:
    """Where the first paragraph with words of its own begins, and these; (0, "") if there is none."""
    found = ((match.start(), inline(match[1])) for match in _PARAGRAPH.finditer(html))
    return next((each for each in found if each[1] and not _SHORTCODES.fullmatch(each[1])), (0, ""))


def inline(html: str) -> str:
    """The words of a piece of inline HTML on one line, without its notes."""
    bare = _TAG.sub("", _without_notes(html).replace("<br>", " ")) if "<" in html else html
    return " ".join(_unescaped(bare).split())


def _without_notes(html: str) -> str:
    """The HTML without the marks of citations and footnotes, and without the way back from these."""
    if "<sup " in html:
        html = _NOTE.sub("", html.replace(" <sup ", "<sup "))
    return _BACK.sub("", html) if "footnote-backref" in html else html


def shortened(plain: str, limit: int = SUMMARY) -> str:
    """The text, or its beginning up to the last word within the limit and an ellipsis."""
    if len(plain) <= limit:
        return plain
    cut = plain[: limit + 1]
    head = cut.rpartition(" ")[0] if " " in cut[limit // 2 :] else cut[:limit]
    return head.rstrip(" ,;:–—-") + "…"


def _unescaped(bare: str) -> str:
    bare = _MARKER.sub("", bare) if "\x1e" in bare else bare
    return unescape(bare) if "&" in bare else bare
