"""In grey, marks that mean different things still differ: by shape, by dash, or by a lightness that the eye can tell."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from reports.forms import palette
from reports.forms.charts.funnel import SIGNS
from reports.forms.charts.xmr import KINDS

APART = 10.0
"""Steps of CIE L* between neighbouring areas that a print in grey keeps apart."""


def lightness(colour: str) -> float:
    """CIE L* of an sRGB colour, 0 to 100 (IEC 61966-2-1 and CIE 15)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    y = sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))
    return float(116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y)


def test_the_lightness_is_that_of_the_standard() -> None:
    assert [round(lightness(c)) for c in ("#ffffff", "#000000", palette.COMMON, palette.IMPROVEMENT)] == [100, 0, 68, 68]


@pytest.mark.parametrize("kinds", [{k: (fill, palette.SHAPE[of]) for k, (fill, of) in KINDS.items()}, SIGNS])
def test_no_two_signs_differ_by_colour_alone(kinds: dict[str, tuple[str, str]]) -> None:
    for (fill, shape), (other, its) in combinations(kinds.values(), 2):
        assert shape != its or abs(lightness(fill) - lightness(other)) >= APART


@pytest.mark.parametrize("side", [palette.DISSATISFIED, palette.SATISFIED, palette.HEAT])
def test_neighbouring_areas_are_lighter_and_lighter(side: tuple[str, ...]) -> None:
    assert all(lighter - darker >= APART for darker, lighter in pairwise(map(lightness, side)))
