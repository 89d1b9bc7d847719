"""Charts are pictures that can be read aloud."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from sitegen import i18n
from sitegen.charts import HEIGHT, bars, initials, months, shares, spark
from sitegen.views import Bar

SVG = {"": "http://www.w3.org/2000/svg"}
EN, FA = i18n.get("en"), i18n.get("fa")


def tree(svg: str) -> ET.Element:
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def chart(values, language=EN, **more):
    texts = {"name": "years", "title": "Articles a year", "description": "Most in 2020."} | more
    return bars(values, language=language, href=lambda url: f"../{url}", **texts)


def drawn(svg):
    """The rectangles that are seen."""
    return [rect for rect in svg.iter(f"{{{SVG['']}}}rect") if rect.get("class") != "reach"]


def percent(element, attribute="x"):
    return float(element.get(attribute).rstrip("%"))


def test_a_chart_has_a_title_and_a_description_that_it_names():
    svg = tree(chart([Bar("2020", 3)]))
    assert svg.get("role") == "group"
    assert svg.find(f"title[@id='{svg.get('aria-labelledby')}']", SVG).text == "Articles a year"
    assert svg.find(f"desc[@id='{svg.get('aria-describedby')}']", SVG).text == "Most in 2020."


def test_a_bar_with_an_address_is_a_named_link():
    svg = tree(chart([Bar("2020", 3, "archive/2020/"), Bar("2021", 0)]))
    (link,) = svg.findall("a", SVG)
    assert link.get("href") == "../archive/2020/"
    assert link.get("aria-label") == "2020: 3"
    assert svg.find(".//text[@class='value']", SVG).text == "3"


def test_the_words_of_a_chart_are_not_said_twice():
    """The text inside a link has to be a part of its name (WCAG 2.5.3): numbers stand outside."""
    svg = tree(chart([Bar("2020", 3, "archive/2020/"), Bar("2021", 2)]))
    assert {text.text for text in svg.findall("g[@aria-hidden='true']/text", SVG)} == {
        "2020",
        "2021",
        "3",
        "2",
    }
    assert len(svg.findall(".//text", SVG)) == 4
    assert [group.get("aria-label") for group in svg.findall("g[@role='img']", SVG)] == ["2021: 2"]


def test_a_low_bar_is_reached_over_the_whole_height():
    (link,) = tree(chart([Bar("2020", 1, "a/")])).findall("a", SVG)
    reach = link.find("rect[@class='reach']", SVG)
    assert int(reach.get("height")) > HEIGHT
    assert reach.get("fill") == "none"


def test_the_tallest_bar_fills_the_height_and_nothing_has_no_bar():
    svg = tree(chart([Bar("2019", 2), Bar("2020", 4), Bar("2021", 0)]))
    assert [rect.get("height") for rect in drawn(svg)] == [str(HEIGHT // 2), str(HEIGHT)]
    assert [text.text for text in svg.findall(".//text[@class='label']", SVG)] == ["2019", "2020", "2021"]


def test_a_single_article_is_no_peak():
    svg = tree(chart([Bar("2019", 1), Bar("2020", 1)]))
    assert [int(rect.get("height")) for rect in drawn(svg)] == [HEIGHT // 4] * 2


def test_the_initials_of_the_months_follow_the_direction_of_reading():
    ltr, rtl = ([text.text for text in tree(initials(language))] for language in (EN, FA))
    assert "".join(ltr) == "JFMAMJJASOND"
    assert rtl[0] == FA.month(1, width="narrow")
    assert percent(tree(initials(EN))[0]) < 50 < percent(tree(initials(FA))[0])


def test_reading_from_right_to_left_begins_at_the_right_with_its_own_digits():
    values = [Bar("2019", 1, "a/"), Bar("2020", 1, "b/")]
    ltr, rtl = tree(chart(values)), tree(chart(values, FA))
    first, second = (percent(rect) for rect in drawn(ltr))
    assert first < second < 50
    first, second = (percent(rect) for rect in drawn(rtl))
    assert first > second > 50
    assert rtl.find("a", SVG).get("aria-label") == "۲۰۱۹: ۱"


def test_labels_thin_out_but_the_last_bar_keeps_its_own():
    svg = tree(chart([Bar(str(year), 1) for year in range(1990, 2021)]))
    labels = [text.text for text in svg.findall(".//text[@class='label']", SVG)]
    assert labels[-1] == "2020"
    assert len(labels) <= 9


def test_on_a_telephone_neither_labels_nor_numbers_touch():
    years = range(1998, 2025)
    svg = tree(chart([Bar(str(year), year % 7 + 100, f"{year}/") for year in years]))
    assert len(svg.findall(".//text[@class='label']", SVG)) <= 8
    assert [text.text for text in svg.findall(".//text[@class='value']", SVG)] == ["106"]
    few = tree(chart([Bar(str(year), year % 7 + 1) for year in range(2016, 2024)]))
    assert len(few.findall(".//text[@class='label']", SVG)) == 8
    assert len(few.findall(".//text[@class='value']", SVG)) == 8


def test_a_few_bars_are_no_walls():
    svg = tree(chart([Bar("2024", 7)]))
    assert percent(drawn(svg)[0], "width") < 100 / 6


def test_months_lead_to_the_page_s_own_headings():
    svg = tree(months([0, 2, *[0] * 10], name="m", title="2020", description="", language=EN))
    (link,) = svg.findall("a", SVG)
    assert (link.get("href"), link.get("aria-label")) == ("#month-2", "February: 2")
    assert len(svg.findall(".//text[@class='label']", SVG)) == 12


def test_a_share_is_filled_as_far_as_its_part_goes():
    values = [(Bar("2019", 4, "a/"), 1), (Bar("2020", 2, "b/"), 2), (Bar("2021", 2, "c/"), 0)]
    svg = tree(shares(values, name="s", title="", description="", language=EN, href=lambda url: url))
    parts = [[(r.get("class"), int(r.get("height"))) for r in drawn(a)] for a in svg.findall("a", SVG)]
    assert parts[0] == [("bar whole", HEIGHT), ("bar", HEIGHT // 4)]
    assert parts[1] == [("bar", HEIGHT // 2)]
    assert parts[2] == [("bar whole", HEIGHT // 2)]
    assert svg.find("a", SVG).get("aria-label") == "2019: 1/4"


def test_a_spark_is_one_picture_on_a_given_scale():
    svg = tree(spark([5, 0, 10], title='2020 & "more"', peak=10, language=EN))
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == '2020 & "more"'
    assert [rect.get("height") for rect in drawn(svg)] == ["14", "28"]


def test_an_empty_chart_is_still_well_formed():
    assert drawn(tree(chart([]))) == []
    assert drawn(tree(spark([], title="", peak=0, language=EN))) == []


def test_no_inline_style_and_no_script():
    svg = chart([Bar("<b>", 1, 'x" onload="y')], title="</title><script>")
    assert "style=" not in svg
    assert "<script" not in svg
    assert tree(svg).find("a", SVG).get("href") == '../x" onload="y'


@given(st.lists(st.integers(0, 10**9), max_size=60), st.sampled_from([EN, FA]))
def test_every_bar_stays_inside(values, language):
    svg = tree(chart([Bar(str(i), value) for i, value in enumerate(values)], language))
    for rect in drawn(svg):
        assert percent(rect) >= 0
        assert percent(rect) + percent(rect, "width") <= 100.01
        assert 0 < int(rect.get("height")) <= HEIGHT
