"""Files of Markdown with front matter, of whatever tool: loaded, and made into articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from sitegen.importing.addresses import Home
from sitegen.importing.body.linking import Linker
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.documents import flatposts, listed
from sitegen.importing.encodings import decode
from sitegen.importing.frontmatter import heads
from sitegen.importing.frontmatter.fields import Fields
from sitegen.importing.frontmatter.heads import Head
from sitegen.importing.frontmatter.keys import Context, filled, front_matter, heading_of
from sitegen.importing.sources import Source, skipped_file
from sitegen.importing.values import Imported, Skipped
from sitegen.importing.yamlout import Plain
from sitegen.problems import Problem, warning


@dataclass(slots=True)
class Document:
    """A file that was read: `fields` are its front matter, `front` what was made of them.

    `key` names it in the address book. `address` is the one it had on the old site, as far as that is
    known, and `top` the folder of the source from which links in it begin. `pair` is what its translations
    have in common, where that is no name.
    """

    source: Source
    head: Head
    fields: Fields
    front: dict[str, Any] = field(default_factory=dict)
    page: bool = False
    former: list[str] = field(default_factory=list)
    address: str = ""
    top: str = ""
    pair: str = ""
    guessed: bool = False
    """Whether its date is only that of its file, which each copy has another."""

    @property
    def key(self) -> str:
        """Its name in the address book."""
        return self.source.path

    @property
    def moment(self) -> str:
        """Its date, of which addresses were made; "" for a guess."""
        return "" if self.guessed else str(self.front.get("date", ""))

    @property
    def stem(self) -> str:
        """The file's name without its folder and last suffix."""
        return PurePosixPath(self.source.path).stem

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with it, so far."""
        return self.fields.problems


def load(source: Source) -> Document | Skipped:
    """Read a file's text and front matter."""
    data = source.bytes()
    if isinstance(data, Skipped):
        return data
    decoded = decode(data, source.path)
    if not decoded.text.strip():
        return skipped_file(source.path, "empty", "the file is empty")
    head = heads.read(decoded.text, source.path)
    fault = next((problem for problem in head.problems if problem.severity == "error"), None)
    if fault:
        return Skipped(source.path, fault.code, fault.message, fault)
    fields = Fields(head, source.path)
    fields.problems[:0] = [*decoded.problems, *head.problems]
    return Document(source, head, fields)


def make_front(document: Document, context: Context, *, stem: str) -> dict[str, Any]:
    """Make the front matter of the fields; a heading that is the title leaves the body.

    The lines of the body stay those of the file.
    """
    body = document.head.body
    document.front = front_matter(document.fields, context, stem=stem, body=body)
    heading, end = heading_of(body)
    if end and heading.casefold() == document.front["title"].casefold():
        document.head.body = "\n" * body.count("\n", 0, end) + body[end:]
    return document.front


def languages(found: Iterable[Document]) -> tuple[str, ...]:
    """The languages of documents, beside the archive's own, in order."""
    return tuple(sorted({lang for document in found if (lang := document.front["lang"])}))


def wordless(document: Document) -> Skipped | None:
    """Why a standing page that has nothing to show is left out; None for any other document."""
    shown = (document.head.body.strip(), document.front["tweets"], document.front["sources"])
    if not document.page or any(shown):
        return None
    detail = "it has no words: what the page showed came from its layout"
    return Skipped(document.source.path, "no-words", detail)


def ensure_date(document: Document, given: str) -> None:
    """Give a date to an article without one: the one asked for, else the file's own; told either way."""
    if document.front.get("date"):
        return
    date = given or datetime.fromtimestamp(document.source.modified, UTC).date().isoformat()
    document.front["date"] = Plain(date)
    document.guessed = not given
    if not given and not document.page:
        message = f"nothing tells the article's date; the file's own was taken: {date}"
        hint = "write its date: in the imported file"
        document.problems.append(warning("guessed-date", document.source.path, message, hint=hint))


def finished(
    document: Document, home: Home, aliases: list[str], sheet: Manuscript, linker: Linker
) -> Imported:
    """The article: its front matter completed with what its body told."""
    body = flatposts.convert(sheet.result(), sheet, _names(document.front.get("tweets")))
    body = listed.without_sources(body, document.front, sheet)
    front = dict(document.front)
    front["slug"] = home.slug if home.explicit else ""
    front["aliases"] = aliases
    if front.get("image"):
        line = document.head.line(next((k for k in document.head.values if k.casefold() == "image"), ""))
        front["image"] = _image(front["image"], sheet, linker, line)
    if not front.get("image"):
        front["image_alt"] = ""
    front["tweets"] = _tweets(front.get("tweets"), sheet)
    if home.moved:
        sheet.warn("address-taken", 0, home.moved, "lead links from elsewhere there")
    return Imported(
        source=document.source.path,
        path=home.path,
        address=home.url,
        front=filled(front),
        body=body,
        posts=tuple(sheet.posts),
        snapshots=tuple(sheet.snapshots),
        copies=tuple(dict.fromkeys(sheet.copies)),
        problems=tuple(dict.fromkeys((*document.problems, *sheet.problems))),
        dropped=document.fields.rest,
        words="\n".join(
            (document.head.body, *sheet.beside, f"<!-- {' '.join(page_values(document.head).values())} -->")
        ),
    )


def _image(target: str, sheet: Manuscript, linker: Linker, line: int) -> str:
    """The article's picture as a file of the archive; "" for one of another host, which is told."""
    if linker.shelf.path_of(target) == "":
        message = f"the article's picture {target} is on another host, and was left out"
        hint = "save it beside the article and name it as image:"
        sheet.problems.append(warning("remote-image", sheet.path, message, hint=hint, line=line))
        return ""
    rooted = target if target.startswith(("/", ".", "http")) or linker.folder is not None else f"/{target}"
    probe = Manuscript("", sheet.path, line)
    found = linker.address(probe, rooted, 0, picture=True)
    sheet.copies += probe.copies
    sheet.problems += probe.problems
    return found


def _tweets(given: Any, sheet: Manuscript) -> list[Any]:
    return [*_entries(given), *sheet.tweets]


def _names(given: Any) -> list[str]:
    """The ids that entries have."""
    return [str(entry["id"]) for entry in _entries(given) if isinstance(entry, dict) and "id" in entry]


def _entries(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list) else [given] if given else []


def page_values(head: Head) -> Mapping[str, str]:
    """The front matter's texts, for templates that repeat them."""
    return {key: " ".join(value.split()) for key, value in head.values.items() if isinstance(value, str)}
