"""Shared by all tests: the folder of helper modules is importable; no property has a deadline; one browser."""

import gc
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from sitegen.cli import main
from sitegen.speedups import QuickEnvironment

sys.path.insert(0, str(Path(__file__).parent))

from browsing import CHROMIUM

settings.register_profile("sitegen", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("sitegen")

for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):  # servers of tests are on this machine
    os.environ.pop(name, None)
    os.environ.pop(name.upper(), None)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a job in the background, and all that it starts
    signal.signal(signal.SIGINT, signal.default_int_handler)

LONGEST = ("test_state_machine.py", "test_attacks.py", "test_kills.py")

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


@pytest.fixture
def sitegen(tmp_path, monkeypatch, capfd):
    """Run a command of the program in `tmp_path`, as a pipe sees it: exit code, stdout, stderr. It runs in this
    process, which has what another would have to import first; what its start does is tested with another.
    """

    def run(*arguments, **environment):
        with monkeypatch.context() as patched:
            patched.chdir(tmp_path)
            for name, value in environment.items():
                patched.setenv(name, value)
            capfd.readouterr()
            code = main.run([str(argument) for argument in arguments])
        return subprocess.CompletedProcess(arguments, code, *capfd.readouterr())

    return run


@pytest.fixture(scope="session", autouse=True)
def compiled_once():
    """A template's text is compiled once in this process, not in each archive's first build: all environments
    are alike (`environment.py`), so the code is a function of the text and its name.
    """
    compiled, anew = {}, QuickEnvironment.compile

    def compile_once(self, *text, **how):
        known = (text, *how.items())
        if known not in compiled:
            compiled[known] = anew(self, *text, **how)
        return compiled[known]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(QuickEnvironment, "compile", compile_once)
        yield


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is imported and collected stays: there is no garbage in it, now or later, and nothing to look for."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items):
    """The longest tests come first, so that no core idles at the end while another still works at them."""
    items.sort(key=lambda item: item.path.name not in LONGEST)
