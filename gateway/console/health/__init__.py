"""``/health``: what waits, what is held back, what somebody must look at, and what to do: the looks of ``gateway doctor``.

What is of another ministry is not told: pauses, alerts and nights are those of the visitor's ministries and of everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from flask import Blueprint

from gateway.access import open_to
from gateway.console.page import language_of_page, page
from gateway.console.visitor import visitor
from gateway.console.words.health import WORDS
from reports.words.numbers import short_date

if TYPE_CHECKING:
    from flask import Response

    from gateway.doctor.finding import Finding
    from gateway.wiring import Gateway
    from storage.alerts import Alert
    from storage.pauses import Pause
    from storage.unit import Unit

OPERATORS = frozenset({"publisher", "administrator"})
_ORDER = ("bad", "warning", "well")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One queue. ``minutes`` for which the first of it has been due."""

    key: str
    n: int
    minutes: int


@dataclass(frozen=True, slots=True)
class LastNight:
    """The newest report of a ministry, and the first that is due and not made."""

    name: str
    made: date | None
    missing: date | None


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the page."""

    @open_to("person", roles=OPERATORS)
    def health() -> Response:
        """The queues, the nights, what is held back, and every finding with its remedy, the gravest first."""
        from gateway.asking.pausing import GUARDS
        from storage import nights
        from storage.patience import Patience
        from storage.unit import Unit, reading

        language = language_of_page()
        with Patience(5.0), reading(gateway.engine) as c:
            u = Unit(c)
            queues = list(_queues(gateway, u))
            made = {key: nights.last_done(u, key) for key in visitor().ministries_as(OPERATORS)}
            held, raised = list(_held(gateway, u)), list(_raised(gateway, u))
        found = sorted(_findings(gateway), key=lambda each: _ORDER.index(each.verdict))
        return page(
            "health/now.html", WORDS, queues=queues, nights=list(_nights(gateway, made)), held=held,
            raised=raised, found=found, guards=GUARDS,
            date_of=lambda day: short_date(day, language), when=_when,
        )  # fmt: skip

    pages.add_url_rule("/health", "health", health)


def _queues(gateway: Gateway, u: Unit) -> Iterator[Waiting]:
    from storage import watched

    now_ms = gateway.now_ms()
    for key, queue in watched.queues(u).items():
        yield Waiting(key, queue.n, round(queue.late_s(now_ms) // 60))


def _nights(gateway: Gateway, made: Mapping[str, date | None]) -> Iterator[LastNight]:
    from gateway.nights import nightly

    for key, day in made.items():
        ministry = gateway.settings.ministries[key]
        missing = nightly.missing(gateway, ministry)
        yield LastNight(ministry.name, day, missing[0] if missing else None)


def _held(gateway: Gateway, u: Unit) -> Iterator[Pause]:
    from storage import pauses

    for pause in pauses.holding(u, gateway.now_ms()):
        if pause.scope in ("all", "channel") or _is_ours(gateway, pause.name):
            yield pause


def _raised(gateway: Gateway, u: Unit) -> Iterator[Alert]:
    from storage import alerts

    for alert in alerts.raised(u):
        if not alert.about or alert.about in gateway.settings.channels or _is_ours(gateway, alert.about):
            yield alert


def _is_ours(gateway: Gateway, name: str) -> bool:
    """Whether a ministry or survey is one of the visitor's; what is of nobody is of everybody."""
    settings, mine = gateway.settings, visitor().ministries_as(OPERATORS)
    owner = settings.ministries.get(name) or settings.ministry_of(name)
    return owner is None or owner.key in mine


def _findings(gateway: Gateway) -> Iterator[Finding]:
    """What the doctor says of the machine, of which no ministry is a part; mails only to those who may see all."""
    from gateway.doctor import channels, house, mail, processes, queue, work
    from gateway.doctor.examination import guarded
    from gateway.doctor.patient import Patient

    patient = Patient(gateway.settings, gateway.secrets, gateway.engine, gateway, {}, gateway.now_ms)
    looks = [
        processes.clock,
        processes.workers,
        queue.redis,
        work.queues,
        work.in_doubt,
        channels.callbacks,
        work.spool,
        house.folder,
    ]
    if any(held.ministry == "" and held.role in OPERATORS for held in visitor().person.roles):
        looks += [mail.server, mail.waiting, mail.lost]
    for look in looks:
        yield from guarded(look.__module__.rpartition(".")[2].title(), look, patient)


def _when(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d %H:%M} UTC"
