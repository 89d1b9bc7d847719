"""For translators: `python -m sitegen.i18n.messages` brings every catalogue up to date.

Messages that are new stand untranslated at their place, those that nobody uses any more go; what is
translated stays as it is.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from sitegen.i18n.catalogue import DOMAIN, FOLDER
from sitegen.theme import EXTENSIONS, default_folder

PACKAGE = Path(__file__).resolve().parents[1]

SPEAKS_ENGLISH = frozenset(
    {"cli", "serve", "checking", "explaining", "counting", "capture", "importing", "starting", "writing"}
)
"""Parts that speak to editors, not to readers, and in English only."""

_KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "say": None, "message": None, "ngettext": (1, 2)}
_JINJA = {
    "trimmed": "true",
    "extensions": ",".join(EXTENSIONS),
    "trim_blocks": "true",
    "lstrip_blocks": "true",
}


def used() -> dict[str, str]:
    """The messages of templates and code: id -> plural id or "", in the order of files and lines."""
    found: dict[str, str] = {}
    for method, file in _files():
        options = _JINJA if method.startswith("jinja2") else {}
        for _, message, _, _ in extract(method, io.BytesIO(file.read_bytes()), _KEYWORDS, options=options):
            one, many = message if isinstance(message, tuple) else (message, "")
            found.setdefault(one, many)
    return found


def _files() -> Iterator[tuple[str, Path]]:
    for file in sorted(default_folder().rglob("*.html")):
        yield "jinja2.ext:babel_extract", file
    for file in sorted(PACKAGE.rglob("*.py")):
        if file.relative_to(PACKAGE).with_suffix("").parts[0] not in SPEAKS_ENGLISH | {"i18n"}:
            yield "python", file


def renewed(lang: str, old: Catalog, messages: dict[str, str]) -> Catalog:
    """A catalogue of exactly these messages, with the translations that `old` has, and its plural forms:
    those that Babel knows for a language change now and then, and what is translated has the old ones.
    """
    new = Catalog(locale=lang, project="sitegen", header_comment=old.header_comment, fuzzy=False)
    new.mime_headers = [("Plural-Forms", old.plural_forms)]
    for one, many in messages.items():
        known = old.get((one, many) if many else one)
        text = known.string if known and bool(many) == known.pluralizable else ""
        new.add((one, many) if many else one, text)
    return new


def written(catalogue: Catalog) -> bytes:
    """The text of a `.po` file, without the moments that would differ at each writing."""
    out = io.BytesIO()
    write_po(out, catalogue, width=110, no_location=True)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_MOMENTS)).encode()


_MOMENTS = ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Language-Team', '"Generated-By')


def main() -> None:
    """Bring every catalogue up to date, in place."""
    messages = used()
    for folder in sorted(FOLDER.iterdir()):
        file = folder / "LC_MESSAGES" / DOMAIN
        old = read_po(io.BytesIO(file.read_bytes())) if file.is_file() else Catalog(locale=folder.name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(written(renewed(folder.name, old, messages)))


if __name__ == "__main__":
    main()
