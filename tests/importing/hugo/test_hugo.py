"""Hugo: heads of three kinds, bundles, languages, shortcodes."""

import pytest
from bench import GIF

RIVER = """+++
title = "The river: it's back"
date = 2019-03-04T10:00:00+02:00
lastmod = 2019-04-01
tags = ["Water", "records"]
authors = ["ana"]
aliases = ["/old/river.html", "older"]
slug = "river-back"
[params]
description = "How it came back"
+++
Intro ![Reeds](photo.gif "The bank") and ![Bank](/img/bank.gif).

{{< tweet user="example_river" id="1102600000000000000" >}}

{{< x user="example_river" id="1102650000000000000" >}}

{{< youtube w7Ft2ymGmfc >}}

{{< vimeo id="123456789" >}}

{{< figure src="photo.gif" alt="Reeds" title="Reeds" caption="along the *bank*" >}}

See [other]({{< relref "second.md#part" >}}), [x](../second) and [y]({{% ref "posts/second" %}}).

`{{</* tweet 1 */>}}`

{{< sidenote a="b" >}}text{{< /sidenote >}}
"""


@pytest.fixture
def site(bench):
    files = {
        "hugo.toml": 'baseURL = "https://river.example.net/"\ntitle = "River Watch"\nlanguageCode = "en"\n'
        '[languages.fa]\nlanguageName = "فارسی"\n[permalinks]\nposts = "/:year/:month/:slug/"\n',
        "data/authors.yaml": "ana:\n  name: Ana Example\n",
        "content/_index.md": "---\ntitle: Home\n---\nWelcome to all who live by the river and love it.\n",
        "content/posts/_index.md": "---\ntitle: Posts\n---\n",
        "content/posts/river/index.md": RIVER,
        "content/posts/river/photo.gif": GIF,
        "content/posts/river/table.csv": "a,b\n",
        "content/posts/second.md": '{"title": "Second", "date": "2019-05-06", "url": "/exact/second/"}\n\n## Part {#part}\n',
        "content/posts/second.fa.md": "---\ntitle: دوم\ndate: 2019-05-06\n---\nمتن.\n",
        "content/fa/posts/third.md": "---\ntitle: سوم\ndate: 2019-06-07\n---\nمتن.\n",
        "content/about.md": "---\ntitle: About us\n---\nWe are.\n",
        "static/img/bank.gif": GIF + b"\0",
        "themes/x/README.md": "# Theme\n",
    }
    bench.write(files).run()
    return bench


def test_the_shape_of_the_folders_stays(site):
    assert site.paths == [
        "pages/about.md", "posts/river/river.md", "posts/second.fa.md", "posts/second.md", "posts/third.fa.md",
    ]  # fmt: skip
    assert (site.root / "content/posts/river/photo.gif").read_bytes() == GIF
    assert (site.root / "content/posts/river/table.csv").exists()
    assert (site.root / "content/img/bank.gif").exists()
    assert {skip.reason for skip in site.tally.skipped} == {"section-page"}


def test_toml_yaml_and_json_heads(site):
    front = site.front("posts/river/river.md")
    assert (front.title, front.slug, front.authors) == (
        "The river: it's back",
        "river-back",
        ("Ana Example",),
    )
    assert (front.date.isoformat(), str(front.updated.date())) == ("2019-03-04T10:00:00+02:00", "2019-04-01")
    assert front.summary == "How it came back"
    assert site.front("posts/second.md").title == "Second"
    assert site.front("posts/second.fa.md").title == "دوم"


def test_old_addresses(site):
    assert site.front("posts/river/river.md").aliases == (
        "/2019/03/river-back/",
        "/old/river.html",
        "/2019/03/older",
    )
    assert site.front("posts/second.md").aliases == ("/exact/second/",)
    assert site.front("posts/third.fa.md").aliases == ("/fa/2019/06/سوم/",)
    assert site.front("pages/about.md").aliases == ()


def test_shortcodes(site):
    paragraphs = site.body("posts/river/river.md").split("\n\n")
    assert paragraphs[:6] == [
        'Intro ![Reeds](photo.gif "The bank") and ![Bank](/img/bank.gif).',
        "https://twitter.com/example_river/status/1102600000000000000",
        "https://x.com/example_river/status/1102650000000000000",
        "https://www.youtube.com/watch?v=w7Ft2ymGmfc",
        "https://vimeo.com/123456789",
        '<figure><img src="photo.gif" alt="Reeds"><figcaption>Reeds along the <em>bank</em></figcaption></figure>',
    ]
    assert paragraphs[6] == "See [other](../second.md#part), [x](../second.md) and [y](../second.md)."
    assert paragraphs[7] == "`{{</* tweet 1 */>}}`"
    assert paragraphs[8] == '{{< sidenote a="b" >}}text{{< /sidenote >}}'
    assert site.tally.embeds()["by_form"]["shortcode"] == 4
    problem = site.problem("unknown-shortcode")
    assert (problem.path, problem.line) == ("posts/river/index.md", 28)


def test_it_builds_without_errors(site):
    assert not [problem for problem in site.build().problems if problem.severity == "error"]
    assert "title: River Watch\nbase_url: https://river.example.net/\nlanguage: en\n" in site.text(
        "site.yaml"
    )


def test_broken_toml_names_its_line_and_stops_nothing(bench):
    bench.write(
        {
            "content/a.md": '+++\ntitle = "A"\ndate = = 3\n+++\nA.\n',
            "content/b.md": "---\ntitle: B\n---\nB.\n",
        }
    )
    bench.run("hugo")
    assert [(skip.path, skip.reason) for skip in bench.tally.skipped] == [("a.md", "wrong-toml")]
    assert bench.problem("wrong-toml").line == 3
    assert bench.tally.imported == 1


def article(more=""):
    return f"---\ntitle: The River\ndate: 2019-03-04\n{more}---\nWords.\n"


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("/:year/:month/:slug/", "/2019/03/short/"),
        ("/:slugorfilename/", "/short/"),
        ("/:filename/", "/one/"),
        ("/n/:contentbasename/", "/n/one/"),
        ("/:sections/:title/", "/news/the-river/"),
        ("/:year-:month-:day-:title/", "/2019-03-04-the-river/"),
        ("/:yearday/:monthname/:section/", "/63/march/news/"),
    ],
)
def test_patterns_of_addresses(bench, pattern, address):
    config = f'[permalinks]\nposts = "/p/:title/"\n[permalinks.page]\nnews = "{pattern}"\n'
    files = {"content/news/deep/one.md": article("slug: short\n"), "content/posts/two.md": article()}
    bench.write({"hugo.toml": config, **files}).run()
    assert bench.front("news/deep/one.md").aliases == (address,)
    assert bench.front("posts/two.md").aliases == ("/p/the-river/",)


def test_a_folder_with_an_index_is_a_section(bench):
    config = '[permalinks]\nnews = "/:sections/:filename/"\n'
    files = {
        "content/news/deep/_index.md": article(),
        "content/news/deep/one.md": article(),
        "content/news/other/two.md": article(),
    }
    bench.write({"hugo.toml": config, **files}).run()
    assert bench.front("news/deep/one.md").aliases == ("/news/deep/one/",)
    assert bench.front("news/other/two.md").aliases == ("/news/two/",)


def test_the_main_language_may_have_a_folder_too(bench):
    config = (
        'title = "Watch"\ndefaultContentLanguage = "fr"\ndefaultContentLanguageInSubdir = true\n'
        '[languages.fr]\n[languages.en]\ntitle = "River Watch"\n'
    )
    files = {"content/news/one.fr.md": article(), "content/news/one.en.md": article()}
    bench.write({"hugo.toml": config, **files}).run()
    assert bench.paths == ["news/one.en.md", "news/one.md"]
    assert bench.front("news/one.md").aliases == ("/fr/news/one/",)
    assert bench.front("news/one.en.md").aliases == ("/en/news/one/",)
    assert "language: fr\nlanguages:\n  en:\n    title: River Watch\n" in bench.text("site.yaml")
    assert not bench.build().problems


def test_taxonomies_of_the_sites_own_are_tags(bench):
    config = '[taxonomies]\ntag = "tags"\ncampaign = "campaigns"\n'
    bench.write(
        {"hugo.toml": config, "content/news/one.md": article("tags: [a]\ncampaigns: [River, a]\n")}
    ).run()
    assert bench.front().tags == ("a", "River")


@pytest.mark.parametrize(
    "more", ["headless: true\n", "build:\n  render: never\n", "_build: {render: false}\n"]
)
def test_what_hugo_makes_no_page_of_is_a_draft(bench, more):
    bench.write({"hugo.toml": "", "content/news/one.md": article(more)}).run()
    assert bench.front().draft


def test_an_article_without_a_date_is_told_and_has_no_address_of_its_file_s_date(bench):
    config = 'baseURL = "https://river.example.net/"\n[permalinks]\nposts = "/:year/:month/:slug/"\n'
    head = "---\ntitle: {}\naliases: [older]\n---\nWords.\n"
    files = {
        "hugo.toml": config,
        "content/posts/nodate.md": head.format("No date"),
        "content/about.md": head.format("About"),
    }
    bench.write(files).run()
    assert bench.paths == ["pages/about.md", "pages/posts/nodate.md"]
    assert bench.front("pages/posts/nodate.md").aliases == ("/posts/older",)
    told = bench.problem("undated")
    assert (told.path, told.severity) == ("posts/nodate.md", "warning")


def test_what_stands_in_html_is_shown_as_hugo_showed_it(bench):
    body = (
        '<div class="row">\n\n![The weir](/weir.gif)\n\nSee [the plan](https://plans.example.net/1) and **read**[^1].\n\n'
        '{{< x user="example_river" id="42" >}}\n\n</div>\n\n<center>\n{{< youtube abcdefghijk >}}\n</center>\n\n'
        '<table><tr><td>\n{{< figure src="/weir.gif" caption="The *weir*" >}}\n</td></tr></table>\n\n[^1]: A note.\n'
    )
    bench.write(
        {
            "hugo.toml": 'title = "Sample"\n',
            "static/weir.gif": GIF,
            "content/post/a.md": f"---\ntitle: A\ndate: 2020-01-01\n---\n\n{body}",
        }
    ).run("hugo")
    assert bench.codes == []
    assert bench.build().problems == ()
    page = (bench.root / "output/2020/a/index.html").read_text(encoding="utf-8")
    assert page.count('class="embed ') == 2
    assert page.count("<img") >= 2
    assert ">the plan</a>" in page
    assert "<strong>read</strong>" in page
    assert 'href="#fnref:1"' in page


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ('caption="A *big* [weir](https://weirs.example.net/)" attr="By Ann" attrlink="https://ann.example.net"',
         ('<figure><img src="/weir.gif" alt=""><figcaption>A <em>big</em> <a href="https://weirs.example.net/">weir</a> '
         '<a href="https://ann.example.net">By Ann</a></figcaption></figure>')),
        ('caption="The `dig` tool"',
         '<figure><img src="/weir.gif" alt=""><figcaption>The <code>dig</code> tool</figcaption></figure>'),
        ('alt="Weir" caption="1986. The \\"old\\" weir & more" link="/post/a/"',
         '[![Weir](/weir.gif "1986. The &quot;old&quot; weir &amp; more")](a.md)'),
    ],
)  # fmt: skip
def test_a_caption_keeps_its_links_and_code(bench, arguments, shown):
    bench.write(
        {
            "hugo.toml": 'title = "Sample"\n',
            "static/weir.gif": GIF,
            "content/post/a.md": f'---\ntitle: A\ndate: 2020-01-01\n---\n{{{{< figure src="/weir.gif" {arguments} >}}}}\n',
        }
    ).run("hugo")
    assert bench.body() == shown
    assert bench.codes == []


def test_a_shortcode_in_code_stays_code(bench):
    body = '`{{< figure src="a.gif" caption="b" >}}` and `c`'
    bench.write(
        {"hugo.toml": 'title = "S"\n', "content/post/a.md": f"---\ntitle: A\ndate: 2020-01-01\n---\n{body}\n"}
    )
    bench.run("hugo")
    assert bench.codes == []
    assert bench.body() == body


def test_pages_of_terms_and_authors_get_an_address_that_is_free(bench):
    files = {
        "hugo.yaml": "title: Watch\n",
        "content/authors/ana/_index.md": "---\ntitle: Ana Example\n---\nAna counts the letters of old rivers.\n",
        "content/tags/water.md": "---\ntitle: Water\n---\nOf all the water in the valley.\n",
        "content/post/a.md": "---\ntitle: A\ndate: 2019-03-04\nauthors: [Ana]\ntags: [water]\n---\nSee [Ana](/authors/ana/).\n",
    }
    bench.write(files).run()
    assert bench.paths == ["pages/authors-page/ana/index.md", "pages/tags-page/water.md", "post/a.md"]
    assert bench.body("post/a.md") == "See [Ana](../pages/authors-page/ana/index.md)."
    told = bench.problem("address-taken", "tags/water.md").message
    assert told == "/tags/water/ is an address that the site needs itself: this stands at /tags-page/water/"
    assert not [problem for problem in bench.build().problems if problem.severity == "error"]


@pytest.mark.parametrize(
    ("resources", "image"),
    [
        ('[{src: "**.{png,gif}", title: "Nr :counter"}]', ""),
        ('[{src: notes.pdf}, {src: "*.gif"}, {src: reeds.gif, title: Reeds}]', "reeds.gif"),
        ("words", ""),
    ],
)
def test_resources_name_a_picture_and_patterns_none(bench, resources, image):
    files = {
        "hugo.yaml": "title: Watch\n",
        "content/post/a/index.md": f"---\ntitle: A\ndate: 2019-03-04\nresources: {resources}\n---\nA.\n",
        "content/post/a/reeds.gif": GIF,
    }
    bench.write(files).run()
    assert (bench.front().image, bench.codes) == (image, [])


def test_a_page_that_only_names_a_layout_is_left_out(bench):
    files = {
        "hugo.yaml": "title: Watch\n",
        "content/search.md": "---\ntitle: Search\nlayout: search\n---\n",
        "content/post/a.md": "---\ntitle: A\ndate: 2019-03-04\n---\n",
    }
    bench.write(files).run()
    assert bench.paths == ["post/a.md"]
    assert [(skip.path, skip.reason) for skip in bench.tally.skipped] == [("search.md", "no-words")]


FRENCH = "---\ntitle: La rivière\ndate: 2019-03-04\nslug: short\n---\n"
LANGUAGES = """[en]
contentDir = "content/english"
title = "River Watch"
[fr]
contentDir = "content/french"
title = "Veille"
"""
PER_LANGUAGE = {
    "config/_default/hugo.toml": 'baseURL = "https://river.example.net/"\ndefaultContentLanguage = "en"\n',
    "config/_default/languages.toml": LANGUAGES,
    "config/_default/permalinks.yaml": "blog: /:year/:month/:slug/\n",
    "config/production/params.json": '{"description": "We watch &amp; count."}',
}


def test_each_language_may_have_a_folder_of_its_own(bench):
    files = {
        "content/english/blog/one.md": article("slug: short\n"),
        "content/english/blog/two.md": article() + "[one](/blog/one.md)\n",
        "content/french/blog/one.md": FRENCH + '[deux]({{< ref "/blog/two" >}})\n',
        "content/french/blog/two.md": FRENCH.replace("slug: short\n", ""),
        "content/english/_index.md": article() + "A few more words than five.\n",
        "content/spanish/blog/one.md": article(),
    }
    bench.write({**PER_LANGUAGE, **files}).run()
    assert bench.paths == ["blog/one.fr.md", "blog/one.md", "blog/two.fr.md", "blog/two.md"]
    assert bench.front("blog/one.md").aliases == ("/2019/03/short/",)
    assert bench.front("blog/one.fr.md").aliases == ("/fr/2019/03/short/",)
    assert "[one](one.md)" in bench.body("blog/two.md")
    assert "[deux](two.fr.md)" in bench.body("blog/one.fr.md")
    settings = bench.text("site.yaml")
    assert "title: River Watch\ndescription: We watch & count.\n" in settings
    assert "languages:\n  fr:\n    title: Veille\n" in settings
    assert {(skip.path, skip.reason) for skip in bench.tally.skipped} == {
        ("english/_index.md", "section-page"), ("content/spanish/blog/one.md", "unpublished"),
    }  # fmt: skip
    assert not bench.build().problems


def test_the_folders_of_languages_may_stand_side_by_side(bench):
    config = (
        'defaultContentLanguage = "en"\n[languages.en]\n[languages.fr]\ncontentDir = "content.fr"\n'
        '[languages.de]\ncontentDir = "../outside"\n'
    )
    files = {
        "content/news/one.md": article(),
        "content.fr/news/one.md": FRENCH,
        "../outside/news/one.md": article(),
        "themes/example/README.md": article(),
    }
    bench.write({"config.toml": config, **files}).run()
    assert bench.paths == ["news/one.fr.md", "news/one.md"]
    assert bench.front("news/one.fr.md").aliases == ("/fr/news/short/",)


def test_pictures_of_a_translated_bundle_stay_its_own(bench):
    page = "---\ntitle: Chart\ndate: 2019-03-04\n---\n![Chart](chart.gif)\n"
    files = {}
    for number, language in enumerate(("english", "french")):
        files[f"content/{language}/blog/river/index.md"] = page
        files[f"content/{language}/blog/river/chart.gif"] = GIF + bytes(number)
    bench.write({**PER_LANGUAGE, **files}).run()
    assert bench.paths == ["blog/river/river.fr.md", "blog/river/river.md"]
    assert bench.body("blog/river/river.fr.md") == "![Chart](fr/chart.gif)"
    assert (bench.root / "content/blog/river/chart.gif").read_bytes() == GIF
    assert (bench.root / "content/blog/river/fr/chart.gif").read_bytes() == GIF + b"\0"


def test_the_folder_of_articles_may_be_all_that_there_is(bench):
    files = {"posts/river/index.md": article() + "![Bank](bank.gif) ![Reeds](/img/reeds.gif)\n"}
    bench.write({**files, "posts/river/bank.gif": GIF, "img/reeds.gif": GIF}).run("hugo")
    assert bench.paths == ["posts/river/river.md"]
    assert bench.codes == []
    assert (bench.root / "content/posts/river/bank.gif").exists()
    assert (bench.root / "content/img/reeds.gif").exists()


def test_files_that_want_the_same_place_are_told(bench):
    config = 'defaultContentLanguage = "en"\n[languages.en]\n[languages.fr]\ncontentDir = "content.fr"\n'
    picture = "![Bank](../img/bank.gif)\n"
    files = {
        "content/news/one.md": article() + picture,
        "content/news/two.md": article() + picture,
        "content/img/bank.gif": GIF,
        "content.fr/news/un.md": FRENCH + picture,
        "content.fr/img/bank.gif": GIF + b"\0",
    }
    bench.write({"hugo.toml": config, **files}).run()
    assert bench.problem("exists").path == "content.fr/news/un.md"
    assert bench.tally.media == 1


def test_settings_that_cannot_be_read_are_told(bench):
    bench.write({"hugo.toml": "title = = 3\n", "content/news/one.md": article()}).run()
    assert bench.problem("wrong-settings").path == "hugo.toml"


@pytest.mark.parametrize(
    ("config", "section", "address"),
    [
        ("uglyURLs = true\n", "news", "/news/one.html"),
        ("[uglyURLs]\nnews = true\n", "news", "/news/one.html"),
        ("[uglyURLs]\nnews = true\n", "blog", "/blog/one/"),
        ('uglyURLs = true\n[permalinks]\nnews = "/:year/:filename/"\n', "news", "/2019/one.html"),
        ('[uglyURLs]\nnews = true\n[permalinks]\nnews = "/p/:filename/"\n', "news", "/p/one.html"),
    ],
)
def test_addresses_that_are_files(bench, config, section, address):
    bench.write({"hugo.toml": config, f"content/{section}/one.md": article()}).run()
    assert bench.front().aliases == (address,)


def test_an_address_that_is_a_file_is_kept_beside_the_folder_of_that_name(bench):
    config = 'uglyURLs = true\n[permalinks]\nnews = "/:year/:filename/"\n'
    bench.write({"hugo.toml": config, "content/news/one.md": article("slug: one\n")}).run()
    assert bench.front().aliases == ("/2019/one.html",)
    bench.build()
    assert (bench.root / "output/2019/one.html").exists()


def test_the_addresses_of_all_versions_of_hugo_are_kept(bench):
    config = "[permalinks.page]\nnews = '/n/:title/'\nold-news = '/o/:slug/'\n[uglyURLs]\nugly = true\n"
    files = {
        "content/news/weir.md": article().replace("The River", "And/or+ more"),
        "content/Old News/b.md": article("slug: b\n"),
        "content/posts/A - B.md": article(),
        "content/ugly/c/index.md": article(),
        "content/ugly/d.md": article("url: /p/:title/\n"),
    }
    bench.write({"hugo.toml": config, **files}).run()
    assert bench.front("news/weir.md").aliases == ("/n/and-or-more/", "/n/and/or+-more/")
    assert bench.front("Old News/b.md").aliases == ("/o/b/",)
    assert bench.front("posts/A - B.md").aliases == ("/posts/a---b/", "/posts/a-b/")
    assert bench.front("ugly/c/c.md").aliases == ("/ugly/c.html", "/ugly/c/")
    assert bench.front("ugly/d.md").aliases == ("/p/the-river/",)


def test_punctuation_in_names_is_not_in_addresses(bench):
    files = {
        "content/news/Who owns the river's bank!.md": article() + "[two](/news/a--b-cs/)\n",
        "content/news/A--B, C's.md": article(),
    }
    bench.write({"hugo.toml": "", **files}).run()
    assert bench.front("news/Who owns the river's bank!.md").aliases == ("/news/who-owns-the-rivers-bank/",)
    assert "[two](A--B,%20C's.md)" in bench.body("news/Who owns the river's bank!.md")
    assert "unknown-page" not in bench.codes


def test_an_own_address_stands_below_the_language_unless_it_begins_at_the_root(bench):
    config = 'defaultContentLanguage = "en"\n[languages.en]\n[languages.fr]\n'
    files = {
        "content/news/one.fr.md": article("url: bank/un/\n"),
        "content/news/two.fr.md": article("url: /bank/deux/\n"),
        "content/news/three.md": article("url: /bank/:year/:filename/\n"),
    }
    bench.write({"hugo.toml": config, **files}).run()
    assert bench.front("news/one.fr.md").aliases == ("/fr/bank/un/",)
    assert bench.front("news/two.fr.md").aliases == ("/bank/deux/",)
    assert bench.front("news/three.md").aliases == ("/bank/2019/three/",)


def test_links_by_address_are_followed_where_no_file_is_meant(bench):
    body = (
        "[b](../one/#part), [p][p0], [t](../../tags/), [gone](../gone/)\n\n![Bank](../../img/bank.gif)\n\n"
        '<img src="../../img/bank.gif" alt="Bank">\n\n[p0]: ../one\n'
    )
    files = {"content/news/one.md": article(), "content/news/two.md": article() + body}
    bench.write({"hugo.toml": "", **files, "static/img/bank.gif": GIF}).run()
    text = bench.body("news/two.md")
    assert "[b](one.md#part), [p][p0], [t](/tags/), [gone](../gone/)" in text
    assert '![Bank](/img/bank.gif)\n\n<img src="/img/bank.gif" alt="Bank">\n\n[p0]: one.md' in text
    assert (bench.root / "content/img/bank.gif").exists()
    told = bench.problem("unknown-page")
    assert (told.path, told.line, told.message) == (
        "news/two.md", 6, "../gone/ leads to nothing that was imported",
    )  # fmt: skip


def test_a_theme_s_pictures_are_found_and_a_link_to_a_tag_is_no_fault(bench):
    files = {
        "hugo.yaml": "title: Watch\nbaseURL: https://river.example.net/a/\ntheme: [example]\n",
        "themes/example/static/img/bank.gif": GIF,
        "content/news/a.md": article("tags: [Water]\n") + "![b](/a/img/bank.gif) [t](/a/tags/water/)\n",
    }
    bench.write(files).run()
    assert (bench.codes, bench.body()) == ([], "Words.\n![b](/img/bank.gif) [t](/a/tags/water/)")
    assert bench.build().problems == ()


def test_a_link_to_the_top_of_a_site_in_a_folder_leads_to_the_top(bench):
    config = 'baseURL = "https://river.example.net/sub/"\n'
    bench.write({"hugo.toml": config, "content/news/one.md": article() + "[top](../../)\n"}).run()
    assert "[top](/)" in bench.body()


def test_translations_that_share_only_a_key_are_paired(bench):
    config = 'defaultContentLanguage = "en"\n[languages.en]\n[languages.fr]\n'
    files = {
        "content/news/la-rive.fr.md": article("translationKey: bank\n"),
        "content/news/the-bank.md": article("translationKey: bank\n"),
        "content/news/other.fr.md": article("translationKey: alone\n"),
    }
    bench.write({"hugo.toml": config, **files}).run()
    assert bench.paths == ["news/other.fr.md", "news/the-bank.fr.md", "news/the-bank.md"]
    front = bench.front("news/the-bank.fr.md")
    assert (front.slug, front.aliases) == ("la-rive", ("/fr/news/la-rive/",))
    before = bench.text("news/the-bank.fr.md")
    assert bench.run().written == 0
    assert bench.text("news/the-bank.fr.md") == before


@pytest.mark.parametrize(
    ("shown", "file", "markdown"),
    [
        ('<div style="background:url(/images/reeds.gif)">Words</div>', "images/reeds.gif", '<img src="/images/reeds.gif"'),
        ('<object data="https://river.example.net/files/plan.pdf"></object>', "files/plan.pdf", "[plan.pdf](</files/plan.pdf>)"),
        ('<amp-iframe src="/files/plan.pdf"></amp-iframe>', "files/plan.pdf", "[plan.pdf](</files/plan.pdf>)"),
    ],
)  # fmt: skip
def test_files_that_only_a_player_or_a_style_shows_are_brought_in(bench, shown, file, markdown):
    files = {
        "hugo.toml": 'baseURL = "https://river.example.net/"\n',
        "content/posts/one.md": f"---\ntitle: One\ndate: 2020-01-01\n---\n{shown}\n",
        f"static/{file}": GIF,
    }
    bench.write(files).run()
    assert markdown in bench.body()
    assert (bench.root / "content" / file).is_file()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{{< highlight html >}}<b>{{< /highlight >}}", "```html\n<b>\n```"),
        ("{{< highlight go >}}\n#x\n{{< /highlight >}}", "```go\n#x\n```"),
        ('Look: {{% highlight "go" %}}x{{% / highlight %}} there', "Look: \n\n```go\nx\n```\n\n there"),
        ("{{< highlight md >}}\n```\n[x](/y)\n```\n{{< /highlight >}}", "````md\n```\n[x](/y)\n```\n````"),
        ('A {{< highlight go "hl_inline=true" >}}x{{< /highlight >}} b', "A `x` b"),
    ],
)
def test_highlighted_code(bench, written, shown):
    bench.write({"content/posts/a.md": f"{article()}\n{written}"}).run("hugo")
    assert (bench.body(), bench.codes) == (f"Words.\n\n{shown}", [])


def test_a_reference_may_ask_for_a_language(bench):
    files = {
        "hugo.yaml": "title: Watch\ndefaultContentLanguage: en\nlanguages: {en: {}, fa: {}}\n",
        "content/posts/a.md": article()
        + '[b]({{< relref path="posts/b" lang="fa" >}}) [c]({{< ref path="posts/c#x" lang="fa" >}})',
        "content/posts/a.fa.md": article() + '[b]({{< relref path="posts/b" lang="en" >}})',
        "content/posts/b.md": article(),
        "content/posts/b.fa.md": article(),
        "content/posts/c.md": article(),
    }
    bench.write(files).run()
    assert bench.body("posts/a.md") == "Words.\n[b](b.fa.md) [c](c.md#x)"
    assert bench.body("posts/a.fa.md") == "Words.\n[b](b.md)"


def test_a_path_means_the_article_in_the_language_of_the_link(bench):
    files = {
        "hugo.yaml": "title: Watch\ndefaultContentLanguage: en\nlanguages: {en: {}, fa: {}}\n",
        "content/posts/a.fa.md": article() + '[b](b.md) [b]({{< ref "b" >}}) [c](c.md) [d](/posts/b/)',
        "content/posts/b.md": article(),
        "content/posts/b.fa.md": article(),
        "content/posts/c.md": article(),
    }
    bench.write(files).run()
    assert bench.body("posts/a.fa.md") == "Words.\n[b](b.fa.md) [b](b.fa.md) [c](c.md) [d](b.md)"


def test_the_page_of_a_folder_keeps_its_address(bench):
    files = {
        "hugo.yaml": "title: Watch\n",
        "content/about/index.md": "---\ntitle: About\n---\n![Bank](bank.gif)\n",
        "content/about/index.fr.md": "---\ntitle: Qui\nslug: qui\n---\n![Bank](bank.gif)\n",
        "content/about/bank.gif": GIF,
        "content/help/_index.md": "---\ntitle: Help\nurl: /aid/\n---\nWhat you can do for us.\n",
    }
    bench.write(files).run()
    assert bench.paths == ["pages/about/index.fr.md", "pages/about/index.md", "pages/help/index.md"]
    assert bench.body("pages/about/index.fr.md") == "![Bank](bank.gif)"
    assert bench.front("pages/about/index.md").aliases == ()
    assert bench.front("pages/about/index.fr.md").slug == "qui"
    assert bench.front("pages/help/index.md").aliases == ("/aid/",)
    assert not bench.build().problems
    assert {"about/index.html", "fr/qui/index.html", "help/index.html"} <= {
        file.relative_to(bench.root / "output").as_posix() for file in bench.root.glob("output/**/index.html")
    }


def test_pages_of_authors_name_them(bench):
    files = {
        "hugo.yaml": "title: Watch\n",
        "data/authors.yaml": "bo:\n  name: Bo Example\n",
        "content/authors/hana/_index.md": "---\ntitle: Hana Example\nbio: Counts letters.\n---\n",
        "content/authors/bo/_index.md": "---\ntitle: Director\n---\n",
        "content/posts/a.md": article("authors: [hana, bo]\n"),
    }
    bench.write(files).run()
    assert bench.front("posts/a.md").authors == ("Hana Example", "Bo Example")
    assert "bio: Counts letters." in bench.text("site.yaml")


@pytest.mark.parametrize(
    ("order", "head", "date", "address"),
    [
        ('[":filename", ":default"]', "date: 2020-01-01\n", "2019-03-04", "/news/weir/"),
        ('[":default", ":filename"]', "date: 2020-01-01\n", "2020-01-01", "/news/2019-03-04-weir/"),
        ('[":default", ":filename"]', "", "2019-03-04", "/news/weir/"),
        ('[":git", "seen", "date"]', "date: 2020-01-01\nseen: 2020-02-02\n", "2020-02-02", "/news/2019-03-04-weir/"),
        ('":filename"', "slug: dam\n", "2019-03-04", "/news/dam/"),
    ],
)  # fmt: skip
def test_the_settings_say_which_date_counts(bench, order, head, date, address):
    page = f"---\ntitle: Weir\n{head}---\nA.\n"
    files = {
        "hugo.toml": f"[frontmatter]\ndate = {order}\n",
        "content/news/2019-03-04-weir/index.md": page,
        "content/news/2019-03-04-weir/early.md": article(),
    }
    bench.write(files).run()
    text = bench.text("news/2019-03-04-weir/2019-03-04-weir.md")
    assert f"date: {date}\n" in text
    assert f"aliases:\n  - {address}\n" in text
    assert [(skip.path, skip.reason) for skip in bench.tally.skipped] == [
        ("news/2019-03-04-weir/early.md", "bundle-resource")
    ]


def test_a_date_of_change_is_better_than_none_and_an_alias_may_lead_out(bench):
    head = article("aliases: [../older/]\n").replace("date:", "lastmod:")
    config = "[uglyURLs]\nugly = true\n"
    bench.write(
        {
            "hugo.toml": config,
            "content/news/reed.md": head,
            "content/ugly/weir.md": head.replace("old", "eld"),
        }
    ).run()
    assert bench.front("ugly/weir.md").aliases == ("/ugly/weir.html", "/elder.html")
    assert str(bench.front("news/reed.md").date)[:10] == "2019-03-04"
    assert bench.front("news/reed.md").aliases == ("/news/reed/", "/older/")
