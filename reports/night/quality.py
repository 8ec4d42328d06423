"""What the answers of a channel are worth: flags, the headline with and without the flagged, weights, odd facilities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.night import setting
from reports.night.evidence import Bulk
from reports.night.levels import Headline, headline_in
from reports.night.numbers import LEAST_TO_COMPARE, share, untold
from reports.night.setting import HEADLINE, Night
from reports.night.shape import Integrity, Quality, Share
from reports.night.weighting import weighted_of
from reports.stats.multiplicity import adjusted, two_proportions
from reports.suppress import CELL, SECONDARY, too_small, too_small_a_cell

Q = 0.05


def quality_of(night: Night) -> tuple[Quality, ...]:
    """The quality of each channel with answers."""
    heard = (c for c in night.channels if night.counts.n(setting.ministry(c), "opened", night.window))
    return tuple(_quality(night, channel) for channel in heard)


def _quality(night: Night, channel: str) -> Quality:
    cell = setting.ministry(channel)
    bases = [base for base in (HEADLINE, "started", "trusted") if night.counts.n(cell, base, night.window)]
    told = night.told_together(bases, cell)
    window = told.window if told is not None else night.due(cell)
    started, head = night.counts.n(cell, "started", window), headline_in(night, cell, window)
    trusted = Headline(night.counts.of(cell, "trusted", window))
    if told is None:
        nothing = untold(night.why_untold("started", cell)) if bases else Share(0)
        return Quality(channel, window, nothing, nothing, nothing, nothing, nothing, weighted_of(night, channel), ())
    flagged, speeding, straight = (night.counts.n(cell, flag, window) for flag in ("flagged", "speeding", "straight_lining"))
    every, fast, same = _flags(started, flagged, speeding, straight)
    return Quality(
        channel,
        window,
        every,
        fast,
        same,
        share(*head.positive),
        _trusted(head, trusted),
        weighted_of(night, channel),
        tuple(_integrity(night, channel)),
    )


def _flags(started: int, flagged: int, *kinds: int) -> Iterator[Share]:
    """The share of those flagged and of each kind of flag. 1 to 4 people are hidden; and so is a kind that leaves 1 to 4 of the
    flagged, who then have the other flag alone."""
    yield untold(CELL) if too_small_a_cell(flagged) else share(flagged, started)
    for kind in kinds:
        hidden = CELL if too_small_a_cell(kind) else SECONDARY if too_small_a_cell(flagged - kind) else ""
        yield untold(hidden) if hidden and not too_small(started) else share(kind, started)


def _trusted(head: Headline, trusted: Headline) -> Share:
    """The positive share without flagged answers; hidden where the flagged themselves would be too few to show."""
    return untold(SECONDARY) if too_small(head.n - trusted.n) else share(*trusted.positive)


# --- facilities whose answers do not look as answers of many people look ---


@dataclass(frozen=True, slots=True)
class Check:
    """One check of one facility: its counts, and those it is held against."""

    bulk: Bulk
    name: str
    own: tuple[int, int]
    others: tuple[int, int]

    @property
    def is_higher(self) -> bool:
        return self.own[0] * self.others[1] > self.others[0] * self.own[1]


def _integrity(night: Night, channel: str) -> Iterator[Integrity]:
    """The facilities of a channel whose share is unusually high against all others, corrected for all checks together.

    Of the two halves of the loaded numbers, the first is held against the second.
    """
    cells = {b.facility: setting.facility(channel, b.facility) for b in night.evidence.bulks if b.channel == channel}
    judged = [
        bulk
        for bulk in night.evidence.bulks
        if bulk.channel == channel
        and bulk.answers >= LEAST_TO_COMPARE
        and night.told_within(HEADLINE, cells[bulk.facility], night.weeks) is not None
    ]
    checks = [check for check in _checks(judged) if min(check.own[1], check.others[1]) >= LEAST_TO_COMPARE]
    p_values = adjusted([two_proportions(*check.own, *check.others) or 0.0 for check in checks])
    for check, p in zip(checks, p_values, strict=True):
        if p <= Q and (check.is_higher or check.name == "halves"):
            yield _shown(night, check, judged)


def _checks(judged: Sequence[Bulk]) -> Iterator[Check]:
    for bulk in judged:
        for name in ("repeated numbers", "bursts", "closing half hour"):
            x, n = _all(judged, name)
            yield Check(bulk, name, (_of(bulk, name), bulk.answers), (x - _of(bulk, name), n - bulk.answers))
        yield Check(bulk, "halves", bulk.first_half, bulk.second_half)


def _of(bulk: Bulk, name: str) -> int:
    return {"repeated numbers": bulk.repeated, "bursts": bulk.bursts, "closing half hour": bulk.closing}[name]


def _all(judged: Sequence[Bulk], name: str) -> tuple[int, int]:
    return sum(_of(bulk, name) for bulk in judged), sum(bulk.answers for bulk in judged)


def _shown(night: Night, check: Check, judged: Sequence[Bulk]) -> Integrity:
    usual = check.others if check.name == "halves" else _all(judged, check.name)
    code = check.bulk.facility
    return Integrity(code, night.facility_name(code), check.name, share(*check.own), share(*usual))  # type: ignore[arg-type]
