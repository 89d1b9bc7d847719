"""What every template is given, the parts that pages share among it."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.model import NameLink, Picture
from sitegen.pickling import portable


@portable
@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language of the site: its tag, its own name for itself, and its home page."""

    lang: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class MenuLink:
    """An entry of the main menu; `query` is what follows its address that no file answers: `?q=weir`."""

    name: str
    url: str
    query: str = ""


@portable
@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed: its title, address and media type."""

    title: str
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed in each of its formats, under its title; `lang` if that is in another language than the page."""

    title: str
    formats: tuple[FeedLink, ...]
    lang: str = ""


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """Feeds of one kind under a title in the readers' language; the edition's own have none."""

    title: str
    rows: tuple[FeedRow, ...]


@dataclass(frozen=True, slots=True)
class SiteView:
    """The site as templates see it, in one language. `root` is `` or `fa/`; `dir` `ltr` or `rtl`."""

    title: str
    description: str
    lang: str
    dir: str
    root: str
    base_url: str
    languages: tuple[LanguageLink, ...]
    menu: tuple[MenuLink, ...]
    license: str
    publisher: str
    onion: str
    search: bool
    styled: bool
    """Whether `static/theme.css` carries the site's own accent and font."""
    file_links: bool
    pages: tuple[NameLink, ...] = ()
    digest: str = ""

    @property
    def menu_urls(self) -> tuple[str, ...]:
        """The addresses of the pages that the main menu leads to, or to a part of."""
        return tuple([item.url.partition("#")[0] for item in self.menu])


@portable
@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says. `url` is the page's own path below the root.

    `title` is empty where the template names the page itself (“Tags”), in the page's language.
    `alternates` are the same page in each language, this one included.
    """

    url: str
    title: str = ""
    description: str = ""
    feeds: tuple[FeedLink, ...] = ()
    alternates: tuple[LanguageLink, ...] = ()
    image: Picture | None = None
    noindex: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page of a listing stands: `number` of `total`, and the addresses beside it.

    “” is the address of the site's root, too: `number` says whether there is a newer page.
    """

    number: int
    total: int
    newer: str = ""
    older: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: its label, its value, and the page it leads to."""

    label: str
    value: int
    url: str = ""
