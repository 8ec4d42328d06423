"""An attacker with the report in hand and all of linear algebra learns of no group of 1 to 9 people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np
import pytest
from crowd_of_answers import CLINIC, DAY, REGISTRY, answered, counts_of, crowds, left, report_on, with_a_main_reason
from hypothesis import example, given, settings

from reports.figures import Response, Said
from reports.released import Count, Level, Report, Share, Stages
from reports.suppress import CELL, SECONDARY, Group, hide_bases, hide_options

SERVICES, CHANNELS, LANGUAGES, TIMES = ("clinic", "registry"), ("ussd", "sms"), ("en", "st", "fr"), ("tonight", "before")
LEAVES = list(product(SERVICES, CHANNELS, LANGUAGES, TIMES))
Place = tuple[str | None, str | None, str | None, str | None]
MEASURES = ("opened", "started", "headline", "completed")


def printed(report: Report, measure: str) -> Iterator[tuple[Place, Count]]:
    """Every base of a measure that the report names, with where it belongs."""

    def of(stages: Stages) -> Count:
        count = getattr(stages, measure)
        assert isinstance(count, Count)
        return count

    yield (None, None, None, None), of(report.stages)
    yield (None, None, None, "tonight"), of(report.tonight)
    for service in report.services:
        yield (service.service, None, None, None), of(service.stages)
        yield (service.service, None, None, "tonight"), of(service.tonight)
        for panel in service.panels:
            yield (service.service, panel.channel, None, None), of(panel.stages)
            if measure == "headline":
                for row in panel.languages:
                    yield (service.service, panel.channel, row.language, None), row.headline


@cache
def row(place: Place) -> np.ndarray:
    return np.array([all(want in (None, have) for want, have in zip(place, leaf, strict=True)) for leaf in LEAVES], float)


GROUPS = np.array([row(place) for place in product(*((None, *names) for names in (SERVICES, CHANNELS, LANGUAGES, TIMES)))])
"""Every group that a service, a channel, a language and a time can name."""


def truth(crowd: list[Response], measure: str) -> np.ndarray:
    """How many people really stand behind every leaf."""
    counts = {leaf: 0 for leaf in LEAVES}
    for c in counts_of(r for r in crowd if (DAY - r.local_day).days < 28):
        if c.measure == measure:
            counts[c.survey, c.channel, c.language, "tonight" if c.local_day == DAY else "before"] += c.n
    return np.array([counts[leaf] for leaf in LEAVES], float)


def attack(report: Report, crowd: list[Response], measure: str) -> None:
    """Derive whatever can be derived of the printed bases, and fail if it is a group of 1 to 9."""
    real = truth(crowd, measure)
    known = []
    for place, count in printed(report, measure):
        people = row(place) @ real
        assert count.n is None or count.n == people, "a printed number is wrong"
        assert not (count.hidden and people == 0), "zero names nobody and is printed"
        if count.n == 0:
            known += [unit for unit, inside in zip(np.eye(len(LEAVES)), row(place), strict=True) if inside]
        elif count.n is not None:
            known.append(row(place))
    if not known:
        return
    matrix = np.array(known)
    differences = matrix[:, None] - matrix[None]
    groups = differences[(differences >= 0).all(axis=2)] @ real
    assert not ((groups > 0) & (groups < 10)).any(), "a sum minus a part"
    onto_known = np.linalg.pinv(matrix) @ matrix
    told = np.isclose(GROUPS @ onto_known, GROUPS).all(axis=1)
    groups = GROUPS[told] @ real
    assert not ((groups > 0) & (groups < 10)).any(), "a group can be told from several sums"


def few_sms() -> list[Response]:
    return [answered()] * 40 + [answered(channel="sms")] * 5 + [answered(service="registry")] * 30


def few_of_a_language() -> list[Response]:
    return [answered()] * 40 + [answered(language="st")] * 5 + [answered(language="fr")] * 11


@settings(max_examples=100, deadline=None)
@given(crowds(400))
@example(few_sms())
@example(few_of_a_language())
@example([answered()] * 45 + [answered(service="registry")] * 4)
def test_no_small_group_can_be_derived(crowd: list[Response]) -> None:
    report = report_on(crowd, surveys=(CLINIC, REGISTRY))
    for measure in MEASURES:
        attack(report, crowd, measure)


@settings(max_examples=40, deadline=None)
@given(crowds(400))
def test_no_figure_has_a_base_below_ten(crowd: list[Response]) -> None:
    for figure in figures(report_on(crowd, surveys=(CLINIC, REGISTRY))):
        assert figure is None or figure == 0 or figure >= 10


def few_reasons_of_many_asked() -> list[Response]:
    return [answered("1", reason="queue")] * 7 + [left("reason", Said("treated", "answered", "1"))] * 12


def one_rare_reason() -> list[Response]:
    return [answered("1", reason=r) for r, n in (("queue", 20), ("paper", 12), ("other", 3)) for _ in range(n)] + [
        left("reason", Said("treated", "answered", "1"))
    ] * 11


@settings(max_examples=60, deadline=None)
@given(crowds(400))
@example(few_reasons_of_many_asked())
@example(one_rare_reason())
def test_the_base_of_the_main_reason_gives_no_hidden_one_back(crowd: list[Response]) -> None:
    """Whoever knows how many were asked and how many answered counts the options back, and what they leave of the answers."""
    for panel in report_on(crowd, surveys=(with_a_main_reason(),)).services[0].panels:
        table = next(q for q in panel.questions if q.question == "reason")
        shares = [option.share for option in table.options]
        counts = [round(share.value * share.n) for share in shares if share.value is not None and share.n]
        assert not any(0 < n < 5 for n in counts)
        assert len(shares) - len(counts) != 1 or table.base.n in (0, None)
        assert not (table.base.hidden and sum(counts)), "the sum of the options is the hidden base"


def figures(report: object) -> Iterator[int | None]:
    """The base of everything in a report that has one."""
    if hasattr(report, "n"):
        yield report.n
    elif isinstance(report, tuple):
        for part in report:
            yield from figures(part)
    elif hasattr(report, "__dataclass_fields__"):
        for name in report.__dataclass_fields__:
            yield from figures(getattr(report, name))


def test_a_small_channel_costs_the_sum_and_not_the_large_channel() -> None:
    report = report_on(few_sms(), surveys=(CLINIC, REGISTRY))
    clinic, registry = report.services
    assert [p.stages.headline for p in clinic.panels] == [Count(40), Count(None, "base_lt_10")]
    assert clinic.stages.headline == Count(None, "total")
    assert registry.stages.headline == Count(30)
    assert report.stages.headline == Count(None, "total")


def test_a_small_language_takes_the_next_smallest_with_it() -> None:
    (clinic,) = report_on(few_of_a_language()).services
    ussd = clinic.panels[0]
    assert ussd.stages.headline == Count(56)
    assert {row.language: row.headline for row in ussd.languages} == {
        "en": Count(40), "st": Count(None, "base_lt_10"), "fr": Count(None, "secondary"),
    }  # fmt: skip
    assert [row.positive.hidden for row in ussd.languages] == ["", "base_lt_10", "secondary"]


def test_hidden_sums_reach_ten() -> None:
    parts = tuple(Group((str(n),), n) for n in (3, 4, 20, 30))
    assert hide_bases(Group((), 57, parts, kept=True)) == {("3",): "base_lt_10", ("4",): "base_lt_10", ("20",): "secondary"}
    enough = tuple(Group((str(n),), n) for n in (5, 6, 20))
    assert hide_bases(Group((), 31, enough, kept=True)) == {("5",): "base_lt_10", ("6",): "base_lt_10"}


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 20, "b": 30, "c": 0}, {}),
        ({"a": 20, "b": 4, "c": 9}, {"b": CELL, "c": SECONDARY}),
        ({"a": 20, "b": 4, "c": 0}, {"b": CELL, "a": SECONDARY}),
        ({"a": 20, "b": 4, "c": 1}, {"b": CELL, "c": CELL}),
        ({"a": 5, "b": 5, "c": 5}, {}),
    ],
)
def test_small_options(counts: dict[str, int], hidden: dict[str, str]) -> None:
    assert hide_options(counts) == hidden


def test_a_side_with_a_printed_sum_hides_its_own_second() -> None:
    counts = {"1": 3, "2": 20, "3": 8, "4": 30, "5": 60}
    assert hide_options(counts, [("4", "5"), ("1", "2")]) == {"1": CELL, "2": SECONDARY}


def scored(*votes: tuple[str, int]) -> Level:
    """The Service Quality Score of a panel with these answers to its main question."""
    (clinic,) = report_on([answered(treated) for treated, n in votes for _ in range(n)]).services
    return clinic.panels[0].sqs


def test_a_mean_does_not_give_a_hidden_option_back() -> None:
    """Of 3, 20, 8, 30 and 60 the score 74.0 (121 answers), the share of good and that of bad leave 20 and 3 alone."""
    assert scored(("1", 3), ("2", 20), ("3", 8), ("4", 30), ("5", 60)) == Level(None, hidden=SECONDARY)


def test_the_base_of_a_mean_does_not_count_the_few_who_do_not_know() -> None:
    assert scored(("4", 30), ("5", 60), ("dont_know", 7)) == Level(None, hidden=SECONDARY)
    assert scored(("4", 30), ("5", 60), ("dont_know", 10)).n == 90
    assert scored(("4", 30), ("5", 60)).n == 90


def of_panel(*votes: tuple[str, int]) -> tuple[Share, Share, dict[str, str]]:
    """The positive and the negative share of such a panel, and its hidden options with their reasons."""
    (clinic,) = report_on([answered(treated) for treated, n in votes for _ in range(n)]).services
    panel = clinic.panels[0]
    return panel.positive, panel.negative, {o.value: o.share.hidden for o in panel.questions[0].options if o.share.hidden}


def test_what_good_and_bad_leave_gives_no_hidden_option_back() -> None:
    positive, negative, hidden = of_panel(("1", 5), ("3", 3), ("5", 40), ("dont_know", 20))
    assert hidden == {"3": CELL, "dont_know": SECONDARY}
    assert (positive.hidden, negative.hidden) == ("", "")


def test_the_few_in_between_cost_the_share_of_bad_ones_and_not_that_of_good_ones() -> None:
    positive, negative, hidden = of_panel(("1", 9), ("2", 6), ("3", 3), ("5", 40))
    assert hidden == {"3": CELL, "2": SECONDARY}
    assert (positive.hidden, negative.hidden) == ("", SECONDARY)
