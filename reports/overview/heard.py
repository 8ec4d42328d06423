"""Who is heard: how each group answers against what its visits or invitations let expect, and how answers split by sex."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reports.night.shape import Count, Report, Response, Standing, Window
from reports.night.shape import Heard as Answered
from reports.overview.shape import Against, Group, Heard, Split
from reports.stats.rounding import half_up
from reports.words.numbers import shown
from reports.words.sentences import channel_head

HALF = Decimal("0.5")
"""A group that answers less than half as much as expected is named."""
SEX = frozenset({"sex", "gender"})
"""Names of the questions by which a survey asks for it."""


def asks_sex(report: Report) -> bool:
    """Whether any survey of the report asks for it."""
    return any(asked.question in SEX for survey in report.surveys for asked in survey.asked)


def by_sex(report: Report) -> Iterator[Split]:
    """How answers split by sex, for each survey and channel that asks for it, as the report tells it."""
    for table in report.questions:
        if table.question in SEX:
            parts = tuple((option.label, option.share) for option in table.options)
            yield Split(table.channel, table.window, table.base, parts)


def heard_of(report: Report) -> Iterator[Heard]:
    for response in report.response:
        channel = response.channel
        yield _group(
            "channel", channel, channel, channel_head(channel, report.meta.language), response.headline, response.window
        )
        own = [s for s in report.districts if s.scope.channel == channel]
        by_visits = dict(_by_visits(own))
        if by_visits:
            for s in own:
                ratio = by_visits.get(s.scope.district)
                yield _group("district", channel, s.scope.district, s.name, s.answers, s.window, "visits", ratio)
        else:
            yield from _by_rate("district", response, response.by_district)
        yield from _by_rate("language", response, response.by_language)


def _by_visits(districts: Sequence[Standing]) -> Iterator[tuple[str, Decimal]]:
    """Each district's share of the answers by its share of the visits, among those of which both are told for the same days.

    Those days are the ones for which most districts are told, of two the later; a district alone is compared with nobody.
    """
    both = [s for s in districts if _told(s.answers) and s.visits and _told(s.visits)]
    for_days = Counter(s.window for s in both)
    days = max(for_days, key=lambda window: (for_days[window], window.last, window.first), default=None)
    told = [(s.scope.district, s.answers.n or 0, s.visits.n or 0) for s in both if s.visits and s.window == days]
    answers, visits = sum(a for _, a, _ in told), sum(v for _, _, v in told)
    for code, a, v in told if len(told) > 1 else ():
        if answers and v:
            yield code, half_up(Decimal(a) * visits / (Decimal(v) * answers), 2)


def _told(count: Count) -> bool:
    return count.n is not None and not count.hidden


def _by_rate(group: Group, response: Response, groups: Sequence[Answered]) -> Iterator[Heard]:
    """Each group's rate of answers by that of all who were invited in the same days."""
    all_ = shown(response.rr2) if response.rr2 else None
    for each in groups:
        own = shown(each.rr2) if each.rr2 and each.window == response.window else None
        ratio = half_up(own / all_, 2) if own is not None and all_ else None
        against: Against = "invited" if each.rr2 else ""
        yield _group(group, response.channel, each.code, each.name, each.headline, each.window, against, ratio)


def _group(
    group: Group, channel: str, code: str, name: str, answers: Count, window: Window | None,
    against: Against = "", ratio: Decimal | None = None,
) -> Heard:  # fmt: skip
    low = ratio is not None and ratio < HALF
    return Heard(group, channel, code, name, answers, against, ratio, low, window)
