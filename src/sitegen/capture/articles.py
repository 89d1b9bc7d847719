"""What the articles of an archive quote and cite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitegen.archive import load, open_archive
from sitegen.cache import Cache, opened
from sitegen.capture.plan import Quoted, cited_sources, quoted_posts
from sitegen.meanwhile import usable_cores
from sitegen.model import Article, Content, Embed, Source
from sitegen.packing import loaded
from sitegen.problems import Problem
from sitegen.report import Progress
from sitegen.workers import Workers, batches


@dataclass(frozen=True, slots=True)
class Evidence:
    """The posts and sources of an archive, each once, and what is wrong with its articles. `cited_in` is, by
    a source's address, the first article that cites it, and the place of its list of sources; `withheld` are
    the keys of the posts that an article withholds, with errors or without.
    """

    posts: tuple[Quoted, ...]
    sources: dict[str, Source]
    cited_in: dict[str, tuple[str, tuple[int, int]]]
    problems: tuple[Problem, ...]
    withheld: frozenset[str]


def read_evidence(root: Path, progress: Progress) -> Evidence:
    """Parse what changed of the articles, and gather what they quote and cite.

    Raises `NoArchiveError` and `SettingsError` (`sitegen.report`), `LockedError` (`sitegen.cache`).
    """
    archive = open_archive(root)
    with opened(archive.cache) as cache, Workers(usable_cores()) as workers:
        found = load(archive, cache, workers, progress)
        contents = list(_evidence(found.articles, cache))
    cited_in: dict[str, tuple[str, tuple[int, int]]] = {}
    for article in found.articles:
        for url, _ in article.sources:
            cited_in.setdefault(url, (article.file, article.sources_place))
    failed = {f"content/{path}" for path in found.failed}
    return Evidence(
        quoted_posts((path, embeds) for path, embeds, _ in contents),
        cited_sources((path, sources) for path, _, sources in contents),
        cited_in,
        tuple(problem for problem in found.problems if problem.path in failed),
        found.stock.withheld,
    )


def _evidence(
    articles: Sequence[Article], cache: Cache
) -> Iterator[tuple[str, tuple[Embed, ...], tuple[Source, ...]]]:
    for part in batches([article for article in articles if article.posts or article.sources]):
        packed = cache.contents.get(article.digest for article in part)
        for article in part:
            if article.digest in packed:
                content = loaded(packed[article.digest])
                if isinstance(content, Content):
                    yield article.file, content.embeds, content.sources
