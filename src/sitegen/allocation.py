"""Memory: how often Python looks for garbage, and what the C library does with large blocks that are free."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_M_MMAP_THRESHOLD = -3
"""The parameter of glibc's `mallopt` (malloc.h): from which size on a block is mapped by itself."""

LARGE = 1 << 20
"""A year's feed has several megabytes, an article none."""


def give_back_large_blocks() -> None:
    """Let each large block go back to the system as soon as it is free.

    glibc raises its threshold with every large block that is freed, up to 32 MB, and then keeps them on its
    heap, between small ones that stay: each process of a build ends up a quarter larger. No other C library
    does so, nor has the function.
    """
    import ctypes  # noqa: PLC0415 - only builds that have something to do need it

    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, LARGE)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage seldom. A build makes values by the million, and hardly a cycle among them: walking
    through all of them again and again takes a quarter of the time of a small change in a large archive.
    """
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
