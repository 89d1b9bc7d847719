"""The theme: a site's `templates/` over the default one, file by file; what each template includes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import unfollowed
from sitegen.again import FORGETFUL, Answers
from sitegen.digest import of_bytes, of_text
from sitegen.files import scan
from sitegen.problems import Problem, error, not_utf8

if TYPE_CHECKING:
    from jinja2 import nodes

EXTENSIONS = ("jinja2.ext.i18n", "jinja2.ext.do", "sitegen.fragments.Cached")
"""What the templates may use beyond Jinja itself."""

STATIC = "static/"
"""Files of the theme below this folder are published as they are, at `/static/…`."""

FONTS = "fonts/"
"""Below this folder are the fonts of drawn cards (`fonts.py`)."""

DEFAULT = "default/"
"""A template of the default theme has a second name that begins so, whatever replaces it. So a site's
`article.html` can extend `default/article.html` and fill one block of it."""

_UNREADABLE = "template-unreadable"


def default_folder() -> Path:
    """The default theme: inside the installed package, or beside `src/` in a checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "templates"
    return installed if installed.is_dir() else here.parents[1] / "templates"


Blocks = tuple[tuple[str, int, bool], ...]
"""(name, line, whether it stands in another one) of each block of a template."""

Named = tuple[frozenset[str], str, int, str | None, Blocks, frozenset[str]]
"""The templates that a template names, "" for a dynamic one; its fault in syntax, and the line of that; the
one that it extends, "" for none, None for a dynamic one; its blocks, and those that it calls by
`self.name()`, "" for any. Of one with a fault nothing else is known.
"""


@dataclass(frozen=True)
class Theme:
    """Templates by name, and static files by their path below `static/`; overrides are merged in.

    `origins` names the file of each template, as reports should name it; `named` is what `named_in` gives for
    the templates, if that is known.
    """

    templates: Mapping[str, str]
    static: Mapping[str, bytes]
    origins: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, Named] | None = None

    @cached_property
    def _named(self) -> Mapping[str, Named]:
        return named_in(self.templates) if self.named is None else self.named

    def extends(self, name: str) -> str | None:
        """The template that a template extends; "" for none, None for one that only rendering knows."""
        return self._named[name][3] if name in self._named else ""

    def blocks(self, name: str) -> Blocks:
        """The blocks of a template."""
        return self._named[name][4] if name in self._named else ()

    def calls(self, name: str) -> frozenset[str]:
        """The blocks that a template shows by `self.name()`; "" among them for any."""
        return self._named[name][5] if name in self._named else frozenset()

    def is_faulty(self, name: str) -> bool:
        """Whether a template has a fault in its syntax: then all that it names is unknown."""
        return name in self._named and bool(self._named[name][1])

    @cached_property
    def _parsed(self) -> tuple[dict[str, frozenset[str]], tuple[Problem, ...]]:
        """The templates that each names (extends, includes, imports), and faults in their syntax."""
        named: dict[str, frozenset[str]] = {}
        problems = []
        for name in sorted(self.templates):
            named[name], fault, line, *_ = self._named[name]
            if fault:
                place = self.origins.get(name, name)
                message = f"the template cannot be read: {fault}"
                hint = "see the line named; the pages that use this template keep their last version"
                problems.append(error("template-syntax", place, message, hint=hint, line=line))
        return named, tuple(problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Faults in the templates' syntax, by file and line."""
        return self._parsed[1]

    def closure(self, name: str) -> frozenset[str]:
        """The template and all that it includes, directly or not, missing ones too.

        A dynamic include may name any template: then the closure is the whole theme.
        """
        named = self._parsed[0]
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            current = waiting.pop()
            if current == "":
                return frozenset(self.templates)
            if current not in seen:
                seen.add(current)
                waiting += sorted(named.get(current, ()))
        return frozenset(seen)

    def leads_back(self, name: str) -> bool:
        """Whether a template extends or includes itself, be it by way of others."""
        return any(name in self.closure(other) for other in self._parsed[0].get(name, ()))

    def is_default(self, name: str, *included: str) -> bool:
        """Whether a template's text is that of the default theme, and so are those that it includes, with all
        that these include.
        """
        parts = {name}.union(*map(self.closure, included))
        own = (part for part in parts if not part.startswith(DEFAULT))
        return all(self.templates.get(part) == self.templates.get(f"{DEFAULT}{part}") for part in own)

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digest of each template's text."""
        return {name: of_text(text) for name, text in self.templates.items()}

    def digest(self, name: str) -> str:
        """The digest of a template with all that it includes; a missing one counts as missing."""
        known = self._closures.get(name)
        if known is None:
            parts = [f"{other}={self.digests.get(other, '')}" for other in sorted(self.closure(name))]
            known = self._closures[name] = of_text(*parts)
        return known

    @cached_property
    def _closures(self) -> dict[str, str]:
        return {}

    @cached_property
    def whole(self) -> str:
        """The digest of the theme: templates and static files."""
        parts = [f"{name}={digest}" for name, digest in sorted(self.digests.items())]
        return of_text(*parts, *(f"{path}={of_bytes(data)}" for path, data in sorted(self.static.items())))


def named_in(templates: Mapping[str, str]) -> dict[str, Named]:
    """What each template names."""
    return {name: _names_in(text) for name, text in templates.items()}


@lru_cache(maxsize=512)
def _names_in(text: str) -> Named:
    """What a template names. Remembered: a preview reads the same templates at each change."""
    from jinja2 import Environment, TemplateSyntaxError, meta, nodes  # noqa: PLC0415 - slow to import

    environment = Environment(autoescape=True, extensions=EXTENSIONS)
    try:
        parsed = environment.parse(text)
    except TemplateSyntaxError as fault:
        return frozenset(), fault.message or "", fault.lineno, "", (), frozenset()
    found = frozenset(other or "" for other in meta.find_referenced_templates(parsed))
    parents = [node.template for node in parsed.find_all(nodes.Extends)]
    parent = next((node.value if isinstance(node, nodes.Const) else None for node in parents), "")
    parent = parent if len(parents) < 2 else None
    every = tuple(parsed.find_all(nodes.Block))
    inner = {id(below) for block in every for below in block.find_all(nodes.Block)}
    blocks = tuple((block.name, block.lineno, id(block) in inner) for block in every)
    return found, "", 0, parent, blocks, frozenset(_called(parsed))


def _called(parsed: nodes.Template) -> Iterator[str]:
    """The blocks that a template calls by `self.name`; "" where it does something else with `self`."""
    from jinja2 import nodes  # noqa: PLC0415 - slow to import

    by_name = [(node.node, node.attr) for node in parsed.find_all(nodes.Getattr)]
    by_key = [(node.node, getattr(node.arg, "value", "")) for node in parsed.find_all(nodes.Getitem)]
    blocks = {id(owner): block for owner, block in (*by_name, *by_key)}
    for name in parsed.find_all(nodes.Name):
        if name.name == "self":
            yield blocks.get(id(name), "")


def read_theme(
    *folders: Path, root: Path | None = None, answers: Answers = FORGETFUL
) -> tuple[Theme, tuple[Problem, ...]]:
    """The theme of these folders, later ones over earlier ones, file by file; `default/…` names the first's.

    Names with a part that begins with `.` are left out, and fonts. Links are followed wherever they lead.
    `root` shortens paths in reports.
    """
    templates: dict[str, str] = {}
    static: dict[str, bytes] = {}
    origins: dict[str, str] = {}
    problems = []
    for folder in folders:
        every = scan(folder, hidden=True, links="everywhere", told=True)
        found = [file for file in every if "/." not in f"/{file.path}"]
        problems += unfollowed.problems(folder, found, outside=True)
        for name in sorted(file.path for file in found if file.stamp[0] >= 0):
            if name.startswith(FONTS):
                continue
            file = folder / name
            place = _place(file, root) or f"templates/{name}"
            try:
                if name.startswith(STATIC):
                    static[name.removeprefix(STATIC)] = file.read_bytes()
                else:
                    text = file.read_text(encoding="utf-8-sig")
                    for known in (name, f"{DEFAULT}{name}") if folder == folders[0] else (name,):
                        templates[known], origins[known] = text, place
            except UnicodeDecodeError as fault:
                problems.append(replace(not_utf8(place, fault), code=_UNREADABLE))
            except OSError as fault:
                message = f"the template cannot be read: {fault.strerror}"
                problems.append(error(_UNREADABLE, place, message, hint="give yourself the right to read it"))
    texts = of_text(*(text for item in sorted(templates.items()) for text in item))
    named = answers.lasting("templates", texts, named_in, templates)
    return Theme(templates, static, origins, named), tuple(problems)


def _place(file: Path, root: Path | None) -> str:
    return file.relative_to(root).as_posix() if root and file.is_relative_to(root) else ""
