"""Python-Markdown's registries, asked for the names that they keep."""

from __future__ import annotations

from typing import Any


def items(registry: Any) -> list[tuple[str, float]]:
    """(name, priority) of what is registered, in order. There is no public way to list them."""
    list(registry)  # brings them in order
    return [(item.name, item.priority) for item in registry._priority]


def names(registry: Any) -> list[str]:
    """The names of what is registered, in order."""
    return [name for name, _ in items(registry)]
