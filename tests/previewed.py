"""A running preview for tests: `sitegen serve` as its own process, and what it tells a page."""

import json
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from contextlib import contextmanager

SETTINGS = "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n"


def write(root, path, text):
    """Write a file below `content/`."""
    file = root / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def article(title="River", body="Some text.", date="2019-05-01", more=""):
    """The text of an article."""
    return f"---\ntitle: {title}\ndate: {date}\n{more}---\n\n{body}\n"


def small_site(root):
    """An archive of two articles."""
    write(root, "site.yaml", SETTINGS)
    write(root, "2019/river.md", article())
    write(root, "2020/lake.md", article("Lake", "Still water.", "2020-05-01"))
    return root


class Running:
    """A preview process: its address, what it said, and how it ended."""

    def __init__(self, root, *options):
        command = [sys.executable, "-m", "sitegen.cli.main", "serve", str(root), "--port", "0", *options]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self.said = []
        self.up = threading.Event()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        assert self.up.wait(120), self.said
        assert self.process.poll() is None, self.said
        found = re.search(r"http://\S+:(\d+)/", "".join(self.said))
        self.port = int(found[1])
        self.address = f"http://127.0.0.1:{self.port}/"

    def _read(self):
        for line in self.process.stderr:
            self.said.append(line)
            if "Serving" in line:
                self.up.set()
        self.up.set()

    def stop(self):
        """Interrupt it as Ctrl-C does; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(60)
        self.reader.join(10)
        self.process.stderr.close()
        return code

    def get(self, path="", host=None):
        """The status and the text of an address."""
        request = urllib.request.Request(self.address + path, headers={"Host": host} if host else {})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as fault:
            with fault:
                return fault.code, fault.read().decode()

    @contextmanager
    def listening(self):
        """The states that an open page is told, one after the other."""
        with urllib.request.urlopen(f"{self.address}.sitegen/events", timeout=120) as events:

            def states():
                for line in events:
                    if line.startswith(b"data: "):
                        yield json.loads(line[6:])

            yield states()


@contextmanager
def running(root, *options):
    """A preview of the archive in `root`, ended with the block."""
    preview = Running(root, *options)
    try:
        yield preview
    finally:
        preview.stop()
