"""`site.yaml`: every key, its default, and what is said of faults."""

import textwrap
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import config
from sitegen.decoding.site import SITE
from sitegen.model import (
    AuthorSettings,
    ImageSettings,
    LanguageSettings,
    MenuItem,
    Settings,
    TagSettings,
)


def read(text: str) -> Settings:
    settings, problems = config.read_settings(textwrap.dedent(text))
    assert problems == ()
    assert settings
    return settings


def problems(text: str) -> list[tuple[int, int, str]]:
    return [(p.line, p.column, p.code) for p in config.read_settings(textwrap.dedent(text))[1]]


def test_an_alias_that_is_a_tag_or_another_tags_alias_is_told():
    text = """\
        title: t
        tags:
          b: {title: Bee, aliases: [B, bee]}
          c: {aliases: [b, sea]}
          d:
            aliases:
              - Sea
              - dee
              - D_
        """
    settings, found = config.read_settings(textwrap.dedent(text))
    assert settings
    assert [(p.severity, p.line, p.column, p.code, p.message) for p in found] == [
        ("warning", 4, 17, "contradictory-tags", "“b” is a tag of its own, in line 3: as an alias it has no page"),
        ("warning", 7, 9, "contradictory-tags", "“Sea” is an alias of “c” as well, in line 4; this one counts"),
    ]  # fmt: skip


def test_what_html_is_never_allowed_is_told_at_its_place():
    text = """\
        title: t
        html:
          allow:
            IFrame: [src]
            details: [open, Style, onToggle]
            video: [controls]
            "*": style
            script:
        """
    settings, found = config.read_settings(textwrap.dedent(text))
    assert settings
    assert {p.severity for p in found} == {"warning"}
    assert [(p.line, p.column, p.code, p.message.partition(" is ")[0]) for p in found] == [
        (4, 5, "never-allowed", "the tag “iframe”"),
        (5, 21, "never-allowed", "the attribute “style”"),
        (5, 28, "never-allowed", "the attribute “ontoggle”"),
        (7, 10, "never-allowed", "the attribute “style”"),
        (8, 5, "never-allowed", "the tag “script”"),
    ]


def test_a_message_is_one_line_whatever_it_quotes():
    text = 'title: t\nlinks: |\n  a\n  b\ntags:\n  "c\\nd": e\n  "c\\nd": f\n'
    told = config.read_settings(text)[1]
    assert len(told) == 4
    assert not any("\n" in problem.message + problem.hint for problem in told)


def test_control_characters_that_yaml_spells_are_left_out_and_told():
    settings, told = config.read_settings('title: "A\\x07"\ntags: {"w\\0x": {description: "b\\x1e"}}\n')
    assert settings == Settings("A", tags=(TagSettings("wx", description="b"),))
    assert [(p.line, p.column, p.code) for p in told] == [
        (line, column, "control-characters") for line, column in ((1, 8), (2, 8), (2, 30))
    ]


def test_a_title_is_enough():
    assert read("title: River archive\n") == Settings(title="River archive")


def test_every_key():
    settings = read("""
        title: Fish &amp; River
        description: About water.
        base_url: https://river.example.org/archive
        language: EN
        timezone: Europe/Paris
        languages:
          fa: {title: رود, description: درباره آب}
          DE: Fluss
          zh-hant:
        permalink: /{year}/{month}/{day}/{slug}.html
        page_size: 10
        feed: {items: 50, hub: "https://hub.example.org/", id_host: fish.example.org}
        tags:
          water:
            title: Clean water
            description: What flows.
            aliases: [Wasser, 404]
            parent: environment
          1984:
        authors:
          ana: {name: Ana Example, url: https://ana.example.org/, bio: Writes.}
          ben: Ben Example
          eve:
        menu:
          - {title: About, url: /about/}
          - {title: Write to us, url: "mailto:desk@river.example.org"}
          - {title: Elsewhere, url: https://press.example.org/}
        license: CC BY 4.0
        publisher: River Watch
        onion: http://abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwx.onion/
        edit_url: https://git.example.org/archive/edit/main/{path}
        images: {widths: [800, 400, 800], formats: [webp, avif], keep_metadata: yes}
        html:
          allow:
            Details: [Open]
            summary:
        search: off
        slug_unicode: true
        links: file
        dates: git
        theme: {accent: "#0a6b5d", font: "Vollkorn, serif"}
        """)
    assert settings == Settings(
        title="Fish & River",
        description="About water.",
        base_url="https://river.example.org/archive/",
        language="en",
        timezone="Europe/Paris",
        languages=(
            LanguageSettings("fa", "رود", "درباره آب"),
            LanguageSettings("de", "Fluss"),
            LanguageSettings("zh-Hant", "Fish & River"),
        ),
        permalink="/{year}/{month}/{day}/{slug}.html",
        page_size=10,
        feed_items=50,
        feed_hub="https://hub.example.org/",
        feed_id_host="fish.example.org",
        tags=(
            TagSettings("water", "Clean water", "What flows.", ("Wasser", "404"), "environment"),
            TagSettings("1984"),
        ),
        authors=(
            AuthorSettings("ana", "Ana Example", "https://ana.example.org/", "Writes."),
            AuthorSettings("ben", "Ben Example"),
            AuthorSettings("eve", "eve"),
        ),
        menu=(
            MenuItem("About", "/about/"),
            MenuItem("Write to us", "mailto:desk@river.example.org"),
            MenuItem("Elsewhere", "https://press.example.org/"),
        ),
        license="CC BY 4.0",
        publisher="River Watch",
        onion="http://abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwx.onion/",
        edit_url="https://git.example.org/archive/edit/main/{path}",
        images=ImageSettings((400, 800), ("webp", "avif"), keep_metadata=True),
        html_allow=(("details", ("open",)), ("summary", ())),
        search=False,
        slug_unicode=True,
        links="file",
        dates="git",
        theme_accent="#0a6b5d",
        theme_font="Vollkorn, serif",
    )


def test_empty_keys_have_their_defaults():
    keys = (
        "description base_url language timezone languages permalink page_size feed tags authors menu license"
        " publisher onion edit_url images html search slug_unicode links dates theme"
    )
    assert read("title: t\n" + "".join(f"{key}:\n" for key in keys.split())) == Settings(title="t")
    assert read("title: t\nfeed: {}\nimages: {widths: }\nhtml: {}\ntheme: {}\n") == Settings(title="t")


def test_an_empty_menu_is_a_menu():
    assert read("title: t\nmenu: []\n").menu == ()


def test_bom_and_line_ends_do_not_matter():
    assert read("\ufefftitle: t\r\nlanguage: fa\r\n") == Settings(title="t", language="fa")


def test_lines_are_the_files():
    assert problems("# Our archive\n\ntitle: t\nbase_url: river\n") == [(4, 11, "wrong-url")]
    assert problems("title: t\n# x\nlangage: fa\n") == [(3, 1, "unknown-key")]


@pytest.mark.parametrize(
    "url",
    [
        "https://river.example.org",
        "http://localhost:8000/a/b",
        "https://[::1]:8000/",
    ],
)
def test_base_urls_end_with_a_slash(url):
    assert read(f"title: t\nbase_url: {url!r}\n").base_url == url.rstrip("/") + "/"


@pytest.mark.parametrize(
    "url",
    [
        "river.example.org",
        "//river.example.org/",
        "ftp://river.example.org/",
        "https://",
        "https://a/?b",
        "https://a/#",
        "https://a b/",
        "https://u:p@a/",
        "file:///srv/",
        "https://a:99999/",
        "https://[",
    ],
)
def test_what_cannot_be_a_base_url(url):
    assert problems(f"title: t\nbase_url: {url!r}\n") == [(2, 11, "wrong-url")]
    with pytest.raises(ValueError, match="base URL"):
        config.with_base_url(Settings(title="t"), url)


def test_with_base_url_ends_with_a_slash():
    settings = Settings(title="t", base_url="https://a.example/")
    assert config.with_base_url(settings, "https://b.example/c") == replace(
        settings, base_url="https://b.example/c/"
    )


@pytest.mark.parametrize(
    "pattern", ["/{year}/{slug}/", "/{path}/", "/{slug}.html", "/a/{year}-{month}-{day}-{slug}/"]
)
def test_permalinks(pattern):
    assert read(f'title: t\npermalink: "{pattern}"\n').permalink == pattern


@pytest.mark.parametrize(
    ("pattern", "folder"),
    [("/{year}/{slug}", "/{year}/{slug}/"), ("/{path}", "/{path}/"), ("/{slug}/index.html", "/{slug}/")],
)
def test_a_permalink_without_a_suffix_is_a_folders(pattern, folder):
    assert read(f'title: t\npermalink: "{pattern}"\n').permalink == folder


@pytest.mark.parametrize(
    "pattern",
    [
        "{slug}",
        "/{year}/",
        "/{slug",
        "/{slug}}",
        "/{Slug}/",
        "/{slug!r}/",
        "/{slug:>10}/",
        "/{}/{slug}",
        "/{slug}?a",
        "/{slug}#a",
        "//{slug}",
        "/../{slug}/",
        "/{slug} /",
        "/\\{slug}",
    ],
)
def test_wrong_permalinks(pattern):
    assert problems(f"title: t\npermalink: '{pattern}'\n") == [(2, 12, "wrong-permalink")]


def test_parents_of_tags_may_not_run_in_a_circle():
    rows = ("a: {parent: B}", "b: {parent: c}", "C: {parent: a}", "d: {parent: a}", "e: {parent: e}")
    circle = "title: t\ntags:\n" + "".join(f"  {row}\n" for row in rows)
    assert problems(circle) == [(line, 3, "parent-cycle") for line in (3, 4, 5, 7)]
    assert read("title: t\ntags:\n  a: {parent: b}\n  b: {parent: c}\n  d: {parent: b}\n").tags


def test_all_faults_are_told_and_leave_no_settings():
    settings, found = config.read_settings(
        "titel: t\npage_size: 0\nfeed: {item: 3, items: many}\ntimezone: Mars\n"
    )
    assert settings is None
    assert [(p.line, p.code) for p in found] == [
        (1, "missing-key"),
        (1, "unknown-key"),
        (2, "wrong-value"),
        (3, "unknown-key"),
        (3, "wrong-type"),
        (4, "unknown-timezone"),
    ]
    assert {p.path for p in found} == {"content/site.yaml"}


def test_ten_thousand_tags_in_one_line_of_parents_are_read():
    rows = "".join(f"  t{i}: {{parent: t{i + 1}}}\n" for i in range(10_000))
    assert len(read("title: t\ntags:\n" + rows).tags) == 10_000


@given(st.text(alphabet="titleagsbur_: \n-[]{}\"'#,.0/&*!|>", max_size=80) | st.text(max_size=60))
def test_any_text_gives_settings_or_errors(text):
    settings, found = config.read_settings(text)
    assert (settings is None) == any(p.severity == "error" for p in found)


def test_schemes_in_capitals_are_the_same():
    text = (
        'title: T\nbase_url: HTTPS://River.example.org/A\nmenu: [{title: M, url: "HTTP://m.example.org/"}]\n'
    )
    settings, problems = config.read_settings(text)
    assert problems == ()
    assert settings.base_url == "https://River.example.org/A/"
    assert settings.menu[0].url == "http://m.example.org/"
    assert config.with_base_url(settings, "HTTPS://r.example.org").base_url == "https://r.example.org/"


def test_a_tag_in_two_spellings_is_told():
    text = "title: t\ntags:\n  Clean-Water: {title: One}\n  clean water: {title: Two}\n  wells: {}\n"
    _, found = config.read_settings(text)
    message = "“clean water” is the same tag as “Clean-Water” in line 3; this one counts"
    assert [(p.severity, p.line, p.column, p.code, p.message) for p in found] == [
        ("warning", 4, 3, "contradictory-tags", message)
    ]


@pytest.mark.parametrize("name", SITE.fields)
def test_hints_show_what_is_accepted_and_every_wrong_value_has_one(name):
    field = SITE.fields[name]
    head = "" if name == "title" else "title: T\n"
    if field.sample:
        settings, problems = config.read_settings(f"{head}{field.sample}\n")
        assert (settings is None, problems) == (False, ())
    for wrong in ("[[x]]", "{[y]: 1}", "{no such key: 1}", "?!"):
        _, problems = config.read_settings(f"{head}{name}: {wrong}\n")
        assert [problem for problem in problems if not problem.hint and problem.code != "unknown-key"] == []


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("page_size: [3]", "write it like page_size: 20"),
        ("feed: [a]", "write it like feed: {items: 20}"),
        ("links: [a]", "write it like links: folder"),
        ("theme: [a]", 'write it like theme: {accent: "#0a6b5d"}'),
        ("theme: {font: a;b}", 'write it like font: "Georgia, serif"'),
        ("timezone: yes", "write it like Europe/Paris or UTC"),
        ("timezone: Berlin", "did you mean “Europe/Berlin”?"),
        ("timezone: New York", "did you mean “America/New_York”?"),
        ("description: [Draft]", "put the value in quotes if it is meant as text"),
    ],
)
def test_hints_can_be_followed(line, hint):
    _, found = config.read_settings(f"title: T\n{line}\n")
    assert [problem.hint for problem in found] == [hint]


@pytest.mark.parametrize("url", ["http://mühle.example/ä", "HTTP://xn--mhle-0ra.example/%C3%A4/"])
def test_the_root_of_a_site_is_a_uri_whatever_the_script(url):
    settings, problems = config.read_settings(f"title: T\nbase_url: {url}\n")
    assert (settings.base_url, problems) == ("http://xn--mhle-0ra.example/%C3%A4/", ())
    assert config.with_base_url(settings, url).base_url == settings.base_url
