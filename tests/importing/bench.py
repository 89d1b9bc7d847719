"""A source made of files, imported: what the tests of all importers share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sitegen import frontmatter
from sitegen.build import build
from sitegen.importing import detect, job
from sitegen.importing.values import Options
from sitegen.model import Settings
from sitegen.report import Options as BuildOptions

SETTINGS = Settings(title="Sample", base_url="https://example.org/")
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"


class Bench:
    """A source folder and an archive, side by side below a test's own folder."""

    def __init__(self, folder: Path):
        self.source = folder / "source"
        self.root = folder / "archive"
        self.tally = None

    def write(self, files):
        """Put files in the source: text or bytes by path."""
        for name, data in files.items():
            file = self.source / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data.encode() if isinstance(data, str) else data)
        return self

    def run(self, form="auto", *, source=None, dry_run=False, check=False, **options):
        """Import; the tally."""
        source = self.source / source if source else self.source
        options = replace(Options(now="2026-11-01"), **options)
        form = detect.form_of(source) if form == "auto" else form
        self.tally = job.run(source, self.root, form, options, dry_run=dry_run, check=check)
        return self.tally

    @property
    def paths(self):
        """The articles of the archive, by path."""
        content = self.root / "content"
        return sorted(file.relative_to(content).as_posix() for file in content.rglob("*.md"))

    def text(self, path):
        """A file of the archive."""
        return (self.root / "content" / path).read_text(encoding="utf-8")

    def front(self, path=None):
        """The front matter of an article (the only one unless named), as the build reads it; it has no faults."""
        path = path or self._only()
        front, problems = frontmatter.read(path, self.text(path), SETTINGS)
        assert problems == ()
        return front

    def body(self, path=None):
        """The body of an article (the only one unless named)."""
        return frontmatter.split(self.text(path or self._only())).body.strip("\n")

    def _only(self):
        assert len(self.paths) == 1, self.paths
        return self.paths[0]

    @property
    def codes(self):
        """The codes of all problems of the last run."""
        return [problem.code for problem in self.tally.problems]

    def problem(self, code, path=""):
        """The one problem with that code (of one file)."""
        found = [it for it in self.tally.problems if it.code == code and path in {"", it.path}]
        assert len(found) == 1, self.tally.problems
        return found[0]

    def build(self):
        """Build the archive; the report."""
        return build(self.root, BuildOptions(output=self.root / "output"))
