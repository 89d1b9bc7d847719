"""The pipeline: load -> parse -> link -> pages -> keys -> stale -> render -> write, prune, manifest.

Read `run` from top to bottom. What is pure lives in other modules; here is the order of things, and
the only owner of an executor.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from sitegen import cards, code, dates, feeds, fonts, moments, pages, signing
from sitegen.again import Answers, Memory
from sitegen.archive import (
    Archive,
    Loaded,
    answers_in,
    bytecode_folder,
    keep_answers,
    load,
    open_archive,
    reparser,
)
from sitegen.audit import audit, told_once
from sitegen.cache import Cache, parts_for
from sitegen.clock import Clock
from sitegen.closing import Work, close, reasons_of
from sitegen.digest import of_value
from sitegen.indexing import index_for_search
from sitegen.keying import key_with, tools_of
from sitegen.meanwhile import usable_cores
from sitegen.model import Article, Page, Site
from sitegen.noop import FOREVER, Last, outputs_of
from sitegen.outline import Outline, Placed, is_of_use, outline_of
from sitegen.output import Output, Seen
from sitegen.packing import pack
from sitegen.planning import Planned, planned
from sitegen.problems import Problem, has_errors
from sitegen.render import Tools
from sitegen.renew import Renewal, Renewed
from sitegen.report import Options, Progress, Report, require_utf8_names
from sitegen.stale import Facts, Plan, Present, Written, plan
from sitegen.views import ArticlePage
from sitegen.workers import Workers


def run(
    root: Path,
    options: Options,
    cache: Cache,
    output: Output,
    seen: Seen,
    *,
    now: datetime,
    progress: Progress,
    clock: Clock,
) -> Built:
    """Build an archive whose cache and output folder are held."""
    limit = moments.limit()
    answers = answers_in(cache)
    archive = open_archive(root, base_url=options.base_url, answers=answers)
    with Workers(options.jobs or usable_cores(), options.executor) as workers:
        loaded = load(archive, cache, workers, progress, racy=options.racy, content=seen.content)
        clock.lap("parse")
        site = planned(
            archive,
            loaded,
            now=now,
            drafts=options.drafts,
            future=options.future,
            signature=_signature(options.sign, output.root),
            answers=answers,
        )
        require_utf8_names(
            (*(article.path for article in loaded.articles), *(page.path for page in site.meant))
        )
        clock.lap("link")
        left = _left(cache, output, seen, facts=options.why)
        work = _prepare(archive, cache, left, loaded, site, answers, options, limit=limit)
        clock.lap("plan")
        done = work.renewal.run(work.plan, workers, progress, options.urgent)
        clock.lap("render")
    done.problems += _lacking_letters(site.wanted, work.plan, answers)
    done.problems += index_for_search(archive, site.linked.site, work.renewal, done, fresh=options.search)
    clock.lap("search")
    done.problems = _untold(done.problems, archive.problems)
    problems = (*archive.problems, *loaded.problems, *site.linked.problems, *site.clashes, *done.problems)
    whole = not has_errors(problems)
    if unfed := feeds.problem_without_base_url(archive.settings):
        problems = (*problems, unfed)
    if options.strict:
        broken = audit(cache, output, archive.content, done.files, site.linked.site, site.meant)
        problems = told_once(problems, broken, loaded.failed)
    keep_answers(cache, answers)  # before the manifest, which tells that cards need not be looked at again
    report = close(work, done, problems, whole=whole, key=options.sign)
    if options.why:
        report = replace(report, reasons=tuple(reasons_of(work, done)))
    if cache.memory:
        _remember(cache.memory, answers, work, done, report)
    needed = {article.digest for article in loaded.articles}
    lacking = cache.contents.keep_only(needed.union(page.digest for page in _article_pages(site.wanted)))
    outline = _outline(work, cache, lacking) if is_of_use(archive.settings, options) else None
    clock.lap("write")
    lasting = due(loaded.articles, now) if archive.settings.dates != "git" else NEVER
    machine = fonts.machine() if cards.has_cards(archive.settings) else None
    return Built(report, site.linked.site, lasting, done.files, machine, outline)


def _outline(work: Work, cache: Cache, lacking: Container[str]) -> Outline:
    """The outline of the site, whose articles' places are kept, but for those that are (not `lacking`)."""
    unpublished = dict(work.site.linked.unpublished)
    hidden = {article.path: article.digest for article in work.loaded.articles if article.path in unpublished}
    pages = _article_pages(work.site.wanted)
    fresh = (page for page in pages if page.digest in lacking)
    cache.contents.put((page.digest, pack(Placed.of(page), page.digest)) for page in fresh)
    return outline_of(work.site.wanted, work.renewal.tools.sites, hidden, work.renewal.latest)


def _article_pages(files: Iterable[Page]) -> Iterator[ArticlePage]:
    return (page.context for page in files if isinstance(page.context, ArticlePage))


def _untold(problems: Iterable[Problem], known: Iterable[Problem]) -> list[Problem]:
    """The problems but for pages that fail where a template is known to be broken: that is told once."""
    broken = {(problem.path, problem.line) for problem in known if problem.code == "template-syntax"}
    return [problem for problem in problems if (problem.path, problem.line) not in broken]


def _signature(key: Path | None, output: Path) -> str:
    """The file that will sign the checksums; "" for none, also if the key, which is tried where it has not
    signed yet, does not: why, the list's own signature tells.
    """
    if key is None:
        return ""
    try:
        name = signing.name_for(key)
    except OSError:
        return ""
    if (output / name).is_file():
        return name
    tried, _ = signing.signature_of(b"", key, output)
    return next(iter(tried), "")


def _lacking_letters(files: Iterable[Page], plan: Plan, answers: Answers) -> tuple[Problem, ...]:
    """What is missing on drawn cards, on those too that an earlier build drew."""
    texts = [page.context for page in files if page.renderer == cards.RENDERER]
    drawn = {page.context.digest for page in plan.render if page.renderer == cards.RENDERER}
    known = (answers.kept or {}).get("letters")
    lost = cards.undrawable(texts, drawn, known[1] if known else None)
    answers.keep["letters"] = ("", lost)
    return cards.lacking(texts, lost)


NEVER = (FOREVER, -FOREVER)
"""When a build holds whose dates come from a history that no file's stamp tells of."""


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a run: its report, the site, and its files by path.

    `due` are the moments (seconds since 1970) between which the same sources give the same site, `machine` is
    what cards show of this machine; None where there are none. `outline` is of no build yet, and None where
    the next one could not make use of it.
    """

    report: Report
    site: Site
    due: tuple[float, float]
    files: Mapping[str, Written]
    machine: fonts.Machine | None
    outline: Outline | None

    def as_last(self) -> tuple[Last, Outline | None]:
        """What the next build may begin with, but for the digest of what this one depended on."""
        stamps = ((path, row.stamp) for path, row in self.files.items())
        outputs = outputs_of(stamps, parts_for(len(self.files)))
        zone = self.site.settings.timezone
        rules = dates.rules_of(zone)
        return Last("", outputs, *self.due, self.report, self.machine, zone, rules), self.outline


def due(articles: Sequence[Article], now: datetime) -> tuple[float, float]:
    """When the last article came to be published, and when the next one will be; infinity for none."""
    dates = [article.date for article in articles if article.date is not None]
    since = max((date.timestamp() for date in dates if date <= now), default=-FOREVER)
    return since, min((date.timestamp() for date in dates if date > now), default=FOREVER)


def _remember(memory: Memory, answers: Answers, work: Work, done: Renewed, report: Report) -> None:
    """Keep in memory what the next build can begin with; what it left, if it could do all it meant to."""
    memory.answers = answers.after
    if any(problem.code == "unwritable" for problem in report.problems):
        memory.standing = None
        return
    present = work.renewal.present
    others = set(present.paths()) - done.files.keys() - set(report.changed)
    differ = {path: present.stamp(path) for path in others}
    memory.standing = work.renewal.output.stands(done.files, differ, report.changed, memory.standing)


@dataclass(frozen=True, slots=True)
class _Left:
    """What the last build left in its output: the files that stand there, and the facts that it knew."""

    output: Output
    present: Present
    facts: Facts


def _left(cache: Cache, output: Output, seen: Seen, *, facts: bool) -> _Left:
    manifest = output.manifest(cache, facts=facts)
    differ = output.as_left(cache.memory.standing) if cache.memory else None
    if differ is None:
        differ = seen.differences.result() if seen.differences else output.differences(manifest.files)
        if cache.memory:
            cache.memory.standing = None
    return _Left(output, Present(manifest.files, differ, manifest.whole), manifest.facts)


def _prepare(
    archive: Archive,
    cache: Cache,
    left: _Left,
    loaded: Loaded,
    site: Planned,
    answers: Answers,
    options: Options,
    *,
    limit: float,
) -> Work:
    """Compute each page's key, and compare it with what the last build wrote. No file gets a time past the
    `limit` (seconds since 1970).
    """
    linked, wanted = site.linked, site.wanted
    sites = pages.site_views(linked.site)
    theme, settings = archive.theme, archive.settings
    tools = tools_of(wanted, theme, sites)
    by_path = {page.path: page for page in wanted}
    keys = answers.each((key_with, tuple(sorted(tools.items()))), by_path, partial(key_with, tools))
    entries = [entry for edition in linked.site.editions for entry in edition.placed]
    used = {page.template for page in wanted}
    facts = Facts(
        code=code.digest(),
        articles={entry.article.path: entry.article.digest for entry in entries},
        cards={entry.article.path: entry.card.digest for entry in entries},
        templates=dict(theme.digests),
        settings={item.name: of_value(getattr(settings, item.name)) for item in fields(settings)},
        closures={name: tuple(sorted(theme.closure(name))) for name in used if name},
    )
    stale = plan(wanted, keys, left.present)
    renewal = Renewal(
        cache=cache,
        output=left.output,
        content=archive.content,
        tools=Tools(theme, sites, "" if options.executor else bytecode_folder(archive)),
        present=left.present,
        keys=keys,
        reparse=reparser(archive, loaded.articles),
        moments=dict(moments.of_pages(stale.render, {entry.article.path: entry for entry in entries}, limit)),
        timed=options.why,
        latest=max((moments.of_entry(entry, limit) or 0.0 for entry in entries), default=0.0),
    )
    return Work(renewal, stale, facts, left.facts, site, loaded)
