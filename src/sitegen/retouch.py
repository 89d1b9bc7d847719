"""Did only texts change? Then a build makes the pages of those articles and their feeds, and nothing else.

Not a second way to build: these pages are made of the very values that the whole pipeline would make them
of, and no other page can differ. For that all must be as the last build left it, but for a few sources, and
in these all that other pages show of an article (`outline.same_but_text`). Any doubt means that the pipeline
runs as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sitegen import integrity, moments
from sitegen.archive import Archive, answers_in, bytecode_folder, environment_of, open_archive, reparser
from sitegen.closing import amend_checksums
from sitegen.digest import of_bytes
from sitegen.feeds.plan import pages_of
from sitegen.files import Found
from sitegen.keying import key_with, tools_of
from sitegen.link import with_text
from sitegen.model import Article, Entry, Page
from sitegen.noop import Begun, Last, outline_of_last, outputs_of
from sitegen.outline import Outline, Placed, same_but_text, same_places
from sitegen.output import MARKER
from sitegen.packing import pack, unpack
from sitegen.pages.articles import forms_of
from sitegen.parse import MAX_BYTES, Source
from sitegen.problems import Problem, has_errors
from sitegen.render import Tools
from sitegen.renew import Renewal, Renewed
from sitegen.report import Report
from sitegen.stale import Plan, Present, Written
from sitegen.views import ArticlePage
from sitegen.workers import PackedArticle, Workers, parse_batch


class _MoreThanTextsError(Exception):
    """More than texts changed, or whether it did cannot be told."""


@dataclass(frozen=True, slots=True)
class _Texts:
    """The sources that changed (digests of their bytes by path), and what was parsed of them now and the last
    time, without errors: (digest, article, problems, None) by path.
    """

    archive: Archive
    sources: Mapping[str, str]
    parsed: Sequence[PackedArticle]
    known: Mapping[str, tuple[str, Article, tuple[Problem, ...], None]]


@dataclass(frozen=True, slots=True)
class _Places:
    """The articles that changed, in their places: as the last build set them there, and as they are now."""

    outline: Outline
    before: Mapping[str, Placed]
    entries: Mapping[str, Entry]


def retouched(
    begun: Begun, last: Last, changed: Sequence[Found], outputs: Callable[[], tuple[str, ...]]
) -> tuple[Last, Outline] | None:
    """Bring the site up to date if only the texts of these sources changed since the `last` build, and say
    what it is now; None if that takes the pipeline. `outputs` tells what stands in the output
    (`noop.outputs_in`).
    """
    clock = begun.clock
    try:
        texts = _texts(begun, changed)
        problems = _problems(last, texts)
        begun.progress("parse", len(changed), len(changed))
        clock.lap("parse")
        places = _places(begun, last, texts)
        pages = _pages(begun, places)
        renewal = _renewal(begun, last, texts, places, pages)
        clock.lap("plan")
        if outputs() != last.outputs:  # another hand was in it
            return None
        if memory := begun.options.memory:
            standing, memory.standing = memory.standing, None
        done = renewal.run(Plan(pages, ()), Workers(1), begun.progress, begun.options.urgent)
        clock.lap("render")
        _keep(begun, texts, places, renewal, done)
        outline = _outline(begun, texts, places, pages)
        made = replace(last, outputs=_outputs(begun, last, done), report=_report(last, problems, done))
        if memory and standing:
            memory.standing = begun.output.stands(done.files, standing.differ, done.written, standing)
        clock.lap("write")
    except (_MoreThanTextsError, OSError):
        return None  # what was written meanwhile is not known to the manifest: the pipeline looks at it
    return made, outline


# --- what changed --------------------------------------------------------------------------------


def _texts(begun: Begun, changed: Sequence[Found]) -> _Texts:
    """What the changed sources say now, if nothing but their texts changed."""
    archive = open_archive(begun.root, base_url=begun.options.base_url, answers=answers_in(begun.cache))
    settings = archive.settings
    paths = {file.path for file in changed}
    near = begun.cache.rows_near("articles", paths).values()
    known = {path: rows[path] for rows in near for path in paths & rows.keys()}
    sources = [_source(archive, file) for file in changed]
    parsed = parse_batch(sources, settings, environment_of(settings))
    for row in parsed:
        before = known[row.path][1] if row.path in known else None
        if row.article is None or before is None or not same_but_text(row.article, before):
            raise _MoreThanTextsError
    return _Texts(archive, {source.path: source.digest for source in sources}, parsed, known)


def _source(archive: Archive, file: Found) -> Source:
    with (archive.content / file.path).open("rb") as opened:
        data = opened.read(MAX_BYTES + 1)
    return Source(file.path, data, of_bytes(data))


def _problems(last: Last, texts: _Texts) -> tuple[Problem, ...]:
    """What is wrong with the site now: what was, but for what the changed sources say of themselves."""
    told = frozenset(last.report.problems)
    for row in texts.parsed:
        _, article, own, _ = texts.known[row.path]
        others = told.difference(own)
        moved = row.article is None or not same_places(row.article, article)
        if moved and any(_tells_of(problem, row.path) for problem in others):
            raise _MoreThanTextsError  # a line that is told may be another now
        told = others.union(row.problems)
    if has_errors(told):
        raise _MoreThanTextsError
    return tuple(sorted(told))


def _tells_of(problem: Problem, path: str) -> bool:
    return any(path in text for text in (problem.path, problem.message, problem.hint))


def _places(begun: Begun, last: Last, texts: _Texts) -> _Places:
    """Where the articles stand: as they did, since nothing moved."""
    outline = outline_of_last(begun, last)
    if not isinstance(outline, Outline):
        raise _MoreThanTextsError
    shown = [row for row in texts.parsed if row.path not in outline.hidden]
    before = _placed(begun, outline, (row.path for row in shown))
    was = {path: place.entry.article.digest for path, place in before.items()} | dict(outline.hidden)
    if any(texts.known[row.path][0] != was[row.path] for row in texts.parsed):
        raise _MoreThanTextsError
    changed = [row for row in shown if row.digest != was[row.path]]
    entries = {row.path: with_text(before[row.path].entry, row.article) for row in changed if row.article}
    return _Places(outline, before, entries)


def _placed(begun: Begun, outline: Outline, paths: Iterable[str]) -> dict[str, Placed]:
    """Articles by path as the last build set them in their places."""
    digests = {path: outline.places.get(path, "") for path in paths}
    packed = begun.cache.contents.get(digests.values())
    try:
        return {path: unpack(packed[digest], digest) for path, digest in digests.items()}
    except (KeyError, ValueError):  # it is not published, or was lost
        raise _MoreThanTextsError from None


# --- what comes of it ----------------------------------------------------------------------------


def _pages(begun: Begun, places: _Places) -> tuple[Page, ...]:
    """The pages that show the changed texts, as the pipeline would make them."""
    entries, outline = places.entries, places.outline
    feeds = [plan for plan in outline.feeds if any(path in entries for _, path in plan.items)]
    near = {path for plan in feeds for _, path in plan.items}
    near |= {path for own in entries for path in places.before[own].neighbours}
    others = _placed(begun, outline, near - entries.keys())
    known = {path: place.entry for path, place in others.items()} | dict(entries)
    cards = {path: entry.card for path, entry in known.items()}
    pages: list[Page] = []
    for path, entry in entries.items():
        around = places.before[path].around(cards)
        pages += forms_of(entry, around, outline.frames[entry.article.lang])
    for plan in feeds:
        pages += pages_of(plan.with_entries(known))
    return tuple(pages)


def _renewal(begun: Begun, last: Last, texts: _Texts, places: _Places, pages: Sequence[Page]) -> Renewal:
    """All that rendering and writing these pages need."""
    cache, output, archive, views = begun.cache, begun.output, texts.archive, places.outline.views
    cache.contents.put((row.digest, row.content) for row in texts.parsed)
    tools = tools_of(pages, archive.theme, views)
    keys = {page.path: key_with(tools, page) for page in pages}
    shown = [item.entry.article for page in pages for item in getattr(page.context, "items", ())]
    return Renewal(
        cache=cache,
        output=output,
        content=archive.content,
        tools=Tools(archive.theme, views, bytecode_folder(archive)),
        present=Present(_rows(begun, last, (*keys, integrity.NAME))),
        keys=keys,
        reparse=reparser(archive, (*shown, *(entry.article for entry in places.entries.values()))),
        moments=dict(moments.of_pages(pages, {}, moments.limit())),
        timed=False,
        latest=places.outline.latest,
        changed=frozenset(places.entries),
    )


def _rows(begun: Begun, last: Last, paths: Sequence[str]) -> dict[str, Written]:
    """What the manifest knows of these files, if it is the last build's: a full disk keeps an older."""
    if begun.output.parts(begun.cache) != len(last.outputs):
        raise _MoreThanTextsError
    near = begun.output.rows_near(begun.cache, paths)
    if any(last.outputs[part] != digest for part, digest in _digests(near)):
        raise _MoreThanTextsError
    rows = {path: row for part in near.values() for path, row in part.items()}
    if not rows.keys() >= set(paths):
        raise _MoreThanTextsError
    return {path: rows[path] for path in paths}


def _keep(begun: Begun, texts: _Texts, places: _Places, renewal: Renewal, done: Renewed) -> None:
    """Write the checksums, and keep what was made and read, in the order of `closing.close`. What is too
    young is read again.
    """
    if done.failed or done.problems or not (begun.output.root / MARKER).exists():
        raise _MoreThanTextsError
    try:
        amend_checksums(done, renewal)
    except ValueError:
        raise _MoreThanTextsError from None
    articles = {path: entry.article.digest for path, entry in places.entries.items()}
    begun.output.amend(begun.cache, done.files, articles)
    stamps = {file.path: file.stamp for file in begun.inputs.content if file.path in texts.sources}
    settled = {path: stamp for path, stamp in stamps.items() if max(stamp[1:]) < begun.settled}
    begun.cache.amend_rows("digests", {path: (settled[path], texts.sources[path]) for path in settled})
    rows = {row.path: (row.digest, row.article, row.problems, None) for row in texts.parsed}
    begun.cache.amend_rows("articles", rows)


def _outline(begun: Begun, texts: _Texts, places: _Places, pages: Iterable[Page]) -> Outline:
    """The outline of the site now; the articles' places are kept, and what is of former states dropped."""
    shown = [page.context for page in pages if isinstance(page.context, ArticlePage)]
    begun.cache.contents.put((page.digest, pack(Placed.of(page), page.digest)) for page in shown)
    digests = {page.entry.article.path: page.digest for page in shown}
    outline = places.outline
    hidden = {row.path: row.digest for row in texts.parsed if row.path in outline.hidden}
    former = {outline.places[path] for path in digests} | {known[0] for known in texts.known.values()}
    begun.cache.contents.drop(former - {row.digest for row in texts.parsed})
    return replace(outline, places={**outline.places, **digests}, hidden={**outline.hidden, **hidden})


def _outputs(begun: Begun, last: Last, done: Renewed) -> tuple[str, ...]:
    """The digests of the output, with those parts anew that hold a file which changed."""
    near = begun.output.rows_near(begun.cache, done.files)
    rows = {path: row for part in near.values() for path, row in part.items()}
    if any(rows.get(path) != row for path, row in done.files.items()):
        raise _MoreThanTextsError  # it could not be kept
    return tuple((dict(enumerate(last.outputs)) | dict(_digests(near))).values())


def _digests(near: Mapping[int, Mapping[str, Written]]) -> Iterator[tuple[int, str]]:
    """Parts of the manifest, and the digest of the output's files that are in each."""
    for part, files in near.items():
        (digest,) = outputs_of(((path, row.stamp) for path, row in files.items()), 1)
        yield part, digest


def _report(last: Last, problems: tuple[Problem, ...], done: Renewed) -> Report:
    counts, written = last.report.counts, len(done.written)
    unchanged = counts.written + counts.unchanged - written
    counts = replace(counts, written=written, unchanged=unchanged, removed=0)
    return replace(last.report, counts=counts, problems=problems, changed=tuple(done.written))
