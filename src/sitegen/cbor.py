"""The part of CBOR (RFC 8949) that Pagefind's files are made of: whole numbers, texts and lists."""

from __future__ import annotations

from typing import TypeAlias

Value: TypeAlias = "int | str | list[Value]"

NUMBER, TEXT, LIST = 0, 3, 4
MAX_DEPTH = 16


def loads(data: bytes) -> Value:
    """The value; ValueError where the bytes are anything else."""
    value, end = _read(data, 0, 0)
    if end != len(data):
        raise ValueError("there is more after the value")
    return value


def dumps(value: Value) -> bytes:
    """The shortest bytes for a value, which are what Pagefind writes too."""
    if isinstance(value, int):
        return _head(NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(TEXT, len(text)) + text
    return _head(LIST, len(value)) + b"".join(map(dumps, value))


def _read(data: bytes, at: int, depth: int) -> tuple[Value, int]:
    if at >= len(data) or depth > MAX_DEPTH:
        raise ValueError("the value is cut off or nested too deeply")
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if 24 <= size <= 27:
        wide = 1 << (size - 24)
        size, at = int.from_bytes(data[at : at + wide]), at + wide
    elif size > 27:
        raise ValueError("the value has no length")
    if kind == NUMBER:
        return size, at
    if kind == TEXT:
        if at + size > len(data):
            raise ValueError("a text is cut off")
        return data[at : at + size].decode(), at + size
    if kind != LIST:
        raise ValueError(f"values of kind {kind} are not expected")
    items: list[Value] = []
    for _ in range(size):
        item, at = _read(data, at, depth + 1)
        items.append(item)
    return items, at


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes(((kind << 5) | size,))
    wide = next(power for power in range(4) if size < 1 << (8 << power))
    return bytes(((kind << 5) | (24 + wide),)) + size.to_bytes(1 << wide)
