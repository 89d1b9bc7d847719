"""Ask and be answered: redirects by hand, retries with patience. httpx is imported with the first client."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

from sitegen.network.addresses import Origin, origin_of
from sitegen.network.pacing import Gate, Gates, Pacing, retry_after
from sitegen.network.proxies import from_environment
from sitegen.network.values import Answer, Ask, Exchange, Failure, FailureKind

HOPS = 8
"""Redirects that are followed."""

LONGEST_URL = 8_000

BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that are worth another try in the same run."""

SLOW_TRIES = 2
"""Tries at an address that gives no whole answer in time: each takes as long as is allowed."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REPEATED = frozenset({307, 308})
"""The redirects that a form is posted to again. After any other it would be asked for, and never arrive."""
_TRIED_AGAIN: frozenset[FailureKind] = frozenset({"unreachable", "timeout"})
_LEFT_ALONE = Failure("busy", "the host asks for patience, or gave no answer before: try again later")


class Network:
    """The network for one run. Use it as a context; `fetch` may be called from any thread.

    `trusted` are the origins that the user named: they may be private and are not held back. `record`
    is told of every exchange, for a WARC. `stop` ends all waiting. The proxies of the environment are used;
    raises `ProxyError` if one of them cannot be.
    """

    def __init__(
        self,
        *,
        trusted: Iterable[Origin] = (),
        pacing: Pacing | None = None,
        record: Callable[[Exchange], None] | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        from sitegen.network.exchange import exchange  # noqa: PLC0415 - imports httpx, which is slow
        from sitegen.network.transport import Transport  # noqa: PLC0415

        trusted = frozenset(trusted)
        self.pacing = pacing or Pacing()
        self.stop = stop or threading.Event()
        self._record = record
        self._gates = Gates(self.pacing, trusted, self.stop.wait)
        self._transport = Transport(trusted, proxies=from_environment())
        self._exchange = exchange

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop.set()
        self._transport.close()

    def fetch(self, ask: Ask) -> Answer | Failure:
        """The answer to a question, after as many tries as patience allows. Any status is an answer."""
        origin = origin_of(ask.url)
        if origin is None:
            return Failure("refused", "this is no address of the web")
        gate = self._gates.of(origin)
        if gate.closed:
            return _LEFT_ALONE
        for attempt in range(1, self.pacing.tries + 1):
            if not gate.enter():
                return _LEFT_ALONE if gate.closed else Failure("stopped", "interrupted")
            result = self._follow(ask)
            if not _worth_another_try(result):
                (gate.failed if _is_of_the_host(result) else gate.succeeded)()
                return result
            if not self._goes_on(gate, result, attempt):
                break
        return result

    def _goes_on(self, gate: Gate, result: Answer | Failure, attempt: int) -> bool:
        """Keep everyone away from a busy host for a while; False if this address is given up."""
        asked = _asked_for(result)
        last = attempt >= (min(SLOW_TRIES, self.pacing.tries) if _was_slow(result) else self.pacing.tries)
        if asked is not None or not last:
            backoff = self.pacing.backoff * 2 ** (attempt - 1)
            waits = gate.rest(backoff if asked is None else asked)
            if not waits:
                return False
        if last:
            gate.failed()
        return not last

    def _follow(self, ask: Ask) -> Answer | Failure:
        """One try, through all its hops."""
        first = origin_of(ask.url)
        self._transport.deadline.at = time.monotonic() + ask.seconds
        url, form = ask.url, ask.form
        hops: list[str] = []
        while True:
            origin = origin_of(url)
            if origin is None or len(url) > LONGEST_URL:
                return Failure("refused", f"it leads to {url[:200]}, which is no address of the web")
            secret = origin == first and url.startswith("https:") == ask.url.startswith("https:")
            answer = self._exchange(self._transport, ask, url, form=form, secret=secret, record=self._record)
            location = answer.headers.get("location", "") if isinstance(answer, Answer) else ""
            if isinstance(answer, Failure):
                return answer
            if not (location and ask.follow) or answer.status not in (_REPEATED if form else _REDIRECTS):
                return answer
            hops.append(url)
            url = _next(url, location)
            if url in hops or len(hops) > HOPS:
                return Failure("redirects", f"it leads in a circle, or past {HOPS} others")


def _next(url: str, location: str) -> str:
    """Where a redirect leads; as written if it leads nowhere that can be understood."""
    try:
        return urljoin(url, location)
    except ValueError:
        return location


def _worth_another_try(result: Answer | Failure) -> bool:
    return result.status in BUSY if isinstance(result, Answer) else result.kind in _TRIED_AGAIN


def _is_of_the_host(result: Answer | Failure) -> bool:
    """Whether a failure would meet every address of the host."""
    return isinstance(result, Failure) and result.kind in {"unresolved", "tls"}


def _was_slow(result: Answer | Failure) -> bool:
    return isinstance(result, Failure) and result.kind == "timeout"


def _asked_for(result: Answer | Failure) -> float | None:
    """The seconds that the host asks to be left alone."""
    return retry_after(result.headers.get("retry-after", "")) if isinstance(result, Answer) else None
