"""WordPress's shortcodes in the Markdown of other tools."""

import pytest

POST = "https://x.com/example_river/status/1102600000000000000"
TWITTER = POST.replace("x.com", "twitter.com")


def imported(bench, body, form="markdown"):
    bench.write({"posts/2019-03-04-a.md": f"---\ntitle: A\ndate: 2019-03-04\n---\n{body}\n"}).run(form)
    return bench.body()


@pytest.mark.parametrize("form", ["markdown", "jekyll", "hugo"])
@pytest.mark.parametrize(
    "written",
    [
        f"[embed]{POST}[/embed]",
        f'[embed width="500"]{POST}[/embed]',
        f"[tweet {POST}]",
        '[tweet id="1102600000000000000"]',
        "[youtube w7Ft2ymGmfc]",
        "[youtube]https://www.youtube.com/watch?v=w7Ft2ymGmfc[/youtube]",
    ],
)
def test_posts(bench, form, written):
    body = imported(bench, f"Before.\n\n{written}\n\nAfter.", form)
    assert bench.tally.embeds()["by_form"]["shortcode"] == 1
    assert body.startswith("Before.\n\nhttps://")
    assert bench.codes == []


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[caption id=\"x_1\" width='300']![Reeds](x.jpg) By the \"bank\"[/caption]", '![Reeds](x.jpg "By the &quot;bank&quot;")'),
        ("[caption]![Reeds](x.jpg)[/caption]", "![Reeds](x.jpg)"),
        ("[caption][![Reeds](x.jpg)](y.jpg)\nThe bank\n[/caption]", '[![Reeds](x.jpg "The bank")](y.jpg)'),
        ('Seen: [caption caption="The bank"]![Reeds](x.jpg)[/caption] there', 'Seen: ![Reeds](x.jpg "The bank") there'),
        ("Seen: [caption]![Reeds](x.jpg) The *bank*[/caption] there", "Seen: ![Reeds](x.jpg) The *bank* there"),
        (
            "[caption]<img src=\"x.jpg\"> The *bank*[/caption]",
            '<figure><img src="x.jpg"><figcaption>The <em>bank</em></figcaption></figure>',
        ),
        (
            "[wp_caption]![Reeds](x.jpg) The *bank*[/wp_caption]",
            '<figure markdown="1">\n\n![Reeds](x.jpg)\n\n<figcaption>The <em>bank</em></figcaption>\n</figure>',
        ),
        ('[audio mp3="x.mp3"]', '<audio src="x.mp3"></audio>'),
    ],
)  # fmt: skip
def test_pictures_and_players(bench, written, shown):
    bench.write({"posts/x.jpg": b"x", "posts/y.jpg": b"y", "posts/x.mp3": b"z"})
    assert imported(bench, written) == shown
    assert bench.codes == []


@pytest.mark.parametrize(
    "written", ['[gallery ids="1,2"]', "[note]Words[/note]", "[embed][/embed]", '[ngg src="x"]']
)
def test_others_stay_and_are_told(bench, written):
    assert imported(bench, f"Before.\n\n{written}") == f"Before.\n\n{written}"
    assert bench.problem("unknown-shortcode").line == 7


@pytest.mark.parametrize(
    "written",
    [
        "A [video] and [youtube](https://www.example.org/), a [word] [tweet:1], \\[embed x].",
        f"`[embed]{POST}[/embed]`",
        "A [caption][1], an [embed of it][1].\n\n[1]: https://www.example.org/",
        "[youtube]: https://www.example.org/",
    ],
)
def test_what_is_none_stays(bench, written):
    assert imported(bench, written) == written
    assert "unknown-shortcode" not in bench.codes


def test_tags_of_liquid_in_a_folder_of_no_tool(bench):
    body = f"{{% twitter {TWITTER} %}}\n\n{{% youtube w7Ft2ymGmfc %}}\n\n`{{% raw %}}{{{{ x }}}}{{% endraw %}}`\n\n{{{{ page.title }}}}"
    assert imported(bench, body).split("\n\n") == [
        TWITTER,
        "https://www.youtube.com/watch?v=w7Ft2ymGmfc",
        "`{% raw %}{{ x }}{% endraw %}`",
        "{{ page.title }}",
    ]
    assert bench.codes == ["unknown-shortcode"]
