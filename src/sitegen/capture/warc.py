"""What a run was answered, as a WARC file: evidence that others can check and replay."""

from __future__ import annotations

import io
import threading
import zlib
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sitegen import __version__
from sitegen.files import write_all
from sitegen.network import Exchange, UnrecordedError

OPEN = ".open"
"""How the name of a file ends that is still being written."""

PIECE = 65_536
"""Bytes of a broken file that are looked at together."""


class MissingExtraError(Exception):
    """The package for WARC files is not installed; the message says how to get it."""


def require_warcio() -> None:
    """Raise `MissingExtraError` if WARC files cannot be written here."""
    try:
        import warcio  # noqa: F401, PLC0415 - an extra
    except ImportError as fault:
        message = "WARC files need the package warcio: pip install 'sitegen[warc]'"
        raise MissingExtraError(message) from fault


class WarcFile:
    """A WARC 1.1 of one run. Each record is written whole, so that a broken run leaves a sound file; a run
    that is answered nothing leaves none. `counts` are the answers that are `kept` and `left_out`.
    """

    def __init__(self, folder: Path, now: datetime) -> None:
        require_warcio()
        folder.mkdir(parents=True, exist_ok=True)
        recover(folder)
        self.path = _free(folder, f"capture-{now:%Y%m%dT%H%M%SZ}")
        self._open = self.path.with_name(self.path.name + OPEN)
        self._lock = threading.Lock()
        self._closed = False
        self.counts: Counter[str] = Counter()
        self._append(self._information())

    def record(self, exchange: Exchange) -> None:
        """Keep a request and its response, if this came whole. May be called from any thread."""
        data = b"" if exchange.body is None else _records(exchange, exchange.body)
        with self._lock:
            if data and not self._closed:
                self._append(data)
            self.counts["kept" if data else "left_out"] += 1

    def close(self) -> None:
        """Give the file its final name; remove one without answers, and its folder if it is the only one."""
        with self._lock:
            self._closed = True
            if not self.counts["kept"]:
                self._open.unlink(missing_ok=True)
                with suppress(OSError):  # it is not empty
                    self.path.parent.rmdir()
            elif self._open.exists():
                self._open.replace(self.path)

    def _append(self, data: bytes) -> None:
        """Add whole records, or none where the disk has no room for them. Raises `UnrecordedError`."""
        with self._open.open("ab", buffering=0) as file:
            before = file.tell()
            try:
                write_all(file.fileno(), data)
            except OSError as fault:
                file.truncate(before)
                raise UnrecordedError(fault.errno, fault.strerror, str(self.path)) from fault

    def _information(self) -> bytes:
        buffer, writer = _writer()
        info = {"software": f"sitegen/{__version__}", "format": "WARC File Format 1.1"}
        writer.write_record(writer.create_warcinfo_record(self.path.name, info))
        return buffer.getvalue()


def _free(folder: Path, name: str) -> Path:
    """Where a file of this name may stand: one that was written in the same second keeps its place."""
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(path for path in (folder / f"{one}.warc.gz" for one in names) if not path.exists())


def _writer() -> tuple[io.BytesIO, Any]:
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415 - an extra

    buffer = io.BytesIO()
    return buffer, WARCWriter(buffer, gzip=True, warc_version="1.1")


def _records(exchange: Exchange, body: bytes) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415 - an extra

    buffer, writer = _writer()
    path = "/" + exchange.url.split("://", 1)[-1].partition("/")[2]
    response = writer.create_warc_record(
        exchange.url,
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=StatusAndHeaders(
            f"{exchange.status} {exchange.reason}".strip(), _told(exchange), protocol="HTTP/1.1"
        ),
        warc_headers_dict={"WARC-Date": _moment(exchange.moment)},
    )
    asked = StatusAndHeaders(
        f"{exchange.method} {path} HTTP/1.1", list(exchange.request_headers), is_http_request=True
    )
    request = writer.create_warc_record(
        exchange.url,
        "request",
        payload=io.BytesIO(exchange.request_body),
        length=len(exchange.request_body),
        http_headers=asked,
        warc_headers_dict={"WARC-Date": _moment(exchange.moment)},
    )
    writer.write_request_response_pair(request, response)
    return buffer.getvalue()


def _told(exchange: Exchange) -> list[tuple[str, str]]:
    """The response's headers. The body is kept without chunks, so the header that announced them goes."""
    return [(name, value) for name, value in exchange.response_headers if name.lower() != "transfer-encoding"]


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def recover(folder: Path) -> None:
    """Finish files that a broken run left: what follows their last whole record is cut off. Those with no
    more than their first, which tells of the run, are removed.
    """
    for file in sorted(folder.glob(f"*.warc.gz{OPEN}")):
        ends = _ends_of_members(file.read_bytes())
        if len(ends) < 2:
            file.unlink()
            continue
        with file.open("r+b") as opened:
            opened.truncate(ends[-1])
        file.replace(file.with_name(file.name.removesuffix(OPEN)))


def _ends_of_members(data: bytes) -> list[int]:
    """Where each whole gzip member (one a record) at the beginning of `data` ends."""
    view, ends = memoryview(data), [0]
    with suppress(zlib.error):
        while (end := _end_of_member(view, ends[-1])) is not None:
            ends.append(end)
    return ends[1:]


def _end_of_member(data: memoryview, begin: int) -> int | None:
    """Where the gzip member that begins there ends; None if it is cut off. It is read by pieces, as zlib
    copies whatever follows a member. Raises `zlib.error`.
    """
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for at in range(begin, len(data), PIECE):
        inflater.decompress(data[at : at + PIECE])
        if inflater.eof:
            return min(at + PIECE, len(data)) - len(inflater.unused_data)
    return None
