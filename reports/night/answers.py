"""Why people of a group were not satisfied, and how long they waited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from flows.model import Choice
from reports.figures import can_be, options_of
from reports.ledger.book import Cell
from reports.night.apart import option_windows
from reports.night.counts import Role
from reports.night.numbers import count, level, share, tenth
from reports.night.setting import DAYS, Night, answered, asked
from reports.night.shape import Count, Level, Reason, Share, Window
from reports.suppress import hide_options, too_small

Minutes = dict[Decimal, int]
HOUR = 60
HALF = Fraction(1, 2)


def playing_in(role: Role, cell: Cell) -> Role:
    """Of the questions that play a part, those of the surveys that a group can have answered."""
    name = cell[2] if len(cell) > 2 and cell[1] in ("survey", "service") else ""
    return {survey: question for survey, question in role.items() if name in ("", survey)}


def reasons_of(night: Night, cell: Cell) -> tuple[tuple[Reason, ...], Count, Window | None]:
    """The main reasons of a group, the largest share of those asked first, hidden ones last; how many were asked, and when."""
    role = playing_in(_heard(night, night.reasons, cell), cell)
    bases = [asked(question) for question in sorted(set(role.values()))]
    told = night.told_together(bases, cell)
    if told is None:
        return (), untold_asked(night, cell), night.due(cell)
    window, before = _apart(night, cell, role, told.window)
    now, n = _given(night, cell, window, role)
    earlier, m = _given(night, cell, before, role) if before is not None else (Counter[str](), 0)
    return _reasons(night, role, (now, n), (earlier, m) if before is not None else None), count(n), window


def _apart(night: Night, cell: Cell, role: Role, newest: Window) -> tuple[Window, Window | None]:
    """The newest window over which a group's reasons are told, and the one before it that is whole in its days."""
    groups = [(asked(question), cell) for question in sorted(set(role.values()))]
    whole, found = set(night.windows_of_all(groups)), _reasons_apart(night, cell, role)
    told = [window for window in found if window in whole]
    if not told or not _given(night, cell, newest, role)[1]:
        return newest, None
    earlier = [w for w in told if w.last < told[-1].first and (w.last - w.first).days + 1 >= DAYS]
    return told[-1], earlier[-1] if earlier else None


def _reasons_apart(night: Night, cell: Cell, role: Role) -> list[Window]:
    labels = _labels(night, role)

    def found(window: Window) -> tuple[int, Mapping[str, str]]:
        given, n = _given(night, cell, window, role)
        return n, _hidden(labels, given)

    return option_windows(night, [(asked(question), cell) for question in sorted(set(role.values()))], found)


def _hidden(labels: Mapping[str, str], given: Mapping[str, int]) -> dict[str, str]:
    return hide_options({code: given.get(code, 0) for code in (*labels, *sorted(set(given) - set(labels)))})


def reasons_of_week(night: Night, cell: Cell, week: Window) -> tuple[Count | None, tuple[Reason, ...]]:
    """How many of a group were asked why in one week, and the main reasons that are not hidden, the largest share first;
    ``None`` and none where the week may not be told by itself."""
    role = playing_in(_heard(night, night.reasons, cell), cell)
    bases = [asked(question) for question in sorted(set(role.values()))]
    if not bases or not all(night.is_counted(base, cell, week) and night.may_tell(base, cell, week) for base in bases):
        return None, ()
    given, n = _given(night, cell, week, role)
    if too_small(n):
        return None, ()
    if n and week not in _reasons_apart(night, cell, role):
        return count(n), ()
    return count(n), tuple(reason for reason in _reasons(night, role, (given, n), None) if not reason.share.hidden)


def untold_asked(night: Night, cell: Cell) -> Count:
    """Of whom it may not be told how many were asked why: nobody, or some."""
    role = playing_in(_heard(night, night.reasons, cell), cell)
    bases = [asked(question) for question in sorted(set(role.values()))]
    some = sum(night.counts.playing(cell, "reached", night.due(cell), role).values())
    return Count(None, night.why_untold(bases[0], cell)) if some else Count(0)


Given = tuple[Mapping[str, int], int]
"""How many named each reason, and how many were asked."""


def _reasons(night: Night, role: Role, now: Given, before: Given | None) -> tuple[Reason, ...]:
    labels = _labels(night, role)
    codes = [code for code in (*labels, *sorted(set(now[0]) - set(labels)))]
    hidden = _hidden(labels, now[0])
    earlier = _hidden(labels, before[0]) if before is not None else {}
    found = [
        Reason(
            code,
            labels.get(code, code),
            share(now[0].get(code, 0), now[1], hidden.get(code, "")),
            share(before[0].get(code, 0), before[1], earlier.get(code, "")) if before is not None else None,
        )
        for code in codes
        if now[1]
    ]
    return tuple(sorted(found, key=lambda reason: _largest_first(reason.share)))


def _largest_first(shown: Share) -> Decimal:
    return Decimal(1) if shown.value is None else -shown.value


def _given(night: Night, cell: Cell, window: Window, role: Role) -> tuple[Counter[str], int]:
    sums: Counter[str] = Counter()
    for (_, value), n in night.counts.playing(cell, "answer", window, role).items():
        sums[value] += n
    return sums, sum(night.counts.playing(cell, "reached", window, role).values())


def _labels(night: Night, role: Role) -> dict[str, str]:
    """The reasons in the authors' order; where surveys share a code, in the words of the first."""
    labels: dict[str, str] = {}
    for survey, name in role.items():
        question = night.surveys[survey].question(name)
        for option in question.kind.options if isinstance(question.kind, Choice) else ():
            labels.setdefault(option.name, night.text(option.label))
        for value in options_of(question):
            labels.setdefault(value, value)
    return labels


def waits_of(night: Night, cell: Cell) -> tuple[Level | None, Level | None, Window | None]:
    """Median and 90th percentile of the waiting times of a group in minutes, and over which days; ``None`` where not asked."""
    role = playing_in(_heard(night, night.waits, cell), cell)
    if not role:
        return None, None, None
    bases = [answered(question) for question in sorted(set(role.values()))]
    told = night.told_together(bases, cell)
    if told is None:
        heard = minutes_of(night, cell, night.due(cell), role)
        return Level(None, hidden=night.why_untold(bases[0], cell)) if heard else Level(0), None, night.due(cell)
    minutes = minutes_of(night, cell, told.window, role)
    return level(minutes, HALF), tenth(minutes), told.window


def minutes_of(night: Night, cell: Cell, window: Window, role: Role) -> Minutes:
    """The waiting times of a group, in minutes whatever a survey asks for, with how often each was given."""
    sums: Counter[Decimal] = Counter()
    for (survey, value), n in night.counts.playing(cell, "answer", window, role).items():
        question = night.surveys[survey].question(role[survey])
        if can_be(question, value):
            sums[Decimal(value) * (HOUR if question.counts_as == "waiting hours" else 1)] += n
    return dict(sums)


def _heard(night: Night, role: Role, cell: Cell) -> Role:
    """Without questions whose name plays no part in another survey: together they have one base."""
    if len(cell) > 1 and cell[1] in ("survey", "service"):
        return role
    others = {q.name for s, flow in night.surveys.items() for q in flow.questions if role.get(s) != q.name}
    surveys = night.counts.surveys(cell[0])
    return {survey: question for survey, question in role.items() if question not in others and survey in surveys}
