"""What waits: texts, responses, invitations, nights; what is held back, and what somebody must look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from gateway.asking.pausing import GUARDS
from gateway.doctor.finding import Finding, Verdict, bad, warning, well
from gateway.doctor.patient import Patient
from gateway.doctor.spans import many, size, span
from gateway.nights import nightly
from storage import alerts, pauses, watched
from storage.watched import Queue

PART = "Work"

LATE_S = {
    "texts": (120, 1_800, "text", "A worker sends them: see Processes, Redis and the pauses."),
    "responses": (900, 7_200, "response", "A worker files them: see Processes and var/logs."),
    "conversations": (600, 3_600, "conversation", "The clock closes them: see Processes."),
    "invitations": (86_400, 259_200, "invitation", "The clock sends them, within the hours that are allowed: see Processes."),
}
"""Queue -> seconds after which it is a warning, and bad; what waits in it; what to do."""

_DUE = {
    "texts": "to go out",
    "responses": "to be filed",
    "conversations": "to be closed when their time is over",
    "invitations": "for their hour",
}
_GRAVE = {"breaker", "silence", "spool", "keys"}
_MOST_SHOWN = 10


def queues(patient: Patient) -> Iterator[Finding]:
    """How much waits, and for how long the first of it has been due."""
    with patient.look() as u:
        found = watched.queues(u)
    for name in LATE_S:
        yield _queue(name, found[name], patient.now_ms())


def _queue(name: str, queue: Queue, now_ms: int) -> Finding:
    warn_s, bad_s, one, remedy = LATE_S[name]
    late_s = queue.late_s(now_ms)
    wait = f"{many(queue.n, one)} {'waits' if queue.n == 1 else 'wait'} {_DUE[name]}"
    if late_s <= warn_s:
        return well(PART, name, f"{wait}, none for too long." if queue.n else f"No {one} waits.")
    verdict: Verdict = "bad" if late_s > bad_s else "warning"
    return Finding(PART, name, verdict, f"{wait}, the first has been due for {span(late_s)}.", remedy)


def in_doubt(patient: Patient) -> Iterator[Finding]:
    """Texts of which nobody can say whether the aggregator took them."""
    with patient.look() as u:
        queue = watched.queues(u)["in doubt"]
    if not queue.n:
        yield well(PART, "in doubt", "No text is in doubt.")
        return
    age = span(queue.late_s(patient.now_ms()))
    sentence = f"{many(queue.n, 'text')} may or may not have been taken by the aggregator (the oldest {age} old)."
    remedy = "Delivery reports settle them; they are never sent again by themselves. If none comes, see the delivery callback."
    yield warning(PART, "in doubt", sentence, remedy)


def pauses_and_alerts(patient: Patient) -> Iterator[Finding]:
    """What is held back, and what was raised and not cleared."""
    with patient.look() as u:
        held, raised = pauses.holding(u, patient.now_ms()), alerts.raised(u)
    for pause in held[:_MOST_SHOWN]:
        what = f"{pause.scope} {pause.name}".strip()
        sentence = f"Texts of {what} rest since {_when(pause.since_ms)}, by {pause.paused_by}: {pause.reason}."
        until = f" It ends by itself at {_when(pause.until_ms)}." if pause.until_ms else ""
        guard = " --guards" if pause.paused_by in GUARDS else ""
        yield warning(PART, "pause", sentence, f"When the reason is gone: gateway resume {what}{guard}.{until}")
    for alert in raised[:_MOST_SHOWN]:
        sentence, _, remedy = alert.words.partition(". ")
        since = f"Since {_when(alert.raised_at_ms)}{f', {alert.times} times' if alert.times > 1 else ''}"
        verdict: Verdict = "bad" if alert.kind in _GRAVE else "warning"
        yield Finding(PART, f"alert: {alert.kind}", verdict, f"{since}: {sentence.rstrip('.')}.", remedy)
    if not held and not raised:
        yield well(PART, "alerts", "Nothing is paused, and no alert is open.")


def nights(patient: Patient) -> Iterator[Finding]:
    """Whether every report that is due has been made."""
    assert patient.gateway is not None
    missing = {m.key: nightly.missing(patient.gateway, m) for m in patient.gateway.settings.ministries.values()}
    late = {key: days for key, days in missing.items() if days}
    for key, days in late.items():
        sentence = f"{many(len(days), 'report')} of {key} {'is' if len(days) == 1 else 'are'} due, the oldest for {days[0]}."
        remedy = "The clock makes them, oldest first; by hand: gateway nightly"
        yield (bad if len(days) > 2 else warning)(PART, "nights", sentence, remedy)
    if not late:
        yield well(PART, "nights", "Every report that is due has been made.")


def spool(patient: Patient) -> Iterator[Finding]:
    """Whether callbacks can wait on disk, and whether some do."""
    assert patient.gateway is not None
    waiting = patient.gateway.spool.waiting()
    if waiting.aside:
        sentence = f"{many(waiting.aside, 'callback')} on disk cannot be opened and {_are(waiting.aside)} set aside."
        yield bad(
            PART, "spool", sentence, "Give back the key that sealed them and start the web server again: it takes them up."
        )
    elif waiting.entries:
        since = f" since {_when(waiting.oldest_at_ms)}" if waiting.oldest_at_ms else ""
        sentence = (
            f"{many(waiting.entries, 'callback')} {_are(waiting.entries)} waiting on disk{since} ({size(waiting.bytes)})."
        )
        yield warning(PART, "spool", sentence, "They are taken up by themselves when the database answers again.")
    else:
        yield well(PART, "spool", "No callback waits on disk.")


def _are(n: int) -> str:
    return "is" if n == 1 else "are"


def _when(at_ms: int | None) -> str:
    return f"{datetime.fromtimestamp((at_ms or 0) / 1000, UTC):%d %b %H:%M} UTC"
