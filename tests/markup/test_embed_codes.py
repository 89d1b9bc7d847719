"""Embed codes as people paste them into articles."""

from __future__ import annotations

import pytest

from sitegen.embeds import read_code
from sitegen.markup import Converted, convert
from sitegen.model import Snapshot, Source

URL = "https://twitter.com/example_river/status/1102600000000000000"
SIGNED = f'&mdash; River Watch (@example_river) <a href="{URL}?ref_src=twsrc%5Etfw">March 4, 2019</a>'
SCRIPT = '<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'


def body(text: str, **given: object) -> Converted:
    return convert(text, path="content/a.md", **given)  # type: ignore[arg-type]


def shown(converted: Converted) -> str:
    return converted.html.replace("\x1e", "{").replace("\x1f", "}")


CODES = {
    "as given": f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The water is back.</p>{SIGNED}</blockquote>\n{SCRIPT}',
    "on one line": f'<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The water is back.</p>{SIGNED}</blockquote> {SCRIPT}',
    "with data": f'<blockquote class="twitter-tweet tw-align-center" data-lang="en" data-width="550"><p lang="en" dir="ltr">'
    f"The water is back.</p>{SIGNED}</blockquote>",
    "hard wraps": '<blockquote class="twitter-tweet">\n<p lang="en" dir="ltr">The water\nis back.</p>\n'
    + SIGNED.replace(" <a", "\n<a")
    + "\n</blockquote>",
    "blank lines": f'<blockquote class="twitter-tweet">\n\n<p lang="en" dir="ltr">The water is back.</p>\n\n{SIGNED}\n\n</blockquote>\n\n{SCRIPT}',
    "in a division": f'<div class="x">\n<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The water is back.</p>{SIGNED}</blockquote>\n</div>',
    "in a list": f'- <blockquote class="twitter-tweet"><p lang="en" dir="ltr">The water is back.</p>{SIGNED}</blockquote>',
    "in a quotation": f'> <blockquote class="twitter-tweet"><p lang="en" dir="ltr">The water is back.</p>{SIGNED}</blockquote>',
    "in a table": "| a | b |\n|---|---|\n"
    f'| <blockquote class="twitter-tweet"><p lang="en" dir="ltr">The water is back.</p>{SIGNED}</blockquote> | x |',
    "in a sentence": f'Look: <blockquote class="twitter-tweet"><p lang="en" dir="ltr">The water is back.</p>{SIGNED}</blockquote> there.',
}


def test_a_line_break_as_the_codes_of_2013_had_it_is_one() -> None:
    code = CODES["as given"].replace("is back", "is&#10;back")
    (embed,) = body(f"One&#10;two.\n\n{code}").embeds
    assert embed.given.text == "The water is\nback."
    assert read_code(code) == embed.given


@pytest.mark.parametrize("name", CODES)
def test_a_pasted_post(name: str) -> None:
    converted = body(f"Words.\n\n{CODES[name]}\n\nMore.")
    (embed,) = converted.embeds
    post = embed.given
    assert (embed.placed, embed.form) == (True, "blockquote")
    assert (post.provider, post.id, post.url) == ("x", "1102600000000000000", URL)
    assert (post.text, post.lang, post.dir) == ("The water is back.", "en", "ltr")
    assert (post.author_name, post.author_handle, post.created_at) == (
        "River Watch",
        "example_river",
        "2019-03-04",
    )
    assert post.captured_via == "pasted"
    assert shown(converted).count("{E0}") == 1
    assert "twitter" not in converted.html
    assert converted.problems == ()
    assert embed.line == (5 if name == "in a table" else 4 if name == "in a division" else 3)


@pytest.mark.parametrize("name", CODES)
@pytest.mark.parametrize(
    "words", ["*Not* the _water_", "[The](mill) ![Mill](m.png)", "`1` \\\\* [@id] **2", "5*3*2"]
)
def test_the_words_of_a_post_are_no_markdown_wherever_its_code_stands(name: str, words: str) -> None:
    (embed,) = body(CODES[name].replace("The water", words)).embeds
    assert embed.given.text == f"{words} is back."


def test_a_code_in_backticks_is_an_example() -> None:
    converted = body(f"Paste `{CODES['as given'].splitlines()[0]}` and *save*.")
    assert converted.embeds == ()
    assert converted.html.startswith("<p>Paste <code>&lt;blockquote")
    assert "<em>save</em>" in converted.html


def test_posts_leave_the_paragraph_they_were_in() -> None:
    assert shown(body(CODES["in a sentence"])) == "<p>Look: </p>{E0} there.<p></p>".replace("<p></p>", "")
    assert shown(body(f"**{CODES['in a sentence']}**")).startswith("<p><strong>Look: </strong></p>{E0}")


def test_a_post_without_address() -> None:
    code = '<blockquote class="twitter-tweet"><p>The water is back. &amp; more</p>&mdash; River Watch (@example_river) June 3, 2022</blockquote>'
    (embed,) = body(code).embeds
    assert embed.given.url == ""
    assert embed.given.id.startswith("pasted-")
    assert embed.given.text == "The water is back. & more"
    assert body(code + "\n\nMore.").embeds[0].given.id == embed.given.id


def test_several_paragraphs_links_and_breaks() -> None:
    code = (
        '<blockquote class="twitter-tweet"><p lang="fa" dir="rtl">آب برگشت<br>سلام</p>\n\n<p>'
        '<a href="https://twitter.com/hashtag/water?src=hash">#water</a> <a href="https://t.co/AbC">pic.twitter.com/AbC</a>'
        f"</p>{SIGNED}</blockquote>"
    )
    post = body(code).embeds[0].given
    assert post.text == "آب برگشت\nسلام\n\n#water pic.twitter.com/AbC"
    assert (post.lang, post.dir) == ("fa", "rtl")
    assert "<script" not in post.html
    assert 'href="https://t.co/AbC"' in post.html


def test_several_posts_keep_their_order() -> None:
    second = CODES["as given"].replace("1102600000000000000", "1102600000000000001")
    converted = body(f"{CODES['as given']}\n\n{URL.replace('000000', '000002', 1)}\n\n{second}")
    assert [embed.given.id[-1] for embed in converted.embeds] == ["0", "0", "1"]
    assert shown(converted).index("{E0}") < shown(converted).index("{E1}") < shown(converted).index("{E2}")


def test_a_pasted_post_is_joined_with_its_entry() -> None:
    entry = Snapshot("x", "1102600000000000000", url=URL, note="Since deleted.", status="deleted")
    (embed,) = body(CODES["as given"], tweets=(entry,)).embeds
    assert (embed.given.text, embed.given.note, embed.given.status) == (
        "The water is back.",
        "Since deleted.",
        "deleted",
    )


@pytest.mark.parametrize(
    ("code", "key"),
    [
        (
            '<iframe width="560" src="https://www.youtube.com/embed/abcdefghijk?rel=0" allowfullscreen></iframe>',
            "youtube/abcdefghijk",
        ),
        ('<iframe src="//www.youtube-nocookie.com/embed/abcdefghijk"></iframe>', "youtube/abcdefghijk"),
        ('<iframe src="https://player.vimeo.com/video/123456789" width="640"></iframe>', "vimeo/123456789"),
        ('<p><iframe src="https://player.vimeo.com/video/123456789"></iframe></p>', "vimeo/123456789"),
        ('Text <iframe src="https://player.vimeo.com/video/123456789"></iframe> text', "vimeo/123456789"),
        (
            '<div style="padding:56%"><iframe src="https://player.vimeo.com/video/123456789"></iframe></div>',
            "vimeo/123456789",
        ),
        (
            '<iframe src="https://social.example/@example_river/109900000000000001/embed" class="mastodon-embed"></iframe>',
            "mastodon/109900000000000001@social.example",
        ),
        (
            (
                '<blockquote class="mastodon-embed" data-embed-url="https://social.example/@ann/1/embed" '
                'style="x: y"><svg><path/></svg> <div style="x: y">Post by @ann</div></blockquote>'
            ),
            "mastodon/1@social.example",
        ),
    ],
)
def test_frames_of_players(code: str, key: str) -> None:
    converted = body(f"a\n\n{code}")
    (embed,) = converted.embeds
    assert embed.given.key == key
    assert embed.form == "blockquote"
    assert embed.line == 3
    assert converted.problems == ()
    assert "{E0}" in shown(converted)
    assert "iframe" not in converted.html


@pytest.mark.parametrize("paragraph", [f"<p>{URL}</p>", f'<p dir="ltr"> <a href="{URL}">{URL}</a>\n</p>'])
@pytest.mark.parametrize(
    "around",
    ["<div>{}</div>", "<figure>{}<figcaption>x</figcaption></figure>", "<table><tr><td>{}</td></tr></table>",
     "| a | b |\n|---|---|\n| {} | x |"],
)  # fmt: skip
def test_an_address_alone_in_a_paragraph_of_html(around: str, paragraph: str) -> None:
    converted = body(f"x\n\n{around.format(paragraph.strip().replace(chr(10), ''))}")
    assert [(embed.given.url, embed.form) for embed in converted.embeds] == [(URL, "bare")]
    assert converted.problems == ()
    assert "{E0}" in shown(converted)
    assert "status/" not in converted.html


def test_a_named_post_in_a_paragraph_of_html() -> None:
    converted = body("<div>\n<p>[tweet:one]</p>\n</div>", tweets=(Snapshot("x", "one", text="Words"),))
    assert [(embed.given.text, embed.placed, embed.line) for embed in converted.embeds] == [
        ("Words", True, 2)
    ]


def test_other_paragraphs_of_html_stay() -> None:
    converted = body(f"<p>{URL} and more</p><p><a href='{URL}'>this</a></p><p>https://example.org/</p>")
    assert converted.embeds == ()


def test_the_title_of_a_video_is_kept() -> None:
    code = '<iframe src="https://www.youtube.com/embed/abcdefghijk" title="The weir"></iframe>'
    assert body(code).embeds[0].given.title == "The weir"


def test_other_quotations_stay_quotations() -> None:
    converted = body(
        '<blockquote class="pull"><p>Words</p></blockquote>\n\n<blockquote class="twitter-tweet"></blockquote>'
    )
    assert converted.embeds == ()
    assert '<blockquote class="pull"><p>Words</p></blockquote>' in converted.html


def test_an_embed_code_in_code_is_code() -> None:
    converted = body(f"```html\n{CODES['as given']}\n```\n\n`{CODES['on one line']}`")
    assert converted.embeds == ()
    assert converted.problems == ()


def test_a_citation_look_alike_in_a_pasted_post_is_text() -> None:
    code = CODES["in a table"].replace("The water is back.", "Ask [@report].")
    converted = body(code, sources=(Source("report"),))
    assert converted.embeds[0].given.text == "Ask [@report]."
    assert converted.citations == ()


def test_a_code_that_was_never_closed_takes_nothing_of_the_article_away():
    open_code = CODES["as given"].replace("</blockquote>", "")
    converted = body(f"{open_code}\n\nWhat follows.\n\n{CODES['blank lines']}\n\nThe end.")
    html = shown(converted)
    assert html.index("{E0}") < html.index("What follows.") < html.index("{E1}") < html.index("The end.")
    assert [embed.given.text for embed in converted.embeds] == ["The water is back."] * 2
    assert [(problem.code, problem.line) for problem in converted.problems] == [("unclosed-embed", 1)]


def test_an_address_in_preformatted_html_stays_there() -> None:
    html = f'<pre class="x">One:\n<p>{URL}</p></pre>'
    assert body(html).html == html
    both = body(f"{html}\n<p>{URL}</p>\n<pre>\nx</pre>")
    assert len(both.embeds) == 1
    assert html in both.html


@pytest.mark.parametrize(
    ("title", "said"),
    [("vimeo-player", ""), ("Vimeo video player", ""), ("The weir,  by night", "The weir, by night")],
)
def test_the_title_of_a_frame_is_the_films_unless_it_names_the_player(title: str, said: str) -> None:
    [embed] = body(f'<iframe title="{title}" src="https://player.vimeo.com/video/123456789"></iframe>').embeds
    assert (embed.given.title, embed.given.captured_via) == (said, "pasted" if said else "")


def test_an_entry_and_a_code_that_name_a_post_of_bluesky_in_two_ways_are_one():
    url = "https://bsky.app/profile/hill.example.org/post/3kxyz"
    entry = Snapshot("bluesky", "3kxyz@hill.example.org", url=url, status="withheld", captured_via="manual")
    code = (
        '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3kxyz"><p>Words</p>'
        '&mdash; Hill (<a href="https://bsky.app/profile/did:plc:abc">@hill.example.org</a>) '
        '<a href="https://bsky.app/profile/did:plc:abc/post/3kxyz">June 3, 2024</a></blockquote>'
    )
    found = body(code, tweets=(entry,)).embeds
    assert [(embed.given.id, embed.given.status, embed.placed) for embed in found] == [
        (entry.id, "withheld", True)
    ]
