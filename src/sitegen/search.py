"""Full-text search: Pagefind's binary, run over the built tree, its output made reproducible.

Pagefind indexes the pages that carry `data-pagefind-body`, each language by itself, and writes a
folder of small files that a browser fetches as it needs them. The same pages give the same files,
but for the order of values inside filters; that order and the names that depend on it are mended here.
There are two binaries: the extended one alone finds the words of scripts that put no space between them.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sitegen import cbor
from sitegen.folding import folded
from sitegen.problems import Problem, warning
from sitegen.shards import FOLDER

NEEDED = (".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment", ".pagefind")
SCRIPTS = frozenset(("pagefind.js", "pagefind-worker.js"))
"""What the search page loads. Pagefind's own user interfaces are left out."""
TIMEOUT = 1800
PLACE = "content/site.yaml"
MAGIC = b"pagefind_dcd"
NO_WORDS = ".citation, .footnote-ref, .footnote-backref"
"""The numbers of sources and notes, which an excerpt would show in the midst of its words."""
CURE = "install the package “pagefind[bin]”, or write `search: false`; all else is built"
SPACELESS = frozenset(("ja", "th", "zh"))
"""Languages whose words Pagefind takes apart, if it can, and whose questions it takes apart always."""

Files = dict[str, bytes]


def index(
    root: Path,
    *,
    only: Iterable[str] | None = None,
    folder: str = FOLDER,
    keep_index: bool = False,
    binary: Path | None = None,
) -> tuple[Files, tuple[Problem, ...]]:
    """The search index of a built site, to stand in `folder`: files by their path below the root, and what
    went wrong.

    `only` names the pages to look at, so that leftovers of an earlier build are not found; without it,
    all are. One of them must have `data-pagefind-body` (without any, Pagefind would index every page).
    `keep_index` leaves `index.html` at the end of addresses, for sites read from disk.
    Without Pagefind there are no files and one warning: `search-unavailable`.
    """
    binary = binary or executable()
    if binary is None:
        return {}, (_unavailable("Pagefind is not installed"),)
    try:
        with tempfile.TemporaryDirectory(prefix="sitegen-search-") as room:
            pages = _all(root) if only is None else only
            place = _gathered(root, pages, Path(room) / "site")
            fault = _run(binary, place, Path(room), keep_index=keep_index)
            files = {} if fault else dict(_read(Path(room) / "out"))
    except OSError as problem:
        return {}, (_no_room(problem),)
    if fault:
        return {}, (_unavailable(fault),)
    try:
        return _placed(_reproducible(files), folder), ()
    except (ValueError, KeyError, TypeError, IndexError, zlib.error) as problem:
        fault = f"the search index works, but is not the same in each build ({problem})"
        hint = "this version of Pagefind is not known here: use 1.5"
        return _placed(files, folder), (warning("search-not-reproducible", PLACE, fault, hint=hint),)


def executable() -> Path | None:
    """Pagefind's binary, the extended one if there is one: of the Python package, else one that the system
    knows.
    """
    for package in ("pagefind_bin_extended", "pagefind_bin"):
        spec = importlib.util.find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            for name in ("pagefind_extended", "pagefind", "pagefind_extended.exe", "pagefind.exe"):
                if (Path(folder) / name).is_file():
                    return Path(folder) / name
    found = shutil.which("pagefind_extended") or shutil.which("pagefind")
    return Path(found) if found else None


def unsegmented(languages: Iterable[str], binary: Path | None = None) -> tuple[Problem, ...]:
    """The warning `search-unsegmented` if there are languages whose words the binary cannot tell apart."""
    binary = binary or executable()
    found = sorted(lang for lang in set(languages) if lang.partition("-")[0] in SPACELESS)
    if not found or binary is None or "extended" in binary.name:
        return ()
    message = f"the search finds whole clauses only, no words, in: {', '.join(found)}"
    hint = "install the package “pagefind[extended]”, which knows the words of these languages"
    return (warning("search-unsegmented", PLACE, message, hint=hint),)


def _run(binary: Path, root: Path, folder: Path, *, keep_index: bool) -> str:
    """Run Pagefind from an empty folder, so that no settings of its own are found; what went wrong."""
    work, out = folder / "work", folder / "out"
    work.mkdir()
    command = [str(binary.resolve()), "--site", str(root.resolve()), "--output-path", str(out), "--silent"]
    command += ["--exclude-selectors", NO_WORDS]
    if keep_index:
        command.append("--keep-index-url")
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(command, cwd=work, env=clean, capture_output=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return f"Pagefind did not end within {TIMEOUT // 60} minutes"
    except OSError as problem:
        return f"Pagefind cannot be run ({problem.strerror or problem})"
    if done.returncode:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        return f"Pagefind failed: {said[-1].strip() if said else f'exit code {done.returncode}'}"
    return "" if (out / "pagefind-entry.json").is_file() else "Pagefind wrote no index"


def _all(root: Path) -> Iterator[str]:
    return (path.relative_to(root).as_posix() for path in root.rglob("*.html"))


def _gathered(root: Path, pages: Iterable[str], place: Path) -> Path:
    """A folder with just these pages as the index should read them: links where nothing is folded and the
    file system has them, else copies.
    """
    for page in pages:
        with contextlib.suppress(FileNotFoundError):  # a page that failed and never was
            _put(root / page, place / page)
    place.mkdir(exist_ok=True)
    return place


def _put(page: Path, target: Path) -> None:
    data = page.read_bytes()
    read = folded(data)
    target.parent.mkdir(parents=True, exist_ok=True)
    if read is data:
        with contextlib.suppress(OSError):
            target.hardlink_to(page)
            return
    target.write_bytes(read)


def _read(out: Path) -> Iterator[tuple[str, bytes]]:
    """The files that the search page needs, by path below Pagefind's folder."""
    for path in sorted(out.rglob("*")):
        if path.is_file() and (path.name in SCRIPTS or path.suffix in NEEDED or path.suffix == ".json"):
            yield path.relative_to(out).as_posix(), path.read_bytes()


def _unavailable(why: str) -> Problem:
    return warning("search-unavailable", PLACE, f"there is no full-text search: {why}", hint=CURE)


def _no_room(fault: OSError) -> Problem:
    """The temporary folder, which is not the archive's, is full or cannot be written to."""
    place = os.environ.get("TMPDIR", "")
    with contextlib.suppress(OSError):
        place = tempfile.gettempdir()
    message = f"there is no full-text search: the temporary folder {place} cannot hold it ({fault.strerror})"
    hint = "make room there, or set TMPDIR to another folder; all else is built"
    return warning("search-unavailable", PLACE, message, hint=hint)


# --- the same bytes each time --------------------------------------------------------------------


def _reproducible(files: Mapping[str, bytes]) -> Files:
    """The index with filters in order, under names that follow from their contents."""
    made = {path: data for path, data in files.items() if not path.endswith((".pf_filter", ".pf_meta"))}
    entry = json.loads(made["pagefind-entry.json"])
    for lang, about in sorted(entry["languages"].items()):
        meta = _unpacked(files[f"pagefind.{about['hash']}.pf_meta"])
        filters = []
        for name, label in sorted(meta[3]):
            values = _unpacked(files[f"filter/{label}.pf_filter"])
            plain = cbor.dumps([values[0], sorted(values[1])])
            label = f"{lang}_{_hash(plain)[:7]}"  # noqa: PLW2901 - the new name of the same file
            made[f"filter/{label}.pf_filter"] = _packed(plain)
            filters.append([name, label])
        meta[3] = filters
        plain = cbor.dumps(meta)
        about["hash"] = f"{lang}_{_hash(plain)[:10]}"
        made[f"pagefind.{about['hash']}.pf_meta"] = _packed(plain)
    made["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return made


def _placed(files: Mapping[str, bytes], folder: str) -> Files:
    return {f"{folder}/{path}": files[path] for path in sorted(files)}


def _unpacked(data: bytes) -> list:  # type: ignore[type-arg]
    plain = zlib.decompress(data, wbits=31)
    if not plain.startswith(MAGIC):
        raise ValueError("a file has another form than expected")
    value = cbor.loads(plain[len(MAGIC) :])
    if not isinstance(value, list):
        raise TypeError("a file has another form than expected")
    return value


def _packed(plain: bytes) -> bytes:
    """As Pagefind packs: gzip, with neither time nor name."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return packer.compress(MAGIC + plain) + packer.flush()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
