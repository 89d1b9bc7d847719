"""`content/site.yaml` for an archive that has none: the least that builds, and what the source says.

Settings that are there are an editor's, and never changed: what they lack is told instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sitegen import config
from sitegen.importing import yamlout
from sitegen.importing.addresses import PLACEHOLDER
from sitegen.importing.frontmatter import heads
from sitegen.importing.frontmatter.keys import title_of
from sitegen.importing.values import SiteFacts
from sitegen.model import AuthorSettings, TagSettings
from sitegen.problems import Problem, has_errors, warning


def settings_text(facts: SiteFacts, root: Path) -> str:
    """The settings as text; whatever the source says that the build would not accept is left out."""
    base = _accepted(facts, facts.title or _title_of(root))
    text = yamlout.mapping(_ordered(base))
    note = "# Put the address of the published site here.\nbase_url: "
    return text.replace("base_url: ", note, 1) if base["base_url"] == PLACEHOLDER else text


def lacking(facts: SiteFacts, root: Path, own: str) -> str:
    """What the source says and the archive's `own` settings do not, as YAML to be pasted into them."""
    given, _, _ = heads.read_yaml(own, "content/site.yaml", 1)
    said = _accepted(facts, facts.title or str(given.get("title", "")) or _title_of(root))
    if said["base_url"] == PLACEHOLDER:
        del said["base_url"]
    return yamlout.mapping(_missing(_ordered(said), given))


def not_changed(lacks: str) -> Problem:
    """The warning that settings lack what a source says."""
    names = ", ".join(re.findall(r"^[^\s:]+", lacks, re.MULTILINE))
    message = f"the settings were left as they are, and lack what the source says of: {names}"
    hint = "the import's report (import-report.md) has it as YAML, to be pasted"
    return warning("settings-not-changed", "content/site.yaml", message, hint=hint)


def _missing(said: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of a mapping that another one lacks, in whatever case, with those of mappings inside."""
    own = {key.casefold(): value for key, value in given.items()}
    found: dict[str, Any] = {}
    for key, value in said.items():
        has = own.get(key.casefold())
        if has is None:
            found[key] = value
        elif isinstance(value, Mapping) and isinstance(has, Mapping) and (inner := _missing(value, has)):
            found[key] = inner
    return found


def _accepted(facts: SiteFacts, title: str) -> dict[str, Any]:
    """What the source says, as far as the build accepts it."""
    base: dict[str, Any] = {"title": title, "base_url": PLACEHOLDER}
    for key, value in _said(facts, title):
        tried = {**base, key: value}
        _, problems = config.read_settings(yamlout.mapping(tried))
        if value and not has_errors(problems) and not problems:
            base = tried
    return base


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
    return title_of(root.resolve().name) or "Archive"
