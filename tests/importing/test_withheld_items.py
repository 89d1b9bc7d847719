"""What an export keeps from readers is not published: not with its files, and not from an earlier import."""

import pytest
from bench import GIF
from samples import HEAD, TAIL, item

UPLOADS = "https://river.example.net/wp-content/uploads/2014/03"
PICTURE = f'<p>Plover.</p><img src="{UPLOADS}/card.gif" alt="A card">'


@pytest.fixture
def imported(bench, tmp_path):
    """Imports items, with a folder of uploads."""
    folder = tmp_path / "uploads/2014/03"
    folder.mkdir(parents=True)
    for name in ("card.gif", "lead.gif"):
        (folder / name).write_bytes(GIF + name.encode())

    def run(*items):
        lead = item(40, "l", kind="attachment", status="inherit", attachment=f"{UPLOADS}/lead.gif", link="-")
        text = HEAD + "".join(items) + lead + TAIL
        bench.write({"a.xml": text}).run(source="a.xml", uploads=tmp_path / "uploads")
        bench.build()
        return sorted(p.relative_to(bench.root / "output/media").as_posix()
                      for p in (bench.root / "output/media").rglob("*.*"))  # fmt: skip

    return run


LEAD = (("_thumbnail_id", "40"),)


@pytest.mark.parametrize("kept", [{"status": "private"}, {"password": "hunter2"}])
def test_files_of_what_is_kept_back_are_kept_back_too(imported, bench, kept):
    assert imported(item(1, "One", PICTURE, slug="one", meta=LEAD, **kept)) == []
    assert bench.body("_private/one.md") == "Plover.\n\n![A card](/_private/media/2014/03/card.gif)"
    assert (bench.root / "content/_private/media/2014/03/card.gif").is_file()
    assert bench.front("_private/one.md").image == "/_private/media/2014/03/lead.gif"


def test_a_file_that_an_article_shows_as_well_is_published(imported, bench):
    public, private = (
        item(1, "One", PICTURE, slug="one"),
        item(2, "Two", PICTURE, slug="two", status="private"),
    )
    assert imported(private, public) == ["2014/03/card.gif"]
    assert bench.codes == []


def test_files_that_only_drafts_show_are_told(imported, bench):
    draft = item(1, "One", PICTURE, slug="one", status="draft", meta=LEAD)
    assert imported(draft, item(2, "Two", "x", slug="two", meta=LEAD)) == [
        "2014/03/card.gif",
        "2014/03/lead.gif",
    ]
    message = bench.problem("draft-media").message
    assert "content/media/2014/03/card.gif" in message
    assert "lead.gif" not in message


@pytest.mark.parametrize(
    ("now", "why"),
    [
        ({"status": "private"}, "private"),
        ({"password": "x"}, "password-protected"),
        ({"status": "trash", "link": "https://river.example.net/2014/03/one__trashed/"}, "in the trash"),
        ({"status": "draft", "link": "https://river.example.net/?p=1"}, "a draft"),
    ],
)
def test_what_an_earlier_import_published_is_told(imported, bench, now, why):
    imported(item(1, "One", PICTURE, slug="one"), item(2, "Two", "x", slug="two"))
    assert bench.codes == []
    imported(item(1, "One", PICTURE, **{"slug": "one", **now}), item(2, "Two", "x", slug="two"))
    told = [p for p in bench.tally.problems if p.code == "still-published"]
    assert [(p.severity, f"as {why}" in p.message) for p in told][:1] == [("error", True)]
    assert "content/2014/one.md" in "".join(p.message for p in told)
    (bench.root / "content/2014/one.md").unlink()
    (bench.root / "content/media/2014/03/card.gif").unlink()
    assert not any("one" in path for path in imported(item(1, "One", PICTURE, **{"slug": "one", **now})))
    assert "still-published" not in bench.codes


@pytest.mark.parametrize("kept", [{"status": "private"}, {"status": "trash"}, {"password": "hunter2"}])
def test_a_reusable_block_that_readers_may_not_see_is_not_shown(imported, bench, kept):
    block = item(77, "Call", "<p>The secret plover.</p>", kind="wp_block", slug="call", **kept)
    imported(item(1, "One", '<p>A</p><!-- wp:block {"ref":77} /-->', slug="one"), block)
    assert bench.body("2014/one.md") == "A"
    assert bench.codes == ["dynamic-block"]
