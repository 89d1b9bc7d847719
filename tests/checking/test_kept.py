"""A picture of a post that was swapped after its capture is noticed."""

import hashlib
import json
from datetime import UTC, datetime

from images.pictures import png
from security.hostile import put
from sitegen.checking import check
from sitegen.report import Options

POST = "https://x.com/example_a/status/1000000000000000001"


def told(root):
    report = check(
        root, Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1), progress=lambda *_: None
    ).report
    return [(problem.code, problem.path) for problem in report.problems]


def test_a_picture_that_is_not_the_one_captured_is_told_of(tmp_path):
    kept, other = png(size=(40, 30)), png(size=(50, 30))
    media = [{"file": "_snapshots/x/1-1.png", "sha256": hashlib.sha256(kept).hexdigest(), "alt": "A weir"}]
    post = {"provider": "x", "id": POST.rpartition("/")[2], "url": POST, "text": "There.", "status": "live"}
    put(tmp_path, "site.yaml", "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n")
    put(tmp_path, "a.md", f"---\ntitle: A\ndate: 2019-01-01\n---\n{POST}\n")
    place = "_snapshots/x/1000000000000000001.json"
    put(tmp_path, place, json.dumps(post | {"media": media}))
    picture = tmp_path / "content/_snapshots/x/1-1.png"
    picture.write_bytes(kept)
    assert told(tmp_path) == []
    picture.write_bytes(other)
    assert told(tmp_path) == [("altered-evidence", f"content/{place}")]
    put(tmp_path, place, json.dumps(post | {"media": [media[0] | {"sha256": ""}]}))
    assert told(tmp_path) == []


def test_a_post_of_which_a_picture_is_kept_was_captured(tmp_path):
    media = [{"file": "_snapshots/x/1-1.png", "sha256": "", "alt": "A weir"}]
    put(tmp_path, "site.yaml", "title: Sample\nbase_url: https://archive.example.org/\nsearch: false\n")
    put(tmp_path, "a.md", f"---\ntitle: A\ndate: 2019-01-01\n---\n{POST}\n")
    place = "_snapshots/x/1000000000000000001.json"
    post = {"provider": "x", "id": POST.rpartition("/")[2], "url": POST, "status": "live"}
    put(tmp_path, place, json.dumps(post))
    assert told(tmp_path) == [("uncaptured-post", "content/a.md")]
    put(tmp_path, place, json.dumps(post | {"media": media}))
    (tmp_path / "content/_snapshots/x/1-1.png").write_bytes(png(size=(40, 30)))
    assert told(tmp_path) == []
