"""Reports on their way by mail: whether they can go, whether any waits for too long, and which never surely arrived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gateway.doctor.finding import Finding, bad, warning, well
from gateway.doctor.patient import Patient
from gateway.doctor.spans import many, span
from storage import mails, watched

if TYPE_CHECKING:
    from gateway.settings import Settings
    from storage.mails import Mail

PART = "Mail"

LATE_S, FAR_TOO_LATE_S = 1_800, 14_400
"""After half an hour readers miss it; after four, the morning is over."""
LOOKED_BACK_MS = 7 * 86_400 * 1000
_MOST_SHOWN = 10


def server(patient: Patient) -> Iterator[Finding]:
    """Whether there is a server for whoever is to get mail."""
    assert patient.settings is not None
    names = _who_expect_mail(patient.settings)
    if names and not patient.settings.mail.host:
        sentence = f"Recipients are named for {', '.join(names)}, and no mail server: nobody is sent anything."
        yield warning(
            PART, "mail server", sentence, "Set mail.host and mail.sender in config.yaml, or take the recipients out."
        )
    elif names:
        yield well(PART, "mail server", f"Mail for {', '.join(names)} goes by {patient.settings.mail.host}.")
    else:
        yield well(PART, "mail server", "Nobody is to be sent mail; the reports are files.")


def _who_expect_mail(settings: Settings) -> list[str]:
    named = [m.key for m in settings.ministries.values() if m.recipients or m.focal_person]
    return named + ["the overview"] * bool(settings.reports.overview_recipients)


def waiting(patient: Patient) -> Iterator[Finding]:
    """How many wait, and for how long the first of them has been due; of no server, :func:`server` has told."""
    assert patient.settings is not None
    if not patient.settings.mail.host:
        return
    with patient.look() as u:
        queue = watched.queues(u)["mails"]
    late_s = queue.late_s(patient.now_ms())
    told = f"{many(queue.n, 'mail')} {'waits' if queue.n == 1 else 'wait'} to go out"
    if late_s <= LATE_S:
        yield well(PART, "mails", f"{told}, none for too long." if queue.n else "No mail waits.")
        return
    remedy = "A worker sends them: see Processes, and “mail” in var/logs for what the server says."
    found = bad if late_s > FAR_TOO_LATE_S else warning
    yield found(PART, "mails", f"{told}, the first has been due for {span(late_s)}.", remedy)


def lost(patient: Patient) -> Iterator[Finding]:
    """The reports of a week that did not arrive, or may not have."""
    with patient.look() as u:
        found = mails.lost(u, patient.now_ms() - LOOKED_BACK_MS)
    by_report = Counter(map(_report, found))
    for (state, kind, ministry, day, reason), n in list(by_report.items())[:_MOST_SHOWN]:
        what = "failed for good" if state == "failed" else "may or may not have arrived"
        of = f"the {kind} of {ministry or 'all ministries'}, {day},"
        sentence = f"{many(n, 'mail')} with {of} {what}{f' ({reason})' if reason else ''}."
        yield warning(PART, f"mails {state}", sentence, _remedy(kind, ministry, day))
    if not found:
        yield well(PART, "arrived", "Every mail of the last seven days was taken by the server.")


def _report(mail: Mail) -> tuple[str, str, str, str, str]:
    kind = {"nightly": "report", "danger": "word of danger"}.get(mail.kind, mail.kind)
    return mail.state, kind, mail.ministry, mail.local_day.isoformat(), mail.reason


def _remedy(kind: str, ministry: str, day: str) -> str:
    if kind == "word of danger":
        return f"Tell that person: gateway danger {ministry}"
    if not ministry:
        return f"Ask whether it came; if not, send the files of the overview of {day} by hand."
    return f"Ask whether it came; if not: gateway report {ministry} --day {day} --resend"
