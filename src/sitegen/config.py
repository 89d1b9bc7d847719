"""`content/site.yaml`: the settings of an archive, validated (contract, section 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from yaml.nodes import Node

from sitegen.decoding.formats import checked_language
from sitegen.decoding.hygiene import check_comments
from sitegen.decoding.report import Report
from sitegen.decoding.shapes import Decoded
from sitegen.decoding.site import SITE, base_url_fault, root_address
from sitegen.decoding.yamltext import LONGEST, compose
from sitegen.forbidden import NEVER, is_never_attribute
from sitegen.model import (
    AuthorSettings,
    ImageSettings,
    LanguageSettings,
    MenuItem,
    Settings,
    TagSettings,
)
from sitegen.problems import Problem, short, unmerged
from sitegen.terms import key_of

__all__ = ["LONGEST", "read_settings", "with_base_url"]

_Rows = Sequence[tuple[str, Any, Node]]
_PLAIN = ("title", "description", "base_url", "language", "timezone", "permalink", "page_size", "license",
          "publisher", "onion", "edit_url", "search", "slug_unicode", "links", "dates")  # fmt: skip
"""The keys whose values go into `Settings` as they are."""


def read_settings(text: str) -> tuple[Settings | None, tuple[Problem, ...]]:
    """The settings that a text holds, with all its faults. Errors leave no value."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    report = Report("content/site.yaml")
    if fault := unmerged(report.path, text):
        return None, (fault,)
    composed = compose(text, report, what="settings")
    if composed.root is None:
        return None, report.all()
    check_comments(text, composed.root, report)
    settings = _settings(SITE.read(composed.root, report, composed.unread), report)
    return (None if report.failed else settings), report.all()


def with_base_url(settings: Settings, url: str) -> Settings:
    """The settings with another published root, as of `--base-url`; ValueError if it cannot be one."""
    if fault := base_url_fault(url):
        raise ValueError(f"the base URL “{short(url)}” cannot be used: {fault}")
    return replace(settings, base_url=root_address(url))


def _settings(decoded: Decoded, report: Report) -> Settings:
    given = {name: decoded.values[name] for name in _PLAIN if decoded.get(name) != ""}
    feed = _inner(decoded, "feed")
    images = _inner(decoded, "images")
    theme = _inner(decoded, "theme")
    kept = ImageSettings()
    given.setdefault("title", "")
    return Settings(
        **given,
        languages=_languages(decoded, report),
        feed_items=feed.get("items", 20),
        feed_hub=feed.get("hub"),
        feed_id_host=feed.get("id_host"),
        tags=_tags(decoded.get("tags", ()), report),
        authors=tuple(_author(key, value) for key, value, _ in decoded.get("authors", ())),
        menu=_menu(decoded),
        images=ImageSettings(
            tuple(sorted(set(images.get("widths", kept.widths)))),
            images.get("formats", kept.formats),
            images.get("keep_metadata", kept.keep_metadata),
            images.get("cards", kept.cards),
        ),
        html_allow=_allowed(_inner(decoded, "html").get("allow", ()), report),
        theme_accent=theme.get("accent"),
        theme_font=theme.get("font"),
    )


def _inner(decoded: Decoded, name: str) -> Decoded:
    inner: Decoded = decoded.get(name, Decoded({}, {}, decoded.node))
    return inner


def _languages(decoded: Decoded, report: Report) -> tuple[LanguageSettings, ...]:
    found: list[LanguageSettings] = []
    for key, value, node in decoded.get("languages", ()):
        tag = checked_language(key, node, report)
        if tag is None:
            continue
        if tag == decoded.get("language", "en"):
            hint = "its title and description are those at the top"
            report.warning("main-language", node, f"“{tag}” is the main language already", hint)
        else:
            title, description = _title_and_description(value)
            found.append(LanguageSettings(tag, title or decoded.get("title"), description))
    return tuple(found)


def _title_and_description(value: str | Decoded | None) -> tuple[str, str]:
    if isinstance(value, Decoded):
        return value.get("title"), value.get("description")
    return value or "", ""


def _tags(rows: _Rows, report: Report) -> tuple[TagSettings, ...]:
    tags = tuple(_tag(name, value, report) for name, value, _ in rows)
    _check_spellings(rows, report)
    _check_aliases(rows, report)
    parents = {tag.name.casefold(): tag.parent.casefold() for tag in tags}
    circular = _in_circles(parents)
    for tag, (_, _, node) in zip(tags, rows, strict=True):
        if tag.name.casefold() in circular:
            message = f"the tag “{tag.name}” is above itself, through its parents"
            report.error("parent-cycle", node, message, "take one parent of the circle away")
    return tags


def _tag(name: str, value: Decoded | None, report: Report) -> TagSettings:
    if value is None:
        return TagSettings(name)
    aliases = tuple(alias for alias, _ in value.get("aliases", ()))
    return TagSettings(
        name,
        value.get("title"),
        value.get("description"),
        aliases,
        value.get("parent"),
        report.place(value.at("parent")),
    )


def _check_spellings(rows: _Rows, report: Report) -> None:
    """Warn of a tag that is there in two spellings: what the later one says counts."""
    told: dict[str, tuple[str, Node]] = {}
    for name, _, node in rows:
        before, place = told.setdefault(key_of(name), (name, node))
        if before != name:
            line = report.place(place)[0]
            message = f"“{short(name)}” is the same tag as “{short(before)}” in line {line}; this one counts"
            report.warning(
                "contradictory-tags", node, message, "keep one of them, with all that is to be said"
            )


def _check_aliases(rows: _Rows, report: Report) -> None:
    """Warn of an alias that is a tag of its own, or stands under another tag as well: the later counts."""
    own = {key_of(name): (name, node) for name, _, node in rows}
    given: dict[str, tuple[str, Node]] = {}
    for name, value, _ in rows:
        for alias, node in value.get("aliases", ()) if value else ():
            key = key_of(alias)
            before, place = own.get(key) or given.get(key) or (name, node)
            given[key] = (name, node)
            if key_of(before) == key_of(name):
                continue
            line = report.place(place)[0]
            message = f"“{short(alias)}” is an alias of “{before}” as well, in line {line}; this one counts"
            if key in own:
                message = f"“{short(alias)}” is a tag of its own, in line {line}: as an alias it has no page"
            hint = f"keep it in one place: its articles stand under “{name}” now"
            report.warning("contradictory-tags", node, message, hint)


def _in_circles(parents: dict[str, str]) -> set[str]:
    """The tags that are their own ancestors. Each tag is walked over once."""
    circular: set[str] = set()
    done: set[str] = set()
    for name in parents:
        path: dict[str, int] = {}
        at = name
        while at and at not in done and at not in path:
            path[at] = len(path)
            at = parents.get(at, "")
        if at in path:
            circular.update(tag for tag, place in path.items() if place >= path[at])
        done.update(path)
    return circular


def _author(key: str, value: str | Decoded | None) -> AuthorSettings:
    if isinstance(value, Decoded):
        return AuthorSettings(key, value.get("name") or key, value.get("url"), value.get("bio"))
    return AuthorSettings(key, value or key)


def _menu(decoded: Decoded) -> tuple[MenuItem, ...] | None:
    if "menu" not in decoded.values:
        return None
    return tuple(MenuItem(item.get("title"), item.get("url")) for item in decoded.values["menu"])


def _allowed(rows: _Rows, report: Report) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The tags with their attributes; of those that the sanitiser never lets through it is told."""
    allowed = []
    for tag, value, node in rows:
        if (name := tag.lower()) in NEVER:
            _never(f"the tag “{short(name)}”", node, report)
        attributes = tuple((attribute.lower(), place) for attribute, place in value or ())
        for attribute, place in attributes:
            if is_never_attribute(attribute):
                _never(f"the attribute “{short(attribute)}”", place, report)
        allowed.append((name, tuple(attribute for attribute, _ in attributes)))
    return tuple(allowed)


def _never(what: str, node: Node, report: Report) -> None:
    message = f"{what} is never allowed in articles: it could run, load or disguise something"
    report.warning("never-allowed", node, message, "remove it from “allow”: articles lose it all the same")
