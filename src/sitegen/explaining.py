"""What a file or an address of an archive is: what it becomes, whether it is public, what it rests on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from sitegen import embeds, snapshots, unfollowed
from sitegen.archive import SETTINGS, Archive, Loaded, load, open_archive
from sitegen.cache import opened
from sitegen.collisions import origin
from sitegen.files import real
from sitegen.integrity import SIGNATURES
from sitegen.link import Linked, link, unpublished_because
from sitegen.model import Article, Edition, Entry, Page, PostRef, Snapshot
from sitegen.output import Output
from sitegen.planning import Planned, planned
from sitegen.problems import Problem, did_you_mean
from sitegen.report import Options, silent
from sitegen.stale import Manifest
from sitegen.theme import DEFAULT, STATIC, default_folder
from sitegen.urls import alias_address, ascii_host, encoded, is_outside, output_file, parts_of, permalink
from sitegen.views import AuthorPage, TagPage, YearPage
from sitegen.withholding import withheld_posts
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
    output = Options().output_of(root)
    with opened(archive.cache) as cache, Workers(1) as workers:
        loaded = load(archive, cache, workers, silent)
        known = Output(output).manifest(cache, facts=True)
    signature = next((name for name in SIGNATURES if (output / name).is_file()), "")
    linked = link(loaded.articles, archive.settings, loaded.stock, now=moment, drafts=True, future=True)
    plan = planned(archive, loaded, now=moment, signature=signature)
    explainer = _Explainer(archive, loaded, linked, known, moment, plan)
    built = _below(output, what, root)
    return (
        explainer.path(_below(root / "content", what, root, root / "content"))
        or explainer.template(_below(root / "templates", what, root, root / "templates"))
        or explainer.default(what)
        or explainer.address(f"/{encoded(built)}" if built else what)
        or explainer.link(what, root / what, root / "content" / what)
        or explainer.evidence(what)
        or Explanation(((what, _unknown(what, [article.path for article in loaded.articles])),), found=False)
    )


def _below(folder: Path, what: str, *bases: Path) -> str:
    """The path below `folder` of the file that a person means (from here, or from a base); "" for none."""
    root = real(folder)
    for candidate in (Path(what), *(base / what for base in bases)):
        file = real(candidate)
        if os.path.isfile(file) and file.is_relative_to(root):  # noqa: PTH113 - no name is too long for it
            return file.relative_to(root).as_posix()
    return ""


def _unresolved(place: str | Path) -> Path:
    """The absolute path of a place, links left as they are."""
    return Path(os.path.abspath(place))  # noqa: PTH100 - `resolve` follows them


def _unknown(what: str, paths: list[str]) -> str:
    if os.path.isdir(what):  # noqa: PTH112 - no name is too long for it
        return "a folder; name a file in it, or an address"
    meant = did_you_mean(what.removeprefix("content/"), paths) if what.endswith(".md") else ""
    hint = meant.replace("“", "“content/") or "“sitegen check” lists addresses that were lost"
    return f"no file of this archive, and no address of its site; {hint}"


class _Explainer:
    """Looks things up in an archive that is loaded and linked."""

    def __init__(
        self,
        archive: Archive,
        loaded: Loaded,
        linked: Linked,
        manifest: Manifest,
        now: datetime,
        public: Planned,
    ) -> None:
        self.archive = archive
        self.loaded = loaded
        self.manifest = manifest
        self.now = now
        self.pages = {page.path: page for page in public.wanted}
        self.homeless = public.homeless
        self.held = public.held
        self.problems = (*archive.problems, *loaded.problems, *linked.problems, *public.clashes)
        editions = linked.site.editions
        self.entries = {e.article.path: (edition, e) for edition in editions for e in edition.placed}

    def path(self, path: str) -> Explanation | None:
        """What the file at `path` below `content/` is."""
        if not path:
            return None
        problems = tuple(p for p in self.problems if p.path == f"content/{path}")
        if path in self.entries:
            edition, entry = self.entries[path]
            return Explanation(tuple(self._article(edition, entry)), problems)
        return Explanation(tuple(self._file(path)), problems)

    def template(self, path: str) -> Explanation | None:
        """What the file at `path` below `templates/` is."""
        if not path:
            return None
        default = (default_folder() / path).is_file()
        instead = "the default theme's own" if default else "nothing: the default theme has no such file"
        problems = tuple(p for p in self.problems if p.path == f"templates/{path}")
        return Explanation((*self._theme_file(path, f"templates/{path}"), ("replaces", instead)), problems)

    def default(self, what: str) -> Explanation | None:
        """What a file of the default theme is: `default/tag.html`, or `templates/tag.html` where the archive
        has none of its own.
        """
        path = what.removeprefix("templates/").removeprefix(DEFAULT)
        theme = self.archive.theme
        is_part = f"{DEFAULT}{path}" in theme.templates or path.removeprefix(STATIC) in theme.static
        if path == what or not is_part or not (default_folder() / path).is_file():
            return None
        own = f"templates/{path}"
        name = path if self._is_default(own) else f"{DEFAULT}{path}"
        change = f"make {own}" if name == path else f"{own} of this archive replaces it"
        return Explanation((*self._theme_file(name, f"{DEFAULT}{path}"), ("to change it", change)))

    def _theme_file(self, name: str, shown: str) -> Iterator[tuple[str, str]]:
        """What a file of the theme is, by its name there, and which pages use it."""
        theme = self.archive.theme
        yield "file", shown
        if name.startswith(STATIC) and name.removeprefix(STATIC) in theme.static:
            yield "what", f"a file of the theme, published as /{name}"
            return
        yield "what", "part of the theme"
        if name in theme.templates:
            made = [page.template for page in self.pages.values() if page.template]
            used = sum(name in theme.closure(template) for template in made)
            yield "used by", f"{used:,} of {len(made):,} pages; a change renders them again"

    def _is_default(self, path: str) -> bool:
        """Whether a file below `templates/` is the default theme's, as the archive has none there."""
        return path.startswith("templates/") and not (self.archive.root / path).is_file()

    def _of_theme(self, path: str) -> str:
        """A file below `templates/`, named as the default theme's if it is that."""
        return f"{DEFAULT}{path.removeprefix('templates/')}" if self._is_default(path) else path

    def link(self, *places: str | Path) -> Explanation | None:
        """A link that is not followed, at one of these places or above it."""
        above = {str(p) for place in places for p in (_unresolved(place), *_unresolved(place).parents)}
        for problem in self.problems:
            at = str(_unresolved(self.archive.root / problem.path))
            if problem.code == unfollowed.CODE and at in above:
                rows = (("file", problem.path), ("published", "no: it is a symbolic link (below)"))
                return Explanation(rows, (problem,))
        return None

    def address(self, what: str) -> Explanation | None:
        """What answers at an address of the site, or of its preview."""
        place = parts_of(what)
        if (path := self._below_root(place, is_whole=is_outside(what))) is None:
            return None
        wanted = {path, f"{path}/", path.removesuffix("index.html")}
        asked = self._alias(what, lambda alias: _asks(alias, path, place.query)) if place.query else None
        own = (entry.article.path for _, entry in self.entries.values() if entry.url in wanted)
        known = (
            asked
            or self.path(next(own, ""))
            or self._alias(what, lambda alias: alias_address(alias) in wanted - {""})
            or (self.path(path) if path in self.loaded.stock.media else None)
        )
        if known:
            return known
        is_file = not path or path in self.pages or path in self.manifest.files
        file = output_file(path if is_file else f"{path.rstrip('/')}/")
        page = self.pages.get(file)
        if page is None and file not in self.manifest.files:
            return None
        rows = [("file", f"output/{file}"), ("what", _about(page) if page else "a file that the build makes")]
        template = f"templates/{page.template}" if page and page.template else ""
        rows += [("template", self._of_theme(template))] if template else []
        if page and (source := origin(page)) != template:
            rows.append(("made of", self._of_theme(source)))
        rows.append(("rebuilt", "when what it shows, its template or sitegen itself changes"))
        built = "yes" if file in self.manifest.files else "no: it has not been built yet"
        return Explanation((*rows, ("built", built)))

    def _alias(self, what: str, is_meant: Callable[[str], bool]) -> Explanation | None:
        """The article that has an alias that is meant."""
        for edition, entry in self.entries.values():
            if any(is_meant(alias) for alias in entry.article.aliases):
                leads = f"an alias that leads to /{entry.url} ({entry.article.path})"
                return Explanation(((what, leads), *self._article(edition, entry)))
        return None

    def _below_root(self, place: SplitResult, *, is_whole: bool) -> str | None:
        """The path of an address below the root of the site, or of its preview; None if it is of neither."""
        host, path = ascii_host(place.hostname or ""), unquote(place.path)
        near = not is_whole or host in {"localhost", "127.0.0.1", "::1"}
        for root in map(urlsplit, (self.archive.settings.base_url, self.archive.settings.onion)):
            base = unquote(root.path).rstrip("/")
            if (near or host == root.hostname) and f"{path}/".startswith(f"{base}/"):
                return path[len(base) :].lstrip("/")
        return path.lstrip("/") if near else None

    def evidence(self, url: str) -> Explanation | None:
        """Which articles quote the post, or cite the source, at this address; a post has several."""
        rows = []
        post = embeds.recognise(url)
        for _, entry in self.entries.values():
            same = [ref.url or ref.key for ref in entry.article.posts if post and ref.key == post.key]
            meant = tuple(f"{address}: " for address in (url, *same))
            about = [row for row in _evidence(entry) if row[1].startswith(meant)]
            rows += [("in", entry.article.file), *about] if about else []
        return Explanation(tuple(rows)) if rows else None

    def _file(self, path: str) -> Iterator[tuple[str, str]]:
        yield "file", f"content/{path}"
        if path == SETTINGS:
            yield "what", "the settings of the archive; a page is rendered again if it shows what changed"
        elif path.startswith(f"{snapshots.FOLDER}/"):
            yield from self._kept(path)
        elif path in self.loaded.failed:
            yield "published", "no: it has errors (below); its last version, if there was one, stays"
        elif any(part[0] in "_." for part in path.split("/")):
            yield "published", "no: names that begin with “_” or “.” never are"
        elif path in self.held:
            yield (
                "published",
                "no: it is a picture of a post that is withheld, and no article shows it otherwise",
            )
        elif path in self.loaded.stock.media:
            media = self.loaded.stock.media[path]
            size = f", {media.width} × {media.height} pixels" if media.width else ""
            yield "published", f"yes, as /{path} ({media.size:,} bytes{size})"
            yield "shown in", _listed(e for _, e in self.entries.values() if path in _files(e))
        else:
            yield "published", "no: it is not a file that a site holds"

    def _kept(self, path: str) -> Iterator[tuple[str, str]]:
        """What a file of `_snapshots/` holds, and who shows it."""
        key = path.removeprefix(f"{snapshots.FOLDER}/").removesuffix(".json")
        stored = self.loaded.stock.posts.get(key)
        if stored:
            post = stored.snapshot
            yield "what", f"a captured post: {post.url or key}"
            yield "status", f"{post.status}, checked {post.status_checked_at or 'never'}"
            quoting = (e for _, e in self.entries.values() if key in {p.key for p in e.article.posts})
            yield "quoted in", _listed(quoting)
        else:
            yield "what", "evidence that “sitegen capture” keeps"
        withheld = withheld_posts(self.loaded.withholding, self.loaded.stock.posts, self.loaded.stock.unread)
        shown = "articles say that it is withheld" if key in withheld else "articles show what it holds"
        yield "published", f"no, not as a file: {shown}"

    def _article(self, edition: Edition, entry: Entry) -> Iterator[tuple[str, str]]:
        article = entry.article
        yield "file", article.file
        yield "title", article.title
        yield "address", f"{self.archive.settings.base_url or '/'}{permalink(article, self.archive.settings)}"
        yield "published", self._published(article)
        around = edition.around[article.path]
        yield "language", _with(article.lang, [card.lang for card in around.translations])
        yield "tags", ", ".join(tag.name for tag in entry.tags) or "none"
        yield "authors", ", ".join(author.name for author in entry.authors) or "none"
        yield "words", f"{article.words:,}"
        yield from _evidence(entry)
        yield "linked from", ", ".join(f"content/{card.path}" for card in around.backlinks) or "no article"
        yield "depends on", self._depends(entry)
        yield "up to date", self._fresh(entry)

    def _published(self, article: Article) -> str:
        reason = unpublished_because(article, self.now)
        if article.path in self.homeless:
            return "no: its address is another's (below); its last version, if there was one, stays"
        if article.withdrawn:
            day = f" on {article.withdrawn.date}" if article.withdrawn.date else ""
            return f"withdrawn{day}: its page shows the reason, not the text"
        waits = []
        if reason == "draft":
            waits.append("it is a draft; remove “draft: true”, or build with --drafts")
            reason = unpublished_because(replace(article, draft=False), self.now)
        if reason == "future":
            day = article.date.isoformat(" ", "minutes") if article.date and article.timed else ""
            day = day or f"{article.date:%Y-%m-%d}"
            waits.append(f"its date, {day}, has not come; build with --future to see it")
        return f"no: {'; and '.join(waits)}" if waits else "yes"

    def _depends(self, entry: Entry) -> str:
        kept = self.loaded.stock.posts
        keys = (post.kept_as or post.snapshot.key for post in entry.posts)
        posts = (f"{snapshots.FOLDER}/{key}.json" for key in keys if key in kept)
        files = ", ".join(f"content/{path}" for path in (entry.article.path, *posts, *_files(entry)))
        neighbours = "the cards of its neighbours, related and linking articles, the templates, the settings"
        return f"{files}; {neighbours}"

    def _fresh(self, entry: Entry) -> str:
        path = output_file(entry.url)
        if unpublished_because(entry.article, self.now):
            return "it is not built"
        if path not in self.manifest.files:
            return "no: it has not been built yet"
        if self.manifest.facts.articles.get(entry.article.path) != entry.article.digest:
            return "no: its text or sitegen itself changed since the last build"
        if self.manifest.facts.cards.get(entry.article.path) != entry.card.digest:
            return "no: its card changed since the last build"
        return "its own text and card are; “sitegen build --why” names what else changed"


def _asks(alias: str, path: str, query: str) -> bool:
    """Whether an alias is this path with this query, its pairs in any order: only `_redirects` answers it."""
    own, _, asked = unquote(alias).lstrip("/").partition("?")
    return bool(asked) and own == path and sorted(asked.split("&")) == sorted(unquote(query).split("&"))


def _files(entry: Entry) -> tuple[str, ...]:
    """The pictures that an article shows, below `content/`."""
    pictures = [address for address in entry.addresses if not isinstance(address, str)]
    pictures += [entry.card.image] if entry.card.image else []
    return tuple(dict.fromkeys(picture.path for picture in pictures))


def _listed(entries: Iterable[Entry]) -> str:
    return ", ".join(entry.article.file for entry in entries) or "no article"


_FEED = "a feed: articles, newest first, in full"
_KINDS = {
    **dict.fromkeys(("rss", "atom", "json-feed"), _FEED),
    "opml": "the list of the feeds, for readers of feeds",
    "static": "a file of the theme",
    "text": "a file for programs that visit the site",
    "json": "a file for programs, of an article",
    "bibtex": "how to cite an article, in BibTeX",
    "source": "the source of an article, without what is private",
    "copy": "a file of the archive, as it is",
    "picture": "a picture of the archive, without its metadata",
    "card": "a drawn picture for links to an article",
}
"""What the files of a renderer are."""


def _about(page: Page) -> str:
    """What a page of the site shows."""
    context = page.context
    if isinstance(context, TagPage | AuthorPage):
        kind = "with the tag" if isinstance(context, TagPage) else "of the author"
        number = f", page {context.pager.number} of {context.pager.total}" if context.pager.total > 1 else ""
        return f"the articles {kind} “{context.name}”: {context.count:,}{number}"
    if isinstance(context, YearPage):
        return f"the articles of {context.year.year}: {context.year.count:,}"
    return _KINDS.get(page.renderer, "a page that the build makes")


def _with(lang: str, others: list[str]) -> str:
    return f"{lang}; translated into {', '.join(others)}" if others else lang


def _state(post: PostRef, kept: Snapshot | None) -> str:
    """What is known of a post. `kept` may hold no more than what articles tell of it."""
    status = kept.status if kept and post.status == "uncaptured" else post.status
    if status == "withheld":
        return status
    is_captured = kept is not None and bool(kept.captured_at or kept.text or kept.title or kept.media)
    how = "captured" if is_captured else "given in the article" if post.captured else "not captured"
    if kept or status != "uncaptured":
        return f"{how}, {status}"
    return how if post.captured else f"{how}; run “sitegen capture”"


def _evidence(entry: Entry) -> Iterator[tuple[str, str]]:
    stored = {post.snapshot.key: post.snapshot for post in entry.posts}
    for post in entry.article.posts:
        yield "post", f"{post.url or post.key}: {_state(post, stored.get(post.key))}"
    known = {state.url: state for state in entry.ledger}
    for url, archived in entry.article.sources:
        state = known.get(url)
        copies = ([archived] if archived else []) + [copy.url for copy in (state.archives if state else ())]
        found = f"archived at {copies[0]}" if copies else "no archived copy"
        checked = state.status if state else "not checked"
        yield "source", f"{url or 'without address'}: {checked}, {found}"
