"""The arguments of shortcodes and template tags, as Liquid, Hugo and WordPress write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_ARGUMENT = re.compile(
    r"""(?:(?P<name>[A-Za-z_][\w-]*)\s*(?:=\s*|:(?=\s|["'])\s*))?(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^'\\]|\\.)*)'"""
    r"""|`(?P<raw>[^`]*)`|“(?P<curly>[^”]*)”|(?P<bare>[^\s,"'=]\S*?(?=[\s,]|\Z)))"""
)


@dataclass(frozen=True, slots=True)
class Arguments:
    """`named` by lower-case name, `positional` in order; quotes and their escapes are gone."""

    positional: tuple[str, ...] = ()
    named: dict[str, str] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """The first of the named arguments that is there, or an empty text."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def at(self, index: int) -> str:
        """A positional argument, or an empty text."""
        return self.positional[index] if index < len(self.positional) else ""


def parse(text: str) -> Arguments:
    """The arguments in the text between a name and the end of its tag."""
    positional: list[str] = []
    named: dict[str, str] = {}
    for match in _ARGUMENT.finditer(text):
        quoted = next((match[name] for name in ("double", "single") if match[name] is not None), None)
        value = re.sub(r"\\([\"'\\])", r"\1", quoted) if quoted is not None else (
            match["raw"] or match["curly"] or match["bare"] or ""
        )  # fmt: skip
        value = " ".join(value.split())
        if match["name"]:
            named.setdefault(match["name"].lower(), value)
        else:
            positional.append(value)
    return Arguments(tuple(positional), named)
