"""The bench of each test, and its helpers importable."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from bench import Bench


@pytest.fixture
def bench(tmp_path):
    """A source and an archive of this test's own."""
    return Bench(tmp_path)
