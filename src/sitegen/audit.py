"""The links of a built site, checked: what `build --strict` and `check` share.

Pages are read once: what a page links to is kept by the SHA-256 of its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sitegen import integrity
from sitegen.archive import SETTINGS
from sitegen.cache import Cache
from sitegen.collisions import origin
from sitegen.destinations import by_name, meant_hint
from sitegen.files import scan
from sitegen.linkcheck import Broken, PageLinks, broken, links_of
from sitegen.markup.locate import is_whole
from sitegen.model import Page, Picture, Ref, Site
from sitegen.output import Output
from sitegen.problems import Problem, error, place_in
from sitegen.shards import FOLDER
from sitegen.stale import Written
from sitegen.urls import address_of, encoded

KEPT = "links.state"


def audit(
    cache: Cache,
    output: Output,
    content: Path,
    files: Mapping[str, Written],
    site: Site,
    pages: Sequence[Page],
) -> tuple[Problem, ...]:
    """Every internal link of the built pages that leads nowhere, at each of its places in the source.

    One that stands on pages but in no source is the menu's or a template's: told once, where that has it, not
    for each page.
    `pages` are all that the site means to have: why one of them is not there, the build has told already.
    """
    base = site.settings.base_url
    found = _links(cache, output, files, base)
    folder = urlsplit(base).path.strip("/")
    linked = {path: _from_root(links, path, base, folder) for path, links in found.items()}
    entries = {entry.url: entry for entry in site.entries}
    names = by_name(entry.article.path for entry in entries.values())
    sources = _Sources(content, names, base, tuple(edition.root for edition in site.editions))
    problems: set[Problem] = set()
    elsewhere: list[Broken] = []
    origins = {page.path: page for page in pages}
    faults = broken(linked, frozenset(files) | {integrity.NAME} | origins.keys())
    for page, of_page in groupby(faults, key=lambda fault: fault.page):
        entry = entries.get(address_of(page))
        links = _links_in(zip(entry.article.refs, entry.addresses, strict=True)) if entry else {}
        for fault in of_page:
            places = sources.places(fault, entry.article.path, links) if entry else []
            problems.update(_problem(fault, *place) for place in places)
            if not places:
                elsewhere.append(fault)
    shared: dict[tuple[Place | None, str], list[Broken]] = {}
    templates = _templates(content.parent / TEMPLATES) if elsewhere else {}
    for fault in elsewhere:
        place = sources.in_settings(fault) or _in_templates(sources.forms(fault), templates)
        by = "" if place else f"{address_of(fault.address)}#{fault.anchor}"
        shared.setdefault((place, by), []).append(fault)
    problems.update(_elsewhere(faults, place, origins) for (place, _), faults in shared.items())
    return tuple(sorted(problems))


def told_once(
    problems: Iterable[Problem], broken: Sequence[Problem], unsound: Collection[str]
) -> tuple[Problem, ...]:
    """The problems with those of broken links: one that was told of already, where the text has it, becomes
    an error in those words, which know what may have been meant. So do those of the sources that are
    `unsound`, which have no page that could be looked at.
    """
    found = {_spot(fault) for fault in broken}
    lost = {f"content/{path}" for path in unsound}
    known = {_spot(problem) for problem in problems if problem.code == "broken-link"}
    told = [
        replace(problem, severity="error")
        if problem.code == "broken-link" and (_spot(problem) in found or problem.path in lost)
        else problem
        for problem in problems
    ]
    return (*told, *(fault for fault in broken if _spot(fault) not in known))


def _spot(problem: Problem) -> tuple[str, int, int]:
    return problem.path, problem.line, problem.column


def _from_root(links: PageLinks, path: str, base: str, folder: str) -> PageLinks:
    """The links as if they began at the site's root: of those with its whole address, and of `404.html`."""
    targets = links.targets
    if base:
        targets = tuple(f"/{t.removeprefix(base)}" if t.startswith(base) else t for t in targets)
    if path == "404.html" and folder:
        prefix = f"/{folder}/"
        targets = tuple(f"/{t.removeprefix(prefix)}" if t.startswith(prefix) else t for t in targets)
    return PageLinks(links.anchors, targets)


def _links(cache: Cache, output: Output, files: Mapping[str, Written], base: str) -> dict[str, PageLinks]:
    """What each page of the site links to; read from the pages that the last check did not know."""
    kept = cache.load(KEPT)
    known = kept.get(base, {}) if isinstance(kept, dict) else {}
    found = {}
    for path, row in files.items():
        if path.endswith(".html") and not path.startswith(f"{FOLDER}/"):
            links = known.get(row.sha256)
            if not isinstance(links, PageLinks):
                links = links_of((output.root / path).read_bytes(), own=base)
            found[path] = links
    cache.save(KEPT, {base: {files[path].sha256: links for path, links in found.items()}})
    return found


Place = tuple[str, str, int, int, str]
"""(file, the link as it is written there, line, column, hint)."""

TEMPLATES = "templates"

_Links = Mapping[str, Sequence[tuple[Ref, str]]]
"""The references of an article, each with the part of a page that it names, by where they lead."""


def _links_in(refs: Iterable[tuple[Ref, str | Picture]]) -> _Links:
    """The references of an article by where they lead; here each comes with that."""
    found: dict[str, list[tuple[Ref, str]]] = {}
    for ref, address in refs:
        target, _, part = (address.path if isinstance(address, Picture) else address).partition("#")
        part = part or unquote(ref.target.partition("#")[2])  # which one behind a query lacks
        found.setdefault(target, []).append((ref, part))
    return found


@dataclass(frozen=True, slots=True)
class _Sources:
    """The sources of the site at `base`, its languages at these `roots`, in which links are looked for."""

    content: Path
    names: Mapping[str, str]
    base: str
    roots: tuple[str, ...] = ("",)

    def places(self, fault: Broken, path: str, links: _Links) -> list[Place]:
        """Where the `links` of an article stand that became a broken one; if none did, by its text."""
        found: list[Place] = []
        for ref, fragment in links.get(address_of(fault.address), ()):
            if fragment == (fault.anchor or fragment):
                hint = "" if fault.anchor else meant_hint(ref.target, self.names)
                found.append((f"content/{path}", ref.target, ref.line, ref.column, hint))
        return found or [
            (f"content/{path}", text, *place, "")
            for text in self._as_written(fault.target)
            for place in self.written(path, text)
        ]

    def in_settings(self, fault: Broken) -> Place | None:
        """Where the settings, in their menu, have the address of a link."""
        for text in self.forms(fault):
            for line, column in self.written(SETTINGS, text):
                return f"content/{SETTINGS}", text, line, column, ""
        return None

    def forms(self, fault: Broken) -> tuple[str, ...]:
        """How a link that stands in no article may be written: by its address, which in a menu stands for
        that in each language, or as it is on the page.
        """
        address = address_of(fault.address) + (f"#{fault.anchor}" if fault.anchor else "")
        plain = [address.removeprefix(root) for root in self.roots if address.startswith(root)]
        either = [form for path in plain for form in (path, encoded(path))]
        whole = [self.base + path for path in either] if self.base else []
        forms = (*whole, *(f"/{path}" for path in either), *either, *self._as_written(fault.target))
        return tuple(dict.fromkeys(form for form in forms if len(form) > 1))

    def _as_written(self, target: str) -> tuple[str, ...]:
        """How a link that is no reference may be written: as on the page, or whole if it is from the root."""
        if not self.base or not target.startswith("/"):
            return (target,)
        whole = self.base + target[1:]
        return target, whole, whole.partition(":")[2]

    def written(self, path: str, text: str) -> Iterator[tuple[int, int]]:
        """The places of an address in a source, where it is not a part of a longer one."""
        try:
            source = (self.content / path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return
        for number, line in enumerate(source.split("\n"), 1):
            at = line.find(text)
            while at >= 0:
                if is_whole(line, at, at + len(text)):
                    yield number, at + 1
                at = line.find(text, at + 1)


def _templates(folder: Path) -> dict[str, str]:
    """The templates of a site, by the names that reports give them."""
    names = sorted(file.path for file in scan(folder, hidden=True, links="everywhere"))
    texts = {}
    for name in names:
        if name.endswith(".html"):
            with suppress(OSError):
                texts[f"{TEMPLATES}/{name}"] = (folder / name).read_text(encoding="utf-8", errors="replace")
    return texts


def _in_templates(forms: Iterable[str], templates: Mapping[str, str]) -> Place | None:
    """Where a site's template has the address of a link, in quotes."""
    for form in forms:
        quoted = re.compile(rf"""(?<=["']){re.escape(form)}(?=["'])""")
        for name, text in templates.items():
            if found := quoted.search(text):
                return name, form, *place_in(text, found.start()), ""
    return None


def _elsewhere(faults: Sequence[Broken], place: Place | None, origins: Mapping[str, Page]) -> Problem:
    """The problem of a link that stands in no article: at its place in the settings' menu or in a template,
    if that is known.
    """
    fault = faults[0]
    page = origins.get(fault.page)
    alone = origin(page) if page and len(faults) == 1 else f"output/{fault.page}"
    problem = _problem(fault, *place) if place else _problem(fault, alone, fault.target, 1, 1, "")
    if len(faults) == 1 or problem.path == f"content/{SETTINGS}":
        return problem
    hint = problem.hint if place else "it comes from a template: mend it in templates/"
    if len({each.address for each in faults}) > 1:
        hint = "write it from the root of the site: from each page it leads elsewhere"
    return replace(problem, message=f"{problem.message}; it stands on {len(faults):,} pages", hint=hint)


def _problem(fault: Broken, place: str, written: str, line: int, column: int, hint: str) -> Problem:
    if fault.anchor:
        message = f"“{written}” leads to a page that has no part “#{fault.anchor}”"
        hint = hint or "name the heading's id, or leave out what follows the #"
        return error("broken-anchor", place, message, hint=hint, line=line, column=column)
    message = f"“{written}” leads to nothing in this site (/{address_of(fault.address)})"
    hint = hint or "mend the link, or bring back what it leads to"
    return error("broken-link", place, message, hint=hint, line=line, column=column)
