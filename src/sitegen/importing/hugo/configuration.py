"""Hugo's configuration: one file, or folders of files for an environment, merged as Hugo merges them.

https://gohugo.io/configuration/introduction/ Keys are in lower case: Hugo does not mind it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sitegen.decoding.formats import language_tag
from sitegen.importing.documents import globs
from sitegen.importing.frontmatter import heads
from sitegen.importing.frontmatter.heads import Value
from sitegen.importing.sources import is_below
from sitegen.languages import ISO_639_1
from sitegen.problems import Problem, warning

_SUFFIXES = (".toml", ".yaml", ".yml", ".json")
_ROOT_NAMES = ("hugo", "config")
_FOLDERS = ("config/_default", "config/production")
"""The later wins: a published site is one built for production."""


@dataclass(frozen=True, slots=True)
class Mount:
    """A folder of articles: the key of its language, and the section at which it stands; "" for none.

    `exclude` and `include` are patterns of the files in it to be left out, and of those to be taken alone.
    https://gohugo.io/configuration/module/#mounts
    """

    source: str
    key: str = ""
    section: str = ""
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()

    def hides(self, path: str) -> bool:
        """Whether the patterns leave a file of it out."""
        if not self.include and not self.exclude:
            return False
        path = path.lower()
        wanted = not self.include or any(globs.matches(glob, path) for glob in self.include)
        return not wanted or any(globs.matches(glob, path) for glob in self.exclude)


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of a site, its languages' among them."""

    values: Mapping[str, Value] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def text(self, *names: str) -> str:
        """The first setting of these names that is text."""
        return _text(self.values, *names)

    def flag(self, name: str) -> bool:
        """Whether a setting is true."""
        return self.text(name).lower() == "true"

    def mapping(self, name: str) -> dict[str, Any]:
        """A setting that is a mapping; an empty one where it is none."""
        found = self.values.get(name.casefold(), {})
        return found if isinstance(found, dict) else {}

    @property
    def languages(self) -> dict[str, dict[str, Any]]:
        """The settings of each language by its key, which its addresses begin with."""
        return {key: value for key, value in self.mapping("languages").items() if isinstance(value, dict)}

    @property
    def main(self) -> str:
        """The key of the language whose addresses begin with none."""
        named = self.text("defaultContentLanguage").casefold()
        said = "en" if "en" in self.languages else self.text("languageCode", "locale").casefold()
        return named or said.partition("-")[0] or "en"

    @property
    def language(self) -> str:
        """The main language; "" if nothing tells it."""
        said = "" if self.text("defaultContentLanguage") else self.text("languageCode", "locale")
        return said or (self.tag(self.main) if self.languages or self.text("defaultContentLanguage") else "")

    @property
    def links_bare(self) -> bool:
        """Whether addresses among words are links, as they are unless the settings say otherwise."""
        found: Any = self.values
        for name in ("markup", "goldmark", "extensions", "linkify"):
            found = found.get(name, {}) if isinstance(found, dict) else {}
        return str(found).lower() != "false"

    def tag(self, key: str) -> str:
        """The language (BCP 47) that a key stands for: sites call Chinese `cn`, and tell its code apart."""
        own = language_tag(key) or ""
        if own.partition("-")[0] in ISO_639_1:
            return own
        return language_tag(self.of(key, "languageCode", "locale").replace("_", "-")) or own

    def of(self, key: str, *names: str) -> str:
        """The first text of these names among the settings of a language."""
        return _text(self.languages.get(key, {}), *names)

    def folders(self, root: Path) -> dict[str, str]:
        """The folders of articles below `root`, and the key of the language of each; "" for several.

        Those that are not there, or lead out of `root`, are left out.
        """
        found: dict[str, str] = {}
        for mount in self.mounts:
            if is_below(root / mount.source, root):
                found[mount.source] = mount.key if found.get(mount.source, mount.key) == mount.key else ""
        return found

    @property
    def mounts(self) -> tuple[Mount, ...]:
        """The folders that are told to hold articles, in their order."""
        given = self.mapping("module").get("mounts", [])
        given = [values for values in given if isinstance(values, dict)] if isinstance(given, list) else []
        found = [mount for values in given if (mount := _mount(values))]
        default = self.text("contentDir") or "content"
        for key in {} if found else self.languages or {"": {}}:
            own = self.of(key, "contentDir")
            found.append(Mount(_folder(own or default), key if own else ""))
        return tuple(found)


def read(root: Path) -> Configuration:
    """The configuration of the site in a folder, as it is published; empty where there is none."""
    named = (root / f"{name}{suffix}" for name in _ROOT_NAMES for suffix in _SUFFIXES)
    found = [file for file in named if file.is_file()][:1]
    for folder in _FOLDERS:
        place = root / folder
        inside = sorted(place.iterdir()) if place.is_dir() else []
        found += [file for file in inside if file.suffix.lower() in _SUFFIXES and file.is_file()]
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for file in found:
        text = file.read_bytes().decode("utf-8-sig", "replace")
        given = _folded(heads.data_file(text, file.name))
        if isinstance(given, dict):
            values = _merged(values, _below(file.stem.casefold(), given))
        if not given and re.search(r"^\s*[^\s#{}]", text, re.MULTILINE):
            message = "the settings cannot be read: former addresses may be wrong"
            hint = "mend the file, and import again"
            problems.append(warning("wrong-settings", file.relative_to(root).as_posix(), message, hint=hint))
    return Configuration(values, tuple(problems))


def _mount(values: Mapping[str, Any]) -> Mount | None:
    """A mount whose files are articles; None for any other."""
    first, _, section = _folder(_text(values, "target")).partition("/")
    if first != "content":
        return None
    source, key = _folder(_text(values, "source")), _text(values, "lang").casefold()
    return Mount(source, key, section, _globs(values, "excludefiles"), _globs(values, "includefiles"))


def _folder(name: str) -> str:
    return posixpath.normpath(name.strip().strip("/")).removeprefix(".")


def _globs(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(text.lower().lstrip("/") for text in heads.walk(values.get(name, [])))


def _folded(value: Value) -> Value:
    """A value with the keys of its mappings in lower case."""
    if isinstance(value, dict):
        return {key.casefold(): _folded(inner) for key, inner in value.items()}
    return [_folded(item) for item in value] if isinstance(value, list) else value


def _below(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """The settings of a file where its name puts them: `params` below `params`, `params.fr` below French."""
    if name in _ROOT_NAMES:
        return values
    name, _, key = name.partition(".")
    if not key:
        return {name: values}
    return {"languages": {key: {name: values} if name in {"menu", "menus", "params"} else values}}


def _merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Two mappings as one, and those inside them; `over` wins."""
    found = {**under, **over}
    for key in under.keys() & over.keys():
        if isinstance(under[key], dict) and isinstance(over[key], dict):
            found[key] = _merged(under[key], over[key])
    return found


def _text(values: Mapping[str, Value], *names: str) -> str:
    found = (values.get(name.casefold(), "") for name in names)
    return next((" ".join(value.split()) for value in found if isinstance(value, str) and value), "")
