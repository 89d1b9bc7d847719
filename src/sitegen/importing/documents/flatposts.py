"""Posts that somebody flattened into text, in the Markdown of a body: each becomes an entry of `tweets`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape

from sitegen import embeds
from sitegen.importing.body import code
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.documents import flattened
from sitegen.importing.documents.flattened import Flattened
from sitegen.importing.values import Post
from sitegen.importing.yamlout import Plain

_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()<>#+.!|~-])")
_OWN_LINK = re.compile(r"<(https?://[^\s<>]+)>|\[(https?://[^\s\[\]]+)\]\(<?https?://[^\s()<>]+>?\)")
_BLOCK = re.compile(r"#{1,6}[ \t]|!\[|\||</?[a-zA-Z]|\[tweet:|[-*+][ \t]|\d+[.)][ \t]|\{:")
"""How lines begin that are no words of a post: headings, pictures, tables, HTML, items."""

_HANDLE = re.compile(r"@\w+")
_LONGEST_NAME = 60
_SHOWN = 80
"""Letters of a signature that a message shows, from its end."""


def convert(body: str, sheet: Manuscript, names: Iterable[str] = ()) -> str:
    """The body with `[tweet:ID]` where posts stood, which the sheet notes; signatures left alone are told.

    `names` are ids that other entries have.
    """
    if "@" not in body:
        return body
    raw = body.split("\n")
    lines = [_plain(line) for line in raw]
    free = _free_lines(body, raw)
    found = flattened.find(lines, whole=True)
    taken = [post for post in found if _is_post(post, raw[post.first : post.end + 1], free)]
    tell_missed(flattened.missed([line if free[i] else "" for i, line in enumerate(lines)], taken), sheet)
    places = [place_of(post, sheet, names=frozenset(names)) for post in taken]
    for post, place in reversed(list(zip(taken, places, strict=True))):
        raw[post.first : post.last + 1] = ["", place, ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(raw)) if taken else body


def place_of(post: Flattened, sheet: Manuscript, *, names: frozenset[str] = frozenset()) -> str:
    """Note a post as an entry of the front matter; the paragraph that places it."""
    known = {entry.get("id") for entry in sheet.tweets} | names
    name = next(name for n in range(1, len(known) + 2) if (name := f"tweet-{n}") not in known)
    entry: dict[str, object] = {
        "id": name, "author": post.name, "handle": post.handle, "date": Plain(post.date), "text": post.text,
        "links": list(post.links), "url": post.url,
    }  # fmt: skip
    sheet.tweets.append({key: value for key, value in entry.items() if value})
    address = embeds.recognise(post.url)
    key = address.key if address else f"x/{name}"
    sheet.posts.append(Post("flattened", key, post.url, captured=True))
    return f"[tweet:{name}]"


def tell_missed(signatures: Sequence[str], sheet: Manuscript) -> None:
    """Warn of what signs or dates posts whose words could not be told."""
    for signature in signatures:
        handle = _HANDLE.search(signature)
        end = signature if len(signature) <= _SHOWN else f"…{signature[-_SHOWN:].partition(' ')[2]}"
        place = max(0, sheet.text.find(handle[0] if handle else signature))
        message = f"this signs a post, but its day, or where its words begin, is not plain: “{end}”"
        hint = "if they stand beside it, make them an entry of “tweets”"
        sheet.warn("post-not-taken", place, message, hint)


def unquoted(line: str) -> str:
    """A line without the marks that make it one of a quotation."""
    return _QUOTED.sub("", line)


def _plain(line: str) -> str:
    """A line of Markdown as its reader sees it, without marks of quotation."""
    text = _OWN_LINK.sub(lambda match: match[1] or match[2], unquoted(line))
    return unescape(_ESCAPED.sub(r"\1", text)).strip()


def _free_lines(body: str, raw: Sequence[str]) -> list[bool]:
    """Which lines are no code."""
    probe = Manuscript(body, "")
    code.protect_code(probe)
    free, start = [], 0
    for line in raw:
        free.append(probe.is_free(start, start + max(1, len(line))))
        start += len(line) + 1
    return free


def _is_post(post: Flattened, raw: Sequence[str], free: Sequence[bool]) -> bool:
    """Whether lines are those of a post, and no other block of Markdown."""
    words = [_QUOTED.sub("", line).strip() for line in raw]
    return (
        all(free[post.first : post.last + 1])
        and len(post.name) <= _LONGEST_NAME
        and not any(_BLOCK.match(line) or embeds.recognise(line) for line in words)
    )
