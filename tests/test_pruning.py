"""What leaves a site that has errors: the words of drafts and of withheld posts, and nothing else."""

import json
from datetime import UTC, datetime

import pytest
from PIL import Image

from security.hostile import put
from sitegen.build import build
from sitegen.report import Options

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SETTINGS = "title: T\nbase_url: https://archive.example.org/\nsearch: false\n"
BROKEN = "---\ntitle: [\n---\n"
POST = "https://x.com/example_ana/status/1234567890123456789"


def article(title, date="2020-01-01", body="Text.", **more):
    keys = "".join(f"{key}: {value}\n" for key, value in more.items())
    return f"---\ntitle: {title}\ndate: {date}\n{keys}---\n{body}\n"


def run(root, **options):
    return build(root, Options(now=NOW, jobs=1, **options))


def files(root):
    output = root / "output"
    return {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}


def holding(root, words):
    """The files of the site in which words stand."""
    return {name for name in files(root) if words.encode() in (root / "output" / name).read_bytes()}


@pytest.fixture
def site(tmp_path):
    """Articles that become drafts, and some that are to have errors."""
    put(tmp_path, "site.yaml", SETTINGS)
    put(
        tmp_path,
        "a.md",
        article("Aye", body="Words of aye.", tags="[dam]", authors="[Ann]", aliases="[/old/a.html]"),
    )
    put(tmp_path, "b.md", article("Bee", "2019-03-01", tags="[river]", authors="[Ben]", aliases="[/old/b/]"))
    put(tmp_path, "c.fa.md", article("Cee", "2018-03-01", tags="[river]"))
    put(tmp_path, "pages/about.md", "---\ntitle: About\naliases: [/who/]\n---\nWe.\n")
    run(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "change",
    [
        {"draft": "true"},
        {"draft": "true", "slug": "other", "tags": "[weir]"},
        {"draft": "true", "tags": "{a: b}"},
        {"draft": "true", "body": "Still [@nosuch]."},
        {"date": "2031-05-01"},
    ],
)
def test_a_draft_goes_from_where_it_stood_and_all_else_stays(site, change):
    before = files(site)
    for name in ("b.md", "c.fa.md", "pages/about.md"):
        put(site, name, BROKEN)
    run(site)
    assert files(site) == before  # nothing is removed for errors alone
    put(site, "a.md", article("Aye", **({"body": "Words of aye."} | change)))
    report = run(site)
    left = files(site)
    assert holding(site, "Words of aye") == set()
    assert {name for name in before - left if not name.startswith(("2020/a/", "tags/dam/", "authors/ann/"))} == {
        "old/a.html", "archive/2020/index.html", "feeds/2020.atom.xml",
    }  # fmt: skip
    assert report.kept == len([name for name in left if name.startswith((
        "2019/b/", "fa/", "old/b/", "who/", "about/", "tags/river/", "authors/ben/", "archive/2019/", "feeds/2019",
    ))])  # fmt: skip


def test_an_article_below_anothers_folder_is_none_of_its_files(tmp_path):
    put(tmp_path, "site.yaml", SETTINGS + 'permalink: "/{path}/"\n')
    put(tmp_path, "a.md", article("Aye"))
    put(tmp_path, "a/b.md", article("Bee"))
    run(tmp_path)
    put(tmp_path, "a.md", article("Aye", draft="true"))
    put(tmp_path, "a/b.md", BROKEN)
    run(tmp_path)
    left = files(tmp_path)
    assert "a/b/index.html" in left
    assert "a/index.html" not in left


@pytest.mark.parametrize("late", [False, True])
def test_an_article_with_errors_goes_if_a_post_that_it_quotes_is_withheld(site, late):
    put(site, "b.md", article("Bee", "2019-03-01", body=POST))
    put(site, "d.md", article("Dee", "2017-03-01", body=POST))
    kept = {
        "provider": "x", "id": "1234567890123456789", "url": POST, "text": "Words of hers.", "status": "live",
        "author": {"name": "Ana", "handle": "example_ana"}, "captured_at": "2021-01-01T00:00:00Z",
        "captured_via": "manual", "media": [{"file": "_snapshots/x/one.png", "alt": "A weir"}],
    }  # fmt: skip
    (site / "content/_snapshots/x").mkdir(parents=True)
    Image.new("RGB", (600, 300), "teal").save(site / "content/_snapshots/x/one.png")
    put(site, "_snapshots/x/1234567890123456789.json", json.dumps(kept))
    assert run(site).problems == ()
    assert "2019/b/index.html" in holding(site, "Words of hers")
    assert {"evidence/x/one.png", "evidence/x/one-480.webp"} <= files(site)
    put(site, "b.md", BROKEN)
    if late:
        run(site)
    put(site, "_snapshots/x/1234567890123456789.json", json.dumps(kept | {"status": "withheld"}))
    run(site)
    assert holding(site, "Words of hers") == set()
    assert not [path for path in files(site) if path.startswith("evidence/x/")]
    assert "2017/d/index.html" in files(site)


def test_the_pictures_given_of_a_post_that_is_withheld_now_go_from_a_site_with_errors(site):
    Image.new("RGB", (600, 300), "teal").save(site / "content/weir.png")
    tweets = "[{id: mine, text: Words, media: [/weir.png]}]"
    put(site, "d.md", article("Dee", "2017-03-01", tweets=tweets))
    run(site)
    assert {"weir.png", "weir-480.webp"} <= files(site)
    put(site, "b.md", BROKEN)
    put(site, "d.md", article("Dee", "2017-03-01", tweets=tweets.replace("id:", "status: withheld, id:")))
    run(site)
    assert not [name for name in files(site) if "weir" in name]
    put(site, "d.md", f"---\ntweets: [{{id: mine, status: withheld, media: [/weir.png]}}]\n{BROKEN}")
    run(site)
    assert not [name for name in files(site) if "weir" in name]


def test_an_article_with_errors_that_withholds_a_post_itself_goes(site):
    put(site, "b.md", article("Bee", "2019-03-01", body="Words of bee."))
    run(site)
    put(site, "b.md", f"---\ntitle: [\ntweets:\n  - url: {POST}\n    status: withheld\n---\n")
    run(site)
    assert holding(site, "Words of bee") == set()


def test_a_post_stays_withheld_whatever_becomes_of_the_article_that_withholds_it(tmp_path):
    put(tmp_path, "site.yaml", SETTINGS)
    put(tmp_path, "b.md", article("Bee", tweets=f"[{{url: {POST}, text: Words of hers}}]"))
    entry = f"tweets: [{{url: {POST}, status: withheld}}]\n"
    for source in (
        f"---\ntitle: Aye\ndate: nonsense\n{entry}---\n",
        f"---\ntitle: Aye\ndraft: true\ndate: 2020-01-01\n{entry}---\n",
        f"---\ntitle: Aye\n<<<<<<< HEAD\n=======\n{entry}>>>>>>> other\n---\n",
        f"---\ntitle: Aye\n{entry}",
        f"---\ntitle: Aye\ndate: 2020-01-01\n{entry.replace('held', 'hold')}---\n",
    ):
        put(tmp_path, "a.md", source)
        run(tmp_path, clean=True)  # nobody knows what the article was before
        assert holding(tmp_path, "Words of hers") == set()
    assert "2020/b/index.html" in holding(tmp_path, 'data-status="withheld"')


def test_no_file_of_the_cache_that_is_lost_gives_a_withheld_post_its_words_back(tmp_path):
    put(tmp_path, "site.yaml", SETTINGS)
    put(tmp_path, "b.md", article("Bee", tweets=f"[{{url: {POST}, text: Words of hers}}]"))
    put(tmp_path, "a.md", article("Aye", date="nonsense", tweets=f"[{{url: {POST}, status: withheld}}]"))
    told = run(tmp_path).problems
    kept = {path: path.read_bytes() for path in (tmp_path / ".sitegen").glob("*.state")}
    for lost in kept:
        for path, data in kept.items():
            path.write_bytes(data)
        lost.unlink()
        put(tmp_path, "site.yaml", f"{SETTINGS}license: without {lost.stem}\n")
        assert run(tmp_path).problems == told
        assert holding(tmp_path, "Words of hers") == set(), lost.name
