"""What an editor should know of sources and links: dead, out of reach, or kept where nobody can rely on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sitegen import frontmatter
from sitegen.capture.places import listed, place_of
from sitegen.markup.fences import code_lines
from sitegen.model import Entry, SourceState
from sitegen.problems import Problem, warning
from sitegen.snapshots import SourceRecord, path_of
from sitegen.urls import doubtful_archive

DEAD = "dead-source"
"""The code of what tells of a dead source."""

OUT_OF_REACH: Mapping[str, str] = {
    "unresolved": "their hosts' names lead nowhere",
    "tls": "the certificates of their hosts are not to be trusted",
    "unreachable": "their hosts do not answer",
}
"""What a look met (`SourceRecord.answer`) that may last, in words."""

_LINK = re.compile(
    r"https?://(?:www\.)?archive(?:\.[a-z]+|[a-z2-7]{49}\.onion)\.?/[^\s<>\"')\]]*", re.IGNORECASE
)
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


def dead(
    root: Path, entry: Entry, states: Mapping[str, SourceState | SourceRecord], *, lost_only: bool = False
) -> Iterator[Problem]:
    """A warning for each dead source, at its place in the article: with the copy that the page leads with, or
    without any; those with a copy too, unless `lost_only`.
    """
    for url, archived in entry.article.sources:
        state = states.get(url)
        if state is None or state.status != "dead":
            continue
        copies = [copy for copy in (archived, *(found.url for found in state.archives)) if copy]
        copy = min(copies, key=lambda copy: bool(doubtful_archive(copy)), default="")
        if copy and lost_only:
            continue
        message = f"the source {url} is dead"
        if copy:
            message += f"; its page leads with the archived copy {copy}"
            hint = "nothing need be done"
        else:
            message += ", and there is no archived copy"
            hint = "look for one with “sitegen capture --sources”, or for the page's new address"
        yield _told(DEAD, root, entry, url, message, hint)


def out_of_reach(
    root: Path, entries: Iterable[Entry], records: Mapping[str, SourceRecord]
) -> Iterator[Problem]:
    """A warning for each way in which sources cannot be reached, at the first of them."""
    found: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        for url, _ in entry.article.sources:
            record = records.get(url)
            if record and record.status != "dead" and record.answer in OUT_OF_REACH:
                found.setdefault(record.answer, {}).setdefault(url, entry)
    for answer, sources in found.items():
        named = [f"{url} ({entry.article.file})" for url, entry in sources.items()]
        message = (
            f"{len(named):,} of the sources cannot be reached, as {OUT_OF_REACH[answer]}: {listed(named)}"
        )
        hint = "if your own connection works, look for a new address, or give a copy as “archived”"
        url, entry = next(iter(sources.items()))
        yield _told("source-out-of-reach", root, entry, url, message, hint)


def doubtful(root: Path, entry: Entry) -> Iterator[Problem]:
    """A warning for each copy of a source or post, each source, and each link in the text that is kept by an
    archive not to be relied on.
    """
    hint = "keep a copy at web.archive.org: “sitegen capture --sources”"
    for url, archived in entry.article.sources:
        if host := doubtful_archive(archived):
            message = f"the archived copy of {url or archived} is kept by {host}, which cannot be relied on"
            yield _told("doubtful-archive", root, entry, archived, message, hint)
        if host := doubtful_archive(url):
            message = f"the source {url} is a copy kept by {host}, which cannot be relied on"
            own = "give the page's own address as “url”, and a copy at web.archive.org as “archived”"
            yield _told("doubtful-archive", root, entry, url, message, own)
    yield from _doubtful_copies(entry)
    yield from _doubtful_links(root, entry)


def _doubtful_copies(entry: Entry) -> Iterator[Problem]:
    for stored in entry.posts:
        for host in filter(None, (doubtful_archive(copy.url) for copy in stored.snapshot.archives)):
            key = stored.kept_as or stored.snapshot.key
            message = f"a copy of the post {key} is kept by {host}, which cannot be relied on"
            hint = "give a copy in another archive under “archives”"
            yield warning("doubtful-archive", f"content/{path_of(*key.split('/', 1))}", message, hint=hint)


def _doubtful_links(root: Path, entry: Entry) -> Iterator[Problem]:
    if entry.article.withdrawn:
        return
    try:
        data = (root / entry.article.file).read_bytes()
    except OSError:  # gone meanwhile
        return
    if b"//archive" not in data.lower() and b".archive" not in data.lower():
        return
    document = frontmatter.split(data.decode("utf-8", "replace"))
    code = code_lines(document.body)
    for number, line in enumerate(document.body.split("\n")):
        if number in code or "archive" not in line.lower():
            continue
        text = _CODE.sub(lambda code: " " * len(code[0]), line)
        for match in _LINK.finditer(text):
            if host := doubtful_archive(match[0]):
                message = f"the link {match[0]} leads to a copy kept by {host}, which cannot be relied on"
                hint = "link to the page itself, or to a copy at web.archive.org"
                place = {"line": document.body_line + number, "column": match.start() + 1}
                yield warning("doubtful-archive", entry.article.file, message, hint=hint, **place)


def _told(code: str, root: Path, entry: Entry, url: str, message: str, hint: str) -> Problem:
    path = entry.article.file
    line, column = place_of(url, root / path, entry.article.sources_place)
    return warning(code, path, message, hint=hint, line=line, column=column)
