"""The keys of other tools -> the front matter of an article (contract, section 3).

What has a meaning here is mapped; the rest is left out, and named in the report. Nothing is written
that the build would warn about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from html import unescape
from typing import Any

from sitegen.decoding.formats import language_tag, url_fault
from sitegen.decoding.kinds import FALSE, TRUE
from sitegen.importing import when
from sitegen.importing.enclosed import pairs
from sitegen.importing.heads import Head, Value, walk
from sitegen.importing.pictures import PICTURE
from sitegen.importing.yamlout import Plain
from sitegen.problems import Problem, warning
from sitegen.urls import host_of, parts_of

TITLE = ("title", "name", "headline")
DATE = ("date", "publishdate", "pubdate", "published_at", "created", "created_at", "published_date")
UPDATED = ("updated", "lastmod", "last_modified_at", "modified", "updated_at", "last_update", "date_updated")
AUTHORS = ("authors", "author", "byline")
TAGS = ("tags", "tag", "categories", "category", "keywords", "topics", "tag_list")
SUMMARY = ("summary", "excerpt", "description", "abstract", "subtitle", "lead", "dek")
IMAGE = ("image", "cover", "thumbnail", "featured_image", "feature_image", "hero_image", "banner", "images",
         "og_image", "header")  # fmt: skip
SOURCES = ("sources", "source", "source_url", "canonical", "canonical_url", "canonicalurl", "external_url",
           "externalurl", "original_url", "link", "origin")  # fmt: skip
ALIASES = ("aliases", "redirect_from", "redirects", "alias")
KNOWN = (
    *TITLE, *DATE, *UPDATED, *AUTHORS, *TAGS, *SUMMARY, *IMAGE, *SOURCES, *ALIASES, "resources", "slug",
    "lang", "language", "locale", "draft", "published", "status", "image_alt", "expirydate", "unpublishdate",
    "permalink", "url", "tweets", "corrections", "withdrawn", "layout",
)  # fmt: skip
_HIDDEN = frozenset({"draft", "hidden", "private", "pending", "trash", "unpublished", "future"})
_NO_TAGS = frozenset({"uncategorized", "uncategorised", "post", "posts", "blog"})
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"\s*#[ \t]+(?P<line>[^\n]*)(?:\n|\Z)")
_EMPHASIS = re.compile(r"(?<![\w*])(?P<mark>\*\*|__|\*|_|`)(?=\S)(?!(?P=mark))")
_ENDS = {mark: re.compile(rf"(?<=\S){re.escape(mark)}(?![\w*])") for mark in ("**", "__", "*", "_", "`")}
_GLOB = re.compile(r"[*?{}\[\]]")
_EMPHASISED_MARK = re.compile(r"[*_`\[<&]")
_LOOKS_LIKE_TWO = re.compile(r"\w\s+(?:and|&|y|et|und|و)\s+\w", re.IGNORECASE)


@dataclass(slots=True)
class Fields:
    """The values of one head, taken out one by one; what is left at the end means nothing here."""

    head: Head
    path: str
    problems: list[Problem] = field(default_factory=list)
    _left: dict[str, tuple[str, Value]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._left = {key.casefold(): (key, value) for key, value in self.head.values.items()}
        self._mend_names()
        self._part_dates()

    def _mend_names(self) -> None:
        """Read a key that is misspelt (`descrition`) as the one that was meant."""
        for folded, (key, _) in list(self._left.items()):
            near = [] if folded in KNOWN or len(folded) < 5 else get_close_matches(folded, KNOWN, 1, 0.88)
            if near and near[0] not in self._left and near[0] != f"{folded}s" and f"{near[0]}s" != folded:
                self._left[near[0]] = self._left.pop(folded)
                self.warn("misspelt-key", key, f"“{key}” was read as “{near[0]}”")
            elif " " in folded:
                self.warn(
                    "prose-as-key", key, f"“{key[:60]}” is no key: it was left out with what follows it"
                )

    def _part_dates(self) -> None:
        """Read a mapping of dates as keys: `date: {created: …, updated: …}` of Material for MkDocs."""
        key, dates = self._left.get("date", ("", ""))
        if isinstance(dates, dict):
            del self._left["date"]
            for name, value in dates.items():
                self._left.setdefault(name.casefold(), (key, value))

    def take(self, *names: str) -> list[tuple[str, Value]]:
        """(key as written, value) of those of the names that are there and not empty."""
        found = [self._left.pop(name) for name in names if name in self._left]
        return [(key, value) for key, value in found if value not in ("", [], {})]

    def text(self, *names: str) -> str:
        """The first of the names that holds text, folded to one line."""
        for _, value in self.take(*names):
            if isinstance(value, str):
                return " ".join(value.split())
        return ""

    def flag(self, name: str) -> bool | None:
        """A truth value; None if it is not there or is none."""
        word = self.text(name).lower()
        return True if word in TRUE else False if word in FALSE else None

    def default(self, key: str, value: Value) -> None:
        """Give a value to a key that the head does not have."""
        self._left.setdefault(key.casefold(), (key, value))

    def peek(self, *names: str) -> list[str]:
        """The texts under some names, which stay to be taken; a plural holds words, a singular one text."""
        found: list[str] = []
        for name in names:
            value = self._left[name][1] if name in self._left else ""
            if isinstance(value, str):
                found += value.split() if name.endswith("s") else [value]
            else:
                found += walk(value)
        return [text for text in found if text]

    def inner(self, name: str, key: str) -> list[str]:
        """The texts under a key of the mappings that a list holds, which stays to be taken."""
        _, value = self._left.get(name, ("", ""))
        items = value if isinstance(value, list) else []
        return [text for item in items if isinstance(item, dict) and isinstance(text := item.get(key), str)]

    def warn(self, code: str, key: str, message: str, hint: str = "") -> None:
        """Tell what a person should look at, at the line of a key."""
        self.problems.append(warning(code, self.path, message, hint=hint, line=self.head.line(key)))

    @property
    def rest(self) -> tuple[str, ...]:
        """The keys that nobody took."""
        return tuple(key for key, _ in self._left.values())


@dataclass(frozen=True, slots=True)
class Context:
    """What reading front matter depends on: how a text of tags is split, and the names of authors.

    `now` (ISO 8601) decides what has expired. `language` is the site's: it is not repeated.
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
    date = _date(fields, stem)
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


def _date(fields: Fields, stem: str) -> str:
    named = when.of_name(stem)
    written = fields.take(*DATE)
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
        for tag in _split_tags(value, spaces=context.tag_spaces):
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
    draft = fields.flag("draft")
    published = fields.flag("published")
    status = fields.text("status").lower()
    hidden = bool(draft) or published is False or status in _HIDDEN
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
