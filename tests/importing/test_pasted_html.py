"""Embed codes, frames and scripts in a body."""

import pytest

from sitegen.importing.body import pasted
from sitegen.importing.body.manuscript import Manuscript


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Alpha<script>x()</script> beta", "Alpha beta"),
        ("Alpha<style>p {}</style>\nbeta", "Alpha\nbeta"),
        ("Alpha <script>x()</script> beta", "Alpha beta"),
        ("Alpha<script>x()</script> <script>y()</script> beta", "Alpha beta"),
        ("Alpha\n<script>x()</script>\nbeta", "Alpha\nbeta"),
        ("<script>x()</script>\nbeta", "beta"),
        ("Al<script>x()</script>pha", "Alpha"),
    ],
)
def test_words_around_a_script_stay_apart(text, left):
    sheet = Manuscript(text, "a.md")
    pasted.convert_codes(sheet)
    assert sheet.result() == left
