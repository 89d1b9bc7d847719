"""What an import tells: `--json` (contract, section 6), a summary line, and `import-report.md`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sitegen.files import write_atomic
from sitegen.importing.sources import REPORT
from sitegen.importing.tally import Tally
from sitegen.problems import Problem


def write(root: Path, tally: Tally, source: Path, form: str) -> None:
    """Write the report, if it says anything else than the one that is there."""
    text = markdown(tally, source.resolve().name, form).encode()
    target = root / REPORT
    if not target.is_file() or target.read_bytes() != text:
        write_atomic(os.fspath(target), text)


def markdown(tally: Tally, source: str, form: str) -> str:
    """The report for people: what came in, what was left out, what needs a person."""
    parts = [f"# Import of {source}\n", *_figures(tally, form)]
    parts += _section("About the source", [f"- {note}" for note in tally.notes])
    parts += _section("Settings that content/site.yaml lacks", _lacking(tally.lacking))
    parts += _section("Skipped", [f"- `{s.path}`: {s.detail or s.reason}" for s in tally.skipped])
    parts += _section("Needs a look", list(_problems(tally.problems)))
    keys = [
        f"- `{key}` ({'once' if count == 1 else f'{count} times'})"
        for key, count in sorted(tally.dropped.items())
    ]
    parts += _section("Front matter that has no meaning here and was left out", keys)
    return "\n".join(parts) + "\n"


def _figures(tally: Tally, form: str) -> Iterator[str]:
    posts = tally.embeds()
    rows = {
        "Format": form,
        "Articles and pages": f"{tally.imported} ({tally.drafts} drafts, {tally.pages} standing pages)",
        "Skipped": str(len(tally.skipped)),
        "Embedded posts": f"{posts['found']} in {posts['files']} files ({posts['unique']} different posts)",
        "… by form": ", ".join(f"{count} {form}" for form, count in posts["by_form"].items()),
        "… with their words": f"{posts['captured']}",
        "… gone": f"{posts['dead']}",
        "… without address": f"{posts['without_url']}",
        "Players in frames": str(posts["frames"]),
        "Media files": str(tally.media),
        "Former addresses kept": str(tally.redirects),
    }
    yield "| | |\n|---|---|"
    yield from (f"| {name} | {value} |" for name, value in rows.items())
    yield ""


def _section(title: str, lines: list[str]) -> list[str]:
    return [f"## {title}\n", *lines, ""] if lines else []


def _lacking(text: str) -> list[str]:
    words = "It was left as it is. Paste what you want of this, under its key where that is there already:"
    return [f"{words}\n\n```yaml\n{text}```"] if text else []


def _problems(problems: list[Problem]) -> Iterator[str]:
    """The problems by kind, the most frequent first, each with its places."""
    counts = Counter(problem.code for problem in problems)
    for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"### {code} ({count})\n"
        own = [problem for problem in problems if problem.code == code]
        hint = own[0].hint if len({problem.hint for problem in own}) == 1 else ""
        if hint:
            yield f"{hint[:1].upper()}{hint[1:]}.\n"
        for problem in own:
            more = f" ({problem.hint})" if problem.hint and not hint else ""
            yield f"- `{problem.path}:{problem.line}`: {problem.message}{more}"
        yield ""
