"""Where the blocks of an article stand in the lxml tree of a saved page, and how much prose is in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

PROSE = 40
"""Letters beside links from which a block is one of prose."""

_RICH = 0.5
"""The share of its letters in links from which a block is rich in them; trafilatura takes out from 0.8."""

MARK = re.compile(r"sitegen-\w+-\d+-token")
_WHOLE = frozenset(
    """address audio blockquote details dl figcaption figure h1 h2 h3 h4 h5 h6 hr ol p pre table ul
    video""".split()
)
"""Blocks that belong together with all that they hold."""

ASIDE = frozenset("aside button footer form head menu nav noscript script style svg template".split())
"""What is never the article, for trafilatura."""

_WITHIN = "|".join(f".//{name}" for name in sorted(_WHOLE))

_NOTE = "*[1][self::a][@id][starts-with(@href, '#')]"
"""What a footnote begins with that is no item of a list: the link back to its place."""


def find(tree: Any) -> list[Any]:
    """The elements that hold blocks of the article: the one that holds most prose, or all of the article
    around it, and those within it. Words beside blocks become paragraphs there.
    """
    prose: dict[Any, int] = {}
    for el in tree.iter("p", "div", "td", "section", "article", "main"):
        parent = el.getparent() if el.tag == "p" else el
        if parent is not None:
            words = prose_in(el) if el.tag == "p" else _words_of_its_own(el)
            prose[parent] = prose.get(parent, 0) + max(0, words)
    if not any(prose.values()):
        return []
    main = max(prose, key=lambda parent: prose[parent])
    whole = next(main.iterancestors("article", "main"), None)
    found = [main if whole is None else whole]
    runs: set[Any] = set()
    for place in found:
        runs.update(_wrap(place))
        found += [child for child in place if _is_place(child)]
    _unwrap(found[0], runs)
    return found


def is_block(el: Any) -> bool:
    """Whether an element belongs together with all that it holds, or is an aside."""
    if el.tag == "div":
        return bool(el.xpath(_NOTE))
    return el.tag in _WHOLE or el.tag == "aside" or (el.tag == "a" and bool(el.xpath(_WITHIN)))


def is_rich(block: Any) -> bool:
    """Whether most letters of a block are those of links."""
    whole = len(text(block))
    return whole > 0 and whole - prose_in(block) >= _RICH * whole


def prose_in(block: Any) -> int:
    """The letters of a block beside its links."""
    links = block.xpath("descendant-or-self::a[@href]")
    return len(text(block)) - sum(len(text(link)) for link in links)


def text(el: Any) -> str:
    """The words of an element on one line, without marks."""
    return " ".join(MARK.sub(" ", str(el.text_content())).split())


def folded(words: str) -> str:
    """Words without what stands between them, to be compared."""
    return re.sub(r"\W+", "", MARK.sub("", words)).casefold()


def _is_place(el: Any) -> bool:
    """Whether an element holds blocks, or is one that is nothing but words."""
    if not isinstance(el.tag, str) or el.tag in ASIDE or is_block(el):
        return False
    return el.tag == "div" or bool(el.xpath(_WITHIN))


def _words_of_its_own(el: Any) -> int:
    """The letters beside all elements in one."""
    texts = [el.text, *(child.tail for child in el)]
    return sum(len(" ".join(part.split())) for part in texts if part)


def _wrap(place: Any) -> Iterator[Any]:
    """Make a paragraph of each run of words, or of pictures, that stands beside blocks."""
    run = place.makeelement("p")
    run.text, place.text = place.text, None
    for node in [*place]:
        if not (_is_place(node) or is_block(node) or node.tag in ASIDE):
            run.append(node)
            continue
        if len(run) or (run.text or "").strip():
            node.addprevious(run)
            yield from _kept(run)
            run = place.makeelement("p")
        run.text, node.tail = node.tail, None
    place.append(run)
    yield from _kept(run)


def _kept(run: Any) -> Iterator[Any]:
    """A run that is a paragraph from now on; others stand bare again."""
    if is_rich(run) if text(run) else run.find(".//img") is None:
        run.drop_tag()
    else:
        yield run


def _unwrap(whole: Any, runs: set[Any]) -> None:
    """Leave the short runs before and behind all prose, such as days and names, to trafilatura."""
    paragraphs = [*whole.iter("p")]
    prose = [at for at, el in enumerate(paragraphs) if prose_in(el) >= PROSE] or [len(paragraphs)]
    for run in (*paragraphs[: prose[0]], *paragraphs[prose[-1] + 1 :]):
        if run in runs and text(run):
            run.drop_tag()
