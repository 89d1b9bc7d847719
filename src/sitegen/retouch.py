"""Did only texts change? Then a build makes the pages of those articles and their feeds, and nothing else.

Not a second way to build: these pages are made of the very values that the whole pipeline would make them
of, and no other page can differ. For that all must be as the last build left it, but for a few sources, and
in these all that other pages show of an article (`outline.same_but_text`). Any doubt means that the pipeline
runs as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sitegen import integrity, moments
from sitegen.archive import Archive, answers_in, bytecode_folder, environment_of, open_archive, reparser
from sitegen.cache import Cache
from sitegen.closing import amend_checksums
from sitegen.digest import of_bytes
from sitegen.feeds.plan import pages_of
from sitegen.files import Found
from sitegen.keying import key_with, tools_of
from sitegen.link import with_text
from sitegen.model import Entry, Page
from sitegen.noop import Begun, Last, outline_of_last, outputs_of
from sitegen.outline import Outline, Placed, same_but_text, same_places
from sitegen.output import MARKER, Output
from sitegen.packing import pack, unpack
from sitegen.pages.articles import forms_of
from sitegen.parse import MAX_BYTES, Source
from sitegen.problems import Problem, has_errors
from sitegen.render import Tools
from sitegen.renew import Renewal, Renewed
from sitegen.stale import Plan, Present, Written
from sitegen.views import ArticlePage
from sitegen.workers import PackedArticle, Workers, parse_batch


class _MoreThanTextsError(Exception):
    """More than texts changed, or whether it did cannot be told."""


@dataclass(frozen=True, slots=True)
class _Base:
    """A build that has begun, what the last one left, and the sources that changed since."""

    begun: Begun
    last: Last
    outline: Outline
    changed: Sequence[Found]

    @property
    def cache(self) -> Cache:
        """What builds keep for each other."""
        return self.begun.cache

    @property
    def output(self) -> Output:
        """The folder that is written."""
        return self.begun.output

    def places(self, paths: Iterable[str]) -> dict[str, Placed]:
        """Articles in their places, by path, as the last build set them there."""
        digests = {path: self.outline.places.get(path, "") for path in paths}
        packed = self.cache.contents.get(digests.values())
        try:
            return {path: unpack(packed[digest], digest) for path, digest in digests.items()}
        except (KeyError, ValueError):
            raise _MoreThanTextsError from None


@dataclass(frozen=True, slots=True)
class _Texts:
    """The `sources` that changed (digests of their bytes by path), what was `parsed` of them, and what is
    wrong with the site now. `entries` are the articles that changed indeed, in their places; `before` what
    all of them were.
    """

    archive: Archive
    sources: Mapping[str, str]
    parsed: Sequence[PackedArticle]
    before: Mapping[str, Placed]
    entries: Mapping[str, Entry]
    problems: tuple[Problem, ...]


def retouched(
    begun: Begun, last: Last, changed: Sequence[Found], outputs: Callable[[], tuple[str, ...]]
) -> tuple[Last, Outline] | None:
    """Bring the site up to date if only the texts of these sources changed since the `last` build, and say
    what it is now; None if that takes the pipeline. `outputs` tells what stands in the output
    (`noop.outputs_in`).
    """
    try:
        base = _base(begun, last, changed)
        texts = _texts(base)
        begun.progress("parse", len(texts.parsed), len(texts.parsed))
        begun.clock.lap("parse")
        pages = _pages(base, texts)
        renewal = _renewal(base, texts, pages)
        begun.clock.lap("plan")
        if outputs() != last.outputs:  # another hand was in it
            return None
        done = renewal.run(Plan(pages, (), 0), Workers(1), begun.progress)
        begun.clock.lap("render")
        made = _closed(base, texts, pages, renewal, done)
        begun.clock.lap("write")
    except (_MoreThanTextsError, OSError):
        return None  # what was written meanwhile is not known to the manifest: the pipeline looks at it
    return made


# --- what changed --------------------------------------------------------------------------------


def _base(begun: Begun, last: Last, changed: Sequence[Found]) -> _Base:
    """What the last build left; it has to be of published articles that the changed sources are."""
    outline = outline_of_last(begun, last)
    if not isinstance(outline, Outline):
        raise _MoreThanTextsError
    if has_errors(last.report.problems) or any(file.path not in outline.places for file in changed):
        raise _MoreThanTextsError
    return _Base(begun, last, outline, changed)


def _texts(base: _Base) -> _Texts:
    """What the changed sources say now."""
    begun = base.begun
    answers = answers_in(begun.cache)
    archive = open_archive(begun.root, base_url=begun.options.base_url, answers=answers)
    settings = archive.settings
    if settings.search or settings.dates == "git":
        raise _MoreThanTextsError
    before = base.places(file.path for file in base.changed)
    sources = [_source(archive, file) for file in base.changed]
    digests = {source.path: source.digest for source in sources}
    parsed = parse_batch(sources, settings, environment_of(settings))
    entries = {}
    for row in parsed:
        entry = before[row.path].entry
        if row.article is None or has_errors(row.problems) or not same_but_text(row.article, entry.article):
            raise _MoreThanTextsError
        if row.article.digest != entry.article.digest:
            entries[row.path] = with_text(entry, row.article)
    problems = tuple(sorted(_problems(base, parsed, before)))
    return _Texts(archive, digests, parsed, before, entries, problems)


def _source(archive: Archive, file: Found) -> Source:
    with (archive.content / file.path).open("rb") as opened:
        data = opened.read(MAX_BYTES + 1)
    return Source(file.path, data, of_bytes(data))


def _problems(
    base: _Base, parsed: Iterable[PackedArticle], before: Mapping[str, Placed]
) -> frozenset[Problem]:
    """What is wrong with the site now: what was, but for what the changed sources say of themselves."""
    told = frozenset(base.last.report.problems)
    for row in parsed:
        others = told - _own(base, row.path, before[row.path].entry.article.digest) if told else told
        if any(_tells_of(problem, row.path) for problem in others) and not (
            row.article and same_places(row.article, before[row.path].entry.article)
        ):
            raise _MoreThanTextsError  # a line that is told may be another now
        told = others.union(row.problems)
    return told


def _own(base: _Base, path: str, digest: str) -> frozenset[Problem]:
    """What a source said of itself in the state with this digest."""
    for rows in base.cache.rows_near("articles", [path]).values():
        known = rows.get(path)
        if known and known[0] == digest:
            return frozenset(known[2])
    raise _MoreThanTextsError


def _tells_of(problem: Problem, path: str) -> bool:
    return any(path in text for text in (problem.path, problem.message, problem.hint))


# --- what comes of it ----------------------------------------------------------------------------


def _pages(base: _Base, texts: _Texts) -> tuple[Page, ...]:
    """The pages that show the changed texts, as the pipeline would make them."""
    entries, outline = texts.entries, base.outline
    feeds = [plan for plan in outline.feeds if any(path in entries for _, path in plan.items)]
    near = {path for plan in feeds for _, path in plan.items}
    near |= {path for own in entries for path in texts.before[own].neighbours}
    others = base.places(near - entries.keys())
    known = {path: place.entry for path, place in others.items()} | dict(entries)
    cards = {path: entry.card for path, entry in known.items()}
    pages: list[Page] = []
    for path, entry in entries.items():
        around = texts.before[path].around(cards)
        pages += forms_of(entry, around, outline.frames[entry.article.lang])
    for plan in feeds:
        pages += pages_of(plan.with_entries(known))
    return tuple(pages)


def _renewal(base: _Base, texts: _Texts, pages: Sequence[Page]) -> Renewal:
    """All that rendering and writing these pages need."""
    cache, output, archive = base.cache, base.output, texts.archive
    cache.contents.put((row.digest, row.content) for row in texts.parsed)
    tools = tools_of(pages, archive.theme, base.outline.views)
    keys = {page.path: key_with(tools, page) for page in pages}
    paths = (*keys, integrity.NAME)
    rows = _rows(base, paths)
    shown = [item.entry.article for page in pages for item in getattr(page.context, "items", ())]
    return Renewal(
        cache=cache,
        output=output,
        content=archive.content,
        tools=Tools(archive.theme, base.outline.views, bytecode_folder(archive)),
        present=Present({path: rows[path] for path in paths}),
        keys=keys,
        reparse=reparser(archive, (*shown, *(entry.article for entry in texts.entries.values()))),
        moments=dict(moments.of_pages(pages, {}, moments.limit())),
        timed=False,
        latest=base.outline.latest,
        changed=frozenset(texts.entries),
    )


def _rows(base: _Base, paths: Iterable[str]) -> dict[str, Written]:
    """What the manifest knows of these files."""
    if base.output.parts(base.cache) != len(base.last.outputs):
        raise _MoreThanTextsError
    near = base.output.rows_near(base.cache, paths)
    rows = {path: row for part in near.values() for path, row in part.items()}
    if not rows.keys() >= set(paths):
        raise _MoreThanTextsError
    return rows


def _closed(
    base: _Base, texts: _Texts, pages: Iterable[Page], renewal: Renewal, done: Renewed
) -> tuple[Last, Outline]:
    """Write the checksums, and keep all that the next build asks for, in the order of `closing.close`."""
    cache, output = base.cache, base.output
    if done.failed or done.problems or not (output.root / MARKER).exists():
        raise _MoreThanTextsError
    try:
        amend_checksums(output, done, renewal)
    except ValueError:
        raise _MoreThanTextsError from None
    articles = {path: entry.article.digest for path, entry in texts.entries.items()}
    output.amend(cache, done.files, articles)
    _keep_sources(base, texts)
    places = {
        page.context.entry.article.path: page.context
        for page in pages
        if isinstance(page.context, ArticlePage)
    }
    cache.contents.put((page.digest, pack(Placed.of(page), page.digest)) for page in places.values())
    old = {base.outline.places[path] for path in places}
    old |= {texts.before[path].entry.article.digest for path in places}
    cache.contents.drop(old)
    digests = {path: page.digest for path, page in places.items()}
    outline = replace(base.outline, places={**base.outline.places, **digests})
    counts = base.last.report.counts
    total, written = counts.written + counts.unchanged, len(done.written)
    report = replace(
        base.last.report,
        counts=replace(counts, written=written, unchanged=total - written, removed=0),
        problems=texts.problems,
        changed=tuple(done.written),
    )
    return replace(base.last, outputs=_outputs(base, done), report=report), outline


def _keep_sources(base: _Base, texts: _Texts) -> None:
    """Keep what was read of the changed sources; those that are too young are read again."""
    stamps = {file.path: file.stamp for file in base.changed}
    digests = {path: stamp for path, stamp in stamps.items() if max(stamp[1:]) < base.begun.settled}
    base.cache.amend_rows("digests", {path: (stamp, texts.sources[path]) for path, stamp in digests.items()})
    rows = {row.path: (row.digest, row.article, row.problems) for row in texts.parsed}
    base.cache.amend_rows("articles", rows)


def _outputs(base: _Base, done: Renewed) -> tuple[str, ...]:
    """The digests of the output, with those parts anew that hold a file which changed."""
    near = base.output.rows_near(base.cache, done.files)
    rows = {path: row for part in near.values() for path, row in part.items()}
    if any(rows.get(path) != row for path, row in done.files.items()):
        raise _MoreThanTextsError  # it could not be kept
    outputs = list(base.last.outputs)
    for part, files in near.items():
        (outputs[part],) = outputs_of(((path, row.stamp) for path, row in files.items()), 1)
    return tuple(outputs)
