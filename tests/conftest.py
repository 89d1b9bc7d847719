"""Shared by all tests: the folder of helper modules is importable; no property has a deadline; one browser."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

from browsing import CHROMIUM

settings.register_profile("sitegen", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("sitegen")

for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):  # servers of tests are on this machine
    os.environ.pop(name, None)
    os.environ.pop(name.upper(), None)

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests of this process: a second Playwright beside a living one refuses to start."""
    if not CHROMIUM:
        pytest.fail("CI is set, but there is no chromium to test with: apt install chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield made
        made.close()


def pytest_collection_modifyitems(items):
    """The longest tests come first, so that no core idles at the end while another still works at them."""
    items.sort(key=lambda item: "engine" not in item.path.parts)
