"""How soon a change shows in the browser: `sitegen serve` over archives of some sizes, in a real Chromium.

    python benchmarks/preview.py [--bench ../shared/bench] [--sizes 1000,10000] [--times 7]

For each kind of change (a sentence more, another title, a new article as the front page shows it, a
stylesheet): milliseconds from the end of the write until the preview's event arrives, and until the open page
shows the change; medians.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from builds import SETTINGS, corpus
from playwright.sync_api import Page, sync_playwright

PAUSE = 1.5
"""Seconds between changes: editors save less often."""


def write(file: Path, text: str) -> None:
    """Write as careful editors do: a new file, renamed over the old one."""
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_text(text)
    fresh.replace(file)


class Archive:
    """The changes that are timed. Each gives the address that shows it, and what to look for there."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.article = min((root / "content").rglob("*.md"))
        self.slug = self.article.stem
        self.count = 0

    def _marked(self) -> str:
        self.count += 1
        return f"Mark{self.count}x"

    def body(self) -> str:
        """A sentence more at the end of an article."""
        mark = self._marked()
        write(self.article, f"{self.article.read_text()}\nOne more sentence, {mark}.\n")
        return mark

    def title(self) -> str:
        """Another title."""
        mark = self._marked()
        write(
            self.article,
            re.sub(r"(?m)^title:.*", f"title: Another title, {mark}", self.article.read_text(), count=1),
        )
        return mark

    def style(self) -> str:
        """A stylesheet of the site's own."""
        mark = self._marked()
        (self.root / "templates" / "static").mkdir(parents=True, exist_ok=True)
        css = (Path(__file__).parents[1] / "templates" / "static" / "style.css").read_text()
        write(self.root / "templates" / "static" / "style.css", f"{css}\n:root{{--{mark}:1}}\n")
        return mark

    def new(self) -> str:
        """A new article, with the tags of another."""
        mark = self._marked()
        text = self.article.read_text()
        for key, value in {"title": mark, "date": "2026-11-01", "slug": mark.lower()}.items():
            text = re.sub(rf"(?m)^{key}:.*", f"{key}: {value}", text, count=1)
        write(self.article.with_name(f"{mark.lower()}.md"), text)
        return mark


SHOWN: dict[str, Callable[[str], str]] = {
    "body": lambda mark: f"document.body.innerText.includes('{mark}')",
    "title": lambda mark: f"document.title.includes('{mark}')",
    "new": lambda mark: f"document.body.innerText.includes('{mark}')",
    "style": lambda mark: f"getComputedStyle(document.documentElement).getPropertyValue('--{mark}') === '1'",
}


class Events:
    """When the preview last told of a build."""

    def __init__(self, address: str) -> None:
        self.times: list[float] = []
        self.answer = urllib.request.urlopen(f"{address}.sitegen/events")
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.answer:
            if line.startswith(b"data:"):
                self.times.append(time.time())


def measure(root: Path, page: Page, address: str, times: int) -> None:
    """Print the medians of each kind of change."""
    archive, events = Archive(root), Events(address)
    page.add_init_script("addEventListener('DOMContentLoaded', () => { window.ready = Date.now() })")
    page.goto(f"{address}{find(address, archive.slug)}")
    for kind, holds in SHOWN.items():
        if kind == "new":
            page.goto(address)
        told, seen = [], []
        for _ in range(times + 1):
            time.sleep(PAUSE)
            count = len(events.times)
            mark = getattr(archive, kind)()
            start = time.time()
            page.wait_for_function(f"() => {holds(mark)} && (window.at ??= Date.now())", polling=10)
            at = page.evaluate("Math.min(window.at, window.ready)" if kind != "style" else "window.at")
            page.evaluate("delete window.at")
            seen.append(at / 1000 - start)
            told.append(next(at for at in events.times[count:]) - start)
        medians = [1000 * statistics.median(row[1:]) for row in (told, seen)]  # the first warms up
        slowest = 1000 * max(seen[1:])
        print(
            f"  {kind:6} event {medians[0]:5.0f} ms, page {medians[1]:5.0f} ms (slowest {slowest:.0f})",
            flush=True,
        )


def find(address: str, slug: str) -> str:
    """The address of an article below the root, from the sitemap."""
    with urllib.request.urlopen(f"{address}sitemap.xml") as answer:
        found = re.search(rf"<loc>https://[^/]+/([^<]*{re.escape(slug)}/)</loc>", answer.read().decode())
    return found[1] if found else sys.exit(f"no page for {slug}")


def drain(process: subprocess.Popen[str]) -> None:
    """Read what a process says until it ends, so that it never waits for a reader."""
    with suppress(ValueError):  # its pipe was closed meanwhile
        for _ in process.stderr or ():
            pass


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--times", type=int, default=7)
    options = parser.parse_args()
    chromium = shutil.which("chromium") or sys.exit("needs chromium")
    for size in map(int, options.sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            corpus(options.bench.resolve(), root / "content", size, "sitegen")
            (root / "content" / "site.yaml").write_text(SETTINGS)
            command = [sys.executable, "-m", "sitegen", "serve", str(root), "--port", "0"]
            with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
                found = next(
                    m for line in process.stderr or () if (m := re.search(r"http://localhost:(\d+)/", line))
                )
                threading.Thread(target=drain, args=(process,), daemon=True).start()
                try:
                    with sync_playwright() as playwright:
                        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
                        print(f"{size:,} articles", flush=True)
                        measure(root, browser.new_page(), f"http://127.0.0.1:{found[1]}/", options.times)
                        browser.close()
                finally:
                    process.terminate()


if __name__ == "__main__":
    main()
