"""Who should be at work: the web server, the clock, the workers."""

from __future__ import annotations

from collections.abc import Iterator

from gateway import instance
from gateway.doctor.finding import Finding, bad, well
from gateway.doctor.patient import Patient
from gateway.doctor.spans import many, span
from storage import beats

PART = "Processes"
SLACK_S = 60.0
"""A sign of life is written every half minute at most."""
_START = "Start it: gateway run, or `{}` of the Procfile; look at what it says."


def web(patient: Patient) -> Iterator[Finding]:
    """Whether the web server answers at its port."""
    assert patient.settings is not None
    of = patient.settings.web
    if instance.healthy(of.host, of.port):
        yield well(PART, "web", f"The web server answers on port {of.port}.")
    else:
        sentence = f"No web server answers on port {of.port} of {of.host}: nobody can call or text."
        yield bad(PART, "web", sentence, _START.format("web") + " Another port: gateway doctor --port N")


def clock(patient: Patient) -> Iterator[Finding]:
    """Whether a clock has been at work lately."""
    assert patient.settings is not None
    with patient.look() as u:
        last_at_ms = beats.all_beats(u).get("clock")
    limit_s = 3 * patient.settings.clock.every_s + SLACK_S
    without = "conversations are not closed, nobody is invited, no report is made"
    yield _sign(patient, "clock", last_at_ms, limit_s, without)


def workers(patient: Patient) -> Iterator[Finding]:
    """Whether a worker has been at work lately, and how many."""
    assert patient.settings is not None
    with patient.look() as u:
        found = [at_ms for name, at_ms in beats.all_beats(u).items() if name.startswith("worker ")]
    limit_s = 3 * patient.settings.outbox.sweep_every_s + SLACK_S
    if n := sum(1 for at_ms in found if patient.now_ms() - at_ms <= limit_s * 1000):
        yield well(PART, "worker", f"{many(n, 'worker')} {'is' if n == 1 else 'are'} at work.")
    else:
        yield _sign(patient, "worker", max(found, default=None), limit_s, "no text goes out")


def _sign(patient: Patient, name: str, last_at_ms: int | None, limit_s: float, without: str) -> Finding:
    if last_at_ms is None:
        return bad(PART, name, f"No {name} has ever run here: {without}.", _START.format(name))
    age_s = max(0, patient.now_ms() - last_at_ms) / 1000
    if age_s > limit_s:
        sentence = f"The last sign of a {name} is {span(age_s)} old: {without}."
        return bad(PART, name, sentence, _START.format(name) + " If it is there, it hangs: end it.")
    return well(PART, name, f"The {name} is at work (last sign {span(age_s)} ago).")
