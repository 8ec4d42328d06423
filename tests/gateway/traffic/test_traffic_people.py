"""People of the made-up country: planted changes shift what they say there and then, and nowhere else; they read screens."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from statistics import fmean, median

import pytest
from scipy import stats

from gateway.traffic.comments import comment
from gateway.traffic.handset import digit_before
from gateway.traffic.offices import HEALTH, INTERIOR, OFFICES
from gateway.traffic.people import Met, mind, positive_share
from gateway.traffic.plan import plan, planted
from gateway.traffic.seasons import poisson, share_of_week
from reports.text.redaction import redact

SMALL = plan("small", 1, date(2026, 11, 22))
CHANGES = {change.kind: change for change in reversed(planted(SMALL))}


def met(office, day, *, facility=0, topic=0, service=0) -> Met:
    """An encounter, with what is planted there."""
    where, about = SMALL.facilities(office)[facility], office.topics[topic]
    there = [
        c
        for c in CHANGES.values()
        if c.ministry == office.key and c.holds(day, about.survey, about.services[service].key, where)
    ]
    return Met(office, about, about.services[service], where, day, there)


def minds(of: Met, count: int = 1500) -> list[dict[str, str]]:
    luck = Random(3)
    return [dict(mind(luck, of, SMALL.seed).answers) for _ in range(count)]


def test_the_hospital_falls_by_what_is_planted_from_its_week_on_and_no_other_place_does():
    fall = CHANGES["fall"]
    before, after = fall.since - timedelta(days=1), fall.since
    assert positive_share(met(HEALTH, after), 1) == pytest.approx(positive_share(met(HEALTH, before), 1) + fall.points / 100)
    assert fall.facility == SMALL.facilities(HEALTH)[0].code
    for facility in (2, 3, 6, 7, 10, 11):
        beside = (positive_share(met(HEALTH, day, facility=facility), 1) for day in (before, after))
        assert len(set(beside)) == 1


def test_what_people_say_follows_their_odds_and_the_planted_reason_is_named_most():
    there = met(HEALTH, CHANGES["fall"].since)
    said = minds(there)
    positive = fmean(each["satisfied"] in ("4", "5") for each in said)
    assert positive == pytest.approx(positive_share(there, SMALL.seed) * 0.98, abs=0.04)
    assert Counter(each["reason"] for each in said).most_common(1)[0][0] == CHANGES["fall"].reason


def test_the_wait_of_one_service_grows_week_by_week_and_of_no_other():
    slower = CHANGES["slower"]
    weeks = [
        slower.since - timedelta(days=6),
        slower.since + timedelta(weeks=2, days=1),
        slower.since + timedelta(weeks=14, days=1),
    ]
    grown = [median(int(each["minutes"]) for each in minds(met(INTERIOR, day, topic=1, service=2))) for day in weeks]
    assert grown[0] < grown[1] < grown[2]
    beside = [median(int(each["minutes"]) for each in minds(met(INTERIOR, day, topic=1, service=3), 600)) for day in weeks]
    assert max(beside) - min(beside) <= 5


def test_few_answer_the_same_throughout():
    flat = [len({each["satisfied"], each["staff"], each["clean"]}) == 1 for each in minds(met(HEALTH, SMALL.first))]
    assert 0.03 < fmean(flat) < 0.10


def test_weeks_add_up_sundays_and_holidays_are_closed_and_december_is_quiet():
    ordinary = [share_of_week(date(2026, 6, 1) + timedelta(days=n)) for n in range(7)]
    assert sum(ordinary) == pytest.approx(1, abs=0.1)
    assert share_of_week(date(2026, 6, 7)) == share_of_week(date(2026, 12, 25)) == 0
    assert share_of_week(date(2026, 12, 7)) < share_of_week(date(2026, 6, 1))


@pytest.mark.parametrize("mean", [0.4, 3.0, 20.0])
def test_how_many_come_is_distributed_by_poisson(mean):
    luck = Random(5)
    drawn = Counter(poisson(luck, mean) for _ in range(4000))
    edges = range(int(stats.poisson.ppf(0.01, mean)), int(stats.poisson.ppf(0.99, mean)) + 1)
    seen = [drawn[k] for k in edges]
    expected = [4000 * stats.poisson.pmf(k, mean) for k in edges]
    scaled = [each * sum(seen) / sum(expected) for each in expected]
    assert stats.chisquare(seen, scaled).pvalue > 0.001
    assert poisson(luck, 0.0) == 0


def test_whoever_reads_a_screen_finds_the_digit_before_a_label_and_no_other():
    screen = "What was it for?\n1 A test\n2 A test of blood\n9 More"
    assert digit_before(screen, "A test") == "1"
    assert digit_before(screen, "More") == "9"
    assert digit_before(screen, "test") is None


def test_every_number_in_a_remark_is_taken_out():
    luck = Random(1)
    said = [comment(luck, office.language, "waiting") for office in OFFICES for _ in range(600)]
    with_digits = [words for words in said if "7700" in words or "555" in words]
    assert len(with_digits) > 10
    assert not [words for words in with_digits if any(sign.isdigit() for sign in redact(words))]


def test_a_plan_says_whose_changes_it_holds():
    assert {change.ministry for change in planted(replace(SMALL, size="tiny"))} == {"health", "services"}
    assert not planted(replace(SMALL, stable=True))
