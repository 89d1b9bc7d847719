"""The catalogues say exactly what templates and code say, in each language."""

from __future__ import annotations

import io
import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from sitegen.i18n import messages
from sitegen.i18n.catalogue import DOMAIN, FOLDER

LANGUAGES = sorted(folder.name for folder in FOLDER.iterdir())
PLACEHOLDER = re.compile(r"%\(\w+\)s")


@pytest.fixture(scope="module")
def used():
    return messages.used()


def catalogue(lang):
    return read_po(io.BytesIO((FOLDER / lang / "LC_MESSAGES" / DOMAIN).read_bytes()))


def test_the_languages_of_the_theme_are_here():
    assert set(LANGUAGES) >= {"ar", "de", "es", "fa", "fr", "he", "ru", "zh"}


def test_messages_are_found_in_templates_and_in_code(used):
    assert used["%(num)s article"] == "%(num)s articles"
    assert "Skip to content" in used
    assert "This post has since been deleted." in used


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_has_every_message_and_no_other(lang, used):
    found = catalogue(lang)
    ids = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in found if entry.id}
    hint = "run `python -m sitegen.i18n.messages`, then translate what is empty"
    assert ids == set(used), hint
    empty = [entry.id for entry in found if entry.id and not _complete(entry, found.num_plurals)]
    assert empty == [], hint


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_keeps_the_places_of_its_message(lang):
    for entry in catalogue(lang):
        if entry.id and not entry.pluralizable:
            assert set(PLACEHOLDER.findall(entry.string)) == set(PLACEHOLDER.findall(entry.id)), entry.id
        elif entry.id:
            allowed = set(PLACEHOLDER.findall(entry.id[1]))
            assert all(set(PLACEHOLDER.findall(text)) <= allowed for text in entry.string), entry.id


def test_renewing_keeps_translations_drops_what_is_unused_and_adds_what_is_new():
    old = Catalog(locale="fr")
    old.mime_headers = [("Plural-Forms", "nplurals=2; plural=(n > 1);")]  # Babel 2.19 knows of three
    old.add("Tags", "Thèmes")
    old.add("Unused", "Inutile")
    old.add(("one", "many"), ("un", "plusieurs"))
    new = read_po(
        io.BytesIO(messages.written(messages.renewed("fr", old, {"Tags": "", "one": "many", "New": ""})))
    )
    assert [(entry.id, entry.string) for entry in new if entry.id] == [
        ("Tags", "Thèmes"),
        (("one", "many"), ("un", "plusieurs")),
        ("New", ""),
    ]


def test_a_written_catalogue_names_no_moment(monkeypatch):
    texts = set()
    for zone in ("UTC", "Asia/Tehran"):
        monkeypatch.setenv("TZ", zone)
        texts.add(messages.written(messages.renewed("fr", Catalog(locale="fr"), {"Tags": ""})))
    assert len(texts) == 1
    assert b"Date" not in texts.pop()


def _complete(entry, plurals):
    if entry.pluralizable:
        return len(entry.string) == plurals and all(entry.string)
    return bool(entry.string)
