"""A survey that changed is drawn into its trend on its day, and no limit moves for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from night.evidence_of import CLINIC, SUNDAY, crowd, desk, evidence_of

from reports.night.build import build_report, ripe_baselines
from reports.night.evidence import Version

CHANGED = SUNDAY - timedelta(days=18)


def test_it_is_drawn_and_the_limits_stay() -> None:
    plain = evidence_of(crowd(3, 900, days=180))
    frozen = ripe_baselines(desk(SUNDAY), plain, SUNDAY)
    assert frozen
    before = replace(plain, baselines=frozen)
    old, new = Version(CLINIC, 1, date(2025, 1, 5)), Version(CLINIC, 2, CHANGED, "Other words.")
    after = replace(before, surveys=(new,), editions={"clinic": (old, new)})
    was, now = (build_report(desk(SUNDAY), each, SUNDAY).headline[0].trend for each in (before, after))
    assert was is not None
    assert now is not None
    assert [(mark.day, mark.kind) for mark in now.marks] == [(CHANGED, "version")]
    assert was.marks == ()
    assert replace(now, marks=()) == was
    assert ripe_baselines(desk(SUNDAY), after, SUNDAY) == ()
