"""A body of HTML as a tree that Markdown can say: every text in a paragraph, an item or a heading.

People paste what browsers forgive: words beside blocks, emphasis and links around blocks, lists in lists
without an item, two line breaks for a paragraph. Here such a tree is put in order, so that the converter
need not guess; words, links and pictures stay in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from sitegen.importing.body import references
from sitegen.importing.body.manuscript import TOKEN
from sitegen.importing.html.filling import fill
from sitegen.importing.html.soup import Soup

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
BLOCKS = HEADINGS | frozenset(
    """address article aside audio blockquote caption center dd details div dl dt fieldset figcaption figure
    footer form header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul video
    x-note x-part""".split()
)
_WHOLE = HEADINGS | frozenset("audio caption details dt figcaption figure hr pre summary table video".split())
"""Blocks whose inside is left to the converter."""

_NAMED = HEADINGS | {"a", "p"}
"""Elements whose name Markdown can say."""

_VERBATIM = ["pre", "table", "details"]
_LISTS = frozenset({"ul", "ol"})
_BARREN = frozenset({"audio", "hr", "pre", "video", "x-part"})
"""Blocks that no emphasis or link goes into."""

FIXED = [*_WHOLE, "td", "th"]
_LEAVES = HEADINGS | frozenset({"p", "li", "table"})
"""Elements whose direction Markdown can say."""

_MARKED = re.compile(r"<!\[(?!CDATA\[)")
"""What begins a comment of sorts in HTML (`<![endif]>`), and is a fault to Python's parser in most forms."""

_WIDE = re.compile(r"[ \t]{200,}")
_TURNED = re.compile(r"(?:^|;)direction:(rtl|ltr)")
_STYLES = (
    ("strong", re.compile(r"font-weight:(?:bold|[6-9]00)")),
    ("em", re.compile(r"font-style:(?:italic|oblique)")),
    ("del", re.compile(r"text-decoration(?:-line)?:[^;]*line-through")),
    ("u", re.compile(r"text-decoration(?:-line)?:[^;]*underline")),
)
_LIGHT = re.compile(r"font-weight:(?:normal|400)")
_SAME = {"b": "strong", "i": "em", "strike": "del", "s": "del"}

_BARE = frozenset("article aside center div figure footer header main section".split())
"""Blocks of which nothing is seen in Markdown but what they hold."""

_NO_PICTURE = "blockquote, a > div, a > p, a > h3, a > h4"
"""What a figure holds that is a quotation, or a card of another page."""

Run = Tag | list[PageElement]
"""A block, or what stands between two blocks."""


def parse(html: str) -> BeautifulSoup:
    """The tree of a piece of HTML, styles as elements, one name for one thing."""
    soup = Soup(_MARKED.sub("<!_", references.spelt_out(html)), "html.parser")
    for wide in soup.find_all(string=_WIDE):  # markdownify takes its time over these
        if type(wide) is NavigableString and not wide.find_parent("pre"):
            wide.replace_with(_WIDE.sub(" ", wide))
    for el in soup.find_all(True):
        el.name = _SAME.get(el.name, el.name)
        if el.get("style") and el.name in {"span", "font", "strong"}:
            _spell_style(soup, el)
    for el in soup.find_all(["strong", "em", "code"]):
        _join(el)
    for figure in soup.find_all("figure"):
        if any(el.name == "blockquote" or el.get_text().strip() for el in figure.select(_NO_PICTURE)):
            figure.name = "div"
    for el in soup.find_all(["ul", "ol"]):
        _adopt(el)
    for el in soup.find_all("br"):
        _part(el)
    return soup


def settle(soup: BeautifulSoup, direction: str) -> None:
    """Put the blocks of a tree in order, in place. `direction` is that of the article."""
    _name_places(soup)
    settler = _Settler(soup, direction)
    for block in soup.find_all([*BLOCKS]):
        settler.note(block)
    settler.settle(soup, direction)


def style_of(el: Tag) -> str:
    """An element's style, as it is compared."""
    return re.sub(r"\s", "", str(el.get("style") or "")).lower()


def direction_of(el: Tag) -> str:
    """The direction that an element gives itself; "" for none."""
    turned = _TURNED.search(style_of(el))
    given = str(el.get("dir") or "").strip().lower()
    return turned[1] if turned else given if given in {"rtl", "ltr", "auto"} else ""


def _spell_style(soup: BeautifulSoup, el: Tag) -> None:
    style = style_of(el)
    if el.name == "strong":
        el.name = "span" if _LIGHT.search(style) else el.name
        return
    for name, pattern in _STYLES:
        if pattern.search(style):
            el.wrap(soup.new_tag(name))


def _join(el: Tag) -> None:
    """Emphasis, or code, within the same, or directly after it, is one."""
    if el.find_parent(el.name):
        el.unwrap()
        return
    while isinstance(after := el.next_sibling, Tag) and after.name == el.name:
        el.extend(list(after.contents))
        after.extract()


def _adopt(el: Tag) -> None:
    """Lists that stand in a list belong to the item before them."""
    kept: list[PageElement] = []
    given: list[tuple[Tag, list[PageElement]]] = []
    for child in el.contents:
        if given and isinstance(child, Tag) and child.name in _LISTS:
            given[-1][1].append(child)
            continue
        kept.append(child)
        if isinstance(child, Tag) and child.name == "li":
            given.append((child, []))
    if len(kept) < len(el.contents):
        fill(el, kept)
        for item, lists in given:
            fill(item, [*item.contents, *lists])


def _name_places(soup: BeautifulSoup) -> None:
    """Put an anchor where a link of the same body leads to, if Markdown cannot say the name of that place."""
    wanted = {unquote(str(link["href"])[1:]) for link in soup.find_all("a", href=re.compile("^#."))}
    for el in soup.find_all(id=sorted(wanted)) if wanted else ():
        if el.name not in _NAMED and not el.find_parent(_VERBATIM):
            anchor = soup.new_tag("a", id=str(el["id"]))
            if el.name in _LISTS | _BARREN | {"img", "table", "details", "figure"}:
                el.insert_before(anchor)
            else:
                el.insert(0, anchor)


def _part(el: Tag) -> None:
    """Several line breaks in a row part paragraphs, but for places that hold none."""
    if el.name != "br" or el.find_parent(FIXED):
        return
    breaks: list[Tag] = []
    after: PageElement | None = el
    while after is not None and _is_break(after):
        breaks += [after] if isinstance(after, Tag) else []
        after = after.next_sibling
    if len(breaks) > 1:
        for one in breaks:
            one.name = "x-part"


def _is_break(node: PageElement) -> bool:
    return node.name == "br" if isinstance(node, Tag) else not str(node).strip()


@dataclass(slots=True)
class _Settler:
    """Puts a tree in order. `holders` are the elements that hold blocks, by identity."""

    soup: BeautifulSoup
    main: str
    holders: set[int] = field(default_factory=set)

    def note(self, block: Tag) -> None:
        """Remember what holds a block."""
        parent = block.parent
        while parent is not None and id(parent) not in self.holders:
            self.holders.add(id(parent))
            parent = parent.parent

    def settle(self, block: Tag, way: str) -> None:
        """Give each text of a block a paragraph, unless the block is one of those that need none."""
        self._unfold(block)
        runs = [run for run in _runs(block) if not _is_blank(run)]
        if block.name not in _LISTS | {"dl"} and (block.name != "li" or self._is_loose(block, runs, way)):
            given = {name: str(block[name]) for name in ("lang", "id") if block.get(name)}
            own = given if block.name == "p" else {}
            kept: list[PageElement] = []
            for run in _runs(block):
                if isinstance(run, list) and not _is_blank(run):
                    kept.append(self._around(run, "p", own))
                    own = {name: text for name, text in own.items() if name != "id"}
                else:
                    kept += [run] if isinstance(run, Tag) else run
            fill(block, kept)
            block.name = "div" if block.name == "p" else block.name
        self._keep_apart(block)
        for child in block.find_all([*BLOCKS], recursive=False):
            self._child(child, way)

    def _around(self, run: list[PageElement], name: str, attrs: dict[str, Any]) -> Tag:
        """A new element around a run; what the run stood in is to be filled anew."""
        new = self.soup.new_tag(name)
        new.attrs = dict(attrs)
        fill(new, run)
        return new

    def _is_loose(self, item: Tag, runs: list[Run], way: str) -> bool:
        """Whether an item holds more than words, or words and a list below them."""
        blocks = runs[1:] if runs and isinstance(runs[0], list) else runs
        lists = [block for block in blocks if isinstance(block, Tag) and block.name in _LISTS]
        return len(blocks) > 1 or blocks != lists or (id(item) in self.holders and way != self.main)

    def _child(self, child: Tag, way: str) -> None:
        own = direction_of(child) or way
        holds = id(child) in self.holders
        if child.name in _LEAVES and not (child.name in {"p", "li"} and holds):
            self._turn(child, own)
        if child.name not in _WHOLE and (child.name != "p" or holds):
            self.settle(child, own)

    def _turn(self, leaf: Tag, way: str) -> None:
        """Leave with an element the direction that differs from that around it, and so within it."""
        for inner in leaf.find_all(True):
            own = direction_of(inner)
            inner.attrs.pop("dir", None)
            if own and (own != way or inner.name == "bdo"):
                inner["dir"] = own
        leaf.attrs.pop("dir", None)
        if way != self.main:
            leaf["dir"] = way

    def _keep_apart(self, block: Tag) -> None:
        """Two lists, or two quotations, in a row would be one in Markdown: something invisible parts them."""
        kept: list[PageElement] = []
        before = ""
        for child in block.contents:
            name = _edge(child)
            if name == before == "blockquote" or {name, before} <= _LISTS:
                kept.append(self.soup.new_tag("x-apart"))
            kept += [child] if name != "x-part" else []
            before = _edge(child, last=True) if name not in {"", "x-part"} else before
        fill(block, kept)

    def _unfold(self, block: Tag) -> None:
        """Push emphasis, links and the like that stand around blocks into these."""
        kept: list[PageElement] = []
        for child in block.contents:
            if isinstance(child, Tag) and child.name not in BLOCKS and id(child) in self.holders:
                self._unfold(child)
                bare = child.name in {"span", "font"} and not direction_of(child)
                if not bare:
                    self._spread(child, child)
                kept += child.contents
            else:
                kept.append(child)
        fill(block, kept)

    def _spread(self, node: Tag, wrapper: Tag) -> None:
        """Wrap every run of words in a node as the wrapper does."""
        if node.name in _BARREN or TOKEN.fullmatch(node.get_text().strip()):
            return
        self._unfold(node)
        kept: list[PageElement] = []
        for run in _runs(node):
            if isinstance(run, Tag):
                self._spread(run, wrapper)
                kept.append(run)
            elif _is_blank(run) or _is_wrapped(run, wrapper):
                kept += run
            else:
                kept.append(self._around(run, wrapper.name, wrapper.attrs))
                for name in ("id", "name"):
                    wrapper.attrs.pop(name, None)
        fill(node, kept)


def _runs(block: Tag) -> Iterator[Run]:
    """The blocks in a block, and the runs of all that stands between them."""
    run: list[PageElement] = []
    for child in block.contents:
        if isinstance(child, Tag) and child.name in BLOCKS:
            yield from [run] if run else []
            yield child
            run = []
        else:
            run.append(child)
    yield from [run] if run else []


def _edge(node: PageElement | None, *, last: bool = False) -> str:
    """The name of the block that a node is, or begins with, or ends with (`last`); "" for text."""
    name = ""
    while isinstance(node, Tag):
        name = node.name
        inside = (reversed(node.contents) if last else node.contents) if name in _BARE else ()
        node = next((inner for inner in inside if isinstance(inner, Tag) or str(inner).strip()), None)
    return name


def _is_blank(run: Run) -> bool:
    """Whether a run is nothing but white space."""
    return isinstance(run, list) and not any(isinstance(node, Tag) or str(node).strip() for node in run)


def _is_wrapped(run: list[PageElement], wrapper: Tag) -> bool:
    """Whether a run needs no wrapper: it has that one already, or links within it, which hold no links."""
    tags = [node for node in run if isinstance(node, Tag)]
    if wrapper.name == "a":
        return any(tag.name == "a" or tag.find("a") for tag in tags)
    same = len(run) == 1 and tags and (tags[0].name, tags[0].attrs) == (wrapper.name, wrapper.attrs)
    return bool(same)
