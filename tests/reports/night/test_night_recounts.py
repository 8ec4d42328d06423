"""The headline, the reasons and the waits of a report are those that somebody finds who counts the people one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist, median

import numpy as np
import pytest
from evidence_of import SUNDAY, TUESDAY, crowd, person, report_on

from reports.figures import Response
from reports.night.shape import Report, Standing, Window

People = list[Response]


def _headline(r: Response) -> str | None:
    return r.answer("treated")


def _in(people: Iterable[Response], window: Window, of: Callable[[Response], bool]) -> People:
    return [r for r in people if window.first <= r.local_day <= window.last and of(r)]


def _of(standing: Standing) -> Callable[[Response], bool]:
    """Who belongs to a standing, by what its scope says."""
    scope = standing.scope
    _, _, option = scope.service.partition(".")
    return lambda r: (
        r.channel == scope.channel
        and (not option or r.service == option)
        and scope.district in ("all", r.district)
        and scope.facility in ("all", r.facility)
    )


def _standings(report: Report) -> list[Standing]:
    return [*report.headline, *report.services, *report.districts, *(f.standing for f in report.facilities)]


def _near(value: Decimal | None, exact: float) -> bool:
    return value is not None and abs(float(value) - exact) <= 0.5e-4 + 1e-12


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("day", [SUNDAY, TUESDAY])
def test_levels_are_those_of_the_people_of_the_window(seed: int, day) -> None:  # type: ignore[no-untyped-def]
    people = crowd(seed, 450, day)
    for s in _standings(report_on(people, day)):
        answers = [_headline(r) for r in _in(people, s.window, _of(s)) if _headline(r) is not None]
        if 0 < len(answers) < 10:
            assert s.answers.n is None
            assert s.positive.value is None
            continue
        assert s.answers.n == len(answers)
        if answers:
            assert _near(s.positive.value, sum(a in ("4", "5") for a in answers) / len(answers))
            assert s.negative.hidden or _near(s.negative.value, sum(a in ("1", "2") for a in answers) / len(answers))
            assert s.neutral.hidden or _near(s.neutral.value, sum(a == "3" for a in answers) / len(answers))
            assert s.dont_know.hidden or _near(s.dont_know.value, answers.count("dont_know") / len(answers))


@pytest.mark.parametrize("seed", range(2))
def test_reasons_are_shares_of_those_who_were_asked(seed: int) -> None:
    people = crowd(seed, 900)
    seen = 0
    for s in _standings(report_on(people)):
        asked = [
            r
            for r in _in(people, s.reasons_window or s.window, _of(s))
            if any(x.question == "reason" for x in r.said) or r.left_at == "reason"
        ]
        given = Counter(r.answer("reason") for r in asked)
        for reason in s.reasons:
            if reason.share.value is not None:
                seen += 1
                assert reason.share.n == len(asked)
                assert _near(reason.share.value, given[reason.code] / len(asked))
            else:
                assert reason.share.hidden
    assert seen > 10


def test_waits_are_medians_in_minutes_and_a_tenth_needs_thirty() -> None:
    people = crowd(7, 600)
    for s in _standings(report_on(people)):
        hours = [int(r.answer("wait") or 0) for r in _in(people, s.window, _of(s)) if r.answer("wait") is not None]
        assert s.wait_median is not None or s.answers.n is None
        if s.wait_median is not None and s.wait_median.value is not None:
            assert s.wait_median.n == len(hours)
            assert float(s.wait_median.value) == median(hours) * 60
            assert (s.wait_p90 is not None) == (len(hours) >= 30)
            if s.wait_p90 is not None:
                assert float(s.wait_p90.value or 0) == pytest.approx(float(np.quantile(hours, 0.9)) * 60, abs=0.05)


def test_the_score_is_the_mean_of_the_scale() -> None:
    people = [
        person(v) for v, n in (("1", 10), ("2", 10), ("3", 10), ("4", 20), ("5", 30), ("dont_know", 20)) for _ in range(n)
    ]
    sqs = next(s.sqs for s in report_on(people).headline if s.answers.n)
    assert sqs.n == 80
    assert sqs.value == Decimal("65.6")


def test_a_change_is_against_a_window_that_shares_no_day() -> None:
    people = crowd(3, 1200)
    for s in _standings(report_on(people)):
        if s.change is None:
            continue
        before, now = s.change.before_window, s.window
        assert (now.first - before.last).days >= 1
        assert (before.last - before.first).days == 27
        earlier = [_headline(r) for r in _in(people, before, _of(s)) if _headline(r)]
        p0 = Fraction(sum(a in ("4", "5") for a in earlier), len(earlier))
        assert s.positive.value is not None
        assert _near(s.change.before.value, float(p0))
        assert abs(s.change.value - (s.positive.value - s.change.before.value)) <= Decimal("0.0001")  # type: ignore[operator]
        assert s.change.lower <= s.change.value <= s.change.upper
        assert min(s.positive.n or 0, s.change.before.n or 0) >= 30


def test_twenty_nine_answers_are_compared_with_nothing() -> None:
    then = SUNDAY - timedelta(days=55)
    few, enough = ([person(day=d) for d in (SUNDAY, then) for _ in range(n)] for n in (29, 30))
    assert [s.change for s in report_on(few).headline if s.answers.n] == [None]
    assert [s.change is not None for s in report_on(enough).headline if s.answers.n] == [True]


def test_intervals_are_wilsons() -> None:
    people = [person("5")] * 321 + [person("1")] * 91
    standing = next(s for s in report_on(people).headline if s.answers.n)
    z, n, p = NormalDist().inv_cdf(0.975), 412, 321 / 412
    half = z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5 / (1 + z * z / n)
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    assert _near(standing.positive.lower, centre - half)
    assert _near(standing.positive.upper, centre + half)


def test_late_answers_are_marked_and_counted_once() -> None:
    people = [person()] * 40 + [person(late=True)] * 12
    standing = next(s for s in report_on(people).headline if s.answers.n)
    assert (standing.answers.n, standing.late.n) == (52, 12)
