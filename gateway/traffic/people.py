"""Somebody of the country: what they met, what they would say of it, and how they are on the phone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from flows.state import Answer
from gateway.traffic.comments import comment
from gateway.traffic.nation import Facility, Office, Service, Topic
from gateway.traffic.plan import Planted
from gateway.traffic.survey_text import reasons_of

SPEAK_ENGLISH = 0.35
DONT_KNOW = 0.02
MINUTES = 5
"""People say how long they waited in steps of five minutes."""
_LEAVES_SMS, _LEAVES_USSD = 0.05, 0.025
_WEIGHTS = {"waiting": 30, "staff": 16, "medicine": 8, "papers": 18, "money": 6, "dirt": 10, "other": 12}
"""How often each main problem is named where nothing is planted."""


@dataclass(frozen=True, slots=True)
class Met:
    """An encounter: where, for what, when, and the planted changes that hold there."""

    office: Office
    topic: Topic
    service: Service
    facility: Facility
    day: date
    changes: Sequence[Planted]


@dataclass(frozen=True, slots=True)
class Mind:
    """What somebody would say: their language, and for every question of the survey the value they mean."""

    language: str
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody is on the phone. Each number is a chance at every question."""

    leaves: float
    fumbles: float = 0.015
    skips: float = 0.3
    """Of a question that may be skipped."""
    hasty: bool = False
    """Answers faster than anybody reads."""


def mind(luck: Random, met: Met, seed: int) -> Mind:
    """What they think of it. Of what is planted they know nothing: it changes their odds."""
    language = "en" if luck.random() < SPEAK_ENGLISH else met.office.language
    satisfied = _satisfied(luck, met, seed)
    flat = luck.random() < 0.03
    answers = {
        "facility": met.facility.code,
        "service": met.service.key,
        "satisfied": satisfied,
        "reason": (reason := _reason(luck, met)),
        "minutes": str(_minutes(luck, met)),
        "staff": satisfied if flat and satisfied.isdigit() else _near(luck, satisfied),
        "clean": satisfied if flat and satisfied.isdigit() else _near(luck, satisfied),
        "comment": comment(luck, language, reason),
    }
    return Mind(language, answers)


def manner(luck: Random, channel: str) -> Manner:
    """How they are on the phone."""
    leaves = _LEAVES_SMS if channel == "sms" else _LEAVES_USSD
    return Manner(leaves, hasty=luck.random() < 0.02)


def positive_share(met: Met, seed: int) -> float:
    """The chance that somebody calls an encounter good: of the ministry, the facility, the service, and what is planted."""
    places = _lasting(seed, met.office.key, met.facility.code, 0.03) + _lasting(seed, met.topic.survey, met.service.key, 0.02)
    share = met.office.satisfied + places + sum(change.points for change in met.changes) / 100
    return min(max(share, 0.02), 0.98)


@cache
def _lasting(seed: int, of: str, code: str, most: float) -> float:
    """By how much a facility or service always differs from the others, up to ``most`` either way."""
    return Random(f"{seed}/{of}/{code}").uniform(-most, most)  # noqa: S311


def _satisfied(luck: Random, met: Met, seed: int) -> str:
    if luck.random() < DONT_KNOW:
        return "dont_know"
    if luck.random() < positive_share(met, seed):
        return "5" if luck.random() < 0.45 else "4"
    drawn = luck.random()
    return "3" if drawn < 0.45 else "2" if drawn < 0.75 else "1"


def _reason(luck: Random, met: Met) -> str:
    named = next((change.reason for change in met.changes if change.reason), "")
    if named and luck.random() < 0.6:
        return named
    offered = reasons_of(met.office)
    return luck.choices(offered, [_WEIGHTS[reason] for reason in offered])[0]


def _minutes(luck: Random, met: Met) -> int:
    longer = sum(change.a_week * ((met.day - change.since).days // 7 + 1) for change in met.changes)
    waited = any(change.reason == "waiting" for change in met.changes)
    usual = met.service.wait * (1 + longer) * (1.5 if waited else 1.0) * (1.15 if met.day.weekday() == 0 else 1.0)
    return min(600, MINUTES * round(luck.lognormvariate(0.0, 0.45) * usual / MINUTES))


def _near(luck: Random, satisfied: str) -> str:
    level = int(satisfied) if satisfied.isdigit() else 3
    away = luck.choice((-2, -1, -1, 0, 1))
    return str(level + away if 1 <= level + away <= 5 else level - away // abs(away))


def meant(mind: Mind, answer: Answer) -> bool:
    """Whether a stored answer is what somebody meant."""
    return answer.state != "answered" or answer.value == mind.answers[answer.question]
