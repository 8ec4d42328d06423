"""Counts of the last complete day, for operations alone."""

from __future__ import annotations

from reports.ledger.book import Cell
from reports.night import setting
from reports.night.numbers import count
from reports.night.setting import Night
from reports.night.shape import Count, Tonight, Window
from reports.suppress import NOT_REFRESHED

STAGES = ("opened", "started", "headline", "completed")


def tonight_of(night: Night) -> tuple[Tonight, ...]:
    """The day's counts per survey and channel; of those whose day may not be told by itself, that it is so."""
    return tuple(
        Tonight(name, flow.title, channel, *(_stage(night, setting.survey(channel, name), stage) for stage in STAGES))
        for name, flow in night.surveys.items()
        for channel in night.channels
        if channel in flow.channels or name in night.counts.surveys(channel)
    )


def _stage(night: Night, cell: Cell, stage: str) -> Count:
    today = Window(night.day, night.day)
    n = night.counts.n(cell, stage, today)
    return count(n, "" if not n or night.may_tell(stage, cell, today) else NOT_REFRESHED)
