"""Under which tags and authors articles stand, and the pages of both, language by language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sitegen import terms
from sitegen.digest import Shared
from sitegen.model import Article, Author, AuthorLink, Entry, NameLink, Settings, Tag
from sitegen.problems import Problem, did_you_mean, warning
from sitegen.related import related_tags
from sitegen.terms import Term

MOST = 100
"""How many doubtful parents are told: what may be meant is looked for among all tags."""


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors that articles have in common: as their pages show them, `AuthorLink`s, and as cards do."""

    authors: Shared
    names: Shared


class Taxonomy:
    """The tags and authors of an archive, by key; those that only withdrawn articles have are among them.
    Standing pages have no say in it.
    """

    def __init__(self, articles: Iterable[Article], settings: Settings) -> None:
        articles = [article for article in articles if article.kind == "article"]
        listed = [article for article in articles if article.withdrawn is None]
        gone = [article for article in articles if article.withdrawn is not None]
        self.settings = settings
        self.aliases = terms.aliases(settings)
        self.used = _used((a.tags for a in listed), (a.tags for a in gone))
        self.tags = terms.tags(self.used, settings)
        self.known_authors = terms.authors_by_any_name(settings)
        self.authors = terms.authors(_used((a.authors for a in listed), (a.authors for a in gone)), settings)
        self.links: dict[str, NameLink] = {}
        self.tagged: dict[tuple[str, str], NameLink | None] = {}
        self.bylines: dict[tuple[tuple[str, ...], str], Byline] = {}

    def root(self, lang: str) -> str:
        """The address below which an edition stands: "" for the main language, else `fa/`."""
        return "" if lang == self.settings.language else f"{lang}/"

    def doubtful_parents(self) -> Iterator[Problem]:
        """A warning for each parent in the settings that is a tag of no article and not declared itself: it
        gets a page, and may be a slip of the pen.
        """
        declared = {terms.key_of(tag.name): tag.name for tag in self.settings.tags}
        doubtful = [tag for tag in self.settings.tags if tag.parent]
        doubtful = [tag for tag in doubtful if self._tag_key(tag.parent) not in declared]
        known = declared | {self._tag_key(name): name for name in self.used} if doubtful else {}
        doubtful = [tag for tag in doubtful if self._tag_key(tag.parent) not in known]
        for tag in doubtful[:MOST]:
            if self._tag_key(tag.name) not in self.tags:
                continue
            line, column = tag.parent_place
            message = (
                f"“{tag.parent}”, the parent of “{tag.name}”, is neither declared nor a tag of any article"
            )
            meant = did_you_mean(tag.parent, known.values())
            hint = meant or f"declare it below “tags:” if it is meant: {tag.parent}: {{}}"
            yield warning("unknown-parent", "content/site.yaml", message, hint=hint, line=line, column=column)

    def tags_of(self, article: Article) -> tuple[NameLink, ...]:
        """The tags of an article, each once, as links to their pages in its language."""
        found = {}
        for name in article.tags:
            if (name, article.lang) not in self.tagged:
                self.tagged[name, article.lang] = self._tag_link(name, article.lang)
            if link := self.tagged[name, article.lang]:
                found[link.url] = link
        return tuple(found.values())

    def _tag_link(self, name: str, lang: str) -> NameLink | None:
        term = self.tags.get(self._tag_key(name))
        return self._term_link(term, "tags", lang) if term else None

    def _tag_key(self, name: str) -> str:
        key = terms.key_of(name)
        return self.aliases.get(key, key)

    def _term_link(self, term: Term, kind: str, lang: str) -> NameLink:
        url = f"{self.root(lang)}{kind}/{term.slug}/"
        return self.links.setdefault(url, NameLink(term.name, url))

    def byline_of(self, article: Article) -> Byline:
        """The authors of an article; one that no article has is without an address. Where only withdrawn
        articles have an author or a tag, nothing but the feeds stands there (`former_in`).
        """
        asked = (article.authors, article.lang)
        if asked not in self.bylines:
            authors = Shared(self._author_links(*asked))
            self.bylines[asked] = Byline(authors, Shared(NameLink(who.name, who.url) for who in authors))
        return self.bylines[asked]

    def _author_links(self, names: Iterable[str], lang: str) -> Iterable[AuthorLink]:
        found = {}
        for name in names:
            term = self.authors.get(terms.author_key(name, self.known_authors))
            if term:
                known = self.known_authors.get(term.key)
                page = self._term_link(term, "authors", lang)
                found[term.key] = AuthorLink(term.name, page.url, known.url if known else "")
            elif name.strip():
                found[name] = AuthorLink(name, "")
        return found.values()

    def tags_in(self, listed: Sequence[Entry], lang: str) -> tuple[Tag, ...]:
        """The tags of an edition's listed articles, and their parents, in the order of their names."""
        members: dict[str, list[Entry]] = {}
        for entry in listed:
            for link in entry.tags:
                members.setdefault(link.url, []).append(entry)
        said = {terms.key_of(tag.name): tag for tag in self.settings.tags}
        parents = {key: self._tag_key(tag.parent) for key, tag in said.items() if tag.parent}
        every = self.tags.values()
        wanted = {term.key: term for term in every if self._term_link(term, "tags", lang).url in members}
        for key in list(wanted):  # parents of tags in use, up to the topmost
            above = parents.get(key)
            while above in self.tags and above not in wanted:
                wanted[above] = self.tags[above]
                above = parents.get(above)
        links = {key: self._term_link(term, "tags", lang) for key, term in wanted.items()}
        children: dict[str, list[NameLink]] = {}
        for key in sorted(wanted, key=lambda k: wanted[k].name.casefold()):
            if parents.get(key) in links:
                children.setdefault(parents[key], []).append(links[key])
        tags = []
        for key, term in wanted.items():
            url = links[key].url
            own = said.get(key)
            tag = Tag(
                key=key,
                name=term.name,
                url=url,
                entries=tuple(members.get(url, ())),
                title=own.title if own else "",
                description=own.description if own else "",
                parent=links.get(parents.get(key, "")),
                children=tuple(children.get(key, ())),
                related=related_tags(url, members.get(url, ())),
            )
            tags.append(tag)
        return tuple(sorted(tags, key=lambda tag: (tag.name.casefold(), tag.key)))

    def authors_in(self, listed: Sequence[Entry], lang: str) -> tuple[Author, ...]:
        """The authors of an edition's listed articles, in the order of their names."""
        members: dict[str, list[Entry]] = {}
        for entry in listed:
            for author in entry.authors:
                members.setdefault(author.url, []).append(entry)
        found = []
        for key, term in self.authors.items():
            url = self._term_link(term, "authors", lang).url
            if url in members:
                known = self.known_authors.get(key)
                homepage, bio = (known.url, known.bio) if known else ("", "")
                found.append(Author(key, term.name, url, tuple(members[url]), homepage, bio))
        return tuple(sorted(found, key=lambda author: (author.name.casefold(), author.key)))

    def former_in(
        self, withdrawn: Sequence[Entry], lang: str, shown: Container[str]
    ) -> tuple[Tag | Author, ...]:
        """The tags and authors that only withdrawn articles of an edition have; `shown` are the addresses of
        those with pages. Their subscribers are still to hear of the withdrawal.
        """
        tags = (tag for tag in self.tags_in(withdrawn, lang) if tag.entries and tag.url not in shown)
        authors = (author for author in self.authors_in(withdrawn, lang) if author.url not in shown)
        return (*(replace(tag, entries=()) for tag in tags), *(replace(who, entries=()) for who in authors))


def _used(listed: Iterable[Iterable[str]], gone: Iterable[Iterable[str]]) -> Counter[str]:
    """How often listed articles use each name; 0 where only withdrawn ones do, whose spelling counts last."""
    uses = Counter(chain.from_iterable(listed))
    for name in chain.from_iterable(gone):
        uses.setdefault(name, 0)
    return uses
