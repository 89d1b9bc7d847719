"""The torture set: faulty inputs, each beside the exact problems that it must give (see README.md)."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sitegen import config, frontmatter, parse
from sitegen.checking import check
from sitegen.model import Settings
from sitegen.problems import Problem
from sitegen.report import Options

NOW = datetime(2026, 11, 1, tzinfo=UTC)
HERE = Path(__file__).parent
SETTINGS = Settings(title="River archive", base_url="https://river.example.org/", timezone="Europe/Paris")


@dataclass(frozen=True)
class Case:
    """A faulty input and the file that holds the problems expected of it."""

    input: Path

    @property
    def expected(self) -> Path:
        """`name.json` beside the input; `expected.json` in a folder."""
        return self.input / "expected.json" if self.input.is_dir() else self.input.with_suffix(".json")

    @property
    def name(self) -> str:
        """`frontmatter/date-missing`, to be selected by `-k`."""
        return f"{self.input.parent.name}/{self.input.stem}"

    def problems(self) -> list[dict[str, Any]]:
        """What the input gives now."""
        group = self.input.parent.name
        return [as_json(problem, whole=self.input.is_dir()) for problem in READERS[group](self.input)]


def read_front_matter(path: Path) -> tuple[Problem, ...]:
    """The head of an article, as text. The file's name counts: it may hold a date."""
    return frontmatter.read(path.name, path.read_bytes().decode("utf-8"), SETTINGS)[1]


def read_settings(path: Path) -> tuple[Problem, ...]:
    """A `site.yaml`."""
    return config.read_settings(path.read_bytes().decode("utf-8"))[1]


def read_bytes(path: Path) -> tuple[Problem, ...]:
    """A source as bytes: what is wrong before it is even text."""
    return parse.decode(path.read_bytes(), f"content/{path.name}")[1]


def read_archive(path: Path) -> tuple[Problem, ...]:
    """A whole archive, as `sitegen check` sees it; built aside, so that nothing is left beside the case."""
    with tempfile.TemporaryDirectory(prefix="sitegen-torture-") as folder:
        root = Path(folder) / "archive"
        shutil.copytree(path, root)
        return check(root, Options(now=NOW, jobs=1), progress=lambda *_: None).report.problems


READERS: dict[str, Callable[[Path], tuple[Problem, ...]]] = {
    "frontmatter": read_front_matter,
    "settings": read_settings,
    "bytes": read_bytes,
    **dict.fromkeys(("templates", "links", "images", "embeds", "collisions"), read_archive),
}
"""What reads the inputs of each folder. A group of whole archives has a folder for each case."""


def all_cases() -> Iterator[Case]:
    """Every case, sorted by name."""
    for group in READERS:
        for path in sorted((HERE / group).iterdir()):
            if path.suffix != ".json":
                yield Case(path)


def as_json(problem: Problem, *, whole: bool) -> dict[str, Any]:
    """A problem as the expectations hold it; its path only where a case has several files."""
    told = {
        "severity": problem.severity,
        "code": problem.code,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "hint": problem.hint,
    }
    return {"path": problem.path, **told} if whole else told


def write(case: Case) -> None:
    """Record what the case gives now as what it must give."""
    text = json.dumps(case.problems(), ensure_ascii=False, indent=1)
    case.expected.write_text(text + "\n", encoding="utf-8")
