"""Articles -> the site: addresses, tags, authors, neighbours, translations, backlinks, evidence.

Pure. One pass over the articles makes their addresses, a second resolves what they point to,
a third sets each among its neighbours; none of them grows with the square of the archive.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from sitegen import i18n
from sitegen.again import FORGETFUL, Answers
from sitegen.destinations import NO_TARGETS, Destinations, Targets
from sitegen.digest import Shared, of_text, of_value
from sitegen.model import (
    Around,
    Article,
    Card,
    Edition,
    Entry,
    LanguageSettings,
    Media,
    NameLink,
    Picture,
    Ref,
    Settings,
    Site,
    SourceState,
    StoredPost,
)
from sitegen.problems import Problem, warning
from sitegen.related import related, related_again
from sitegen.taxonomy import Taxonomy
from sitegen.withholding import as_told


@dataclass(frozen=True, slots=True)
class Stock:
    """What articles may point to besides each other: media, stored posts, the ledger of sources.

    `refused` are the paths of files that are there and not published; `unread` those of snapshots, and
    folders of them, that are there and cannot be read; `withheld` the keys of posts that an article
    withholds, whether that is shown or not.
    """

    media: Media = field(default_factory=dict)
    posts: Mapping[str, StoredPost] = field(default_factory=dict)
    ledger: Mapping[str, SourceState] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    withheld: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Linked:
    """The site, what is wrong with its links, and the articles left out with the reason."""

    site: Site
    problems: tuple[Problem, ...]
    unpublished: tuple[tuple[str, str], ...]
    """(path, `draft` or `future`)."""


def link(
    articles: Iterable[Article],
    settings: Settings,
    stock: Stock,
    *,
    unsound: Iterable[Article] = (),
    now: datetime,
    drafts: bool = False,
    future: bool = False,
    answers: Answers = FORGETFUL,
) -> Linked:
    """Set every article in its place. `now` decides what is future; drafts and future are left out
    unless asked for. `answers` are what the last call for this archive found.

    Those that are `unsound` have no place; what is wrong with their links is told like that of others.
    """
    allowed = {"", *(["draft"] if drafts else ()), *(["future"] if future else ())}
    shown, unpublished = [], []
    for article in articles:
        reason = unpublished_because(article, now)
        if reason in allowed:
            shown.append(article)
        else:
            unpublished.append((article.path, reason))
    shown.sort(key=_newest_first)
    stock = replace(stock, posts=as_told(shown, stock.posts, stock.unread, stock.withheld))
    linker = _Linker(shown, settings, stock, now, dict(unpublished), answers)
    editions = tuple(linker.edition(language) for language in _languages(shown, settings))
    meant = (article for article in unsound if unpublished_because(article, now) in allowed)
    astray = (problem for article in meant for problem in linker.destinations.astray(article))
    problems = (*linker.problems, *astray, *_chance_languages(shown, settings))
    return Linked(Site(settings, editions), problems, tuple(unpublished))


def unpublished_because(article: Article, now: datetime) -> str:
    """Why an article is not published: `draft`, `future`, or "" when it is."""
    if article.draft:
        return "draft"
    return "future" if article.date is not None and article.date > now else ""


def _newest_first(article: Article) -> tuple[float, str]:
    return (-article.date.timestamp() if article.date else 0.0, article.path)


def _languages(articles: Sequence[Article], settings: Settings) -> list[LanguageSettings]:
    """The main language, those of the settings, and any other that an article has, in that order."""
    main = LanguageSettings(settings.language, settings.title, settings.description)
    found = {main.lang: main} | {other.lang: other for other in settings.languages}
    for lang in sorted({article.lang for article in articles}):
        found.setdefault(lang, LanguageSettings(lang, settings.title, settings.description))
    return list(found.values())


def _chance_languages(articles: Sequence[Article], settings: Settings) -> Iterator[Problem]:
    """A warning for each language that only names of files tell of, and none of the site's own words are in:
    `what.is.md` may end in a word.
    """
    shared = Counter(article.stem for article in articles)
    by_lang: dict[str, list[Article]] = {}
    for article in articles:
        if article.lang not in settings.every_language and not i18n.get(article.lang).is_spoken:
            by_lang.setdefault(article.lang, []).append(article)
    for lang, found in by_lang.items():
        first, end = min(found, key=lambda article: article.path), f".{lang}.md".lower()
        if all(a.path.lower().endswith(end) and shared[a.stem] == 1 for a in found):
            name = posixpath.basename(first.path)
            message = f"“{name}” is taken for an article in another language, “{lang}”, as its name ends so"
            plain = f"{name[: -len(end)]}-{lang}.md"
            hint = f"put “{lang}: {{}}” under “languages” in content/site.yaml, or name it {plain}"
            yield warning("unlisted-language", f"content/{first.path}", message, hint=hint)


def with_text(entry: Entry, article: Article) -> Entry:
    """An article's place, as `link` would make it, when nothing but its text changed (`outline.py`)."""
    authors = Shared(entry.authors)
    digest = _digest(article, entry.card, authors, entry.addresses, entry.posts, entry.ledger)
    return replace(entry, article=article, digest=digest)


def _digest(
    article: Article,
    card: Card,
    authors: Shared,
    addresses: tuple[str | Picture, ...],
    posts: Iterable[StoredPost],
    ledger: tuple[SourceState, ...],
) -> str:
    evidence = of_value((addresses, ledger)) if addresses or ledger else ""
    parts = (article.digest, card.digest, authors.digest, evidence)
    return of_text(*parts, *[post.digest for post in posts])


class _Linker:
    """The working state of one `link` call: lookups by path, and the problems found so far."""

    def __init__(
        self,
        articles: Sequence[Article],
        settings: Settings,
        stock: Stock,
        now: datetime,
        unpublished: Mapping[str, str],
        answers: Answers,
    ) -> None:
        self.articles = articles
        self.settings = settings
        self.stock = stock
        self.now = now
        self.answers = answers
        self.problems: list[Problem] = []
        self.destinations = Destinations(articles, settings, stock.media, stock.refused, unpublished)
        self.taxonomy = Taxonomy(articles, settings)
        self.problems += self.taxonomy.doubtful_parents()
        self.entries = dict(self._entries())
        self.backlinks = self._backlinks()
        self.translations = self._translations()

    # --- one article -----------------------------------------------------------------------------

    def _entries(self) -> Iterator[tuple[str, Entry]]:
        """Every article in its place, by path, as it stood there the last time if nothing around it moved."""
        places = self.destinations.known
        places = self.answers.to(Ref, places, tuple, places)
        terms = (self.settings, self.stock, self.taxonomy.tags, self.taxonomy.authors)
        terms = self.answers.to(_Linker, terms, tuple, terms)
        for article in self.articles:
            path, targets = article.path, NO_TARGETS
            if article.refs or article.image:
                targets = self.answers.to((Ref, path), (article, places), self.destinations.of, article)
            question = (article, article.date is not None and article.date > self.now, targets, terms)
            self.problems += targets.missing
            yield path, self.answers.to((Entry, path), question, self._entry, article, targets)

    def _entry(self, article: Article, targets: Targets) -> Entry:
        url = self.destinations.urls[article.path]
        tags = self.taxonomy.tags_of(article)
        byline = self.taxonomy.byline_of(article)
        addresses, image = targets.addresses, targets.image
        posts = tuple(self.stock.posts[p.key] for p in article.posts if p.key in self.stock.posts)
        ledger = tuple(self.stock.ledger[u] for u, _ in article.sources if u in self.stock.ledger)
        card = self._card(article, url, tags, byline.names, image)
        digest = _digest(article, card, byline.authors, addresses, posts, ledger)
        return Entry(article, url, card, tags, byline.authors, addresses, posts, ledger, card.future, digest)

    def _card(
        self,
        article: Article,
        url: str,
        tags: tuple[NameLink, ...],
        names: Shared,
        image: Picture | None,
    ) -> Card:
        future = article.date is not None and article.date > self.now
        withdrawn = article.withdrawn is not None
        summary = "" if withdrawn else article.summary
        told = (article.date, article.timed, article.updated, article.draft, future)
        parts = (article.path, url, article.lang, article.title, summary, *map(str, told), names.digest)
        shown = of_value(image) if image else ""
        digest = of_text(*parts, shown, *[text for tag in tags for text in (tag.name, tag.url)])
        return Card(
            path=article.path,
            url=url,
            lang=article.lang,
            title=article.title,
            date=article.date,
            timed=article.timed,
            summary=summary,
            authors=names,
            tags=tags,
            updated=article.updated,
            image=None if withdrawn else image,
            draft=article.draft,
            future=future,
            digest=digest,
        )

    def _backlinks(self) -> dict[str, list[Card]]:
        """By path, the cards of the articles whose text links to it, or that have it among their sources,
        newest first.
        """
        at = {url: path for path, url in self.destinations.urls.items()}
        host = urlsplit(self.settings.base_url).netloc
        found: dict[str, list[Card]] = {}
        for entry in self.entries.values():
            article = entry.article
            if article.withdrawn:
                continue
            own = [Ref("link", url) for url, _ in article.sources if host and host in url]
            addresses = (*entry.addresses, *(self.destinations.address(article, ref, []) for ref in own))
            targets = {a.partition("#")[0] for a in addresses if isinstance(a, str)}
            for path in sorted(at[target] for target in targets if target in at):
                if path != article.path:
                    found.setdefault(path, []).append(entry.card)
        return found

    def _translations(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            found.setdefault(entry.article.stem, []).append(entry)
        return {stem: entries for stem, entries in found.items() if len(entries) > 1}

    # --- one language ----------------------------------------------------------------------------

    def edition(self, language: LanguageSettings) -> Edition:
        own = [e for e in self.entries.values() if e.article.lang == language.lang]
        listed = tuple(e for e in own if e.article.kind == "article" and not e.article.withdrawn)
        withdrawn = tuple(e for e in own if e.article.withdrawn and e.article.kind == "article")
        tags = self.taxonomy.tags_in(listed, language.lang)
        authors = self.taxonomy.authors_in(listed, language.lang)
        shown = {tag.url for tag in tags} | {author.url for author in authors}
        around = self._around(listed, language.lang)
        standing = sorted((e for e in own if e.article.kind == "page"), key=lambda e: e.article.path)
        others = [e for e in own if e.article.path not in around]
        around |= {e.article.path: Around(translations=self._translated(e)) for e in others}
        return Edition(
            lang=language.lang,
            root=self.taxonomy.root(language.lang),
            title=language.title,
            description=language.description,
            entries=listed,
            withdrawn=withdrawn,
            pages=tuple(e for e in standing if not e.article.withdrawn),
            withdrawn_pages=tuple(e for e in standing if e.article.withdrawn),
            tags=tags,
            authors=authors,
            former=self.taxonomy.former_in(withdrawn, language.lang, shown),
            around=around,
        )

    def _around(self, listed: Sequence[Entry], lang: str) -> dict[str, Around]:
        tags = [[link.url for link in entry.tags] for entry in listed]
        days = [entry.article.date.timestamp() / 86400 if entry.article.date else 0.0 for entry in listed]
        asked = of_text("\n".join(f"{day!r} {' '.join(urls)}" for urls, day in zip(tags, days, strict=True)))
        names = [entry.article.path for entry in listed]
        given = (tags, days, names)
        near = self.answers.lasting(f"related {lang}", asked, related, *given, revise=related_again)
        found = {}
        for i, entry in enumerate(listed):
            path = entry.article.path
            cards = (
                listed[i - 1].card if i else None,
                listed[i + 1].card if i + 1 < len(listed) else None,
                tuple(listed[j].card for j in near[i]),
                tuple(self.backlinks.get(path, ())),
                self._translated(entry),
            )
            found[path] = self.answers.to((Around, path), cards, Around, *cards)
        return found

    def _translated(self, entry: Entry) -> tuple[Card, ...]:
        siblings = self.translations.get(entry.article.stem, ())
        others = [e.card for e in siblings if e.article.lang != entry.article.lang]
        return tuple(sorted(others, key=lambda card: card.lang))
