"""Kill builds at random moments, and see that nothing half written shows and the next build heals.

By hand, over builds of 1,000 articles: python tests/faults/kills.py --kills 200 --articles 1000
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import sitegen.build
from sitegen.report import Options

SETTINGS = "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n"
VARIANTS = 3
"""How many states the archive moves between; each is built once in peace, to compare with."""


@dataclass
class Tally:
    """What came of the kills: when they struck, and what was wrong afterwards."""

    kills: int = 0
    finished: int = 0
    """Builds that were done before the blow."""
    heals: int = 0
    faults: list[str] = field(default_factory=list)


def articles(count: int, variant: int) -> Iterator[tuple[str, str]]:
    """(path, text) of the articles of one state: some change their text, some their title, some are gone."""
    for n in range(count):
        if variant and n % 17 == variant:
            continue
        title = f"Article {n}" + (f" in state {variant}" if n % 10 == variant else "")
        text = f"Words of {n}, state {variant if n % 5 == variant else 0}. " * 20
        head = f"title: {title}\ndate: {2000 + n % 20}-05-{1 + n % 28:02d}\ntags: [tag {n % 40}, all]"
        yield f"{2000 + n % 20}/a{n}.md", f"---\n{head}\n---\n{text}\n"


def put(root: Path, count: int, variant: int) -> None:
    """Bring the archive into a state, touching only what differs."""
    wanted = {"site.yaml": SETTINGS, **dict(articles(count, variant))}
    content = root / "content"
    for file in [
        path for path in content.rglob("*.md") if path.relative_to(content).as_posix() not in wanted
    ]:
        file.unlink()
    for path, text in wanted.items():
        file = content / path
        if not file.exists() or file.read_text() != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)


def digests(folder: Path) -> dict[str, str]:
    """The digest of each file of a site, the hidden ones left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def command(root: Path, jobs: int) -> list[str]:
    """A build as an editor runs it."""
    return [sys.executable, "-m", "sitegen", "build", str(root), "--jobs", str(jobs)]


def build(root: Path, jobs: int) -> float:
    """Build in peace; the seconds that it took."""
    start = time.monotonic()
    subprocess.run(command(root, jobs), check=True, capture_output=True)
    return time.monotonic() - start


def kill_one(root: Path, jobs: int, after: float) -> bool:
    """Start a build, and kill it with all its workers `after` seconds; whether it was still running."""
    process = subprocess.Popen(
        command(root, jobs), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def run(root: Path, *, kills: int, count: int, jobs: int, seed: int, heal_every: int) -> Tally:
    """Kill builds of an archive in `root` until `kills` of them were struck while they ran."""
    chance = random.Random(seed)
    tally = Tally()
    clean: list[dict[str, str]] = []
    for variant in range(VARIANTS):
        put(root, count, variant)
        sitegen.build.build(root, Options(jobs=jobs, output=root / f"clean{variant}"))
        clean.append(digests(root / f"clean{variant}"))
    put(root, count, 0)
    build(root, jobs)
    put(root, count, 1)
    usual = build(root, jobs)
    whole = {path: {known[path] for known in clean if path in known} for known in clean for path in known}
    while tally.kills < kills:
        variant = chance.randrange(VARIANTS)
        put(root, count, variant)
        struck = kill_one(root, jobs, chance.uniform(0.05, usual * 1.1))
        tally.kills += struck
        tally.finished += not struck
        found = digests(root / "output")
        tally.faults += [f"half a file: {p}" for p, digest in found.items() if digest not in whole.get(p, ())]
        if struck and tally.kills % heal_every == 0:
            usual = 0.5 * usual + 0.5 * build(root, jobs)
            tally.heals += 1
            print(
                f"{tally.kills} kills, {tally.heals} healed, {len(tally.faults)} faults",
                file=sys.stderr,
                flush=True,
            )
            healed = digests(root / "output")
            tally.faults += [
                f"not healed: {path}"
                for path in healed.keys() | clean[variant].keys()
                if healed.get(path) != clean[variant].get(path)
            ]
            left = [
                path.name for path in (root / "output").rglob(".sitegen-*") if path.name != ".sitegen-output"
            ]
            tally.faults += [f"left over: {name}" for name in left]
    return tally


def main() -> int:
    """Report the kills."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--heal-every", type=int, default=4)
    asked = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="kills-"))
    try:
        tally = run(root, kills=asked.kills, count=asked.articles, jobs=asked.jobs, seed=asked.seed,
                    heal_every=asked.heal_every)  # fmt: skip
    finally:
        shutil.rmtree(root, ignore_errors=True)
    print(f"{tally.kills} kills, {tally.finished} builds done before the blow, {tally.heals} compared")
    print("\n".join(tally.faults[:50]) or "no fault")
    return int(bool(tally.faults))


if __name__ == "__main__":
    sys.exit(main())
