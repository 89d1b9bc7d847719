"""A whole Jekyll site, and a bare folder of posts."""

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
    assert [(skip.path, skip.reason) for skip in site.tally.skipped] == [("feed.html", "template")]
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
