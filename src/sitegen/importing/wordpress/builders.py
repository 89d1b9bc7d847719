"""What the shortcodes of page builders (WPBakery, Divi, Avada, Enfold …) say in their arguments -> HTML.

Builders keep words, pictures, films and addresses in arguments, between hundreds that are layout. They
are known by their names and values, whichever builder it is: what reads or leads somewhere is shown.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote, unquote_plus

from sitegen import embeds
from sitegen.importing.body.arguments import Arguments
from sitegen.importing.body.pictures import PICTURE
from sitegen.urls import parts_of

LAYOUT = re.compile(
    r"(?:vc_|et_pb_|fusion_|av_|mk_|cs_|x_)\w+|row|column|col|section|one_half|one_third|two_third|clear"
)
"""The shortcodes of page builders and themes, by their names."""

PLAYED = {
    "audio": re.compile(r"\.(?:mp3|m4a|ogg|oga|opus|wav|flac)\Z", re.IGNORECASE),
    "video": re.compile(r"\.(?:mp4|m4v|webm|ogv|mov|avi)\Z", re.IGNORECASE),
}
Attachment = Callable[[str], tuple[str, str, str] | None]
"""The address, description and caption of an attachment, by its number."""

_RAW = frozenset({"vc_raw_html", "vc_raw_js", "fusion_code"})
_ADDRESS = re.compile(r"(?:https?:)?//[^\s\"'<>]+\Z|/[\w.%-]+/[^\s\"'<>]*\Z|mailto:\S+\Z", re.IGNORECASE)
_NUMBERS = re.compile(r"\d+(?:\|\w+)?(?:\s*,\s*\d+)*\Z")
_PICTURED = re.compile(
    r"(?:\A|_)(?:image|images|img|photo|picture|attachment|logo|portrait|ids)(?:_|\Z)|image_id"
)
_BEHIND = re.compile(r"background|parallax|(?:\A|_)bg(?:_|\Z)|\Acss|poster|thumb|logo_|image_src\Z")
_IN_STYLE = re.compile(r"url\(\s*[\"']?([^\"'()\s]+)")
_HEADING = frozenset("title heading header headline tab_title section_title h2".split())
_LINE = frozenset(
    """subtitle sub_title subhead subheading sub_heading h4 text description content caption quote message
    author name job_title company_name company position currency sum per before_label after_label date_title
    artist_name album_name excerpt address""".split()
)
_FIGURE = frozenset("number percent value counter_value".split())
_COUNTS = re.compile(r"count|progress|pie|circle|bar|stat|number")
_LABEL = re.compile(r"(?P<stem>.*(?:button|btn)(?:_\w+?)?|link|read_?more)_?(?:text|title|label)\Z")
_END = re.compile(r"_?(?:url|link|href|src)\Z")
_LAYOUT_ONLY = re.compile(
    r"\A_|label|class|css|font|colou?r|style|animat|icon|align|shadow|border|layout|template"
)
_PROSE = re.compile(r"(?:[^\W\d_]{2,}[,.;:!?]?\s+){3,}[^\W\d_]{2,}")
_MADE_ANEW = re.compile(
    r"grid|posts|blog|menu|widget|form\Z|login|search|map\b|gmaps|shop|recent|portfolio|slider\Z"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """The HTML before and after what a shortcode encloses; `inside` is put in its place unless None.

    `lost` are pictures behind the words, which are not shown.
    """

    before: str = ""
    after: str = ""
    inside: str | None = None
    lost: tuple[str, ...] = ()


@dataclass(slots=True)
class _Parts:
    """The arguments of one shortcode, by what they are."""

    headings: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    media: list[str] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def shown(name: str, given: Arguments, inside: str, attachment: Attachment) -> Shown:
    """What a builder's shortcode shows."""
    if name in _RAW and (html := _unpacked(inside.strip())) is not None:
        return Shown(inside=html)
    arguments = dict(given.named)
    own = inside.strip()
    is_address = bool(_ADDRESS.match(own))
    if is_address:
        arguments["src"] = own
    if any(_is_picture(value) and not _BEHIND.search(key) for key, value in arguments.items()):
        attachment = _no_attachment  # its number as well says nothing more
    parts = _Parts()
    alt = given.first("alt", "title_text", "image_alt")
    for key, value in arguments.items():
        _sort(parts, name, key, _decoded(value), alt=alt, attachment=attachment)
    before, after = _told(parts, name, encloses=bool(own) and not is_address)
    return Shown(before, after, "" if is_address else None, tuple(parts.lost))


def _no_attachment(_number: str) -> None:
    return None


def is_made_anew(name: str) -> bool:
    """Whether a shortcode shows what was found at each visit: lists of posts, forms, maps."""
    return bool(_MADE_ANEW.search(name))


def _unpacked(text: str) -> str | None:
    """The HTML that is packed in base64 (and percent signs); None if it is not."""
    try:
        found = base64.b64decode(re.sub(r"\s|</?p>|<br ?/?>", "", text), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    return unquote(found)


def _decoded(value: str) -> str:
    """A value without the builder's own escapes: of brackets and quotes, of whole values, of links."""
    if value.startswith("#E-8_"):
        return _unpacked(value[5:]) or value
    if not _ADDRESS.match(value):
        for mark, meant in (
            ("``", '"'),
            ("`{`", "["),
            ("`}`", "]"),
            ("%22", '"'),
            ("%91", "["),
            ("%93", "]"),
        ):
            value = value.replace(mark, meant)
    return value.strip()


def _sort(parts: _Parts, name: str, key: str, value: str, *, alt: str, attachment: Attachment) -> None:
    """Put one argument where it belongs; what is layout belongs nowhere."""
    if value.startswith("url:"):  # WPBakery's link: `url:https%3A%2F%2F…|title:Read%20on|target:_blank`
        rows = dict(row.partition(":")[::2] for row in value.split("|"))
        value = unquote_plus(rows["url"])
        if "title" in rows:
            parts.labels.setdefault(_END.sub("", key), unquote_plus(rows["title"]).strip())
    if value.startswith("manually,"):  # Enfold's
        value = value.partition(",")[2]
    pictures = list(_pictures(key, value, alt, attachment))
    if _BEHIND.search(key) or "url(" in value:
        parts.lost += _IN_STYLE.findall(value) or ([value] if _is_picture(value) or pictures else [])
    elif pictures:
        parts.media += pictures
    elif _ADDRESS.match(value):
        _sort_address(parts, key, value)
    elif value.startswith(("[{", "%5B%7B")):
        parts.lines += _rows(unquote(value))
    elif value:
        _sort_words(parts, name, key, value)


def _is_picture(value: str) -> bool:
    return bool(_ADDRESS.match(value) and PICTURE.search(parts_of(value).path))


def _pictures(key: str, value: str, alt: str, attachment: Attachment) -> Iterator[str]:
    if _is_picture(value):
        yield f'<img src="{escape(value)}" alt="{escape(alt)}">'
    elif _PICTURED.search(key) and _NUMBERS.match(value):
        for number in re.findall(r"\d+", value.partition("|")[0]):
            if found := attachment(number):
                url, about, caption = found
                below = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
                yield f'<figure><img src="{escape(url)}" alt="{escape(alt or about)}">{below}</figure>'


def _sort_address(parts: _Parts, key: str, url: str) -> None:
    path = parts_of(url).path
    player = next((kind for kind, pattern in PLAYED.items() if pattern.search(path)), "")
    if embeds.recognise(url):
        parts.media.append(f"\n{escape(url)}\n")
    elif player:
        parts.media.append(f'<{player} src="{escape(url)}"></{player}>')
    else:
        parts.links[_END.sub("", key)] = url


def _sort_words(parts: _Parts, name: str, key: str, value: str) -> None:
    is_button = "button" in name or "btn" in name
    label = _LABEL.match(key)
    if label and not value.isdigit():
        parts.labels[label["stem"]] = value
    elif is_button and key in {"title", "text", "content", "label"}:
        parts.labels[""] = value
    elif key in _HEADING or (key == "text" and re.search(r"head|title", name)):
        parts.headings.append(value)
    elif (
        key in _LINE
        or (key in _FIGURE and _COUNTS.search(name))
        or (not _LAYOUT_ONLY.search(key) and _PROSE.search(value) and not re.search(r"[|{};]", value))
    ):
        parts.lines.append(value)


def _rows(text: str) -> list[str]:
    """The words of a group of values, which WPBakery keeps as JSON."""
    try:
        rows = json.loads(text)
    except ValueError:
        return []
    wanted = _HEADING | _LINE | _FIGURE | {"label"}
    return [
        " ".join(str(value) for key, value in row.items() if key in wanted and value)
        for row in rows
        if isinstance(row, dict)
    ]


def _told(parts: _Parts, name: str, *, encloses: bool) -> tuple[str, str]:
    """The HTML of the parts: pictures, headings and lines before what is enclosed, buttons after it."""
    links = parts.links
    buttons = [_link(_taken(links, stem, ""), label) for stem, label in parts.labels.items()]
    titles = "".join(f"<h3>{_link(_taken(links, 'title', ''), title)}</h3>" for title in parts.headings)
    media = parts.media
    if len(media) == 1 and "<img" in media[0] and not parts.headings:
        url = _taken(links, "image", "")
        media = [re.sub(r"<img[^>]*>", lambda match: _around(url, match[0]), media[0])]
    around = _taken(links, "") if encloses and ("button" in name or "btn" in name) and not buttons else ""
    rest = [_link(url, url) for url in links.values()]
    before = "".join(
        (*(f"\n\n{html}\n\n" for html in media), titles, *(f"<p>{_words(x)}</p>" for x in parts.lines))
    )
    after = "".join(f"<p>{html}</p>" for html in (*buttons, *rest))
    if around:
        return f'{before}<p><a href="{escape(around)}">', f"</a></p>{after}"
    return (before, after) if encloses else (before + after, "")


def _taken(links: dict[str, str], *stems: str) -> str:
    """The first of some links that is there, which is then gone."""
    stem = next((stem for stem in stems if stem in links), None)
    return links.pop(stem) if stem is not None else ""


def _link(url: str, words: str) -> str:
    return _around(url, _words(words))


def _around(url: str, html: str) -> str:
    return f'<a href="{escape(url)}">{html}</a>' if url else html


def _words(text: str) -> str:
    """Words of an argument, which may be HTML."""
    return text if re.search(r"<[a-z/]", text, re.IGNORECASE) else escape(text, quote=False)
