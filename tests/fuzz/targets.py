"""What must take any bytes: front matter, Markdown, importers, snapshots, settings. One function each.

The tests try each for a moment at every run. By hand, guided by coverage (pip install atheris):
python tests/fuzz/targets.py markdown -max_total_time=600
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ATHERIS = __name__ == "__main__"
if ATHERIS:
    import atheris

    with atheris.instrument_imports(include=["sitegen", "markdown"]):
        from sitegen import config, snapshots
        from sitegen.importing import job, oembed
        from sitegen.importing.values import Options
        from sitegen.model import Settings
        from sitegen.parse import Source, parse
else:
    from sitegen import config, snapshots
    from sitegen.importing import job, oembed
    from sitegen.importing.values import Options
    from sitegen.model import Settings
    from sitegen.parse import Source, parse

SETTINGS = Settings(title="Sample", base_url="https://archive.example.org/")
HEAD = b"---\ntitle: T\ndate: 2019-01-01\n---\n"
WXR = b"""<?xml version="1.0"?><rss xmlns:content="c" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="d"><channel>
<link>https://old.example.org</link><item><title>T</title><link>https://old.example.org/t/</link><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type><wp:post_date>2019-01-01 00:00:00</wp:post_date><content:encoded><![CDATA[%s]]></content:encoded>
</item></channel></rss>"""
PLACES = {
    "wordpress": "export.xml",
    "jekyll": "_posts/2019-01-01-a.md",
    "hugo": "content/a.md",
    "markdown": "a.md",
    "text": "a.txt",
}
"""Where the bytes stand in the source of each importer."""


class InternalFaultError(Exception):
    """A fault of the program, caught at a task's border and told as a problem."""


def source(data: bytes) -> None:
    """A whole file of an article."""
    faults = [
        p
        for p in parse(Source("a.md", data, "digest"), SETTINGS, "environment").problems
        if p.code == "internal"
    ]
    if faults:
        raise InternalFaultError(faults[0].message)


def front_matter(data: bytes) -> None:
    """The head of an article."""
    source(b"---\ntitle: T\ndate: 2019-01-01\n" + data + b"\n---\nText.")


def markdown(data: bytes) -> None:
    """The body of an article."""
    source(HEAD + data)


def settings(data: bytes) -> None:
    """A `site.yaml`."""
    config.read_settings(data.decode("utf-8", "replace"))


def snapshot(data: bytes) -> None:
    """A stored post."""
    snapshots.decode(data.decode("utf-8", "replace"), "content/_snapshots/x/1.json")


def ledger(data: bytes) -> None:
    """The ledger of sources."""
    snapshots.decode_ledger(data.decode("utf-8", "replace"), "content/_snapshots/sources.json")


def answers(data: bytes) -> None:
    """Stored oEmbed answers."""
    oembed.read_answers(data.decode("utf-8", "replace"))


def imported(form: str, data: bytes) -> None:
    """A source of an importer, read but not written."""
    with tempfile.TemporaryDirectory(prefix="sitegen-fuzz-") as folder:
        place = Path(folder) / "source" / PLACES[form]
        place.parent.mkdir(parents=True)
        place.write_bytes(data)
        whole = place if form in {"wordpress", "text"} else Path(folder) / "source"
        job.run(whole, Path(folder) / "archive", form, Options(), dry_run=True)


def _importer(form: str) -> Callable[[bytes], None]:
    return lambda data: imported(form, data)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "source": source,
    "front-matter": front_matter,
    "markdown": markdown,
    "settings": settings,
    "snapshot": snapshot,
    "ledger": ledger,
    "answers": answers,
    "wordpress-body": lambda data: imported("wordpress", WXR.replace(b"%s", data)),
    **{form: _importer(form) for form in PLACES if form != "markdown"},
    "markdown-folder": _importer("markdown"),
}


if ATHERIS:
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
