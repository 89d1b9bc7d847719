"""The end of a build: the checksums, what is gone, the manifest, and the report, in this order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sitegen import feeds, integrity, pruning, signing
from sitegen.archive import Loaded
from sitegen.output import Output, unwritable
from sitegen.planning import Planned
from sitegen.problems import Problem
from sitegen.reasons import reason
from sitegen.renew import Renewal, Renewed
from sitegen.report import Counts, Report
from sitegen.stale import NO_KEY, Facts, Manifest, Plan, Written


@dataclass(frozen=True, slots=True)
class Work:
    """A build between planning and reporting; `known` are the facts that the last one knew."""

    renewal: Renewal
    plan: Plan
    facts: Facts
    known: Facts
    site: Planned
    loaded: Loaded


def close(
    work: Work, done: Renewed, problems: tuple[Problem, ...], *, whole: bool, key: Path | None
) -> Report:
    """Write the checksums, signed if there is a `key`, remove what is gone, keep the manifest: in this
    order, so that a build that is cut off here leaves nothing that the next one would trust.

    Unless the site is `whole`, what may be missing by mistake stays, and stays known; but not what must
    not be read any more (`pruning.banned`).
    """
    renewal, output = work.renewal, work.renewal.output
    removable: tuple[str, ...] = work.plan.remove
    stay: list[str] = []
    if not whole:
        known = renewal.present.known
        left = {path for path, _ in work.site.linked.unpublished}
        settings = work.site.linked.site.settings
        banned = pruning.banned(
            removable, renewal.content, output.root, settings, work.loaded, left, work.site.held
        )
        stay = [path for path in removable if path in known and path not in banned and path not in done.files]
        done.files |= {path: Written.of(NO_KEY, known[path].sha256, known[path].stamp) for path in stay}
        removable = (*integrity.SIGNATURES, *banned)  # signatures hold for no other list
    faults = [*_write_checksums(output, done, renewal, key)]
    gone = [path for path in removable if renewal.present.stamp(path) and path not in done.files]
    if vanished := output.reclaim(done.files):
        faults.append(vanished)
        gone = []  # they may be another's
    faults += _remove(gone, output)
    problems = tuple(sorted({*problems, *faults}))
    output.keep(renewal.cache, Manifest(done.files, work.facts), renewal.present.known)
    return replace(_report(work, done, problems, gone), kept=len(set(stay) - integrity.OWN))


def _remove(paths: Iterable[str], output: Output) -> Iterator[Problem]:
    for path in paths:
        try:
            output.remove(path)
        except OSError as fault:
            yield unwritable(path, fault)


def _write_checksums(
    output: Output, done: Renewed, renewal: Renewal, key: Path | None
) -> tuple[Problem, ...]:
    """Write the list and its signature, and what kept it from being signed."""
    known = renewal.present.known
    kept = {path: known[path] for path in integrity.OWN if path in known}
    done.files = {path: row for path, row in done.files.items() if path not in integrity.OWN}
    listed = integrity.checksums({path: row.sha256 for path, row in done.files.items()})
    made = {integrity.NAME: listed.encode("utf-8", "surrogateescape")}
    signed, fault = signing.signature_of(made[integrity.NAME], key, output.root) if key else ({}, None)
    made |= signed
    for path, data in made.items():
        try:
            renewal.put(path, data, done)
        except OSError as problem:  # the last list stays, and the signature that fits it
            done.files |= {name: kept[name] for name in made if name in kept}
            return (unwritable(path, problem),)
    return (fault,) if fault else ()


def amend_checksums(done: Renewed, renewal: Renewal) -> None:
    """Bring the list up to date where only the files of `done` were written; unsigned. Raises `OSError`, and
    `ValueError` if the list is not that of the last build.
    """
    known = renewal.present.known
    changed = {path: (known[path].sha256, row.sha256) for path, row in done.files.items()}
    differ = {path: digests for path, digests in changed.items() if digests[0] != digests[1]}
    listed = integrity.amended(renewal.output.read(integrity.NAME), differ)
    renewal.put(integrity.NAME, listed, done)


def reasons_of(work: Work, done: Renewed) -> Iterator[tuple[str, str, float]]:
    """(path, why, seconds) of each rendered page."""
    known = work.renewal
    for page in work.plan.render:
        why = reason(page, known.present, work.known, work.facts)
        yield page.path, why, done.seconds.get(page.path, 0.0)


def _report(work: Work, done: Renewed, problems: tuple[Problem, ...], removed: list[str]) -> Report:
    reasons = dict(work.site.linked.unpublished)
    kinds = frozenset(feeds.RENDERERS.values())
    editions, loaded = work.site.linked.site.editions, work.loaded
    counts = Counts(
        articles=sum(len(edition.entries) for edition in editions),
        pages=sum(bool(page.template) for page in work.site.wanted),
        drafts=sum(reason == "draft" for reason in reasons.values()),
        future=sum(reason == "future" for reason in reasons.values()),
        written=len(done.written),
        unchanged=len(done.files) - len(done.written),
        removed=len(removed),
        failed=sum(map(len, (loaded.failed, loaded.stock.unread, work.site.homeless, done.failed))),
    )
    return Report(
        counts=counts,
        problems=problems,
        seconds={},
        feeds=sum(page.renderer in kinds for page in work.site.wanted),
        unpublished=work.site.linked.unpublished,
        changed=(*done.written, *removed),
    )
