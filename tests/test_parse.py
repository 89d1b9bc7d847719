"""A source as its readers may have it: `index.md`."""

import pytest

from sitegen.model import Settings
from sitegen.parse import Source, parse

HEAD = "---\ntitle: T\ndate: 2019-03-04\n---\n"


def public(body):
    """The public source of an article with this body, below its front matter."""
    parsed = parse(Source("a.md", f"{HEAD}{body}".encode(), "d"), Settings("t"), "")
    assert parsed.content, parsed.problems
    return parsed.content.markdown.removeprefix(HEAD)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("a\n\n[//]: # (ask Ana)\n\nb\n", "a\n\n\nb\n"),
        ("[comment]: # (ask Ana)\n\nb", "\nb"),
        ("[Comment]: <> (ask Ana)\n\nb", "\nb"),
        ('  [//]: # "ask Ana"\n\nb', "\nb"),
        ("[//]:# 'ask Ana'\n\nb", "\nb"),
        ("[//]: #(ask)\n\nb", "\nb"),
        ("[//]: #\n    (ask Ana)\n\nb", "\nb"),
        ("> a\n>\n> [//]: # (ask Ana)\n\nb", "> a\n>\n\nb"),
        ("- a\n- [//]: # (ask Ana)\n\nb", "- a\n\nb"),
        ("```\nx\n```\n\n[//]: # (ask Ana)\n\n```\ny\n```\n", "```\nx\n```\n\n\n```\ny\n```\n"),
        ("```\nnever closed\n\n[//]: # (ask Ana)\n", "```\nnever closed\n\n"),
    ],
)
def test_remarks_are_not_published(body, shown):
    assert public(body) == shown


@pytest.mark.parametrize(
    "body",
    [
        "```markdown\n[//]: # (a comment)\n```\n\nb",
        "~~~~\n```\n[comment]: # (a comment)\n~~~~\n",
        "a [comment]\n\n[comment]: https://example.org/ (a title)\n",
        "a [comment]\n\n[comment]: #part\n",
        "[//]: # (ask)".replace("//", "other"),
        "a [//]: # (not on a line of its own)\n",
    ],
)
def test_code_and_links_that_lead_somewhere_stay(body):
    assert public(body) == body
