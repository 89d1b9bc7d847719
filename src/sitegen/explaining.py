"""What a file or an address of an archive is: what it becomes, whether it is public, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sitegen.archive import Archive, Loaded, load, open_archive
from sitegen.build import CACHE
from sitegen.cache import opened
from sitegen.link import Linked, link, unpublished_because
from sitegen.model import Article, Edition, Entry
from sitegen.output import Output
from sitegen.problems import Problem
from sitegen.report import Options
from sitegen.stale import Manifest
from sitegen.urls import alias_address, output_file, parts_of, permalink
from sitegen.workers import Workers


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of one thing: rows of (what, how it is), and the problems of its file."""

    rows: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()
    found: bool = True


def explain(root: Path, what: str, *, now: datetime | None = None) -> Explanation:
    """Explain a path (from here, or below `content/`) or an address (absolute, or below the root)."""
    moment = now or datetime.now(UTC)
    archive = open_archive(root)
    with opened(root / CACHE) as cache, Workers(1) as workers:
        loaded = load(archive, cache, workers, lambda _s, _d, _t: None)
        manifest = cache.load(Output(Options().output_of(root)).name)
    linked = link(loaded.articles, archive.settings, loaded.stock, now=moment, drafts=True, future=True)
    known = manifest if isinstance(manifest, Manifest) else Manifest()
    explainer = _Explainer(archive, loaded, linked, known, moment)
    return explainer.path(_below_content(root, what)) or explainer.address(what) or _unknown(what)


def _below_content(root: Path, what: str) -> str:
    """The path below `content/` that a person means; "" for an address."""
    content = (root / "content").resolve()
    for candidate in (Path(what), root / what, root / "content" / what):
        resolved = candidate.resolve()
        if resolved.is_file() and resolved.is_relative_to(content):
            return resolved.relative_to(content).as_posix()
    return ""


def _unknown(what: str) -> Explanation:
    text = (
        "no file of this archive, and no address of its site; “sitegen check” lists addresses that were lost"
    )
    return Explanation(((what, text),), found=False)


class _Explainer:
    """Looks things up in an archive that is loaded and linked."""

    def __init__(
        self, archive: Archive, loaded: Loaded, linked: Linked, manifest: Manifest, now: datetime
    ) -> None:
        self.archive = archive
        self.loaded = loaded
        self.manifest = manifest
        self.now = now
        self.problems = (*loaded.problems, *linked.problems)
        editions = linked.site.editions
        self.entries = {e.article.path: (edition, e) for edition in editions for e in _every(edition)}

    def path(self, path: str) -> Explanation | None:
        """What the file at `path` below `content/` is."""
        if not path:
            return None
        problems = tuple(p for p in self.problems if p.path == f"content/{path}")
        if path in self.entries:
            edition, entry = self.entries[path]
            return Explanation(tuple(self._article(edition, entry)), problems)
        return Explanation(tuple(self._file(path)), problems)

    def address(self, what: str) -> Explanation | None:
        """What answers at an address."""
        base = urlsplit(self.archive.settings.base_url).path
        path = unquote(parts_of(what).path)
        path = path.removeprefix(base).lstrip("/")
        wanted = {path, f"{path}/", path.removesuffix("index.html")}
        for edition, entry in self.entries.values():
            if entry.url in wanted:
                return Explanation(tuple(self._article(edition, entry)))
            if any(alias_address(alias) in wanted - {""} for alias in entry.article.aliases):
                leads = f"an alias that leads to /{entry.url} ({entry.article.path})"
                return Explanation(((what, leads), *self._article(edition, entry)))
        if output_file(path) in self.manifest.files:
            return Explanation(((what, f"a page that the build makes: output/{output_file(path)}"),))
        return None

    def _file(self, path: str) -> Iterator[tuple[str, str]]:
        yield "file", f"content/{path}"
        if path in self.loaded.failed:
            yield "published", "no: it has errors (below); its last version stays"
        elif any(part[0] in "_." for part in path.split("/")):
            yield "published", "no: names that begin with “_” or “.” never are"
        elif path in self.loaded.stock.media:
            media = self.loaded.stock.media[path]
            size = f", {media.width} × {media.height} pixels" if media.width else ""
            yield "published", f"yes, as /{path} ({media.size:,} bytes{size})"
        else:
            yield "published", "no: it is not a file that a site holds"

    def _article(self, edition: Edition, entry: Entry) -> Iterator[tuple[str, str]]:
        article = entry.article
        yield "file", f"content/{article.path}"
        yield "title", article.title
        yield "address", f"{self.archive.settings.base_url or '/'}{permalink(article, self.archive.settings)}"
        yield "published", self._published(article)
        yield (
            "language",
            _with(article.lang, [card.lang for card in edition.around[article.path].translations]),
        )
        yield "tags", ", ".join(tag.name for tag in entry.tags) or "none"
        yield "authors", ", ".join(author.name for author in entry.authors) or "none"
        yield "words", f"{article.words:,}"
        yield from _evidence(entry)
        around = edition.around[article.path]
        yield "linked from", ", ".join(card.path for card in around.backlinks) or "no article"
        yield "depends on", self._depends(entry)
        yield "up to date", self._fresh(entry)

    def _published(self, article: Article) -> str:
        reason = unpublished_because(article, self.now)
        if article.withdrawn:
            return f"withdrawn on {article.withdrawn.date}: its page shows the reason, not the text"
        if reason == "draft":
            return "no: it is a draft; remove “draft: true”, or build with --drafts"
        if reason == "future":
            return f"no: its date, {article.date}, has not come; build with --future to see it"
        return "yes"

    def _depends(self, entry: Entry) -> str:
        around = [entry.article.path, *(f"_snapshots/{p.snapshot.key}.json" for p in entry.posts)]
        pictures = [address.path for address in entry.addresses if not isinstance(address, str)]
        neighbours = "the cards of its neighbours, related and linking articles, the templates, the settings"
        return f"{', '.join((*around, *pictures))}; {neighbours}"

    def _fresh(self, entry: Entry) -> str:
        path = output_file(entry.url)
        if path not in self.manifest.files:
            return "no: it has not been built yet"
        if self.manifest.facts.articles.get(entry.article.path) != entry.article.digest:
            return "no: its text or sitegen itself changed since the last build"
        if self.manifest.facts.cards.get(entry.article.path) != entry.card.digest:
            return "no: its card changed since the last build"
        return "its own text and card are; “sitegen build --why” names what else changed"


def _every(edition: Edition) -> tuple[Entry, ...]:
    return (*edition.entries, *edition.withdrawn, *edition.pages)


def _with(lang: str, others: list[str]) -> str:
    return f"{lang}; translated into {', '.join(others)}" if others else lang


def _evidence(entry: Entry) -> Iterator[tuple[str, str]]:
    stored = {post.snapshot.key: post.snapshot for post in entry.posts}
    for post in entry.article.posts:
        kept = stored.get(post.key)
        status = kept.status if kept and post.status == "uncaptured" else post.status
        captured = "captured" if kept or post.captured else "not captured"
        yield "post", f"{post.url or post.key}: {captured}, {status}"
    known = {state.url: state for state in entry.ledger}
    for url, archived in entry.article.sources:
        state = known.get(url)
        copies = ([archived] if archived else []) + [copy.url for copy in (state.archives if state else ())]
        found = f"archived at {copies[0]}" if copies else "no archived copy"
        checked = state.status if state else "not checked"
        yield "source", f"{url or 'without address'}: {checked}, {found}"
