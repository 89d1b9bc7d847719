"""The keys of front matter, declared once: they decode, report and document (contract, section 3)."""

from __future__ import annotations

from yaml.nodes import Node

from sitegen import dates
from sitegen.decoding.evidence import SOURCES, TWEETS
from sitegen.decoding.field import Field, empty
from sitegen.decoding.formats import Date, IsoDate, Language
from sitegen.decoding.kinds import FALSE, TRUE, Flag, Line, Pattern, Prose, Text
from sitegen.decoding.report import Report
from sitegen.decoding.shapes import Decoded, Either, Many, Record, with_places
from sitegen.model import Correction, Withdrawal

HELD_BACK = {
    "published": FALSE,
    "publish": FALSE,
    "private": TRUE,
    "status": frozenset({"draft", "hidden", "private", "pending", "trash", "unpublished"}),
}
"""The words under keys of other tools (Jekyll, Obsidian, Pelican) that keep an article back."""

MOST_NAMES = 1_000
"""How many tags, authors or former addresses one article may have: each gets pages of its own."""

NOTICE = frozenset({"title", "date", "withdrawn"})
"""What is published of the front matter of a withdrawn article."""

FOREIGN = {
    **dict.fromkeys(HELD_BACK, "use draft: true to keep an article back"),
    "author": "authors",
    "tag": "tags",
    "category": "tags",
    "categories": "tags",
    "keywords": "tags",
    "excerpt": "summary",
    "description": "summary",
    "subtitle": "summary",
    "lastmod": "updated",
    "modified": "updated",
    "last_modified_at": "updated",
    "publishdate": "date",
    "redirect_from": "aliases",
    "permalink": "write slug; former addresses go under aliases",
    "language": "lang",
    "locale": "lang",
    "cover": "image",
    "thumbnail": "image",
    "featured_image": "image",
    "layout": "articles have no layout here: remove the line",
    "canonical": "list the original under sources",
    "source": "sources",
    "source_url": "list it under sources",
    "external_url": "list it under sources",
    "link": "list it under sources",
    "tweet": "tweets",
}
"""What to write instead of the keys of other tools."""


def _withdrawal(decoded: Decoded, report: Report) -> Withdrawal:
    for name in ("date", "reason"):
        if not decoded.get(name) and name not in decoded.nodes:
            hint = f"add {name}: {WITHDRAWAL.fields[name].example}"
            report.warning("missing-key", decoded.node, f"“withdrawn” gives no {name}", hint)
    return Withdrawal(decoded.get("date"), decoded.get("reason"))


def _short_withdrawal(text: str, node: Node, report: Report) -> Withdrawal | None:
    """`withdrawn: true`, a date, or a reason: an article is withdrawn however it is said."""
    if not text:
        empty(node, FRONT_MATTER.fields["withdrawn"], report)
    if text.lower() in FALSE or not text:
        return None
    written = dates.read(text)
    values = {"date": written.iso} if isinstance(written, dates.Written) else {"reason": text}
    return _withdrawal(Decoded({} if text.lower() in TRUE else values, {}, node), report)


def _correction(decoded: Decoded, _report: Report) -> Correction:
    return Correction(decoded.get("date"), decoded.get("text"))


WITHDRAWAL = Record(
    Field("date", IsoDate(), "When it was withdrawn.", "2021-05-06"),
    Field("reason", Prose(), "Why, in the words that readers see.", "A source took back its statement."),
    build=_withdrawal,
)
CORRECTION = Record(
    Field("date", IsoDate(), "When it was corrected.", "2021-05-06", required=True),
    Field(
        "text",
        Prose(),
        "What was wrong and what is right.",
        "The pump failed in May, not in March.",
        required=True,
    ),
    build=_correction,
)
FRONT_MATTER = Record(
    Field("title", Prose(), "The title, as plain text.", "The river comes back", required=True),
    Field("date", Date(whole=True), "The day, or day and time, of publication.", "2019-03-04"),
    Field("updated", Date(whole=True), "When the article last changed in substance.", "2019-05-06"),
    Field(
        "slug",
        Pattern(r"[^/\\?#]+", "one part of an address, without /"),
        "Its part of the address.",
        "river",
    ),
    Field(
        "authors",
        Many(Line(), most=MOST_NAMES),
        "Who wrote it: names, or keys of authors in site.yaml.",
        ["Ana Example"],
    ),
    Field("tags", Many(Line(), commas=True, most=MOST_NAMES), "What it is about.", ["river", "open records"]),
    Field("summary", Prose(), "One or two sentences for lists and feeds; else the first paragraph."),
    Field("lang", Language(), "Its language, where the file's name does not say it.", "fa"),
    Field(
        "aliases",
        Many(Line(), most=MOST_NAMES, finish=with_places),
        "Its former addresses in this site.",
        ["/old/river/"],
    ),
    Field("draft", Flag(), "Whether it is kept back.", True, default=False),
    Field("image", Text(), "Its picture, for lists and previews: a file beside it.", "river.jpg"),
    Field("image_alt", Line(), "What the picture shows; empty if it only decorates.", "Reeds along the bank"),
    Field(
        "sources",
        SOURCES,
        "What the article rests on; the text cites them as [@id].",
        [{"id": "report", "title": "The water report", "url": "https://press.example.org/report"}],
    ),
    Field(
        "tweets",
        TWEETS,
        "The posts that it shows, of X, YouTube, Vimeo, Mastodon or Bluesky.",
        ["https://x.com/example_river/status/1102600000000000000"],
    ),
    Field(
        "corrections",
        Many(CORRECTION),
        "What was wrong, for readers to see.",
        [{"date": "2021-05-06", "text": "The pump failed in May, not in March."}],
    ),
    Field(
        "withdrawn",
        Either(Line(), WITHDRAWAL, _short_withdrawal),
        "The article is replaced by this notice.",
        {"date": "2021-05-06", "reason": "A source took back its statement."},
        never_empty=True,
    ),
    foreign=FOREIGN,
    guarded=("draft", "withdrawn"),
)
