"""An export with every type of item: its articles, its privacy, its faults."""

import gzip
import http.server
import threading

import pytest
from bench import GIF
from samples import COMMENT, HEAD, TAIL, export, item

from sitegen.importing.wordpress import wxr, wxrtext


@pytest.fixture
def site(bench, tmp_path):
    uploads = tmp_path / "uploads"
    for name in ("2014/03/reeds.jpg", "2014/03/boat.jpg", "2014/03/song.mp3"):
        (uploads / name).parent.mkdir(parents=True, exist_ok=True)
        (uploads / name).write_bytes(GIF + name.encode())
    bench.write({"export.xml": export()}).run(source="export.xml", uploads=uploads)
    return bench


def test_every_type_of_item_has_its_place(site):
    assert site.paths == [
        "2014/river-banks.md", "2015/classic.md", "2999/scheduled.md", "_private/locked.md",
        "_private/private-thing.md", "drafts/a-draft.md", "pages/about.md",
    ]  # fmt: skip
    assert sorted((skip.reason) for skip in site.tally.skipped) == ["password-protected", "private", "trash"]
    assert (site.tally.imported, site.tally.drafts, site.tally.media) == (5, 1, 3)


def test_front_matter(site):
    front = site.front("2014/river-banks.md")
    assert (front.title, front.summary) == ("The river & its banks", "How it rises.")
    assert front.date.isoformat() == "2014-03-04T12:18:53-04:00"
    assert str(front.updated.date()) == "2014-05-06"
    assert (front.authors, front.tags) == (("Ana Example",), ("Water", "open records"))
    assert (front.image, front.image_alt) == ("/media/2014/03/reeds.jpg", "Reeds by the water")
    assert site.front("2015/classic.md").authors == ("Bo Example",)
    assert site.front("drafts/a-draft.md").draft


def test_every_old_address_is_an_alias(site):
    assert site.front("2014/river-banks.md").aliases == (
        "/2014/03/river-banks/", "/?p=10", "/2014/03/river-bank/", "/2014/03/river-banks/reeds/", "/?attachment_id=31",
    )  # fmt: skip
    assert site.front("pages/about.md").aliases == ("/?page_id=12", "/?p=12")


def test_blocks(site):
    body = site.body("2014/river-banks.md")
    assert (
        "The river **rises** & falls. See [the old page](../pages/about.md)\nor [the other](../2015/classic.md#part)."
        in body
    )
    assert "### Banks and reeds {#banks}" in body
    assert '![Reeds](/media/2014/03/reeds.jpg "Reeds along the bank")' in body
    assert "https://twitter.com/example_river/status/1102650000000000000\n\nWhat was said then" in body
    assert "| 2013 | 2 \\| 3 |" in body
    assert "- One\n    - Inner\n- Two" in body
    assert "wp:" not in body
    assert "ref" in site.problem("dynamic-block").message


def test_the_classic_editor(site):
    body = site.body("2015/classic.md")
    paragraphs = body.split("\n\n")
    assert paragraphs[0] == "A first paragraph  \nwith a break."
    assert (
        '<img src="/media/2014/03/reeds.jpg" alt="Reeds"><figcaption>The reeds, <em>again</em></figcaption>'
        in body
    )
    assert "![Reeds by the water](/media/2014/03/reeds.jpg" in body
    assert "![](/media/2014/03/boat.jpg)" in paragraphs
    assert '<audio controls src="/media/2014/03/song.mp3"></audio>' in paragraphs
    assert "An aside [sic] and a note [1]." in paragraphs
    assert "contact-form" not in body
    assert '<td colspan="2">Wide</td>' in body
    assert [source.title for source in site.front("2015/classic.md").sources] == ["The report", "The letter"]


def test_posts_in_every_form(site):
    embeds = site.tally.embeds()
    assert embeds["by_form"] == {"shortcode": 2, "blockquote": 2, "bare": 2, "flattened": 0}
    assert (embeds["unique"], embeds["captured"]) == (4, 3)
    assert '"captured_via": "oembed"' in site.text("_snapshots/x/1102650000000000000.json")
    assert "Kept by the cache." in site.text("_snapshots/x/1102650000000000000.json")


def test_shortcodes_that_mean_nothing_here_are_told_by_line(site):
    lines = export().split("\n")
    expected = next(number for number, line in enumerate(lines, 1) if "[contact-form" in line)
    told = [(p.path, p.line) for p in site.tally.problems if p.code == "form-removed"]
    assert told == [("export.xml", expected)]


def test_nothing_private_is_published_or_leaves_a_trace(site):
    site.build()
    for file in (site.root / "output").rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert not any(
                word in data for word in (b"plover", b"heron", b"hunter2", b"secret.example", b"xyzzy")
            )
    for file in (site.root / "content").rglob("*.md"):
        assert not any(
            word in file.read_text() for word in ("hunter2", "secret.example.net", "203.0.113.9", "xyzzy")
        )
    assert any("1 comments were counted" in note for note in site.tally.notes)


def test_it_builds_without_errors_and_keeps_its_words(site, tmp_path):
    tally = site.run(source="export.xml", uploads=tmp_path / "uploads", check=True)
    assert (tally.written, tally.faithfulness.kept) == (0, 1.0)
    report = site.build()
    assert not [problem for problem in report.problems if problem.severity == "error"]


def test_the_settings_and_the_hierarchy_of_categories(site):
    text = site.text("site.yaml")
    assert text.startswith("title: River Watch & Friends\n")
    assert "base_url: https://river.example.net/\nlanguage: en-GB\n" in text
    assert "tags:\n  Dams:\n    description: Walls across rivers.\n    parent: Water\n" in text


def test_several_files_are_one_site(bench):
    first = (
        HEAD + item(1, "One", '<a href="https://river.example.net/2014/03/two/">two</a>', slug="one") + TAIL
    )
    second = HEAD + item(2, "Two", "Two.", slug="two") + TAIL
    bench.write({"a.xml": first, "b.xml": second}).run()
    assert bench.body("2014/one.md") == "[two](two.md)"


OTHER_HEAD = HEAD.replace("river.example.net", "hills.example.net").replace("Ana Example", "Ada Hills")


def test_two_blogs_with_the_same_numbers_keep_their_articles_apart(bench):
    picture = "https://{0}.example.net/wp-content/uploads/2014/03/{0}.jpg"
    blogs = {
        f"{name}.xml": head
        + item(
            1, name, f'<p>Words of {name}.</p>[gallery ids="2"]', slug=name, meta=(("_thumbnail_id", "2"),)
        )
        + item(2, name, kind="attachment", status="inherit", attachment=picture.format(name), parent=1)
        + TAIL
        for name, head in (("river", HEAD), ("hills", OTHER_HEAD))
    }
    blogs["hills.xml"] = blogs["hills.xml"].replace("<link>https://river", "<link>https://hills")
    tally = bench.write({"a.xml": blogs["river.xml"], "b.xml": blogs["hills.xml"]}).run()
    assert tally.imported == 2
    for name, author, other in (("river", "Ana Example", "hills"), ("hills", "Ada Hills", "river")):
        front, body = bench.front(f"2014/{name}.md"), bench.body(f"2014/{name}.md")
        assert (front.title, front.authors) == (name, (author,))
        assert f"Words of {name}." in body
        assert picture.format(other) not in body
    assert bench.front("2014/river.md").aliases == (
        "/2014/03/river/",
        "/?p=1",
        "/2014/03/",
        "/?attachment_id=2",
    )
    assert bench.front("2014/hills.md").aliases == ("/2014/03/hills/",)


def test_what_two_exports_of_one_site_share_comes_once(bench):
    old = item(3, "Three", "Once.", slug="three", more=COMMENT)
    changed = old.replace("<wp:post_modified><![CDATA[2014", "<wp:post_modified><![CDATA[2015")
    head = HEAD.replace("https://river", "http://www.river")
    files = {
        "a.xml": HEAD + old + TAIL,
        "b.xml": head + old + item(4, "Four", "Four.", slug="four") + TAIL,
        "c/a.xml": HEAD + changed + TAIL,
    }
    tally = bench.write(files).run()
    assert bench.paths == ["2014/four.md", "2014/three.md"]
    assert bench.front("2014/three.md").aliases == ("/2014/03/three/", "/?p=3")
    assert [(skip.path, skip.reason) for skip in tally.skipped] == [
        ("b.xml", "duplicate-item"), ("c/a.xml", "duplicate-item"),
    ]  # fmt: skip
    assert "changed later, on 2015-03-04" in bench.problem("duplicate-item").message
    assert "1 comments were counted, and left out." in tally.notes


def test_things_without_a_number_are_told_apart_by_their_places(bench):
    nameless = item(1, "One", "One.", slug="one").replace("<wp:post_id>1</wp:post_id>", "")
    other = nameless.replace("One", "Two").replace("one", "two")
    tally = bench.write({"a.xml": HEAD + nameless + TAIL, "b.xml": HEAD + other + TAIL}).run()
    assert (bench.paths, tally.skipped) == (["2014/one.md", "2014/two.md"], [])


def test_media_without_uploads_are_told_and_stay_where_they_are(bench):
    picture = "https://river.example.net/wp-content/uploads/2014/03/reeds.jpg"
    bench.write(
        {"a.xml": HEAD + item(1, "One", f'<img src="{picture}" alt="Reeds">', slug="one") + TAIL}
    ).run()
    assert bench.codes == ["missing-media"]


def test_media_are_fetched_where_that_is_asked_for(bench):
    picture = "https://river.example.net/wp-content/uploads/2014/03/reeds.gif"
    gone = "https://river.example.net/wp-content/uploads/2014/03/gone.gif"
    html = f'<img src="{picture}" alt="Reeds"> <img src="{gone}" alt="">'
    bench.write({"a.xml": HEAD + item(1, "One", html, slug="one") + TAIL})

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            found = self.path.endswith("reeds.gif")
            self.send_response(200 if found else 404)
            self.end_headers()
            self.wfile.write(GIF if found else b"")

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        bench.run(media=True, mirror=f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
    assert (bench.root / "content/media/2014/03/reeds.gif").read_bytes() == GIF
    assert "404" in bench.problem("media-failed").message
    assert bench.tally.media == 1


@pytest.mark.parametrize(
    ("name", "body", "kept"),
    [
        ("reeds.jpg", b"<html><script>1</script></html>", False), ("reeds.jpg", b"", False),
        ("reeds.jpg", b"\xff\xd8\xff\xe0", False), ("reeds.svg", b"<html></html>", False), ("reeds.pdf", b"", False),
        ("reeds.pdf", b"<!doctype html><p>Sign in", False), ("reeds.pdf", b"%PDF-1.4", True),
        ("reeds.jpg", GIF, True), ("reeds.tiff", b"II*\0 reeds", True),
        ("reeds.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', True),
    ],
)  # fmt: skip
def test_what_is_fetched_is_known_by_its_bytes(bench, name, body, kept):
    address = f"https://river.example.net/wp-content/uploads/2014/03/{name}"
    html = f'<p><a href="{address}">Reeds</a> <img src="{address}" alt="Reeds"></p>'
    bench.write({"a.xml": HEAD + item(1, "One", html, slug="one") + TAIL})

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "image/jpeg")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        bench.run(media=True, mirror=f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
    assert (bench.root / f"content/media/2014/03/{name}").exists() is kept
    assert ("media-failed" in bench.codes) is not kept


@pytest.mark.parametrize("depth", [1500, 20_000])
def test_of_html_that_is_nested_too_deep_the_words_are_kept_and_that_is_told(bench, depth):
    html = f"<p>First <b>words</b>.</p>{'<ul><li>x' * depth}{'</li></ul>' * depth}<p>Last.</p>"
    bench.write({"a.xml": HEAD + item(1, "One", html, slug="one") + TAIL}).run()
    assert bench.body().split()[:2] == ["First", "words"]
    assert bench.body().count("x") == depth
    assert bench.problem("nested-too-deep").path == "a.xml"


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
OUTSIDE = '<!DOCTYPE rss SYSTEM "file:///etc/passwd">\n'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE])
def test_entities_of_a_files_own_are_refused(bench, doctype):
    head, rest = HEAD.split("\n", 1)
    bench.write(
        {"bad.xml": f"{head}\n{doctype}{rest}{item(1, '&b;', slug='one')}{TAIL}", "good.xml": export()}
    ).run()
    assert [skip.path for skip in bench.tally.skipped if skip.reason == "refused"] == ["bad.xml"]
    assert bench.tally.imported == 5


def test_a_broken_item_is_skipped_by_line_and_the_rest_imported(bench):
    broken = item(2, "Two", slug="two").replace("<dc:creator>", "<dc:creator><b>")
    text = (
        HEAD + item(1, "One", "One.", slug="one") + broken + item(3, "Three", "Three.", slug="three") + TAIL
    )
    bench.write({"a.xml": text}).run()
    assert bench.paths == ["2014/one.md", "2014/three.md"]
    line = text[: text.index("<title>Two")].count("\n")
    assert bench.problem("broken-xml").line == line
    assert [skip.reason for skip in bench.tally.skipped] == ["broken-xml"]


def test_a_file_that_ends_too_soon_gives_what_it_has(bench):
    text = HEAD + item(1, "One", "One.", slug="one") + item(2, "Two", "Two.", slug="two")[:300]
    bench.write({"a.xml": text}).run()
    assert bench.paths == ["2014/one.md"]
    assert bench.codes == ["broken-xml"]


def test_control_characters_and_html_entities_do_no_harm(bench):
    text = (
        HEAD
        + item(1, "One", "O\x0bn\x00e.", slug="one").replace("<title>One", "<title>One&nbsp;&hellip;")
        + TAIL
    )
    bench.write({"a.xml": text}).run()
    assert (bench.front().title, bench.body()) == ("One …", "One.")


@pytest.mark.parametrize("before", [0, 1, 2, 3, 4, 5, 6])
def test_references_to_control_characters_are_removed_and_counted(bench, before, monkeypatch):
    item_ = item(1, "One", "One.", slug="one").replace(
        "<title>One", "<title>One&#11; &#x1;&#xFFFE;&#0012;two &#233;"
    )
    text = HEAD + item_ + TAIL
    monkeypatch.setattr(wxrtext, "_CHUNK", text.index("&#11;") + before)
    tally = bench.write({"a.xml": text}).run()
    assert (bench.codes, bench.front().title) == ([], "One two é")
    assert "4 control characters were removed." in tally.notes


def test_latin_1_declared_and_not(bench):
    text = HEAD.replace("UTF-8", "ISO-8859-1") + item(1, "Café", "Été.", slug="one") + TAIL
    undeclared = HEAD + item(2, "Café", "Été.", slug="two") + TAIL
    bench.write({"a.xml": text.encode("latin-1"), "b.xml": undeclared.encode("latin-1")}).run()
    assert [bench.front(path).title for path in bench.paths] == ["Café", "Café"]


def test_line_numbers_stay_true_behind_a_fault(tmp_path):
    broken = "<item><title>&broken</title></item>\n"
    text = HEAD + broken + "\n\n" + item(3, "Three", "Three.", slug="three") + TAIL
    (tmp_path / "a.xml").write_text(text)
    found = list(wxr.read(tmp_path / "a.xml", wxr.Channel()))
    assert isinstance(found[0], wxr.Broken)
    assert found[1].line == text[: text.index("<item>\n")].count("\n") + 1


def _site_of(path):
    channel = wxr.Channel()
    return [item for item in wxr.read(path, channel) if isinstance(item, wxr.Item)], channel


@pytest.mark.parametrize("before", ["\n", "<br />\n<b>Warning</b>: Undefined index & more\n", "\ufeff\n"])
def test_what_a_program_printed_before_an_export_is_passed_over(tmp_path, before):
    (tmp_path / "a.xml").write_text(
        before + HEAD + item(1, "One", "One.", slug="one") + TAIL, encoding="utf-8"
    )
    items, channel = _site_of(tmp_path / "a.xml")
    assert channel.fields["title"] == "River Watch & Friends"
    assert (items[0].site, items[0].line) == ("river.example.net", before.count("\n") + HEAD.count("\n") + 1)


def test_a_bare_ampersand_in_what_an_export_says_of_the_site(tmp_path):
    head = HEAD.replace("Watch &amp; Friends", "Watch & Friends").replace("[Water]", "[Water & A&B]")
    (tmp_path / "a.xml").write_text(head + item(1, "One", "One.", slug="one") + TAIL)
    _, channel = _site_of(tmp_path / "a.xml")
    assert channel.fields["title"] == "River Watch & Friends"
    assert "Water & A&B" in [group.get("wp:cat_name") for _, group in channel.groups]


def test_behind_a_fault_in_what_an_export_says_of_the_site_the_rest_of_it_is_read(bench):
    head = HEAD.replace("<description>", "<description><b>")
    bench.write({"a.xml": head + item(1, "One", "One.", slug="one") + TAIL}).run()
    assert "base_url: https://river.example.net/\nlanguage: en-GB\n" in bench.text("site.yaml")
    assert bench.front().authors == ("Ana Example",)
    assert "in what the export says of the site" in bench.problem("broken-xml").message


@pytest.mark.parametrize("tag", ['<item a="1" a="1">', "<item <", "<item>\x26"])
def test_a_broken_item_is_passed_over_once(tmp_path, tag):
    text = HEAD + tag + "</item>" + item(1, "One", "One.", slug="one") + TAIL
    (tmp_path / "a.xml").write_text(text)
    assert [item.id for item in _site_of(tmp_path / "a.xml")[0]] == ["1"]


def test_a_packed_export_is_unpacked(bench):
    packed = gzip.compress((HEAD + item(1, "One", "One.", slug="one") + TAIL).encode())
    bench.write({"a.xml.gz": packed}).run(source="a.xml.gz")
    assert bench.front().title == "One"
    bench.write({"a.xml.gz": packed[:-20]}).run(source="a.xml.gz")
    assert "cannot be unpacked whole" in bench.problem("refused").message


@pytest.mark.parametrize(
    "data",
    [b"\x1f\x8b", b"\x1f\x8b\x08\x00garbagegarbagegarbage", gzip.compress(b"<rss>" * 20, mtime=0)[:-9]],
)
def test_a_packed_export_that_is_damaged_at_its_beginning_is_refused(bench, data):
    bench.write({"a.xml.gz": data}).run(source="a.xml.gz")
    assert "cannot be unpacked whole" in bench.problem("refused").message


@pytest.mark.parametrize(
    "name", ["utf-16", "UTF-16LE", "utf_16_be", "utf-32", "UTF-32BE", "utf-7", "rot13", "none"]
)
def test_an_encoding_that_the_declaration_itself_is_not_in_is_utf_8(tmp_path, name):
    head = HEAD.replace("UTF-8", name).replace("River", "Río")
    (tmp_path / "a.xml").write_text(head + item(1, "One", "One.", slug="one") + TAIL, encoding="utf-8")
    items, channel = _site_of(tmp_path / "a.xml")
    assert (len(items), channel.fields["title"]) == (1, "Río Watch & Friends")


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("declared", ["UTF-8", "UTF-16"])
def test_an_export_in_wide_letters_is_read_with_a_mark_or_without(tmp_path, name, declared):
    text = (
        HEAD.replace("UTF-8", declared).replace("River", "Río 🌊") + item(1, "One", "One.", slug="one") + TAIL
    )
    (tmp_path / "a.xml").write_bytes(text.encode(name))
    channel = wxr.Channel()
    items = list(wxr.read(tmp_path / "a.xml", channel))
    assert ([item.id for item in items], channel.fields["title"]) == (["1"], "Río 🌊 Watch & Friends")
    assert channel.removed == 0


def test_a_bare_ampersand_beside_data_that_never_end_is_mended(tmp_path):
    head = HEAD.replace("Watch &amp; Friends", "Watch & <![CDATA[A&B]]> & Friends")
    (tmp_path / "a.xml").write_text(head + "<![CDATA[")
    assert _site_of(tmp_path / "a.xml")[1].fields["title"] == "River Watch & A&B & Friends"


def test_word_marks_paragraphs_of_excerpts_and_entities_in_names(bench):
    html = "<p><![if !supportLists]>· <![endif]>One</p><p><!--[if gte mso 9]>x<![endif]-->Two</p>"
    head = HEAD.replace("Ana Example", "Ana &amp; Example")
    one = item(1, "One", html, slug="one", excerpt="<p>a</p><p>b</p>")
    bench.write({"a.xml": head + one + TAIL}).run()
    assert bench.body() == "· One\n\nTwo"
    assert (bench.front().summary, bench.front().authors) == ("a b", ("Ana & Example",))


def test_an_address_that_the_site_needs_itself_is_told(bench):
    site = "https://river.example.net"
    pages = [
        item(1, "Archive", "x", kind="page", slug="archive", link=f"{site}/archive/"),
        item(2, "Tags", "x", slug="tags", link=f"{site}/tags/"),
        item(3, "About", "x", kind="page", slug="about", link=f"{site}/about/"),
        item(4, "Home in Persian", "x", kind="page", slug="fa", link=f"{site}/fa/"),
        item(5, "Bo", "x", kind="page", slug="bo", link=f"{site}/bo/"),
        item(6, "رود سرد است", "x", slug="rud", link=f"{site}/fa/2014/03/04/rud/"),
    ]
    bench.write({"a.xml": HEAD + "".join(pages) + TAIL}).run()
    assert sorted(bench.codes) == ["address-taken", "address-taken", "lost-address"]
    told = [problem.message for problem in bench.tally.problems if problem.code == "address-taken"]
    assert ["/archive/" in told[0], "/fa/" in told[1]] == [True, True]
    assert bench.front("pages/fa-page.md").title == "Home in Persian"
    assert bench.front("pages/bo.md").title == "Bo"
    assert "/tags/" in bench.problem("lost-address").message


def test_custom_fields_are_told_and_a_summary_among_them_is_one(bench):
    meta = (
        ("place", "Upper bank"),
        ("_edit_lock", "1:1"),
        ("_yoast_wpseo_metadesc", "About it."),
        ("_yoast_wpseo_title", "Best river"),
    )
    bench.write({"a.xml": HEAD + item(1, "One", "x", slug="one", meta=meta) + TAIL}).run()
    assert bench.front().summary == "About it."
    assert "Custom fields were left out: `_yoast_wpseo_title` (1), `place` (1)." in bench.tally.notes


def test_an_export_that_does_not_say_where_its_site_stood_is_told(bench):
    text = "<rss><channel>" + item(1, "One", "x", slug="one") + "</channel></rss>"
    bench.write({"a.xml": text}).run()
    assert bench.problem("no-site-address").path == "a.xml"


def test_what_stood_on_two_pages_are_two_paragraphs(bench):
    bench.write({"a.xml": HEAD + item(1, "A", "One<!--nextpage-->two<!--more Read on-->three") + TAIL}).run()
    assert bench.body() == "One\n\ntwo\n\nthree"
