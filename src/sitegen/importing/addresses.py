"""Where each article will stand, and under which addresses it stood before.

Filled before anything is converted, so that links between articles can be followed, and so that no
two articles, and no former address, end up in the same place.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from sitegen.dates import Written, read
from sitegen.decoding.formats import language_tag
from sitegen.importing.when import undated
from sitegen.model import Article, Settings
from sitegen.urls import (
    decoded_path,
    folded,
    host_of,
    kept_slug,
    parts_of,
    permalink,
    slug_of,
    target_of,
    without_index,
)

_LONGEST = 120
PLACEHOLDER = "https://example.org/"
"""The address of a site whose own is not known: feeds cannot be built without one."""

_RESERVED = frozenset(
    """tags authors archive search feeds corrections evidence verify page static sitemap.xml robots.txt
    404.html feed.xml atom.xml feed.json _redirects sha256sums index.html site.yaml pages""".split()
)
"""First segments of addresses that the site itself needs."""
_FILLED = frozenset({"tags", "authors", "page", "feeds", "static"})
"""Those below which it may need any address."""

_PROGRAM = re.compile(r"\A/index\.php(?:/|(?=\?)|\Z)")
_PART = re.compile(r"(?<=[^/])/(?:feed(?:/\w+)?|trackback|comment-page-\d+)/?\Z")


@dataclass(frozen=True, slots=True)
class Home:
    """The place of one article: its file below `content/`, its address below the root, its slug.

    `explicit`: the slug has to be written in the front matter, as the file's name does not give it.
    `wanted` is the address that it would have, if the site did not need that itself.
    """

    path: str
    url: str
    slug: str
    explicit: bool = False
    wanted: str = ""

    @property
    def moved(self) -> str:
        """The sentence that tells of an address which the site needs itself; "" for any other."""
        what = f"/{self.wanted} is an address that the site needs itself: this stands at /{self.url}"
        return what if self.wanted else ""


@dataclass(slots=True)
class AddressBook:
    """The homes of all articles by a key of the reader's choice, and what led to them before.

    `hosts` are those of the site that is brought in: links to them are links within it. `base` is the
    folder in which it stood there, without a slash at its end; former addresses are kept below it.
    `fresh`: the archive has no settings yet, and takes those that the source tells.
    """

    settings: Settings
    hosts: frozenset[str] = frozenset()
    base: str = ""
    fresh: bool = False
    homes: dict[str, Home] = field(default_factory=dict)
    languages: set[str] = field(default_factory=set)
    """Those that articles were given a place in so far: `/fa/` is the home page of one."""
    _paths: set[str] = field(default_factory=set)
    _urls: set[str] = field(default_factory=set)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    _former: dict[str, list[str]] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)

    def speak(self, language: str) -> None:
        """Take the main language of the source for that of an archive that begins with it."""
        tag = language_tag(language.strip().partition(".")[0].replace("_", "-"))
        if tag and self.fresh:
            self.settings = replace(self.settings, language=tag)

    def settle(  # noqa: PLR0913 - a place follows from all of these, and each is named where it is given
        self,
        key: str,
        *,
        slug: str,
        title: str,
        date: str,
        lang: str = "",
        folder: str = "",
        name: str = "",
        page: bool = False,
        former: Iterable[str] = (),
    ) -> Home:
        """Give an article its place: `folder/name.md`, and the address that follows from it.

        `date` is ISO 8601 text. Taken places get a number; `former` are the article's old addresses:
        whole, or from the root of the old site (below `base`).
        """
        self.languages |= {lang} - {"", self.settings.language}
        base = self._slug(slug, title, key)
        number = self._numbers.get((folder, base.casefold()), 1)
        while True:
            tried = base if number == 1 else f"{base}-{number}"
            home = self._home(tried, name if number == 1 else "", date, lang, folder, page=page)
            if folded(home.path) not in self._paths and folded(home.url) not in self._urls:
                break
            number += 1
        self._numbers[folder, base.casefold()] = number
        self._paths.add(folded(home.path))
        self._urls.add(folded(home.url))
        self.homes[key] = home
        self._former[key] = [address for old in former if (address := self._below(old))]
        for old in (*self._former[key], f"/{home.url}"):
            self._known.setdefault(_lookup(old), key)
        return home

    def _slug(self, slug: str, title: str, key: str) -> str:
        unicode = self.settings.slug_unicode
        makers = ((slug, kept_slug), (title, slug_of), (posixpath.basename(key), kept_slug))
        for given, made in makers:
            text = unicodedata.normalize("NFC", unquote(given)).strip().strip(".")
            found = made(text, unicode=unicode) if text else ""
            if found:
                return found[:_LONGEST].rstrip("-.")
        return "article"

    def _home(self, slug: str, name: str, date: str, lang: str, folder: str, *, page: bool) -> Home:
        """The place that these ask for; one beside it, if the site itself needs the address that follows."""
        home = self._asked(slug, name, date, lang, folder, page=page)
        own = home.url.removeprefix(f"{lang}/") if lang != self.settings.language else home.url
        if _usable(f"/{own}") and own.strip("/") not in self.languages:
            return home
        first, _, rest = own.partition("/")
        outer, inner = ("pages/", folder.removeprefix("pages/")) if page else ("", folder)
        if rest and inner.partition("/")[0] == first:
            moved = f"{outer}{first}-page{inner.removeprefix(first)}"
            beside = self._asked(slug, name, date, lang, moved, page=page)
        else:
            above = posixpath.dirname(folder) if name == "index" else folder
            beside = self._asked(f"{slug}-page", "", date, lang, above, page=page)
        return replace(beside, wanted=home.url)

    def _asked(self, slug: str, name: str, date: str, lang: str, folder: str, *, page: bool) -> Home:
        suffix = f".{lang}" if lang and lang != self.settings.language else ""
        path = posixpath.join(folder, f"{name or slug}{suffix}.md")
        stem = without_index(path.removesuffix(".md").removesuffix(suffix))
        last = posixpath.basename(stem)
        explicit = kept_slug(last, unicode=self.settings.slug_unicode) != slug or undated(last) != last
        written = read(date)
        moment = written.moment(None) if isinstance(written, Written) else None
        article = Article(
            path=path, digest="", stem=stem,
            kind="page" if page else "article", lang=lang or self.settings.language, slug=slug, title="",
            date=moment,
        )  # fmt: skip
        url = permalink(article, self.settings) if moment or page else f"{slug}/"
        return Home(path, url, slug, explicit)

    def note(self, key: str, former: Iterable[str]) -> None:
        """Add former addresses of an article that has its place already."""
        for old in former:
            address = self._below(old)
            if address:
                self._former[key].append(address)
                self._known.setdefault(_lookup(address), key)

    def aliases(self, key: str) -> list[str]:
        """The former addresses of an article that no other article has, needs or had before it."""
        own = self.homes[key]
        found: dict[str, str] = {}
        for old in self._former[key]:
            moved = self._moved(old)
            place = folded(_as_folder(moved.lstrip("/")))
            taken = place in self._urls or self._known.get(_lookup(old)) != key
            if not taken and place != folded(own.url) and _usable(moved):
                found.setdefault(place, moved)
        return list(found.values())

    def _below(self, address: str) -> str:
        """The path of a former address below `base`, which only whole addresses have in front."""
        path = site_path(address) if address else ""
        return self._without_base(path) if "//" in address.partition("?")[0] else path

    def _without_base(self, path: str) -> str:
        return f"/{path[len(self.base) + 1 :]}" if path.startswith(f"{self.base}/") else path

    def _moved(self, path: str) -> str:
        """A former path as the new site has to answer it: with `base`, where that site stands elsewhere."""
        root = self.settings.base_url
        new = urlsplit(root).path.rstrip("/")
        if not root or root == PLACEHOLDER or new == self.base:
            return path
        whole = self.base + path
        return whole[len(new) :] if whole.startswith(f"{new}/") else whole

    def alias_of(self, address: str) -> str:
        """The alias by which a former address is kept; "" if there is nothing to be kept of it."""
        below = self._below(address)
        return self._moved(below) if below else ""

    def find(self, address: str) -> Home | None:
        """The place of the article that an address of the old site led to: absolute, or from the root."""
        key = self.key_of(address)
        return self.homes[key] if key is not None else None

    def key_of(self, address: str) -> str | None:
        """The key of the article that an address of the old site led to."""
        parts = parts_of(address)
        if not any(parts) or (parts.netloc and host_of(parts) not in self.hosts):
            return None
        if not address.startswith("/") and not parts.netloc:
            return None
        path = site_path(address)
        own = self._without_base(path)
        keys = (self._known.get(_lookup(tried)) for tried in (own, path, _same_page(own)))
        return next((found for found in keys if found is not None), None)

    def link(self, target: str, *, base: str) -> str | None:
        """The link from the article at `base` to the article that an old address led to, as a file."""
        path, mark, fragment = target.partition("#")
        home = self.find(path)
        if home is None:
            return None
        return relative(home.path, base=base) + mark + fragment


def relative(path: str, *, base: str) -> str:
    """The link from the file `base` to the file `path`, both below `content/`."""
    return target_of(posixpath.relpath(path, posixpath.dirname(base) or "."))


def site_path(address: str) -> str:
    """The path (with its query) of an old address, from the root: `/2014/03/river/`; "" if it has none.

    Percent signs are decoded: an alias is a place, and a server looks places up by their names.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    path = "/" + re.sub(r"/{2,}", "/", decoded_path(parts.path)).lstrip("/")
    if ".." in path.split("/") or "\\" in path or any(char < " " for char in path):
        return ""
    return path + (f"?{parts.query}" if parts.query else "")


def _same_page(path: str) -> str:
    """The address of the page that WordPress showed at this one too: to answer a comment, by its program."""
    path, _, query = _PROGRAM.sub("/", path).partition("?")
    kept = "&".join(part for part in query.split("&") if not part.startswith("replytocom="))
    return _PART.sub("/", path) + (f"?{kept}" if kept else "")


def _lookup(address: str) -> str:
    """An address as it is compared: decoded, without index.html, .html and the last slash."""
    path = unquote(address)
    path = re.sub(r"(?:/index)?\.html?\Z", "", path) if "?" not in path else path
    return folded(path.rstrip("/")) or "/"


def _as_folder(path: str) -> str:
    return path if path.endswith("/") or "." in path.rpartition("/")[2] or "?" in path else f"{path}/"


def _usable(address: str) -> bool:
    """Whether an alias can be kept: not the home page, nor a place that the site needs itself, nor hidden."""
    if "/." in address.partition("?")[0]:
        return False
    first, _, rest = address.strip("/").casefold().partition("/")
    if "?" in address or not rest:
        return address != "/" and ("?" in address or first not in _RESERVED)
    return first not in _FILLED and not (first == "archive" and re.fullmatch(r"\d{4}", rest))
