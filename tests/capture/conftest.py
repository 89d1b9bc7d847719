"""Helper modules of this folder, and the fake internet."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fakes.internet import FakeInternet


@pytest.fixture
def internet():
    with FakeInternet() as found:
        yield found
