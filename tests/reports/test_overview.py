"""The overview: made of the ministries' reports and nothing else, ranked by signals, and honest about who is not in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from night_sample import all_positive, sample
from night_sample_parts import WINDOW
from overview_sample import (
    NAMES,
    falling,
    named,
    overview_meta,
    overview_of,
    reports_of,
    rising,
    silent,
    without_visits,
)

from reports.forms.as_json import as_json, read_json
from reports.forms.overview_page import as_overview_page
from reports.forms.overview_told import Teller
from reports.night.shape import Asked, Count, FollowThrough, Level, OptionRow, QuestionTable, Report, Share, Window
from reports.night.shape import Heard as Answered
from reports.overview.build import build_overview
from reports.overview.shape import Excess, Extent, Heard, Ministry, Overview, Shift
from reports.stats.rounding import half_up

WORKED_OUT = {
    (Shift, "distance"),
    (Heard, "ratio"),
    (Extent, "dissatisfied"),
    (Ministry, "median_open"),
    (Excess, "people"),
    (Excess, "places"),
}
"""Fields that are made of several numbers of a report."""


def numbers(value: object) -> Iterator[Decimal | int]:
    """Every number in a value that is not worked out."""
    if is_dataclass(value):
        for field in fields(value):
            if (type(value), field.name) not in WORKED_OUT:
                yield from numbers(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from numbers(part)
    elif isinstance(value, Decimal | int) and not isinstance(value, bool):
        yield value


def build(*reports: Report, names: dict[str, str] | None = None, before: Overview | None = None) -> Overview:
    return build_overview(overview_meta(), reports, names or {r.meta.ministry: r.meta.name for r in reports}, before)


def test_no_number_is_in_it_that_no_ministry_released() -> None:
    told = {number for report in reports_of() for number in numbers(report)}
    assert {number for number in numbers(overview_of())} <= told
    assert len(set(numbers(overview_of()))) > 50


def test_what_is_worked_out_is_worked_out_of_released_numbers() -> None:
    made, reports = overview_of(), {r.meta.ministry: r for r in reports_of()}
    assert made.worst
    assert made.worst.distance == made.worst.level.value - made.worst.mean  # type: ignore[operator]
    health = next(m for m in made.ministries if m.key == "health")
    assert health.median_open == Decimal("17.5")  # 0 days, new, and 35 days
    maseru = next(h for h in health.heard if h.code == "maseru" and h.channel == "sms")
    districts = [s for s in reports["health"].districts if s.scope.channel == "sms"]
    answers, visits = (sum(getattr(s, of).n for s in districts) for of in ("answers", "visits"))
    assert maseru.ratio == half_up(Decimal(40) / answers / (Decimal(4000) / visits), 2)
    assert maseru.low
    worst = next(e for e in made.extent if e.basis == "answers")
    whole = reports["huduma"].headline[0].negative.value
    assert whole is not None
    assert worst.negative.value is not None
    assert worst.negative.n is not None
    assert worst.dissatisfied == half_up((worst.negative.value - whole) * worst.negative.n, 1)


EARLIER = Window(WINDOW.first - timedelta(days=7), WINDOW.last - timedelta(days=7))


def ratios(report: Report, group: str) -> dict[str, Decimal | None]:
    return {h.code: h.ratio for h in build(report).ministries[0].heard if h.group == group and h.channel == "sms"}


def of_earlier_days(report: Report, *codes: str) -> Report:
    """The same report with districts and languages that are told as of a week before."""
    districts = tuple(replace(s, window=EARLIER, fresh=False) if s.scope.district in codes else s for s in report.districts)

    def heard(groups: tuple[Answered, ...]) -> tuple[Answered, ...]:
        return tuple(replace(g, window=EARLIER) if g.code in codes else g for g in groups)

    responses = (
        replace(r, by_language=heard(r.by_language), by_district=heard(r.by_district)) for r in report.response
    )  # fmt: skip
    return replace(report, districts=districts, response=tuple(responses))


def test_what_is_told_over_other_days_is_compared_with_nothing() -> None:
    whole, mixed = falling(), of_earlier_days(falling(), "maseru", "st")
    before, after = ratios(whole, "district"), ratios(mixed, "district")
    assert None not in before.values()
    assert {code for code, ratio in after.items() if ratio is None} == {"maseru"}
    rest = [s for s in whole.districts if s.scope.channel == "sms" and s.scope.district != "maseru"]
    answers, visits = (sum(getattr(s, of).n for s in rest) for of in ("answers", "visits"))
    for s in rest:
        assert s.answers.n is not None
        assert s.visits is not None
        assert s.visits.n is not None
        assert after[s.scope.district] == half_up(Decimal(s.answers.n) / answers / (Decimal(s.visits.n) / visits), 2)
    assert ratios(mixed, "language") == ratios(whole, "language") | {"st": None}
    only = replace(mixed, districts=tuple(s for s in mixed.districts if s.scope.district in ("maseru", "leribe")))
    by = {h.against for h in build(only).ministries[0].heard if h.group == "district" and h.channel == "sms"}
    assert by == {"invited"}  # of two by their visits, each of its own days, neither has anybody to be compared with
    by_rate = replace(mixed, districts=tuple(without_visits(s) for s in mixed.districts))
    found = ratios(by_rate, "district")
    assert found["maseru"] is None
    assert {code for code, ratio in found.items() if ratio is not None} == set(found) - {"maseru"}


def test_how_much_is_the_sum_of_what_places_released_for_the_same_days() -> None:
    report = rising()
    own = [f for f in report.facilities if f.standing.scope.channel == "ussd" and f.standing.answers.n]
    (excess,) = build(report).ministries[0].excess
    assert (excess.channel, excess.window, excess.places) == ("ussd", own[0].standing.window, len(own))
    assert excess.people == sum(f.excess_negative.value or 0 for f in own) > 0
    most = max(own, key=lambda f: f.excess_negative.value or 0)
    told = most.excess_negative.value
    assert told is not None
    for gone in (
        replace(most, standing=replace(most.standing, window=EARLIER, fresh=False)),
        replace(most, excess_negative=Level(None, hidden="base_lt_10")),
    ):
        left = replace(report, facilities=tuple(gone if f is most else f for f in report.facilities))
        (fewer,) = build(left).ministries[0].excess
        assert (fewer.people, fewer.places) == (excess.people - told, excess.places - 1)
    assert build(falling()).ministries[0].excess == ()  # its visits are known: users are estimated
    assert build(replace(report, facilities=())).ministries[0].excess == ()


def asking_sex(report: Report) -> Report:
    """The same, with a survey that asks for it."""
    asked = Asked(report.surveys[0].survey, "sex", (("en", "Are you a woman or a man?"),))
    survey = replace(report.surveys[0], asked=(*report.surveys[0].asked, asked))
    options = (OptionRow("f", "Woman", Share(40, Decimal("0.6100"))), OptionRow("m", "Man", Share(None, hidden="secondary")))
    table = QuestionTable(survey.survey, "sex", "Sex", "", "choice", "sms", WINDOW, Count(40), options)
    return replace(report, surveys=(survey, *report.surveys[1:]), questions=(*report.questions, table))


def test_sex_is_told_where_it_is_asked_and_that_it_is_not_elsewhere() -> None:
    made = build(asking_sex(falling()), rising())
    health, huduma = (next(m for m in made.ministries if m.key == key) for key in ("health", "huduma"))
    assert (health.asks_sex, huduma.asks_sex, huduma.sex) == (True, False, ())
    (split,) = health.sex
    assert [(label, share.value, share.hidden) for label, share in split.parts] == [
        ("Woman", Decimal("0.6100"), ""), ("Man", None, "secondary"),
    ]  # fmt: skip
    page = as_overview_page(replace(made, extent=())).decode()
    assert "By sex, Ministry of Health, Lesotho, SMS: Woman 61" in page
    assert "Sex is not asked by: Huduma Kenya Secretariat." in page
    nobody = as_overview_page(replace(build(rising()), extent=())).decode()
    assert "No survey asks for sex: whether women and men are heard alike is not known." in nobody
    assert "It would come from the national statistics office" in nobody


def test_ministries_stand_by_open_signals_and_not_by_satisfaction() -> None:
    few = FollowThrough(20, 19, 0, 1, 0, None, None)  # much was opened, little is open
    worst = replace(silent(), follow_through=few)
    made = build(rising(), worst, falling(), names=NAMES)
    assert [(m.key, m.follow.open if m.follow else None) for m in made.ministries] == [
        ("health", 3), ("interior", 1), ("huduma", 0), ("water", None), ("works", None),
    ]  # fmt: skip
    assert [row.channel for row in made.ministries[0].rows] == ["sms", "ussd"]  # the leading channel first


def open_for(days: int) -> Report:
    """Worse than usual, with one signal that has been open for so many days."""
    report = falling()
    return replace(report, signals=(replace(report.signals[0], state="open", days_open=days),))


@pytest.mark.parametrize(
    ("reports", "begins"),
    [
        ((), ["No ministry released a report of this week."]),
        ((silent(),), ["Of no ministry can it be said yet whether it moved", "No signal is open."]),
        (
            (replace(rising(), headline=(replace(rising().headline[0], movement="steady"),)),),
            ["No ministry moved", "No signal"],
        ),
        ((rising(),), ["Largest improvement: Huduma Kenya Secretariat. 84 of every 100", "No signal is open."]),
        ((falling(),), ["Largest worsening: Ministry of Health, Lesotho. 78 of", "Open for longest: Child or vaccination"]),
        ((open_for(0),), ["Largest worsening", "All open signals are new; the first of them: "]),
        (
            (open_for(1),),
            ["Largest worsening", "Open for longest: Scott Hospital Morija (Ministry of Health, Lesotho), for 1 day"],
        ),
        ((falling(), rising()), ["Largest worsening: Ministry of Health", "Largest improvement: Huduma", "Open for longest"]),
    ],
    ids=["none", "silent", "steady", "better", "worse", "new", "one day", "both"],
)
def test_at_most_three_sentences(reports: tuple[Report, ...], begins: list[str]) -> None:
    said = Teller(build(*reports, names=NAMES)).sentences()
    assert len(said) == len(begins) <= 3
    for sentence, start in zip(said, begins, strict=True):
        assert sentence.startswith(start)


def moved(key: str, level: str, mean: str, movement: str = "down") -> Report:
    """A ministry whose level lies somewhere against the mean of its own baseline."""
    full = sample()
    head = full.headline[0]
    assert head.trend is not None
    trend = replace(head.trend, mean=Decimal(mean), since=date(2026, 5, 11))
    own = replace(head, positive=Share(412, Decimal(level), Decimal(level), Decimal(level)), trend=trend, movement=movement)  # type: ignore[arg-type]
    return named(replace(full, headline=(own,)), key)


def test_the_biggest_change_is_against_its_own_baseline_and_not_the_lowest_level() -> None:
    low, far, back = moved("health", "0.4000", "0.4500"), moved("water", "0.8000", "0.9500"), moved("works", "0.9000", "0.8000")
    assert build(low, far, back).worst == Shift(
        "water", NAMES["water"], "sms", far.headline[0].positive, Decimal("0.9500"), Decimal("-0.1500"), date(2026, 5, 11)
    )
    said = Teller(build(back)).sentences()[0]  # it fell seven weeks ago and is back: nothing is called a worsening of the level
    assert said == "Beyond its usual range in the last 8 weeks, but not so in the last 28 days: Ministry of Works."


def test_only_a_special_cause_is_a_change() -> None:
    far = moved("water", "0.2000", "0.9500", "steady")
    assert build(far).worst is None
    assert [row.verdict for row in build(far).ministries[0].rows] == ["steady"]


def test_a_hidden_level_says_nothing_anywhere() -> None:
    full = falling()
    hidden = Share(None, hidden="not_refreshed")
    head = tuple(replace(s, positive=hidden, answers=Count(None, "not_refreshed")) for s in full.headline)
    made = build(replace(full, headline=head))
    assert made.worst is None
    assert [row.verdict for row in made.ministries[0].rows] == ["few", "few"]


def test_a_movement_is_news_once() -> None:
    first = build(falling())
    again = build(falling(), before=first)
    assert [[row.news for row in made.ministries[0].rows] for made in (first, again)] == [[True, False], [False, False]]


def test_districts_of_two_ministries_meet_by_name() -> None:
    made = build(falling(), rising())
    maseru = next(d for d in made.districts if d.name == "Maseru")
    assert [(c.ministry, c.channel) for c in made.columns] == [("huduma", "ussd"), ("health", "sms"), ("health", "ussd")]
    assert maseru.verdicts == ("steady", "worsening", "worsening")
    assert made.districts[0] == maseru  # most worsening first
    assert [d.verdicts[0] for d in made.districts if d.name in ("Berea", "Leribe")] == ["few", "improving"]


def test_the_top_ten_are_services_and_not_the_surveys_that_are_made_of_them() -> None:
    made = overview_of()
    assert len(made.extent) == 10
    assert "clinic-visit" not in {e.service for e in made.extent}
    assert [e.basis for e in made.extent] == sorted((e.basis for e in made.extent), reverse=True)
    assert len({(e.ministry, e.service) for e in made.extent}) == 10  # one channel each


def test_who_is_silent_and_who_gave_no_report_are_two_things() -> None:
    made = overview_of()
    assert [m.key for m in made.ministries if m.silent] == ["interior"]
    assert [m.key for m in made.ministries if not m.reported] == ["works"]
    head = falling().headline[0]
    assert head.trend is not None
    last = [p for p in head.trend.points if p.closed][-1]
    few = replace(last, share=Share(None, hidden="base_lt_10"))  # too few to be told is no silence
    told = replace(head, trend=replace(head.trend, points=(few,)))
    assert not build(replace(falling(), headline=(told,))).ministries[0].silent
    nobody = replace(head, trend=replace(head.trend, points=(replace(last, share=Share(0)),)))
    assert build(replace(falling(), headline=(nobody,))).ministries[0].silent


def test_all_of_them_satisfied_has_no_extent() -> None:
    full = all_positive()
    services = tuple(
        replace(s, negative=Share(412, Decimal(0), Decimal(0), Decimal("0.01")), estimated_negative=None) for s in full.services
    )
    assert build(replace(full, services=services)).extent == ()


def test_it_is_stored_and_read_again() -> None:
    made = overview_of()
    raw = as_json(made)
    assert read_json(raw, Overview) == made
    assert as_json(read_json(raw, Overview)) == raw
