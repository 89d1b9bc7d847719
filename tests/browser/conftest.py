"""The sample archive, built once for each test process, served on loopback, and a browser to read it."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from browsing import needs_chromium, served
from sitegen.build import build
from sitegen.report import Options

CONTENT = Path(__file__).resolve().parents[2] / "content"
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(needs_chromium)


def build_sample(folder, *, settings="", widths="[480, 960, 1600]"):
    """Build a copy of the sample into `folder/www/archive/`; `settings` is added to its `site.yaml`, and its
    pictures are made in these `widths`.
    """
    shutil.copytree(CONTENT, folder / "content")
    site = folder / "content/site.yaml"
    site.write_text(site.read_text("utf-8").replace("[480, 960, 1600]", widths) + settings, "utf-8")
    output = folder / "www/archive"
    options = Options(now=NOW, jobs=1, output=output, base_url="https://archive.example.org/archive/")
    report = build(folder, options)
    assert [problem for problem in report.problems if problem.severity == "error"] == []
    return output


def note_failed(page, request):
    """Note a request that failed; not one that the browser gave up because a click led away from the page."""
    if request.failure != "net::ERR_ABORTED":
        page.faults.append(f"failed: {request.url}: {request.failure}")


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The folder of the built sample."""
    return build_sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def address(sample):
    """The address of the built sample, below a sub-folder of the server."""
    with served(sample.parent) as root:
        yield f"{root}archive/"


def open_page(browser, *, width=1280, scheme="light", **options):
    """A page of a reader with these preferences; its `faults` are all that went wrong in it."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.faults, page.asked = [], []
    page.on("console", lambda said: page.faults.append(f"console: {said.text}"))
    page.on("pageerror", lambda error: page.faults.append(f"script: {error}"))
    page.on("requestfailed", lambda request: note_failed(page, request))
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("response", lambda got: got.status >= 400 and page.faults.append(f"{got.status}: {got.url}"))
    return page


@pytest.fixture
def reader(browser):
    """Open pages as readers with their preferences do; they are closed when the test is done."""
    pages = []

    def opened(**preferences):
        pages.append(open_page(browser, **preferences))
        return pages[-1]

    yield opened
    for page in pages:
        page.context.close()
