"""Tasks of about one size, whatever their items weigh."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.contents import Contents
from sitegen.model import Content, Page
from sitegen.packing import pack
from sitegen.render import RENDERERS, Tools
from sitegen.renew import weight
from sitegen.theme import Theme
from sitegen.workers import BATCH, UNPACKED, _Unpacked, batches, packed_tools, render_batch

TOOLS = packed_tools(Tools(Theme({}, {}), {}))


@given(st.lists(st.integers(1, 3 * BATCH)))
def test_nothing_is_lost_and_no_task_is_heavier_than_it_must_be(weights):
    parts = list(batches(weights, weight=lambda item: item))
    assert [item for part in parts for item in part] == weights
    assert all(part and (len(part) == 1 or sum(part) <= BATCH) for part in parts)
    assert all(sum(part) + after[0] > BATCH for part, after in pairwise(parts))


def test_items_without_weight_are_counted():
    assert [len(part) for part in batches(range(2 * BATCH + 1))] == [BATCH, BATCH, 1]


def test_a_page_weighs_what_its_contents_weigh():
    assert weight(Page("a", "text", "")) == weight(Page("a", "article", "", contents=("x",))) == 1
    assert weight(Page("a", "atom", "", contents=("x",) * 700)) == 140


def test_few_contents_are_unpacked_at_a_time():
    names = [f"a{number}" for number in range(UNPACKED + 5)]
    contents = _Unpacked({name: pack(Content(name), name) for name in names})
    assert [contents[name].html for name in (*names, names[0])] == [*names, names[0]]
    assert len(contents.known) == UNPACKED


def test_contents_that_no_page_asks_for_are_not_unpacked():
    page = Page("a.txt", "text", "words", contents=("x",))
    [made] = render_batch([page], {"x": b"no content"}, {}, TOOLS)
    assert (made.data, made.problem) == (b"words", None)


def echo(page, inputs, _):
    return "".join(inputs.contents[name].html for name in page.contents).encode()


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """The contents `x` and `y` as a build keeps them for its workers."""
    monkeypatch.setitem(RENDERERS, "echo", echo)
    contents = Contents(tmp_path / "contents.db")
    contents.put((name, pack(Content(name), name)) for name in "xy")
    yield contents
    contents.close()


def test_workers_read_contents_where_the_build_keeps_them(kept):
    pages = [Page("a", "echo", "", contents=("x", "y")), Page("b", "echo", "", contents=("z",))]
    made, lost = render_batch(pages, kept.shared(), {}, TOOLS)
    assert (made.data, made.lost) == (b"xy", False)
    assert lost.lost


def test_contents_that_were_harmed_count_as_lost(kept):
    kept.put([("x", pack(Content("z"), "z")), ("y", b"no content")])
    pages = [Page(name, "echo", "", contents=(name,)) for name in "xy"]
    assert [page.lost for page in render_batch(pages, kept.shared(), {}, TOOLS)] == [True, True]


def test_contents_in_memory_cannot_be_shared(tmp_path):
    (tmp_path / "contents.db").mkdir()
    contents = Contents(tmp_path / "contents.db")
    contents.put([("x", pack(Content("x"), "x"))])
    assert contents.shared() == ""
    assert contents.get(["x"])
