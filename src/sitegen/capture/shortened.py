"""Where the short links of posts lead: X gives only `https://t.co/…`, which goes when X does."""

from __future__ import annotations

import re
from dataclasses import replace

from sitegen.capture.endpoints import Endpoints
from sitegen.capture.job import Run
from sitegen.capture.links import WORKERS
from sitegen.capture.report import Asked
from sitegen.embeds import is_own
from sitegen.model import Expanded, Snapshot
from sitegen.network import Answer, Ask, Failure, Network, as_written, origin_of, run_jobs

HOST = "t.co"
HOPS = 3
"""Answers of the shortener that lead to itself before one leads away."""

_SHORT = re.compile(r"https?://t\.co/[A-Za-z0-9]+")


def shortened(post: Snapshot) -> tuple[str, ...]:
    """The short links in a post that are not spelt out yet, each once."""
    known = {link.short for link in post.links}
    found = _SHORT.findall(f"{post.html} {post.text}")
    return tuple(url for url in dict.fromkeys(found) if url not in known)


def target(answer: Answer | Failure) -> str:
    """Where an answer sends its reader, or an empty text."""
    if isinstance(answer, Failure) or not 300 <= answer.status < 400:
        return ""
    location = as_written(answer.headers.get("location", "").strip())
    return location if origin_of(location) else ""


def followed(url: str, network: Network, endpoints: Endpoints) -> str:
    """Where a short link leads, past the shortener's own hops (from `http` to `https`); "" if nowhere."""
    for _ in range(HOPS):
        url = target(network.fetch(Ask(endpoints.moved(url), follow=False)))
        origin = origin_of(url)
        if origin is None or origin.host != HOST:
            return url
    return ""


def spell_out(run: Run) -> None:
    """Note where the short links of the quoted posts lead, each answer at once.

    Where another address stands for X, X's own shortener is not asked unless it has another, too.
    """
    endpoints, store = run.options.endpoints, run.store
    if endpoints.names("x") and not endpoints.names(HOST):
        return
    quoted = (store.posts.get(post.given.key) for post in run.evidence.posts if not is_own(post.given))
    shown = [
        post for post in quoted if post and post.status != "withheld" and post.key not in store.unreadable
    ]
    wants = [(post.key, url) for post in shown if post.provider == "x" for url in shortened(post)]
    if run.options.dry_run:
        run.report.asked += [Asked("link", key, endpoints.moved(url)) for key, url in wants]
        return

    def work(want: tuple[str, str]) -> str:
        return followed(want[1], run.network, endpoints)

    for done, ((key, url), leads_to) in enumerate(run_jobs(work, wants, workers=WORKERS), start=1):
        if leads_to:
            post = store.posts[key]
            longer = replace(post, links=(*post.links, Expanded(url, leads_to)))
            run.report.posts["spelt_out"] += store.write(longer)
        run.progress("links", done, len(wants))
