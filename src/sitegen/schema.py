"""JSON Schema of front matter and settings, from the definitions that validate them.

Editors that speak the YAML language server's protocol complete keys and underline faults with it.
The dialect is 2020-12 (https://json-schema.org/draft/2020-12).
"""

from __future__ import annotations

from typing import Any, Literal

from sitegen.decoding.article import FRONT_MATTER
from sitegen.decoding.site import SITE
from sitegen.model import Settings

Kind = Literal["front-matter", "site"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: Kind, settings: Settings | None = None) -> dict[str, Any]:
    """The schema of a kind of file. With an archive's settings, its tags and authors are offered."""
    if kind == "site":
        return _headed("Settings of a sitegen archive", "content/site.yaml", SITE.schema())
    schema = _headed(
        "Front matter of a sitegen article", "The head of an article's file.", FRONT_MATTER.schema()
    )
    if settings:
        _offer(schema["properties"]["tags"], [tag.name for tag in settings.tags])
        _offer(schema["properties"]["authors"], [author.key for author in settings.authors])
    return schema


def _headed(title: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, "title": title, "description": description, **schema}


def _offer(property_: dict[str, Any], words: list[str]) -> None:
    """Name the known words of a list first: an editor offers them, and takes any other."""
    if words:
        items = property_["anyOf"][0]
        items["items"] = {"anyOf": [{"enum": words}, items["items"]]}
