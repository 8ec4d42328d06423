"""The whole examination: every look in the order in which a person would repair things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gateway.doctor import channels, clocks, database, house, keys, mail, outside, processes, queue, surveys, work
from gateway.doctor.finding import Finding, bad, warning
from gateway.doctor.patient import Patient
from gateway.jobs import place
from storage.unit import StorageFault

Look = Callable[[Patient], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is needed for some looks: settings, database, keys; of these, all that ``needs`` names."""

    part: str
    looks: tuple[Look, ...]
    needs: str = ""


SCOPES = (
    Scope("House", (house.configuration, house.keys_readable, house.folder, house.time_zones, house.live)),
    Scope("Database", (database.reachable,), "settings"),
    Scope("Database", (database.writable, database.sound, database.log, database.durable, clocks.of_database), "database"),
    Scope("Database", (keys.matching,), "database keys"),
    Scope("Queue", (queue.redis,), "settings"),
    Scope("Processes", (processes.web,), "settings"),
    Scope("Processes", (processes.clock, processes.workers), "database"),
    Scope("Work", (work.queues, work.in_doubt, work.pauses_and_alerts), "database"),
    Scope("Work", (work.nights,), "database keys"),
    Scope("Mail", (mail.server,), "settings"),
    Scope("Mail", (mail.waiting, mail.lost), "database settings"),
    Scope("Work", (work.spool,), "keys"),
    Scope("Surveys", (surveys.reached,), "database keys"),
    Scope("Channels", (channels.callbacks,), "database keys"),
)


def examine(patient: Patient, ask_aggregator: bool = False) -> Iterator[Finding]:
    """Every finding, as it is made. What cannot be looked at is passed over once the reason for it has been told."""
    scopes = (*SCOPES, Scope("Aggregator", (outside.aggregator, outside.address), "keys")) if ask_aggregator else SCOPES
    database_away = False
    for scope in scopes:
        if not _can_be_looked_at(patient, scope.needs, database_away):
            continue
        for look in scope.looks:
            for finding in guarded(scope.part, look, patient):
                database_away = database_away or (finding.what == database.REACHED and finding.verdict == "bad")
                yield finding


def _can_be_looked_at(patient: Patient, needs: str, database_away: bool) -> bool:
    has = {
        "settings": patient.settings is not None,
        "database": patient.engine is not None and not database_away,
        "keys": patient.gateway is not None,
    }
    return all(has[need] for need in needs.split())


def guarded(part: str, look: Look, patient: Patient) -> Iterator[Finding]:
    """The findings of one look; what goes wrong with the look itself is a finding too."""
    what = look.__name__.replace("_", " ")
    try:
        yield from look(patient)
    except StorageFault as fault:
        yield bad(part, what, f"The database could not be asked: {fault}.", "See what is said about the database above.")
    except Exception as fault:
        sentence = f"This could not be looked at ({type(fault).__name__})."
        yield warning(part, what, sentence, f"An engineer finds it by this name: {place(fault)}.")
