"""How every scope stands: the ministry, its services, districts and facilities, each on one channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from reports.figures import headline_of, shape_of
from reports.ledger.book import Cell
from reports.night import setting
from reports.night.answers import reasons_of, untold_asked, waits_of
from reports.night.apart import option_windows
from reports.night.counts import DISTRICT, SERVICE
from reports.night.levels import Headline, headline_in, hidden_options, levels, untold_levels
from reports.night.numbers import change, count, of_answers
from reports.night.outcomes import rr2_of
from reports.night.setting import HEADLINE, Night, Told
from reports.night.shape import Change, Count, Grade, Level, Scope, Standing, Window
from reports.night.trends import movement, trend_of
from reports.night.weighting import weighted_of
from reports.stats.outcomes import grade


def headline_standings(night: Night) -> tuple[Standing, ...]:
    """The ministry, one per channel."""
    return tuple(
        standing_of(night, setting.ministry(c), Scope(channel=c), night.desk.name, _deff(night, c)) for c in night.channels
    )


def _deff(night: Night, channel: str) -> float:
    """The design effect of a channel's weights; 1 where there are none."""
    weighted = weighted_of(night, channel)
    return float(weighted.deff) if weighted is not None and weighted.deff is not None else 1.0


def service_standings(night: Night) -> tuple[Standing, ...]:
    """Per channel the surveys with a main question, largest share of negatives first, each followed by its services."""
    return tuple(row for channel in night.channels for row in _services_on(night, channel))


def _services_on(night: Night, channel: str) -> Iterator[Standing]:
    surveys = [s for s, flow in night.surveys.items() if headline_of(flow) is not None]
    heard = night.counts.surveys(channel)
    rows = [
        standing_of(night, setting.survey(channel, s), Scope(service=s, channel=channel), night.service_name(s))
        for s in surveys
        if s in heard or channel in night.surveys[s].channels
    ]
    for row in sorted(rows, key=worst_first):
        yield row
        yield from sorted(_options_of(night, channel, row.scope.service), key=worst_first)


def _options_of(night: Night, channel: str, survey: str) -> Iterator[Standing]:
    for name, option in night.counts.codes(channel, SERVICE):
        if name == survey:
            scope = Scope(service=f"{survey}.{option}", channel=channel)
            yield standing_of(night, setting.service(channel, survey, option), scope, night.service_name(survey, option))


def district_standings(night: Night) -> tuple[Standing, ...]:
    """Per channel, largest share of negatives first."""
    return tuple(
        row
        for channel in night.channels
        for row in sorted(
            (
                standing_of(night, setting.district(channel, d), Scope(district=d, channel=channel), night.district_name(d))
                for (d,) in night.counts.codes(channel, DISTRICT)
            ),
            key=worst_first,
        )
    )


def worst_first(row: Standing) -> tuple[bool, Decimal, str]:
    """Largest share of negatives first; those without one last, by name, so that the order tells nothing about them."""
    value = row.negative.value
    return (value is None, Decimal(0) if value is None else -value, row.name)


def standing_of(night: Night, cell: Cell, scope: Scope, name: str, deff: float = 1.0) -> Standing:
    """How a scope stands over the window that may be told of it."""
    told = night.told(HEADLINE, cell)
    if told is None:
        return _untold(night, cell, scope, name)
    headline = headline_in(night, cell, told.window)
    shown = levels(headline, steps_of(night, cell), apart=told.window in headline_apart(night, cell))
    trend = trend_of(night, cell, scope)
    standing = Standing(
        scope,
        name,
        told.window,
        told.fresh,
        shown.answers,
        shown.positive,
        shown.neutral,
        shown.negative,
        shown.dont_know,
        shown.sqs,
        shown.spread,
        movement(shown.answers.n, trend),
        _grade(night, cell, told.window, shown.answers, deff),
        _change(night, cell, told, headline),
        trend,
        late=count(night.counts.n(cell, "late", told.window)),
    )
    return _with_visits(night, cell, _with_answers(night, cell, standing), headline)


def headline_apart(night: Night, cell: Cell) -> list[Window]:
    """The windows over which the single places on the scale are told of a group."""
    steps = steps_of(night, cell)

    def found(window: Window) -> tuple[int, Mapping[str, str]]:
        headline = headline_in(night, cell, window)
        return headline.n, hidden_options(headline.values, steps)

    return option_windows(night, [(HEADLINE, cell)], found)


def _untold(night: Night, cell: Cell, scope: Scope, name: str) -> Standing:
    """Of whom nothing may be told: nobody answered, or too few."""
    window = night.due(cell)
    n = headline_in(night, cell, window).n
    nobody = levels(Headline({}))
    shown = untold_levels(night.why_untold(HEADLINE, cell)) if n else nobody
    standing = Standing(
        scope,
        name,
        window,
        True,
        shown.answers,
        shown.positive,
        shown.neutral,
        shown.negative,
        shown.dont_know,
        shown.sqs,
        (),
        movement(shown.answers.n, None),
        "",
        late=Count(0) if not n else Count(None, night.why_untold(HEADLINE, cell)),
        reasons_asked=untold_asked(night, cell),
    )
    return _with_visits(night, cell, standing, Headline({}))


def _with_answers(night: Night, cell: Cell, standing: Standing) -> Standing:
    """With its reasons and waiting times, of which each has its own people."""
    if standing.answers.n is None:
        return standing
    reasons, asked, when_asked = reasons_of(night, cell)
    median, tenth, when_given = waits_of(night, cell)
    return replace(
        standing, reasons=reasons, reasons_asked=asked, reasons_window=when_asked, wait_median=median, wait_p90=tenth,
        wait_window=when_given,
    )  # fmt: skip


def _change(night: Night, cell: Cell, told: Told, headline: Headline) -> Change | None:
    before = night.before([HEADLINE], cell, told.window)
    return None if before is None else change(headline.positive, headline_in(night, cell, before).positive, before)


def _grade(night: Night, cell: Cell, window: Window, answers: Count, deff: float) -> Grade:
    invited = cell[0] in night.sampled
    return grade(answers.n or 0, rr2_of(night, cell, window) if invited else None, deff, self_selected=not invited)


def steps_of(night: Night, cell: Cell) -> tuple[str, ...]:
    """The places on the scale of a group's surveys, the worst first; none if they have different scales."""
    name = cell[2] if len(cell) > 2 and cell[1] in ("survey", "service") else ""
    flows = [flow for survey, flow in night.surveys.items() if name in ("", survey) and shape_of(flow).headline]
    lengths = {shape.high - shape.low for shape in map(shape_of, flows)}
    length = lengths.pop() if len(lengths) == 1 else 0
    return tuple(f"{step}/{length}" for step in range(length + 1)) if length else ()


def _with_visits(night: Night, cell: Cell, standing: Standing, headline: Headline) -> Standing:
    """With the visits of the window's weeks and the estimated dissatisfied among them, on the channel that samples visits."""
    visits = night.visits.within(cell[1:], standing.window) if cell[0] in night.sampled else 0
    if not visits:
        return standing
    estimate = None
    if standing.negative.value is not None:
        estimate = of_answers(Fraction(headline.on("negative"), headline.n) * visits, headline.n)
    elif standing.answers.n != 0:
        estimate = Level(None, hidden=standing.negative.hidden)
    return replace(standing, visits=count(visits), estimated_negative=estimate)
