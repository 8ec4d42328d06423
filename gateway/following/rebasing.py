"""Drawing the limits of a trend anew, which people alone may do: a dated, signed note that every later report prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from gateway.following.acting import check_note
from gateway.nights import nightfall
from gateway.refusal import Refusal
from storage import audit, baselines
from storage.unit import unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway


@dataclass(frozen=True, slots=True)
class Rebase:
    """Who wants new limits for a series (:func:`reports.night.evidence.series`), from which day on, and why."""

    ministry: str
    series: str
    from_day: date
    note: str
    by: str


def rebase(gateway: Gateway, wish: Rebase) -> None:
    """Let a series have new limits from a day on, of the weeks that follow it; durable when it returns.

    Raises :class:`Refusal` for a series without frozen limits, a day that has not come or lies before the limits that hold, or
    a note that cannot be printed in a report.
    """
    note, at_ms = wish.note.strip(), gateway.now_ms()
    check_note(note)
    if not note or not wish.by.strip():
        raise Refusal("The note or the name is empty.", "Say why the limits are drawn anew, and who says so.", code=2)
    today = nightfall.local_date(gateway.settings.ministries[wish.ministry], at_ms)
    if wish.from_day > today:
        raise Refusal(f"{wish.from_day} has not come yet.", "Give today or an earlier day.", code=2)
    with unit(gateway.engine) as u:
        _refuse_unfrozen(baselines.of_series(u, wish.ministry, wish.series), wish)
        baselines.ask_anew(u, wish.ministry, wish.series, wish.from_day, note, wish.by.strip(), at_ms)
        detail = {"series": wish.series, "from_day": wish.from_day.isoformat(), "note": note}
        audit.append(u, actor=wish.by.strip(), action="limits rebased", subject=wish.ministry, at_ms=at_ms, detail=detail)
        u.commit()


def _refuse_unfrozen(days: list[date], wish: Rebase) -> None:
    if not days:
        raise Refusal(
            f"The trend {wish.series} of {wish.ministry} has no frozen limits.",
            "Trial limits follow new weeks by themselves. Check channel, service, district and facility for a slip.",
            code=1,
        )
    if wish.from_day <= days[-1]:
        raise Refusal(f"Limits hold from {days[-1]} on already.", "New ones begin on a later day.", code=1)
