"""Refusals that may be the service's fault: a bare 403, which an outage answers to everything, for days.

Such a finding counts only if the service is seen to answer before and after it was met once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from sitegen.capture.links import WORKERS
from sitegen.capture.plan import Quoted
from sitegen.capture.services import Finding
from sitegen.capture.services.finding import unknown
from sitegen.embeds import provider_of
from sitegen.model import Snapshot
from sitegen.network import Ask, Failure, run_jobs

Question = tuple[Quoted, Ask]
_CLOSED = unknown("answered with status 403, as the service may do to everything")
Answered = Callable[[Question], Finding | Failure]


def service_of(post: Snapshot) -> tuple[str, str]:
    """Who answers for a post: its provider, and its host where each is a service of its own (Mastodon)."""
    provider = provider_of(post.provider)
    shared = provider is None or bool(provider.hosts)
    return post.provider, "" if shared else urlsplit(post.url).hostname or ""


def resolved(
    doubts: Iterable[tuple[Question, Finding]],
    witnesses: Mapping[tuple[str, str], Question],
    ask: Answered,
) -> Iterator[tuple[Quoted, Finding | Failure]]:
    """What is to be concluded of each doubtful finding.

    `witnesses` are questions, one a service (`service_of`), that were answered with a post in this run. One
    is asked again; if it has its answer, those in doubt are, and at last itself once more. Without a
    witness, or where it is refused now, nothing is concluded.
    """
    refused: dict[tuple[str, str], list[Question]] = {}
    for question, doubt in doubts:
        if doubt.status == "unknown":
            yield question[0], doubt
        else:
            refused.setdefault(service_of(question[0].given), []).append(question)
    for service, questions in refused.items():
        witness = witnesses.get(service)
        again = list(run_jobs(ask, questions, workers=WORKERS)) if _answers(witness, ask) else []
        sure = bool(again) and _answers(witness, ask)
        findings: dict[str, Finding | Failure] = {post.given.key: finding for (post, _), finding in again}
        for post, _ in questions:
            finding = findings.get(post.given.key, _CLOSED)
            counts = sure or isinstance(finding, Failure) or finding.firm
            yield post, finding if counts else _CLOSED


def _answers(witness: Question | None, ask: Answered) -> bool:
    """Whether a service still gives a post that it gave before in this run."""
    finding = ask(witness) if witness else None
    return isinstance(finding, Finding) and finding.status == "live"
