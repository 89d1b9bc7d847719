"""Scraped articles: plain text and saved web pages, one file or a folder of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path

from sitegen import embeds
from sitegen.importing import when
from sitegen.importing.addresses import AddressBook
from sitegen.importing.attempts import attempted
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.documents import flatposts, flattened, listed
from sitegen.importing.documents.flattened import Flattened
from sitegen.importing.encodings import decode
from sitegen.importing.frontmatter.keys import prose, title_of
from sitegen.importing.html.plaintext import blocks, follows
from sitegen.importing.sources import Source, files_of, skipped_file, unsupported
from sitegen.importing.text import webpage
from sitegen.importing.values import Imported, Options, Post, Reading, SiteFacts, Skipped
from sitegen.importing.yamlout import Plain
from sitegen.problems import Problem, warning

SUFFIXES = (".txt", ".text", ".html", ".htm", ".xhtml")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FURNITURE = re.compile(
    r"(?:[-–—|·]\s*(?:YouTube|Twitter|X|Facebook|Instagram|Vimeo|Wikipedia|Home|Blog)\s*\Z"
    r"|\A(?:share this|read more|related (?:posts|articles)|tags?:|filed under|posted in"
    r"|leave a (?:reply|comment)|follow us|subscribe|copyright|©|and\b.*[-–—|]))",
    re.IGNORECASE,
)
_WRAPPED = 100
"""The width up to which lines are taken for a paragraph that was wrapped, and not for paragraphs."""


def read(source: Path, options: Options, book: AddressBook) -> Reading:
    """Read a text file, or all of a folder."""
    files = files_of(source, SUFFIXES)
    others = unsupported(source) if source.is_dir() else []
    many = len(files) > 1
    articles = (attempted(partial(_article, file, options, book, many=many), file.path) for file in files)
    return Reading(SiteFacts(), chain(others, articles), len(others) + len(files))


def _article(file: Source, options: Options, book: AddressBook, *, many: bool) -> Imported | Skipped:
    data = file.bytes()
    if isinstance(data, Skipped):
        return data
    decoded = decode(data, file.path)
    if not decoded.text.strip():
        return skipped_file(file.path, "empty", "the file is empty")
    problems = list(decoded.problems)
    if _HTML.match(decoded.text) or file.path.lower().endswith((".html", ".htm", ".xhtml")):
        facts = webpage.Given(
            title=options.title if not many else "",
            date=when.whole(options.date),
            name=title_of(Path(file.path).stem),
            guess=lambda: _date("", [], file, problems),
        )
        return webpage.article(file, decoded.text, book, facts, problems)
    sheet = Manuscript(decoded.text, file.path)
    text, sources = _without_sources(decoded.text, sheet)
    lines = text.split("\n")
    title, lines = _title(lines, options.title if not many else "", file, problems)
    date = _date(options.date, lines, file, problems)
    plain = [flatposts.unquoted(line) for line in lines]
    posts = flattened.find(plain)
    flatposts.tell_missed(flattened.missed(plain, posts), sheet)
    body = "\n\n".join(_paragraphs(lines, posts, sheet, problems))
    home = book.settle(file.path, slug="", title=title, date=date, folder=date[:4])
    front = {
        "title": prose(title),
        "date": Plain(date),
        "tags": list(_tags(posts)),
        "tweets": sheet.tweets,
    }
    listed.add(sources, front)
    if posts and front["tags"]:
        message = f"the hashtags of its posts became tags: {', '.join(map(str, _tags(posts)))}"
        problems.append(warning("guessed-tags", file.path, message, hint="keep those that fit the article"))
    return Imported(
        file.path, home.path, {key: value for key, value in front.items() if value}, body,
        address=home.url, posts=tuple(sheet.posts), problems=(*problems, *sheet.problems), words=decoded.text,
    )  # fmt: skip


def _without_sources(text: str, sheet: Manuscript) -> tuple[str, list[dict[str, str]]]:
    """The text with blank lines where sources are listed, and the sources."""
    found: list[dict[str, str]] = []
    for part in listed.lists(text, sheet):
        found += part.sources
        blank = re.sub(r"[^\n]", " ", text[part.start : part.end])
        text = text[: part.start] + blank + text[part.end :]
    return text, found


def _title(lines: list[str], given: str, file: Source, problems: list[Problem]) -> tuple[str, list[str]]:
    """The title, and the lines without it: as given, else a short first line, else the file's name."""
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    head = lines[first].strip()
    if given:
        same = head.casefold() == given.strip().casefold()
        return given.strip(), lines[first + 1 :] if same else lines
    if (
        len(head) <= 120
        and not head.endswith((".", ",", ";", ":"))
        and not head.startswith(("http", "#", "—"))
    ):
        return head, [*([""] * (first + 1)), *lines[first + 1 :]]
    title = title_of(Path(file.path).stem)
    message = f"the title was made of the file's name: “{title}”"
    problems.append(warning("guessed-title", file.path, message, hint="give it with --title"))
    return title, lines


def _date(given: str, lines: list[str], file: Source, problems: list[Problem]) -> str:
    """The date as given, or of the file's name, or alone on a line near the top, or of the file."""
    found = when.whole(given) or when.of_name(Path(file.path).stem)
    if found:
        return found
    for line in lines[:8]:
        alone = re.sub(
            r"^(?:published|posted|updated|date)\b\s*(?:on)?\s*:?\s*", "", line.strip(), flags=re.IGNORECASE
        )
        if found := when.whole(alone):
            return found
    found = datetime.fromtimestamp(file.modified, UTC).date().isoformat()
    message = f"nothing tells the article's date; the file's own was taken: {found}"
    problems.append(warning("guessed-date", file.path, message, hint="give it with --date"))
    return found


def _tags(posts: list[Flattened]) -> list[str]:
    found: dict[str, str] = {}
    for post in posts:
        for tag in post.hashtags:
            found.setdefault(tag.casefold(), tag)
    return list(found.values())


def _paragraphs(
    lines: list[str], posts: list[Flattened], sheet: Manuscript, problems: list[Problem]
) -> Iterator[str]:
    """The paragraphs of the article, with a placeholder where each post stood."""
    starts = {post.first: post for post in posts}
    taken = {line for post in posts for line in range(post.first, post.last + 1)}
    wrapped = _is_wrapped([line for i, line in enumerate(lines) if i not in taken])
    paragraph: list[str] = []
    last = max((i for i, line in enumerate(lines) if line.strip()), default=0)
    for number, line in enumerate(lines):
        goes_on = wrapped or (paragraph and follows(line.strip(), paragraph[-1]))
        if number in taken or not line.strip() or not goes_on:
            yield from blocks(paragraph)
            paragraph = []
        if number in starts:
            yield flatposts.place_of(starts[number], sheet)
        if number in taken or not line.strip():
            continue
        if address := embeds.recognise(line.strip()):
            yield from blocks(paragraph)
            paragraph = []
            sheet.posts.append(Post("bare", address.key, address.url))
            yield line.strip()
            continue
        if number == last and _FURNITURE.search(line.strip()) and len(line) < 200:
            message = (
                f"the last line looks like part of the old site, not of the article: “{line.strip()[:80]}”"
            )
            hint = "delete it if so"
            problems.append(warning("site-furniture", sheet.path, message, hint=hint, line=number + 1))
        paragraph.append(line.strip())
    yield from blocks(paragraph)


def _is_wrapped(lines: list[str]) -> bool:
    """Whether paragraphs are separated by blank lines, and their own lines are short."""
    filled = [line for line in lines if line.strip()]
    blank = any(not line.strip() for line in lines[1:-1])
    return bool(filled) and blank and max(map(len, filled)) <= _WRAPPED
