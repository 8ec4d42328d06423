"""What is planted in the small country that a newcomer is shown is told by name in the reports of its last Sunday."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from gateway.cli import outcome
from gateway.traffic import house
from gateway.traffic.offices import OFFICES
from gateway.traffic.plan import Plan, planted, usual

LAST = date(2026, 11, 22)
ANSWER = 0.4
"""At least so many of those who are drawn answer."""
NAMED = {"fall": "concern", "rise": "improvement"}
"""Kinds that the judgement of shares can find, and the direction in which each is told."""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Plan, list[dict[str, Any]], dict[str, list[dict[str, Any]]]]:
    """The plan, what planted.json says, and the signals of each ministry's last Sunday by its report.json."""
    home = tmp_path_factory.mktemp("found") / "country"
    assert outcome(["traffic", "--folder", str(home), "--until", LAST.isoformat(), "--json"]) == 0
    said = json.loads((home / house.PLANTED).read_text(encoding="utf-8"))["planted"]
    reports = {o.key: json.loads((home / f"reports/{o.key}/{LAST}/report.json").read_text(encoding="utf-8")) for o in OFFICES}
    assert (home / f"reports/overview/{LAST}/overview.pdf").is_file()
    of = house.there(home)
    assert of is not None
    return of, said, {key: report["signals"] for key, report in reports.items()}


@pytest.mark.long
@pytest.mark.timeout(1_200)
def test_every_ministry_is_told_by_name_of_what_is_planted_and_of_no_other_facility(made):
    of, said, signals = made
    for office in of.offices:
        told = {(s["scope"]["facility"], s["scope"]["district"], s["direction"]) for s in signals[office.key]}
        mine = [change for change in said if change["ministry"] == office.key]
        found = [change for change in mine if change["kind"] in NAMED]
        assert found, office.key
        for change in found:
            named = {
                direction
                for facility, district, direction in told
                if facility == (change["facility"] or "all") and change["district"] in ("", district)
            }
            assert NAMED[change["kind"]] in named, (office.key, change, told)
        changed = {
            f.code
            for f in of.facilities(office)
            if any(change["facility"] == f.code or change["district"] == f.district for change in mine)
        }
        assert {facility for facility, _, _ in told} - {"all"} <= changed


@pytest.mark.parametrize("weekday", range(7))
def test_a_planted_change_has_weeks_before_it_and_four_closed_weeks_of_its_own(weekday):
    of = usual(date(2026, 11, 16 + weekday))
    closed = ((of.last - of.first).days + 1) // 7
    for change in (each for each in planted(of) if each.kind in NAMED):
        before = (change.since - of.first).days // 7
        assert before >= 12
        assert closed - before >= (8 if change.kind == "rise" else 4)


def test_a_week_of_the_first_facility_has_thirty_answers_by_text_and_its_neighbours_ten():
    of = usual(LAST)
    for office in of.offices:
        first, *others = of.facilities(office)
        beside = sum(f.size for f in others if f.district == first.district)
        assert of.of.drawn * first.size * ANSWER >= 30
        assert of.of.drawn * beside * ANSWER >= 13
