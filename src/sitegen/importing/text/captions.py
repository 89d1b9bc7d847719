"""Pictures with captions that platforms write as something else, made figures in an lxml tree.

WordPress without HTML5: `div.wp-caption`, and galleries of `dl.gallery-item`; Blogger: tables.
"""

from __future__ import annotations

from typing import Any

_FIGURES = ".//div[{0}'wp-caption ')]|.//dl[{0}'gallery-item ')]|.//table[{0}'tr-caption-container ')]"
_CAPTIONS = ".//*[{0}'wp-caption-text ') or {0}'tr-caption ')]"
_CLASS = "contains(concat(@class, ' '), "


def settle(tree: Any) -> None:
    """Make a figure of each such picture, in place; what is no picture stays as it is."""
    for figure in tree.xpath(_FIGURES.format(_CLASS)):
        captions = figure.xpath(_CAPTIONS.format(_CLASS))
        if figure.find(".//img") is None or figure.find(".//figure") is not None:
            continue
        for el in figure.iter("dt", "dd", "tbody", "tr", "td"):
            el.tag = "div"
        for caption in captions:
            caption.tag = "figcaption"
        figure.tag = "figure"
