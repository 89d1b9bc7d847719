"""The boundary of each article's import: what goes wrong in one stays its own."""

from __future__ import annotations

from collections.abc import Callable

from sitegen.importing.values import Imported, Skipped
from sitegen.problems import error


def attempted(work: Callable[[], Imported | Skipped], source: str, line: int = 1) -> Imported | Skipped:
    """The article that `work` makes of what stands in a `source`, from a `line` on. A bug keeps that article
    out, as an error, and no other, as does what is nested deeper than the libraries follow.
    """
    try:
        return work()
    except RecursionError:
        message = "the article cannot be imported: what it holds is nested too deep"
        hint = "close the tags that are never closed, and import again"
        problem = error("nested-too-deep", source, message, hint=hint, line=line)
        return Skipped(source, "nested-too-deep", message, problem)
    except Exception as fault:  # noqa: BLE001 - the task's boundary
        message = f"the article cannot be imported: {type(fault).__name__}: {fault}"
        hint = "this is a bug of sitegen: please report it with the file"
        problem = error("internal", source, message, hint=hint, line=line)
        return Skipped(source, "internal", message, problem)
