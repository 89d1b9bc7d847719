"""Files that change while the site is built: each is published in one state, or not at all, and never stale."""

from datetime import UTC, datetime

import pytest

from images.pictures import png
from security.hostile import put
from sitegen import images, planning
from sitegen.build import build
from sitegen.report import Options

OPTIONS = Options(now=datetime(2026, 11, 1, tzinfo=UTC), jobs=1)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="9"/>'


@pytest.fixture
def site(tmp_path):
    put(tmp_path, "site.yaml", "title: T\nbase_url: https://archive.example.org/\nsearch: false\n")
    put(tmp_path, "a.md", "---\ntitle: A\ndate: 2019-01-01\n---\n![x](photo.png) ![x](drawing.svg)\n")
    for name, state in (("photo.png", png(size=(9, 9))), ("drawing.svg", SVG % 9), ("data.csv", b"AAAA")):
        (tmp_path / "content" / name).write_bytes(state)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "wrong"), [("data.csv", b"BBBB"), ("photo.png", png(size=(9, 8))), ("drawing.svg", None)]
)
def test_a_file_that_changes_after_it_was_read_is_told_and_not_stale(site, monkeypatch, name, wrong):
    file = site / "content" / name
    right = file.read_bytes()

    def meanwhile(*given, **options):
        plan = planning.planned(*given, **options)
        file.write_bytes(wrong) if wrong else file.unlink()
        return plan

    with monkeypatch.context() as patch:
        patch.setattr("sitegen.pipeline.planned", meanwhile)
        report = build(site, OPTIONS)
    assert [(p.code, p.path) for p in report.problems] == [("changed-meanwhile", f"content/{name}")]
    assert not (site / "output" / name).exists()
    file.write_bytes(right)
    assert build(site, OPTIONS).problems == ()
    assert (site / "output" / name).stat().st_size > 3


@pytest.mark.parametrize(("name", "wrong"), [("photo.png", png(size=(7, 9))), ("drawing.svg", SVG % 7)])
def test_what_was_read_of_a_file_as_it_changed_is_not_remembered(site, monkeypatch, name, wrong):
    file = site / "content" / name
    right = file.read_bytes()

    def later(data, path):
        if path != name:
            return probe(data, path)
        file.write_bytes(wrong)
        return probe(wrong, path)

    probe = images.probe
    with monkeypatch.context() as patch:
        patch.setattr("sitegen.images.probe", later)
        build(site, OPTIONS)
    file.write_bytes(right)
    build(site, OPTIONS)
    assert 'width="7"' not in (site / "output/2019/a/index.html").read_text()
