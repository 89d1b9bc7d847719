"""Which articles get a card, and what decides that it must be drawn again."""

import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import ImageFont

from make import NOW, SETTINGS, article
from security.hostile import put
from sitegen import cards, fonts, og
from sitegen.build import build
from sitegen.digest import of_value
from sitegen.link import Stock, link
from sitegen.model import LanguageSettings, MediaFile, Ref, Withdrawal
from sitegen.report import Options


def pages(*articles, settings=SETTINGS, fonts=(), stock=None):
    return list(cards.card_pages(link(articles, settings, stock or Stock(), now=NOW).site, fonts))


@pytest.fixture
def plain(tmp_path):
    path = tmp_path / "plain.ttf"
    path.write_bytes(ImageFont.load_default(20).font_bytes)
    return (str(path),)


def test_an_article_without_a_picture_has_a_card_beside_it():
    (page,) = pages(article(title="River", date=datetime(2019, 5, 1, tzinfo=UTC)))
    assert (page.path, page.renderer, page.stage) == ("2019/river/card.png", "card", "asset")
    text = page.context
    assert (text.title, text.site, text.date, text.lang, text.rtl) == (
        "River",
        "Sample",
        "2019-05-01",
        "en",
        False,
    )


def test_each_language_has_its_own():
    settings = replace(SETTINGS, languages=(LanguageSettings("fa", "نمونه"),))
    page = pages(article(), article("2019/river.fa.md", lang="fa", title="رود"), settings=settings)[1]
    assert page.path == "fa/2019/river/card.png"
    assert (page.context.site, page.context.rtl, page.lang) == ("نمونه", True, "fa")
    assert page.context.date == "2019-05-01"  # in the words of its language where it is drawn


def test_pictures_withdrawals_and_sites_without_an_address_have_none():
    stock = Stock(media={"2019/a.jpg": MediaFile("2019/a.jpg", "d", 9, "jpeg", 900, 600)})
    shown = article(image=Ref("image", "a.jpg"))
    assert pages(shown, stock=stock) == []
    assert pages(article(withdrawn=Withdrawal("2020-01-01", "Wrong."))) == []
    assert pages(article(), settings=replace(SETTINGS, base_url="")) == []


def test_a_standing_page_s_card_has_no_date():
    (page,) = pages(article("pages/about.md", title="About"))
    assert (page.path, page.context.date) == ("about/card.png", "")


def test_a_card_is_known_by_what_it_shows_not_by_where_the_fonts_are(plain, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    copy = tmp_path / "elsewhere" / "plain.ttf"
    copy.write_bytes((tmp_path / "plain.ttf").read_bytes())

    def key(fonts, **more):
        return of_value(pages(article(**more), fonts=fonts)[0].context)

    assert key(plain) == key((str(copy),))
    assert key(plain) == key(plain, summary="Another", words=9)
    assert len({key(plain), key(()), key(plain, title="Other")}) == 3


def test_drawing_and_what_cannot_be_drawn(plain):
    (page,) = pages(article(title="River"), fonts=plain)
    assert cards.draw(page.context).startswith(b"\x89PNG")
    assert cards.undrawable([page.context], {page.context.digest}, None) == frozenset()
    lost = [replace(page.context, title=title, lang="ar", rtl=True, digest=title) for title in ("نهر", "بحر")]
    texts = [page.context, *lost]
    assert cards.undrawable(texts, frozenset(), None) == {"نهر", "بحر"}
    assert cards.undrawable(texts, {"نهر"}, frozenset()) == {"نهر"}
    assert cards.undrawable(texts, {"نهر"}, {"نهر", "بحر", "other"}) == {"نهر", "بحر", "other"}
    (problem,) = cards.lacking(texts, {"نهر", "بحر"})
    assert (problem.code, problem.severity) == ("card-font-missing", "warning")
    assert "2 titles (language ar)" in problem.message
    assert "templates/fonts/" in problem.hint


def test_the_date_is_drawn_in_the_words_of_the_language(plain):
    (page,) = pages(article(title="River", date=datetime(2019, 5, 1, tzinfo=UTC)), fonts=plain)
    assert cards.draw(page.context) == og.card("River", site="Sample", date="1 May 2019", fonts=plain)


def test_a_font_of_the_site_s_own_is_known_by_what_it_holds(plain, tmp_path):
    other = tmp_path / "other/plain.ttf"
    other.parent.mkdir()
    other.write_bytes(bytes(len((tmp_path / "plain.ttf").read_bytes())))
    assert fonts.identity(plain) != fonts.identity((str(other),))


def test_what_cards_lack_is_told_in_each_build_and_fonts_are_no_templates(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "FOLDERS", ())
    for path, title in (("a.md", "نهر"), ("b.md", "River")):
        put(tmp_path, path, f"---\ntitle: {title}\ndate: 2019-01-01\n---\nText.\n")
    put(tmp_path, "site.yaml", "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n")
    put(tmp_path, "../templates/fonts/plain.ttf", ImageFont.load_default(20).font_bytes)

    def told():
        return [problem.code for problem in build(tmp_path, Options(now=NOW, jobs=1)).problems]

    assert told() == ["card-font-missing"]
    put(tmp_path, "b.md", "---\ntitle: Rivers\ndate: 2019-01-01\n---\nText.\n")
    assert told() == ["card-font-missing"]
    put(tmp_path, "a.md", "---\ntitle: Nahr\ndate: 2019-01-01\n---\nText.\n")
    assert told() == []


def test_what_cards_of_one_output_lack_is_told_after_a_build_into_another(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "FOLDERS", ())
    put(tmp_path, "site.yaml", "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n")
    put(tmp_path, "a.md", "---\ntitle: نهر\ndate: 2019-01-01\ndraft: true\n---\nText.\n")
    put(tmp_path, "../templates/fonts/plain.ttf", ImageFont.load_default(20).font_bytes)

    def told(*, drafts):
        folder = tmp_path / f"output-{drafts}"
        report = build(tmp_path, Options(now=NOW, jobs=1, drafts=drafts, output=folder))
        return [problem.code for problem in report.problems]

    assert told(drafts=True) == ["card-font-missing"]
    assert told(drafts=False) == []
    put(tmp_path, "b.md", "---\ntitle: River\ndate: 2019-01-01\n---\nText.\n")
    assert told(drafts=True) == ["card-font-missing"]


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A folder of fonts that is all this machine has."""
    folder = tmp_path / "installed"
    (folder / "below").mkdir(parents=True)
    monkeypatch.setattr(fonts, "FOLDERS", (str(folder), str(tmp_path / "none")))
    return folder


@pytest.mark.parametrize(("place", "title"), [("", "1"), ("below", "نهر"), ("below/new", "1")])
def test_a_font_that_comes_or_goes_is_seen_by_a_build_with_nothing_else_to_do(
    tmp_path, machine, place, title
):
    root = tmp_path / "archive"
    put(root, "a.md", f"---\ntitle: {title}\ndate: 2019-01-01\n---\nText.\n")
    put(root, "site.yaml", "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n")
    plain = ImageFont.load_default(20).font_bytes
    (machine / "DejaVuSans.ttf").write_bytes(plain)
    options = Options(now=NOW, jobs=1, racy=0)

    def looked():
        time.sleep(0.02)
        return "write" in build(root, options).seconds

    assert looked()
    assert not looked()
    (machine / place).mkdir(exist_ok=True)
    (machine / place / "NotoSerif-Bold.ttf").write_bytes(plain)
    assert looked()
    assert not looked()
    assert "NotoSerif-Bold.ttf" in fonts.find()[0]
    (machine / place / "NotoSerif-Bold.ttf").unlink()
    assert looked()
    assert not looked()
    assert "DejaVuSans.ttf" in fonts.find()[0]


def test_without_fribidi_the_cards_of_the_same_fonts_are_others(tmp_path, plain, monkeypatch):
    put(tmp_path, "a.md", "---\ntitle: x\ndate: 2019-01-01\n---\nText.\n")
    put(
        tmp_path,
        "site.yaml",
        "title: Sample\nbase_url: https://a.example.org/\nsearch: false\nlanguage: fa\n",
    )
    put(tmp_path, "../templates/fonts/plain.ttf", ImageFont.load_default(20).font_bytes)
    options = Options(now=NOW, jobs=1, racy=0)
    with monkeypatch.context() as without:
        without.setattr(fonts, "has_fribidi", lambda: False)
        without.setattr(fonts, "shapes", lambda: False)
        (problem,) = build(tmp_path, options).problems
        assert problem.code == "card-fribidi-missing"
        assert "1 titles (language fa)" in problem.message
        assert "FriBiDi" in problem.hint
    assert build(tmp_path, options).problems == ()
    incremental = (tmp_path / "output/2019/a/card.png").read_bytes()
    build(tmp_path, replace(options, clean=True))
    assert (tmp_path / "output/2019/a/card.png").read_bytes() == incremental


def test_what_pillow_shapes_with_is_found_without_pillow():
    assert fonts.has_fribidi() == fonts.shapes()
