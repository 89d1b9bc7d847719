"""`content/site.yaml` for an archive that has none: the least that builds, and what the source says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sitegen import config
from sitegen.importing import yamlout
from sitegen.importing.addresses import PLACEHOLDER
from sitegen.importing.values import SiteFacts
from sitegen.importing.writing import Writer
from sitegen.model import AuthorSettings, TagSettings
from sitegen.problems import has_errors


def write(writer: Writer, facts: SiteFacts, root: Path, *, existing: bool) -> str:
    """Write the settings if there are none; what was written, or "" if there were some."""
    if existing:
        return ""
    text = settings_text(facts, root)
    return text if writer.put("site.yaml", text.encode()) == "written" else ""


def settings_text(facts: SiteFacts, root: Path) -> str:
    """The settings as text; whatever the source says that the build would not accept is left out."""
    title = facts.title or _title_of(root)
    base: dict[str, Any] = {"title": title, "base_url": PLACEHOLDER}
    for key, value in _said(facts, title):
        tried = {**base, key: value}
        _, problems = config.read_settings(yamlout.mapping(tried))
        if value and not has_errors(problems) and not problems:
            base = tried
    text = yamlout.mapping(_ordered(base))
    note = "# Put the address of the published site here.\nbase_url: "
    return text.replace("base_url: ", note, 1) if base["base_url"] == PLACEHOLDER else text


def _said(facts: SiteFacts, title: str) -> list[tuple[str, Any]]:
    return [
        ("description", facts.description),
        ("base_url", facts.base_url),
        ("language", facts.language),
        ("timezone", facts.timezone),
        ("languages", {lang: {"title": facts.titles.get(lang, title)} for lang in facts.languages}),
        ("authors", {author.key: _author(author) for author in facts.authors}),
        ("tags", {tag.name: _tag(tag) for tag in facts.tags}),
    ]


def _author(author: AuthorSettings) -> dict[str, str]:
    given = {"name": author.name, "url": author.url, "bio": author.bio}
    return {key: value for key, value in given.items() if value}


def _tag(tag: TagSettings) -> dict[str, Any]:
    given = {"title": tag.title, "description": tag.description, "parent": tag.parent}
    return {key: value for key, value in given.items() if value}


def _ordered(values: dict[str, Any]) -> dict[str, Any]:
    order = ("title", "description", "base_url")
    return {key: values[key] for key in (*order, *values) if key in values}


def _title_of(root: Path) -> str:
    words = root.resolve().name.replace("-", " ").replace("_", " ").strip() or "Archive"
    return words[:1].upper() + words[1:]
