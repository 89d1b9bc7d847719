"""Liquid in Jekyll's articles (and Eleventy's Nunjucks) -> Markdown; what is not understood stays text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from html import escape

from sitegen import embeds
from sitegen.importing import when
from sitegen.importing.body import arguments, code, linking, pictures
from sitegen.importing.body.arguments import Arguments
from sitegen.importing.body.enclosed import pairs
from sitegen.importing.body.linking import Linker
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.body.pasted import player, tell_without_url
from sitegen.importing.body.pictures import PICTURE
from sitegen.importing.dialects import calledin
from sitegen.model import Snapshot

_TAG = re.compile(r"\{%-?\s*(?P<name>[A-Za-z_][\w-]*)(?P<rest>(?:(?!\{%).)*?)-?%\}", re.DOTALL)
_OUTPUT = re.compile(r"\{\{(?!\{)-?(?P<what>(?:(?!\{\{).)*?)-?\}\}(?!\})", re.DOTALL)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}")
_COMMENT = re.compile(r"\{%-?\s*comment\b[^%]*%\}")
_HIGHLIGHT = re.compile(r"\{%-?\s*highlight\s+(?P<lang>[\w+#.-]*)[^%]*%\}")
_RAW_END, _COMMENT_END, _HIGHLIGHT_END = (
    re.compile(rf"\{{%-?\s*end{name}\s*-?%\}}") for name in ("raw", "comment", "highlight")
)
_LIQUID_COMMENT = re.compile(r"\{%-?\s*comment\b.*?endcomment\s*-?%\}", re.DOTALL)
_ARGUMENT = re.compile(r"\{\{-?\s*include\.(?P<key>[\w-]+)\s*(?:\|[^{}]*)?-?\}\}")
_LITERAL = re.compile(
    r"\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')\s*(?P<filters>(?:\|.*)?)\Z", re.DOTALL
)
_ROOT = re.compile(r"\s*site\.(?:baseurl|url|github\.url|base_url)\s*(?:\|.*)?\Z", re.DOTALL)
_VARIABLE = re.compile(
    r"\s*(?P<owner>page|site)\.(?P<key>[\w.]+)\s*(?:\|\s*(?:escape|strip|xml_escape|upcase)\s*)*\Z"
)
_TARGET = re.compile(r"(?:\]\(\s*<?|\]:\s*<?|=\s*|\S)\Z")
"""What stands before an address: anything but a space among words."""

_PATH = re.compile(r"/[^\s()\"'<>{}]*(?:\([^\s()\"'<>{}]*\)[^\s()\"'<>{}]*)*")
"""An address; brackets in it stand in pairs, as in `photo(1).jpg`: else one closes the link."""
_ADDRESS_FILTERS = frozenset(
    "url relative_url absolute_url uri_escape escape strip prepend append cgi_escape asset_path".split()
)
_PICTURE_KEYS = (
    "image",
    "src",
    "url",
    "path",
    "img",
    "file",
    "image_path",
    "image_url",
    "source",
    "filename",
)
_POSTS = frozenset("twitter tweet x toot mastodon bluesky oembed embed".split())
_OF_X = frozenset("twitter tweet x".split())
_NUMBER = re.compile(r"\s*(?:id\s*[=:]\s*)?[\"']?(?P<id>\d{5,20})[\"']?\s*")
_URL = re.compile(r"https?://[^\s\"'\]\)]+")


@dataclass(slots=True)
class Site:
    """What Liquid may ask of the site: where a file or post went (the link to it, and its address below the
    root), the text of a file to be included, from the site's folder or the article's, and plain settings.
    """

    post_url: Callable[[str], tuple[str, str] | None] = lambda _: None
    link: Callable[[str], tuple[str, str] | None] = lambda _: None
    include: Callable[[str], str | None] = lambda _: None
    beside: Callable[[str], str | None] = lambda _: None
    settings: Mapping[str, str] = field(default_factory=dict)
    guessed: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Template:
    """One body with all that its tags depend on. `page` is its front matter as text."""

    sheet: Manuscript
    linker: Linker
    site: Site
    page: Mapping[str, str]


def convert_raw(sheet: Manuscript) -> list[tuple[int, int]]:
    """Take `{% raw %}`, `{% comment %}` and `{% highlight %}` out; the spans in which Liquid is text."""
    spans = []
    for opens, closes in sheet.pairs(pairs(sheet.text, _RAW, lambda _: _RAW_END), "endraw"):
        sheet.replace(*opens.span(), "")
        sheet.replace(*closes.span(), "")
        spans.append((opens.end(), closes.start()))
    for opens, closes in sheet.pairs(pairs(sheet.text, _COMMENT, lambda _: _COMMENT_END), "endcomment"):
        inside = sheet.text[opens.end() : closes.start()].replace("--", "- -")
        sheet.replace(opens.start(), closes.end(), f"<!-- {inside.strip()} -->")
        spans.append((opens.start(), closes.end()))
    for opens, closes in sheet.pairs(pairs(sheet.text, _HIGHLIGHT, lambda _: _HIGHLIGHT_END), "endhighlight"):
        code.fence(sheet, opens, closes, opens["lang"])
        spans.append((opens.end(), closes.start()))
    return spans


def convert(template: Template, raw: list[tuple[int, int]]) -> None:
    """Replace each tag and output that is understood; warn of each that is not."""
    sheet = template.sheet
    for match in sheet.matches(_OUTPUT, "}}"):
        if not _within(match.start(), raw) and not _output(template, match):
            _unknown(sheet, match, match["what"].strip())
    for match in sheet.matches(_TAG, "%}"):
        if _within(match.start(), raw):
            continue
        new = _tag(template, match)
        if new is None:
            if not match["name"].startswith("end"):
                _unknown(sheet, match, match["name"])
        elif new.startswith("\0"):
            sheet.block(match.start(), match.end(), new[1:])
        elif new.startswith("!["):
            sheet.inline(match.start(), match.end(), new)
        else:
            sheet.replace(match.start(), match.end(), new)


def _within(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)


def _unknown(sheet: Manuscript, match: re.Match[str], name: str) -> None:
    shown = " ".join(name.split())[:60]
    message = f"the template tag “{shown}” is not understood: it stays as text"
    sheet.warn("unknown-shortcode", match.start(), message, "write what it stood for")
    sheet.protect(match.start(), match.end())


# --- {{ … }} -------------------------------------------------------------------------------------


def _output(template: Template, match: re.Match[str]) -> bool:
    """Replace one output; whether it was understood."""
    what = match["what"]
    literal = _LITERAL.match(what)
    if literal:
        return _literal(template, match, literal)
    if _ROOT.match(what):
        return _root(template, match)
    variable = _VARIABLE.match(what)
    values = template.page if variable and variable["owner"] == "page" else template.site.settings
    value = values.get(variable["key"]) if variable else None
    if value is None or not template.sheet.replace(match.start(), match.end(), value):
        return False
    template.sheet.beside.append(value)
    return True


def _root(template: Template, match: re.Match[str]) -> bool:
    """`{{ site.baseurl }}` with the path behind it: one address."""
    sheet = template.sheet
    path = _PATH.match(sheet.text, match.end())
    if path is None:
        return sheet.replace(match.start(), match.end(), "")
    picture = _is_picture(sheet.text, match.start(), path[0])
    new = template.linker.address(sheet, path[0], match.start(), picture=picture)
    return sheet.replace(match.start(), path.end(), new)


def _literal(template: Template, match: re.Match[str], literal: re.Match[str]) -> bool:
    """A quoted text with filters: an address, a player, or something of the site's own."""
    sheet = template.sheet
    text = literal["double"] if literal["double"] is not None else literal["single"]
    filters = re.findall(r"\|\s*(\w+)", re.sub(r"\"[^\"]*\"|'[^']*'", "", literal["filters"]))
    if not set(filters) - _ADDRESS_FILTERS:
        picture = _is_picture(sheet.text, match.start(), text)
        return sheet.replace(
            match.start(), match.end(), template.linker.address(sheet, text, match.start(), picture=picture)
        )
    if embeds.recognise(text):
        title = arguments.parse(literal["filters"].partition(":")[2]).at(0)
        return sheet.block(match.start(), match.end(), player(sheet, text, title))
    return False


def _is_picture(text: str, start: int, target: str) -> bool:
    """Whether an address is that of a picture shown, not of a file linked to."""
    before = text[max(0, start - 400) : start]
    shown = re.search(r"(?:!\[[^\]]*\]\(\s*|<img\b[^<>]*\bsrc=[\"'])\Z", before)
    return bool(shown) and bool(PICTURE.search(target))


# --- {% … %} -------------------------------------------------------------------------------------


def _tag(template: Template, match: re.Match[str]) -> str | None:
    """What stands for a tag; a leading NUL marks a paragraph of its own; None if it is not understood."""
    name = match["name"].lower()
    given = arguments.parse(match["rest"])
    handler = _TAGS.get(name)
    if handler is not None:
        return handler(template, match, given)
    if name in _POSTS:
        return _post(template, match)
    if PICTURE.search(given.at(0)):
        template.site.guessed[name] = template.site.guessed.get(name, 0) + 1
        return _picture(template, match, given)
    return None


def _post(template: Template, match: re.Match[str]) -> str | None:
    """`{% twitter URL hide_thread=true %}`, also over two lines, with `[url](url)`, or the number alone."""
    url = _URL.search(match["rest"])
    number = _NUMBER.fullmatch(match["rest"]) if match["name"].lower() in _OF_X else None
    wanted = url[0] if url else f"https://twitter.com/i/web/status/{number['id']}" if number else ""
    paragraph = template.sheet.embed("shortcode", wanted)
    return f"\0{paragraph}" if paragraph else None


def _video(prefix: str) -> Callable[[Template, re.Match[str], Arguments], str | None]:
    def handler(template: Template, _match: re.Match[str], given: Arguments) -> str | None:
        named = given.first("id", "v", "video", "url", "src") or given.at(0)
        tried = (template.sheet.embed("shortcode", url) for url in (named, prefix + named))
        return next((f"\0{paragraph}" for paragraph in tried if paragraph), None)

    return handler


def _picture(template: Template, match: re.Match[str], given: Arguments) -> str | None:
    target = given.first(*_PICTURE_KEYS) or next(
        (text for text in given.positional if PICTURE.search(text)), ""
    )
    if not target:
        return None
    words = [text for text in given.positional if text != target]
    alt = given.first("alt", "alt_text", "description") or (words[-1] if words else "")
    caption = given.first("caption", "title", "figcaption", "text")
    rooted = target if target.startswith(("/", "http", "//", ".")) else f"/{target}"
    new = template.linker.address(template.sheet, rooted, match.start(), picture=True)
    caption = linking.caption(template.sheet, template.linker, caption, match.start())
    shown = pictures.figure(new, alt, caption)
    return f"\0{shown}" if caption else shown


def _include(template: Template, match: re.Match[str], given: Arguments) -> str | None:
    """`{% include figure.html image=… %}` and its kin: a picture, a player, else what the file says."""
    named = {key: _looked_up(template, value) for key, value in given.named.items()}
    given = Arguments(given.positional, named)
    found = _shown(template, match, given)
    return found if found is not None else _written_out(template, match, given)


def _looked_up(template: Template, value: str) -> str:
    owner, _, key = value.partition(".")
    values = {"page": template.page, "site": template.site.settings}.get(owner, {})
    return values.get(key, value)


def _shown(template: Template, match: re.Match[str], given: Arguments) -> str | None:
    name = given.at(0).lower()
    for value in given.named.values():
        if "<blockquote" in value and (post := embeds.read_code(value)):
            return _placed(template, match, post)
    if any(word in name for word in ("youtube", "vimeo")):
        prefix = "https://vimeo.com/" if "vimeo" in name else "https://youtu.be/"
        return _video(prefix)(template, match, given)
    if any(word in name for word in ("tweet", "twitter")):
        return _described(template, match, given) or _post(template, match)
    target = given.first(*_PICTURE_KEYS)
    if target and (
        PICTURE.search(target) or any(word in name for word in ("fig", "image", "img", "pic", "photo"))
    ):
        return _picture(template, match, Arguments((), given.named))
    return None


def _described(template: Template, match: re.Match[str], given: Arguments) -> str | None:
    """A post whose words and author the arguments of an include tell; None without words."""
    text = given.first("text", "content", "body", "quote", "tweet")
    handle = given.first("username", "handle", "user", "screen_name").lstrip("@")
    name = given.first("author", "name")
    address = embeds.recognise(given.first("url", "link", "href"))
    handle = handle or (address.handle if address else "")
    if not text or not (address or handle or name):
        return None
    words = text if "<" in text else escape(text, quote=False)
    signed = f"&mdash; {escape(name)} (@{escape(handle)})" if handle else ""
    post = embeds.read_code(f'<blockquote class="twitter-tweet"><p>{words}</p>{signed}</blockquote>')
    if post is None:
        return None
    date = when.iso(given.first("date", "time", "datetime"))
    post = replace(post, author_name=name, created_at=date)
    if address:
        post = replace(post, provider=address.provider, id=address.id, url=address.url)
    if post.provider != "x":
        post = replace(post, author_url="")
    return _placed(template, match, post)


def _placed(template: Template, match: re.Match[str], post: Snapshot) -> str:
    tell_without_url(template.sheet, post, match.start())
    return "\0" + template.sheet.post("shortcode", post)


def _written_out(template: Template, match: re.Match[str], given: Arguments) -> str | None:
    """The text of the included file, if nothing in it but its own arguments is left to a template."""
    is_beside = match["name"].lower() == "include_relative"
    text = (template.site.beside if is_beside else template.site.include)(given.at(0))
    if text is None or template.sheet.tokens is not None:
        return None
    text = _LIQUID_COMMENT.sub("", text)
    text = _ARGUMENT.sub(lambda found: given.named.get(found["key"], ""), text).strip()
    if "{{" in text or "{%" in text:
        return None
    return calledin.converted(template.sheet, template.linker, text, match.span())


def _post_url(template: Template, match: re.Match[str], given: Arguments) -> str | None:
    return _led(template, match, template.site.post_url(given.at(0)))


def _link(template: Template, match: re.Match[str], _given: Arguments) -> str | None:
    """`{% link %}` names an article's file, or any other file of the source, spaces included."""
    path = match["rest"].strip().strip("\"'").lstrip("/")
    found, place = template.site.link(path), match.start()
    if found is None and template.linker.shelf.copy(f"/{path}"):
        picture = _is_picture(template.sheet.text, place, path)
        found = template.linker.address(template.sheet, f"/{path}", place, picture=picture), path
    return _led(template, match, found)


def _led(template: Template, match: re.Match[str], found: tuple[str, str] | None) -> str | None:
    """The address in a link; among words, where the old tool showed an address, a link of its own."""
    if found is None:
        return None
    link, address = found
    before = template.sheet.text[max(0, match.start() - 100) : match.start()]
    return link if _TARGET.search(before) else f"[/{address}]({link})"


def _gist(_template: Template, _match: re.Match[str], given: Arguments) -> str | None:
    name = given.at(0).strip("/")
    return f"\0<https://gist.github.com/{name}>" if re.fullmatch(r"[\w/-]+", name) else None


_TAGS: Mapping[str, Callable[[Template, re.Match[str], Arguments], str | None]] = {
    "youtube": _video("https://youtu.be/"),
    "vimeo": _video("https://vimeo.com/"),
    "include": _include,
    "include_relative": _include,
    "include_cached": _include,
    "post_url": _post_url,
    "link": _link,
    "gist": _gist,
    "image": _picture,
    "img": _picture,
    "figure": _picture,
    "picture": _picture,
}
