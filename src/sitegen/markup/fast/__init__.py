"""A faster Python-Markdown by its own extension points, with the same bytes.

`FastMarkdown` is a `Markdown` whose parts are drop-in subclasses of the stock ones. What they save is
work that cannot have an effect: a pattern is not tried on a text that lacks the character it begins
with, a processor not on a block that cannot be its own, a pass over the tree not made when the source
holds nothing for it. Whatever is not plainly without effect takes Python-Markdown's own way.

`tests/markup/test_fast.py` holds it to the stock converter's bytes.
"""

from sitegen.markup.fast.markdown import FastMarkdown

__all__ = ["FastMarkdown"]
