"""The languages of articles in an export, and who translates whom: as plug-ins note it, or addresses show."""

from __future__ import annotations

import unicodedata
from collections import Counter

from sitegen.decoding.formats import language_tag
from sitegen.importing.wordpress.site import WordPress
from sitegen.importing.wordpress.wxr import Item
from sitegen.languages import ISO_639_1
from sitegen.urls import parts_of

_WPML_LANGUAGE = "_wpml_import_language_code"
_WPML_GROUP = "_wpml_import_translation_group"


def translation_of(item: Item) -> str:
    """The name that an article has in common with its translations, by any plug-in; "" for none."""
    group = next((nicename for domain, nicename, _ in item.terms if domain == "post_translations"), "")
    group = (
        group or item.meta.get(_WPML_GROUP, "").strip() or (f"tongues/{item.number}" if item.tongue else "")
    )
    return item.in_site(group) if group else ""


def noted_language(item: Item) -> str:
    """The language that a plug-in noted with an article; "" for none."""
    noted = next((nicename for domain, nicename, _ in item.terms if domain == "language"), "")
    return language_tag(noted or item.tongue or item.meta.get(_WPML_LANGUAGE, "").strip()) or ""


def language_of(job: WordPress, item: Item) -> str:
    """The language of an article; "" for the site's own."""
    found = noted_language(item)
    if not found and (folder := folder_language(job, item)) and _is_spoken(job, item, folder):
        found = folder
    main = job.book.settings.language
    return "" if found.partition("-")[0] == main.partition("-")[0] else found


def folder_language(job: WordPress, item: Item) -> str:
    """The language that the first folder of an article's address names (`/fa/2015/…`), if it may be one."""
    path = parts_of(item.get("link")).path.removeprefix(job.book.base).strip("/").lower()
    folder = path.partition("/")[0]
    if folder.partition("-")[0] not in ISO_639_1 or folder in job.folders or path == item.get("wp:post_name"):
        return ""
    return language_tag(folder) or ""


def _is_spoken(job: WordPress, item: Item, lang: str) -> bool:
    """Whether the site is known to have a language, or letters tell an article from the main one."""
    known = {language.lang for language in job.book.settings.languages} | job.noted
    scripts = {_script(item.get("title")), _script(job.channel.fields.get("title", ""))} - {""}
    return lang in known or bool(scripts - {"LATIN"})


def _script(text: str) -> str:
    """The script of most letters of a text, by Unicode's name of it; "" without letters."""
    names = Counter(unicodedata.name(char, "").partition(" ")[0] for char in text if char.isalpha())
    return names.most_common(1)[0][0] if names else ""
