"""How invitations and calls went on: the stages, AAPOR's outcomes, where people left, and who is heard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flows.model import Flow, Question
from flows.state import WELCOME
from reports.figures import asked_of
from reports.ledger.book import Cell
from reports.night import setting
from reports.night.counts import DISTRICT
from reports.night.ends import secondary
from reports.night.levels import headline_in
from reports.night.numbers import count, share, untold
from reports.night.outcomes import invitations, outcomes_of, rr2_share
from reports.night.setting import HEADLINE, INVITED, Night, asked
from reports.night.shape import ALL, Count, Heard, Leaving, Response, Share, Window
from reports.stats.intervals import newcombe
from reports.stats.outcomes import Outcomes
from reports.suppress import LEAST_BASE, SECONDARY, too_small
from reports.words import word
from reports.words.labels import LABELS

STAGES = (INVITED, "delivered", "opened", "started", HEADLINE, "completed")


def responses_of(night: Night) -> tuple[Response, ...]:
    """The response of each channel."""
    return tuple(_response(night, channel) for channel in night.channels)


def _response(night: Night, channel: str) -> Response:
    cell = setting.ministry(channel)
    present = [stage for stage in STAGES if night.counts.n(cell, stage, night.window)]
    told = night.told_together(present, cell) or night.told("opened", cell)
    window = told.window if told is not None else night.due(cell)
    of = outcomes_of(night, cell, window)
    hidden = "" if night.may_tell(INVITED, cell, window) else night.why_untold(INVITED, cell)
    covering = _covering(of)
    return Response(
        channel,
        window,
        **_stages(night, cell, window),
        **_outcome_counts(of, hidden, covering),
        **_rates(of, hidden, covering),
        completion=_completion(night, cell, window),
        breakoff=tuple(_breakoff(night, channel)),
        by_language=tuple(_by_language(night, channel)),
        by_district=tuple(_by_district(night, channel)),
    )


def _stages(night: Night, cell: Cell, window: Window) -> dict[str, Any]:
    return {stage: _stage(night, cell, stage, window) for stage in STAGES}


def _stage(night: Night, cell: Cell, stage: str, window: Window) -> Count:
    """How many came to a stage in the window of all stages; hidden where that may not be told of this one."""
    n = night.counts.n(cell, stage, window)
    return count(n, "" if night.may_tell(stage, cell, window) else night.why_untold(stage, cell)) if n else Count(0)


def _outcome_counts(of: Outcomes, hidden: str, covering: Mapping[str, str]) -> dict[str, Any]:
    """The six ends, which add up to the invitations."""
    return {end: count(n, hidden or covering.get(end, "")) if n else Count(0) for end, n in _ends(of).items()}


def _ends(of: Outcomes) -> dict[str, int]:
    return {"complete": of.complete, "partial": of.partial, "refusal": of.refusal, "non_contact": of.no_contact,
            "other": of.other, "unknown": of.unknown}  # fmt: skip


def _covering(of: Outcomes) -> dict[str, str]:
    """The ends and rates that are hidden beside small ends: behind hidden ends stand at least ten people, and no sum of what
    is printed tells of 1 to 4."""
    covering = covered(_ends(of))
    return covering if too_small(invitations(of)) else {**covering, **secondary(_ends(of), covering)}


def covered(parts: Mapping[str, int]) -> dict[str, str]:
    """Of parts of a printed total, those that are hidden beside the small ones, so that the hidden ones have ten people."""
    remainder = sum(n for n in parts.values() if too_small(n))
    hidden: dict[str, str] = {}
    for name, n in sorted(parts.items(), key=lambda part: (part[1], part[0])):
        if n and not too_small(n) and too_small(remainder):
            hidden[name] = SECONDARY
            remainder += n
    return hidden


def _rates(of: Outcomes, hidden: str, covering: Mapping[str, str]) -> dict[str, Any]:
    """AAPOR's rates; none where nobody was invited."""
    everybody = invitations(of)
    reached = of.complete + of.partial + of.refusal + of.other
    parts = {
        "rr1": (of.complete, everybody),
        "rr2": (of.complete + of.partial, everybody),
        "coop1": (of.complete, reached),
        "ref1": (of.refusal, everybody),
        "con1": (reached, everybody),
    }
    if not everybody or hidden:
        return dict.fromkeys(parts, untold(hidden) if everybody else None)
    return {rate: untold(covering[rate]) if rate in covering else share(x, n) for rate, (x, n) in parts.items()}


def _completion(night: Night, cell: Cell, window: Window) -> Share:
    """Of those who started, the share that went to the end."""
    started, completed = (night.counts.n(cell, stage, window) for stage in ("started", "completed"))
    if not all(night.may_tell(stage, cell, window) for stage, n in (("started", started), ("completed", completed)) if n):
        return _untold(night, cell, "started")
    return share(completed, started)


def _untold(night: Night, cell: Cell, base: str, question: str = "") -> Share:
    """Of whom nothing may be told: nobody, or too few."""
    measure = "reached" if question else base
    n = night.counts.n(cell, measure, night.due(cell), question)
    return untold(night.why_untold(base, cell)) if n else Share(0)


# --- where people leave ---


def _breakoff(night: Night, channel: str) -> Iterator[Leaving]:
    """Of every survey of a channel, the share that left at the first screen and at each question; and the languages in which
    another share did."""
    heard = night.counts.surveys(channel)
    for name, flow in night.surveys.items():
        if name in heard:
            for question in (None, *asked_of(flow)):
                yield from _leaving_at(night, channel, flow, question)


def _leaving_at(night: Night, channel: str, flow: Flow, question: Question | None) -> Iterator[Leaving]:
    name, label = WELCOME, word(LABELS, "first screen", night.desk.language)
    if question is not None:
        name, label = question.name, question.report_as
    shown, _, window = _left(night, setting.survey(channel, flow.survey), name)
    yield Leaving(flow.survey, name, label, ALL, shown, window)
    for language in night.counts.languages(channel, flow.survey):
        cell = setting.language_of(channel, flow.survey, language)
        shown, (x, n), window = _left(night, cell, name)
        if shown.value is not None and _differs(night, channel, flow.survey, name, (x, n), language):
            yield Leaving(flow.survey, name, label, language, shown, window)


def _left(night: Night, cell: Cell, name: str) -> tuple[Share, tuple[int, int], Window | None]:
    """The share of those who were shown a step that left there, the counts behind it, and their days."""
    base = "opened" if name == WELCOME else asked(name)
    told = night.told(base, cell)
    if told is None:
        return _untold(night, cell, base, "" if name == WELCOME else name), (0, 0), None
    x, n = night.counts.n(cell, "left", told.window, name), _shown(night, cell, name, told.window)
    return share(x, n), (x, n), told.window


def _shown(night: Night, cell: Cell, name: str, window: Window) -> int:
    return night.counts.n(cell, "opened", window) if name == WELCOME else night.counts.n(cell, "reached", window, name)


def _differs(night: Night, channel: str, survey: str, name: str, mine: tuple[int, int], language: str) -> bool:
    """Whether people leave more or less often in a language than in the survey's others, beyond chance (Newcombe, 95 %)."""
    others = (0, 0)
    for other in night.counts.languages(channel, survey):
        if other != language:
            x, n = _left(night, setting.language_of(channel, survey, other), name)[1]
            others = others[0] + x, others[1] + n
    found = newcombe(*mine, *others) if min(mine[1], others[1]) >= LEAST_BASE else None
    return found is not None and not found.lower <= 0 <= found.upper


# --- who is heard ---


def _by_language(night: Night, channel: str) -> Iterator[Heard]:
    names = {code: own for flow in night.surveys.values() for code, own in flow.languages.items()}
    for code in night.counts.languages(channel):
        yield _heard(night, setting.language(channel, code), code, names.get(code, code))


def _by_district(night: Night, channel: str) -> Iterator[Heard]:
    for (code,) in night.counts.codes(channel, DISTRICT):
        yield _heard(night, setting.district(channel, code), code, night.district_name(code))


def _heard(night: Night, cell: Cell, code: str, name: str) -> Heard:
    """A group's answers and invitations over the same days, where there are days over which both may be told."""
    told = night.told_together([HEADLINE, INVITED], cell) or night.told(HEADLINE, cell)
    if told is None:
        why, due = night.why_untold(HEADLINE, cell), night.due(cell)
        if headline_in(night, cell, due).n:
            return Heard(code, name, Count(None, why), untold(why), _rr2(night, cell, due))
        return Heard(code, name, Count(0), Share(0), _rr2(night, cell, due), due)
    headline = headline_in(night, cell, told.window)
    rr2 = _rr2(night, cell, told.window)
    return Heard(code, name, count(headline.n), share(*headline.positive), rr2, told.window)


def _rr2(night: Night, cell: Cell, window: Window) -> Share | None:
    """RR2 of a group over these days; ``None`` where nobody of it was invited."""
    of = outcomes_of(night, cell, window)
    if not invitations(of):
        return None
    return rr2_share(of) if night.may_tell(INVITED, cell, window) else untold(night.why_untold(INVITED, cell))
