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

from bs4 import Tag
from markdownify import MarkdownConverter

from sitegen.importing.body import pictures
from sitegen.importing.body.manuscript import TOKEN, Manuscript
from sitegen.importing.html import figures, notes, ordered, placing, plaintext, tables, tree
from sitegen.importing.html.soup import LOOSE
from sitegen.importing.html.tree import BLOCKS
from sitegen.nesting import VOID

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)[^<>]*>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DEEPEST = 500
"""More elements within each other than the converter has frames for."""

_SPACE = re.compile(r"[ \t\r\n]+")
_KEPT = frozenset("abbr kbd mark ruby rp rt small sub sup u ins del bdi bdo".split())
_STAR = re.compile(r"(?<!\\)\*")
_PLAIN = re.compile(r"[A-Za-z_][\w-]*")
_NAME = re.compile(r"[\w:.-]+")
_EMPTY = re.compile(r"^[ \t]+$", re.MULTILINE)
_NEAR = re.compile(r">[^\n]*(?:\n>[^\n]*)*|(?P<fence>`{3,})[^`\n]*\n.*?\n(?P=fence)(?=\n|\Z)", re.DOTALL)
"""A quotation, or code, that an item begins with: the lines of both stand below its first one."""

_LANGUAGE = re.compile(r"(?:language|lang|brush:\s*)[-:]?\s*([\w+#-]+)")


_Base: Any = MarkdownConverter


def markdown(html: str, sheet: Manuscript | None = None) -> str:
    """The Markdown of a piece of HTML; only its words if it is nested too deep, which the sheet is told."""
    html = _ended(html)
    text = None if _is_too_deep(html) else _converted(html, sheet)
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


def _converted(html: str, sheet: Manuscript | None) -> str | None:
    """The Markdown of HTML; None if it is nested too deep."""
    try:
        soup = tree.parse(html)
        notes.convert(soup)
        if sheet is not None:
            placing.convert(soup, sheet)
        tree.settle(soup, sheet.direction if sheet is not None else "ltr")
        return str(_Converter().convert_soup(soup))
    except RecursionError:
        return None


def _is_too_deep(html: str) -> bool:
    """Whether more elements are open at once than can be converted; a parser takes its time over these."""
    opened: Counter[str] = Counter()
    depth = 0
    for tag in _TAG.finditer(html):
        name = tag["name"].lower()
        if name in VOID | LOOSE or tag[0].endswith("/>") or (tag["close"] and not opened[name]):
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
        """The numbers of items in their lists, by identity: the tree outlives the converter."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        """Escape only what is a mark; a star is always one beside those of emphasis."""
        text = plaintext.inline(text)
        return text if parent_tags.isdisjoint({"em", "strong"}) else _STAR.sub(r"\\*", text)

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A paragraph; its direction, language and name stay with it."""
        text = text.strip(" \t\r\n")
        if "_inline" in parent_tags or not text:
            return f" {text} " if text else ""
        if TOKEN.fullmatch(text):
            return f"\n\n{text}\n\n"
        text = "\n".join(plaintext.leading(line) for line in text.split("\n"))
        return f"\n\n{text}{_attributes(el, 'id', 'dir', 'lang')}\n\n"

    def convert_div(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A block without a meaning of its own."""
        del el
        text = text.strip("\n ")
        if "_inline" in parent_tags:
            return f" {text} "
        return f"\n\n{text}\n\n" if text else ""

    convert_article = convert_section = convert_main = convert_header = convert_footer = convert_aside = (
        convert_div
    )
    convert_center = convert_address = convert_div

    def convert_x_apart(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Something invisible between two lists, or two quotations."""
        del el, text, parent_tags
        return "\n\n<!-- -->\n\n"

    def convert_x_ref(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The place of a footnote."""
        del text, parent_tags
        return f"[^{el['label']}]"

    def convert_x_note(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A footnote."""
        del parent_tags
        return f"\n\n[^{el['label']}]: {_indented(text.strip())}\n\n"

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802 - markdownify's
        """A heading; one that is a link's target keeps its id."""
        text = _SPACE.sub(" ", text).strip()
        if "_inline" in parent_tags or not text:
            return text
        return f"\n\n{'#' * max(1, min(6, n))} {text}{_attributes(el, 'id', 'dir', mark=' {')}\n\n"

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A term; several that are explained as one stand directly below each other."""
        text = str(super().convert_dt(el, plaintext.leading(text), parent_tags))
        before = el.find_previous_sibling(True)
        return text.lstrip("\n") if isinstance(before, Tag) and before.name == "dt" else text

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A line break; none at the end of its block."""
        del el
        return f"{text} " if "_inline" in parent_tags else f"  \n{text}"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An item, all that belongs to it four spaces in; a blank line ends one that holds any."""
        del parent_tags
        text = text.strip("\n ")
        if not text:
            return "\n"
        if not el.find([*BLOCKS]):
            text = "\n".join(plaintext.leading(line) for line in text.split("\n")) + _attributes(el, "dir")
        elif (first := _first_block(el)) is None:
            text = plaintext.leading(text)
        elif first.name == "dl":  # of which the first line would be all that is read as the item
            text = text.replace("\n:", "\n\n:", 1)
        return f"{_item(self._bullet(el), text)}\n" + ("\n" if "\n\n" in text else "")

    def _bullet(self, el: Tag) -> str:
        parent = el.parent
        if parent is None or parent.name != "ol":
            return "-"
        if id(el) not in self.items:
            items = map(id, parent.find_all("li", recursive=False))
            self.items |= dict(zip(items, ordered.numbers(parent), strict=True))
        return f"{max(0, self.items[id(el)])}."

    def convert_ol(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A numbered list; one whose numbers Markdown cannot say stays HTML."""
        html = "" if "_inline" in parent_tags else ordered.as_html(el)
        return f"\n\n{html}\n\n" if html else str(super().convert_list(el, text, parent_tags))

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A link, or the name of a place; a picture that leads to its own full size is that picture."""
        href = str(el.get("href") or "").strip()
        anchor = str(el.get("id") or el.get("name") or "")
        noted = _NAME.fullmatch(anchor) and "_noformat" not in parent_tags
        mark = f'<a id="{html_escape(anchor)}"></a>' if noted else ""
        if not href or href.lower().startswith("javascript:"):
            return f"{mark}{text}"
        if "_noformat" in parent_tags or not text.strip():
            return f"{mark}{text}"
        if figures.is_own_size(el, href):
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        words = text.strip()
        if words.replace("\\", "") == href and href.startswith(("http://", "https://")):
            return f"{before}{mark}<{href}>{after}"
        return f"{before}{mark}[{words}]({pictures.address(href)}){after}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A picture, in the size that its link leads to."""
        del text, parent_tags
        source, alt, _ = figures.shown(el)
        return pictures.markdown(source, alt) if source else alt

    def convert_figure(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A picture with its caption; anything else one below the other."""
        caption = figures.caption(el)
        image = el.find("img")
        if caption is not None and isinstance(image, Tag) and "_inline" not in parent_tags:
            source, alt, link = figures.shown(image)
            words = _SPACE.sub(" ", self.process_tag(caption, parent_tags={"_inline"})).strip()
            if source and words:
                shown = pictures.figure(source, alt, words, link)
                return f"\n\n{tables.placed(shown, el) if shown.startswith('<') else shown}\n\n"
        return f"\n\n{text.strip()}\n\n"

    def convert_figcaption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A caption that is more than a text."""
        del el
        text = text.strip()
        if "_inline" in parent_tags:
            return text
        plain_words = text and "*" not in text and "\n" not in text
        return f"\n\n*{text}*\n\n" if plain_words else f"\n\n{text}\n\n"

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A table of plain cells as Markdown; any other as HTML."""
        if "_inline" in parent_tags:
            return text
        if tables.is_simple(el):
            return f"\n\n{tables.piped(el, self._cell)}\n\n"
        return f"\n\n{tables.as_html(el)}\n\n"

    def _cell(self, cell: Tag) -> str:
        return str(self.process_tag(cell, parent_tags={"_inline", "table"}))

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Code as a fenced block, longer than any fence in it."""
        del parent_tags
        for line in el.find_all("br"):
            line.replace_with("\n")
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
        lines = "\n".join(f"> {line}" if line.strip() else ">" for line in text.split("\n"))
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
        """Words that run another way than those around them."""
        return self._kept(el, text, parent_tags) if el.get("dir") else text

    def get_conv_fn(self, tag_name: str) -> Any:
        """Tags that Markdown has no marks for keep their own."""
        if tag_name.lower() in _KEPT:
            return self._kept
        return super().get_conv_fn(tag_name)

    def _kept(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_noformat" in parent_tags or not text.strip():
            return text
        given = "".join(
            f' {name}="{html_escape(str(el[name]))}"' for name in ("dir", "title") if el.get(name)
        )
        return f"<{el.name}{given}>{text}</{el.name}>"

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """A part to be unfolded stays HTML."""
        del text, parent_tags
        return f"\n\n{tables.as_html(el)}\n\n"


def _item(bullet: str, text: str) -> str:
    """A list's item; more than three spaces before the mark of a quotation would be code."""
    near = _NEAR.match(text)
    end, width = near.end() if near else 0, len(bullet) + 1
    width = width if near and near["fence"] else min(width, 3)
    return f"{bullet} {_indented(text[:end], width)}{_indented(text[end:])}"


def _indented(text: str, width: int = 4) -> str:
    """A text of which all but the first line is some spaces in."""
    first, *rest = text.split("\n")
    return "\n".join((first, *(f"{' ' * width}{line}" if line.strip() else "" for line in rest)))


def _first_block(el: Tag) -> Tag | None:
    """The block that an element begins with; None if it begins with words."""
    first = next((node for node in el.children if isinstance(node, Tag) or str(node).strip()), None)
    return first if isinstance(first, Tag) and first.name in BLOCKS else None


def _attributes(el: Tag, *names: str, mark: str = "\n{: ") -> str:
    """An attribute list for what Markdown has no other words for; "" for none."""
    given = [(name, str(el[name])) for name in names if el.get(name)]
    words = [
        f"#{value}" if name == "id" else f"{name}={value}" for name, value in given if _PLAIN.fullmatch(value)
    ]
    return f"{mark}{' '.join(words)}{' }' if mark[0] == chr(10) else '}'}" if words else ""


def _classes(el: Tag) -> list[str]:
    found = el.get("class")
    return [str(name) for name in found] if isinstance(found, list) else str(found or "").split()
