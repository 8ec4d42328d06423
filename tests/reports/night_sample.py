"""Reports made up for the renderers: a full one, and nights with little or nothing in them. Numbers follow from a seed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from night_sample_parts import (
    DAY,
    DISTRICTS,
    SERVICES,
    count,
    d,
    facility,
    funnel,
    meta,
    operations,
    quality,
    questions,
    response,
    share,
    signal,
    standing,
    surveys,
    texts,
)

from reports.night.shape import Count, Coverage, FollowThrough, Report, Scope, Share, Tonight


@cache
def sample(seed: int = 1, language: str = "en") -> Report:
    """A busy ministry: two channels, five services, fourteen facilities on each channel, signals new, open and closed."""
    luck = Random(seed)
    by = {"sms": (412, 0.78), "ussd": (655, 0.71)}
    headline = tuple(
        standing(luck, Scope(channel=c), "Ministry of Health, Lesotho", n, p, fall=4 if c == "sms" else 0)
        for c, (n, p) in by.items()
    )
    services = tuple(
        standing(
            luck,
            Scope(service=code, channel=c),
            name,
            max(6, by[c][0] // (at + 1)),
            by[c][1] - 0.06 * at,
            fall=5 if at == 2 else 0,
        )
        for c in by
        for at, (code, name) in sorted(enumerate(SERVICES.items()), key=lambda item: -item[0])
    )
    districts = tuple(
        standing(luck, Scope(district=code, channel=c), name, 40 + 20 * at, 0.7 + 0.03 * at)
        for c in by
        for at, (code, name) in enumerate(DISTRICTS.items())
    )
    facilities = tuple(facility(luck, c, at, list(DISTRICTS)[at % 5]) for c in by for at in range(14))
    silent = replace(facilities[0], silent_days=19)
    hospital = Scope(district="mafeteng", facility="F003", channel="sms")
    signals = (
        signal(7, "new", hospital, "Scott Hospital Morija"),
        signal(
            5,
            "open",
            Scope(service="clinic-visit.child", channel="ussd"),
            "Child or vaccination",
            rule="trend",
            measure="positive",
        ),
        signal(
            2,
            "closed",
            Scope(district="leribe", channel="sms"),
            "Leribe",
            action="repaired",
            action_day=DAY,
            action_note="Two more clerks at the counter.",
        ),
    )
    return Report(
        meta(language),
        "sms",
        headline,
        services,
        districts,
        (silent, *facilities[1:]),
        (funnel("sms", 0.78), funnel("ussd", 0.71)),
        Coverage(20, 14, 1),
        (response("sms"), response("ussd")),
        tuple(quality(c) for c in by),
        operations(),
        texts(),
        signals,
        FollowThrough(9, 5, 1, 3, 1, d(0.5556), d(18.0, 1)),
        questions(),
        surveys(),
        tuple(Tonight("clinic-visit", "How was your clinic visit?", c, count(44), count(30), count(21), count(18)) for c in by),
        (("base_lt_10", 41), ("count_1_4", 6), ("secondary", 3), ("not_refreshed", 5)),
    )


def night_without(answers: int = 0, language: str = "en") -> Report:
    """A night with no answer, or so few that nothing may be told; 120 invitations were sent on text messages."""
    full, zero = sample(language=language), Count(0)
    luck = Random(1)
    headline = (standing(luck, Scope(channel="sms"), "Ministry of Health, Lesotho", answers, 1.0 if answers else 0.0, weeks=0),)
    silent = replace(
        full.response[0],
        invited=count(120),
        delivered=zero,
        opened=zero,
        started=zero,
        headline=count(answers),
        completed=zero,
        complete=zero,
        partial=zero,
        refusal=zero,
        non_contact=zero,
        other=zero,
        unknown=count(120),
        rr1=share(0, 120),
        rr2=share(0, 120),
        coop1=None,
        ref1=share(0, 120),
        con1=share(0, 120),
        completion=Share(0),
        breakoff=(),
        by_language=(),
        by_district=(),
    )
    return replace(
        full,
        leading="sms",
        headline=headline,
        services=(),
        districts=(),
        facilities=(),
        funnels=(),
        coverage=Coverage(20, 0, 20),
        response=(silent,),
        quality=(),
        texts=None,
        signals=(),
        follow_through=FollowThrough(0, 0, 0, 0, 0, None, None),
        questions=(),
        tonight=(),
        suppression=(),
    )


def quiet_night(language: str = "en") -> Report:
    """Nothing changed and no signal is open."""
    full = sample(language=language)
    calm = tuple(replace(s, movement="steady", trend=replace(s.trend, since=None) if s.trend else None) for s in full.headline)
    return replace(full, headline=calm, signals=())


def all_positive(language: str = "en") -> Report:
    """Everybody was satisfied: 412 of 412."""
    full, luck = sample(language=language), Random(2)
    return replace(full, headline=(standing(luck, Scope(channel="sms"), "Ministry of Health, Lesotho", 412, 1.0),), signals=())
