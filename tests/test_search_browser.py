"""The search page in a real browser: nothing before it is asked, then answers, in each language."""

from datetime import UTC, datetime

import pytest

from browsing import needs_chromium, served
from sitegen import search, shards
from sitegen.build import build
from sitegen.report import Options

SETTINGS = """\
title: Sample
base_url: https://archive.example.org/
languages: {ar: {title: عينة}, fa: {title: نمونه}, ja: {title: 見本}, zh: {title: 样本}}
"""
ARTICLES = {
    "2019/river.md": ("River", "The kingfisher waits by the weir.", "[water]"),
    "2020/lake.md": ("Lake", "Another kingfisher, and no weir.", "[water, birds, 'the \"upper\" lake']"),
    "2021/hill.md": ("Hill", "Stones only & <b>nothing</b> else.", "[stone]"),
    "2019/river.fa.md": ("رودخانه", "مرغ ماهی‌خوار کنار آب می‌نشیند، ۴۱ بار.", "[آب]"),
    "2020/bridge.fa.md": ("پلي", "كتابي درباره‌ي كارگران.", "[کتابی]"),
    "2020/bridge.ar.md": ("الجسر", "بقي المستشفى الكبير و«القنطرة» ٤١ يوما.", "[جسر]"),
    "2020/bridge.zh.md": ("桥", "我们在河边看见水鸟。", "[水鸟]"),
    "2020/bridge.ja.md": ("橋", "私たちは川辺で水鳥を見ました。", "[水鳥]"),
}

pytestmark = [
    pytest.mark.browser,
    needs_chromium,
    pytest.mark.skipif(search.executable() is None, reason="needs Pagefind"),
]


def build_at(root, more=""):
    """The folder of a built site with its index; its settings have `more`."""
    for path, (title, body, tags) in ARTICLES.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        head = f"title: {title}\ndate: {path[:4]}-05-01\ntags: {tags}\nauthors: [Example Writer]"
        file.write_text(f"---\n{head}\n---\n{body}\n", encoding="utf-8")
    (root / "content/site.yaml").write_text(SETTINGS + more, encoding="utf-8")
    output = root / "www" / "sub"
    report = build(root, Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1, output=output))
    assert report.counts.articles == 8
    return output


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build_at(tmp_path_factory.mktemp("archive"))


@pytest.fixture(scope="module")
def address(built):
    """The site, served from a sub-folder."""
    with served(built.parent) as root:
        yield f"{root}sub/"


@pytest.fixture(scope="module")
def parted(tmp_path_factory):
    """The same site, served, whose index is in three shards, and whose links name files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "LIMIT", 3)
        output = build_at(tmp_path_factory.mktemp("parted"), "links: file\n")
    assert [*output.glob("pagefind/3/index/ja_*")]
    assert not [*output.glob("pagefind/index/ja_*")]
    with served(output) as root:
        yield root


@pytest.fixture
def page(browser):
    made = browser.new_page()
    made.set_default_timeout(10_000)
    made.seen = []
    made.on("console", lambda message: made.seen.append(message.text))
    made.on("pageerror", lambda error: made.seen.append(str(error)))
    yield made
    made.close()


def wait(locator):
    """What must become true of a part of the page."""
    return pytest.importorskip("playwright.sync_api").expect(locator)


def titles(page):
    return [link.inner_text() for link in page.query_selector_all(".found h2 a")]


def test_nothing_is_loaded_until_it_is_asked_and_then_it_answers(page, address):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(f"{address}search/", wait_until="networkidle")
    assert not [url for url in requests if "pagefind" in url]
    page.keyboard.press("/")
    page.keyboard.type("kingfisher")
    page.wait_for_selector(".found li")
    assert sorted(titles(page)) == ["Lake", "River"]
    assert "2" in page.inner_text(".status")
    assert page.inner_text(".found mark").lower().startswith("kingfisher")
    assert "2019" in page.inner_text(".found")
    assert all(url.startswith(address) for url in requests)
    assert page.seen == []


def test_results_are_reached_by_keyboard_and_kept_in_the_address(page, address):
    page.goto(f"{address}search/?q=stones")
    page.wait_for_selector(".found li")
    page.focus("#q")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "Hill"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{address}2021/hill/"


def test_filters_narrow_the_answer(page, address):
    page.goto(f"{address}search/?q=kingfisher")
    page.wait_for_selector(".filters select")
    page.select_option('[data-filter="year"]', "2020")
    wait(page.locator(".found li")).to_have_count(1)
    assert titles(page) == ["Lake"]
    page.select_option('[data-filter="year"]', "")
    wait(page.locator(".found li")).to_have_count(2)
    page.select_option('[data-filter="tag"]', label='\u2068the "upper" lake\u2069 (1)')
    wait(page.locator(".found li")).to_have_count(1)
    assert titles(page) == ["Lake"]


def test_nothing_found_is_said(page, address):
    page.goto(f"{address}search/?q=zeppelin")
    wait(page.locator(".status")).to_contain_text("Nothing")
    assert titles(page) == []


@pytest.mark.parametrize(("asked", "found"), [("writer", ["Hill", "Lake", "River"]), ("birds", ["Lake"])])
def test_names_of_authors_and_tags_find_their_articles(page, address, asked, found):
    page.goto(f"{address}search/?q={asked}")
    wait(page.locator(".found li")).to_have_count(len(found))
    assert sorted(titles(page)) == found


def test_each_language_finds_its_own(page, address):
    page.goto(f"{address}fa/search/?q=آب")
    page.wait_for_selector(".found li")
    assert titles(page) == ["رودخانه"]
    with page.expect_navigation():
        page.click(".found h2 a")
    assert page.url == f"{address}fa/2019/river/"
    assert page.seen == []


@pytest.mark.parametrize(
    ("lang", "asked"),
    [("zh", "水鸟"), ("zh", "看见"), ("zh", "河边看见水鸟"), ("ja", "水鳥"), ("ja", "川辺")],
)
def test_words_within_a_clause_are_found_where_nothing_parts_them(page, address, lang, asked):
    page.goto(f"{address}{lang}/search/?q={asked}")
    wait(page.locator(".found li")).to_have_count(1)
    assert page.seen == []


@pytest.mark.parametrize(
    ("lang", "asked", "title"),
    [
        ("fa", "کارگران", "پلي"), ("fa", "كارگران", "پلي"), ("fa", "پلی", "پلي"), ("fa", "کتابی", "پلي"),
        ("fa", "كنار", "رودخانه"), ("ar", "المستشفي", "الجسر"), ("ar", "المستشفى", "الجسر"),
        ("ar", "الکبیر", "الجسر"), ("fa", "۴۱", "رودخانه"), ("fa", "41", "رودخانه"), ("ar", "٤١", "الجسر"),
        ("ar", "۴۱", "الجسر"), ("ar", "41", "الجسر"), ("fa", "ماهي خوار", "رودخانه"),
        ("fa", "نشيند", "رودخانه"), ("ar", "القنطرة", "الجسر"),
    ],
)  # fmt: skip
def test_letters_of_either_keyboard_and_words_within_words_are_found_and_stay_as_written(
    page, address, lang, asked, title
):
    page.goto(f"{address}{lang}/search/?q={asked}")
    wait(page.locator(".found li")).to_have_count(1)
    assert titles(page) == [title]
    bodies = [text for _, text, _ in ARTICLES.values()]
    shown = page.inner_text(".found .what p")
    assert any(text.strip(".") in shown for text in bodies)
    assert "\u034f" not in page.inner_text("#search")
    options = page.locator('[data-filter="tag"] option').all_inner_texts()
    assert title != "پلي" or "\u2068کتابی\u2069 (۱)" in options


def test_a_word_that_no_article_has_is_not_answered_with_another(page, address):
    page.goto(f"{address}search/?q=thermometer")  # the articles have its beginning, "the"
    wait(page.locator(".status")).to_contain_text("No article has the word")
    wait(page.locator(".status")).to_contain_text("thermometer")
    assert titles(page) == []
    page.fill("#q", "weir thermometer")
    wait(page.locator(".status")).to_contain_text("No article has the word")
    assert titles(page) == []


def test_a_similar_word_is_called_similar(page, address):
    page.goto(f"{address}search/?q=kingfishery")
    wait(page.locator(".found li")).to_have_count(2)
    assert "No article has the word" in page.inner_text(".status")
    assert "similar word: 2" in page.inner_text(".status")


@pytest.mark.parametrize(
    "asked", ["kingfi", "Kingfishers", "wai", "waiting", "weir.", '"the weir"', "weir $&"]
)
def test_a_beginning_and_another_form_of_a_word_are_found(page, address, asked):
    page.goto(f"{address}search/")
    page.fill("#q", asked)
    wait(page.locator(".found li")).not_to_have_count(0)
    assert "Articles found" in page.inner_text(".status")


def test_a_copy_opened_from_disk_says_at_once_that_it_cannot_search(page, built):
    page.goto((built / "search/index.html").as_uri())
    wait(page.locator(".status")).to_contain_text("opened from disk")


def test_an_index_that_is_gone_is_said(page, address):
    page.route("**/pagefind.js", lambda route: route.abort())
    page.goto(f"{address}search/?q=kingfisher")
    wait(page.locator(".status")).to_contain_text("could not be loaded")
    page.unroute("**/pagefind.js")
    page.click(".search button")
    wait(page.locator(".found li")).to_have_count(2)


def test_all_shards_of_an_index_answer_as_one(page, parted):
    page.goto(f"{parted}search/?q=weir")
    wait(page.locator(".found li")).to_have_count(2)
    assert sorted(titles(page)) == ["Lake", "River"]
    assert page.locator('[data-filter="year"] option').all_inner_texts() == [
        "Any year", "2020 (1)", "2019 (1)",
    ]  # fmt: skip
    page.select_option('[data-filter="year"]', "2019")
    wait(page.locator(".found li")).to_have_count(1)
    assert titles(page) == ["River"]
    with page.expect_navigation():
        page.click(".found h2 a")
    assert page.url == f"{parted}2019/river/index.html"
    assert page.title().startswith("River")
    assert page.seen == []


@pytest.mark.parametrize(
    ("asked", "found", "said"),
    [
        ("stones", ["Hill"], "Articles found: 1"),  # the others have no word like it
        ("another", ["Lake"], "Articles found: 1"),  # one has its beginning, "a"
        ("kingfishery", ["Lake", "River"], "similar word: 2"),
        ("thermometer", [], "No article has the word “\u2068thermometer\u2069”."),
        ("waits another", [], "Nothing was found"),  # one shard has the one, one the other
    ],
)
def test_a_shard_without_a_word_does_not_answer_with_another(page, parted, asked, found, said):
    page.goto(f"{parted}search/?q={asked}")
    wait(page.locator(".status")).to_contain_text(said)
    wait(page.locator(".found li")).to_have_count(len(found))
    assert sorted(titles(page)) == found


@pytest.mark.parametrize(("lang", "asked"), [("ja", "水鳥"), ("fa", "کارگران"), ("fa", "آب")])
def test_a_language_asks_the_shards_that_have_its_articles(page, parted, lang, asked):
    page.goto(f"{parted}{lang}/search/?q={asked}")
    wait(page.locator(".found li")).to_have_count(1)
    assert page.seen == []
