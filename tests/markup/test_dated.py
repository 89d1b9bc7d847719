"""HTML of former days, and values that HTML does not have, come out valid and look the same."""

from __future__ import annotations

import pytest

from sitegen.markup import convert


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ('<strike title="t">a</strike> <tt>b</tt>', '<p><s title="t">a</s> <samp>b</samp></p>'),
        (
            '<big>a</big> <acronym title="t">b</acronym>',
            '<p><span class="big">a</span> <abbr title="t">b</abbr></p>',
        ),
        ('<center class="x"><img src="a.png"></center>', '<div class="x align-center">\x1eI0\x1f</div>'),
        ('<p align="RIGHT">a</p>', '<p class="align-right">a</p>'),
        ('<div align="justify">a</div>', "<div>a</div>"),
        ('<time datetime="soon" class="x">a</time>', '<p><span class="x">a</span></p>'),
        ("<time>3 May 2020</time>", '<p><time datetime="2020-05-03">3 May 2020</time></p>'),
        (
            '<time datetime="2020-01-02 10:00 +0100">a</time>',
            '<p><time datetime="2020-01-02T10:00:00+01:00">a</time></p>',
        ),
        ('<time datetime="PT4H">a</time>', '<p><time datetime="PT4H">a</time></p>'),
        ('<del datetime="2020-1-2 10:00">a</del>', '<p><del datetime="2020-01-02">a</del></p>'),
        ('<del datetime="soon">a</del><ins datetime="2020-01">b</ins>', "<p><del>a</del><ins>b</ins></p>"),
        ('<ol start="3.5" reversed="true"><li>a</li></ol>', '<ol start="3" reversed=""><li>a</li></ol>'),
        ('<ol start="x"><li>a</li></ol>', "<ol><li>a</li></ol>"),
        (
            '<table><tr valign="top"><td colspan="0" rowspan="2px" width="9">a</td><td colspan="9999">b</td></tr></table>',
            '<table><tbody><tr><td rowspan="2">a</td><td colspan="1000">b</td></tr></tbody></table>',
        ),
    ],
)
def test_html_that_was_is_html_that_is(written, published):
    assert convert(written).html == published


def test_a_picture_keeps_its_side():
    assert dict(convert('<img src="a.png" align="left">').refs[0].attributes) == {"class": "align-left"}
