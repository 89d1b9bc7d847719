"""Embed codes of all years and makes."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.embeds import read_code

FULL = (
    '<blockquote class="twitter-tweet" data-lang="fa" align="center"><p lang="fa" dir="rtl">سلام<br>MORE '
    '<a href="https://t.co/AbC">https://t.co/AbC</a> <a href="https://t.co/XyZ">pic.twitter.com/XyZ</a></p>'
    "&mdash; River — Watch (she) (@Example_River) "
    '<a href="https://twitter.com/Example_River/status/1532700000000000000?ref_src=twsrc%5Etfw">'
    'June 3, 2022</a></blockquote>\n<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>'
)


def test_the_form_of_today():
    post = read_code(FULL)
    assert post.key == "x/1532700000000000000"
    assert post.url == "https://twitter.com/Example_River/status/1532700000000000000"
    assert (post.author_name, post.author_handle) == ("River — Watch (she)", "Example_River")
    assert post.author_url == "https://twitter.com/Example_River"
    assert (post.lang, post.dir, post.created_at) == ("fa", "rtl", "2022-06-03")
    assert post.text == "سلام\nMORE https://t.co/AbC pic.twitter.com/XyZ"
    assert (post.captured_via, post.status) == ("pasted", "unknown")


def code(
    words, after='&mdash; A (@example_a) <a href="https://twitter.com/example_a/status/12">May 1, 2009</a>'
):
    return f'<blockquote class="twitter-tweet">{words}{after}</blockquote>'


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<p>one</p>\n\n<p>two\nwrapped</p>\n", "one\n\ntwo wrapped"),
        ("<p>one\n\n  still one</p>", "one still one"),
        ("<p>one<br/>\ntwo</p>", "one\ntwo"),
        ("<p>one<![w-x> two</p>", "one two"),
        ("bare words ", "bare words"),
        ("bare - with dashes -- and more\nwrapped ", "bare - with dashes -- and more wrapped"),
        (
            '<p>a &amp; b &lt;i&gt; <a href="https://twitter.com/hashtag/x?src=hash">#x</a></p>',
            "a & b <i> #x",
        ),
        ('<p lang="und">x</p>', "x"),
        ("<p>one<p>two</p>", "one\n\ntwo"),
        ("<p>emoji \U0001f30a</p>", "emoji \U0001f30a"),
    ],
)
def test_the_words(words, text):
    post = read_code(code(words))
    assert (post.text, post.author_name, post.author_handle) == (text, "A", "example_a")
    assert (post.id, post.created_at, post.lang) == ("12", "2009-05-01", "")


@pytest.mark.parametrize(
    "link",
    [
        "https://x.com/example_a/status/12", "https://mobile.twitter.com/example_a/status/12?s=1",
        "http://twitter.com/example_a/statuses/12", "https://twitter.com/i/web/status/12",
    ],
)  # fmt: skip
def test_the_link(link):
    post = read_code(code("<p>x</p>", f'&mdash; A (@example_a) <a href="{link}">May 1, 2009</a>'))
    assert (post.id, post.author_handle) == ("12", "example_a")


def test_a_post_within_the_words_is_not_the_post():
    other = '<p>See <a href="https://twitter.com/example_b/status/99">this</a></p>'
    assert read_code(code(other)).id == "12"
    alone = read_code(code(other, "&mdash; A (@example_a)"))
    assert (alone.url, alone.id[:7]) == ("", "pasted-")


def test_without_an_address_words_and_author_stay_and_name_the_post():
    first, second = (
        read_code(code(f"<p>{w}</p>", "&mdash; A (@example_a) May 1, 2009")) for w in ("one", "two")
    )
    assert (first.text, first.author_handle, first.url, first.created_at) == (
        "one",
        "example_a",
        "",
        "2009-05-01",
    )
    assert first.id != second.id
    assert first.id == read_code(code("<p>one</p>", "&mdash; A (@example_a)")).id


SIGNED = (
    '&mdash; A — of the weir (@example_a) <a href="https://twitter.com/example_a/status/12">May 1, 2009</a>'
)


@pytest.mark.parametrize(
    "words",
    [
        f'<p lang="en" dir="ltr">the water</p>\n<p>{SIGNED}</p>\n', f"<p>the water</p><p>{SIGNED}</p><p></p>",
        f"<p>the water<br />\n{SIGNED}</p>",
    ],
)  # fmt: skip
def test_a_signature_in_a_paragraph_of_its_own_or_of_the_words_is_one(words):
    post = read_code(code(words, ""))
    assert (post.key, post.url) == ("x/12", "https://twitter.com/example_a/status/12")
    assert (post.author_name, post.author_handle, post.created_at) == (
        "A — of the weir",
        "example_a",
        "2009-05-01",
    )
    assert (post.text, post.html) == ("the water", "<p>the water</p>")


def test_a_signature_in_one_line_with_the_words_is_told_by_its_link_alone():
    assert read_code(code(f"<p>the water {SIGNED}</p>", "")).text == "the water — A"
    quoting = read_code(code("<p>as they said — B (@example_b)</p>", ""))
    assert (quoting.text, quoting.author_handle) == ("as they said — B (@example_b)", "")
    assert read_code(code("<p>— B (@example_b)</p>", "")).text == "— B (@example_b)"


def test_a_signature_of_bluesky_in_its_own_paragraph_is_one():
    post = read_code(
        '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3kxyz"><p>Hi</p>'
        '<p>&mdash; Ann (<a href="https://bsky.app/profile/did:plc:abc?ref_src=embed">@ann.example.org</a>) '
        '<a href="https://bsky.app/profile/did:plc:abc/post/3kxyz?ref_src=embed">June 3, 2024</a></p></blockquote>'
    )
    assert (post.author_name, post.author_handle, post.text) == ("Ann", "ann.example.org", "Hi")


@pytest.mark.parametrize("words", ["<p> — a (@b) ", "<p> <br> ", "<p> <br> — ", "-- "])
def test_a_signature_is_looked_for_in_linear_time(words):
    started = process_time()
    assert read_code(code(f"{words * 10_000}.", ""))
    assert process_time() - started < 5


@pytest.mark.parametrize("dash", ["&mdash;", "—", "–", "---", "--", "-", "&#8212;"])
def test_dashes(dash):
    assert read_code(code("<p>x</p>", f"{dash} A B (@example_a)")).author_name == "A B"


def test_dates_in_other_languages_are_left_alone():
    link = '<a href="https://twitter.com/example_a/status/12">3 juin 2010</a>'
    assert read_code(code("<p>x</p>", f"&mdash; A (@example_a) {link}")).created_at == ""


def test_no_words_but_an_address_is_a_post_without_words():
    post = read_code(
        '<blockquote class="twitter-tweet"><a href="https://twitter.com/a/status/12"></a></blockquote>'
    )
    assert (post.key, post.text, post.status, post.captured_via) == ("x/12", "", "uncaptured", "")


def test_scripts_and_pictures_do_not_get_through():
    post = read_code(
        code(
            '<p onclick="x()">a<script>b</script><img src=x><style>c</style><a href="javascript:d">e</a></p>'
        )
    )
    assert post.text == "ae"
    assert post.html == '<p>a<a rel="noopener noreferrer">e</a></p>'


def test_bluesky():
    post = read_code(
        '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3kxyz" '
        'data-bluesky-cid="bafy"><p lang="en">Hi<br><br><a href="https://bsky.app/x">[image]</a></p>'
        '&mdash; Ann (<a href="https://bsky.app/profile/did:plc:abc?ref_src=embed">@ann.example.org</a>) '
        '<a href="https://bsky.app/profile/did:plc:abc/post/3kxyz?ref_src=embed">'
        "June 3, 2024 at 1:00 PM</a></blockquote>"
    )
    assert (post.key, post.author_handle) == ("bluesky/3kxyz@did:plc:abc", "ann.example.org")
    assert (post.text, post.created_at) == ("Hi\n\n[image]", "")


@pytest.mark.parametrize("name", ["Ann — Hill (", ""])
def test_the_code_of_bluesky_s_oembed_has_lines_as_typed_and_a_moment(name):
    post = read_code(
        '<blockquote class="bluesky-embed" data-bluesky-uri="at://did:plc:abc/app.bsky.feed.post/3kxyz"><p lang="en">\n'
        "One\nTwo &amp; more\n\nThree\n  wrapped\n</p>&mdash; "
        f'<a href="https://bsky.app/profile/did:plc:abc">{name}@ann.example.org{")" if name else ""}</a> '
        '<a href="https://bsky.app/profile/did:plc:abc/post/3kxyz">2026-03-22T14:09:02.947Z</a></blockquote>'
    )
    assert post.text == "One\nTwo & more\n\nThree wrapped"
    assert (post.author_name, post.author_handle) == (name.removesuffix(" ("), "ann.example.org")
    assert post.created_at == "2026-03-22T14:09:02.947Z"


def test_mastodon_and_players_have_no_words():
    quote = read_code(
        '<blockquote class="mastodon-embed" data-embed-url="https://social.example.org/@a/1/embed"><a '
        'href="https://social.example.org/@a/1"><div>Post by @a@social.example.org</div></a></blockquote>'
    )
    assert (quote.key, quote.text, quote.status) == ("mastodon/1@social.example.org", "", "uncaptured")
    frame = read_code('<iframe width="560" src="https://www.youtube.com/embed/aB-_5678901?rel=0"></iframe>')
    assert frame.key == "youtube/aB-_5678901"


@pytest.mark.parametrize(
    "html",
    [
        "", "words", "<blockquote><p>a quotation</p></blockquote>",
        '<blockquote class="twitter-tweet"></blockquote>',
        '<iframe src="https://maps.example.org/"></iframe>', '<blockquote class="twitter">x</blockquote>',
        '<blockquote class="mastodon-embed">x</blockquote>', "<blockquote", "<<<>>>&&&",
    ],
)  # fmt: skip
def test_what_is_no_code(html):
    assert read_code(html) is None


def test_an_unclosed_code_is_read_to_its_end():
    assert read_code('<blockquote class="twitter-tweet"><p>cut off').text == "cut off"


@given(
    st.text(
        alphabet='<>/"=pab &;—-(@)blockquoteclasstwitter-tweethref https://x.com/a/status/1', max_size=200
    )
)
def test_any_text_is_an_answer(text):
    post = read_code(f'<blockquote class="twitter-tweet">{text}')
    assert post is None or (post.id and "<script" not in post.html)
