"""A subscriber polls an archive through hundreds of edits, is away for some of them, and misses nothing.

It does what RFC 5005 asks of clients: read the subscription document, follow `prev-archive`, and take a
document that did not change since the last visit (HTTP's 304) as read.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from feeds.archives import BASE, SPACES, article, contents_of, render, site_of, xml
from feeds.rules import check_atom
from sitegen.digest import of_text, of_value
from sitegen.feeds import feed_pages
from sitegen.model import Article, Withdrawal

STEPS = 200


@dataclass
class Publisher:
    """An archive that is edited at random, and served. An article's number is what an editor means by it."""

    dice: random.Random
    articles: dict[int, Article] = field(default_factory=dict)
    served: dict[str, bytes] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    edits: dict[str, int] = field(default_factory=dict)
    rewritten: int = 0
    day: int = 0

    def add(self) -> None:
        """A new article of today, or now and then of years ago."""
        number = len(self.edits) + sum(self.edits.values()) + 1
        self.day += self.dice.randrange(1, 60)
        back = self.dice.randrange(1, self.day + 1) if self.dice.random() < 0.15 else 0
        date = datetime(2015, 1, 1, 12, tzinfo=UTC) + timedelta(days=self.day - back)
        self._put(number, article(f"a{number}", date.isoformat(), path=f"{number}.md", stem=str(number)))

    def edit(self) -> None:
        """Another title, text or tag, with or without a date of update."""
        number, old = self._any()
        moment = old.date + timedelta(days=1) if self.dice.random() < 0.5 else old.updated
        tag = self.dice.choice(["river", "library", "buses"])
        self._put(number, replace(old, title=f"{old.title}!", tags=(tag,), updated=moment))

    def rename(self) -> None:
        """Another slug; the old address is added to the aliases."""
        number, old = self._any()
        former = f"/{old.date.year}/{old.slug}/"
        self._put(number, replace(old, slug=f"{old.slug}x", aliases=(*old.aliases, former)))

    def delete(self) -> None:
        """A file that is gone."""
        number, _ = self._any()
        del self.articles[number]

    def withdraw(self) -> None:
        """An article that keeps its address, and loses its text."""
        number, old = self._any()
        self._put(number, replace(old, withdrawn=Withdrawal("2026-01-01", "wrong")))

    def step(self) -> None:
        """One edit of any kind, and a build."""
        kinds = [self.add] * 5 + [self.edit] * 4 + [self.rename] * 2 + [self.delete, self.withdraw]
        chosen = self.dice.choice(kinds) if len(self.listed()) > 3 else self.add
        self.edits[chosen.__name__] = self.edits.get(chosen.__name__, 0) + 1
        chosen()
        self.build()

    def build(self) -> None:
        """Serve what a build writes: a page whose value is the same is not made again."""
        made = self.articles.values()
        contents = contents_of(made)
        wanted = {page.path: page for page in feed_pages(site_of(made)) if page.renderer == "atom"}
        for path, page in wanted.items():
            key = of_value(page.context)
            if self.keys.get(path) != key:
                self.keys[path], self.served[path] = key, render(page, contents)
                self.rewritten += 1
        self.served = {path: self.served[path] for path in wanted}
        self.keys = {path: self.keys[path] for path in wanted}

    def listed(self) -> dict[int, Article]:
        """The articles that readers should have."""
        return {number: made for number, made in self.articles.items() if not made.withdrawn}

    def titles(self) -> list[str]:
        """The titles that readers should have, in order."""
        return sorted(made.title for made in self.listed().values())

    def _any(self) -> tuple[int, Article]:
        return self.dice.choice(sorted(self.listed().items(), key=lambda pair: pair[0]))

    def _put(self, number: int, made: Article) -> None:
        self.articles[number] = replace(made, digest=of_text(repr(replace(made, digest=""))))


@dataclass
class Subscriber:
    """A client's memory: the articles that it showed as new and their ids, the titles that it has now, and
    the documents that it read last.
    """

    shown: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    has: list[str] = field(default_factory=list)
    read: dict[str, bytes] = field(default_factory=dict)
    requests: int = 0
    unchanged: int = 0

    def poll(self, served: dict[str, bytes]) -> None:
        """Read the subscription document and, where something changed, its history."""
        documents, path = {}, "atom.xml"
        while path:
            data = served[path]
            self.requests += 1
            self.unchanged += self.read.get(path) == data
            documents[path] = data
            older = xml(data).xpath("string(a:link[@rel='prev-archive']/@href)", namespaces=SPACES)
            path = older.removeprefix(BASE)
        self.read = documents
        found: dict[str, str] = {}
        for data in documents.values():
            for entry in xml(data).iterfind("a:entry", SPACES):
                made, title = (entry.findtext(f"a:{name}", namespaces=SPACES) for name in ("id", "title"))
                found.setdefault(made, title)
        self.shown += [title.rstrip("!") for made, title in found.items() if made not in self.known]
        self.known |= found.keys()
        self.has = sorted(found.values())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_subscriber_ends_with_exactly_what_is_published_and_sees_nothing_twice(seed):
    dice = random.Random(seed)
    publisher, subscriber = Publisher(dice), Subscriber()
    away, polls = 0, 0
    for _ in range(STEPS):
        publisher.step()
        away = away - 1 if away else dice.choice([0] * 12 + [25])
        if not away:
            subscriber.poll(publisher.served)
            polls += 1
            assert subscriber.has == publisher.titles()
    subscriber.poll(publisher.served)

    assert subscriber.has == publisher.titles()
    assert len(subscriber.shown) == len(set(subscriber.shown)) >= len(subscriber.has)
    for path, data in publisher.served.items():
        check_atom(data, archive=path.startswith("feeds/"))
    print(
        f"\nseed {seed}: {publisher.edits}; {polls + 1} polls, {len(subscriber.shown)} articles shown, none"
        f" twice; {len(subscriber.has)} published at the end, all there; {subscriber.requests} requests,"
        f" {subscriber.unchanged} answered 304; {publisher.rewritten} documents rewritten"
    )


def test_a_closed_year_changes_only_with_its_own_articles():
    publisher = Publisher(random.Random(7))
    for _ in range(60):
        before, articles = dict(publisher.served), dict(publisher.articles)
        publisher.step()
        touched = {
            made.date.year
            for number in articles.keys() | publisher.articles.keys()
            if articles.get(number) != publisher.articles.get(number)
            for made in (articles.get(number), publisher.articles.get(number))
            if made
        }
        years = sorted({made.date.year for made in articles.values()})
        for year in years:
            path = f"feeds/{year}.atom.xml"
            neighbours_stay = years == sorted({made.date.year for made in publisher.articles.values()})
            if year not in touched and neighbours_stay:
                assert publisher.served[path] == before[path]
