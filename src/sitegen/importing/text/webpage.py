"""A saved web page: its article by trafilatura, its posts by their embed codes. Needs the extra `html`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

from sitegen.decoding.formats import url_fault
from sitegen.i18n.language import direction
from sitegen.importing import when
from sitegen.importing.addresses import AddressBook
from sitegen.importing.body import lazy, pasted
from sitegen.importing.body.linking import Linker, convert_links
from sitegen.importing.body.manuscript import TOKEN, Manuscript
from sitegen.importing.body.pictures import Shelf
from sitegen.importing.documents import flatposts, listed
from sitegen.importing.frontmatter.keys import filled, plain, prose
from sitegen.importing.html import tomarkdown, widgets
from sitegen.importing.sources import Source, skipped_file
from sitegen.importing.text import bylines, captions, linklists, originals
from sitegen.importing.text.linklists import Lists
from sitegen.importing.text.originals import Originals
from sitegen.importing.values import Imported, Skipped
from sitegen.importing.yamlout import Plain
from sitegen.problems import Problem

_WORD = re.compile(r"sitegen-embed-([0-9]+)-token")
_EMBED = re.compile(r"\S*embed\S*")
_BODY = re.compile(r"<body\b[^>]*>(.*)</body>", re.IGNORECASE | re.DOTALL)
_LANG = re.compile(r"<html\b[^>]*\blang\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_DOUBLED = re.compile(r"\A\s*#{1,2} (?P<title>[^\n]+)\n+")


class MissingExtraError(Exception):
    """trafilatura is not installed."""


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a page says of itself, and its article as Markdown. `words` is the article as HTML."""

    title: str
    date: str
    authors: tuple[str, ...]
    url: str
    lang: str
    tags: tuple[str, ...]
    body: str
    words: str


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a page from elsewhere: as asked for, the file's name, and a last guess at its date."""

    title: str
    date: str
    name: str
    guess: Callable[[], str]


def article(
    file: Source, html: str, book: AddressBook, given: Given, problems: list[Problem]
) -> Imported | Skipped:
    """The article in a saved page; `problems` are those found so far, and grow."""
    sheet = Manuscript(html, file.path, tokens=[], direction=direction(book.settings.language))
    try:
        page = read(html, sheet)
    except MissingExtraError:
        detail = "web pages need an extra: pip install 'sitegen[html]'"
        return skipped_file(file.path, "missing-extra", detail)
    if page is None:
        return skipped_file(file.path, "no-article", "no article can be made out in this page")
    title = given.title or page.title or given.name
    date = given.date or page.date or given.guess()
    home = book.settle(file.path, slug="", title=title, date=date, folder=date[:4])
    linked = Manuscript(page.body, file.path)
    inside = {f"/{copy.target}": copy for copy in sheet.copies}
    shelf = Shelf((file.file.parent,), find=inside.get)
    convert_links(linked, Linker(book, shelf, home, file.file.parent))
    main = book.settings.language.partition("-")[0]
    front = {
        "title": prose(title),
        "date": Plain(date),
        "slug": home.slug if home.explicit else "",
        "lang": page.lang if page.lang.partition("-")[0] != main else "",
        "authors": list(page.authors),
        "tags": list(page.tags),
        "sources": [{"url": page.url, "title": prose(title)}] if page.url else [],
        "tweets": sheet.tweets,
    }
    body = listed.without_sources(linked.result(), front, linked)
    problems += [*sheet.problems, *(replace(problem, line=1, column=1) for problem in linked.problems)]
    return Imported(
        file.path,
        home.path,
        filled(front),
        body,
        address=home.url,
        posts=tuple(sheet.posts),
        snapshots=tuple(sheet.snapshots),
        copies=tuple(dict.fromkeys(linked.copies)),
        problems=tuple(problems),
        words=page.words,
    )


def read(html: str, sheet: Manuscript) -> WebPage | None:
    """The article of a page whose HTML `sheet` holds; None if there is none to be found.

    Raises `MissingExtraError`.
    """
    try:
        import trafilatura  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as fault:
        raise MissingExtraError from fault
    pasted.convert_codes(sheet)
    pasted.note_bare(sheet)
    lazy.convert(sheet)
    lazy.unpack(sheet, Shelf().folder)
    widgets.convert(sheet)
    marked = TOKEN.sub(r"sitegen-embed-\1-token", sheet.result())
    wanted: Any = dict.fromkeys(
        ("include_links", "include_formatting", "include_images", "include_tables", "favor_recall"), True
    )
    tree, facts = trafilatura.load_html(marked), cast("Any", trafilatura.extract_metadata(html))
    url = str(getattr(facts, "url", "") or "")
    if tree is None:
        return None
    _uncover(tree)
    captions.settle(tree)
    lists = linklists.find(tree, url)
    blocks = originals.mark(tree, lists)
    found = trafilatura.extract(tree, output_format="html", include_comments=False, **wanted)
    if not found or not (inside := _BODY.search(found)):
        return None
    body = _WORD.sub("\ue000\\1\ue001", blocks.restore(inside[1]))
    _tell_lost(body, lists, blocks, sheet)
    title = plain(str(getattr(facts, "title", "") or ""))
    lang = _LANG.search(html)
    sheet.direction = direction(lang[1]) if lang else sheet.direction
    return WebPage(
        title=title,
        date=when.whole(str(getattr(facts, "date", "") or "")),
        authors=tuple(bylines.authors(html, str(getattr(facts, "author", "") or ""))),
        url="" if url_fault(url) else url,
        lang=lang[1] if lang else "",
        tags=tuple(getattr(facts, "tags", None) or ()),
        body=flatposts.convert(
            _without_title(sheet.unshielded(tomarkdown.markdown(body, sheet)), title), sheet
        ),
        words=TOKEN.sub("", body),
    )


def _uncover(tree: Any) -> None:
    """Take the names that have `embed` in them from what stands around posts, in an lxml tree.

    trafilatura leaves out what is called so; WordPress calls the block of each post so.
    """
    for el in tree.xpath("//*[contains(@class, 'embed') or contains(@id, 'embed')]"):
        if _WORD.search(str(el.text_content())):
            for name in ("class", "id"):
                el.set(name, _EMBED.sub("", el.get(name, "")))


def _tell_lost(body: str, lists: Lists, blocks: Originals, sheet: Manuscript) -> None:
    kept = {int(number) for number in TOKEN.findall(body)}
    for number, text in enumerate(sheet.tokens or ()):
        if number not in kept:
            message = f"the post {text} stands outside the article, and was left out"
            sheet.warn("post-outside", 0, message, "put its address alone on a line if it belongs there")
    hint = "put them back by hand if they belong to the article"
    for words in lists.lost(body):
        message = f"links were left out, as if they were the site's own: “{words[:80]}”"
        sheet.warn("links-outside", _place(sheet, words), message, hint)
    for words in blocks.lost(body):
        message = f"words in the article were left out, as if they were the site's own: “{words[:80]}”"
        sheet.warn("words-outside", _place(sheet, words), message, hint)


def _place(sheet: Manuscript, words: str) -> int:
    """Where words of a page begin in its HTML; 0 if tags stand between the first of them."""
    found = re.search(r"\s+".join(map(re.escape, words.split()[:3])), sheet.text)
    return found.start() if found else 0


def _without_title(body: str, title: str) -> str:
    """The body without a first heading that repeats the title."""
    match = _DOUBLED.match(body)
    same = match and plain(match["title"].replace("\\", "")).casefold() == title.casefold()
    return body[match.end() :] if match and same else body
