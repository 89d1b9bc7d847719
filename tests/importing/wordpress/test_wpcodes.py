"""WordPress's blocks and shortcodes, one by one; and what an export says beside its articles."""

import json
import shutil

import pytest
from bench import GIF
from samples import CACHED, HEAD, TAIL, TWEET, item

UPLOADS = "https://river.example.net/wp-content/uploads/2014/03"


@pytest.fixture
def body(bench, tmp_path):
    """What a content becomes, in a site with a picture (31), a sound (32) and a film (33)."""
    uploads = tmp_path / "uploads"
    (uploads / "2014/03").mkdir(parents=True)
    for name in ("reeds.jpg", "song.mp3", "boat.mp4"):
        (uploads / "2014/03" / name).write_bytes(GIF)

    def convert(content, *more, **options):
        shutil.rmtree(bench.root, ignore_errors=True)
        media = "".join(
            item(
                number, name, kind="attachment", status="inherit", slug=name[:4], parent=10, excerpt=f"About {name}",
                link=f"https://river.example.net/2014/03/river/{name[:4]}/", attachment=f"{UPLOADS}/{name}",
            )
            for number, name in ((31, "reeds.jpg"), (32, "song.mp3"), (33, "boat.mp4"))
        )  # fmt: skip
        articles = item(10, "River", content, slug="river", **options)
        bench.write({"a.xml": HEAD + articles + "".join(more) + media + TAIL})
        bench.run(source="a.xml", uploads=uploads)
        return bench.body("2014/river.md")

    return convert


def test_an_embed_block_without_an_inside(body, bench):
    url = "https://twitter.com/example_river/status/1102650000000000000"
    assert body(f'<!-- wp:embed {{"url":"{url}","type":"rich"}} /-->\n<p>After</p>') == f"{url}\n\nAfter"
    assert bench.tally.embeds()["by_form"]["bare"] == 1


def test_a_reusable_block_stands_where_it_is_called(body, bench):
    content = '<!-- wp:block {"ref":77} /-->\n<!-- wp:paragraph --><p>After</p><!-- /wp:paragraph -->'
    inside = '<!-- wp:paragraph --><p>Support us.</p><!-- /wp:paragraph --><!-- wp:block {"ref":77} /-->'
    assert body(content, item(77, "Call", inside, kind="wp_block", slug="call")) == "Support us.\n\nAfter"
    assert bench.codes == ["dynamic-block"]


def test_footnotes(body, bench):
    content = '<!-- wp:paragraph --><p>It rose<sup data-fn="b1" class="fn"><a href="#b1" id="b1-link">1</a></sup>.</p><!-- /wp:paragraph --><!-- wp:footnotes /-->'
    notes = '[{"content":"The <em>minutes<\\/em> say so.","id":"b1"}]'
    assert body(content, meta=(("footnotes", notes),)) == "It rose[^1].\n\n[^1]: The *minutes* say so."
    assert bench.codes == []


def test_verses_galleries_in_lists_and_download_buttons(body):
    picture = f'<figure><img src="{UPLOADS}/reeds.jpg" alt="Reeds"/><figcaption>Bank</figcaption></figure>'
    assert (
        body('<!-- wp:verse --><pre class="wp-block-verse">One\n<em>two</em></pre><!-- /wp:verse -->')
        == "One  \n*two*"
    )
    assert (
        body(f'<!-- wp:gallery --><ul class="wp-block-gallery"><li>{picture}</li></ul><!-- /wp:gallery -->')
        == '![Reeds](/media/2014/03/reeds.jpg "Bank")'
    )


def test_a_picture_whose_address_is_broken_is_no_picture(body):
    broken = item(34, "x", kind="attachment", status="inherit", link="-", attachment="http://[x/reeds.jpg")
    assert body('A [gallery ids="34"]', broken) == "A"


def test_a_gallery_shows_pictures_only_and_their_captions(body):
    shown = '![](/media/2014/03/reeds.jpg "About reeds.jpg")'
    assert body("[gallery]") == shown
    assert body('[playlist ids="32"]') == '<audio controls src="/media/2014/03/song.mp3"></audio>'
    assert body('[playlist type="video"]') == '<video controls src="/media/2014/03/boat.mp4"></video>'


def test_a_picture_that_leads_to_its_own_page_is_a_picture(body):
    page = "https://river.example.net/2014/03/river/reed/"
    image = f'<img src="{UPLOADS}/reeds-300x200.jpg" alt="Reeds" />'
    assert body(f'<a href="{page}">{image}</a>') == "![Reeds](/media/2014/03/reeds.jpg)"


@pytest.mark.parametrize(
    ("content", "markdown"),
    [
        ("[youtube=http://www.youtube.com/watch?v=w7Ft2ymGmfc&w=320&h=240]", "https://www.youtube.com/watch?v=w7Ft2ymGmfc"),
        ("[soundcloud url=\"https://sound.example.org/1\"]", "<https://sound.example.org/1>"),
        ("[facebook=https://social.example.org/posts/1/]", "<https://social.example.org/posts/1/>"),
        ("[youtube]w7Ft2ymGmfc[/youtube]", "https://www.youtube.com/watch?v=w7Ft2ymGmfc"),
        ("[vimeo 123456789] and [vimeo]987654321[/vimeo]", "https://vimeo.com/123456789\n\nand\n\nhttps://vimeo.com/987654321"),
        ('[blackbirdpie id="1102650000000000000"]', "https://twitter.com/i/web/status/1102650000000000000"),
        ('[mastodon url="https://social.example.org/@example_a/109999999999999999"]', "https://social.example.org/@example_a/109999999999999999"),
        ('[iframe title="x" src="https://www.youtube.com/embed/w7Ft2ymGmfc"]', "https://www.youtube.com/watch?v=w7Ft2ymGmfc"),
        ("Write [[gallery]] so.", "Write [gallery] so."),
        ("<pre>[gallery]</pre>", "```\n[gallery]\n```"),
        ('[code language="python"]if a < b:\n\n    [gallery][/code]', "```python\nif a < b:\n\n    [gallery]\n```"),
        (
            f'[audio src="{UPLOADS}/song.mp3"]\n\n[audio mp3="{UPLOADS}/song.mp3"][/audio]',
            '<audio controls src="/media/2014/03/song.mp3"></audio>\n\n<audio controls src="/media/2014/03/song.mp3"></audio>',
        ),
    ],
)  # fmt: skip
def test_shortcodes(body, content, markdown):
    assert body(content) == markdown


@pytest.mark.parametrize(
    "content",
    [
        'A\n\n[contact-form to="ana@secret.example.net" subject="S"]B[contact-field label="Name" type="name"/][/contact-form]',
        'A\n\nB [contact-form-7 id="5" recipient="ana@secret.example.net"]',
        'A\n\nB [wpforms id="5"]',
    ],
)
def test_forms_are_left_out_with_those_they_wrote_to(body, bench, content):
    assert body(content) == "A\n\nB"
    assert bench.codes == ["form-removed"]


def test_addresses_that_readers_never_saw_are_not_written(body, bench):
    content = (
        '[mystery to="ana@secret.example.net" at="203.0.113.9"]Ask bo@example.org[/mystery] [riddle=1] [n=5]'
    )
    assert body(content) == '[mystery to="…" at="…"]Ask bo@example.org[/mystery] [riddle=1] [n=5]'
    assert bench.codes == ["unknown-shortcode"] * 2
    body('<!-- wp:example/form {"size":2,"to":"ana@secret.example.net"} /-->')
    assert '{"size":2,"to":"…"}' in bench.problem("dynamic-block").message
    assert "secret" not in (bench.root / "import-report.md").read_text(encoding="utf-8")


def test_every_former_name_and_the_page_of_a_lone_attachment(bench):
    lone = item(
        40, "alone.jpg", kind="attachment", status="inherit", slug="alone", attachment=f"{UPLOADS}/alone.jpg",
        link="https://river.example.net/alone/",
    )  # fmt: skip
    meta = (("_wp_old_slug", "first"), ("_wp_old_slug", "second"), ("_thumbnail_id", "40"))
    other = lone.replace("<wp:post_id>40<", "<wp:post_id>41<").replace("/alone/", "/nowhere/")
    bench.write({"a.xml": HEAD + item(10, "River", "x", slug="river", meta=meta) + lone + other + TAIL}).run(
        source="a.xml"
    )
    assert bench.front().aliases == (
        "/2014/03/river/", "/?p=10", "/2014/03/first/", "/2014/03/second/", "/alone/", "/?attachment_id=40",
    )  # fmt: skip
    assert any(note.startswith("1 attachment pages belonged to no article") for note in bench.tally.notes)


def test_languages_that_a_plug_in_noted(bench):
    terms = (("language", "fa", "فارسی"), ("region", "north", "North"))
    bench.write({"a.xml": HEAD + item(10, "River", "x", slug="river", terms=terms) + TAIL}).run(
        source="a.xml"
    )
    assert bench.paths == ["2014/river.fa.md"]
    assert bench.front().lang == "fa"
    assert "language: en-GB\nlanguages:\n  fa:" in bench.text("site.yaml")
    assert (
        "Terms of other taxonomies than categories and tags were left out: region (1)." in bench.tally.notes
    )
    assert not [problem for problem in bench.build().problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("player", "markdown"),
    [
        (
            (
                '<object width="1"><param name="movie" value="http://www.youtube.com/v/w7Ft2ymGmfc&hl=en"></param>'
                '<embed src="http://www.youtube.com/v/w7Ft2ymGmfc&hl=en"></embed></object>'
            ),
            "https://www.youtube.com/watch?v=w7Ft2ymGmfc",
        ),
        (
            '<embed src="//vimeo.com/moogaloop.swf?server=x&amp;clip_id=123456789" />',
            "https://vimeo.com/123456789",
        ),
        ('<object data="http://films.example.org/a.swf"></object>', "<http://films.example.org/a.swf>"),
    ],
)
def test_players_of_the_years_before_frames(body, player, markdown):
    assert body(f"Before.\n\n{player}\n\nAfter.") == f"Before.\n\n{markdown}\n\nAfter."


def test_tags_of_the_first_version(bench):
    terms = (("category", "water", "Water"), ("tag", "dams", "Dams"))
    old = (
        HEAD.replace("export/1.2/", "export/1.0/") + item(10, "River", "x", slug="river", terms=terms) + TAIL
    )
    bench.write({"a.xml": old.replace('domain="tag" nicename="dams"', 'domain="tag"')}).run(source="a.xml")
    assert bench.front().tags == ("Water", "Dams")


RAW = "JTNDcCUzRVJhdyUyMCUzQ2ElMjBocmVmJTNEJTIyLyUzRnAlM0QxMCUyMiUzRXdvcmRzJTNDL2ElM0UlM0MvcCUzRQ=="
LINK = "url:https%3A%2F%2Fb.example.org%2Fon|title:Read%20it|target:_blank"
PICTURE = "![Reeds](/media/2014/03/reeds.jpg)"
FILM = "https://www.youtube.com/watch?v=w7Ft2ymGmfc"


@pytest.mark.parametrize(
    ("content", "markdown"),
    [
        (
            f'[et_pb_row][et_pb_image src="{UPLOADS}/reeds.jpg" alt="Reeds" /][et_pb_button button_url="https://b.example.org/" button_text="Press me" /][/et_pb_row]',
            f"{PICTURE}\n\n[Press me](https://b.example.org/)",
        ),
        (
            '[et_pb_blurb title="Head" url="https://b.example.org/x" text_font="Open Sans|700|||"]Some <b>text</b>[/et_pb_blurb]',
            "### [Head](https://b.example.org/x)\n\nSome **text**",
        ),
        (f'[et_pb_video src="{FILM}" /]', FILM),
        (f'[vc_video link="{FILM}"]', FILM),
        ('[vc_single_image image="31"]', '![](/media/2014/03/reeds.jpg "About reeds.jpg")'),
        (f'[vc_btn title="Read on" link="{LINK}"]', "[Read on](https://b.example.org/on)"),
        ('[vc_custom_heading text="Words of a head" font_container="tag:h2"]', "### Words of a head"),
        (f"[vc_row][vc_raw_html]{RAW}[/vc_raw_html][/vc_row]", "Raw [words](river.md)"),
        (f'[fusion_imageframe image_id="31|full" alt="Reeds"]{UPLOADS}/reeds.jpg[/fusion_imageframe]', PICTURE),
        ('[fusion_button link="https://b.example.org/"]Go[/fusion_button]', "[Go](https://b.example.org/)"),
        (f"[av_image src='{UPLOADS}/reeds.jpg' alt='Reeds' attachment='31']", PICTURE),
        ('[vc_progress_bar values="%5B%7B%22label%22%3A%22Done%22%2C%22value%22%3A%2290%22%7D%5D"]', "Done 90"),
        ('[et_pb_section custom_css="a: b; c: d" admin_label="Some words about this part"]Text[/et_pb_section]', "Text"),
        ('[vc_toggle title="Why?"]As [b] says.[/vc_toggle]', "### Why?\n\nAs [b] says."),
    ],
)  # fmt: skip
def test_what_page_builders_say_in_arguments(body, bench, content, markdown):
    assert body(content) == markdown
    assert bench.codes == []
    assert bench.run(source="a.xml", uploads=bench.source.parent / "uploads").written == 0


def test_what_a_page_builder_shows_without_words_is_told(body, bench):
    assert (
        body(f'[et_pb_section background_image="{UPLOADS}/reeds.jpg"]A[/et_pb_section][vc_basic_grid]') == "A"
    )
    assert sorted(bench.codes) == ["dynamic-block", "picture-behind"]


@pytest.mark.parametrize(
    ("content", "markdown"),
    [
        (f'[caption]<iframe src="{FILM.replace("watch?v=", "embed/")}"></iframe> Words[/caption]', f"{FILM}\n\nWords"),
        (
            '[caption]<img src="/wp-content/uploads/2014/03/reeds.jpg" alt="Reeds"> See <a href="/?p=10">it</a>[/caption]',
            '<figure><img src="/media/2014/03/reeds.jpg" alt="Reeds"><figcaption>See <a href="river.md">it</a></figcaption></figure>',
        ),
        (
            f'[caption caption="Below"]<img src="{UPLOADS}/reeds.jpg" alt="Reeds">[/caption]',
            '![Reeds](/media/2014/03/reeds.jpg "Below")',
        ),
        (f'[quote]Said\n\n[embed]{FILM}[/embed]\n\n<a href="/?p=10">it</a>[/quote]', f"> Said\n>\n> {FILM}\n>\n> [it](river.md)"),
        ('[gallery exclude="31"]', ""),
    ],
)  # fmt: skip
def test_what_shortcodes_enclose_is_converted_like_the_rest(body, bench, content, markdown):
    assert body(content) == markdown
    assert bench.codes == []


@pytest.mark.parametrize(
    ("content", "markdown"),
    [
        ('[audio src="/wp-content/uploads/2014/03/song.mp3"]', '<audio controls src="/media/2014/03/song.mp3"></audio>'),
        ('<iframe src="/wp-content/uploads/2014/03/song.mp3"></iframe>', "[song.mp3](/media/2014/03/song.mp3)"),
        (f'<object data="{UPLOADS}/song.mp3"></object>', "[song.mp3](/media/2014/03/song.mp3)"),
        (f'<div style="background:url({UPLOADS}/reeds.jpg)">A</div>', "![](/media/2014/03/reeds.jpg)A"),
        ("[embed]https://river.example.net/?p=10[/embed]", "[https://river.example.net/?p=10](river.md)"),
        (
            '<!-- wp:embed {"url":"https://river.example.net/?p=10"} --><figcaption>See <a href="/?p=10">it</a></figcaption><!-- /wp:embed -->',
            "[https://river.example.net/?p=10](river.md)\n\nSee [it](river.md)",
        ),
    ],
)  # fmt: skip
def test_addresses_that_are_called_in_lead_where_the_rest_do(body, bench, content, markdown):
    assert body(content) == markdown
    assert [code for code in bench.codes if code != "styles-removed"] == ["frame-removed"] * (
        "<if" in content or "<ob" in content
    )


def test_footnotes_in_shortcodes(body, bench):
    content = 'It rose[efn_note]See <a href="/?p=10">it</a>.[/efn_note].\n\nIt fell[ref]So [ref] says.[/ref]\n\n[footnotes]'
    assert body(content) == "It rose[^1].\n\nIt fell[^2]\n\n[^1]: See [it](river.md).\n\n[^2]: So [ref] says."
    assert body("[footnotes]") == "[footnotes]"


def test_the_links_of_a_footnote_are_converted(body, bench):
    content = '<p>It rose<sup data-fn="b1" class="fn"><a href="#b1" id="b1-link">1</a></sup>.</p>'
    notes = '[{"content":"See <a href=\\"/?p=10\\">it</a>.","id":"b1"}]'
    assert body(content, meta=(("footnotes", notes),)) == "It rose[^1].\n\n[^1]: See [it](river.md)."


def test_what_a_reusable_block_holds_is_converted_like_the_rest(body, bench):
    inside = (
        f'<p>See <a href="/?p=10">it</a>.</p><iframe src="{FILM.replace("watch?v=", "embed/")}"></iframe>'
    )
    block = item(77, "Call", inside, kind="wp_block", slug="call")
    assert body('<!-- wp:block {"ref":77} /-->', block) == f"See [it](river.md).\n\n{FILM}"


def test_text_of_the_classic_editor_beside_blocks_keeps_its_paragraphs(body):
    block = "<!-- wp:group --><div><!-- wp:paragraph -->\n<p>In\n\na block</p>\n<!-- /wp:paragraph --></div><!-- /wp:group -->"
    content = f"One.\n\nTwo\nlines.\n\n{block}\n\nThree.\n\n<!-- wp:separator /-->\n\nFour."
    assert body(content).split("\n\n") == ["One.", "Two  \nlines.", "In\na block", "Three.", "Four."]


@pytest.mark.parametrize(
    "address",
    [
        "https://river.example.net/2014/03/river/?replytocom=3",
        "/index.php?p=10",
        "/index.php/2014/03/river/",
        "/2014/03/river/feed/",
        "/2014/03/river/comment-page-2/",
        "/?p=10&replytocom=3",
    ],
)
def test_all_addresses_at_which_an_article_was_shown(body, bench, address):
    assert (
        body(f'<p><a href="{address}">it</a> and <a href="/feed/">all</a></p>')
        == "[it](river.md) and [all](/feed.xml)"
    )
    assert bench.codes == []


def test_marks_between_files_that_were_joined_go(body):
    assert body("<p>One\ufeff two</p>") == "One two"


def test_a_stored_answer_tells_when_it_was_stored(body, bench):
    url = "https://twitter.com/example_river/status/1102650000000000000"
    body(url, meta=(("_oembed_0a", CACHED), ("_oembed_time_0a", "1551700000")))
    kept = json.loads(
        (bench.root / "content/_snapshots/x/1102650000000000000.json").read_text(encoding="utf-8")
    )
    assert kept["captured_at"] == "2019-03-04T11:46:40Z"


def test_what_the_page_says_in_its_own_words_is_not_lost(bench):
    content = f'{TWEET}<h3>References</h3><ul><li><a href="https://press.example.org/a">Paper</a></li></ul>'
    bench.write({"a.xml": HEAD.replace("en-GB", "fa") + item(10, "River", content, slug="river") + TAIL})
    bench.run(source="a.xml", check=True)
    assert bench.tally.faithfulness.listed == ()
