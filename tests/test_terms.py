from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import AuthorSettings, Settings, TagSettings
from sitegen.terms import authors, forms, key_of, tags

PLAIN = Settings(title="T")


def test_tags_that_differ_in_case_space_or_hyphen_are_one():
    names = ["Press Freedom", "press-freedom", "press_freedom", "press  freedom", "Press Freedom"]
    found = tags(names, PLAIN)
    assert [(t.key, t.name, t.slug) for t in found.values()] == [
        ("press freedom", "Press Freedom", "press-freedom")
    ]


def test_tags_that_differ_in_the_half_space_alone_are_one_and_keep_it_where_they_are_shown():
    found = tags(["حقوق بشر", "حقوق\u200cبشر", "حقوق\u200cبشر"], PLAIN)
    assert [(t.name, t.slug) for t in found.values()] == [("حقوق\u200cبشر", "hqwq-bshr")]


def test_the_form_shown_does_not_depend_on_the_order():
    assert tags(["Water", "water"], PLAIN) == tags(["water", "Water"], PLAIN)


def test_settings_decide_the_form_and_aliases():
    settings = Settings(title="T", tags=(TagSettings("Water rights", aliases=("H2O", "waters")),))
    found = tags(["waters", "h2o", "water-rights"], settings)
    assert [(t.name, t.slug) for t in found.values()] == [("Water rights", "water-rights")]


def test_a_parent_without_articles_has_a_page():
    settings = Settings(title="T", tags=(TagSettings("river", parent="Nature"),))
    assert sorted(tags(["river"], settings)) == ["nature", "river"]


def test_tags_that_slugify_alike_have_addresses_of_their_own():
    found = {t.name: t.slug for t in tags(["C", "C++", "C#", "c-plus-plus"], PLAIN).values()}
    assert found["C"] == "c"
    assert found["C#"] == "c-sharp"
    assert len(set(found.values())) == 4


def test_a_tag_of_emoji_alone_has_an_address():
    (term,) = tags(["🌊"], PLAIN).values()
    assert term.slug
    assert term.slug.isascii()


def test_empty_tags_are_none():
    assert tags(["", " ", "--"], PLAIN) == {}


def test_authors_by_key_or_name_are_one():
    settings = Settings(title="T", authors=(AuthorSettings("mina", "Mina Sample"),))
    found = authors(["mina", "Mina Sample", "Other"], settings)
    assert {t.name: t.slug for t in found.values()} == {"Mina Sample": "mina", "Other": "other"}


@given(st.lists(st.text(min_size=1, max_size=8)))
def test_every_tag_has_its_own_slug(names):
    found = tags(names, PLAIN)
    slugs = [term.slug.casefold() for term in found.values()]
    assert len(set(slugs)) == len(slugs)
    assert all(slug and "/" not in slug for slug in slugs)


@given(st.text(max_size=12))
def test_the_key_of_a_key_is_itself(name):
    assert key_of(key_of(name)) == key_of(name)


def test_tags_are_written_as_in_the_settings_else_as_most_often():
    settings = Settings(title="T", tags=(TagSettings("press freedom", title="Press!", aliases=("media",)),))
    found = forms(["Media", "Press-freedom", "lake", "Lake", "Lake"], settings)
    assert found["media"] == found["press freedom"] == "press freedom"
    assert found["lake"] == "Lake"
