"""The contrast of two colours, as WCAG 2.2 reckons it."""

from __future__ import annotations

RGB = tuple[int, int, int]

PAPER: RGB = (251, 249, 244)
"""The ground of the default theme's light scheme and of drawn cards: `--paper` in `static/style.css`."""


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio of two colours, from 1 (none) to 21 (black and white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: RGB) -> float:
    """The relative luminance of an sRGB colour, 0 to 1."""
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
