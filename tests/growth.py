"""How the time of work grows with what it is done on: never how fast it is."""

import time


def seconds(function, *given):
    """Processor seconds. At least 0.01, as anything is many times nothing."""
    began = time.process_time()
    function(*given)
    return max(0.01, time.process_time() - began)


def grows_evenly(function, small, large, *, factor=30):
    """Whether work on what is large takes less than `factor` times what it takes on what is small.

    Now and then one has to wait for the garbage collector: only what takes too long twice does.
    """
    allowed = factor * min(seconds(function, small) for _ in range(2))
    return any(seconds(function, large) < allowed for _ in range(2))
