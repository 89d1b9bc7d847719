"""What the references of articles lead to: articles by file, address or former address; media; nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sitegen import images
from sitegen.model import Article, Media, Picture, Ref, Settings
from sitegen.pictures import picture_of
from sitegen.problems import Problem, warning
from sitegen.urls import alias_address, beside, inward, is_outside, permalink, resolve

UNPUBLISHED = {"draft": "it is a draft", "future": "its date has not come"}
"""The reasons in words."""


@dataclass(frozen=True, slots=True)
class Targets:
    """What an article's references lead to, its lead picture, and a problem for each that leads nowhere."""

    addresses: tuple[str | Picture, ...] = ()
    image: Picture | None = None
    missing: tuple[Problem, ...] = ()


NO_TARGETS = Targets()


class Destinations:
    """The places of an archive by the names that references have for them.

    `unpublished` tells why articles have no place (a key of `UNPUBLISHED`), `refused` are files that are
    there and not published.
    """

    def __init__(
        self,
        articles: Sequence[Article],
        settings: Settings,
        media: Media,
        refused: Collection[str],
        unpublished: Mapping[str, str],
    ) -> None:
        self.settings = settings
        self.media = media
        self.refused = refused
        self.unpublished = unpublished
        self.urls = {article.path: permalink(article, settings) for article in articles}
        self.renamed = {article.path: dict(article.renamed) for article in articles if article.renamed}
        self.former = _former(articles)
        self.taken = {*self.urls.values(), *(beside(url, "index.md") for url in self.urls.values())}
        named = (*self.urls, *media, *refused, *unpublished)
        self.spelt = {_composed(path): path for path in named if not path.isascii()}
        self.crowd = images.crowded(media)

    @property
    def known(self) -> tuple[object, ...]:
        """All that an answer depends on besides the article that asks."""
        return (
            self.settings, self.media, self.refused, self.unpublished, self.urls, self.renamed, self.former
        )  # fmt: skip

    def astray(self, article: Article) -> tuple[Problem, ...]:
        """What is wrong with the references of an article that has no place: one to itself is right."""
        refs = tuple(ref for ref in article.refs if self._resolved(article, ref)[0] != article.path)
        return self.of(replace(article, refs=refs)).missing

    def of(self, article: Article) -> Targets:
        """What all references of an article lead to."""
        missing: list[Problem] = []
        addresses = tuple(self.address(article, ref, missing) for ref in article.refs)
        return Targets(addresses, self._lead_picture(article, missing), tuple(missing))

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
        media = self.media.get(path)
        return picture_of(media, self.settings.images, self.crowd) if media else None

    def _is_another(self, path: str) -> bool:
        """Whether what is asked for as a picture is an article, or a file of another kind."""
        return path in self.urls or path in self.media

    @cached_property
    def _named(self) -> Mapping[str, str]:
        return by_name((*self.urls, *self.media))

    def address(self, article: Article, ref: Ref, missing: list[Problem]) -> str | Picture:
        """What a reference of the article leads to; the target as written where nothing is found, which is
        put down among the `missing`.
        """
        path, fragment = self._resolved(article, ref)
        mark = f"#{fragment}" if fragment else ""
        if ref.kind == "image":
            picture = self._picture(path)
            if picture:
                return replace(picture, alt=ref.alt or "")
            if self._is_another(path):
                missing.append(self._missing(article, ref))
        place = path.rstrip("/")
        for candidate in (path, self._spelt(f"{place}.md"), self._spelt(f"{place}/index.md")):
            if candidate in self.urls:
                return self._part(candidate, fragment)
        if path in self.media or path in self.taken or f"{path}/" in self.taken:
            return (path if path in self.media or path in self.taken else f"{path}/") + mark
        if place in self.former:
            return self._part(self.former[place], fragment)
        if ref.kind != "link" or path.endswith(".md") or path.startswith(".."):
            missing.append(self._missing(article, ref))
        return path + mark

    def _part(self, path: str, fragment: str) -> str:
        """The address of an article's part, by the id that it has on the page."""
        part = self.renamed.get(path, {}).get(fragment, fragment)
        return self.urls[path] + (f"#{part}" if part else "")

    def _missing(self, article: Article, ref: Ref) -> Problem:
        place, target = article.file, ref.target
        path, _ = self._resolved(article, ref)
        code = "broken-link"
        if ref.kind == "image" and self._is_another(path):
            code, message = "no-picture", f"“{target}” is no picture, so none is shown"
            hint = "name a picture; what is to be linked to stands as [words](file.pdf)"
        elif ref.kind == "image" and is_outside(target):
            code, message = "remote-image", f"the picture {target} is not loaded from elsewhere"
            hint = "save it next to the article and name the file"
        elif reason := self.unpublished.get(path):
            message = f"“{target}” leads to an article that is not published: {UNPUBLISHED[reason]}"
            hint = "publish it as well, or remove the link"
        elif path in self.refused:
            message = f"“{target}” leads to a file that is not published"
            hint = f"see what is said of content/{path}"
        else:
            message = f"“{target}” leads to no article or file of this archive"
            hint = meant_hint(target, self._named)
        return warning(code, place, message, hint=hint, line=ref.line, column=ref.column)


def _former(articles: Iterable[Article]) -> dict[str, str]:
    """The article that has moved from an address (without final slash), where that can only be one."""
    found: dict[str, str] = {}
    doubtful: set[str] = set()
    for article in articles:
        for alias in article.aliases:
            place = alias_address(alias).rstrip("/")
            if place and found.setdefault(place, article.path) != article.path:
                doubtful.add(place)
    return {place: path for place, path in found.items() if place not in doubtful}


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def by_name(paths: Iterable[str]) -> Mapping[str, str]:
    """The first of the paths with each name, whatever the case of its letters."""
    found: dict[str, str] = {}
    for path in sorted(paths):
        found.setdefault(path.rpartition("/")[2].casefold(), path)
    return found


def meant_hint(target: str, names: Mapping[str, str]) -> str:
    """Where a broken link may have been meant to lead: a file of that name elsewhere, of those `by_name`."""
    path = names.get(target.partition("#")[0].rpartition("/")[2].casefold())
    return f"is content/{path} meant?" if path else "check the spelling, or remove the link"
