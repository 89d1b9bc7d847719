"""What Pelican, Nikola and Eleventy say of a site in their own settings; nothing of them is ever run."""

from __future__ import annotations

import ast
import posixpath
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sitegen.importing import when
from sitegen.importing.frontmatter import heads
from sitegen.importing.frontmatter.heads import Value
from sitegen.importing.sources import is_below
from sitegen.importing.values import SiteFacts
from sitegen.urls import slug_of

_FILES = {
    "pelican": ("pelicanconf.py", "publishconf.py"),
    "nikola": ("conf.py",),
    "eleventy": (".eleventy.js", "eleventy.config.js", "eleventy.config.cjs", "eleventy.config.mjs"),
}
_INPUT = re.compile(r"\binput:\s*[\"']\.?/?([\w./-]+?)/?[\"']")
_DATA = re.compile(r"\bdata:\s*[\"']([\w./-]+?)/?[\"']")
_PERMALINK = re.compile(r"\{\{(?P<what>[^{}]*)\}\}")
_DASHES, _SIGNS = re.compile("[\u2010-\u2015]"), re.compile(r"[^\w\s-]")
_LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Tool:
    """The tool of a folder ("" for none), where its articles and its data files stand, and its settings that
    are plain text.

    `values` are those in Python that are lists or mappings of text, `code` the settings in JavaScript. They
    stand in `place`; paths in them begin in `base`.
    """

    name: str
    root: Path
    data: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    code: str = ""
    place: Path = Path()
    base: Path = Path()

    def text(self, *names: str) -> str:
        """The first of the settings that is there."""
        return next((self.settings[name] for name in names if self.settings.get(name)), "")

    def facts(self) -> SiteFacts:
        """What the settings say of the site."""
        url = self.text("SITEURL", "SITE_URL", "url")
        return SiteFacts(
            title=self.text("SITENAME", "BLOG_TITLE", "title"),
            description=self.text("SITESUBTITLE", "BLOG_DESCRIPTION", "description"),
            base_url=f"{url.rstrip('/')}/" if url else "",
            language=self.text("DEFAULT_LANG", "language", "lang"),
            timezone=self.text("TIMEZONE"),
        )


def stands_in(folder: Path) -> bool:
    """Whether a folder itself holds the settings of one of these tools."""
    return any((folder / file).is_file() for files in _FILES.values() for file in files)


def of(folder: Path) -> Tool:
    """The tool whose settings stand in a folder or, for a folder of articles, above it."""
    for name, files in _FILES.items():
        for place in (folder, folder.parent):
            found = [place / file for file in files if (place / file).is_file()]
            if found:
                return _tool(name, folder, place, found)
    return Tool("", folder, folder / "_data")


def _tool(name: str, folder: Path, place: Path, files: list[Path]) -> Tool:
    texts = [file.read_bytes()[:_LONGEST].decode("utf-8", "replace") for file in files]
    settings: dict[str, str] = {}
    values: dict[str, Value] = {}
    shelf = folder / "_data"
    if name == "eleventy":
        inner, shelf = _first(_INPUT, texts[0]), _data_folder(texts[0], place)
        for file in ("site.json", "metadata.json", "metadata.yaml", "site.yaml", "site.yml"):
            settings = _texts(data(shelf / file)) | settings
    else:
        for text in texts:
            values |= dict(_literals(text))
        settings = _texts(values)
        inner = settings.get("PATH", "content") if name == "pelican" else ""
    within = place / inner if inner and is_below(place / inner, place) else place
    code = texts[0] if name == "eleventy" else ""
    return Tool(name, within if folder == place else folder, shelf, settings, values, code, place, within)


def _data_folder(text: str, place: Path) -> Path:
    """Where Eleventy keeps data files: named as seen from the folder of its articles."""
    given = place / _first(_INPUT, text)
    inner = given if is_below(given, place) else place
    named = inner / (_first(_DATA, text) or "_data")
    return named if is_below(named, place) else inner / "_data"


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _literals(text: str) -> Iterator[tuple[str, Value]]:
    """The settings of a Python file that are written out: texts, and lists or mappings of them."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in tree.body:
        if isinstance(node, ast.Assign) and (value := _literal(node.value)) is not None:
            yield from ((target.id, value) for target in node.targets if isinstance(target, ast.Name))


def _literal(node: ast.expr) -> Value | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | bool):
        return str(node.value)
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return [value for item in node.elts if (value := _literal(item)) is not None]
    if isinstance(node, ast.Dict):
        pairs = (
            (_literal(key), _literal(value)) for key, value in zip(node.keys, node.values, strict=True) if key
        )
        return {key: value for key, value in pairs if isinstance(key, str) and value is not None}
    return None


def data(file: Path) -> dict[str, Value]:
    """A data file's mapping; an empty one where there is none."""
    try:
        text = file.read_bytes()[:_LONGEST].decode("utf-8-sig", "replace")
    except OSError:
        return {}
    value = heads.data_file(text, file.name)
    return value if isinstance(value, dict) else {}


def _texts(values: Mapping[str, Value]) -> dict[str, str]:
    return {
        key: value
        for key, value in values.items()
        if isinstance(value, str) and value not in {"True", "False"}
    }


def folder_data(root: Path, path: str) -> dict[str, Value]:
    """What Eleventy's directory data (`posts/posts.json`) give to a file below `root`; the nearest counts."""
    found: dict[str, Value] = {}
    folder = posixpath.dirname(path)
    parts = folder.split("/") if folder else []
    for end in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:end])
        for suffix in (".json", ".11tydata.json"):
            found |= data(place / f"{parts[end - 1]}{suffix}")
    return found


def pelican_data(tool: Tool, path: str) -> dict[str, Value]:
    """What Pelican's settings give to a file: `DEFAULT_METADATA`, and its folder's name as its category."""
    usual = tool.values.get("DEFAULT_METADATA", {})
    found = dict(usual) if isinstance(usual, dict) else {}
    folders = path.split("/")[:-1]
    if folders and folders[0] != "pages" and tool.values.get("USE_FOLDER_AS_CATEGORY") != "False":
        found["category"] = folders[-1]
    return found


def pelican_slug(tool: Tool, *, title: str, stem: str) -> str:
    """The name in the address of an article without a `slug`: its title's, or its file's by the settings."""
    if any("(?P<slug>" in tool.text(name) for name in ("FILENAME_METADATA", "PATH_METADATA")):
        return when.undated(stem)
    return _slugified(tool, stem if tool.text("SLUGIFY_SOURCE") == "basename" else title)


def _slugified(tool: Tool, text: str) -> str:
    """A name as Pelican's `slugify` makes it: without the signs that ours makes hyphens of, but for `_`."""
    plain = _SIGNS.sub("", _DASHES.sub("-", unicodedata.normalize("NFKC", text)))
    unicode = tool.values.get("SLUGIFY_USE_UNICODE") == "True"
    return "_".join(slug_of(part, unicode=unicode) for part in plain.split("_"))


def pelican_address(tool: Tool, *, slug: str, lang: str, date: str, category: str, page: bool) -> str:
    """The address that Pelican gave, by its own patterns or those of the settings; "" if it needs a date."""
    kind, other = "PAGE" if page else "ARTICLE", "_LANG" if lang else ""
    default = f"{'pages/' if page else ''}{{slug}}{'-{lang}' if lang else ''}.html"
    pattern = tool.text(f"{kind}{other}_URL", f"{kind}{other}_SAVE_AS") or default
    if not date and "{date" in pattern:
        return ""
    category = category or tool.text("DEFAULT_CATEGORY") or "misc"
    values = {"slug": slug, "lang": lang, "category": _slugified(tool, category)}
    try:
        moment = datetime.fromisoformat(date) if date else datetime(1970, 1, 1)  # noqa: DTZ001 - only its parts count
        address = pattern.format(**values, date=moment)
    except (KeyError, ValueError, IndexError, AttributeError, MemoryError):
        address = default.format(**values)
    return f"/{address.lstrip('/').removesuffix('index.html')}"


def eleventy_address(template: str, *, folder: str, stem: str, title: str) -> str:
    """The address that a `permalink` with plain placeholders gives; "" if it needs more than these."""
    known = {
        "page.fileslug": stem, "title|slug": slug_of(title), "title|slugify": slug_of(title),
        "page.fileslug|slugify": stem, "page.fileslug|slug": stem, "page.filepathstem": f"/{folder}/{stem}",
    }  # fmt: skip
    keys = [re.sub(r"\s+", "", match["what"]).casefold() for match in _PERMALINK.finditer(template)]
    if any(key not in known for key in keys):
        return ""
    address = _PERMALINK.sub(lambda match: known[re.sub(r"\s+", "", match["what"]).casefold()], template)
    return "" if "{%" in address else re.sub(r"/{2,}", "/", f"/{address}")
