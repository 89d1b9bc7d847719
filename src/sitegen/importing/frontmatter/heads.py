"""Front matter of any tool -> keys with raw values: YAML, TOML, JSON, and what is nearly one of them.

Values are texts, lists of values, or mappings of values: what a text means, its reader decides. What
is broken is mended where the intention is plain, and told; what cannot be mended is left out, and told.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sitegen import frontmatter
from sitegen.decoding.report import Report
from sitegen.decoding.yamltext import compose
from sitegen.problems import Problem, error, warning

Value = str | list[Any] | dict[str, Any]

_NULL = frozenset({"~", "null", "Null", "NULL"})
_SUSPECT = re.compile(r"(?P<key>[\w-]+)[ \t]*:[ \t]+(?P<value>[^\s\"'\[{|>#].*?)[ \t]*\Z")
_HASHTAG = re.compile(
    r"(?P<key>[\w-]+)[ \t]*:[ \t]+(?P<value>[^\s\"'\[{|>#&*!%@`][^\"]*? #[^\s#][^\"]*?)[ \t]*\Z"
)
_DASHED = re.compile(r"(?P<key>[ \t]*-)[ \t]+(?P<value>[^\s\"'\[{|>#].*?)[ \t]*\Z")
_TIGHT = re.compile(r"(?P<key>[A-Za-z_][\w-]*):(?P<value>[^\s:/].*)\Z")
_TROUBLE = re.compile(r": |:\Z|\s#|^[&*!%@`]")
_TOML = re.compile(
    r"(?:[ \t\ufeff]*\n)*\+\+\+[ \t]*\n(?P<head>.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_NAMED = re.compile(
    r"\ufeff?(?:[ \t]*\n)*---[ \t]*(?P<name>[A-Za-z]+)[ \t]*\n(?P<head>.*?)^---[ \t]*(?:\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_BAD_TOML = re.compile(r"line (\d+)")
_DEEPEST = 20
_MOST = 100_000
"""How many values a head may hold: bounds what YAML aliases multiply."""


@dataclass(slots=True)
class Head:
    """The front matter of one file, its body, and where each begins (lines count from 1).

    `lines` gives the line of each top-level key. `found` is False for a file without front matter.
    """

    values: dict[str, Value]
    body: str
    body_line: int = 1
    lines: dict[str, int] | None = None
    problems: tuple[Problem, ...] = ()
    found: bool = True

    def line(self, key: str) -> int:
        """The line of a key."""
        return (self.lines or {}).get(key, 1)


def read(text: str, path: str) -> Head:
    """The head and body of a text with line feeds only."""
    start = text.lstrip("\ufeff \t\n")
    if start.startswith("+++"):
        return _toml(text, path)
    if match := _NAMED.match(text):
        return _named(match, text, path)
    if start.startswith("{") and re.match(r"\{\s*\"", start):
        return _json(text, path)
    return _yaml(text, path)


def _named(match: re.Match[str], text: str, path: str) -> Head:
    """A head that names its language behind the first dashes, as Eleventy and gray-matter have it."""
    name, head, body = match["name"].lower(), match["head"], text[match.end() :]
    if name in {"yaml", "yml"}:
        return read(f"---\n{head}---\n{body}", path)
    if name == "toml":
        return _toml(f"+++\n{head}+++\n{body}", path)
    if name == "json":
        found = _json(f"\n{head.rstrip()}\n\n{body}" if head.strip() else "{}", path)
        return replace(found, body=body, body_line=text.count("\n", 0, match.end()) + 1)
    hint = "write it as YAML, and import again"
    message = f"front matter in {match['name']} is a program, which is never run"
    return Head({}, body, problems=(error("front-matter-language", path, message, hint=hint),))


# --- YAML ----------------------------------------------------------------------------------------


def _yaml(text: str, path: str) -> Head:
    document = frontmatter.split(text)
    if document.unclosed:
        return _unclosed(text, path, document.head_line)
    if document.head is None:
        return Head({}, document.body, found=False)
    values, lines, problems = read_yaml(document.head, path, document.head_line)
    return Head(values, document.body, document.body_line, lines, tuple(problems))


def _unclosed(text: str, path: str, first: int) -> Head:
    """A head that is never closed ends where its keys end: at the first blank line after them."""
    lines = text.split("\n")
    end = next((i for i in range(first - 1, len(lines)) if not lines[i].strip()), len(lines))
    head, body = "\n".join(lines[first - 1 : end]), "\n".join(lines[end:])
    values, places, problems = read_yaml(head, path, first)
    hint = "check that the article begins where it should"
    message = "the front matter is never closed: it was read up to the first blank line"
    problems.append(warning("unclosed-front-matter", path, message, hint=hint, line=first - 1))
    return Head(values, body, end + 1, places, tuple(problems))


def read_yaml(
    text: str, path: str, first_line: int
) -> tuple[dict[str, Value], dict[str, int], list[Problem]]:
    """A YAML mapping with raw values: its keys, the line of each, and what is wrong with it.

    Lines whose fault has one plain cure (a colon or hash in text without quotes, a tab, a space that
    is missing after a key) are read as they were meant.
    """
    text, notes = _without_comments(text, path, first_line)
    report = Report(path, first_line=first_line)
    composed = compose(text, report, what="front matter")
    if report.failed:
        mended, more = _mended(text, path, first_line)
        if more:
            again = Report(path, first_line=first_line)
            retry = compose(mended, again, what="front matter")
            if retry.root is not None and len(again.problems) < len(report.problems):
                composed, report = retry, again
                notes += more
    problems = [*notes, *(replace(p, severity="warning") for p in report.all())]
    if composed.root is None:
        return {}, {}, problems
    return *_entries(composed.root, report, problems), problems


def _without_comments(text: str, path: str, first_line: int) -> tuple[str, list[Problem]]:
    """The text with values in quotes that YAML would end before a hashtag: `title: River #1`."""
    lines, notes = text.split("\n"), []
    for number, line in enumerate(lines if " #" in text else ()):
        match = _HASHTAG.match(line)
        if match:
            lines[number] = f'{match["key"]}: "{match["value"].replace(chr(92), chr(92) * 2)}"'
            message = f"what follows # was kept, which YAML would drop: {match['value'][:60]}"
            notes.append(warning("mended-yaml", path, message, line=first_line + number))
    return "\n".join(lines), notes


def _mended(text: str, path: str, first_line: int) -> tuple[str, list[Problem]]:
    lines, notes = text.split("\n"), []
    for number, line in enumerate(lines):
        mended = _mended_line(line)
        if mended != line:
            lines[number] = mended
            message = f"this line is no YAML; it was read as {mended.strip()[:80]}"
            notes.append(warning("mended-yaml", path, message, line=first_line + number))
    return "\n".join(lines), notes


def _mended_line(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        line = indent.replace("\t", "  ") + line.lstrip()
    tight = _TIGHT.match(line)
    line = f"{tight['key']}: {tight['value']}" if tight else line
    match = _SUSPECT.match(line) or _DASHED.match(line)
    if (
        match
        and _TROUBLE.search(match["value"])
        and not (match["key"].endswith("-") and ": " in match["value"])
    ):
        quoted = match["value"].replace("\\", "\\\\").replace('"', '\\"')
        mark = "" if match["key"].endswith("-") else ":"
        return f'{match["key"]}{mark} "{quoted}"'
    return _requoted(line)


def _requoted(line: str) -> str:
    """A value in quotes that holds such quotes itself."""
    match = re.match(r"(?P<key>[\w-]+:[ \t]+)(?P<mark>[\"'])(?P<value>.*)(?P=mark)[ \t]*\Z", line)
    if not match:
        return line
    value = match["value"]
    if match["mark"] == "'" and re.search(r"(?<!')'(?!')", value):
        return match["key"] + "'" + re.sub(r"(?<!')'(?!')", "''", value) + "'"
    if match["mark"] == '"' and re.search(r'(?<!\\)"|\\(?![\\"nrtxu/ ])', value):
        value = re.sub(r'(?<!\\)"', '\\"', re.sub(r'\\(?![\\"nrtxu/ ])', r"\\\\", value))
        return f'{match["key"]}"{value}"'
    return line


def _entries(
    root: MappingNode, report: Report, problems: list[Problem]
) -> tuple[dict[str, Value], dict[str, int]]:
    values: dict[str, Value] = {}
    lines: dict[str, int] = {}
    sizes: dict[int, int] = {}
    left = _MOST
    for key, node in root.value:
        name = str(key.value).strip() if isinstance(key, ScalarNode) else ""
        line = key.start_mark.line + report.first_line
        if not name:
            problems.append(warning("odd-key", report.path, "a key that is no text was left out", line=line))
            continue
        if name in values:
            message = f"“{name}” stands here again: the last one counts"
            problems.append(warning("duplicate-key", report.path, message, line=line))
        size = _size(node, sizes)
        if size > left and not isinstance(node, ScalarNode):
            message = f"“{name}” was left out: the front matter holds more than {_MOST:,} values"
            hint = "make it shorter, and import again"
            problems.append(warning("too-large", report.path, message, hint=hint, line=line))
            continue
        left -= size
        values[name] = _plain(node, 0)
        lines[name] = line
    return values, lines


def _size(node: Node, sizes: dict[int, int]) -> int:
    """How many values a node holds, those that YAML aliases repeat counted each time.

    `sizes` are those of the nodes that were counted before, by identity. A node within itself is too large.
    """
    if id(node) not in sizes:
        sizes[id(node)] = _MOST + 1
        children: list[Node] = []
        if isinstance(node, SequenceNode):
            children = node.value
        elif isinstance(node, MappingNode):
            children = [value for _, value in node.value]
        sizes[id(node)] = 1 + sum(_size(child, sizes) for child in children)
    return sizes[id(node)]


def _plain(node: Node, depth: int) -> Value:
    if depth > _DEEPEST:
        return ""
    if isinstance(node, SequenceNode):
        return [_plain(item, depth + 1) for item in node.value]
    if isinstance(node, MappingNode):
        return {str(key.value): _plain(value, depth + 1) for key, value in node.value}
    text = str(node.value)
    return "" if getattr(node, "style", None) is None and text in _NULL else text


# --- TOML and JSON -------------------------------------------------------------------------------


def _toml(text: str, path: str) -> Head:
    match = _TOML.match(text.lstrip("\ufeff"))
    if not match:
        message = "the front matter in TOML is never closed"
        fault = error("unclosed-front-matter", path, message, hint="put +++ below its last key")
        return Head({}, text, problems=(fault,), found=False)
    first = text.count("\n", 0, match.start("head")) + 1
    body_line = text.count("\n", 0, match.end()) + 1
    try:
        values = tomllib.loads(match["head"])
        return _typed(values, match["head"], first, text[match.end() :], body_line)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        place = _BAD_TOML.search(str(fault))
        line = first + int(place[1]) - 1 if place else first
        nested = isinstance(fault, RecursionError)
        what = "it is nested too deep" if nested else re.sub(r" \(at [^()]*\)\Z", "", str(fault))
        hint = "mend this line, and import again"
        problem = error("wrong-toml", path, f"the front matter is no TOML: {what}", hint=hint, line=line)
        return Head({}, text[match.end() :], body_line, problems=(problem,))


def _json(text: str, path: str) -> Head:
    start = len(text) - len(text.lstrip("\ufeff \t\n"))
    try:
        values, end = json.JSONDecoder().raw_decode(text, start)
        body_line = text.count("\n", 0, end) + 1
        return _typed(values, text[start:end], 1, text[end:], body_line)
    except (json.JSONDecodeError, RecursionError) as fault:
        line = getattr(fault, "lineno", 1)
        what = fault.msg if isinstance(fault, json.JSONDecodeError) else "it is nested too deep"
        hint = "mend this line, and import again"
        problem = error("wrong-json", path, f"the front matter is no JSON: {what}", hint=hint, line=line)
        return Head({}, "", problems=(problem,))


def _typed(values: dict[str, Any], head: str, first: int, body: str, body_line: int) -> Head:
    plain = {str(key): typed(value) for key, value in values.items()}
    lines = {key: first + max(0, _line_of(key, head)) for key in plain}
    return Head(plain, body, body_line, lines)


def _line_of(key: str, head: str) -> int:
    match = re.search(rf"^[\s\"'\[]*{re.escape(key)}\b", head, re.MULTILINE)
    return head.count("\n", 0, match.end()) if match else 0


def typed(value: Any, depth: int = 0) -> Value:
    """A value of TOML or JSON as raw text, lists and mappings; RecursionError if it is nested too deep."""
    if depth > _DEEPEST:
        raise RecursionError
    if isinstance(value, dict):
        return {str(key): typed(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item, depth + 1) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def data_file(text: str, path: str) -> Value:
    """What a data file (`_data/authors.yml`, `data/authors.toml`) holds; {} if it is broken."""
    readers: dict[str, Callable[[str], Any]] = {".toml": tomllib.loads, ".json": json.loads}
    suffix = path[path.rfind(".") :].lower()
    if suffix in readers:
        try:
            return typed(readers[suffix](text))
        except (ValueError, RecursionError):
            return {}
    return read_yaml(text, path, 1)[0] if not text.lstrip().startswith("-") else _yaml_list(text)


def _yaml_list(text: str) -> Value:
    """A data file that is a list: the composer of front matter wants a mapping around it."""
    indented = "\n".join(f"  {line}" for line in text.split("\n"))
    return read_yaml(f"items:\n{indented}", "", 1)[0].get("items", [])


def walk(value: Value) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    else:
        for item in value.values() if isinstance(value, dict) else value:
            yield from walk(item)
