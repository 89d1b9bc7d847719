"""Pictures of stored posts: published where they lie, and never one for another."""

import json
from datetime import UTC, datetime

from PIL import Image

from security.hostile import PIXEL, put
from sitegen.build import build
from sitegen.report import Options

URL = "https://twitter.com/example_a/status/{n}"


def test_pictures_of_one_name_stay_two_and_private_ones_stay_where_they_are_beside_a_copied_snapshot(
    tmp_path,
):
    put(tmp_path, "site.yaml", "title: T\nbase_url: https://archive.example.org/\nsearch: false\n")
    put(
        tmp_path,
        "a.md",
        "---\ntitle: T\ndate: 2019-01-01\n---\n" + "\n\n".join(URL.format(n=n) for n in (1, 2, 3)),
    )
    files = {1: "_snapshots/one/p.png", 2: "_snapshots/two/p.png", 3: "_snapshots/x/_private/p.png"}
    put(tmp_path, "b.md", "---\ntitle: T\ndate: 2019-01-01\n---\nhttps://youtu.be/_bcdefghij-\n")
    video = {
        "provider": "youtube",
        "id": "_bcdefghij-",
        "media": [{"file": "_snapshots/youtube/_bcdefghij--1.png"}],
    }
    put(tmp_path, "_snapshots/youtube/_bcdefghij-.json", json.dumps(video))
    put(tmp_path, "_snapshots/youtube/_bcdefghij--1.png", PIXEL)
    for n, file in files.items():
        post = {"provider": "x", "id": str(n), "url": URL.format(n=n), "text": "t", "status": "live"}
        put(tmp_path, f"_snapshots/x/{n}.json", json.dumps(post | {"media": [{"file": file, "alt": f"{n}"}]}))
        put(tmp_path, file, PIXEL)
    put(tmp_path, "_snapshots/x/1.old.json", '{"provider": "x", "id": "1", "text": "Copied"}')
    report = build(tmp_path, Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1))
    assert [(p.code, p.path) for p in report.problems] == [
        ("snapshot-name", "content/_snapshots/x/1.old.json"),
        ("missing-media", "content/_snapshots/x/3.json"),
    ]
    assert "_private/p.png of this post is not shown" in report.problems[1].message
    html = (tmp_path / "output/2019/a/index.html").read_text()
    assert 'src="../../evidence/one/p.png" alt="1"' in html
    assert 'src="../../evidence/two/p.png" alt="2"' in html
    assert (
        'src="../../evidence/youtube/id_bcdefghij--1.png"'
        in (tmp_path / "output/2019/b/index.html").read_text()
    )
    folders = sorted(p.parent.name for p in (tmp_path / "output/evidence").rglob("*.png"))
    assert folders == ["one", "two", "youtube"]


def test_they_come_in_versions_too(tmp_path):
    put(tmp_path, "site.yaml", "title: T\nbase_url: https://archive.example.org/\nsearch: false\n")
    put(tmp_path, "a.md", f"---\ntitle: T\ndate: 2019-01-01\n---\n{URL.format(n=1)}\n")
    media = [{"file": f"_snapshots/x/{name}", "alt": ""} for name in ("1-1.png", "1-2.jpg", "1-2.png")]
    post = {"provider": "x", "id": "1", "url": URL.format(n=1), "text": "t", "media": media, "status": "live"}
    put(tmp_path, "_snapshots/x/1.json", json.dumps(post))
    for item in media:
        file = tmp_path / "content" / item["file"]
        Image.new("RGB", (600, 300), "teal").save(file)
    report = build(tmp_path, Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1))
    assert report.problems == ()
    html = (tmp_path / "output/2019/a/index.html").read_text()
    assert 'srcset="../../evidence/x/1-1-480.webp 480w, ../../evidence/x/1-1-600.webp 600w"' in html
    published = {file.name for file in (tmp_path / "output/evidence/x").iterdir()}
    versions = {f"{name}-{width}.webp" for name in ("1-1", "1-2-jpg", "1-2-png") for width in (480, 600)}
    assert published == {"1-1.png", "1-2.jpg", "1-2.png"} | versions
    with Image.open(tmp_path / "output/evidence/x/1-1-480.webp") as version:
        assert version.size == (480, 240)
