"""Front matter: the head of an article's file, as a validated value (contract, section 3)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from yaml.nodes import MappingNode, Node

from sitegen import dates
from sitegen.decoding.article import FRONT_MATTER, HELD_BACK, NOTICE
from sitegen.decoding.hygiene import check_comments
from sitegen.decoding.public import public
from sitegen.decoding.report import Report
from sitegen.decoding.shapes import Decoded, is_empty
from sitegen.decoding.yamltext import compose
from sitegen.model import Correction, Settings, Snapshot, Source, Withdrawal
from sitegen.problems import Problem, error, short
from sitegen.urls import decoded_path, for_programs, parts_of, query_pairs, without_index

_OPENING = re.compile(r"(?:[ \t\ufeff]*\n)*\ufeff*---[ \t]*$", re.MULTILINE)
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_SLASHES = re.compile("//+")
_LINE_ENDS = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text in its two parts; lines count from 1 in the file.

    `head` is the YAML between the fences, None without front matter. `unclosed`: the first fence
    has no second, so that nothing can be told apart.
    """

    head: str | None
    head_line: int
    body: str
    body_line: int
    unclosed: bool = False


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The validated values of an article's front matter.

    `date` has the offset as written, or the site's zone; `timed` tells whether it had a time.
    `corrected` is when the last correction was made.
    `slug`, `summary` and `lang` are empty where the file does not give them. `public` is the front
    matter as readers may have it; `places` gives the line and
    column of each value in the file. After an error a value is as if it were not given, and `unread` are
    the keys of which not all is known.
    """

    title: str = ""
    date: datetime | None = None
    timed: bool = False
    updated: datetime | None = None
    slug: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    summary: str = ""
    lang: str = ""
    aliases: tuple[str, ...] = ()
    alias_places: tuple[tuple[int, int], ...] = ()
    """Line and column of each alias."""
    draft: bool = False
    image: str = ""
    image_alt: str | None = None
    sources: tuple[Source, ...] = ()
    tweets: tuple[Snapshot, ...] = ()
    corrections: tuple[Correction, ...] = ()
    corrected: datetime | None = None
    withdrawn: Withdrawal | None = None
    public: str = ""
    places: tuple[tuple[str, int, int], ...] = ()
    unread: frozenset[str] = frozenset()

    def place(self, key: str) -> tuple[int, int]:
        """The line and column of a key's value in the file; of its beginning if it is not there."""
        return next(((line, column) for name, line, column in self.places if name == key), (1, 1))


def split(text: str) -> Document:
    """The head and the body of a file's text.

    A BOM and blank lines may stand before the first `---`; the second one in column 1 ends the head,
    so that rules in the body are left alone. Line ends become line feeds.
    """
    text = _LINE_ENDS.sub("\n", text) if "\r" in text else text
    opening = _OPENING.match(text)
    if opening is None:
        return Document(None, 1, text.removeprefix("\ufeff"), 1)
    head_line = text.count("\n", 0, opening.end()) + 2
    closing = _CLOSING.search(text, opening.end() + 1)
    if closing is None:
        return Document(None, head_line, "", head_line, unclosed=True)
    head = text[opening.end() + 1 : closing.start()]
    return Document(head, head_line, text[closing.end() + 1 :], head_line + head.count("\n") + 1)


def read(
    path: str, document: Document | str, settings: Settings
) -> tuple[FrontMatter | None, tuple[Problem, ...]]:
    """The front matter of the file at `path` (below `content/`), with all its faults.

    Where some are errors, the value is what could be read; it is None for a file without front matter.
    Standing pages (`pages/…`) need no date.
    """
    document = split(document) if isinstance(document, str) else document
    zone = dates.zone(settings.timezone) or UTC
    report = Report(f"content/{path}", first_line=document.head_line, tags=settings.tags, zone=zone)
    if document.head is None:
        _without_head(document, report)
        return None, report.all()
    composed = compose(document.head, report, what="front matter")
    if composed.root is None:
        return FrontMatter(unread=frozenset(FRONT_MATTER.fields)), report.all()
    check_comments(document.head, composed.root, report)
    value = _front_matter(path, document.head, composed.root, composed.unread, settings, report)
    return value, report.all()


def _front_matter(
    path: str, head: str, root: MappingNode, unread: frozenset[str], settings: Settings, report: Report
) -> FrontMatter:
    decoded = FRONT_MATTER.read(root, report, unread)
    get, zone = decoded.get, report.zone
    written = _date(path, decoded, unread, report)
    updated = get("updated", None)
    aliases = _aliases(decoded, settings, report)
    if written and updated and _is_before(updated, written, zone):
        message = f"“updated” ({updated.iso}) is before the date ({written.iso})"
        report.warning("updated-before-date", decoded.at("updated"), message, "one of them is wrong")
    withdrawn = get("withdrawn", None)
    shown = NOTICE if withdrawn else FRONT_MATTER.fields
    return FrontMatter(
        title=get("title"),
        date=written.moment(zone) if written else None,
        timed=bool(written and written.timed),
        updated=updated.moment(zone) if updated else None,
        slug=get("slug"),
        authors=tuple(dict.fromkeys(get("authors", ()))),
        tags=tuple(dict.fromkeys(get("tags", ()))),
        summary=get("summary"),
        lang=get("lang"),
        aliases=tuple(aliases),
        alias_places=tuple(aliases.values()),
        draft=get("draft", False) or _hidden_elsewhere(root),
        image=get("image"),
        image_alt=get("image_alt", None),
        sources=get("sources", ()),
        tweets=get("tweets", ()),
        corrections=get("corrections", ()),
        corrected=_corrected(
            (fix.date for fix in get("corrections", ())),
            [day.moment(zone) for day in (written, updated) if day],
            zone,
        ),
        withdrawn=withdrawn,
        public="" if report.failed else public(head, root, FRONT_MATTER, shown),
        places=tuple((key, *report.place(node)) for key, node in decoded.nodes.items()),
        unread=unread | _faulty(decoded, report) if report.failed else unread,
    )


def _faulty(decoded: Decoded, report: Report) -> frozenset[str]:
    """The keys in whose values errors are, told or past counting."""
    if report.busy:
        return frozenset(decoded.nodes)
    lines = {problem.line - report.first_line for problem in report.problems if problem.severity == "error"}
    spans = ((key, node.start_mark.line, node.end_mark.line) for key, node in decoded.nodes.items())
    return frozenset(key for key, first, last in spans if any(first <= line <= last for line in lines))


def _is_before(one: dates.Written, other: dates.Written, zone: tzinfo) -> bool:
    """Whether a moment, or a day as it is written, comes before another."""
    if one.timed and other.timed:
        return one.moment(zone) < other.moment(zone)
    return one.day_written < other.day_written


def _corrected(days: Iterable[str], others: Iterable[datetime], zone: tzinfo) -> datetime | None:
    """The moment of the last of the corrections, of which ISO 8601 texts tell.

    Most have a day and no time. They come after all `others` of that day (the article's date, its update), a
    second for each, so that subscribers hear of every one, and never in another day.
    """
    read = (dates.read(day) for day in days if day)
    found = [day for day in read if isinstance(day, dates.Written)]
    timed = [day.moment(zone) for day in found if day.timed]
    bare = [day.moment(zone) for day in found if not day.timed]
    if not bare:
        return max(timed, default=None)
    start = max(bare)
    end = start.replace(hour=23, minute=59, second=59)
    same_day = [moment for moment in (*others, *timed) if start <= moment <= end]
    last = max(same_day, default=start - timedelta(seconds=1)) + timedelta(seconds=bare.count(start))
    return max([min(last, end), *timed])


def _date(path: str, decoded: Decoded, unread: frozenset[str], report: Report) -> dates.Written | None:
    """The article's date: as written, else from the file's name. Standing pages may have none."""
    written: dates.Written | None = decoded.get("date", None)
    folder, file = posixpath.split(path)
    name = dates.in_name(posixpath.basename(without_index(f"{folder}/{file.partition('.')[0]}")))
    named = dates.read(name) if name else None
    if "date" in decoded.nodes and not is_empty(decoded.nodes["date"]):
        if written and isinstance(named, dates.Written) and written.day_written != named.day_written:
            message = f"the date {written.iso[:10]} is not the one in the file's name, {named.iso}"
            hint = "mend one of the two; until then the date in the front matter counts"
            report.warning("date-mismatch", decoded.at("date"), message, hint)
        return written
    if isinstance(named, dates.Written):
        return named
    if "date" not in unread and not path.startswith("pages/"):
        hint = "add date: 2019-03-04, or begin the file's name with the date: 2019-03-04-river.md"
        hint = f"in the file's name, {named.message}" if named else hint
        report.error("missing-key", decoded.at("date"), "“date” is missing", hint)
    return None


def _aliases(decoded: Decoded, settings: Settings, report: Report) -> dict[str, tuple[int, int]]:
    """The former addresses below the site's root, each beginning with a slash, in the order written, with
    their places in the file.
    """
    found: dict[str, tuple[int, int]] = {}
    for alias, node in decoded.get("aliases", ()):
        path = "/" + alias.removeprefix(settings.base_url) if _is_own(alias, settings.base_url) else alias
        path = decoded_path(path)
        if not path.startswith("/") or path.startswith("//"):
            below = parts_of(path).path if "://" in path else path
            kept = "/".join(part for part in below.split("/") if part not in {"", ".", ".."})
            hint = f"write /{kept}{'/' if below.endswith('/') and kept else ''}"
            report.error(
                "wrong-alias", node, f"the alias “{short(alias)}” must begin with / at the site's root", hint
            )
        elif ".." in path.split("/") or "\\" in path or any(character < " " for character in path):
            message = f"the alias “{short(alias)}” is not an address of a site"
            report.error("wrong-alias", node, message, "write it like /2019/old-name/")
        else:
            place, mark, query = path.partition("?")
            path = f"{_SLASHES.sub('/', place)}{mark}{query}"  # several in a row name no folder
            found.setdefault(path, report.place(node))
            if why := _leads_nowhere(path):
                report.warning("alias-without-effect", node, f"the alias “{short(alias)}” has no effect", why)
    return found


def _leads_nowhere(alias: str) -> str:
    """Why no redirect comes of an alias, and what to write; "" if one does."""
    path, mark, query = alias.partition("?")
    if "#" in alias:
        return f"no server is told what follows a #: write {alias.partition('#')[0]}"
    if mark and not query_pairs(query):
        return f"after a ? only pairs such as p=12 can be told apart: add them, or write {path}"
    if "/." in path:
        return "a site has no names that begin with a dot: remove it"
    if not mark and (end := for_programs(path)):
        return f"no {end} file can redirect: remove it, or put a / at its end if it was a page"
    return "" if mark or path.strip("/") else "the first page is the site's own: remove it"


def _is_own(alias: str, base_url: str) -> bool:
    return bool(base_url) and alias.startswith(base_url)


def _hidden_elsewhere(root: MappingNode) -> bool:
    """Whether another tool's key says that the article is not public: it is then a draft here, too."""
    return any(_hides(str(key.value).lower(), value) for key, value in root.value)


def _hides(key: str, value: Node) -> bool:
    return key in HELD_BACK and str(value.value).strip().lower() in HELD_BACK[key]


def _without_head(document: Document, report: Report) -> None:
    if document.unclosed:
        line = document.head_line - 1
        hint = "put a line with --- below its last key"
        message = "the front matter is never closed"
        report.add(error("unclosed-front-matter", report.path, message, hint=hint, line=line))
        return
    start = document.body.lstrip()
    if not start:
        report.error("empty-file", None, "the file is empty", "write the article, or delete the file")
    elif start.startswith("+++"):
        hint = "write it as YAML between lines of ---: title: The river"
        report.error("no-front-matter", None, "front matter in TOML (+++) is not read", hint)
    else:
        hint = "begin the file with --- and lines for title: and date:, then --- again"
        report.error("no-front-matter", None, "the file has no front matter", hint)
