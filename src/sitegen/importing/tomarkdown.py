"""HTML -> Markdown that sitegen reads back as the same text; what Markdown cannot say stays HTML.

markdownify does the walking. What differs here is what Python-Markdown needs: four spaces a level,
only real marks escaped, tables with spans or blocks kept as HTML, captions as titles of pictures.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape as html_escape
from html import unescape
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from markdownify import MarkdownConverter

from sitegen.importing import pictures, plaintext
from sitegen.importing.manuscript import Manuscript
from sitegen.importing.pictures import PICTURE
from sitegen.urls import parts_of

BAR = "\\|"
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)[^<>]*>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_DEEPEST = 500
"""More elements within each other than the converter has frames for."""

_WIDE = re.compile(r"[ \t]{200,}")
_SPACE = re.compile(r"[ \t\r\n]+")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_KEPT = frozenset("abbr kbd mark ruby rt rp small sub sup u ins del s bdi bdo".split())
_BLOCKS = frozenset("p ul ol dl table pre blockquote div h1 h2 h3 h4 h5 h6 figure hr".split())
_TABLE_KEPT = {
    "td": ("colspan", "rowspan", "align"), "th": ("colspan", "rowspan", "scope", "align"), "a": ("href",),
    "img": ("src", "alt", "width", "height"), "col": ("span",), "ol": ("start",), "table": ("dir",),
}  # fmt: skip
_SHOWN = re.compile(
    r"(?P<open>\[?!\[(?:[^\[\]\\]|\\.)*\]\((?:<[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*))(?P<rest>\).*)\Z",
    re.DOTALL,
)
_EMPTY = re.compile(r"^[ \t]+$", re.MULTILINE)
_LANGUAGE = re.compile(r"(?:language|lang|brush:\s*)[-:]?\s*([\w+#-]+)")


_Base: Any = MarkdownConverter


def markdown(html: str, sheet: Manuscript | None = None) -> str:
    """The Markdown of a piece of HTML; only its words if it is nested too deep, which the sheet is told."""
    html = _ended(html)
    text = None if _is_too_deep(html) else _converted(html)
    if text is None:
        text = plaintext.escaped(unescape(_TAG.sub("\n", _COMMENT.sub("", html))))
        if sheet is not None:
            message = (
                "the HTML is nested too deep: only its words were kept, not its links, lists and emphasis"
            )
            sheet.warn(
                "nested-too-deep", 0, message, "close the tags that are never closed, and import again"
            )
    return re.sub(r"\n{3,}", "\n\n", _EMPTY.sub("", text)).strip("\n") + "\n"


def _converted(html: str) -> str | None:
    """The Markdown of HTML; None if it is nested too deep."""
    soup = BeautifulSoup(html, "html.parser")
    for wide in soup.find_all(string=_WIDE):  # markdownify takes its time over these
        if type(wide) is NavigableString and not wide.find_parent("pre"):
            wide.replace_with(_WIDE.sub(" ", wide))
    try:
        return str(_Converter().convert_soup(soup))
    except RecursionError:
        return None


def _is_too_deep(html: str) -> bool:
    """Whether more elements are open at once than can be converted; a parser takes its time over these."""
    opened: Counter[str] = Counter()
    depth = 0
    for tag in _TAG.finditer(html):
        name = tag["name"].lower()
        if name in _VOID or tag[0].endswith("/>") or (tag["close"] and not opened[name]):
            continue
        step = -1 if tag["close"] else 1
        opened[name] += step
        depth += step
        if depth > _DEEPEST:
            return True
    return False


def _ended(html: str) -> str:
    """The HTML in which comments and tags that never end are text, as a parser looks for each one's end."""
    comments, tags = html.rfind("-->") + 1, html.rfind(">") + 1
    html = html[:comments] + html[comments:tags].replace("<!--", "&lt;!--") + html[tags:]
    tags = html.rfind(">") + 1
    return html[:tags] + html[tags:].replace("<", "&lt;")


class _Converter(_Base):  # type: ignore[misc]  # of markdownify, which has no types
    """markdownify's converter; the methods are named by it."""

    class Options:
        heading_style = "atx"
        bullets = "-"
        newline_style = "spaces"
        strip_pre = "strip"

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.items: dict[int, int] = {}
        """The places of items in their numbered lists, by identity: the tree outlives the converter."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape only what is a mark."""
        del parent_tags
        return plaintext.inline(text)

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A paragraph; its direction and language stay with it."""
        text = text.strip(" \t\r\n")
        if "_inline" in parent_tags or not text:
            return f" {text} " if text else ""
        text = "\n".join(plaintext.leading(line) for line in text.split("\n"))
        if (
            "li" in parent_tags
            and el.parent is not None
            and el.parent.name == "li"
            and not el.find_previous_sibling()
        ):
            return f"{text}\n\n"
        return f"\n\n{text}{self._attributes(el)}\n\n"

    def _attributes(self, el: Tag) -> str:
        given = [(name, str(el.get(name))) for name in ("dir", "lang") if el.get(name)]
        given = [(name, value) for name, value in given if re.fullmatch(r"[\w-]+", value) and value != "ltr"]
        return f"\n{{: {' '.join(f'{name}={value}' for name, value in given)} }}" if given else ""

    def convert_div(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A block without a meaning of its own."""
        text = text.strip("\n ")
        if "_inline" in parent_tags:
            return f" {text} "
        loose = not el.find([*_BLOCKS]) and text
        return f"\n\n{plaintext.leading(text) if loose else text}\n\n" if text else ""

    convert_article = convert_section = convert_main = convert_header = convert_footer = convert_aside = (
        convert_div
    )
    convert_center = convert_address = convert_div

    def convert__document_(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The whole document."""
        text = super().convert__document_(el, text, parent_tags)
        return text if el.find([*_BLOCKS]) else plaintext.leading(text)

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 - markdownify's
        """A heading; one that is a link's target keeps its id."""
        text = _SPACE.sub(" ", text).strip()
        if "_inline" in parent_tags or not text:
            return text
        anchor = str(el.get("id") or "")
        ident = f" {{#{anchor}}}" if re.fullmatch(r"[A-Za-z][\w-]*", anchor) else ""
        return f"\n\n{'#' * max(1, min(6, n))} {text}{ident}\n\n"

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A line break; none at the end of its block."""
        del el
        return f"{text} " if "_inline" in parent_tags else f"  \n{text}"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An item, all that belongs to it four spaces in."""
        del parent_tags
        text = text.strip("\n ")
        if not text:
            return "\n"
        first, *rest = text.split("\n")
        lines = [plaintext.leading(first), *(f"    {line}" if line.strip() else "" for line in rest)]
        return f"{self._bullet(el)} {chr(10).join(lines)}\n"

    def _bullet(self, el: Tag) -> str:
        parent = el.parent
        if parent is None or parent.name != "ol":
            return "-"
        start = str(parent.get("start") or "1")
        if id(el) not in self.items:
            self.items |= {id(li): place for place, li in enumerate(parent.find_all("li", recursive=False))}
        return f"{(int(start) if start.isdigit() else 1) + self.items[id(el)]}."

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link; a picture that leads to its own full size is that picture."""
        href = str(el.get("href") or "").strip()
        anchor = str(el.get("id") or el.get("name") or "")
        if not href or href.lower().startswith("javascript:"):
            mark = f'<a id="{html_escape(anchor)}"></a>' if re.fullmatch(r"[\w:.-]+", anchor) else ""
            return f"{mark}{text}"
        if "_noformat" in parent_tags or not text.strip():
            return text
        if _is_own_picture(el, href):
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        words = text.strip()
        if "\n\n" in words:  # a link around blocks
            return f"{text}\n\n[{href}]({pictures.address(href)})\n\n" if "](" not in words else text
        if words.replace("\\", "") == href and href.startswith(("http://", "https://")):
            return f"{before}<{href}>{after}"
        return f"{before}[{words}]({pictures.address(href)}){after}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A picture, in the size that its link leads to."""
        del text, parent_tags
        source = str(el.get("src") or el.get("data-src") or "").strip()
        if not source or source.startswith("data:"):
            return str(el.get("alt") or "")
        parent = el.parent
        href = str(parent.get("href") or "") if parent is not None and parent.name == "a" else ""
        if parent is not None and href and _is_own_picture(parent, href):
            source = href
        return pictures.markdown(source, str(el.get("alt") or ""))

    def convert_figure(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A picture with its caption as its title; anything else one below the other."""
        del parent_tags
        caption = el.find("figcaption")
        images = el.find_all("img")
        if isinstance(caption, Tag) and len(images) == 1 and not caption.find(True):
            shown = text.strip().split("\n\n")[0]
            words = _SPACE.sub(" ", caption.get_text()).strip()
            if shown.endswith(")") and shown.startswith(("![", "[![")) and words:
                return f"\n\n{_titled(shown, words)}\n\n"
        return f"\n\n{text.strip()}\n\n"

    def convert_figcaption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A caption that is more than a text."""
        del el, parent_tags
        text = text.strip()
        plain_words = text and "*" not in text and "\n" not in text
        return f"\n\n*{text}*\n\n" if plain_words else f"\n\n{text}\n\n"

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A table of plain cells as Markdown; any other as HTML."""
        if "_inline" in parent_tags:
            return text
        if _is_simple(el):
            return f"\n\n{_pipe_table(el, self)}\n\n"
        return f"\n\n{_kept_table(el)}\n\n"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Code as a fenced block, longer than any fence in it."""
        del parent_tags
        code = el.get_text()
        fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`{3,}", code)), default=2))
        classes = " ".join(
            [*_classes(el), *(name for inner in el.find_all("code") for name in _classes(inner))]
        )
        match = _LANGUAGE.search(classes)
        del text
        lines = code.strip("\n")
        return f"\n\n{fence}{match[1] if match else ''}\n{lines}\n{fence}\n\n" if lines.strip() else ""

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A quotation."""
        del el
        text = text.strip()
        if "_inline" in parent_tags or not text:
            return f" {text} "
        lines = "\n".join(
            f"> {line}" if line.strip() else ">" for line in plaintext.leading(text).split("\n")
        )
        return f"\n\n{lines}\n\n"

    def convert_video(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A player stays HTML, with nothing but its file."""
        del text, parent_tags
        source = el if el.get("src") else el.find("source", src=True)
        src = str(source.get("src")) if isinstance(source, Tag) else ""
        poster = f' poster="{html_escape(str(el.get("poster")))}"' if el.get("poster") else ""
        return f'\n\n<{el.name} controls src="{html_escape(src)}"{poster}></{el.name}>\n\n' if src else ""

    convert_audio = convert_video

    def convert_q(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A quotation in a sentence, in quotation marks."""
        del el, parent_tags
        return f"“{text}”"

    def convert_span(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Emphasis that was written as a style."""
        style = str(el.get("style") or "").replace(" ", "").lower()
        if "_noformat" in parent_tags or not text.strip():
            return text
        if "font-weight:bold" in style or "font-weight:700" in style:
            return str(self.convert_b(el, text, parent_tags))
        return str(self.convert_em(el, text, parent_tags)) if "font-style:italic" in style else text

    def get_conv_fn(self, tag_name: str) -> Any:
        """Tags that Markdown has no marks for keep their own."""
        if tag_name.lower() in _KEPT:
            return self._kept
        return super().get_conv_fn(tag_name)

    def _kept(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_noformat" in parent_tags or not text.strip():
            return text
        name = {"s": "del"}.get(el.name, el.name)
        title = f' title="{html_escape(str(el.get("title")))}"' if el.get("title") else ""
        return f"<{name}{title}>{text}</{name}>"

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A part to be unfolded stays HTML."""
        del text, parent_tags
        return f"\n\n{_kept_table(el)}\n\n"


def _classes(el: Tag) -> list[str]:
    found = el.get("class")
    return [str(name) for name in found] if isinstance(found, list) else str(found or "").split()


def _is_own_picture(link: Tag, href: str) -> bool:
    """Whether a link holds one picture and leads to the same picture, in another size."""
    images = link.find_all("img")
    if len(images) != 1 or link.get_text().strip() or not PICTURE.search(parts_of(href).path):
        return False
    return _base(href) == _base(str(images[0].get("src") or ""))


def _base(url: str) -> str:
    """The name of a picture without the size that WordPress put in it."""
    name = parts_of(url).path.rpartition("/")[2].rpartition(".")[0]
    return re.sub(r"-(?:\d+x\d+|scaled|e\d{8,})\Z", "", name).casefold()


def _titled(shown: str, words: str) -> str:
    """A picture with a title put in, linked or not."""
    title = words.replace("&", "&amp;").replace('"', "&quot;")
    match = _SHOWN.match(shown)
    return f'{match["open"]} "{title}"{match["rest"]}' if match else f"{shown}\n\n*{words}*"


def _is_simple(table: Tag) -> bool:
    """Whether every row has as many cells, none spans others, and none holds a block."""
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    if not rows or table.find("table") or table.find("caption") or len({len(cells) for cells in rows}) != 1:
        return False
    if not all(cell.name == "th" for cell in rows[0]) and not table.find("thead"):
        return False
    return not any(_is_complex(cell) for row in rows for cell in row)


def _is_complex(cell: Tag) -> bool:
    """Whether a cell spans others, or holds more than one line of text."""
    spans = cell.get("colspan") or cell.get("rowspan")
    return bool(spans or cell.find([*_BLOCKS - {"p"}, "br"]) or len(cell.find_all("p")) > 1)


def _pipe_table(table: Tag, converter: _Converter) -> str:
    rows = []
    for row in table.find_all("tr"):
        cells = [
            _SPACE.sub(
                " ", str(converter.process_tag(cell, parent_tags={"_inline", "table"})).strip()[:-1].strip()
            )
            for cell in row.find_all(["td", "th"], recursive=False)
        ]
        rows.append(f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |")
        if len(rows) == 1:
            rows.append(f"|{' --- |' * len(cells)}")
    return "\n".join(rows)


def _kept_table(el: Tag) -> str:
    """An element as HTML, without styles and classes, and without blank lines, which would end it."""
    copied = BeautifulSoup(str(el), "html.parser")
    for tag in copied.find_all(True):
        allowed = _TABLE_KEPT.get(tag.name, ())
        tag.attrs = {name: value for name, value in tag.attrs.items() if name in allowed}
    return _BLANK.sub("\n", str(copied).strip())
