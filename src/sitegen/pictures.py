"""A picture of `content/`: the files that it is published as, and how a page shows them."""

from __future__ import annotations

from collections.abc import Iterable

from sitegen import images
from sitegen.model import CARD_SIZE, Entry, ImageSettings, MediaFile, Picture
from sitegen.urls import beside

CARD = "card.png"
"""The name of the card that is drawn for an article, beside its page."""

_MIME = {"svg": "image/svg+xml", "ico": "image/x-icon"}


def recipes_of(file: MediaFile, settings: ImageSettings, crowd: frozenset[str]) -> tuple[images.Recipe, ...]:
    """What is published of a picture: the cleaned copy at its own path, then its versions.

    `crowd` is `images.crowded` of all media: pictures whose versions need longer names.
    """
    info = images.ImageInfo(file.type, file.width, file.height, file.animated)  # type: ignore[arg-type]
    return images.plan(info, file.path, settings, crowded=file.path in crowd)


def picture_of(file: MediaFile, settings: ImageSettings, crowd: frozenset[str]) -> Picture | None:
    """The picture that a media file is published as; None if it is none."""
    if not file.type:
        return None
    forms = _by_form(recipes_of(file, settings, crowd)[1:])
    itself = ((file.width, file.path),) if file.type == "avif" else ()
    return Picture(
        path=file.path,
        width=file.width,
        height=file.height,
        variants=forms.get("webp") or forms.get("avif", ()),
        size=file.size,
        type=_MIME.get(file.type, f"image/{file.type}"),
        better=(("image/avif", forms["avif"] + itself),) if len(forms) > 1 else (),
    )


def _by_form(recipes: Iterable[images.Recipe]) -> dict[str, tuple[tuple[int, str], ...]]:
    """The (width, path) of versions, by their format."""
    forms: dict[str, tuple[tuple[int, str], ...]] = {}
    for recipe in recipes:
        forms[recipe.type] = (*forms.get(recipe.type, ()), (recipe.width, recipe.path))
    return forms


def card_path(entry: Entry) -> str:
    """Where the card of an article stands that has no picture and is not withdrawn; "" for others."""
    return "" if entry.card.image or entry.article.withdrawn else beside(entry.url, CARD)


def card_of(entry: Entry) -> Picture | None:
    """The card of an article, if it has one."""
    path = card_path(entry)
    return Picture(path, *CARD_SIZE, entry.article.title, (), 0, "image/png") if path else None
