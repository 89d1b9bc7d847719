"""The search index as a part of the build: made anew only when what it indexes changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sitegen import code, search
from sitegen.archive import Archive
from sitegen.digest import of_text
from sitegen.model import Site
from sitegen.output import Output, unwritable
from sitegen.problems import Problem, warning
from sitegen.renew import Renewal, Renewed
from sitegen.stale import NO_KEY, Written
from sitegen.urls import output_file


def index_for_search(
    archive: Archive, site: Site, renewal: Renewal, done: Renewed, *, fresh: bool
) -> tuple[Problem, ...]:
    """Put the index of the built articles beside them, if the site has a search and articles.

    Without Pagefind, or with one that does not know the words of a language, there is a warning, and the
    site stands as it is. Unless `fresh`, an index that is there is good enough. Where every article failed
    there is nothing to index, and why was told.
    """
    entries = [entry for edition in site.editions for entry in edition.entries]
    if not archive.settings.search or not entries:
        return ()
    pages = [path for entry in entries if (path := output_file(entry.url)).endswith(".html")]
    if not pages:
        message = "there is no full-text search: Pagefind reads pages whose names end in .html"
        hint = "end the permalink in “.html” or “/”, or write “search: false”"
        return (warning("search-unavailable", "content/site.yaml", message, hint=hint),)
    pages = [path for path in pages if path in done.files]
    if not pages:
        return ()
    shown = (f"{path}={done.files[path].sha256}" for path in pages)
    digest = of_text("search", code.digest(), archive.settings.links, *shown)
    key = bytes.fromhex(digest).ljust(len(NO_KEY))
    lacking = search.unsegmented(edition.lang for edition in site.editions if edition.entries)
    if _keep(renewal, done, key if fresh else b""):
        return lacking
    keep_index = archive.settings.links == "file"
    files, problems = search.index(renewal.output.root, only=pages, keep_index=keep_index)
    seen = _stamped_anew(renewal.output, pages, done.files)
    done.files |= seen
    if changed := [path for path in pages if path not in seen]:
        problems = (*problems, _incomplete(changed))
        key = NO_KEY
    return (*problems, *_put(files, key, renewal, done), *lacking)


def _put(files: Mapping[str, bytes], key: bytes, renewal: Renewal, done: Renewed) -> tuple[Problem, ...]:
    """Write the index. At the first file that cannot be written it is given up: the next build makes it."""
    made: list[str] = []
    for path, data in files.items():
        try:
            renewal.put(path, data, done, key)
        except OSError as fault:
            rows = {name: done.files[name] for name in made}
            done.files |= {name: Written.of(NO_KEY, row.sha256, row.stamp) for name, row in rows.items()}
            return (unwritable(path, fault),)
        made.append(path)
    return ()


def _incomplete(pages: list[str]) -> Problem:
    """Another hand was in the output: what Pagefind read is not what the index is to be of."""
    message = f"{len(pages):,} pages changed or vanished while the search index was made, such as {pages[0]}"
    return warning("search-incomplete", "output", message, hint="build again: the index is made anew then")


def _stamped_anew(output: Output, pages: Iterable[str], files: Mapping[str, Written]) -> dict[str, Written]:
    """The rows of the indexed pages with the stamps that their files have now: Pagefind read them
    through links, and a link changes a file's ctime, though nothing of what it holds.
    """
    rows = {}
    for path in pages:
        if (row := files.get(path)) and (stamp := output.stamp(path)) and stamp[:2] == row.stamp[:2]:
            rows[path] = Written.of(row.key, row.sha256, stamp)
    return rows


def _keep(renewal: Renewal, done: Renewed, key: bytes) -> bool:
    """Keep the index of the last build, if it is whole and indexes the same."""
    prefix = f"{search.FOLDER}/"
    before = {path: row for path, row in renewal.present.known.items() if path.startswith(prefix)}
    good = [row.startswith(key) and renewal.present.as_left(path) for path, row in before.items()]
    if not before or not all(good):
        return False
    done.files |= before
    return True
