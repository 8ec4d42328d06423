"""Reports of made-up ministries for one Sunday, and their overview."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from night_sample import night_without, quiet_night, sample
from night_sample_parts import DAY, WINDOW

from reports.night.shape import Count, FollowThrough, Level, Report, Share, Standing
from reports.overview.build import build_overview
from reports.overview.shape import Meta, Overview

NAMES = {
    "health": "Ministry of Health, Lesotho",
    "huduma": "Huduma Kenya Secretariat",
    "interior": "Ministry of Interior",
    "water": "Ministry of Water",
    "works": "Ministry of Works",
}


def overview_meta(language: str = "en") -> Meta:
    return Meta(
        "Citizen feedback across ministries", "Africa/Nairobi", language, DAY, WINDOW, "2026-06-08T06:00:00+03:00", "2.0.0",
        "CC-BY-4.0", "https://feedback.example.org/open-data/",
    )  # fmt: skip


def named(report: Report, key: str) -> Report:
    return replace(report, meta=replace(report.meta, ministry=key, name=NAMES[key]))


def without_visits(s: Standing) -> Standing:
    return replace(s, estimated_negative=None, visits=None)


def rising(language: str = "en") -> Report:
    """One channel, no visits, better than usual, with signals that were all dealt with."""
    full = named(sample(2, language), "huduma")
    stand = replace(
        full.headline[1], movement="up", positive=Share(655, Decimal("0.8412"), Decimal("0.8110"), Decimal("0.8673"))
    )
    assert stand.trend is not None
    stand = replace(stand, trend=replace(stand.trend, since=WINDOW.first, assurance="consistent_pass"))
    services = tuple(without_visits(s) for s in full.services if s.scope.channel == "ussd")
    districts = tuple(
        replace(without_visits(s), movement="up" if at == 1 else "few" if at == 2 else s.movement)
        for at, s in enumerate(s for s in full.districts if s.scope.channel == "ussd")
    )
    return replace(
        full,
        leading="ussd",
        headline=(without_visits(stand),),
        services=services,
        districts=districts,
        response=tuple(replace(r, by_district=(), rr2=None) for r in full.response if r.channel == "ussd"),
        signals=(),
        follow_through=FollowThrough(4, 3, 1, 0, 0, Decimal("0.7500"), Decimal("12.0")),
    )


def falling(language: str = "en") -> Report:
    """Two channels with visits, worse than usual by text, one district hardly heard, signals open."""
    full = sample(1, language)
    districts = tuple(
        replace(s, visits=Count(4000), movement="down", answers=Count(40)) if s.scope.district == "maseru" else s
        for s in full.districts
    )
    return named(replace(full, districts=districts), "health")


def silent(language: str = "en") -> Report:
    return named(night_without(0, language), "interior")


def reports_of(language: str = "en") -> tuple[Report, ...]:
    """Falling, rising, silent and quiet; the ministry of works has released nothing."""
    quiet = named(quiet_night(language), "water")
    quiet = replace(
        quiet, operations=replace(quiet.operations, cost_per_answer=None, optouts_per_1000=Level(None, hidden="base_lt_10"))
    )
    return falling(language), rising(language), silent(language), quiet


def overview_of(language: str = "en") -> Overview:
    return build_overview(overview_meta(language), reports_of(language), NAMES)
