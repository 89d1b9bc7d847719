"""Cards: legible, small, alike on any machine that has the same fonts, whatever the title."""

import io
import re
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFont

from sitegen import fonts, og
from sitegen.theme import default_folder

INSTALLED = fonts.find()
TITLE = "The river that the ministry forgot"


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """A font file that is there on any machine: the one inside Pillow, which has ASCII only."""
    path = tmp_path_factory.mktemp("fonts") / "plain.ttf"
    path.write_bytes(ImageFont.load_default(20).font_bytes)
    return (str(path),)


def needs(text, *, rtl=False):
    if not og.can_draw(text, rtl=rtl, fonts=INSTALLED):
        pytest.skip("no font for this script is installed")


def opened(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def dark(data, box=(120, 150, 1200, 500)):
    """How many pixels of the title's place are darker than paper."""
    return sum(opened(data).convert("L").crop(box).histogram()[:128])


def test_a_card_is_a_small_png_of_the_right_size(plain):
    data = og.card(TITLE, site="The Water Papers", date="4 March 2014", fonts=plain)
    image = opened(data)
    assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "P")
    assert len(data) < 40_000
    assert not image.info
    assert dark(data) > 5000


def test_the_joined_rows_are_one_sound_stream(plain):
    data = og.card(TITLE, fonts=plain)
    at = data.index(b"IDAT")
    size = int.from_bytes(data[at - 4 : at])
    rows = zlib.decompress(data[at + 4 : at + 4 + size])
    assert len(rows) == 630 * 601
    assert set(rows[::601]) == {0, 2}


def test_the_same_card_has_the_same_bytes(plain):
    once = og.card(TITLE, site="A", date="B", fonts=plain)
    og.card("Something else", site="C", date="B", fonts=plain)
    for cached in (og._drawn, og._advance, og._measured, og._laid, og._blank, og._unwritten, og._palette):
        cached.cache_clear()
    assert og.card(TITLE, site="A", date="B", fonts=list(plain)) == once


@pytest.mark.parametrize(
    "other", [{"title": "Another"}, {"site": "x"}, {"date": "x"}, {"rtl": True}, {"accent": "#00f"}]
)
def test_all_that_it_is_given_shows(plain, other):
    given = {"title": TITLE, "site": "A", "date": "B", "fonts": plain}
    assert og.card(**given) != og.card(**given | other)


def test_the_accent_is_any_css_colour_and_nonsense_is_harmless(plain):
    def band(accent):
        return opened(og.card(TITLE, accent=accent, fonts=plain)).convert("RGB").getpixel((5, 300))

    assert band("#0a6") == (0, 170, 102)
    assert band("rebeccapurple") == (102, 51, 153)
    assert band("oklch(50% 0.1 20)") == band("") == og.ACCENT


def test_lines_begin_at_the_right_in_right_to_left_scripts(plain):
    image = opened(og.card(TITLE, rtl=True, fonts=plain)).convert("RGB")
    assert image.getpixel((1195, 300)) == og.ACCENT
    assert image.getpixel((5, 300)) == og.PAPER


@pytest.mark.parametrize(
    "title", ["A " * 400, "word " * 60, "W" * 500, "a " + "W" * 60, "x" * 23 + " y" * 100]
)
def test_long_titles_stay_inside(plain, title):
    data = og.card(title, fonts=plain)
    assert dark(data)
    assert not dark(data, (1180, 0, 1200, 630))
    assert not dark(data, (120, 505, 1200, 515))


def test_short_titles_are_larger(plain):
    def height(title):
        return og._fitted(title, og.Style(plain[0], og.TITLE_SIZES[0], "en", rtl=False))[1]

    assert height("Short") == og.TITLE_SIZES[0]
    assert height(" ".join([TITLE] * 5)) == og.TITLE_SIZES[-1]


def test_a_cut_title_says_so(plain):
    lines, _ = og._fitted("word, " * 60, og.Style(plain[0], og.TITLE_SIZES[0], "en", rtl=False))
    assert lines[-1].endswith("word…")


def test_letters_that_overlap_keep_their_ink(plain):
    style = og.Style(plain[0], 60, "en", rtl=False)
    shape, _, _ = og._drawn("O", style)
    canvas, once = (Image.new("P", shape.size) for _ in range(2))
    og._paint(once, [og.Letter(shape, 0, 0)])
    og._paint(canvas, [og.Letter(shape, 0, 0), og.Letter(shape, shape.width // 2, 0)])
    assert max(canvas.tobytes()) == og.PAINT
    assert all(after >= before for after, before in zip(canvas.tobytes(), once.tobytes(), strict=True))


def test_letters_taller_than_the_card_are_cut(plain):
    assert opened(og.card("x" + "\u0301" * 200 + TITLE, date="y" + "\u0301" * 99, fonts=INSTALLED or plain))


@pytest.mark.parametrize("y", [-5000, -59, -30, 0, 1, 300, 455, 500, 515, 620, 5000])
def test_wherever_a_letter_stands_the_rows_are_whole(plain, y):
    letter = og.Letter(Image.new("L", (40, 60), 255), 200, y)
    frame = og.Frame("", "en", rtl=False, fonts=plain)
    assert sum(rows.size for rows in og._written(frame, [letter], 0, og.RULE_TOP)) == og.RULE_TOP * 601


def test_without_a_font_the_card_has_no_text():
    assert not dark(og.card(TITLE, fonts=()))
    assert not og.can_draw(TITLE, rtl=False, fonts=())


def test_what_the_font_lacks_is_left_out_not_boxed(plain):
    assert og.card("باران", fonts=plain) == og.card("", fonts=plain)
    assert og.card(f"{TITLE} 🌊", fonts=plain) == og.card(TITLE, fonts=plain)


@pytest.mark.parametrize(
    ("lang", "title"),
    [("fa", "رودخانه‌ای که وزارتخانه فراموش کرد"), ("he", "הנהר שהמשרד שכח"), ("ar", "تقرير OHCHR لعام 2014")],
)
def test_right_to_left_titles_are_shaped_and_ordered_as_the_whole_line_would_be(lang, title):
    needs(title, rtl=True)
    style = og.Style(fonts.choose(title, INSTALLED), 60, lang, rtl=True)
    canvas, whole = Image.new("P", (1202, 630)), Image.new("P", (1202, 630))
    og._paint(canvas, og._set([title], style, 100))
    shape, left, up = og._drawn(title, style)
    start = round(og.END - og._length(title, style))
    whole.paste(og.PAINT, (start + left, 100 + round(60 * og.BASELINE) + up), shape)

    def columns(picture):
        return [
            bool(c)
            for c in picture.point(lambda v: 255 * (v > 0)).resize((1202, 1), Image.Resampling.BOX).tobytes()
        ]

    unlike = sum(one != other for one, other in zip(columns(canvas), columns(whole), strict=True))
    assert unlike <= 24  # a word's place is rounded to a pixel


def test_words_that_run_against_the_line_keep_the_line_whole():
    assert not og._one_way("تقرير OHCHR لعام", rtl=True)
    assert not og._one_way("The word سال here", rtl=False)
    assert og._one_way("سال ۱۳۹۲", rtl=True)
    assert og._one_way("Ärger, 2014", rtl=False)
    assert not og._one_way("plain words", rtl=True)


@pytest.mark.parametrize(
    ("lang", "title"),
    [("zh", "被遗忘的河流：洪水过后十年，承诺了什么，建了什么" * 2), ("ru", "Река"), ("el", "Ποτάμι")],
)
def test_other_scripts(lang, title):
    needs(title)
    data = og.card(title, lang=lang, fonts=INSTALLED)
    assert dark(data) > 500
    assert not dark(data, (1180, 0, 1200, 630))


def test_lines_do_not_begin_with_closing_signs():
    words = list("被遗忘的，河流。")
    lines = og._wrapped(words, dict.fromkeys(words, 1.0), 4)
    assert lines == ["被遗忘的，", "河流。"]


@settings(max_examples=60)
@given(st.text(max_size=400), st.booleans())
def test_any_title_gives_a_card(title, rtl):
    assert opened(og.card(title, site=title[:30], date=title[-9:], rtl=rtl, fonts=INSTALLED)).size == (
        1200,
        630,
    )


def test_the_site_s_own_fonts_come_first(tmp_path, plain):
    own = tmp_path / "fonts"
    own.mkdir()
    (own / "b.ttf").write_bytes(b"no font at all")
    (own / "a.TTF").write_bytes(ImageFont.load_default(20).font_bytes)
    (own / "notes.txt").touch()
    found = fonts.find(own)
    assert found[:2] == (str(own / "a.TTF"), str(own / "b.ttf"))
    assert found[2:] == INSTALLED
    assert fonts.choose("abc", found) == str(own / "a.TTF")
    assert fonts.choose("abc", (str(own / "b.ttf"),)) is None
    assert fonts.find(tmp_path / "nowhere") == INSTALLED


def test_a_folder_of_fonts_that_cannot_be_listed_has_none(tmp_path, monkeypatch):
    def shut(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", shut)
    monkeypatch.setattr(Path, "is_dir", shut)
    assert fonts.find(tmp_path) == INSTALLED


def test_fonts_are_known_by_name_and_size_not_by_place(tmp_path):
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.ttf").write_bytes(b"font")
    one, two = (fonts.identity([str(tmp_path / place / "a.ttf")]) for place in ("one", "two"))
    assert one == two
    (tmp_path / "two" / "a.ttf").write_bytes(b"fonts")
    assert fonts.identity([str(tmp_path / "two" / "a.ttf")]) != one
    assert fonts.identity([]) != one


@pytest.mark.parametrize(
    ("lang", "face"), [("ja", 0), ("ko-KR", 1), ("zh", 2), ("zh-Hant", 3), ("zh-HK", 4), ("en", 2)]
)
def test_a_collection_s_face_suits_the_language(lang, face):
    assert fonts._face("/x/NotoSerifCJK-Bold.ttc", lang) == face
    assert fonts._face("/x/DejaVuSans-Bold.ttf", lang) == 0


def test_the_paper_is_that_of_the_theme():
    css = (default_folder() / "static/style.css").read_text(encoding="utf-8")
    assert re.search(r"--paper: (#\w+)", css)[1] == "#{:02x}{:02x}{:02x}".format(*og.PAPER)
