"""The settings of an archive, validated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class LanguageSettings:
    """Title and description of the site in one language."""

    lang: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class TagSettings:
    """What `site.yaml` says of a tag; `name` is its display form."""

    name: str
    title: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()
    parent: str = ""
    parent_place: tuple[int, int] = field(default=(1, 1), compare=False)
    """Line and column of the parent in `site.yaml`."""


@dataclass(frozen=True, slots=True)
class AuthorSettings:
    """What `site.yaml` says of an author; articles may name the key or the name."""

    key: str
    name: str
    url: str = ""
    bio: str = ""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the main menu: an absolute URL, or a path in the site (`/about/`)."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ImageSettings:
    """How pictures are published: widths in pixels, formats, whether metadata stay.

    With `cards`, an article without a picture gets a drawn one that shows where it is linked.
    """

    widths: tuple[int, ...] = (480, 960, 1600)
    formats: tuple[str, ...] = ("webp",)
    keep_metadata: bool = False
    cards: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """`content/site.yaml`, validated (contract, section 2)."""

    title: str
    description: str = ""
    base_url: str = ""
    language: str = "en"
    timezone: str = "UTC"
    languages: tuple[LanguageSettings, ...] = ()
    permalink: str = "/{year}/{slug}/"
    page_size: int = 20
    feed_items: int = 20
    feed_hub: str = ""
    feed_id_host: str = ""
    tags: tuple[TagSettings, ...] = ()
    authors: tuple[AuthorSettings, ...] = ()
    menu: tuple[MenuItem, ...] | None = None
    license: str = ""
    publisher: str = ""
    onion: str = ""
    edit_url: str = ""
    images: ImageSettings = field(default_factory=ImageSettings)
    html_allow: tuple[tuple[str, tuple[str, ...]], ...] = ()
    search: bool = True
    slug_unicode: bool = False
    links: Literal["folder", "file"] = "folder"
    dates: Literal["written", "git"] = "written"
    theme_accent: str = ""
    theme_font: str = ""

    @property
    def every_language(self) -> tuple[str, ...]:
        """The main language, and those under `languages`."""
        return (self.language, *(language.lang for language in self.languages))
