"""WACZ 1.1.1: the WARC files of an archive in one ZIP, with an index, for replay and for deposit.

https://specs.webrecorder.net/wacz/1.1.1/
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sitegen import __version__
from sitegen.capture.surt import sort_key
from sitegen.capture.warc import require_warcio

VERSION = "1.1.1"
INDEX = "indexes/index.cdx.gz"


@dataclass(frozen=True, slots=True)
class _Record:
    """A response in a WARC file: `offset` and `length` in bytes of its compressed record."""

    url: str
    moment: str
    status: str
    mime: str
    digest: str
    file: str
    offset: int
    length: int


def pack(warcs: Sequence[Path], target: Path, *, now: str) -> int:
    """Pack WARC files into `target`, whole or not at all; the number of responses in it.

    `now` is ISO 8601. Raises `MissingExtraError` without warcio, `ValueError` if a file is no WARC.
    """
    require_warcio()
    records = [record for warc in warcs for record in _responses(warc)]
    lines = _cdxj(records)
    index = gzip.compress("".join(lines).encode(), mtime=0)
    files = {
        INDEX: index,
        "indexes/index.idx": _idx(lines, index).encode(),
        "pages/pages.jsonl": _pages(records).encode(),
    }
    temporary = target.with_name(f".sitegen-{os.getpid()}-{target.name}")
    try:
        _write_zip(temporary, warcs, files, now=now)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return len(records)


def _write_zip(target: Path, warcs: Sequence[Path], files: dict[str, bytes], *, now: str) -> None:
    resources = [_resource(f"archive/{warc.name}", *_measured(warc)) for warc in warcs]
    resources += [
        _resource(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()
    ]
    package = _json(
        {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": "Evidence",
            "created": now,
            "software": f"sitegen/{__version__}",
            "resources": resources,
        }
    )
    digest = {"path": "datapackage.json", "hash": f"sha256:{hashlib.sha256(package).hexdigest()}"}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for warc in warcs:
            archive.write(warc, f"archive/{warc.name}")
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("datapackage.json", package)
        archive.writestr("datapackage-digest.json", _json(digest))


def _measured(file: Path) -> tuple[int, str]:
    with file.open("rb") as opened:
        return file.stat().st_size, hashlib.file_digest(opened, "sha256").hexdigest()


def _resource(path: str, size: int, digest: str) -> dict[str, Any]:
    """A file as `datapackage.json` lists it; names of resources may have no capitals."""
    return {"name": path.rpartition("/")[2].lower(), "path": path, "hash": f"sha256:{digest}", "bytes": size}


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


# --- what the WARC files hold --------------------------------------------------------------------


def _responses(warc: Path) -> Iterator[_Record]:
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - an extra
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    with warc.open("rb") as opened:
        reader = ArchiveIterator(opened)
        try:
            for record in reader:
                found = _record(record, warc.name)
                reader.read_to_end(record)
                offset, length = reader.get_record_offset(), reader.get_record_length()
                if found:
                    yield _Record(**found, offset=offset, length=length)
        except ArchiveLoadFailed as fault:
            raise ValueError(f"{warc} is no WARC file: {fault}") from fault


def _record(record: Any, file: str) -> dict[str, str] | None:
    if record.rec_type != "response" or record.http_headers is None:
        return None
    mime = (record.http_headers.get_header("content-type") or "").partition(";")[0].strip()
    return {
        "url": record.rec_headers.get_header("WARC-Target-URI"),
        "moment": record.rec_headers.get_header("WARC-Date"),
        "status": record.http_headers.get_statuscode(),
        "mime": mime or "application/octet-stream",
        "digest": record.rec_headers.get_header("WARC-Payload-Digest") or "",
        "file": file,
    }


def _cdxj(records: Sequence[_Record]) -> list[str]:
    """The index: a sorted line a response, key and moment before its JSON."""
    lines = []
    for record in records:
        stamp = "".join(char for char in record.moment if char.isdigit())[:14]
        data = {
            "url": record.url,
            "mime": record.mime,
            "status": record.status,
            "digest": record.digest,
            "length": str(record.length),
            "offset": str(record.offset),
            "filename": record.file,
        }
        lines.append(f"{sort_key(record.url)} {stamp} {json.dumps(data)}\n")
    return sorted(lines)


def _idx(lines: Sequence[str], index: bytes) -> str:
    """Where the compressed index begins and ends: players read it by this file, and by no other way."""
    meta = {"format": "cdxj-gzip-1.0", "filename": INDEX.rpartition("/")[2]}
    out = f"!meta 0 {json.dumps(meta)}\n"
    if lines:
        key, stamp, _ = lines[0].split(" ", 2)
        digest = f"sha256:{hashlib.sha256(index).hexdigest()}"
        out += f"{key} {stamp} {json.dumps({'offset': 0, 'length': len(index), 'digest': digest})}\n"
    return out


def _pages(records: Sequence[_Record]) -> str:
    """The list of what one may open: a header, then a line for each address that answered."""
    out = io.StringIO()
    out.write(json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All captured answers"}) + "\n")
    seen: set[str] = set()
    for record in sorted(records, key=lambda record: (record.moment, record.url)):
        if record.status == "200" and record.url not in seen:
            seen.add(record.url)
            out.write(json.dumps({"url": record.url, "title": record.url, "ts": record.moment}) + "\n")
    return out.getvalue()
