"""Attribute lists, comments and abbreviations of kramdown."""

import pytest

from sitegen.importing.body.code import protect_code
from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.dialects import kramdown

TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"


def settled(text):
    sheet = Manuscript(text, "a.md")
    protect_code(sheet)
    kramdown.settle(sheet)
    return sheet.result()


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("## H\n{: #hid .no_toc .wide}\n\nText", "## H {#hid .wide}\n\nText"),
        ("{: #hid}\n## H\n\nText", "## H {#hid}\n\nText"),
        ("H\n===\n{: #hid}\n", "H {#hid}\n===\n"),
        ("{: .lead}\nOne\ntwo.\n\nNext", "One\ntwo.\n{: .lead}\n\nNext"),
        ("One.\n{: .lead}\n\nNext", "One.\n{: .lead}\n\nNext"),
        ("One.\n{.lead #x}\n\nNext", "One.\n{.lead #x}\n\nNext"),
        (f"{TABLE}{{: .table}}\n\nText", f"{TABLE}\nText"),
        (f"{TABLE}{{.table}}\nText", f"{TABLE}\nText"),
        (f"Text\n\n{{:.x}}\n{TABLE}", f"Text\n\n{TABLE}"),
        (f"{TABLE}{{: #figures}}\n", f'<div id="figures"></div>\n\n{TABLE}'),
        ('```go\nx\n```\n{: file="a.go" }\n\nText', "```go\nx\n```\n\nText"),
        ("Text\n\n    code\n{: .language-ruby}\n\nText", "Text\n\n    code\n\nText"),
        ("<p>a</p>\n{: .x}\n\nText", "<p>a</p>\n\nText"),
        ("> a\n{: .prompt-tip }\n\nText", "> a\n\nText"),
        ("- a\n{: .list}\n\nText", "- a\n\nText"),
        ("- a\n  ```\n  x\n  ```\n  {: .nolineno }\n- b", "- a\n  ```\n  x\n  ```\n- b"),
        ("- {: .x} a\n- b", "- a\n- b"),
        ("{:ref: .x}\n\nText", "\nText"),
        ("* TOC\n{:toc}\n\nText", "\nText"),
        ("{::comment}\nhidden\n{:/comment}\n\nText", "<!--\nhidden\n-->\n\nText"),
    ],
)
def test_a_list_is_applied_or_goes(written, left):
    assert settled(written) == left


@pytest.mark.parametrize(
    "text",
    ["{#if user}\n\nText", "`{: .x}`", "```\n{: .x}\n```", "See {: .x} here", "*a*{: .x} and [b](c){: .y}",
     "{{ x }}", "{% x %}"],
)  # fmt: skip
def test_what_is_no_list_of_a_block_stays(text):
    assert settled(text) == text


def test_abbreviations_are_explained_wherever_they_stand():
    text = (
        'An HT, `HT`, HTs, [HT](a.md#HT), ![HT](b.gif), https://example.org/HT <b title="HT">x</b>.\n\n'
        '## About HT\n\n*[HT]: The "high" tide\n*[LT]: Never named\n'
    )
    title = '<abbr title="The &quot;high&quot; tide">HT</abbr>'
    assert settled(text) == (
        f'An {title}, `HT`, HTs, [HT](a.md#HT), ![HT](b.gif), https://example.org/HT <b title="HT">x</b>.\n\n## About HT\n\n'
    )


def test_work_grows_as_the_text_does():
    assert settled("- a\n{: .x}\n" * 5000) == "- a\n" * 5000
