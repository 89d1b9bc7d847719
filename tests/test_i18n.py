"""Dates, numbers, lists and messages as their readers write them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from sitegen import i18n
from sitegen.i18n.catalogue import read
from sitegen.i18n.solar import FIRST, LAST

# --- dates ---


@pytest.mark.parametrize(
    ("lang", "value", "text"),
    [
        ("en", "2021-05-03", "3 May 2021"),
        ("en-US", "2021-05-03", "May 3, 2021"),
        ("en", "2021-05", "May 2021"),
        ("en", "2021", "2021"),
        ("en", "2021-05-03T23:59:59-05:00", "3 May 2021"),
        ("en", "2021-05-03 10:00", "3 May 2021"),
        ("en", date(2021, 5, 3), "3 May 2021"),
        ("en", datetime(2021, 5, 3, 23, 30, tzinfo=timezone(timedelta(hours=-5))), "3 May 2021"),
        ("fa", "2021-03-05", "۵ مارس ۲۰۲۱"),
        ("fa", "2021", "۲۰۲۱"),
        ("pes", "2021-03-05", "۵ مارس ۲۰۲۱"),
        ("prs", "2021-05-03", "۳ می ۲۰۲۱"),
        ("eng", "2021-05-03", "3 May 2021"),
        ("ar", "2021-05-03", "3 مايو 2021"),
        ("he", "2021-05-03", "3 במאי 2021"),
        ("fr", "2021-05-03", "3 mai 2021"),
        ("de", "2021-05-03", "3. Mai 2021"),
        ("es", "2021-05-03", "3 de mayo de 2021"),
        ("ru", "2021-05-03", "3 мая 2021\u202fг."),
        ("zh", "2021-05-03", "2021年5月3日"),
        ("ht", "2021-05-03", "3 May 2021"),
        ("dv", "2021-05-03", "\u20663 May 2021\u2069"),
    ],
)
def test_a_date_is_written_as_its_readers_write_it(lang, value, text):
    assert i18n.get(lang).date(value) == text


@pytest.mark.parametrize("value", ["soon", "2021-13-01", "20210503", "", "2021-05-03x"])
def test_a_text_that_is_no_date_stays_as_it_is(value):
    assert i18n.get("en").date(value) == value


def test_a_date_by_its_month():
    assert i18n.get("en").date("2021-05-03", style="month") == "May 2021"
    assert i18n.get("en").date(date(2021, 9, 3), style="short") == "3 Sept 2021"


def test_months_stand_alone_in_their_own_form():
    assert i18n.get("ru").month(5) == "май"
    assert i18n.get("en").month(9, width="abbreviated") == "Sept"
    assert i18n.get("fa").month(5, width="narrow") == "م"


def test_no_language_inherits_what_another_looked_up():
    for lang in ("he", "fr", "de", "zh", "es"):
        i18n.language.get.__wrapped__(lang).month(5)
    assert i18n.language.get.__wrapped__("fr").month(5) == "mai"
    assert i18n.language.get.__wrapped__("de").month(5) == "Mai"


# --- the Solar Hijri calendar ---


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(1921, 3, 21), (1300, 1, 1)),
        (date(1979, 2, 11), (1357, 11, 22)),
        (date(1996, 3, 20), (1375, 1, 1)),
        (date(2020, 3, 20), (1399, 1, 1)),
        (date(2021, 3, 20), (1399, 12, 30)),
        (date(2021, 3, 21), (1400, 1, 1)),
        (date(2021, 9, 22), (1400, 6, 31)),
        (date(2021, 9, 23), (1400, 7, 1)),
        (date(2025, 3, 20), (1403, 12, 30)),
        (date(2030, 3, 20), (1408, 12, 30)),
    ],
)
def test_known_days(day, expected):
    assert i18n.solar_hijri(day) == expected


@given(st.dates(date(1800, 1, 1), date(2121, 1, 1)))
def test_each_day_follows_the_one_before(day):
    year, month, dom = i18n.solar_hijri(day)
    after = i18n.solar_hijri(day + timedelta(days=1))
    assert after in {(year, month, dom + 1), (year, month + 1, 1), (year + 1, 1, 1)}
    assert 1 <= dom <= (31 if month <= 6 else 30)


@given(st.dates())
def test_years_outside_the_rule_are_not_guessed(day):
    found = i18n.solar_hijri(day)
    assert found is None or FIRST <= found[0] <= LAST


def test_the_persian_date_stands_beside_the_other():
    fa = i18n.get("fa")
    assert fa.calendar_date("2021-05-03") == "۱۳ اردیبهشت ۱۴۰۰"
    assert i18n.get("prs").calendar_date("2021-05-03") == "۱۳ ثور ۱۴۰۰"
    assert fa.calendar_date("2021-05") == ""
    assert fa.calendar_date("1066-10-14") == ""
    assert i18n.get("en").calendar_date("2021-05-03") == ""


# --- numbers, lists, names ---


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "12,345"), ("fa", "۱۲٬۳۴۵"), ("de", "12.345"), ("zh", "12,345"), ("fr", "12\u202f345")],
)
def test_numbers(lang, text):
    assert i18n.get(lang).number(12345) == text


def test_lists():
    assert i18n.get("en").join([]) == ""
    assert i18n.get("en").join(["A"]) == "A"
    assert i18n.get("en").join(["A", "B"]) == "A and B"
    assert i18n.get("en").join("ABCD") == "A, B, C and D"
    assert i18n.get("de").join("ABC") == "A, B und C"
    assert i18n.get("zh").join("ABC") == "A、B和C"


def test_signs_between_words_belong_to_a_script():
    assert i18n.get("sd").comma == i18n.get("ug").comma == i18n.get("ar").comma
    assert [i18n.get(tag).comma for tag in ("en", "fa", "ar-EG", "zh")] == [", ", "، ", "، ", "，"]
    assert [i18n.get(tag).semicolon for tag in ("en", "fa", "zh-Hant")] == ["; ", "؛ ", "；"]
    assert [i18n.get(tag).colon for tag in ("en", "fa", "zh-Hant")] == [": ", ": ", "："]
    assert [i18n.get(tag).stop for tag in ("en", "ur", "zh-Hant")] == [".", "۔", "。"]


@pytest.mark.parametrize(
    ("lang", "words", "ended"),
    [
        ("en", "Who closed the weir?", "Who closed the weir?"),
        ("en", "The weir", "The weir."),
        ("ru", Markup('<a href="?">2021</a>, <time>май 2021\u202fг.</time>'), None),
        ("zh", "水坝！", "水坝！"),
        ("zh", Markup("<b>水坝</b>"), Markup("<b>水坝</b>。")),
    ],
)
def test_a_sentence_ends_once(lang, words, ended):
    assert i18n.get(lang).sentence(words) == (ended or words)


@pytest.mark.parametrize("day", ["3 мая 2021\u202fг.", Markup("<time>3 мая 2021\u202fг.</time>")])
def test_a_date_that_ends_in_a_full_stop_ends_its_sentence(day):
    russian = i18n.get("ru")
    assert russian.gettext("Captured on %(date)s.", date=day) == f"Сохранено {day}"
    assert russian.gettext("Captured on %(date)s.", date="2021") == "Сохранено 2021."


def test_a_list_keeps_safe_markup_and_escapes_the_rest():
    joined = i18n.get("en").join([Markup("<b>A</b>"), "<B>", "{0}"])
    assert joined == Markup("<b>A</b>, &lt;B&gt; and {0}")


def test_names_and_directions():
    assert i18n.get("fr").name == "Français"
    assert i18n.get("fa").name == "فارسی"
    assert i18n.get("prs").name == "دری"
    assert i18n.get("prs").gettext("Sources") == i18n.get("fa").gettext("Sources") != "Sources"
    assert i18n.get("en").name == "English"
    assert i18n.get("pt-BR").name == "Português (Brasil)"
    assert [i18n.get(tag).dir for tag in ("fa", "ar-EG", "he", "ur")] == ["rtl"] * 4
    assert i18n.direction("az-Arab") == "rtl"
    assert [i18n.direction(tag) for tag in ("prs", "pes-IR", "pa-PK", "rhg", "skr")] == ["rtl"] * 5
    assert [i18n.direction(tag) for tag in ("pnt", "pa", "en-US", "fil", "x-none")] == ["ltr"] * 5
    assert [i18n.direction(tag) for tag in ("en", "uz-Cyrl", "ks-Deva", "")] == ["ltr"] * 4


@settings(deadline=None)
@given(st.text(min_size=1, max_size=12))
@example("ur")
def test_an_unknown_language_speaks_english(tag):
    language = i18n.get(tag)
    assert language.dir in {"ltr", "rtl"}
    assert language.name
    assert language.date("2021-05-03")
    said = language.gettext("no such message")
    isolated = language.dir == "rtl" and not language.is_spoken
    assert said == ("\u2066no such message\u2069" if isolated else "no such message")


# --- messages ---

CATALOGUE = """
msgid ""
msgstr "Language: fr\\nContent-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "%(num)s article"
msgid_plural "%(num)s articles"
msgstr[0] "%(num)s article"
msgstr[1] "%(num)s articles en tout"

#, fuzzy
msgid "Tags"
msgstr "Perhaps"
"""


def test_a_catalogue_is_read_with_its_plural_forms_and_without_guesses():
    messages = read(CATALOGUE.encode())
    assert messages.ngettext("%(num)s article", "%(num)s articles", 0) == "%(num)s article"
    assert messages.ngettext("%(num)s article", "%(num)s articles", 2) == "%(num)s articles en tout"
    assert messages.gettext("Tags") == "Tags"


def test_values_are_filled_in():
    en = i18n.get("en")
    assert en.gettext("by %(name)s", name="A & B") == "by A & B"
    assert en.gettext("100%") == "100%"
    assert en.ngettext("%(num)s item", "%(num)s items", 1) == "1 item"
    assert en.ngettext("%(num)s item", "%(num)s items", 1200) == "1,200 items"


def test_safe_markup_in_a_value_escapes_all_else():
    text = i18n.get("en").gettext("<by> %(name)s in %(place)s", name=Markup("<b>A</b>"), place="<C>")
    assert text == Markup("&lt;by&gt; <b>A</b> in &lt;C&gt;")


def test_english_words_run_from_left_to_right_in_a_right_to_left_page_without_words_of_its_own():
    pashto = i18n.get("ps")
    assert pashto.gettext("Read on %(date)s.", date="۳ مۍ") == "\u2066Read on \u2068۳ مۍ\u2069.\u2069"
    assert pashto.ngettext("%(num)s item", "%(num)s items", 2) == "\u2066\u2068۲\u2069 items\u2069"
    assert [i18n.get(tag).gettext("none such %(x)s") for tag in ("fa", "pt")] == ["none such %(x)s"] * 2
