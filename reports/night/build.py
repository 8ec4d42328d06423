"""Evidence -> a ministry's report: every number computed once, rounded once, hidden where it must be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from reports.ledger.book import Cell
from reports.night import setting
from reports.night.counts import DISTRICT, FACILITY, SERVICE
from reports.night.evidence import Baseline, Desk, Evidence
from reports.night.funnels import funnels_of
from reports.night.method import METHOD_VERSION
from reports.night.operations import operations_of
from reports.night.places import coverage_of, facilities_of, scope_of_facility
from reports.night.quality import quality_of
from reports.night.questions import questions_of
from reports.night.response import responses_of
from reports.night.said import texts_of
from reports.night.setting import Night
from reports.night.shape import Meta, Report, Scope, Standing
from reports.night.signal_rows import follow_through_of, signals_of
from reports.night.standings import district_standings, headline_standings, service_standings
from reports.night.strictness import strictly_told
from reports.night.suppression import suppression_log
from reports.night.surveys import surveys_of
from reports.night.tonight import tonight_of
from reports.night.trends import ripe

LEAST_TO_LEAD = 30
"""Answers from which on the sampled channel leads the page."""


def build_report(desk: Desk, evidence: Evidence, day: date) -> Report:
    """The report of one ministry for one local day. The same arguments give the same report."""
    return report_of(Night(desk, evidence, day))


def report_of(night: Night) -> Report:
    """As :func:`build_report`, of a night whose counts may be indexed already."""
    headline, services, districts = headline_standings(night), service_standings(night), district_standings(night)
    facilities, judgement = facilities_of(night)
    standings = (*headline, *services, *districts, *(facility.standing for facility in facilities))
    parts: dict[str, Any] = {
        "headline": headline,
        "services": services,
        "districts": districts,
        "facilities": facilities,
        "funnels": funnels_of(facilities, judgement, night.channels),
        "coverage": coverage_of(night),
        "response": responses_of(night),
        "quality": quality_of(night),
        "operations": operations_of(night),
        "texts": texts_of(night),
        "signals": signals_of(night, standings),
        "follow_through": follow_through_of(night.evidence.signals, night.day),
        "questions": questions_of(night),
        "surveys": surveys_of(night),
        "tonight": tonight_of(night),
    }
    report = Report(_meta(night), _leading(night, headline), **parts, suppression=())
    if any(flow.rules.small_numbers == "strict" for flow in night.surveys.values()):
        report = strictly_told(report)
    return replace(report, suppression=suppression_log(report))


def ripe_baselines(desk: Desk, evidence: Evidence, day: date) -> tuple[Baseline, ...]:
    """The limits that are to be frozen with the report of a day, in the order of their series' names.

    Of every series whose newest stretch has its 24 closed weeks, with 13 points at least, and no frozen limits yet.
    """
    return ripe_of(Night(desk, evidence, day))


def ripe_of(night: Night) -> tuple[Baseline, ...]:
    """As :func:`ripe_baselines`, of a night whose counts may be indexed already."""
    found = [baseline for cell, scope in _series(night) if (baseline := ripe(night, cell, scope)) is not None]
    return tuple(sorted(found, key=lambda baseline: baseline.series))


def _series(night: Night) -> Iterator[tuple[Cell, Scope]]:
    """Every group that has a trend, with its scope."""
    for channel in night.channels:
        yield setting.ministry(channel), Scope(channel=channel)
        for name in sorted(night.counts.surveys(channel)):
            yield setting.survey(channel, name), Scope(service=name, channel=channel)
        for name, option in night.counts.codes(channel, SERVICE):
            yield setting.service(channel, name, option), Scope(service=f"{name}.{option}", channel=channel)
        for (code,) in night.counts.codes(channel, DISTRICT):
            yield setting.district(channel, code), Scope(district=code, channel=channel)
        for (code,) in night.counts.codes(channel, FACILITY):
            yield setting.facility(channel, code), scope_of_facility(night, channel, code)


def _meta(night: Night) -> Meta:
    desk = night.desk
    return Meta(
        desk.ministry,
        desk.name,
        desk.zone,
        desk.language,
        night.day,
        night.window,
        _hours(night.day, desk.zone),
        desk.cut_off.isoformat(timespec="seconds"),
        desk.so_far,
        METHOD_VERSION,
        desk.contact,
        desk.licence,
        desk.open_data,
    )


def _hours(day: date, zone: str) -> int:
    """How many hours the local day had: 23 or 25 where the clocks changed."""
    start, end = (datetime.combine(d, time(), ZoneInfo(zone)) for d in (day, day + timedelta(days=1)))
    return round((end.timestamp() - start.timestamp()) / 3600)


def _leading(night: Night, headline: tuple[Standing, ...]) -> str:
    """The channel whose headline leads: the sampled one if it has thirty answers, else the one with most; empty: none."""
    heard = [(standing.scope.channel, standing.answers.n or 0) for standing in headline]
    for channel, n in heard:
        if n >= LEAST_TO_LEAD and channel in night.sampled:
            return channel
    return max(heard, key=lambda one: one[1])[0] if any(n for _, n in heard) else ""
