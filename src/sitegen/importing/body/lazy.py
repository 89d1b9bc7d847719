"""Pictures that a script puts in place once they are scrolled to: the address that waits beside `src`.

Until then `src` shows nothing (https://web.dev/articles/browser-level-image-lazy-loading), and a
`<noscript>` behind the tag holds the picture again, for readers without scripts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from sitegen.importing.body import pictures, references
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.body.pasted import Address, as_it_is

_IMG = r"<img\b(?P<{}>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>"
_PICTURE = re.compile(_IMG.format("attributes"), re.IGNORECASE)
_AGAIN = re.compile(rf"\s*<noscript>\s*{_IMG.format('again')}\s*</noscript\s*>", re.IGNORECASE)
_TRIGGERS = ("data-src", "data-lazy", "data-orig", "srcset", "data-url", "<noscript")
_INLINED = re.compile(
    r"\bsrc\s*=\s*(?:\"(?P<double>data:image/[^\"]*)\"|'(?P<single>data:image/[^']*)')", re.IGNORECASE
)
_WAITING = ("data-src", "data-lazy-src", "data-lazy", "data-original", "data-orig-src")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_LAST = ("data-url", "data-orig-file", "data-full-url")
_KEPT = ("alt", "title", "width", "height", "class", "id", "style")
_CANDIDATE = re.compile(r"(?P<url>[^\s,]\S*?)(?:\s+(?P<size>\d+(?:\.\d+)?)[wx])?\s*(?:,(?=\s)|,?\s*\Z)")


def convert(sheet: Manuscript, address: Address = as_it_is) -> None:
    """Give each such picture its address as `src`, and take out what shows it again."""
    for match in sheet.matches(_PICTURE, *_TRIGGERS):
        given = references.attributes(match["attributes"])
        again = _AGAIN.match(sheet.text, match.end())
        url = source(given)
        if again and not _is_shown(url):
            given |= references.attributes(again["again"])
            url = source(given)
        waits = url != given.get("src", "").strip() and _is_shown(url)
        if again or waits:
            new = address(url, match.start())
            rest = "".join(f' {name}="{escape(given[name])}"' for name in _KEPT if name in given)
            end = again.end() if again else match.end()
            sheet.replace(match.start(), end, f'<img src="{escape(new)}"{rest}>')


def unpack(sheet: Manuscript, folder: str) -> None:
    """Give each picture that the HTML holds itself a place in a folder below `content/`."""
    for match in sheet.matches(_INLINED, "data:image/"):
        for name in ("double", "single"):
            if match[name] and (new := pictures.unpack(sheet, match[name], match.start(), folder)):
                sheet.replace(*match.span(name), new)


def source(given: Mapping[str, str]) -> str:
    """The address of a picture: where it waits, else as it says; of a set, the largest one."""
    own = given.get("src", "").strip()
    sets = (_largest(given.get(name, "")) for name in _SETS)
    tried = [*(given.get(name, "").strip() for name in _WAITING), own, *sets]
    tried += [given.get(name, "").strip() for name in _LAST]
    return next((url for url in tried if _is_shown(url)), own)


def _is_shown(url: str) -> bool:
    """Whether this is an address, and no picture that fills the place of another."""
    return bool(url) and not url.startswith(("data:", "about:", "{")) and " " not in url


def _largest(candidates: str) -> str:
    """The picture of a `srcset` that has the largest width or density."""
    found = [(float(match["size"] or 1), match["url"]) for match in _CANDIDATE.finditer(candidates.strip())]
    return max(found, key=lambda pair: pair[0])[1] if found else ""
