"""Beginning an article: the name of its file, its address, its tags, its language."""

from datetime import UTC, datetime

import pytest

from sitegen.build import build
from sitegen.checking.fixing import fixed
from sitegen.report import Options, StartError
from sitegen.writing import begin_article, front_matter, spelled

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
SETTINGS = "title: T\nbase_url: https://a.example.org/\n"


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text(SETTINGS)
    return tmp_path


def begun(archive, title, **more):
    """Begin an article; its path below the year's folder. The archive builds without a problem then."""
    path = begin_article(archive, title, now=NOW, **more).path
    report = build(archive, Options(jobs=1, search=False, drafts=True, now=NOW))
    assert report.problems == ()
    assert report.counts.articles == len(list(archive.glob("content/*/*.md")))
    return path.relative_to(archive / "content/2026").as_posix()


def put(archive, path, head=""):
    file = archive / "content" / path
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_text(f"---\ntitle: Other\ndate: 2026-01-05\n{head}---\nWords.\n")


@pytest.mark.parametrize(
    ("path", "head"),
    [
        ("2026/river.md", ""),
        ("2026/2026-01-05-river.md", ""),
        ("old/RIVER.md", ""),
        ("2026/other.md", "slug: river\n"),
        ("2026/other.md", "aliases: [/2026/river/]\n"),
        ("2026/other.md", "slug: river\ndraft: true\n"),
    ],
)
def test_no_other_file_has_the_address(archive, path, head):
    put(archive, path, head)
    assert begun(archive, "River") == "river-2.md"


def test_nothing_is_to_be_mended_in_what_was_begun():
    text = front_matter(
        "River", datetime(2026, 11, 27, 10, 4, 59, 7, tzinfo=UTC), ["water"], ["desk"], draft=True
    )
    assert "\ndate: 2026-11-27T10:04:00+00:00\n" in text
    assert fixed(text, {}) == text


def test_what_the_site_needs_itself_is_no_address(archive):
    (archive / "content/site.yaml").write_text(SETTINGS + "permalink: /{slug}/\n")
    put(archive, "2026/other.md", "tags: [water]\n")
    assert begun(archive, "Tags") == "tags-2.md"


def test_a_translation_has_an_address_of_its_own(archive):
    put(archive, "2026/river.md")
    begun_path = begin_article(archive, "River", now=NOW, lang="fa").path
    assert begun_path.name == "river.fa.md"


@pytest.mark.parametrize(
    ("title", "name"), [("2024-01-01", "2026-11-27-2024-01-01.md"), ("Index", "2026-11-27-index.md")]
)
def test_a_title_that_a_name_would_say_otherwise_keeps_its_address(archive, title, name):
    assert begun(archive, title) == name
    slug = name.removeprefix("2026-11-27-").removesuffix(".md")
    assert (archive / f"output/2026/{slug}/index.html").is_file()


@pytest.mark.parametrize(("lang", "name"), [("FA", "a.fa.md"), ("en-gb", "a.en-GB.md"), ("EN", "a.md")])
def test_a_language_is_spelt_as_usual(archive, lang, name):
    assert begin_article(archive, "A", now=NOW, lang=lang).path.name == name


def test_a_language_that_names_cannot_tell_is_to_be_declared(archive):
    with pytest.raises(StartError, match="add it to “languages”"):
        begin_article(archive, "A", now=NOW, lang="gsw")
    (archive / "content/site.yaml").write_text(SETTINGS + "languages: {gsw: {title: T}}\n")
    assert begin_article(archive, "A", now=NOW, lang="gsw").path.name == "a.gsw.md"
    with pytest.raises(StartError, match="not a language tag"):
        begin_article(archive, "A", now=NOW, lang="xx")


def test_commas_of_every_script_part_tags_as_in_an_article():
    assert spelled(["آب، هوا", "水、火,air"], {})[0] == ["آب", "هوا", "水", "火", "air"]
