r"""`SHA256SUMS`: the digest of every file of a site, and what a copy lacks, changed or added.

Format: that of `sha256sum` (GNU coreutils): 64 hexadecimal digits, two spaces, the path. Where a path has
a backslash or a line break, the line begins with a backslash, and they are written `\\`, `\n` and `\r`.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

NAME = "SHA256SUMS"
SIGNATURES = ("SHA256SUMS.sig", "SHA256SUMS.minisig")
"""Detached signatures of the list: by an SSH key, and by minisign."""
OWN = frozenset((NAME, *SIGNATURES))
"""What the list cannot name: itself, and what is made of it."""

_LINE = re.compile(r"(\\?)([0-9a-fA-F]{64}) [ *](.+)", re.DOTALL)
_SPECIAL = re.compile(r"[\\\n\r]")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}


class NoChecksumsError(Exception):
    """There is no list to compare with, or it names nothing. The message says where it was looked for."""


@dataclass(frozen=True, slots=True)
class Verification:
    """How a folder differs from its list; paths are sorted. `bad_lines` of the list name no file in it."""

    checked: int
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    bad_lines: tuple[int, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing differs."""
        return not (self.missing or self.changed or self.extra or self.unreadable or self.bad_lines)


def checksums(digests: Mapping[str, str]) -> str:
    """The list for SHA-256 digests in hexadecimal by path, sorted by path."""
    paths = sorted(digests)
    plain = "".join([f"{digests[path]}  {path}\n" for path in paths])
    # Hardly any path needs an escape, which one look at the whole list tells
    if plain.count("\n") == len(paths) and "\\" not in plain and "\r" not in plain:
        return plain
    return "".join([f"{_line(path, digests[path])}\n" for path in paths])


def amended(listed: bytes, changed: Mapping[str, tuple[str, str]]) -> bytes:
    """The list (its bytes) with other digests for some of its paths: what each was and what it is. Raises
    `ValueError` for what it does not list so.
    """
    made = bytearray(listed)
    for path, (old, new) in changed.items():
        line = f"{_line(path, old)}\n".encode("utf-8", "surrogateescape")
        start = 0 if made.startswith(line) else made.index(b"\n" + line) + 1
        made[start : start + len(line)] = f"{_line(path, new)}\n".encode("utf-8", "surrogateescape")
    return bytes(made)


def parse(text: str) -> tuple[dict[str, str], tuple[int, ...]]:
    """Digests by path, and the numbers of the lines that are none or that lead out of the folder."""
    digests, bad = {}, []
    for number, line in enumerate(text.split("\n"), 1):
        found = _LINE.fullmatch(line.removesuffix("\r"))  # a copy whose line ends were changed on the way
        path = _unescaped(found[3]) if found and found[1] else found[3] if found else ""
        if found and _stays_inside(path):
            digests[path.removeprefix("./")] = found[2].lower()
        elif line.strip():
            bad.append(number)
    return digests, tuple(bad)


def verify(root: Path) -> Verification:
    """Compare a folder with the list in it. Raises NoChecksumsError if there is none, or an empty one."""
    try:
        _require_file(root / NAME)
        text = (root / NAME).read_bytes().decode("utf-8", "surrogateescape")
    except OSError as fault:
        why = (
            "there is no" if isinstance(fault, FileNotFoundError | NotADirectoryError) else "cannot read the"
        )
        raise NoChecksumsError(f"{why} list {root / NAME}") from None
    wanted, bad = parse(text)
    if not wanted and not bad:
        raise NoChecksumsError(f"no file is named in the list {root / NAME}")
    present = frozenset(_files(root))
    found = {path: digest_of(root / path) for path in wanted if path in present}
    return Verification(
        checked=len(wanted),
        missing=tuple(sorted(wanted.keys() - present)),
        changed=tuple(sorted(path for path, digest in found.items() if digest and digest != wanted[path])),
        extra=tuple(sorted(_foreign(present, wanted))),
        unreadable=tuple(sorted(path for path, digest in found.items() if not digest)),
        bad_lines=bad,
    )


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal; "" if it cannot be read."""
    try:
        _require_file(path)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _require_file(path: Path) -> None:
    """Raise `OSError` for what is no file: a pipe in the place of one would be waited for without end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is no file")


def _line(path: str, digest: str) -> str:
    if not _SPECIAL.search(path):
        return f"{digest}  {path}"
    return f"\\{digest}  {_SPECIAL.sub(lambda found: _ESCAPES[found[0]], path)}"


def _unescaped(path: str) -> str:
    plain = {escape[1]: character for character, escape in _ESCAPES.items()}
    return re.sub(r"\\([\\nr])", lambda found: plain[found[1]], path)


def _stays_inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/")


def _foreign(present: frozenset[str], wanted: Mapping[str, str]) -> Iterator[str]:
    for path in present - wanted.keys():
        # Hidden files are the server's, Git's or the build's own: a site has none.
        hidden = any(part.startswith(".") for part in path.split("/"))
        if not hidden and path not in OWN:
            yield path


def _files(root: Path) -> Iterator[str]:
    """Every file below a folder as a path with slashes; links to folders are files that do not belong."""
    for place, folders, names in os.walk(root):
        prefix = "" if place == str(root) else f"{Path(place).relative_to(root).as_posix()}/"
        yield from (f"{prefix}{name}" for name in names)
        yield from (f"{prefix}{name}" for name in folders if (Path(place) / name).is_symlink())
