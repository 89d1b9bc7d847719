"""Numbered lists of a saved page, which trafilatura makes lists of points: marks carry the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

_TAG = re.compile(r"<(?P<close>/?)(?P<name>ol|ul|li)\b(?P<attributes>[^<>]*)>", re.IGNORECASE)
_START = re.compile(r"\bstart\s*=\s*[\"']?(?P<number>\d{1,6})", re.IGNORECASE)
_MARK = re.compile(r"sitegen-number-(?P<number>\d+)-token\s*")


def mark(html: str) -> str:
    """The page with a mark at the beginning of each item of a numbered list."""
    return "".join(_marked(html)) if "<ol" in html.lower() else html


def _marked(html: str) -> Iterator[str]:
    lists: list[int] = []
    """The next number of each list that is open; none below 0 in one of points."""
    end = 0
    for tag in _TAG.finditer(html):
        yield html[end : tag.end()]
        end = tag.end()
        name = tag["name"].lower()
        if name == "li" and not tag["close"] and lists and lists[-1] >= 0:
            yield f"sitegen-number-{lists[-1]}-token "
            lists[-1] += 1
        elif name != "li" and tag["close"]:
            del lists[-1:]
        elif name != "li":
            start = _START.search(tag["attributes"])
            lists.append(-1 if name == "ul" else int(start["number"]) if start else 1)
    yield html[end:]


def restore(body: str) -> str:
    """The article with numbered lists again, and without marks."""
    if "sitegen-number-" not in body:
        return body
    soup = BeautifulSoup(body, "html.parser")
    for item in soup.find_all("li"):
        found = _MARK.match(item.get_text().lstrip())
        parent = item.parent
        if found and parent is not None and parent.name == "ul":
            parent.name = "ol"
            if found["number"] != "1":
                parent["start"] = found["number"]
    return _MARK.sub("", str(soup))
