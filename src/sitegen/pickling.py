"""Frozen values that come by the ten thousand: quickly made, and quickly taken between processes and to and
from the cache.
"""

from __future__ import annotations

import sys
from dataclasses import MISSING, fields
from typing import Any, TypeVar

T = TypeVar("T")


def portable(kind: type[T], *, shared: tuple[str, ...] = ()) -> type[T]:
    """Let the instances of a frozen dataclass with slots (two fields or more) be made and pickled quickly.

    What `dataclasses` writes for such a class looks for each slot by its name, and for all of its fields anew
    when an instance is pickled. What is written here, in the same way (from source), sets the slots
    themselves: three times as quick, which is worth a tenth of a build with little to do.

    The `shared` fields are texts, or tuples of texts, that many instances have in common: those that are
    unpickled have them once.
    """
    made: Any = kind
    names: tuple[str, ...] = vars(kind)["__slots__"]
    space: dict[str, Any] = {f"_put_{name}": vars(kind)[name].__set__ for name in names}
    defaults = {field.name: field.default for field in fields(made) if field.default is not MISSING}
    space |= {f"_default_{name}": value for name, value in defaults.items()}
    taken = ", ".join(f"{name}=_default_{name}" if name in defaults else name for name in names)
    put = "\n".join(f"    _put_{name}(self, {name})" for name in names)
    space["_once"] = _once
    share = "".join(f"    {name} = _once({name})\n" for name in shared)
    source = (
        f"def init(self, {taken}):\n{put}\n"
        f"def state(self):\n    return {', '.join(f'self.{name}' for name in names)}\n"
        f"def restore(self, values):\n    {', '.join(names)} = values\n{share}{put}\n"
    )
    exec(source, space)  # noqa: S102 - of the names of fields only
    space["init"].__annotations__ = made.__init__.__annotations__
    space["init"].__qualname__ = f"{kind.__qualname__}.__init__"
    made.__init__ = space["init"]
    made.__getstate__, made.__setstate__ = space["state"], space["restore"]
    return kind


def _once(texts: Any) -> Any:
    """A text, or those of a tuple, as one object wherever they are equal."""
    return tuple(map(sys.intern, texts)) if isinstance(texts, tuple) else sys.intern(texts)
