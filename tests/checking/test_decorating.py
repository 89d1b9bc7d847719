"""Pictures without a description: forgotten, or only there to decorate."""

import pytest
from PIL import Image

from sitegen.checking import check
from sitegen.report import Options


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<img src="line.png" alt="">', 0),
        ('Words.\n\n<p><img\n  src="line.png" alt=""></p>', 0),
        ('<img src="line.png">', 1),
        ("![](line.png)", 1),
        ("![](<line.png>)", 1),
        ("![A line](line.png)", 0),
    ],
)
def test_an_empty_description_in_html_is_meant(tmp_path, body, told):
    content = tmp_path / "content"
    content.mkdir()
    (content / "site.yaml").write_text("title: T\nbase_url: https://a.example.org/\n")
    Image.new("RGB", (4, 4)).save(content / "line.png")
    (content / "a.md").write_text(f"---\ntitle: A\ndate: 2020-01-01\n---\n{body}\n")
    report = check(tmp_path, Options(jobs=1, search=False), progress=lambda *_: None).report
    assert [problem.code for problem in report.problems] == ["missing-alt"] * told


@pytest.mark.parametrize("alt", ['image_alt: ""', "", "image_alt: A line"])
def test_a_lead_picture_without_a_description_decorates(tmp_path, alt):
    content = tmp_path / "content"
    content.mkdir()
    (content / "site.yaml").write_text("title: T\nbase_url: https://a.example.org/\n")
    Image.new("RGB", (4, 4)).save(content / "line.png")
    (content / "a.md").write_text(f"---\ntitle: A\ndate: 2020-01-01\nimage: line.png\n{alt}\n---\nWords.\n")
    assert check(tmp_path, Options(jobs=1, search=False), progress=lambda *_: None).report.problems == ()
