from sitegen.related import COUNT, REACH, related


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
