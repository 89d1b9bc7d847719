"""Addresses among words, as Goldmark has them."""

import pytest

from sitegen.importing.body.manuscript import Manuscript
from sitegen.importing.dialects import barelinks


@pytest.mark.parametrize(
    ("written", "settled"),
    [
        ("On www.example.org.", "On [www.example.org](https://www.example.org)."),
        (
            "(www.example.org/a_b?c=1), x",
            "([www.example.org/a_b?c=1](https://www.example.org/a_b?c=1)), x",
        ),
        (
            "(www.example.org/a_(b)). www.example.org/c(d))e",
            "([www.example.org/a_(b)](<https://www.example.org/a_(b)>)). [www.example.org/c(d))e](<https://www.example.org/c(d))e>)",
        ),
        ("**desk@example.org**, or", "**<desk@example.org>**, or"),
        ("_a.desk+x@mail.example.org_", "_<a.desk+x@mail.example.org>_"),
        ("[^1]: To desk@example.org", "[^1]: To <desk@example.org>"),
    ],
)
def test_they_become_links(written, settled):
    sheet = Manuscript(written, "a.md")
    barelinks.convert(sheet)
    assert sheet.result() == settled


@pytest.mark.parametrize(
    "written",
    [
        "[www.example.org](https://example.org/) [a desk@example.org](b.md) ![www.example.org](c.gif)",
        "[www.example.org][a]\n\n[a]: https://example.org/@desk/1",
        '<a href="d.md">www.example.org</a> <desk@example.org> <img alt="www.example.org">',
        "https://www.example.org/ https://example.org/desk@example.org",
        "@desk desk@home www.example www.",
    ],
)
def test_what_is_a_link_or_no_address_stays(written):
    sheet = Manuscript(written, "a.md")
    barelinks.convert(sheet)
    assert sheet.result() == written


@pytest.mark.parametrize(("linkify", "body"), [("true", "<desk@example.org>"), ("false", "desk@example.org")])
def test_hugos_settings_count(bench, linkify, body):
    config = f"[markup.goldmark.extensions]\nlinkify = {linkify}\n"
    text = "---\ntitle: A\ndate: 2019-03-04\n---\ndesk@example.org\n"
    bench.write({"hugo.toml": config, "content/news/a.md": text}).run()
    assert bench.body() == body
