"""The snapshots and the ledger on disk, held in memory for a run and written one by one."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen import snapshots
from sitegen.cache import CACHE, LockedError, opened, require_own
from sitegen.files import TEMPORARY, leads_out, scan, write_atomic
from sitegen.model import Snapshot
from sitegen.problems import Problem, error, has_errors, warning
from sitegen.snapshots import SourceRecord, precedence
from sitegen.snapshots.reading import parse_object

RUNS = Path(CACHE) / "capture"
"""The folder, below an archive's, of what runs need to know of each other."""

THRIFT = 20
"""The ledger is written again once this many times the last writing's duration has passed."""


@contextmanager
def opened_store(root: Path) -> Iterator[Store]:
    """The store of the archive in `root`, held until the block ends, and written whole then.

    Raises `LockedError` while another run holds it.
    """
    require_own((root / RUNS).parent)
    with ExitStack() as stack:
        try:
            stack.enter_context(opened(root / RUNS, wait=0))
        except LockedError as fault:
            message = "another capture or check of this archive is running; let it end first"
            raise LockedError(message) from fault
        store = Store(root / "content")
        stack.callback(store.flush)
        yield store


class Store:
    """`_snapshots/` of one archive, while nobody else writes there.

    `problems` tells of files that cannot be read: they stay as they are. So does a ledger that was edited
    into nonsense (not `ledger_sound`), until someone mends it.
    """

    def __init__(self, content: Path) -> None:
        self.content = content
        self.posts: dict[str, Snapshot] = {}
        self.problems: list[Problem] = []
        self.ledger: dict[str, SourceRecord] = {}
        self._files: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._faulty: set[str] = set()
        self._links: set[str] = set()
        self._ledger_text = ""
        self.ledger_sound = True
        self._noted = False
        self._pause = 0.0
        self._written_at = 0.0
        self._read()
        if self.elsewhere(snapshots.LEDGER):
            self.ledger_sound = False

    @property
    def unreadable(self) -> frozenset[str]:
        """The keys of snapshots with faults, which are left alone until someone mends them."""
        return frozenset(self._faulty)

    def _read(self) -> None:
        for found in sorted(scan(self.content / snapshots.FOLDER, hidden=True), key=lambda file: file.path):
            path = f"{snapshots.FOLDER}/{found.path}"
            if f"/{TEMPORARY}" in path:  # half a file, left by a run that was broken off
                (self.content / path).unlink(missing_ok=True)
            elif path == snapshots.LEDGER:
                self._read_ledger(path)
            elif path.endswith(".json") and path.count("/") == 2:
                self._read_post(path)

    def _text(self, path: str) -> str | None:
        try:
            data = (self.content / path).read_bytes()
        except OSError as fault:
            self.problems.append(
                error("unreadable", f"content/{path}", f"it cannot be read: {fault.strerror}")
            )
            return None
        text, problems = snapshots.text_in(data, f"content/{path}")
        self.problems += problems
        return text

    def _read_post(self, path: str) -> None:
        text = self._text(path)
        snapshot, problems = (None, ()) if text is None else snapshots.decode(text, f"content/{path}")
        self.problems += problems
        _, _, provider, name = ("", *path.split("/"))
        key = snapshot.key if snapshot else f"{provider}/{snapshots.id_of(name)}"
        if snapshot is None or has_errors(problems):
            self._faulty.add(key)
        known = self.posts.get(key)
        if known and snapshot and precedence(known, self._files[key]) >= precedence(snapshot, path):
            return
        if snapshot is not None:
            self.posts[key] = snapshot
        self._files[key], self._texts[key] = path, text or ""

    def _read_ledger(self, path: str) -> None:
        text = self._text(path)
        self._ledger_text = text or ""
        records, problems = ((), ()) if text is None else snapshots.decode_records(text, f"content/{path}")
        self.problems += problems
        self.ledger_sound = text is not None and not has_errors(problems)
        self.ledger = {record.url: record for record in records}

    # --- posts ---

    def extras(self, key: str) -> Mapping[str, Any]:
        """The object in a snapshot's file, with the keys that are the provider's own."""
        raw, _ = parse_object(self._texts.get(key, "{}"), "")
        return raw or {}

    def path(self, post: Snapshot) -> str:
        """Where the post's snapshot stands, or will stand, below `content/`."""
        return self._files.get(post.key) or snapshots.path_of(post.provider, post.id)

    def write(self, post: Snapshot, extra: Mapping[str, Any] | None = None) -> bool:
        """Keep a post, at once; whether that could be done, which is told if not. If only its state changed,
        the rest of its file stays as it is written.

        Values that could not be read again (an address that is none, a date of February 30) are left out.
        """
        path = self.path(post)
        if post.key in self._faulty or self.elsewhere(path) or self._taken(path, post.key):
            return False
        text = self._written(post, extra or {})
        read, problems = snapshots.decode(text, f"content/{path}")
        if read is not None and has_errors(problems):
            text = self._written(read, extra or {})
            read, problems = snapshots.decode(text, f"content/{path}")
        if read is None or has_errors(problems):
            self._refuse(path, f"the post {post.key} is not kept", problems)
            return False
        write_atomic(str(self.content / path), text.encode())
        self.posts[post.key], self._texts[post.key], self._files[post.key] = read, text, path
        return True

    def _written(self, post: Snapshot, extra: Mapping[str, Any]) -> str:
        before, text = self.posts.get(post.key), self._texts.get(post.key, "")
        if before is not None and not extra and _same_but_state(before, post):
            return snapshots.restated(text, post)
        return snapshots.encode(post, text, extra=dict(extra))

    def _refuse(self, path: str, what: str, problems: Iterable[Problem]) -> None:
        """Tell of what was not written, as it could not be read again."""
        why = "; ".join(problem.message for problem in problems) or "it could not be read again"
        hint = "what the service answers cannot be kept; report it if it goes on"
        self.problems.append(warning("not-kept", f"content/{path}", f"{what}: {why}", hint=hint))

    def elsewhere(self, path: str) -> bool:
        """Whether a link leads from a path out of the archive, where nothing is written; it is told once."""
        link = leads_out(self.content, path)
        if link and link not in self._links:
            self._links.add(link)
            message = "this is a symbolic link that leads out of content/: nothing is read or kept there"
            hint = "put the folder or file itself in place of the link, and capture again"
            self.problems.append(error("leads-out", f"content/{link}", message, hint=hint))
        return bool(link)

    def _taken(self, path: str, key: str) -> bool:
        """Whether another post's file has that name on a disk that ignores case."""
        if key in self._files or not (self.content / path).exists():
            return False
        message = f"the snapshot of {key} has no place: another file has its name but for capitals"
        hint = "keep the archive on a disk that tells capitals from small letters"
        self.problems.append(error("snapshot-clash", f"content/{path}", message, hint=hint))
        return True

    def holds(self, path: str) -> bool:
        """Whether there is a file at `path` below `content/`."""
        return (self.content / path).is_file()

    def write_picture(self, path: str, data: bytes) -> bool:
        """Keep a picture of a post at `path` below `content/`; whether that could be done."""
        if self.elsewhere(path):
            return False
        write_atomic(str(self.content / path), data)
        return True

    # --- ledger ---

    def note(self, record: SourceRecord) -> bool:
        """Keep what is known of a source, at once or, where the ledger is long, within a moment; whether
        that can be done, which is told if not.
        """
        if not self.ledger_sound:
            return False
        read, problems = snapshots.decode_records(snapshots.encode_records([record]), "")
        if problems or read != (record,):
            self._refuse(snapshots.LEDGER, f"what is known of {record.url} is not kept", problems)
            return False
        self.ledger[record.url] = record
        self._noted = True
        if time.monotonic() >= self._written_at + self._pause * THRIFT:
            self.flush()
        return True

    def flush(self) -> None:
        """Write the ledger if it has news."""
        if not self._noted:
            return
        begun = time.monotonic()
        text = snapshots.encode_records(self.ledger.values(), self._ledger_text)
        if text != self._ledger_text:
            write_atomic(str(self.content / snapshots.LEDGER), text.encode())
            self._ledger_text = text
        self._noted = False
        self._written_at = time.monotonic()
        self._pause = self._written_at - begun


def _same_but_state(before: Snapshot, after: Snapshot) -> bool:
    return _stateless(before) == _stateless(after)


def _stateless(post: Snapshot) -> Snapshot:
    return replace(post, status="unknown", status_checked_at="", status_history=())
