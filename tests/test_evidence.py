"""The figures of the evidence page."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from make import article, on
from security.hostile import put
from sitegen.build import build
from sitegen.checking import check
from sitegen.evidence import Figures, _again, _of_entries, of_entries, report
from sitegen.explaining import explain
from sitegen.model import ArchivedCopy, Card, Entry, PostRef, Snapshot, SourceState, StatusChange, StoredPost
from sitegen.pages import html_pages
from sitegen.report import Options


def entry(year, *, posts=(), stored=(), sources=(), ledger=()):
    source = article(f"{year}/a.md", date=on(year), posts=tuple(posts), sources=tuple(sources))
    card = Card(
        source.path, f"{year}/a/", "en", "A", on(year), False, "", (), (), None, None, False, False, "d"
    )
    kept = tuple(StoredPost(post) for post in stored)
    return Entry(source, card.url, card, (), (), posts=kept, ledger=tuple(ledger))


def ref(key, status="uncaptured", *, captured=False):
    return PostRef(key, f"https://x.com/i/web/status/{key[2:]}", status, captured)


def kept(number, status, **more):
    return Snapshot("x", number, text="words", status=status, **more)


def test_nothing():
    assert of_entries([]).figures == Figures()


def test_posts_count_once_in_the_year_of_the_first_article():
    found = of_entries([entry(2021, posts=[ref("x/1")]), entry(2019, posts=[ref("x/1"), ref("x/2")])])
    assert found.figures.posts == 2
    assert [(year.year, year.figures.posts) for year in found.years] == [(2019, 2)]
    assert [link.url for link in found.uncaptured[0].articles] == ["2019/a/", "2021/a/"]


def test_a_post_without_an_address_is_each_articles_own():
    note = PostRef("x/answer", "", "uncaptured", captured=True)
    gone = PostRef("x/answer", "", "deleted", captured=True)
    left = [kept("answer", "suspended")]
    entries = [entry(2020, posts=[note], stored=left), entry(2021, posts=[gone], stored=left)]
    figures = of_entries(entries).figures
    assert (figures.posts, figures.unknown, figures.deleted) == (2, 1, 1)
    assert _again((entries[:1],), _of_entries(entries[:1]), entries) == _of_entries(entries)


def test_a_post_that_articles_name_in_two_ways_counts_once():
    """The articles are those that quote it by its own key and by another, in the order of their coming."""
    own = StoredPost(Snapshot("bluesky", "3k@hill.example.org", text="words", status="deleted"))
    other = replace(own, snapshot=replace(own.snapshot, id="3k@did:plc:abc"), kept_as=own.snapshot.key)
    entries = [
        replace(
            entry(
                year, posts=[PostRef(post.snapshot.key, "https://bsky.app/", "uncaptured", captured=False)]
            ),
            posts=(post,),
        )
        for year, post in ((2020, own), (2021, other))
    ]
    for found in (entries, entries[::-1], entries[1:]):
        figures = of_entries(found).figures
        assert (figures.posts, figures.captured, figures.deleted) == (1, 1, 1)
    assert _again((entries[:1],), _of_entries(entries[:1]), entries) == _of_entries(entries)


def test_states_and_losses():
    posts = [ref(f"x/{n}") for n in range(1, 8)] + [ref("x/8", "withheld"), ref("x/9", captured=True)]
    stored = [
        kept("1", "live"),
        kept("2", "deleted", status_history=(StatusChange("deleted", "2023-01-02"),)),
        Snapshot("x", "3", status="deleted"),
        Snapshot("x", "4", status="suspended", archives=(ArchivedCopy("https://archive.example.org/4"),)),
        kept("5", "protected"),
        kept("6", "unknown"),
        kept("8", "live"),
    ]
    found = of_entries([entry(2020, posts=posts, stored=stored)])
    figures = found.figures
    assert (figures.posts, figures.captured, figures.live, figures.deleted) == (9, 5, 1, 2)
    assert (figures.protected, figures.suspended, figures.withheld) == (1, 1, 1)
    assert (figures.unknown, figures.uncaptured) == (2, 1)
    assert (figures.gone, figures.lost_posts) == (4, 1)
    assert [(row.key, row.captured, row.since) for row in found.gone] == [
        ("x/2", True, "2023-01-02"), ("x/3", False, ""), ("x/4", False, ""), ("x/5", True, "")
    ]  # fmt: skip
    assert [row.key for row in found.uncaptured] == ["x/7"]


STATES = st.sampled_from(["live", "deleted", "withheld", "unknown", "uncaptured"])
ENTRIES = st.lists(
    st.builds(
        entry,
        st.integers(2018, 2021),
        posts=st.lists(st.builds(ref, st.integers(0, 5).map("x/{}".format), STATES, captured=st.booleans())),
        sources=st.lists(st.integers(0, 5).map(lambda n: (f"https://river.example.org/{n}", "")), max_size=3),
        ledger=st.lists(
            st.integers(0, 5).map(lambda n: SourceState(f"https://river.example.org/{n}", status="dead")),
            max_size=2,
        ),
    ),
    max_size=6,
)


@given(ENTRIES, ENTRIES, st.integers(0, 6))
def test_figures_that_are_corrected_are_those_that_are_counted(before, others, stay):
    after = before[:stay] + others
    assert _again((before,), _of_entries(before), after) == _of_entries(after)


def test_the_editors_state_leads():
    found = of_entries([entry(2020, posts=[ref("x/1", "deleted")], stored=[kept("1", "live")])])
    assert (found.figures.deleted, found.gone[0].since) == (1, "")


def test_sources():
    urls = [f"https://{name}.example.org/" for name in "abcd"]
    archived = "https://archive.example.org/a"
    ledger = [
        SourceState(urls[0], (), "live", "2024-01-01"),
        SourceState(urls[1], (ArchivedCopy("https://archive.example.org/b"),), "dead", "2024-01-02"),
        SourceState(urls[2], (), "dead", "2024-01-03"),
    ]
    found = of_entries(
        [entry(2020, sources=[(urls[0], archived), *((url, "") for url in urls[1:])], ledger=ledger)]
    )
    figures = found.figures
    assert (figures.sources, figures.archived, figures.lost_sources) == (4, 2, 1)
    assert (figures.sources_live, figures.sources_dead, figures.sources_unknown) == (1, 2, 1)
    assert [(row.url, row.copy) for row in found.dead] == [
        (urls[1], "https://archive.example.org/b"),
        (urls[2], ""),
    ]


def test_the_report_is_plain_data():
    found = report(of_entries([entry(2020, posts=[ref("x/1")])]))
    assert json.loads(json.dumps(found))["figures"]["posts"] == 1


def test_the_page_of_every_language_has_the_figures_of_the_check(tmp_path):
    put(tmp_path, "site.yaml", "title: T\nbase_url: https://a.example.org/\nlanguages: {fa: {title: T}}\n")
    put(tmp_path, "a.md", "---\ntitle: A\ndate: 2019-01-01\n---\nhttps://x.com/example_a/status/1\n")
    put(tmp_path, "b.fa.md", "---\ntitle: B\ndate: 2021-01-01\nsources: [https://b.example.org/]\n---\nB\n")
    checked = check(tmp_path, Options(now=on(2026), jobs=1), progress=lambda *_: None)
    contexts = [page.context for page in html_pages(checked.site) if page.template == "evidence.html"]
    assert [report(context.evidence) for context in contexts] == [checked.evidence] * 2
    assert [context.archived for context in contexts] == [(2019,), (2021,)]
    built = tmp_path / ".sitegen/check"
    assert 'archive/2021/"' not in (built / "evidence/index.html").read_text()
    assert "../../2019/a/" in (built / "fa/evidence/index.html").read_text()


def test_figures_follow_a_source_that_becomes_a_translation(tmp_path):
    """Its address and its post are as they were; but a post without an address is also its translations'."""
    post = "tweets: [{id: '1', text: The river is clean.}]"
    put(
        tmp_path,
        "site.yaml",
        "title: T\nbase_url: https://a.example.org/\nsearch: false\nimages: {cards: false}\n",
    )
    for name in ("river.md", "lake.fa.md"):
        put(tmp_path, name, f"---\ntitle: A\ndate: 2019-01-01\nslug: river\n{post}\n---\nText.\n")
    figures = []
    for name in ("lake.fa.md", "river.fa.md"):
        (tmp_path / "content/lake.fa.md").rename(tmp_path / "content" / name)
        build(tmp_path, Options(now=on(2026), jobs=1))
        page = (tmp_path / "output/evidence/index.html").read_text()
        figures.append("<dt>posts quoted</dt><dd>2</dd>" in page)
    assert figures == [True, False]


def test_explain_tells_a_post_that_was_typed_in_from_one_that_was_captured(tmp_path):
    post = "{url: 'https://x.com/example_a/status/1', text: There is no pipe.}"
    put(tmp_path, "site.yaml", "title: T\n")
    put(tmp_path, "a.md", f"---\ntitle: A\ndate: 2020-01-01\ntweets: [{post}]\n---\nText.\n")
    facts = dict(explain(tmp_path, str(tmp_path / "content/a.md")).rows)
    assert facts["post"] == "https://x.com/example_a/status/1: given in the article"


def test_explain_says_of_a_snapshot_whether_articles_show_what_it_holds(tmp_path):
    put(tmp_path, "site.yaml", "title: T\n")
    kept = '{"provider": "x", "id": "1", "url": "https://x.com/example_a/status/1", "text": "A pipe."}'
    put(tmp_path, "_snapshots/x/1.json", kept)
    for status, said in (("live", "show what it holds"), ("withheld", "say that it is withheld")):
        post = f"{{url: 'https://x.com/example_a/status/1', status: {status}}}"
        put(tmp_path, "a.md", f"---\ntitle: A\ndate: 2020-01-01\ndraft: true\ntweets: [{post}]\n---\nText.\n")
        facts = dict(explain(tmp_path, "_snapshots/x/1.json").rows)
        assert facts["published"] == f"no, not as a file: articles {said}"
