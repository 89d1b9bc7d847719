"""Articles -> the site: addresses, tags, authors, neighbours, translations, backlinks, evidence.

Pure. One pass over the articles makes their addresses, a second resolves what they point to,
a third sets each among its neighbours; none of them grows with the square of the archive.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sitegen import i18n, images
from sitegen.again import FORGETFUL, Answers
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
from sitegen.pictures import picture_of
from sitegen.problems import Problem, warning
from sitegen.related import related, related_again
from sitegen.taxonomy import Taxonomy
from sitegen.urls import beside, inward, permalink, resolve
from sitegen.withholding import as_told


@dataclass(frozen=True, slots=True)
class Stock:
    """What articles may point to besides each other: media, stored posts, the ledger of sources.

    `refused` are the paths of files that are there and not published; `unread` those of snapshots, and
    folders of them, that are there and cannot be read.
    """

    media: Media = field(default_factory=dict)
    posts: Mapping[str, StoredPost] = field(default_factory=dict)
    ledger: Mapping[str, SourceState] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()


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
    stock = replace(stock, posts=as_told(shown, stock.posts, stock.unread))
    linker = _Linker(shown, settings, stock, now, dict(unpublished), answers)
    editions = tuple(linker.edition(language) for language in _languages(shown, settings))
    meant = (article for article in unsound if unpublished_because(article, now) in allowed)
    astray = (problem for article in meant for problem in linker.astray(article))
    problems = (*linker.problems, *astray, *_chance_languages(shown, settings))
    return Linked(Site(settings, editions), problems, tuple(unpublished))


UNPUBLISHED = {"draft": "it is a draft", "future": "its date has not come"}
"""The reasons in words."""


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


@dataclass(frozen=True, slots=True)
class _Targets:
    """What an article's references lead to, its lead picture, and a problem for each that leads nowhere."""

    addresses: tuple[str | Picture, ...] = ()
    image: Picture | None = None
    missing: tuple[Problem, ...] = ()


_NO_TARGETS = _Targets()


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
        self.unpublished = unpublished
        self.answers = answers
        self.problems: list[Problem] = []
        self.urls = {article.path: permalink(article, settings) for article in articles}
        self.renamed = {article.path: dict(article.renamed) for article in articles if article.renamed}
        self.by_path = {article.path: article for article in articles}
        self.taken = {*self.urls.values(), *(beside(url, "index.md") for url in self.urls.values())}
        self.taxonomy = Taxonomy(articles, settings)
        self.problems += self.taxonomy.doubtful_parents()
        named = (*self.by_path, *stock.media, *stock.refused, *unpublished)
        self.spelt = {_composed(path): path for path in named if not path.isascii()}
        self.crowd = images.crowded(stock.media)
        self.entries = dict(self._entries())
        self.backlinks = self._backlinks()
        self.translations = self._translations()

    # --- one article -----------------------------------------------------------------------------

    def _entries(self) -> Iterator[tuple[str, Entry]]:
        """Every article in its place, by path, as it stood there the last time if nothing around it moved."""
        files = (self.stock.media, self.stock.refused)
        places = (self.settings, *files, self.urls, self.renamed, self.unpublished)
        places = self.answers.to(Ref, places, tuple, places)
        terms = (self.settings, self.stock, self.taxonomy.tags, self.taxonomy.authors)
        terms = self.answers.to(_Linker, terms, tuple, terms)
        for article in self.articles:
            path, targets = article.path, _NO_TARGETS
            if article.refs or article.image:
                targets = self.answers.to((Ref, path), (article, places), self._targets, article)
            question = (article, article.date is not None and article.date > self.now, targets, terms)
            self.problems += targets.missing
            yield path, self.answers.to((Entry, path), question, self._entry, article, targets)

    def astray(self, article: Article) -> tuple[Problem, ...]:
        """What is wrong with the references of an article that has no place: one to itself is right."""
        refs = tuple(ref for ref in article.refs if self._resolved(article, ref)[0] != article.path)
        return self._targets(replace(article, refs=refs)).missing

    def _targets(self, article: Article) -> _Targets:
        missing: list[Problem] = []
        addresses = tuple(self._address(article, ref, missing) for ref in article.refs)
        return _Targets(addresses, self._lead_picture(article, missing), tuple(missing))

    def _entry(self, article: Article, targets: _Targets) -> Entry:
        url = self.urls[article.path]
        tags = self.taxonomy.tags_of(article)
        byline = self.taxonomy.byline_of(article)
        addresses, image = targets.addresses, targets.image
        posts = tuple(self.stock.posts[p.key] for p in article.posts if p.key in self.stock.posts)
        ledger = tuple(self.stock.ledger[u] for u, _ in article.sources if u in self.stock.ledger)
        card = self._card(article, url, tags, byline.names, image)
        evidence = of_value((addresses, ledger)) if addresses or ledger else ""
        parts = (article.digest, card.digest, byline.authors.digest, evidence)
        digest = of_text(*parts, *[post.digest for post in posts])
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

    # --- what an article points to ---------------------------------------------------------------

    def _lead_picture(self, article: Article, missing: list[Problem]) -> Picture | None:
        if article.image is None:
            return None
        path, _ = self._resolved(article, article.image)
        found = self._picture(path) or self._picture(article.image.target.lstrip("/"))
        if found is None:
            missing.append(self._missing(article, article.image))
            return None
        return replace(found, alt=article.image.alt or "")

    def _resolved(self, article: Article, ref: Ref) -> tuple[str, str]:
        """The path that a reference means, and its fragment."""
        target = inward(ref.target, self.settings.base_url) or ref.target
        path, fragment = resolve(target, base=article.path)
        return self._spelt(path), fragment

    def _spelt(self, path: str) -> str:
        """A path as the archive spells it: some disks take accents apart, and editors type them whole."""
        return path if path.isascii() else self.spelt.get(_composed(path), path)

    def _picture(self, path: str) -> Picture | None:
        media = self.stock.media.get(path)
        return picture_of(media, self.settings.images, self.crowd) if media else None

    def _address(self, article: Article, ref: Ref, missing: list[Problem]) -> str | Picture:
        """What a reference of the article leads to; the target as written where nothing is found."""
        path, fragment = self._resolved(article, ref)
        mark = f"#{fragment}" if fragment else ""
        if ref.kind == "image":
            picture = self._picture(path)
            if picture:
                return replace(picture, alt=ref.alt or "")
        place = path.rstrip("/")
        for candidate in (path, self._spelt(f"{place}.md"), self._spelt(f"{place}/index.md")):
            if candidate in self.urls:
                part = self.renamed.get(candidate, {}).get(fragment, fragment)
                return self.urls[candidate] + (f"#{part}" if part else "")
        if path in self.stock.media or path in self.taken or f"{path}/" in self.taken:
            return (path if path in self.stock.media or path in self.taken else f"{path}/") + mark
        if ref.kind != "link" or path.endswith(".md") or path.startswith(".."):
            missing.append(self._missing(article, ref))
        return path + mark

    def _missing(self, article: Article, ref: Ref) -> Problem:
        place, target = f"content/{article.path}", ref.target
        path, _ = self._resolved(article, ref)
        if reason := self.unpublished.get(path):
            message = f"“{target}” leads to an article that is not published: {UNPUBLISHED[reason]}"
            hint = "publish it as well, or remove the link"
        elif path in self.stock.refused:
            message = f"“{target}” leads to a file that is not published"
            hint = f"see what is said of content/{path}"
        else:
            message = f"“{target}” leads to no article or file of this archive"
            hint = meant_hint(target, self.by_path)
        return warning("broken-link", place, message, hint=hint, line=ref.line, column=ref.column)

    def _backlinks(self) -> dict[str, list[Card]]:
        """By path, the cards of the articles whose text links to it, newest first."""
        at = {url: path for path, url in self.urls.items()}
        found: dict[str, list[Card]] = {}
        for entry in self.entries.values():
            if entry.article.withdrawn:
                continue
            targets = {a.partition("#")[0] for a in entry.addresses if isinstance(a, str)}
            for path in sorted(at[target] for target in targets if target in at):
                if path != entry.article.path:
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
        pages = [e for e in own if e.article.kind == "page"]
        others = [e for e in own if e.article.path not in around]
        around |= {e.article.path: Around(translations=self._translated(e)) for e in others}
        return Edition(
            lang=language.lang,
            root=self.taxonomy.root(language.lang),
            title=language.title,
            description=language.description,
            entries=listed,
            withdrawn=withdrawn,
            pages=tuple(sorted(pages, key=lambda e: e.article.path)),
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


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def meant_hint(target: str, paths: Iterable[str]) -> str:
    """Where a broken link may have been meant to lead: a file of that name elsewhere, whatever its case."""
    name = target.partition("#")[0].rpartition("/")[2].casefold()
    same = sorted(path for path in paths if name and path.rpartition("/")[2].casefold() == name)
    return f"is content/{same[0]} meant?" if same else "check the spelling, or remove the link"
