r"""Markdown -> safe HTML with markers, and all that a body says: headings, links, posts, citations.

Python-Markdown does the converting, through its own extension points; `nh3` cleans what comes out,
always; what follows works on nh3's canonical HTML alone. A **marker** stands where the medium
decides at render time (see `body.py`): `\x1eL3\x1f` for the address of `refs[3]`, `\x1eI3\x1f`
for the whole picture of `refs[3]`, `\x1eE0\x1f` for the whole block of `embeds[0]`.
"""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.markup import converter, dialects, finish, plain, sanitise, shortcodes, uncited, unresolved
from sitegen.markup.budget import SECONDS, TimeUp, TooDeep, limit, too_deep, too_slow
from sitegen.markup.found import Found
from sitegen.markup.locate import Text
from sitegen.model import Citation, Embed, Heading, Ref, Settings, Snapshot, Source
from sitegen.problems import Problem

__all__ = ["Converted", "convert"]

PLAIN = Settings(title="")
"""The settings of a site that allows nothing more, and has no address."""


@dataclass(frozen=True, slots=True)
class Converted:
    """What a body says. After an error `html` is empty and `problems` tell why.

    `embeds` stand in the order of the text, the unplaced ones last. `sources` stand in the order of
    their numbers. `renamed` are pairs of an id as links may name it and as it is on the
    page, where the page has the first itself. `text` is plain, a line a block, for search; `first_paragraph`
    plain and short, for a summary.
    """

    html: str = ""
    headings: tuple[Heading, ...] = ()
    refs: tuple[Ref, ...] = ()
    embeds: tuple[Embed, ...] = ()
    citations: tuple[Citation, ...] = ()
    sources: tuple[Source, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    text: str = ""
    words: int = 0
    first_paragraph: str = ""
    problems: tuple[Problem, ...] = ()


def convert(
    text: str,
    *,
    path: str = "",
    first_line: int = 1,
    lang: str = "",
    tweets: tuple[Snapshot, ...] = (),
    sources: tuple[Source, ...] = (),
    settings: Settings = PLAIN,
    budget: float = SECONDS,
) -> Converted:
    """Convert the body of the file `path`, whose first line is line `first_line` of that file.

    `tweets` and `sources`, each with an id, are the front matter's, `lang` is the article's language; of the
    `settings` it matters what HTML they allow and where the site's root is. Any text gives a value within
    about `budget` seconds: what cannot be converted is an error among the problems, never an exception.
    """
    found = Found(Text(text, path, first_line), tweets, sources, settings.base_url)
    try:
        with limit(budget):
            return _convert(found, lang, settings.html_allow)
    except TimeUp:
        return Converted(problems=(too_slow(found.source, budget),))
    except (RecursionError, TooDeep):
        return Converted(problems=(too_deep(found.source),))


def _convert(found: Found, lang: str, allow: sanitise.Allow) -> Converted:
    raw = converter.html(found)
    clean = sanitise.clean(raw, allow, found)
    body = finish.finish(clean, found, lang)
    shortcodes.report(body.html, (ref.target for ref in body.refs), found)
    unresolved.report(body.html, found)
    uncited.report(body.html, body.refs, body.citations, found)
    dialects.report(body.html, found)
    text = plain.text(body.html)
    return Converted(
        html=body.html,
        headings=body.headings,
        refs=body.refs,
        embeds=body.embeds,
        citations=body.citations,
        sources=body.sources,
        renamed=body.renamed,
        text=text,
        words=plain.words(text),
        first_paragraph=plain.first_paragraph(body.html),
        problems=tuple(sorted(found.problems)),
    )
