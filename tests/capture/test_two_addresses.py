"""A post of Bluesky that articles quote by the handle of its account, and by its DID."""

import pytest
from archive import run, snapshot, write_archive

from fakes.internet import bluesky_post, status
from sitegen.build import build
from sitegen.checking import check
from sitegen.report import Options, silent


def bluesky_code(key="3kabc", did="did:plc:example", handle="hill.example.org"):
    return (
        f'<blockquote class="bluesky-embed" data-bluesky-uri="at://{did}/app.bsky.feed.post/{key}"><p lang="en">'
        f'Hello</p>&mdash; Hill Watch (<a href="https://bsky.app/profile/{did}">@{handle}</a>) <a '
        f'href="https://bsky.app/profile/{did}/post/{key}">3. Juni 2024</a></blockquote>'
    )


BY_HANDLE = "https://bsky.app/profile/hill.example.org/post/3kabc"
BY_DID = "https://bsky.app/profile/did:plc:example/post/3kabc"


@pytest.mark.parametrize("bodies", [(BY_HANDLE, bluesky_code()), (bluesky_code(), BY_HANDLE)])
def test_a_post_of_bluesky_by_two_addresses_has_one_snapshot(tmp_path, internet, bodies):
    for number, body in enumerate(bodies):
        write_archive(tmp_path, body, name=f"2022/{number}.md")
    internet.posts["3kabc"] = bluesky_post("Hello")
    report = run(tmp_path, internet)
    assert report.posts["quoted"] == len(list((tmp_path / "content/_snapshots/bluesky").iterdir())) == 1
    write_archive(tmp_path, BY_DID, name="2022/third.md")
    assert run(tmp_path, internet).posts["quoted"] == 1
    figures = check(tmp_path, Options(jobs=1), progress=silent).evidence["figures"]
    assert (figures["posts"], figures["captured"]) == (1, 1)
    build(tmp_path, Options(jobs=1))
    pages = [(tmp_path / f"output/2022/{name}/index.html").read_text() for name in ("0", "1", "third")]
    assert all("Hello" in page for page in pages)


def test_an_address_of_bluesky_is_joined_to_what_was_kept_by_another(tmp_path, internet):
    write_archive(tmp_path, BY_HANDLE)
    internet.posts["3kabc"] = bluesky_post("Hello")
    run(tmp_path, internet)
    write_archive(tmp_path, BY_DID)
    assert run(tmp_path, internet).posts["kept"] == 1
    assert [file.name for file in (tmp_path / "content/_snapshots/bluesky").iterdir()] == [
        "3kabc@hill.example.org.json"
    ]


def test_a_kept_post_is_asked_for_by_the_name_that_stays_when_its_handle_is_anothers(tmp_path, internet):
    write_archive(tmp_path, BY_HANDLE)
    internet.posts["3kabc"] = bluesky_post("Hello")
    run(tmp_path, internet)
    internet.posts["3kabc"] = lambda path: (
        bluesky_post("Hello") if "did%3Aplc%3Aexample" in path else status(404)
    )
    assert run(tmp_path, internet).posts["deleted"] == 0
    kept = snapshot(tmp_path, "bluesky/3kabc@hill.example.org")
    assert (kept["status"], kept["url"]) == ("live", BY_HANDLE)


@pytest.mark.parametrize("other", [BY_DID, bluesky_code(), bluesky_code(handle="former.example.org")])
def test_a_post_of_bluesky_withheld_by_one_address_is_neither_kept_nor_shown_by_another(
    tmp_path, internet, other
):
    write_archive(tmp_path, tweets=f"  - {{url: {BY_HANDLE}, status: withheld}}\n")
    write_archive(tmp_path, other, name="2022/other.md")
    internet.posts["3kabc"] = bluesky_post("Hello")
    report = run(tmp_path, internet)
    assert (report.posts["withheld"], report.posts["captured"], report.posts["written"]) == (
        report.posts["quoted"],
        0,
        0,
    )
    assert internet.count("/bluesky") == 0
    build(tmp_path, Options(jobs=1))
    files = [path for path in (tmp_path / "output/2022/other").rglob("*") if path.is_file()]
    assert not [path for path in files if b"Hello" in path.read_bytes() or b"did:plc" in path.read_bytes()]
