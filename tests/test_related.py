from hypothesis import given
from hypothesis import strategies as st

from sitegen.related import COUNT, REACH, related, related_again


def test_rare_tags_weigh_more_than_common_ones():
    tags = [["rare", "all"], ["all"], ["all"], ["rare", "all"], ["all"]]
    assert related(tags, [5, 4, 3, 2, 1])[0][0] == 3


def test_an_article_that_goes_leaves_the_order_of_others_alone():
    tags = [["a", "b", "c"], ["a"], ["b", "c"], *[["b"]] * 6, *[["c"]] * 6, ["d"], ["d"]]
    before, after = related(tags, range(17)), related(tags[:-1], range(16))
    assert before[0][:2] == [2, 1]
    assert after == [*before[:15], []]


def test_ties_go_to_the_nearest_in_date():
    assert related([["a"]] * 4, [10, 1, 9, 2])[0] == [2, 3, 1]


def test_an_article_is_not_related_to_itself_nor_to_strangers():
    assert related([["a"], ["b"], []], [1, 2, 3]) == [[], [], []]


def test_at_most_five():
    found = related([["a"]] * 9, list(range(9)))
    assert all(len(row) == COUNT for row in found)


def test_work_for_an_article_is_bounded_by_reach():
    count = 40 * REACH
    found = related([["all"]] * count, [float(i) for i in range(count)])
    middle = count // 2
    assert found[middle] == [middle - 1, middle + 1, middle - 2, middle + 2, middle - 3]


ARTICLES = st.dictionaries(
    st.integers(0, 60).map(str),
    st.tuples(st.lists(st.sampled_from("abcd"), unique=True), st.integers(0, 20)),
    min_size=1,
    max_size=60,
)


def columns(articles):
    """The tags, days and names of some articles, newest first."""
    rows = sorted(articles.items(), key=lambda row: (-row[1][1], row[0]))
    return [tags for _, (tags, _) in rows], [float(day) for _, (_, day) in rows], [name for name, _ in rows]


@given(ARTICLES, ARTICLES, st.integers(0, 3))
def test_what_is_found_again_is_what_is_found_from_the_start(articles, others, few):
    changed = dict(list(others.items())[:few])
    gone = list(articles)[:few] if few % 2 else ()
    before = columns(articles)
    after = columns({name: row for name, row in (articles | changed).items() if name not in gone})
    assert related_again(before, related(*before), *after) == related(*after)


def test_an_article_that_comes_to_a_tag_of_many_is_found_by_its_neighbours_alone(monkeypatch):
    articles = {f"{i:05}": (["all"], i) for i in range(4 * REACH)}
    before, after = columns(articles), columns(articles | {"new": (["all"], 10)})
    answer, asked = related(*before), []
    search = related_again.__globals__["_nearest"]
    monkeypatch.setitem(
        related_again.__globals__, "_nearest", lambda i, *more: asked.append(i) or search(i, *more)
    )
    again = related_again(before, answer, *after)
    assert len(asked) < 2 * (REACH + 2)
    assert again == related(*after)
