"""Hugo's shortcodes (and Nikola's) -> Markdown; unknown ones stay text, and are told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sitegen.importing.body import arguments, code, linking, pictures
from sitegen.importing.body.arguments import Arguments
from sitegen.importing.body.enclosed import pairs
from sitegen.importing.body.linking import Linker
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.dialects import calledin, hugocodes
from sitegen.importing.dialects.hugocodes import Templates

_CALL = re.compile(
    r"\{\{(?P<mark>[<%])(?P<comment>/\*)?\s*(?P<close>/?)\s*(?P<name>[\w.-]+(?:/[\w.-]+)*)(?P<rest>.*?)/?\s*(?(comment)\*/)[>%]\}\}",
    re.DOTALL,
)
_HIGHLIGHT = re.compile(r"\{\{[<%]\s*highlight\b(?P<rest>(?:(?!\{\{).)*?)[>%]\}\}", re.DOTALL)
_HIGHLIGHT_END = re.compile(r"\{\{[<%]\s*/\s*highlight\s*[>%]\}\}")
_URL = re.compile(r"https?://[^\s\"'\]\)]+")


@dataclass(frozen=True, slots=True)
class Call:
    """One shortcode in a body, with what its meaning depends on."""

    sheet: Manuscript
    linker: Linker
    match: re.Match[str]
    given: Arguments

    def post(self, url: str) -> str | None:
        """A paragraph that places the post at an address; None if it is none."""
        paragraph = self.sheet.embed("shortcode", url)
        return f"\0{paragraph}" if paragraph else None


def convert_code(sheet: Manuscript) -> None:
    """Replace `{{< highlight go >}}…{{< /highlight >}}`, whose inside is code: nothing else looks into it."""
    for opens, closes in sheet.pairs(pairs(sheet.text, _HIGHLIGHT, lambda _: _HIGHLIGHT_END), "highlight"):
        if "hl_inline=true" in re.sub(r"[\s\"']", "", opens["rest"]):
            sheet.replace(*opens.span(), "`")
            sheet.replace(*closes.span(), "`")
            sheet.protect(opens.end(), closes.start())
        else:
            code.fence(sheet, opens, closes, arguments.parse(opens["rest"]).at(0))


def convert(sheet: Manuscript, linker: Linker, templates: Templates) -> None:
    """Replace each shortcode that is known, be it by the template that the site has for it."""
    found = list(sheet.matches(_CALL, ">}}", "%}}"))
    closed = _closed(found)
    for match in found:
        if match["comment"]:  # {{</* shown as it is */>}}
            shown = match[0].replace("/*", "", 1)[::-1].replace("/*", "", 1)[::-1]
            sheet.replace(match.start(), match.end(), shown)
            continue
        if not sheet.is_free(*match.span()):
            continue
        call = Call(sheet, linker, match, arguments.parse(match["rest"]))
        new = _converted(call)
        if new is None and not match["close"] and _write_out(call, closed.get(match.start()), templates):
            continue
        if new is None:
            if not match["close"]:
                message = f"the shortcode “{match['name']}” is not understood: it stays as text"
                sheet.warn("unknown-shortcode", match.start(), message, "write what it stood for")
            sheet.protect(match.start(), match.end())
        elif new.startswith("\0"):
            sheet.block(match.start(), match.end(), new[1:])
        else:
            sheet.replace(match.start(), match.end(), new)


def _closed(found: list[re.Match[str]]) -> dict[int, re.Match[str]]:
    """The marks that close others, by the offset of those."""
    open_: dict[str, list[int]] = {}
    closed: dict[int, re.Match[str]] = {}
    for match in found:
        if match["close"]:
            if open_.get(match["name"]):
                closed[open_[match["name"]].pop()] = match
        elif not match["comment"]:
            open_.setdefault(match["name"], []).append(match.start())
    return closed


def _write_out(call: Call, closing: re.Match[str] | None, templates: Templates) -> bool:
    """Put what the site's own template writes in place of a shortcode; whether that is known."""
    template = templates.get(call.match["name"].lower(), "")
    sheet, marks = call.sheet, [call.match, *([closing] if closing else [])]
    inside = sheet.text[call.match.end() : closing.start()] if closing else ""
    is_markdown = call.match["mark"] == "%" or "{{" in inside  # what stands in it may be Markdown
    parts = hugocodes.shown(template, call.given, paired=bool(closing), is_markdown=is_markdown)
    if not template or parts is None or not all(sheet.is_free(*mark.span()) for mark in marks):
        return False
    for mark, html in zip(marks, parts, strict=False):
        text = calledin.converted(sheet, call.linker, html, mark.span())
        write = sheet.block if hugocodes.is_block(html) else sheet.replace
        write(*mark.span(), text)
    return True


def _converted(call: Call) -> str | None:
    name = call.match["name"].lower()
    if call.match["close"]:
        return _ENDS.get(name)
    handler = _CODES.get(name)
    return handler(call) if handler else None


def _tweet(call: Call) -> str | None:
    """`{{< tweet ID >}}`, `{{< tweet user="U" id="N" >}}`, `{{< x … >}}`, or the whole address."""
    url = _URL.search(call.match["rest"])
    if url:
        return call.post(url[0])
    number = call.given.first("id", "status") or next((p for p in call.given.positional if p.isdigit()), "")
    user = call.given.first("user", "username") or next(
        (p for p in call.given.positional if not p.isdigit()), ""
    )
    host = "x.com" if call.match["name"].lower() == "x" else "twitter.com"
    return call.post(f"https://{host}/{user.lstrip('@') or 'i/web'}/status/{number}")


def _video(prefix: str) -> Callable[[Call], str | None]:
    def handler(call: Call) -> str | None:
        named = call.given.first("id", "v", "video", "url", "src") or call.given.at(0)
        return call.post(named) or call.post(f"{prefix}{named}")

    return handler


def _figure(call: Call) -> str | None:
    given = call.given
    source = given.first("src", "image", "img", "url") or given.at(0)
    if not source:
        return None
    target = call.linker.address(call.sheet, source, call.match.start(), picture=True)
    credit, whose = given.first("attr"), given.first("attrlink")
    credit = f"[{credit or whose}](<{whose}>)" if whose else credit
    words = " ".join(filter(None, (given.first("title"), given.first("caption"), credit)))
    words = linking.caption(call.sheet, call.linker, words, call.match.start())
    link = given.first("link")
    link = link and call.linker.address(call.sheet, link, call.match.start())
    return "\0" + pictures.figure(target, given.first("alt") or given.at(1), words, link)


def _ref(call: Call) -> str | None:
    target = call.given.first("path") or call.given.at(0)
    found = call.linker.reference(target)
    if found is None and target.startswith("#"):
        return target
    lang = call.given.first("lang")
    return call.linker.in_language(found, lang) if found and lang else found


def _gist(call: Call) -> str | None:
    user, number = call.given.at(0), call.given.at(1)
    return f"\0<https://gist.github.com/{user}/{number}>" if user and number else None


def _instagram(call: Call) -> str | None:
    name = call.given.first("id") or call.given.at(0)
    return f"\0<https://www.instagram.com/p/{name}/>" if re.fullmatch(r"[\w-]+", name) else None


def _details(call: Call) -> str | None:
    return f"\0**{call.given.first('summary', 'title') or call.given.at(0) or 'Details'}**"


def _nothing(_call: Call) -> str | None:
    return ""


_CODES: Mapping[str, Callable[[Call], str | None]] = {
    "tweet": _tweet,
    "twitter": _tweet,
    "x": _tweet,
    "twitter_simple": _tweet,
    "x_simple": _tweet,
    "youtube": _video("https://youtu.be/"),
    "youtubelite": _video("https://youtu.be/"),
    "vimeo": _video("https://vimeo.com/"),
    "vimeo_simple": _video("https://vimeo.com/"),
    "figure": _figure,
    "img": _figure,
    "image": _figure,
    "ref": _ref,
    "relref": _ref,
    "gist": _gist,
    "instagram": _instagram,
    "details": _details,
    "toc": _nothing,
    "table_of_contents": _nothing,
    "teaser_end": _nothing,
}
_ENDS: Mapping[str, str] = {"details": "", "figure": ""}
