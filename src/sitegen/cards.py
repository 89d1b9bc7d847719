"""Which articles get a drawn card, and what it says: the Open Graph image of those without a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sitegen import fonts, i18n
from sitegen.again import FORGETFUL, Answers
from sitegen.digest import of_text
from sitegen.model import Entry, Page, Settings, Site
from sitegen.pickling import portable
from sitegen.pictures import card_path
from sitegen.problems import Problem, warning

RENDERER = "card"


@portable
@dataclass(frozen=True, slots=True)
class CardText:
    """All that a card shows, and the file of its article. `date` is ISO 8601, or ""; `fonts` are paths on
    this machine, which `digest` knows by name and size only.
    """

    source: str
    title: str
    site: str
    date: str
    lang: str
    rtl: bool
    accent: str
    fonts: tuple[str, ...]
    digest: str


def has_cards(settings: Settings) -> bool:
    """Whether a site draws cards. Networks only take a picture's full address, so it needs a `base_url`."""
    return bool(settings.base_url) and settings.images.cards


def card_pages(site: Site, available: tuple[str, ...], answers: Answers = FORGETFUL) -> Iterator[Page]:
    """A page for each card. `available` are the fonts that `fonts.find` found, `answers` what the last
    call for this archive made of its articles.
    """
    if not has_cards(site.settings):
        return
    identity = fonts.identity(available)
    for edition in site.editions:
        rtl = i18n.direction(edition.lang) == "rtl"
        drawn = (edition.title, edition.lang, rtl, site.settings.theme_accent, available, identity)
        for entry in (*edition.entries, *edition.pages):
            page = answers.to((card_pages, entry.article.path), (entry, drawn), _card_page, entry, *drawn)
            if page is not None:
                yield page


def _card_page(
    entry: Entry, site: str, lang: str, rtl: bool, accent: str, available: tuple[str, ...], identity: str
) -> Page | None:
    path, article = card_path(entry), entry.article
    if not path:
        return None
    date = article.date.date().isoformat() if article.date and article.kind == "article" else ""
    parts = (article.title, site, date, lang)
    digest = of_text(*parts, str(rtl), accent, identity)
    text = CardText(article.path, *parts, rtl, accent, available, digest)
    return Page(path, RENDERER, text, lang=lang, stage="asset")


def draw(text: CardText) -> bytes:
    """The card as a PNG."""
    from sitegen import og  # noqa: PLC0415 - imports Pillow

    return og.card(
        text.title,
        site=text.site,
        date=i18n.get(text.lang).date(text.date),
        lang=text.lang,
        rtl=text.rtl,
        accent=text.accent,
        fonts=text.fonts,
    )


def undrawable(
    texts: Iterable[CardText], drawn: AbstractSet[str], before: AbstractSet[str] | None
) -> frozenset[str]:
    """The digests of those texts that no font here can draw, so that their cards lack them.

    Only those that were `drawn` now (by digest) are looked at: of others the answer was the same `before`,
    unless that is not known (None). So what was found then stays, also of texts that are none of this site:
    another output may have their cards.
    """
    asked = [text for text in texts if before is None or text.digest in drawn]
    known = (before or frozenset()) - drawn
    return frozenset(known | {text.digest for text in asked if not _can_draw(text)})


def _can_draw(text: CardText) -> bool:
    from sitegen import og  # noqa: PLC0415 - imports Pillow

    return og.can_draw(text.title, rtl=text.rtl, fonts=text.fonts)


def lacking(texts: Iterable[CardText], lost: Container[str]) -> tuple[Problem, ...]:
    """A warning for each language with titles that are `lost`, by the digest of their cards: for want of a
    font, or of what sets scripts that run from right to left.
    """
    counts = Counter((text.lang, text.rtl) for text in texts if text.digest in lost)
    return tuple(
        _unset(f"{count:,} titles (language {lang})", shaped=not rtl or fonts.shapes())
        for (lang, rtl), count in sorted(counts.items())
    )


def _unset(titles: str, *, shaped: bool) -> Problem:
    code, what = "card-font-missing", f"no font here has the letters of {titles}"
    hint = "put a font that has them (.ttf, .otf) into templates/fonts/, or install the Noto fonts"
    if not shaped:
        code, what = "card-fribidi-missing", f"nothing here sets {titles} from right to left"
        hint = "install FriBiDi: libfribidi0 (Debian, Ubuntu), fribidi (Fedora, Alpine, Homebrew)"
    return warning(code, "content/site.yaml", f"{what}: their cards lack them", hint=hint)
