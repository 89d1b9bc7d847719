"""How long a thing takes: for tests that say how its time grows, never how fast it is."""

import time


def seconds(function, *given):
    """Processor seconds, the fewer of two runs: now and then one has to wait for the garbage collector.
    At least 0.01, as anything is many times nothing.
    """
    taken = []
    for _ in range(2):
        began = time.process_time()
        function(*given)
        taken.append(time.process_time() - began)
    return max(0.01, min(taken))
