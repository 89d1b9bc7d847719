"""YAML text -> nodes, whatever the text: faults become problems, and what stands beside them is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yaml import YAMLError
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # of libyaml, without stubs
from yaml.nodes import MappingNode, Node, ScalarNode

from sitegen import controls
from sitegen.decoding.faults import Fault, explain, odd_space
from sitegen.decoding.report import Report
from sitegen.decoding.spaces import misplaced
from sitegen.problems import Problem, error

UNTYPED = "untyped"
"""The tag of every node without one of its own: the field that a value stands in decides its type."""

STANDARD = "tag:yaml.org,2002:"
"""How YAML spells out the `!!` of its own tags."""

DEEPEST = 30
LONGEST = 4_000_000
MOST_NODES = 400_000
_LIBYAML_LIMIT = "maximum nesting depth"
"""What libyaml says (from 0.2.6 on) of 1,000 opening brackets in a row, which it looks at all at once."""

REPAIRS = 20
"""How often reading goes on without a faulty entry, to find the other faults of the file."""

REPAIRABLE = 200_000
"""The longest text, in characters, that is read again after a fault."""

_ENTRY = re.compile(r"[^\s#\-\]})][^\n]*")
_TABBED = re.compile(r"\t+([\w-]+)\s*:")
_KEY = re.compile(r"""["']?([^\s"':#][^"':#]*?)["']?\s*:""")
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")  # lines for YAML, but for no editor
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Composed:
    """The root of a YAML text (None: nothing usable), and the keys whose entries could not be read."""

    root: MappingNode | None
    unread: frozenset[str] = frozenset()


class TooLargeError(YAMLError):
    """The text is nested deeper, or holds more, than any honest file."""


class Parser(CParser):
    """libyaml's parser and composer, without guessing of types, and with bounds."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0
        self._count = 0

    def resolve(self, _kind: type[Node], _value: Any, _implicit: Any) -> str:
        """Called for each node without a tag: it gets none."""
        return UNTYPED

    def descend_resolver(self, _parent: Node | None, _index: Any) -> None:
        """Called before each node is composed: here the bounds are kept."""
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST or self._count > MOST_NODES:
            raise TooLargeError

    def ascend_resolver(self) -> None:
        """Called after each node was composed."""
        self._depth -= 1


def compose(text: str, report: Report, *, what: str) -> Composed:
    """The mapping that a YAML text holds. `what` names the text to people: “front matter”.

    After a fault, the top-level entry that has it is left out and the rest is read again, so that
    one run tells every fault of the file.
    """
    if len(text) > LONGEST:
        message = f"more than {LONGEST:,} characters of {what}: so many are not read"
        hint = "make them fewer, or put what is long into the text of articles"
        report.add(error("too-large", report.path, message, hint=hint, line=report.first_line))
        return Composed(None)
    text = _OTHER_BREAKS.sub(" ", text)
    unread: set[str] = set()
    lines: list[str] = []
    for _ in range(REPAIRS if len(text) < REPAIRABLE else 1):
        report.text = "\n".join(lines) if lines else text
        try:
            root = root_of(report.text)
        except (YAMLError, UnicodeEncodeError) as problem:
            lines = lines or text.split("\n")
            fault = _fault(problem, lines, what)
            report.add(_problem(fault, report))
            if not fault.mendable:
                return Composed(None)
            unread |= _leave_out(lines, fault)
        else:
            if "\\" in text and root:
                _leave_out_controls(root, report)
            return Composed(_mapping(root, report, what, lines or text.split("\n")), frozenset(unread))
    return Composed(None)


def root_of(text: str) -> Node | None:
    """The root of a YAML text; None if it is empty. Raises `YAMLError`, and `UnicodeEncodeError` for half a
    character.
    """
    parser = Parser(text)
    try:
        node: Node | None = parser.get_single_node()
        return node
    finally:
        parser.dispose()


def events(text: str) -> Iterator[Any]:
    """The steps in which PyYAML reads a text. Raises what `root_of` does."""
    parser = Parser(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


def nodes(root: Node) -> Iterator[Node]:
    """A node and all below it, keys too; those that aliases repeat come once."""
    seen: set[int] = set()
    left: list[Node] = [root]
    while left:
        node = left.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, MappingNode):
            left += [part for pair in node.value for part in pair]
        elif not isinstance(node, ScalarNode):
            left += node.value


def scalars(root: Node) -> Iterator[ScalarNode]:
    """Every scalar at and below a node, keys too, once."""
    return (node for node in nodes(root) if isinstance(node, ScalarNode))


def _leave_out_controls(root: Node, report: Report) -> None:
    r"""Take out of values what an article's text may not hold either: YAML can spell it, as in "a\x07b"."""
    for node in scalars(root):
        if node.style == '"':
            node.value, what, hint = controls.left_out(controls.with_plain_breaks(node.value))
            if what:
                report.warning("control-characters", node, what, hint)


def _mapping(root: Node | None, report: Report, what: str, lines: list[str]) -> MappingNode | None:
    if root is None:
        return MappingNode(UNTYPED, [])
    if isinstance(root, MappingNode):
        return root
    if isinstance(root, ScalarNode) and (found := misplaced(lines)):
        report.add(_problem(odd_space(found), report))
        return None
    kind = "text" if isinstance(root, ScalarNode) else "a list"
    hint = "write one key a line: title: The river"
    report.error("wrong-type", root, f"the {what} must be keys with values, not {kind}", hint)
    return None


def _fault(problem: Exception, lines: list[str], what: str) -> Fault:
    if isinstance(problem, TooLargeError) or _LIBYAML_LIMIT in str(problem):
        return Fault(0, 0, "too-large", f"the {what} is nested too deeply or holds too much", mendable=False)
    for number, line in enumerate(lines):
        if match := _FORBIDDEN.search(line):
            message = f"the control character U+{ord(match[0]):04X} cannot stand in the {what}"
            return Fault(number, match.start(), "control-characters", message, "remove it")
    return explain(problem, lines)


def _problem(fault: Fault, report: Report) -> Problem:
    return error(
        fault.code,
        report.path,
        fault.message,
        hint=fault.hint,
        line=fault.line + report.first_line,
        column=fault.column + 1,
    )


def _leave_out(lines: list[str], fault: Fault) -> set[str]:
    """Empty the top-level entry that has a fault, in place; its key, and those that tabs pushed into it."""
    starts = [i for i, text in enumerate(lines) if _ENTRY.match(text)]
    first = max((i for i in starts if i <= fault.line), default=0)
    after = min((i for i in starts if i > fault.line), default=len(lines))
    after = len(lines) if fault.prose else after
    matches = [_KEY.match(lines[first]), *(_TABBED.match(line) for line in lines[first:after])]
    lines[first:after] = [""] * (after - first)
    return {match[1] for match in matches if match}
