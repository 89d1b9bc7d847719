"""Which articles are indexed together for the search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from make import NOW, SETTINGS, article, on
from sitegen import shards
from sitegen.link import Stock, link
from sitegen.shards import Shard, shards_of


def articles(*dates, lang="en"):
    """Articles called 0, 1, 2, … of these days."""
    suffix = "" if lang == "en" else f".{lang}"
    return [article(f"{day.year}/{n}{suffix}.md", date=day, lang=lang) for n, day in enumerate(dates)]


def shown(*parsed, limit=3, settings=SETTINGS):
    """The shards of a site with these articles, if so many make one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "LIMIT", limit)
        return shards_of(link(parsed, settings, Stock(), now=NOW).site.editions)


def test_a_small_archive_has_one_shard_of_all_languages():
    found = shown(*articles(on(2020), on(2019)), *articles(on(2021), lang="fa"))
    pages = ("2019/1/index.html", "2020/0/index.html", "fa/2021/0/index.html")
    assert found == (Shard("pagefind", pages, frozenset(("en", "fa"))),)


def test_nothing_to_search_is_no_shard():
    assert shown() == ()


def test_a_shard_has_whole_years_as_many_as_there_is_room_for():
    found = shown(*articles(on(2018), on(2019), on(2019, 2), on(2020), on(2021), on(2022)))
    years = [[page[:4] for page in shard.pages] for shard in found]
    assert years == [["2018", "2019", "2019"], ["2020", "2021", "2022"]]
    assert [shard.folder for shard in found] == ["pagefind", "pagefind/2"]


def test_a_year_with_too_many_is_parted_by_its_days():
    found = shown(*articles(on(2018), *(on(2019, 1, day) for day in (4, 3, 2, 1)), on(2020)))
    assert [shard.pages for shard in found] == [
        ("2018/0/index.html",),
        ("2019/4/index.html", "2019/3/index.html", "2019/2/index.html"),
        ("2019/1/index.html", "2020/5/index.html"),
    ]


def test_a_shard_knows_the_languages_that_it_has():
    found = shown(*articles(on(2019), on(2019), on(2019)), *articles(on(2020), lang="fa"))
    assert [shard.langs for shard in found] == [{"en"}, {"fa"}]


def test_files_belong_to_the_shard_whose_folder_is_nearest():
    one, two = (Shard(folder, (), frozenset()) for folder in ("pagefind", "pagefind/2"))
    assert one.holds("pagefind/index/en_1.pf_index")
    assert not one.holds("pagefind/2/index/en_1.pf_index")
    assert two.holds("pagefind/2/pagefind.js")
    assert not two.holds("pagefind/20/pagefind.js")
    assert not one.holds("2019/river/index.html")


DAYS = st.lists(st.dates(on(2015).date(), on(2020).date()).map(lambda day: on(day.year, day.month, day.day)))


@given(DAYS, st.integers(1, 5))
def test_each_page_is_in_one_shard_and_a_new_article_changes_only_the_last(days, limit):
    before = shown(*articles(*days), limit=limit)
    pages = [page for shard in before for page in shard.pages]
    assert len(pages) == len(set(pages)) == len(days)
    assert all(1 <= len(shard.pages) <= limit for shard in before)
    after = shown(*articles(*days, on(2021)), limit=limit)
    assert after[: len(before) - 1] == before[:-1]
    assert after[-1].pages[-1] == f"2021/{len(days)}/index.html"
