"""The links of a built site, checked: what `build --strict` and `check` share.

Pages are read once: what a page links to is kept by the SHA-256 of its bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from sitegen.cache import Cache
from sitegen.collisions import origin
from sitegen.linkcheck import Broken, PageLinks, broken, links_of
from sitegen.model import Entry, Page, Picture, Site
from sitegen.output import CHECKSUMS, Output
from sitegen.problems import Problem, error
from sitegen.stale import Written

KEPT = "links.state"


def audit(
    cache: Cache, output: Output, files: Mapping[str, Written], site: Site, pages: Sequence[Page]
) -> tuple[Problem, ...]:
    """Every internal link of the built pages that leads nowhere, with its place in the source."""
    found = _links(cache, output, files)
    origins = {page.path: page for page in pages}
    entries = {entry.url: entry for edition in site.editions for entry in (*edition.entries, *edition.pages)}
    base = urlsplit(site.settings.base_url).path.strip("/")
    linked = {path: _from_root(links, path, base) for path, links in found.items()}
    faults = broken(linked, frozenset(files) | {CHECKSUMS})
    return tuple(sorted({_problem(fault, origins, entries) for fault in faults}))


def _from_root(links: PageLinks, path: str, base: str) -> PageLinks:
    """The links of `404.html`, which begin at the server's root, as if they began at the site's."""
    if path != "404.html" or not base:
        return links
    prefix = f"/{base}/"
    targets = tuple(f"/{t.removeprefix(prefix)}" if t.startswith(prefix) else t for t in links.targets)
    return PageLinks(links.anchors, targets)


def _links(cache: Cache, output: Output, files: Mapping[str, Written]) -> dict[str, PageLinks]:
    """What each page of the site links to; read from the pages that the last check did not know."""
    known = cache.load(KEPT)
    known = known if isinstance(known, dict) else {}
    found = {}
    for path, row in files.items():
        if path.endswith(".html") and not path.startswith("pagefind/"):
            links = known.get(row.sha256)
            found[path] = (
                links if isinstance(links, PageLinks) else links_of((output.root / path).read_bytes())
            )
    cache.save(KEPT, {files[path].sha256: links for path, links in found.items()})
    return found


def _problem(fault: Broken, origins: Mapping[str, Page], entries: Mapping[str, Entry]) -> Problem:
    page = origins.get(fault.page)
    place = origin(page) if page else f"output/{fault.page}"
    line, column = 1, 1
    entry = entries.get(fault.page.removesuffix("index.html"))
    if entry:
        line, column = _place(fault, entry)
    if fault.anchor:
        message = f"“{fault.target}” leads to a page that has no part “#{fault.anchor}”"
        hint = "name the heading's id, or leave out what follows the #"
        return error("broken-anchor", place, message, hint=hint, line=line, column=column)
    message = f"“{fault.target}” leads to nothing in this site (/{fault.address})"
    hint = "mend the link, or bring back what it leads to"
    return error("broken-link", place, message, hint=hint, line=line, column=column)


def _place(fault: Broken, entry: Entry) -> tuple[int, int]:
    """Line and column of the reference that became the broken link."""
    wanted = fault.address.removesuffix("index.html")
    for ref, address in zip(entry.article.refs, entry.addresses, strict=True):
        path = address.path if isinstance(address, Picture) else address
        target, _, fragment = path.partition("#")
        if target == wanted and fragment == fault.anchor:
            return ref.line, ref.column
    return 1, 1
