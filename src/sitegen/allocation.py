"""Memory that is given back: what the C library does with large blocks that are free again."""

from __future__ import annotations

from contextlib import suppress

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
