"""What a site's templates hold that no page shows: a file, or a block, whose name is misspelt."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.problems import Problem, did_you_mean, warning
from sitegen.theme import DEFAULT, Theme

ENDINGS = (".html", ".htm", ".xml", ".jinja", ".jinja2", ".j2")
"""How names of templates end; other files beside them are notes."""


def problems(theme: Theme) -> tuple[Problem, ...]:
    """A warning for each template that no other uses, and for each block that no page has a place for; none
    while one that is used cannot be read, as what that names is unknown.
    """
    usual = {name.removeprefix(DEFAULT) for name in theme.templates if name.startswith(DEFAULT)}
    own = [name for name in sorted(theme.templates) if _is_own(name, theme)]
    used = frozenset().union(*(theme.closure(name) for name in usual)) if own else frozenset()
    if any(map(theme.is_faulty, used)):
        return ()
    lost = [name for name in own if name not in used and name.endswith(ENDINGS)]
    called = frozenset().union(*map(theme.calls, used))
    shown = [name for name in own if name not in lost] if "" not in called else []
    blocks = (problem for name in shown for problem in _blocks(name, called, theme))
    return (*(_template(name, usual, theme) for name in lost), *blocks)


def _is_own(name: str, theme: Theme) -> bool:
    return not name.startswith(DEFAULT) and theme.templates[name] != theme.templates.get(f"{DEFAULT}{name}")


def _template(name: str, usual: set[str], theme: Theme) -> Problem:
    meant = did_you_mean(_stem(name), sorted(map(_stem, usual))).replace("”", ".html”")
    hint = meant or "name it in another template, or remove it"
    message = "no page and no other template uses this template"
    return warning("unused-template", theme.origins.get(name, name), message, hint=hint)


def _stem(name: str) -> str:
    """A name without its ending, which makes all names alike."""
    return name.rpartition(".")[0]


def _blocks(name: str, called: frozenset[str], theme: Theme) -> Iterator[Problem]:
    """The blocks of a template that extends another, which has no such block, and that none calls: nothing
    shows them.
    """
    above = [*_ancestors(name, theme)]
    if not above or any(parent not in theme.templates for parent in above):
        return
    known = {block for parent in above if parent for block, _, _ in theme.blocks(parent)}
    for block, line, inner in theme.blocks(name):
        if block not in known and block not in called and not inner:
            message = f"none of the templates that this one extends has a block “{block}”: it is not shown"
            hint = did_you_mean(block, sorted(known)) or f"the blocks are {', '.join(sorted(known))}"
            yield warning("unknown-block", theme.origins.get(name, name), message, hint=hint, line=line)


def _ancestors(name: str, theme: Theme) -> Iterator[str | None]:
    """The templates that a template extends, directly or not; None for one that only rendering knows."""
    seen: set[str | None] = {""}
    parent = theme.extends(name)
    while parent not in seen:
        seen.add(parent)
        yield parent
        parent = theme.extends(parent) if parent else ""
