"""A dozen of the kills that `kills.py` deals by the hundred: small archives, quick builds."""

import sys

import pytest

from faults import kills


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are POSIX")
def test_a_killed_build_shows_nothing_half_and_the_next_heals(tmp_path):
    tally = kills.run(tmp_path, kills=12, count=10, jobs=1, seed=1, heal_every=4)
    assert tally.faults == []
    assert tally.heals == 3
