"""The sanitiser: what of an article's HTML may reach a reader. An allow-list, held by nh3.

Everything that Markdown and its author produced goes through it, and nothing that it lets through
can run, load, frame, restyle the page, or take the name of a part of it. Frames of known players are
posts; they pass under another name (`x-frame`) and are taken out again by `embed_codes`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sitegen import controls, nesting
from sitegen.embeds.pasted import LINE_BREAK
from sitegen.forbidden import AS_TEXT, NEVER, SCHEMES, WITH_CONTENT, is_never_attribute
from sitegen.markup import budget, dated, removed, swallowing
from sitegen.markup.found import Found

if TYPE_CHECKING:
    import nh3

Allow = tuple[tuple[str, tuple[str, ...]], ...]
"""(tag, attributes) that the site's settings add."""

TAGS = frozenset(
    """a abbr aside audio b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn
    div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s
    samp section small source span strong sub summary sup table tbody td tfoot th thead time tr track
    u ul var video wbr x-frame""".split()
).union(dated.NAMES)
ATTRIBUTES = {
    "*": "class dir id lang title translate aria-label",
    "a": "href hreflang download rel name",
    "audio": "src controls loop muted preload",
    "blockquote": "cite data-bluesky-uri data-embed-url",
    "col": "span",
    "colgroup": "span",
    "data": "value",
    "del": "cite datetime",
    "details": "open",
    "img": "src alt width height align credit",
    "ins": "cite datetime",
    "li": "value",
    "ol": "start reversed type",
    "q": "cite",
    "source": "src type",
    "td": "align colspan rowspan",
    "th": "align colspan rowspan scope abbr",
    "time": "datetime",
    "track": "src kind srclang label default",
    "video": "src poster controls loop muted preload width height",
    "x-frame": "src title class",
} | dict.fromkeys("div h1 h2 h3 h4 h5 h6 p".split(), "align")

_LEFT = re.compile("\x02(?:[a-z]+:?[0-9]*)?\x03?|\x03")
"""Python-Markdown's own marks, which it leaves behind in emphasis that is tangled beyond its powers."""
_SCOPES = re.compile(r"<(?:applet|button|marquee|object)\b", re.IGNORECASE)
"""The tags within which nothing ends the paragraph that they stand in (HTML, "button scope")."""
_FRAME = re.compile(r"<(/?)iframe(?![\w-])", re.IGNORECASE)


def clean(raw: str, allow: Allow, found: Found) -> str:
    """The HTML with all taken out that is not allowed, in nh3's canonical form: every attribute in
    double quotes, no `<` or `>` but those of tags. What an author will miss is reported.
    """
    html = raw
    if "\x02" in html or "\x03" in html:
        html = _LEFT.sub("", html)
        removed.report_lost(found)
    html = controls.unreferenced(html)
    if "<" in found.source.text:
        html = swallowing.as_text(html, found)
    if LINE_BREAK in html:  # which would come out as any other space
        html = removed.CODE.sub(lambda code: code[0].replace(LINE_BREAK, "<br>"), html)
    told = html
    if "rame" in html or "RAME" in html:
        html = _FRAME.sub(r"<\1x-frame", html)
    if nesting.too_deep(html):
        raise budget.TooDeep
    result = cleaner(allow).clean(html)
    if "<" in found.source.text and _SCOPES.search(html):  # without them a paragraph may stand in another
        result = cleaner(allow).clean(result)
    if result != raw:
        removed.report(told, found)
    return dated.current(result) if "<" in found.source.text else result


@lru_cache(maxsize=8)
def cleaner(allow: Allow) -> nh3.Cleaner:
    """The sanitiser for a site: its allow-list, and what its settings add within `NEVER`."""
    import nh3  # noqa: PLC0415 - loads a library that many commands do without

    attributes = {tag: set(names.split()) for tag, names in ATTRIBUTES.items()}
    tags = set(TAGS)
    for tag, names in allow:
        if tag in NEVER:
            continue
        tags |= {tag} - {"*"}
        safe = {name for name in names if not is_never_attribute(name)}
        attributes[tag] = attributes.get(tag, set()) | safe
    return nh3.Cleaner(
        tags=tags,
        clean_content_tags=set(WITH_CONTENT | AS_TEXT),
        attributes=attributes,
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
