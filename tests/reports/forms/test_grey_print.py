"""In grey, marks that mean different things still differ: by shape, by dash, or by a lightness that the eye can tell."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from night_sample import sample

from reports.forms import palette
from reports.forms.charts.drawing import svg
from reports.forms.charts.funnel import SIGNS, funnel
from reports.forms.charts.xmr import KINDS, xmr

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


def told(mark: str) -> dict[str, str]:
    """The attributes of a drawn mark, and of a sign its kind."""
    found = dict(re.findall(r' ([a-z-]+)="([^"]*)"', mark))
    return found | {"kind": found.get("aria-label", "").partition("kind: ")[2]}


def marks(drawn: str, role: str) -> list[dict[str, str]]:
    return [told(mark) for mark in re.findall(r"<(?:path|line|text) [^>]*>", drawn) if f'aria-roledescription="{role}"' in mark]


def test_what_is_drawn_can_be_told_without_its_colours() -> None:
    report = sample()
    trend = svg(xmr(report.headline[0], "en")).decode()
    places = svg(funnel(report.funnels[0], report.facilities, "en")).decode()
    for drawn in (trend, places):
        signs = {(m["kind"], m["d"], m["fill"]) for m in marks(drawn, "point")}
        assert len({kind for kind, _, _ in signs}) > 1, "more than one kind is drawn"
        for (kind, shape, fill), (other, its, colour) in combinations(signs, 2):
            assert kind != other, "a kind has one sign"
            assert shape != its or abs(lightness(fill) - lightness(colour)) >= APART, (kind, other)
        assert all(f">{kind}</text>" in drawn for kind, _, _ in signs), "the legend tells what a sign means"
    lines = {m["stroke"]: (m["stroke-dasharray"], m["stroke-width"]) for m in marks(trend, "rule mark")}
    assert len(lines) == len(set(lines.values())) == 3, "mean, limit and target differ by dash"
    assert all(re.search(rf">{word}[ \u00a0]\d+</text>", trend) for word in ("mean", "target")), "and are called by name"
    limits = [(m["stroke-dasharray"], m["stroke-width"]) for m in marks(places, "line mark")]
    assert (len(limits), len(set(limits))) == (8, 4), "95 % by dash, widened limits by thickness"
