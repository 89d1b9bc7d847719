"""The clock of the file system: how old a file has to be in tests before its stamp is trusted."""

import time

TICK = 20_000_000
"""Nanoseconds: more than the clock of any file system here, and less than a build takes."""


def settle():
    """Let files become a little older than a tick."""
    time.sleep(1.1 * TICK / 1e9)
