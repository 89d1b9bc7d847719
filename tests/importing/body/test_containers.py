"""Posts in quotations and lists of Markdown stay in them."""

import re

import pytest

X = '{{< x user="example_river" id="1102600000000000000" >}}'
POST = "https://x.com/example_river/status/1102600000000000000"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (f"> {X}", f"> {POST}"),
        (f"> Words {X} more\n> and more", f"> Words\n>\n> {POST}\n>\n> more\n> and more"),
        (f"> Words\n> {X}\n> more", f"> Words\n>\n> {POST}\n>\n> more"),
        (f"> Words\n>\n> {X}\n>\n> more", f"> Words\n>\n> {POST}\n>\n> more"),
        (f"> Words\n{X}\n", f"> Words\n\n{POST}"),
        (f"- {X}\n- b", f"- {POST}\n\n- b"),
        (f"- a\n- {X}", f"- a\n\n- {POST}"),
        (f"- a {X}\n- b", f"- a\n\n    {POST}\n\n- b"),
        (f"1. a {X} c\n   d\n2. b", f"1. a\n\n    {POST}\n\n    c\n    d\n2. b"),
        (f"- a\n  {X}\n  c\n- b", f"- a\n\n    {POST}\n\n    c\n- b"),
        (f"- a\n\n  {X}\n\n- b", f"- a\n\n    {POST}\n\n- b"),
        (f"- a\n  - b {X}\n- c", f"- a\n    - b\n\n        {POST}\n\n- c"),
        (f"- {X}\n\n# Weir", f"- {POST}\n\n# Weir"),
        (f"Words\n  {X}\nmore", f"Words\n\n{POST}\n\nmore"),
        (f"* * *\n{X}", f"* * *\n\n{POST}"),
    ],
)
def test_posts(bench, written, shown):
    bench.write({"posts/a.md": f"---\ntitle: A\ndate: 2019-03-04\n---\n{written}\n"}).run("hugo")
    assert bench.body() == shown
    assert bench.tally.embeds()["by_form"]["shortcode"] == 1


def test_they_are_shown_there(bench):
    other = X.replace('0000"', '0001"')
    body = f"> Words {X}\n> more\n\n- a\n- {other}\n- c\n"
    bench.write({"posts/a.md": f"---\ntitle: A\ndate: 2019-03-04\n---\n{body}"}).run("hugo")
    bench.build()
    html = (bench.root / "output/2019/a/index.html").read_text(encoding="utf-8")
    shown = re.sub(r'<blockquote class="embed.*?</blockquote>', "POST", html, flags=re.DOTALL)
    assert "<blockquote>\n<p>Words</p>\nPOST\n<p>more</p>\n</blockquote>" in shown
    assert "<li>\nPOST\n</li>" in shown
    assert shown.count("<ul>\n<li>\n<p>a</p>") == 1
