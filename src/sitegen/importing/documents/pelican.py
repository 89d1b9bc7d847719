"""Heads that are no front matter: Pelican's `Key: value` and Nikola's `.. key: value`; Pelican's links."""

from __future__ import annotations

import re
from dataclasses import replace

from sitegen.importing.addresses import relative
from sitegen.importing.body.linking import Linker
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.frontmatter.heads import Head

_LINE = re.compile(r"(?P<key>[A-Za-z][\w -]{0,30}?):[ \t]*(?P<value>.*)\Z")
_KNOWN = frozenset(
    """title date modified category tags keywords slug author authors summary lang translation status template
    save_as url subtitle description image cover series""".split()
)
_NIKOLA = re.compile(r"\s*(?:<!--\s*\n)?(?P<head>(?:\.\.[ \t]+[\w-]+:[^\n]*\n?)+)\s*(?:-->)?[ \t]*\n?")
_NIKOLA_LINE = re.compile(r"\.\.[ \t]+(?P<key>[\w-]+):[ \t]*(?P<value>[^\n]*)")
_TARGET = re.compile(
    r"[{|](?P<kind>filename|static|attach|tag|category|author|index)[}|](?P<path>[^\s)\"'<>]*)"
)
_MAGIC = re.compile(r"link://(?P<kind>\w+)/(?P<path>[^\s)\"'<>]*)")
_LISTS = frozenset({"authors", "tags"})


def reread(head: Head, text: str) -> Head:
    """The head of a text that has no front matter, if it has one of these; else the same head."""
    if head.found:
        return head
    match = _NIKOLA.match(text)
    if match:
        return _nikola(match, text)
    return _pelican(head, text)


def beside(head: Head, text: str) -> Head:
    """The head of a text whose keys stand in a `.meta` file of Nikola's beside it."""
    match = _NIKOLA.match(text)
    return replace(head, values=_nikola(match, text).values, lines=None, found=True) if match else head


def _nikola(match: re.Match[str], text: str) -> Head:
    first = text.count("\n", 0, match.start("head")) + 1
    values: dict[str, str] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(match["head"].split("\n")):
        item = _NIKOLA_LINE.match(line)
        if item:
            values[item["key"]] = item["value"].strip()
            lines[item["key"]] = first + number
    words = {tag.strip().casefold() for tag in values.get("tags", "").split(",")}
    if words & {"draft", "private"}:
        values["draft"] = "true"
        kept = [
            tag for tag in values["tags"].split(",") if tag.strip().casefold() not in {"draft", "private"}
        ]
        values["tags"] = ",".join(kept)
    values["date"] = re.sub(r"\s*UTC(?=[+-]\d)", "", values.get("date", ""))
    return Head(dict(values), text[match.end() :], text.count("\n", 0, match.end()) + 1, lines)


def _pelican(head: Head, text: str) -> Head:
    """Lines of `Key: value` at the very top, up to a blank line; the first key must be one of Pelican's."""
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    key = ""
    number = start
    for number, line in enumerate(lines[start:], start):
        match = _LINE.match(line)
        if match and (values or match["key"].lower() in _KNOWN):
            key = match["key"].lower()
            values[key] = match["value"].strip()
            places[key] = number + 1
        elif key and line.startswith((" ", "\t")) and line.strip():
            values[key] += f" {line.strip()}"
        else:
            break
    if "title" not in values and "date" not in values:
        return head
    body = "\n".join(lines[number:]) if number < len(lines) and lines[number:] else ""
    plain = {key: _listed(key, value) for key, value in values.items()}
    return replace(head, values=dict(plain), body=body, body_line=number + 1, lines=places, found=True)


def _listed(key: str, value: str) -> str | list[str]:
    """Pelican parts authors at semicolons, else at commas: it alone says that they are several."""
    if key in _LISTS and ";" in value:
        return [part.strip() for part in value.split(";")]
    return [part.strip() for part in value.split(",")] if key == "authors" else value


def convert_targets(sheet: Manuscript, linker: Linker) -> None:
    """`{filename}../other.md`, `{static}/images/x.jpg`, `{tag}water`, `link://slug/x` -> addresses."""
    for match in sheet.matches(_MAGIC, "link://"):
        new = _magic(match, linker)
        if new is None:
            message = f"{match[0]} leads to nothing that was imported"
            sheet.warn("unknown-page", match.start(), message, "link to another page")
        sheet.replace(match.start(), match.end(), new or f"/{match['path']}")
    for match in sheet.matches(
        _TARGET, "{filename", "{static", "{attach", "{tag", "{category", "{author", "{index", "|filename|"
    ):
        if match["kind"] in {"filename", "static", "attach"}:
            picture = bool(
                re.search(r"!\[[^\]]*\]\(\s*\Z", sheet.text[max(0, match.start() - 300) : match.start()])
            )
            new = linker.address(sheet, match["path"], match.start("path"), picture=picture)
        else:
            new = {"tag": "/tags/", "author": "/authors/", "index": "/"}.get(match["kind"], "/tags/") + match[
                "path"
            ]
        sheet.replace(match.start(), match.end(), new)


def _magic(match: re.Match[str], linker: Linker) -> str | None:
    """Where an address of Nikola's own kind leads; None if that is not known."""
    kind, path = match["kind"], match["path"]
    if kind == "slug":
        homes = (linker.files or {}).values()
        found = next((home.path for home in homes if home.slug == path), None)
        return relative(found, base=linker.home.path) if found else None
    if kind == "filename":
        return linker.reference(path)
    return {"tag": f"/tags/{path}/", "category": f"/tags/{path}/", "archive": f"/archive/{path}/"}.get(kind)
