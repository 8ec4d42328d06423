"""Nothing in a report tells of fewer than ten people, and what is hidden cannot be had from what stands beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from evidence_of import SUNDAY, TUESDAY, counts_of, crowd, desk, evidence_of, ledger_book, left, person, report_on
from hypothesis import given
from hypothesis import strategies as st

from reports.forms.as_json import as_json
from reports.ledger import Book
from reports.night.build import build_report
from reports.night.levels import Headline, hidden_options, levels
from reports.night.response import covered
from reports.night.shape import Level, Report, Share
from reports.night.suppression import figures_of


def _assert_nothing_small(report: Report) -> None:
    figures = list(figures_of(report))
    assert figures
    for figure in figures:
        assert figure.n is None or figure.n == 0 or figure.n >= 10, figure
        if figure.hidden and isinstance(figure, Share | Level):
            assert figure.value is None, figure
        if figure.n is None:
            assert figure.hidden, figure


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("n", [12, 60, 400])
def test_no_figure_has_a_base_under_ten(seed: int, n: int) -> None:
    people = crowd(seed, n, TUESDAY, days=40, facilities=12)
    _assert_nothing_small(report_on(people, TUESDAY))


def test_no_figure_has_a_base_under_ten_by_the_ledgers_own_book() -> None:
    people = crowd(5, 200, SUNDAY, days=28, facilities=4)
    report = report_on(people, SUNDAY, ledger_book(SUNDAY, counts_of(people), 29))
    _assert_nothing_small(report)
    assert any(s.answers.n for s in report.headline)


def test_what_the_ledger_does_not_tell_stands_nowhere() -> None:
    people = crowd(6, 300)
    report = report_on(people, book=Book(SUNDAY))
    assert {figure.n for figure in figures_of((report.headline, report.services, report.districts, report.facilities))} <= {
        None,
        0,
    }
    assert {figure.n for figure in figures_of((report.response, report.quality, report.questions, report.tonight))} <= {None, 0}
    assert sum(n for _, n in report.suppression) > 100


def test_a_figure_that_is_not_refreshed_is_repeated_with_its_own_days() -> None:
    people = [person(day=SUNDAY - timedelta(days=3))] * 40 + [person("1")] * 3
    cuts = [SUNDAY - timedelta(days=k) for k in (10, 3)]
    cells = (("ussd",), ("ussd", "survey", "clinic"))
    standing = next(
        s for s in report_on(people, book=Book(SUNDAY, {("headline", c): cuts for c in cells})).headline if s.answers.n
    )
    assert (standing.answers.n, standing.fresh, standing.window.last) == (40, False, SUNDAY - timedelta(days=3))


_COUNTS = st.dictionaries(st.sampled_from(["0/4", "1/4", "2/4", "3/4", "4/4", "dont_know"]), st.integers(0, 25), max_size=6)
STEPS = ("0/4", "1/4", "2/4", "3/4", "4/4")


@given(_COUNTS)
def test_the_four_parts_of_a_headline_do_not_give_a_small_one_back(values: dict[str, int]) -> None:
    head = Headline(values)
    shown = levels(head, STEPS)
    if head.n < 10:
        assert shown.positive.value is None
        assert shown.spread == ()
        return
    if 0 < head.on("neutral") + head.dont_know < 5:
        assert shown.negative.value is None
    hidden = [s for s in (shown.neutral, shown.dont_know) if s.hidden]
    if len(hidden) == 1:
        other = shown.neutral if shown.dont_know.hidden else shown.dont_know
        assert other.value == 0
        assert shown.negative.hidden or not 0 < head.on("neutral") + head.dont_know < 5


@given(_COUNTS)
def test_the_spread_and_the_score_go_where_an_option_goes(values: dict[str, int]) -> None:
    head = Headline(values)
    shown = levels(head, STEPS)
    if hidden_options(values, STEPS):
        assert shown.spread == ()
        assert shown.sqs.value is None
    elif head.n >= 10:
        assert [s.n for s in shown.spread] == [head.n] * 5
        assert sum(s.value for s in (*shown.spread, shown.dont_know) if s.value is not None) == pytest.approx(1, abs=3e-4)


@given(st.lists(st.integers(0, 40), min_size=6, max_size=6))
def test_behind_the_hidden_ends_of_invitations_stand_ten_people_or_all(counts: list[int]) -> None:
    parts = dict(zip("abcdef", counts, strict=True))
    hidden = covered(parts)
    gone = sum(n for name, n in parts.items() if 0 < n < 10 or name in hidden)
    assert gone == 0 or gone >= 10 or gone == sum(counts)
    assert all(parts[name] >= 10 for name in hidden)


def test_the_trusted_share_is_hidden_where_few_are_flagged() -> None:
    few = [person()] * 50 + [person("1", speeding=True)] * 9
    many = [*few, person("1", straight_lining=True)]
    assert report_on(few).quality[0].positive_trusted.hidden == "secondary"
    shown = report_on(many).quality[0]
    assert (shown.positive_trusted.n, shown.positive.n) == (50, 60)
    assert shown.positive_trusted.value == 1


@pytest.mark.parametrize(
    ("fast", "same", "both", "hidden"),
    [
        (0, 0, 0, ("", "", "")), (1, 0, 0, ("count_1_4", "count_1_4", "secondary")), (4, 20, 0, ("", "count_1_4", "secondary")),
        (5, 5, 0, ("", "", "")), (2, 0, 20, ("", "", "secondary")), (20, 0, 0, ("", "", "")),
        (0, 0, 4, ("count_1_4", "count_1_4", "count_1_4")),
    ],
)  # fmt: skip
def test_flags_of_one_to_four_people_are_hidden(fast: int, same: int, both: int, hidden: tuple[str, ...]) -> None:
    flags = [(True, False)] * fast + [(False, True)] * same + [(True, True)] * both + [(False, False)] * 60
    told = report_on([person(speeding=quick, straight_lining=alike) for quick, alike in flags]).quality[0]
    assert (told.flagged.hidden, told.speeding.hidden, told.straight_lining.hidden) == hidden


def test_the_order_of_people_changes_nothing() -> None:
    people = crowd(8, 200)
    there, back = (build_report(desk(SUNDAY), evidence_of(p), SUNDAY) for p in (people, list(reversed(people))))
    assert as_json(there) == as_json(back)


def test_an_option_of_few_people_hides_itself_and_a_neighbour() -> None:
    people = [person("2", reason=r) for r, n in (("queue", 20), ("paper", 3), ("other", 9)) for _ in range(n)]
    standing = next(s for s in report_on(people).headline if s.answers.n)
    assert [(r.code, r.share.hidden) for r in standing.reasons] == [
        ("queue", ""), ("paper", "count_1_4"), ("other", "secondary"),
    ]  # fmt: skip
    table = next(t for t in report_on(people).questions if t.question == "reason" and t.base.n)
    assert {o.value: o.share.hidden for o in table.options} == {r.code: r.share.hidden for r in standing.reasons}


def test_tonight_tells_only_of_ten_and_of_days_that_may_be_told() -> None:
    people = [person(day=TUESDAY)] * 9 + [left("treated", TUESDAY)] * 3
    tonight = next(t for t in report_on(people, TUESDAY).tonight if t.channel == "ussd")
    assert (tonight.opened.n, tonight.headline.n, tonight.headline.hidden) == (12, None, "base_lt_10")
    untold = next(t for t in report_on(people * 3, TUESDAY, Book(TUESDAY)).tonight if t.channel == "ussd")
    assert (untold.headline.n, untold.headline.hidden) == (None, "not_refreshed")
