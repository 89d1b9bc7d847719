"""The search index as a part of the build: made anew only when what it indexes changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sitegen import code, search
from sitegen.archive import Archive
from sitegen.digest import of_text
from sitegen.model import Site
from sitegen.output import Output, unwritable
from sitegen.problems import Problem, warning
from sitegen.renew import Renewal, Renewed
from sitegen.shards import FOLDER, shards_of
from sitegen.stale import NO_KEY, Written


def index_for_search(
    archive: Archive, site: Site, renewal: Renewal, done: Renewed, *, fresh: bool
) -> tuple[Problem, ...]:
    """Put the index of the built articles beside them, if the site has a search and articles.

    Without Pagefind, or with one that does not know the words of a language, there is a warning, and the
    site stands as it is. Unless `fresh`, an index that is there is good enough. Where every article failed
    there is nothing to index, and why was told.
    """
    languages = [edition.lang for edition in site.editions if edition.entries]
    if not archive.settings.search or not languages:
        return ()
    shards = shards_of(site.editions)
    if not shards:
        message = "there is no full-text search: Pagefind reads pages whose names end in .html"
        hint = "end the permalink in “.html” or “/”, or write “search: false”"
        return (warning("search-unavailable", "content/site.yaml", message, hint=hint),)
    told: dict[Problem, None] = {}
    before = {path: row for path, row in renewal.present.known.items() if path.startswith(f"{FOLDER}/")}
    built = [(shard, pages) for shard in shards if (pages := [p for p in shard.pages if p in done.files])]
    for shard, pages in built:
        key = _key(archive, pages, done)
        own = {path: row for path, row in before.items() if shard.holds(path)}
        if _is_good(own, key if fresh else b"", renewal):
            done.files |= own
            continue
        problems, is_there = _index(shard.folder, pages, key, archive, renewal, done)
        told |= dict.fromkeys(problems)
        if not is_there:  # nor would another be
            break
    return (*told, *search.unsegmented(languages)) if built else ()


def _key(archive: Archive, pages: Iterable[str], done: Renewed) -> bytes:
    """What an index of these pages follows from."""
    shown = (f"{path}={done.files[path].sha256}" for path in pages)
    digest = of_text("search", code.digest(), archive.settings.links, *shown)
    return bytes.fromhex(digest).ljust(len(NO_KEY))


def _index(
    folder: str, pages: Sequence[str], key: bytes, archive: Archive, renewal: Renewal, done: Renewed
) -> tuple[tuple[Problem, ...], bool]:
    """Make an index of these pages: what is to be told of it, and whether it is there."""
    keep_index = archive.settings.links == "file"
    files, problems = search.index(renewal.output.root, only=pages, folder=folder, keep_index=keep_index)
    seen = _stamped_anew(renewal.output, pages, done.files)
    done.files |= seen
    if changed := [path for path in pages if path not in seen]:
        problems = (*problems, _incomplete(changed))
        key = NO_KEY
    unwritten = _put(files, key, renewal, done)
    return (*problems, *unwritten), bool(files) and not unwritten


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


def _is_good(index: Mapping[str, Written], key: bytes, renewal: Renewal) -> bool:
    """Whether the files of an index that the last build left are whole, and index what this `key` tells."""
    good = [row.startswith(key) and renewal.present.as_left(path) for path, row in index.items()]
    return bool(good) and all(good)
