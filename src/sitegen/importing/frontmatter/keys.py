"""The keys of other tools -> the front matter of an article (contract, section 3).

What has a meaning here is mapped; the rest is left out, and named in the report. Nothing is written
that the build would warn about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from sitegen.decoding.article import HELD_BACK
from sitegen.decoding.formats import language_tag, url_fault
from sitegen.decoding.kinds import FALSE, TRUE
from sitegen.importing import when
from sitegen.importing.body.enclosed import pairs
from sitegen.importing.body.pictures import PICTURE
from sitegen.importing.frontmatter.fields import (
    ALIASES,
    AUTHORS,
    DATE,
    IMAGE,
    RELEASE,
    SOURCES,
    SUMMARY,
    TAGS,
    TITLE,
    UPDATED,
    Fields,
    is_plural,
)
from sitegen.importing.frontmatter.heads import Value, walk
from sitegen.importing.yamlout import Plain
from sitegen.urls import host_of, parts_of

_NO_TAGS = frozenset({"uncategorized", "uncategorised", "post", "posts", "blog"})
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"\s*#[ \t]+(?P<line>[^\n]*)(?:\n|\Z)")
_EMPHASIS = re.compile(r"(?<![\w*])(?P<mark>\*\*|__|\*|_|`)(?=\S)(?!(?P=mark))")
_ENDS = {mark: re.compile(rf"(?<=\S){re.escape(mark)}(?![\w*])") for mark in ("**", "__", "*", "_", "`")}
_GLOB = re.compile(r"[*?{}\[\]]")
_EMPHASISED_MARK = re.compile(r"[*_`\[<&]")
_LOOKS_LIKE_TWO = re.compile(r"\w\s+(?:and|&|y|et|und|و)\s+\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What reading front matter depends on: how a text of tags is split, and the names of authors.

    `now` (ISO 8601) decides what has expired, and what is still to come. `language` is the site's: it is
    not repeated.
    """

    tag_spaces: bool = False
    authors: Mapping[str, str] = field(default_factory=dict)
    hosts: frozenset[str] = frozenset()
    language: str = "en"
    now: str = ""


def front_matter(fields: Fields, context: Context, *, stem: str = "", body: str = "") -> dict[str, Any]:
    """The front matter that the fields say; title and date may come from the body and the file's name.

    Empty values are left out. The order is that in which a person reads it.
    """
    title = plain(fields.text(*TITLE)) or heading_of(body)[0] or title_of(stem)
    date = _date(fields, stem, context.now)
    front: dict[str, Any] = {
        "title": title,
        "date": Plain(date),
        "updated": Plain(_updated(fields, date)),
        "slug": fields.text("slug"),
        "lang": _language(fields, context),
        "authors": _authors(fields, context),
        "tags": _tags(fields, context),
        "summary": _summary(fields),
        **_image(fields),
        "aliases": [" ".join(text.split()) for _, value in fields.take(*ALIASES) for text in walk(value)],
        "draft": _is_draft(fields, context),
        "sources": _sources(fields, context),
    }
    for key in ("tweets", "corrections", "withdrawn"):
        front[key] = next((value for _, value in fields.take(key)), "")
    fields.take("layout")
    return front


def filled(front: Mapping[str, Any]) -> dict[str, Any]:
    """The front matter without what is empty or false."""
    return {key: value for key, value in front.items() if value}


def plain(text: str) -> str:
    """A title or summary as plain text: entities decoded once, tags and Markdown's marks taken out."""
    if not _EMPHASISED_MARK.search(text):
        return " ".join(text.split())
    text = unescape(_TAG.sub("", text)) if "<" in text or "&" in text else text
    text = _LINK.sub(r"\1", text)
    text = _without_emphasis(_without_emphasis(" ".join(text.split())))
    text = re.sub(r"\\([\\`*_{}\[\]()#+\-.!])", r"\1", text)
    return prose(" ".join(text.split()))


def _without_emphasis(text: str) -> str:
    """A line without the outermost marks of emphasis and code."""
    out, end = [], 0
    for opens, closes in pairs(text, _EMPHASIS, lambda opens: _ENDS[opens["mark"]]):
        out += [text[end : opens.start()], text[opens.end() : closes.start()]]
        end = closes.end()
    return "".join((*out, text[end:]))


def prose(text: str) -> str:
    """Plain text as front matter holds it: what would be read as a tag or an entity is one itself."""
    if unescape(text) != text or _TAG.search(text):
        return text.replace("&", "&amp;").replace("<", "&lt;")
    return text


def heading_of(body: str) -> tuple[str, int]:
    """The text of the heading of level 1 that a body begins with, and where it ends; else ("", 0).

    What closes it (`##`), and the attributes of kramdown and Goldmark behind that (`{#id}`), are no words.
    """
    match = _HEADING.match(body)
    if not match:
        return "", 0
    line = match["line"].rstrip(" \t")
    words, brace, attributes = line.rpartition("{")
    if not brace or attributes.find("}") != len(attributes) - 1:
        words = line
    words = words.rstrip(" \t").rstrip("#").rstrip(" \t")
    return plain(words or line), match.end()


def title_of(stem: str) -> str:
    """The title that the name of a file or folder tells, without its date."""
    words = re.sub(r"[\s_-]+", " ", when.undated(stem)).strip()
    return words[:1].upper() + words[1:]


def _date(fields: Fields, stem: str, now: str) -> str:
    written = fields.take(*DATE)
    date = _date_shown(fields, written, when.of_name(stem))
    for key, value in written:
        release = when.whole(value) if key.casefold() in RELEASE and isinstance(value, str) else ""
        if now and release and when.is_later(release, now) and when.is_later(release, date):
            message = f"“{key}” lies ahead: {release} became its date, and it stays unpublished until then"
            fields.warn("embargo", key, message, "write draft: true to hold it back for longer")
            return release
    return date


def _date_shown(fields: Fields, written: list[tuple[str, Value]], named: str) -> str:
    """The first of the dates that is one; that of the file's name if none is."""
    for key, value in written:
        text = value if isinstance(value, str) else ""
        found = when.whole(text)
        if found:
            if named and when.day(found) != named:
                message = f"the date {when.day(found)} is not the one in the file's name, {named}"
                fields.warn("date-mismatch", key, message, "the date in the front matter counts")
            return found
        fields.warn("wrong-date", key, f"“{text[:60]}” is no date", "it was looked for elsewhere")
    return named


def _updated(fields: Fields, date: str) -> str:
    for key, value in fields.take(*UPDATED):
        found = when.whole(value) if isinstance(value, str) else ""
        if not found:
            fields.warn("wrong-date", key, f"“{key}” is no date, and was left out")
        elif when.day(found) >= when.day(date) and found != date:
            return found
    return ""


def _language(fields: Fields, context: Context) -> str:
    found = language_tag(fields.text("lang", "language", "locale").replace("_", "-").partition(".")[0])
    return "" if found is None or _is_same(found, context.language) else found


def _is_same(lang: str, main: str) -> bool:
    """Whether a language is the site's: `en` and `en-US` are one, unless they may differ in script."""
    if lang == main:
        return True
    first = lang.partition("-")[0]
    return first == main.partition("-")[0] and first in {lang, main} and first not in {"zh", "sr", "uz"}


def _authors(fields: Fields, context: Context) -> list[str]:
    found: dict[str, str] = {}
    for key, value in fields.take(*AUTHORS):
        for name in _names(value):
            known = context.authors.get(name.casefold(), name)
            found.setdefault(known.casefold(), known)
            if known == name and _LOOKS_LIKE_TWO.search(name):
                hint = "list them one by one if so; names are never split"
                fields.warn("maybe-two-authors", key, f"“{name}” may be more than one author", hint)
    return list(found.values())


def _names(value: Value) -> list[str]:
    if isinstance(value, str):
        name = " ".join(unescape(_TAG.sub("", value)).split()).removeprefix("@")
        return [name] if name else []
    if isinstance(value, dict):
        named = next(
            (value[key] for key in ("name", "display_name", "title", "slug", "id") if value.get(key)), ""
        )
        return _names(named) if named else [name for item in value.values() for name in _names(item)]
    return [name for item in value for name in _names(item)]


def _tags(fields: Fields, context: Context) -> list[str]:
    found: dict[str, str] = {}
    for key, value in fields.take(*TAGS):
        spaces = context.tag_spaces and is_plural(key)
        for tag in _split_tags(value, spaces=spaces):
            name = " ".join(unescape(_TAG.sub("", tag)).split()).lstrip("#")
            if name and not (name.casefold() in _NO_TAGS and key.casefold().startswith("cat")):
                found.setdefault(re.sub(r"[\s_-]+", " ", name.casefold()), name)
    return [name.replace(",", " ") for name in found.values()]


def _split_tags(value: Value, *, spaces: bool) -> list[str]:
    if not isinstance(value, str):
        return list(walk(value))
    return value.split(",") if "," in value or not spaces else value.split()


def _summary(fields: Fields) -> str:
    found = [(key, plain(value)) for key, value in fields.take(*SUMMARY) if isinstance(value, str)]
    found = [(key, text) for key, text in found if text]
    for key, text in found[1:]:
        if text.rstrip(".… ") not in found[0][1]:
            message = f"“{key}” differs from “{found[0][0]}”, which became the summary; it says: {text[:200]}"
            fields.warn("second-summary", key, message)
    return found[0][1] if found else ""


def _image(fields: Fields) -> dict[str, Any]:
    """`image` as the source has it (a path or an address), and its text for those who do not see it."""
    alt = fields.text("image_alt", "image_alt_text", "imagealt", "cover_alt")
    for _, value in fields.take(*IMAGE):
        image, inner = _picture(value)
        if image:
            return {"image": image, "image_alt": plain(alt or inner)}
    return {"image": _resource(fields), "image_alt": plain(alt)}


def _resource(fields: Fields) -> str:
    """The first picture that Hugo's `resources` name; patterns of several files (`*.jpg`) name none."""
    for source in fields.inner("resources", "src"):
        if PICTURE.search(source) and not _GLOB.search(source):
            fields.take("resources")
            return source
    return ""


def _picture(value: Value) -> tuple[str, str]:
    if isinstance(value, list):
        return next((found for item in value if (found := _picture(item))[0]), ("", ""))
    if isinstance(value, dict):
        names = ("path", "src", "url", "image", "feature", "teaser", "overlay_image", "file", "filename")
        source = next((text for name in names if isinstance(text := value.get(name), str) and text), "")
        alt = next((text for name in ("alt", "image_alt") if isinstance(text := value.get(name), str)), "")
        return source.strip(), alt
    return ("", "") if value.lower() in TRUE | FALSE else (value.strip(), "")


def _is_draft(fields: Fields, context: Context) -> bool:
    words = {key: fields.text(key).lower() for key in ("draft", *HELD_BACK)}
    hidden = words["draft"] in TRUE or words["status"] == "future"
    hidden = hidden or any(words[key] in kept_back for key, kept_back in HELD_BACK.items())
    for key, value in fields.take("expirydate", "unpublishdate"):
        expiry = when.whole(value) if isinstance(value, str) else ""
        if expiry and context.now and when.day(expiry) <= when.day(context.now):
            hint = "remove draft: true to publish it again"
            fields.warn("expired", key, f"the article expired on {when.day(expiry)}: it became a draft", hint)
            hidden = True
        elif expiry:
            fields.warn(
                "expiry-dropped", key, f"the article was to expire on {when.day(expiry)}; here it stays"
            )
    return hidden


def _sources(fields: Fields, context: Context) -> list[Any]:
    """Outside addresses that the front matter names as where the article comes from or rests on."""
    found: dict[str, Any] = {}
    for key, value in fields.take(*SOURCES):
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                _keep_mapping(item, found)
            elif isinstance(item, str) and not url_fault(item.strip()):
                url = item.strip()
                if not _is_own(url, context.hosts):
                    found.setdefault(url, {"url": url})
            elif isinstance(item, str) and key.casefold() in {"source", "sources"}:
                found.setdefault(item, {"title": plain(item)})
    return list(found.values())


def _keep_mapping(item: dict[str, Any], found: dict[str, Any]) -> None:
    known = ("id", "url", "title", "publisher", "author", "date", "accessed", "archived", "note")
    kept = {key: item[key] for key in known if item.get(key)}
    kept.setdefault("url", item.get("link", ""))
    kept.setdefault("title", item.get("name", ""))
    kept = {key: value for key, value in kept.items() if value}
    if kept.get("url") or kept.get("title"):
        found.setdefault(str(kept.get("url") or kept.get("title")), kept)


def _is_own(url: str, hosts: frozenset[str]) -> bool:
    return host_of(parts_of(url)) in hosts
