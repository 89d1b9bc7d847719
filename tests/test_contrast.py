"""The contrast of two colours, by the examples that everybody knows."""

import re

import pytest

from sitegen.contrast import PAPER, contrast
from sitegen.theme import default_folder


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ((0, 0, 0), (255, 255, 255), 21),
        ((255, 255, 255), (0, 0, 0), 21),
        ((7, 7, 7), (7, 7, 7), 1),
        ((119, 119, 119), (255, 255, 255), 4.48),
        ((255, 255, 0), PAPER, 1.02),
    ],
)
def test_a_ratio_has_no_order(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


def test_the_paper_is_that_of_the_theme():
    css = (default_folder() / "static/style.css").read_text(encoding="utf-8")
    assert re.search(r"--paper: (#\w+)", css)[1] == "#{:02x}{:02x}{:02x}".format(*PAPER)
