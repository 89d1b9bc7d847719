"""A few threads for many questions. They are daemons: an interrupted run ends at once."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def run_jobs(work: Callable[[T], R], items: Iterable[T], *, workers: int) -> Iterator[tuple[T, R]]:
    """Each item with its result, as they come. What `work` raises is raised here; the rest is dropped.

    Leaving the loop early stops the threads after the item that each has in hand.
    """
    waiting: queue.SimpleQueue[T] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[T, R] | BaseException] = queue.SimpleQueue()
    stop = threading.Event()
    amount = 0
    for item in items:
        waiting.put(item)
        amount += 1

    def labour() -> None:
        while not stop.is_set():
            try:
                item = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                done.put((item, work(item)))
            except BaseException as fault:  # noqa: BLE001 - carried over to the caller's thread
                done.put(fault)

    for _ in range(min(workers, amount)):
        threading.Thread(target=labour, daemon=True).start()
    try:
        for _ in range(amount):
            result = done.get()
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        stop.set()
