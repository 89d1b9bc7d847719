"""Boxes of MkDocs."""

import pytest

from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.dialects import admonitions


def settled(text):
    sheet = Manuscript(text, "a.md")
    admonitions.convert(sheet, lambda inner: admonitions.convert(inner, lambda _: None))
    return sheet.result()


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ('Before\n!!! note "A *title*"\n    Words\n\n    - more\n\nAfter',
         'Before\n\n<div class="admonition note" markdown="1">\n\n**A *title***\n\nWords\n\n- more\n\n</div>\n\nAfter'),
        ("!!! Warning\n\n    Words\nAfter",
         '<div class="admonition warning" markdown="1">\n\n**Warning**\n\nWords\n\n</div>\n\nAfter'),
        ('!!! tip inline ""\n\tWords', '<div class="admonition tip inline" markdown="1">\n\nWords\n\n</div>'),
        ('??? note "More & *more*"\n    Words\n',
         '<details class="note" markdown="1">\n<summary>More &amp; <em>more</em></summary>\n\nWords\n\n</details>\n'),
        ("???+ note\n    Words", '<details class="note" markdown="1" open>\n<summary>Note</summary>\n\nWords\n\n</details>'),
        ("- item\n\n    !!! note\n        Words",
         '- item\n\n    <div class="admonition note" markdown="1">\n\n    **Note**\n\n    Words\n\n    </div>'),
        ("!!! a\n    !!! b\n        Words",
         '<div class="admonition a" markdown="1">\n\n**A**\n\n<div class="admonition b" markdown="1">\n\n**B**\n\nWords\n\n</div>\n\n</div>'),
    ],
)  # fmt: skip
def test_a_box_is_html_with_markdown_in_it(written, made):
    assert settled(written) == made


@pytest.mark.parametrize(
    "text", ["!!! wow", "So ???", "!!! wow\n\nText", "```\n!!! note\n    Words\n```", "??? x!\n    y"]
)
def test_other_exclamations_stay(text):
    assert settled(text) == text
