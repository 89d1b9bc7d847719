"""What earlier imports left among the published, and the source keeps from readers now."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from sitegen.decoding.kinds import TRUE
from sitegen.files import scan
from sitegen.importing.frontmatter import heads
from sitegen.importing.values import PRIVATE, Withheld
from sitegen.problems import Problem, error


def still_published(
    content: Path, withheld: Sequence[Withheld], planned: Container[str]
) -> Iterator[Problem]:
    """The files below `content` that show what is withheld; none of those that this import put there."""
    if not withheld:
        return
    by_alias = {alias: item for item in withheld for alias in item.aliases}
    by_path = {item.path: item for item in withheld}
    for path in sorted(found.path for found in scan(content, links="public") if found.path.endswith(".md")):
        if path not in planned:
            yield from _told(content / path, path, by_alias, by_path)
    for item in withheld:
        for target in item.copies:
            public = target.removeprefix(PRIVATE)
            if public != target and public not in planned and (content / public).is_file():
                hint = "delete it, unless another article shows it"
                yield _problem(item, f"content/{public}, a file of “{item.title}”,", hint)


def _told(
    file: Path, path: str, by_alias: dict[str, Withheld], by_path: dict[str, Withheld]
) -> Iterator[Problem]:
    try:
        head = heads.read(file.read_text(encoding="utf-8", errors="replace"), path).values
    except OSError:
        return
    given = heads.walk(head.get("aliases", ""))
    found = next((by_alias[alias] for alias in given if alias in by_alias), None)
    if found is None and path in by_path and head.get("title") == by_path[path].title:
        found = by_path[path]
    if found is not None and str(head.get("draft", "")).lower() not in TRUE:
        hint = "delete it, and the pictures that no other article shows"
        yield _problem(found, f"content/{path} (“{found.title}”)", hint)


def _problem(item: Withheld, what: str, hint: str) -> Problem:
    message = f"{what} is published, but the source has it as {item.why}"
    return error("still-published", item.source, message, hint=hint, line=item.line)
