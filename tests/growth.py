"""How the time of work grows with what it is done on: never how fast it is."""

import time

LEAST = 0.01
"""Seconds: anything is many times nothing."""


def seconds(function, *given):
    """Processor seconds, at least `LEAST`."""
    began = time.process_time()
    function(*given)
    return max(LEAST, time.process_time() - began)


def grows_evenly(function, small, large, *, factor=30):
    """Whether work on what is large takes less than `factor` times what it takes on what is small.

    Now and then one has to wait for the garbage collector: only what takes too long twice does.
    """
    took = seconds(function, large)
    if took < factor * LEAST:  # whatever the small one takes
        return True
    allowed = factor * min(seconds(function, small) for _ in range(2))
    return took < allowed or seconds(function, large) < allowed
