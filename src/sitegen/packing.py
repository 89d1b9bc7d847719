"""Values as bytes, behind a checksum; only the plain values of this package are ever unpickled, since an
archive's folder may come from anyone.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from sitegen.digest import of_bytes, of_text

_CHECKSUM = 16
_PLAIN = frozenset(
    {
        ("datetime", "datetime"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        ("sitegen.digest", "Shared"),
    }
)
_HOMES = (
    "evidence",
    "feeds.values",
    "linkcheck",
    "model",
    "noop",
    "outline",
    "problems",
    "report",
    "stale",
    "views",
)
_VALUES = frozenset(f"sitegen.{name}" for name in _HOMES)


@lru_cache(maxsize=1)
def shape() -> str:
    """The digest of the shapes that values have: those of another version's shape are as good as none."""
    here = Path(__file__).parent
    homes = [module.removeprefix("sitegen.") for module in sorted(_VALUES)]
    sources = [
        source
        for place in (here / home.replace(".", "/") for home in homes)
        for source in (place.with_suffix(".py"), *sorted(place.glob("*.py")))
    ]
    digests = (of_bytes(source.read_bytes()) for source in sources if source.is_file())
    return of_text(*digests)


def _home(module: str) -> str:
    """The module of a value as `_VALUES` names it: `sitegen.model` for `sitegen.model.articles`."""
    return ".".join(module.split(".")[:2])


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _kind(module, name)


@lru_cache(maxsize=128)
def _kind(module: str, name: str) -> type:
    """The class of a value; raises `UnpicklingError` for anything that a cache may not hold."""
    ours = module in _VALUES or _home(module) in _VALUES
    known = (module, name) in _PLAIN or (ours and name.isidentifier())
    found = getattr(import_module(module), name, None) if known else None
    if not isinstance(found, type) or found.__module__ != module:  # nor what a module only imports
        raise pickle.UnpicklingError(f"{module}.{name} is no value of a cache")
    return found


def pack(value: Any, name: str) -> bytes:
    """The value as bytes, with a checksum in front: a flipped bit must not become a wrong page, nor
    a value be taken for another. `name` is what it will be asked for by.
    """
    data = pickle.dumps(value, protocol=5)
    return _checksum(name, data) + data


def unpack(data: bytes, name: str) -> Any:
    """The value that `pack` was given under this name; raises `ValueError` for anything else."""
    if not is_whole(data, name):
        raise ValueError("not what was stored")
    return loaded(data)


def is_whole(data: Any, name: str) -> bool:
    """Whether these are the bytes that `pack` made for this name."""
    if not isinstance(data, bytes):
        return False
    return _checksum(name, memoryview(data)[_CHECKSUM:]) == data[:_CHECKSUM]


def _checksum(name: str, data: bytes | memoryview) -> bytes:
    made = hashlib.blake2b(f"{name}\n".encode(), digest_size=_CHECKSUM)
    made.update(data)
    return made.digest()


def loaded(data: bytes) -> Any:
    """The value in bytes that are known to be whole; raises `ValueError` if this version cannot read it."""
    stream = io.BytesIO(data)  # which shares the bytes
    stream.seek(_CHECKSUM)
    try:
        return _Reader(stream).load()
    except Exception as fault:
        raise ValueError(f"not readable by this version: {fault}") from fault
