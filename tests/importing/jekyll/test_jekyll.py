"""A whole Jekyll site, and a bare folder of posts."""

import json

import pytest
from bench import GIF
from samples import OTHER_TWEET, TWEET

CONFIG = """title: River Watch
description: The river and its people
url: https://river.example.net
baseurl: /blog
lang: en
permalink: /:categories/:year/:month/:title/
collections:
  reports:
    output: true
    permalink: /reports/:path/
  notes:
    output: false
defaults:
  - scope: {path: "", type: posts}
    values: {author: ana}
"""
FIRST = """---
title: First
date: 2019-03-04 12:18:53 -0400
tags: [water]
image: /assets/reeds.gif
---
See [the second]({% post_url 2019-05-06-second %}), [again]({{ site.baseurl }}/news/2019/05/second/#part) and
[by path]({% link _posts/2019-05-06-second.md %}), or [elsewhere]({{ "/nowhere/" | relative_url }}).

![Reeds]({{ site.baseurl }}/assets/reeds.gif "The bank") {{ page.title }}

{% include figure.html src="/assets/reeds.gif" alt="Reeds" caption="Reeds “along” the bank" %}

{% image "assets/reeds.gif" "Reeds again" %}

{% highlight ruby %}
puts "{{ raw }}"
{% endhighlight %}

{% raw %}{{ shown }}{% endraw %}{% comment %}hidden{% endcomment %}

{{ "ana" | portrait }}
"""
SECOND = f"""---
title: Second
category: news
redirect_from:
  - /old/second/
---
## Part {{#part}}

Text before.
{TWEET}

{OTHER_TWEET}

https://twitter.com/example_river/status/1102650000000000000

Inline [status](https://twitter.com/example_river/status/1102650000000000000) stays a link, and

"https://twitter.com/example_river/status/1102650000000000000"

<iframe width="560" src="//www.youtube.com/embed/w7Ft2ymGmfc" title="A talk on weirs" allowfullscreen></iframe>

<iframe src="https://maps.example.org/?q=1" title="A map"></iframe>
"""


@pytest.fixture
def site(bench):
    files = {
        "_config.yml": CONFIG,
        "_data/authors.yml": "ana:\n  name: Ana Example\n  bio: Counts letters.\n  url: https://ana.example.org\n",
        "_posts/2019-03-04-first.md": FIRST,
        "_posts/2019-05-06-second.md": SECOND,
        "_drafts/third.md": "---\ntitle: Third\n---\nNot yet.\n",
        "_reports/flood.md": "---\ntitle: Flood\n---\nA report.\n",
        "_notes/secret.md": "---\ntitle: Note\n---\nA note.\n",
        "_layouts/default.html": "{{ content }}",
        "about.md": "---\ntitle: About\npermalink: /about-us/\n---\nWe are.\n",
        "index.html": "---\n---\n{% for post in site.posts %}{% endfor %}",
        "feed.html": "---\ntitle: Feed\n---\n{% for post in site.posts %}{% endfor %}",
        "assets/reeds.gif": GIF,
        "assets/unused.gif": GIF,
    }
    bench.write(files).run()
    return bench


def test_everything_has_its_place(site):
    assert site.paths == [
        "2019/first.md",
        "2019/second.md",
        "drafts/third.md",
        "pages/about.md",
        "pages/flood.md",
    ]
    assert sorted((skip.path, skip.reason) for skip in site.tally.skipped) == [
        ("_notes/secret.md", "unpublished"),
        ("feed.html", "template"),
        ("index.html", "home-page"),
    ]
    assert (site.root / "content/assets/reeds.gif").read_bytes() == GIF
    assert not (site.root / "content/assets/unused.gif").exists()


def test_old_addresses_follow_the_configured_pattern(site):
    assert site.front("2019/first.md").aliases == ("/2019/03/first/",)
    assert site.front("2019/second.md").aliases == ("/news/2019/05/second/", "/old/second/")
    assert site.front("pages/about.md").aliases == ("/about-us/",)
    assert site.front("pages/flood.md").aliases == ("/reports/flood/",)


def test_front_matter_takes_defaults_and_names_of_authors(site):
    front = site.front("2019/first.md")
    assert (front.authors, front.tags, front.image) == (("Ana Example",), ("water",), "/assets/reeds.gif")
    assert front.date.isoformat() == "2019-03-04T12:18:53-04:00"
    assert site.front("2019/second.md").tags == ("news",)


def test_liquid_becomes_markdown(site):
    body = site.body("2019/first.md")
    assert "See [the second](second.md), [again](second.md#part) and\n[by path](second.md)" in body
    assert '![Reeds](/assets/reeds.gif "The bank") First' in body
    assert '![Reeds](/assets/reeds.gif "Reeds “along” the bank")' in body
    assert "![Reeds again](/assets/reeds.gif)" in body
    assert '```ruby\nputs "{{ raw }}"\n```' in body
    assert "{{ shown }}<!-- hidden -->" in body


def test_what_is_not_understood_is_told_by_line(site):
    told = {(problem.code, problem.path, problem.line) for problem in site.tally.problems}
    assert ("unknown-page", "_posts/2019-03-04-first.md", 8) in told
    assert ("unknown-shortcode", "_posts/2019-03-04-first.md", 22) in told
    assert (
        "frame-removed",
        "_posts/2019-05-06-second.md",
        21 + SECOND[: SECOND.index("https://maps")].count("\n") - 20,
    ) in told


def test_posts_are_found_in_every_form_and_links_stay_links(site):
    embeds = site.tally.embeds()
    assert embeds["by_form"] == {"shortcode": 0, "blockquote": 2, "bare": 1, "flattened": 0}
    assert (embeds["found"], embeds["captured"], embeds["frames"], embeds["files"]) == (3, 2, 1, 1)
    paragraphs = site.body("2019/second.md").split("\n\n")
    assert "Text before." in paragraphs
    assert "https://twitter.com/example_river/status/1102600000000000000" in paragraphs
    assert '"<https://twitter.com/example_river/status/1102650000000000000>"' in paragraphs
    assert "https://www.youtube.com/watch?v=w7Ft2ymGmfc" in paragraphs
    assert "[A map](<https://maps.example.org/?q=1>)" in paragraphs
    assert "<script" not in site.body("2019/second.md")


def test_a_pasted_post_is_a_snapshot(site):
    text = site.text("_snapshots/x/1102600000000000000.json")
    assert '"text": "The water is back. https://t.co/AbC"' in text
    assert '"captured_via": "pasted"' in text
    assert '"name": "River Watch"' in text


def test_the_settings_say_what_the_source_said(site):
    assert site.text("site.yaml").startswith(
        "title: River Watch\ndescription: The river and its people\nbase_url: https://river.example.net/blog/\n"
    )


def test_it_builds_without_errors_and_keeps_its_words(site):
    tally = site.run(check=True)
    assert tally.unchanged == tally.imported
    assert not [problem for problem in site.build().problems if problem.severity == "error"]
    assert tally.faithfulness.kept > 0.95


def test_the_pattern_of_a_bare_folder_is_guessed_from_its_own_links(bench):
    files = {
        "2019-03-04-a.md": "---\ntitle: A\n---\n[b](/2019/05/06/b/)\n",
        "2019-05-06-b.md": "---\ntitle: B\n---\nB.\n",
    }
    bench.write(files).run()
    assert bench.front("2019/b.md").aliases == ("/2019/05/06/b/",)
    assert bench.body("2019/a.md") == "[b](b.md)"
    assert ":year/:month/:day/:title/" in bench.tally.notes[0]


def test_without_any_hint_jekylls_default_is_taken(bench):
    bench.write({"2019-03-04-a.md": "---\ntitle: A\n---\nA.\n"}).run()
    assert bench.front().aliases == ("/2019/03/04/a.html",)


@pytest.mark.parametrize("count", [300])
def test_many_posts_in_one_folder(bench, count):
    day = [f"2019-{1 + number % 12:02d}-{1 + number % 28:02d}" for number in range(count)]
    bench.write(
        {f"{day[n]}-post-{n}.md": f"---\ntitle: Post {n}\n---\nText {n}.\n" for n in range(count)}
    ).run()
    assert bench.tally.imported == count


SITE = {
    "_config.yml": "permalink: /:year/:month/:day/:title.html\ntimezone: Asia/Tehran\n",
    "_posts/.keep": "",
}
POST = "---\ntitle: River\ndate: {date}\n---\n{body}\n"


def test_pages_have_the_addresses_that_jekyll_gave_them(bench):
    page = "---\ntitle: {}\n---\nWords.\n"
    bench.write({**SITE, "contact.md": page.format("Contact"), "about/index.md": page.format("About us")})
    bench.write({"index.md": page.format("Home"), "README.md": "x"}).run()
    assert bench.paths == ["pages/about.md", "pages/contact.md"]
    assert bench.front("pages/contact.md").aliases == ("/contact.html",)
    assert bench.front("pages/about.md").aliases == ()
    assert {(skip.path, skip.reason) for skip in bench.tally.skipped} == {
        ("README.md", "not-an-article"), ("index.md", "home-page"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "zone", "days"),
    [
        ("timezone: Asia/Tehran", " -0800", ["10", "09"]),
        ("", " -0800", ["09", "10"]),
        ("timezone: America/New_York", " -0800", ["10", "09"]),
        ("timezone: Asia/Tehran", "", ["09", "10"]),
        ("timezone: America/New_York", "", ["09"]),
        ("", "", ["09"]),
    ],
)
def test_old_addresses_are_dated_in_the_zone_of_the_old_site(bench, settings, zone, days):
    config = f"permalink: /:year/:month/:day/:title.html\n{settings}\n"
    post = POST.format(date=f"2014-03-09 23:30:00{zone}", body="x")
    bench.write({"_config.yml": config, "_posts/2014-03-09-river.md": post}).run()
    assert bench.front().aliases == tuple(f"/2014/03/{day}/river.html" for day in days)


def test_a_source_in_a_folder_of_its_own(bench):
    post = POST.format(date="2014-03-09", body="x")
    bench.write({"_config.yml": "source: src\n", "src/_posts/2014-03-09-river.md": post}).run()
    assert bench.front().aliases == ("/2014/03/09/river.html",)
    assert bench.front().tags == ()


def test_a_post_by_its_number(bench):
    bench.write(
        {
            **SITE,
            "_posts/2014-03-09-river.md": POST.format(
                date="2014-03-09", body="{% tweet 1102600000000000000 %}"
            ),
        }
    )
    bench.run()
    assert bench.body() == "https://twitter.com/i/web/status/1102600000000000000"


def test_an_included_file_is_written_out_where_its_arguments_are_all_it_needs(bench):
    files = {
        "_includes/call.html": "{% comment %}x{% endcomment %}<p>Write to {{ include.who | escape }}.</p>\n",
        "_includes/video.html": '<iframe src="https://www.youtube.com/embed/{{ include.number }}"></iframe>',
        "_includes/list.html": "{% for post in site.posts %}x{% endfor %}",
        "_posts/2014-03-09-river.md": "---\ntitle: R\nvideo: w7Ft2ymGmfc\n---\n"
        '{% include call.html who="the council" %}\n\n{% include video.html number=page.video %}\n\n'
        "{% include_relative own/note.md %}\n\n{% include list.html %}\n\n{% include ../../secret.html %}\n",
        "_posts/own/note.md": "| A | [B](/2014/03/09/river.html) |\n|---|---|\n| 1 | 2 |\n",
    }
    bench.write({**SITE, **files, "../secret.html": "secret"}).run(check=True)
    assert bench.body() == (
        "<p>Write to the council.</p>\n\nhttps://www.youtube.com/watch?v=w7Ft2ymGmfc\n\n"
        "| A | [B](river.md) |\n|---|---|\n| 1 | 2 |\n\n{% include list.html %}\n\n{% include ../../secret.html %}"
    )
    assert bench.codes == ["unknown-shortcode", "unknown-shortcode"]
    assert bench.tally.faithfulness.listed == ()


def test_the_sources_language_is_the_archives_and_its_kin_are_not_others(bench):
    config = "lang: fa-IR\n"
    post = "---\ntitle: R\nlang: {}\n---\nx\n"
    names = {f"_posts/2014-03-09-{lang}.md": post.format(lang) for lang in ("fa", "fa-IR", "en")}
    bench.write({"_config.yml": config, **names}).run()
    assert bench.paths == ["2014/en.en.md", "2014/fa-IR.md", "2014/fa.md"]
    assert "language: fa-IR\nlanguages:\n  en:" in bench.text("site.yaml")
    assert not bench.build().problems


def test_categories_are_words_and_a_category_is_one(bench):
    posts = {"one": "category: Big News", "two": "categories: Big News"}
    files = {
        f"_posts/2014-03-09-{name}.md": f"---\ntitle: R\n{line}\n---\nx\n" for name, line in posts.items()
    }
    bench.write({"_config.yml": "permalink: /:categories/:title/\n", **files}).run()
    assert bench.front("2014/one.md").aliases == ("/big news/one/",)
    assert bench.front("2014/two.md").aliases == ("/big/news/two/",)


def test_posts_in_paragraphs_of_html_are_shown_as_posts(bench):
    number = "https://twitter.com/example_river/status/1102600000000000000"
    body = f"<p>Before.</p>\n<p>{{% twitter {number} %}}</p>\n<p>{number[:-1]}1</p>\n<p>After.</p>"
    bench.write({**SITE, "_posts/2014-03-09-river.html": POST.format(date="2014-03-09", body=body)}).run()
    page = bench.build() and (bench.root / "output/2014/river/index.html").read_text()
    assert page.count('<blockquote class="embed embed-x') == 2
    assert "<p>Before.</p>" in page
    assert "<p>After.</p>" in page


def shown_by(bench, body, **files):
    """The one article of a small site, imported."""
    bench.write(
        {
            "_config.yml": "title: Sample\n",
            "_posts/2020-01-01-a.md": f"---\ntitle: A\n---\n\n{body}\n",
            **files,
        }
    )
    bench.run("jekyll")
    return bench.body()


def test_a_post_in_the_arguments_of_an_include_keeps_its_words(bench):
    url = "https://twitter.com/example_river/status/1102600000000000000"
    told = f'{{% include tweet.html text="The *water* is back & <b>up</b>." author="River" username="@example_river" url="{url}" date="March 4, 2019" %}}'
    assert shown_by(bench, told) == url
    (kept,) = (bench.root / "content/_snapshots/x").iterdir()
    post = json.loads(kept.read_text(encoding="utf-8"))
    assert post["text"] == "The *water* is back & up."
    assert (post["author"]["name"], post["author"]["handle"], post["created_at"]) == (
        "River",
        "example_river",
        "2019-03-04",
    )


def test_an_embed_code_in_the_arguments_of_an_include_is_read(bench):
    assert shown_by(bench, f"{{% include card.html content='{TWEET}' %}}").startswith("https://twitter.com/")
    assert len(list((bench.root / "content/_snapshots/x").iterdir())) == 1


def test_a_post_without_an_address_in_an_include_is_an_entry(bench):
    assert shown_by(bench, '{% include tweet.html text="Words" username="example_river" %}').startswith(
        "[tweet:pasted-"
    )
    assert [post.text for post in bench.front().tweets] == ["Words"]
    assert "post-without-url" in bench.codes


def test_a_share_button_is_no_post(bench):
    assert "tweet" in shown_by(bench, '{% include tweet.html text="Share this" %}')


def test_a_caption_keeps_its_links(bench):
    body = '{% include figure image_path="/reeds.gif" alt="Reeds" caption="A `wide` [river](/2020/01/01/a.html)." %}'
    figure = '<figure><img src="/reeds.gif" alt="Reeds"><figcaption>A <code>wide</code> <a href="a.md">river</a>.</figcaption></figure>'
    assert shown_by(bench, body, **{"reeds.gif": GIF}) == figure


def test_a_picture_of_an_include_in_html_is_html(bench):
    body = '<div>{% include figure image_path="/reeds.gif" alt="Reeds" %}</div>'
    assert shown_by(bench, body, **{"reeds.gif": GIF}) == '<div><img alt="Reeds" src="/reeds.gif" /></div>'


def test_a_frame_of_the_sites_own_is_a_link(bench):
    body = (
        '<iframe src="/plan.pdf" title="The plan"></iframe>\n\n<iframe src="{{ site.baseurl }}/chart.html"></iframe>\n\n'
        '<iframe src="{{ \'/plan.pdf\' | relative_url }}"></iframe>\n\n<iframe src="javascript:x()"></iframe>'
    )
    links = "[The plan](</plan.pdf>)\n\n[/chart.html](</chart.html>)\n\n[plan.pdf](</plan.pdf>)"
    assert shown_by(bench, body, **{"plan.pdf": b"%PDF-1.4\n", "chart.html": "<p>x"}) == links
    assert (bench.root / "content/plan.pdf").is_file()
    told = [problem.message for problem in bench.tally.problems if problem.code == "frame-removed"]
    assert [message.partition(":")[0] for message in told] == [
        "the frame of /plan.pdf became a link",
        "the frame of /chart.html became a link",
        "the frame of /plan.pdf became a link",
        "the frame of javascript",
    ]


def test_a_player_whose_address_is_of_the_front_matter_is_a_post(bench):
    frame = '<iframe src="https://www.youtube.com/embed/{{ site.film }}"></iframe>'
    bench.write(
        {"_config.yml": "film: abcdefghijk\n", "_posts/2020-01-01-a.md": f"---\ntitle: A\n---\n{frame}\n"}
    )
    bench.run("jekyll")
    assert bench.body() == "https://www.youtube.com/watch?v=abcdefghijk"


def test_a_frame_in_code_stays(bench):
    code = '`<iframe src="/chart.html"></iframe>`'
    assert shown_by(bench, code) == code


def test_a_site_whose_address_has_a_path_knows_its_own_links(bench):
    link = "https://www.river.example.net/blog/2019/stream/"
    files = {
        "_config.yml": "title: T\nurl: https://river.example.net/blog\npermalink: /:year/:title/\n",
        "_posts/2019-03-04-river.md": f"---\ntitle: River\n---\nSee [the stream]({link}).\n",
        "_posts/2019-03-05-stream.md": "---\ntitle: Stream\n---\n![A]({{ site.baseurl }}/reeds(1).gif)\n",
        "reeds(1).gif": GIF,
    }
    bench.write(files).run()
    assert bench.body("2019/river.md") == "See [the stream](stream.md)."
    assert (bench.body("2019/stream.md"), bench.tally.media) == ("![A](/reeds(1).gif)", 1)
    assert "base_url: https://river.example.net/blog/\n" in bench.text("site.yaml")


def test_what_only_leads_elsewhere_is_no_article(bench):
    moved = "---\ntitle: Moved\nredirect_to: {}\n---\n"
    files = {
        "_config.yml": "title: T\nurl: https://river.example.net\npermalink: /:year/:title/\n",
        "_posts/2019-03-04-river.md": "---\ntitle: River\n---\nSee [old](/2019/stream/) and [page](/stream.html).\n",
        "_posts/2019-03-05-stream.md": moved.format("/2019/river/"),
        "_posts/2019-03-06-away.md": moved.format("[https://elsewhere.example.org/x]"),
        "stream.html": moved.format("https://river.example.net/2019/river/"),
    }
    bench.write(files).run()
    assert bench.front().aliases == ("/2019/stream/", "/stream/")
    assert bench.body() == "See [old](river.md) and [page](river.md)."
    assert [(skip.path, skip.reason, skip.detail) for skip in bench.tally.skipped] == [
        (
            "_posts/2019-03-05-stream.md",
            "redirect",
            "it only leads to /2019/river/, whose former address its own became",
        ),
        (
            "_posts/2019-03-06-away.md",
            "redirect",
            "it only leads to https://elsewhere.example.org/x: keep that redirect at the server",
        ),
        (
            "stream.html",
            "redirect",
            "it only leads to https://river.example.net/2019/river/, whose former address its own became",
        ),
    ]


def test_entries_and_pages_without_words_are_left_out(bench):
    files = {
        "_config.yml": "title: T\ncollections:\n  authors: {output: true, permalink: '/author/:name/'}\n",
        "_authors/ana.md": "---\nname: ana\nfull_name: Ana Example\n---\n",
        "_authors/bo.md": "---\nname: bo\nfull_name: Bo Example\n---\nBo counts letters.\n",
        "_posts/2019-03-04-river.md": "---\ntitle: River\nauthor: ana\n---\n",
        "search.md": "---\ntitle: Search\nlayout: search\n---\n\n",
    }
    bench.write(files).run()
    assert bench.paths == ["2019/river.md", "pages/bo.md"]
    assert bench.front("2019/river.md").authors == ("Ana Example",)
    assert [(skip.path, skip.reason) for skip in bench.tally.skipped] == [
        ("_authors/ana.md", "no-words"),
        ("search.md", "no-words"),
    ]


def test_the_name_of_a_post_is_in_its_address_as_jekyll_wrote_it(bench):
    files = {
        "_config.yml": "permalink: /:year/:title/\n",
        "_posts/2019-03-04-What's next? A & B.md": "---\ntitle: A\n---\nWords.\n",
        "_posts/2019-03-05-b.md": "---\ntitle: B\nslug: My Own Slug!\n---\n[a](/2019/What's-next-A-&-B/)\n",
    }
    bench.write(files).run()
    first, second = bench.paths
    assert bench.front(first).aliases == ("/2019/My-Own-Slug!/",)
    assert bench.front(second).aliases == ("/2019/What's-next-A-&-B/",)
    assert f"[a]({second.rpartition('/')[2]})" in bench.body(first)


def test_relative_links_are_followed_from_the_old_address_and_from_the_file(bench):
    files = {
        "_config.yml": "permalink: pretty\n",
        "_posts/2019-03-03-one.md": "---\ntitle: One\n---\nWords.\n",
        "_posts/2019-03-04-two.md": "---\ntitle: Two\n---\n[one](../../03/one/#a) ![Bank](../../../../bank.gif) [file](2019-03-03-one.md#a)\n",
        "bank.gif": GIF,
    }
    bench.write(files).run()
    assert bench.body("2019/two.md") == "[one](one.md#a) ![Bank](/bank.gif) [file](one.md#a)"
    assert bench.codes == []


def test_translations_that_share_a_ref_are_paired(bench):
    head = "---\ntitle: Bank\nref: bank\nlang: {}\n---\nWords.\n"
    files = {
        "_config.yml": "permalink: /:title/\nlang: en\n",
        "_posts/2019-03-04-la-rive.md": head.format("fr"),
        "_posts/2019-03-05-the-bank.md": head.format("en"),
        "_posts/2020-03-05-rive.md": head.format("fr"),
    }
    bench.write(files).run()
    assert bench.paths == ["2019/the-bank.fr.md", "2019/the-bank.md", "2020/rive.fr.md"]
    assert bench.front("2019/the-bank.fr.md").slug == "la-rive"
    assert bench.front("2019/the-bank.fr.md").aliases == ("/la-rive/",)


def test_an_address_among_words_is_a_link(bench):
    body = (
        "See {% link about.md %}, [us]({% link about.md %}), [b]( {% post_url 2019-03-04-b %} ) and\n"
        '<a href="{% link about.md %}">us</a>\n\n[c]: {% post_url 2019-03-04-b %}\n\n'
        "![A]({% link img/a b.gif %}) {% link img/a b.gif %}\n"
    )
    files = {
        "_config.yml": "title: T\n",
        "about.md": "---\ntitle: About\n---\nWe are.\n",
        "img/a b.gif": GIF,
        "_posts/2019-03-04-a.md": f"---\ntitle: A\n---\n{body}",
        "_posts/2019-03-04-b.md": "---\ntitle: B\n---\nWords.\n",
    }
    bench.write(files).run()
    assert bench.body("2019/a.md") == (
        "See [/about/](../pages/about.md), [us](../pages/about.md), [b]( b.md ) and\n"
        '<a href="../pages/about.md">us</a>\n\n[c]: b.md\n\n'
        "![A](/img/a%20b.gif) [/img/a b.gif](/img/a%20b.gif)"
    )
    assert (bench.tally.media, bench.codes) == (1, [])


def test_an_office_is_no_name_where_data_files_tell_one(bench):
    files = {
        "_config.yml": "title: T\ncollections: {people: {output: true}}\n",
        "_data/authors.yml": "hana:\n  name: Hana Example\n",
        "_people/hana.md": "---\ntitle: Director\nbio: Counts letters.\n---\nWords.\n",
        "_posts/2019-03-04-a.md": "---\ntitle: A\nauthor: hana\n---\nWords.\n",
    }
    bench.write(files).run()
    assert bench.front("2019/a.md").authors == ("Hana Example",)
    assert "bio: Counts letters." in bench.text("site.yaml")


def test_highlighted_code_is_not_looked_into(bench):
    body = "{% highlight md %}\n#x\n[x](/nowhere/)\n{% endhighlight %}\n"
    bench.write({"_posts/2019-03-04-a.md": f"---\ntitle: A\n---\n{body}"}).run()
    assert (bench.body(), bench.codes) == ("```md\n#x\n[x](/nowhere/)\n```", [])
