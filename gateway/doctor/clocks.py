"""Clocks that should show the same: this machine's, the database server's, and the newest instant that is stored."""

from __future__ import annotations

from collections.abc import Iterator

from gateway.doctor.finding import Finding, bad, warning, well
from gateway.doctor.patient import Patient
from gateway.doctor.spans import span
from storage import watched

PART = "Database"
APART_S, FAR_APART_S = 2.0, 60.0
_REMEDY = "Let both machines take their time from the network (NTP)."
_SET = "Set this machine's clock right (NTP); until then calls and hours may be judged wrongly."


def of_database(patient: Patient) -> Iterator[Finding]:
    """Whether nothing stored lies in the future, and the server's clock agrees with ours."""
    now_ms = patient.now_ms()
    with patient.look() as u:
        newest_ms, server_ms = watched.newest_at_ms(u), watched.server_ms(u)
    ahead_s = (newest_ms - now_ms) / 1000
    if ahead_s > FAR_APART_S:
        sentence = f"This machine's clock is behind: something was stored {span(ahead_s)} later than it shows now."
        yield bad(PART, "clock", sentence, _SET)
    else:
        yield well(PART, "clock", "This machine's clock is not behind anything that is stored.")
    if server_ms is not None:
        yield _beside(server_ms - now_ms)


def _beside(apart_ms: int) -> Finding:
    apart_s = abs(apart_ms) / 1000
    if apart_s <= APART_S:
        return well(PART, "clocks", "This machine's clock and the database server's show the same.")
    sentence = f"The database server's clock is {span(apart_s)} {'ahead of' if apart_ms > 0 else 'behind'} this machine's."
    return (bad if apart_s > FAR_APART_S else warning)(PART, "clocks", sentence, _REMEDY)
