"""What sections and the configuration of a Hugo site give to the articles below them."""

import pytest

from sitegen.importing.hugo.cascade import Page, inherited, rules


def article(keys="", title="A"):
    return f"---\ntitle: {title}\ndate: 2019-03-04\n{keys}---\nWords.\n"


def section(cascade):
    return f"---\ntitle: Section\ncascade:\n{cascade}\n---\n"


RULES = rules(
    [{"_target": {"path": "{/news/**}", "kind": "page"}, "Draft": "true"}, {"tags": ["b"], "draft": "false"}]
)


@pytest.mark.parametrize(
    ("page", "given"),
    [
        (Page("news/a", "page", "en"), {"draft": "true", "tags": ["b"]}),
        (Page("News/A b", "page", "en"), {"draft": "true", "tags": ["b"]}),
        (Page("news", "section", "en"), {"draft": "false", "tags": ["b"]}),
        (Page("other/a", "page", "en"), {"draft": "false", "tags": ["b"]}),
    ],
)
def test_the_first_rule_that_fits_counts(page, given):
    assert inherited({("en", ""): RULES}, page) == given


def test_the_nearest_section_counts():
    cascades = {
        ("en", "a/b"): rules({"draft": "false"}),
        ("en", "a"): rules({"draft": "true", "author": "Ana Example"}),
        ("fa", "a"): rules({"author": "Bo Example"}),
        ("", ""): rules({"author": "Someone", "params": {"weight": "1"}}),
    }
    assert inherited(cascades, Page("a/b/c", "page", "en")) == {
        "draft": "false", "author": "Ana Example", "weight": "1",
    }  # fmt: skip
    assert inherited(cascades, Page("ab/c", "page", "en")) == {"author": "Someone", "weight": "1"}


def test_articles_inherit_what_they_do_not_say_themselves(bench):
    files = {
        "hugo.yaml": "title: Watch\ncascade:\n- _target: {path: /old/**}\n  draft: true\n",
        "content/sec/_index.md": section("  draft: true\n  tags: [ctag]\n  params: {author: Ana Example}"),
        "content/sec/a.md": article(),
        "content/sec/b/index.md": article("tags: [own]\ndraft: false\n", "B"),
        "content/old/c.md": article("", "C"),
        "content/other/_index.md": section("- _build: {render: never, list: never}\n  _target: {kind: page}"),
        "content/other/d.md": article("", "D"),
    }
    bench.write(files).run()
    fronts = [bench.front(path) for path in ("sec/a.md", "sec/b/b.md", "old/c.md", "other/d.md")]
    assert [(front.draft, front.tags, front.authors) for front in fronts] == [
        (True, ("ctag",), ("Ana Example",)),
        (False, ("own",), ("Ana Example",)),
        (True, (), ()),
        (True, (), ()),
    ]


def test_a_section_of_one_language_gives_nothing_to_another(bench):
    files = {
        "hugo.yaml": "title: Watch\nlanguages: {en: {}, fa: {}}\n",
        "content/sec/_index.fa.md": section("  draft: true"),
        "content/sec/a.md": article(),
        "content/sec/a.fa.md": article(),
    }
    bench.write(files).run()
    assert [bench.front(path).draft for path in ("sec/a.md", "sec/a.fa.md")] == [False, True]


def test_a_section_that_is_a_draft_hides_what_is_below_it(bench):
    files = {
        "hugo.yaml": "title: Watch\n",
        "content/sec/_index.md": "---\ntitle: Section\ndraft: true\n---\n",
        "content/sec/a.md": article("draft: false\n"),
        "content/sector/b.md": article("", "B"),
    }
    bench.write(files).run()
    assert [bench.front(path).draft for path in ("sec/a.md", "sector/b.md")] == [True, False]
    assert bench.problem("draft-section").path == "sec/_index.md"
