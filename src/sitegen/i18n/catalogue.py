"""Message catalogues: the `.po` files in `locale/`, read as they are: no compiled copy can be out of date."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from sitegen.i18n.aliases import known_as

FOLDER = Path(__file__).resolve().parents[1] / "locale"
"""`<language>/LC_MESSAGES/sitegen.po`; message ids are the English texts."""

DOMAIN = "sitegen.po"


@cache
def catalogue(lang: str) -> NullTranslations:
    """The messages of a BCP 47 language, or of the nearest wider one (`de` for `de-AT`); else English."""
    parts = known_as(lang).split("-")
    for size in range(len(parts), 0, -1):
        name = "-".join([parts[0].lower(), *parts[1:size]])
        file = FOLDER / name / "LC_MESSAGES" / DOMAIN
        if name.replace("-", "").isalnum() and file.is_file():
            return read(file.read_bytes())
    return NullTranslations()


def read(text: bytes) -> GNUTranslations:
    """A `.po` file as gettext's own object, with its plural forms. Fuzzy messages are left out."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - slow to import
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(text)))
    compiled.seek(0)
    return GNUTranslations(compiled)
