"""Shared by all tests: the folder of helper modules is importable; no property has a deadline."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

settings.register_profile("sitegen", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("sitegen")


def pytest_collection_modifyitems(items):
    """The longest tests come first, so that no core idles at the end while another still works at them."""
    items.sort(key=lambda item: "engine" not in item.path.parts)
