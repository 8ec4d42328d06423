"""The night: what people said on a local day becomes a ministry's report, once, complete, and always the same bytes.

A report closes at its *cut-off*, five minutes before it is due: what was queued later belongs to the next one, however late
the report is made. Every answer is counted in one report (:mod:`gateway.nights.counting`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from gateway.crashpoints import crash_at
from gateway.delivery import vetting
from gateway.nights import counting, nightfall, releasing
from gateway.nights.files import Files, render, store
from storage import mails, nights, reports
from storage.unhurried import unhurried
from storage.unit import Unit, unit

if TYPE_CHECKING:
    from gateway.config_sections import Ministry
    from gateway.wiring import Gateway
    from storage.nights import Night

log = structlog.get_logger()

CLAIM_MS = 20 * 60 * 1000
"""After this a claimed night counts as abandoned: its process died. Longer than a worker lets a job run."""


def make_up(gateway: Gateway, ministry: Ministry) -> Iterator[date]:
    """Make every night of a ministry that is due and not made, oldest first; yields each day when its report is written.

    A night that another process is working on ends the row: the later ones come after it.
    """
    for day in missing(gateway, ministry):
        if _make(gateway, enter(gateway, ministry, day)) is None:
            return
        yield day


def missing(gateway: Gateway, ministry: Ministry) -> list[date]:
    """The local days of a ministry whose report is due and not made, oldest first, from its first publication or answer on."""
    last = nightfall.last_due_day(ministry, gateway.now_ms())
    with unhurried(gateway.engine) as u:
        first, made = counting.first_day(u, ministry), nights.done_days(u, ministry.key)
    if first is None:
        return []
    return [day for day in counting.days_between(first, last) if day not in made]


def enter(gateway: Gateway, ministry: Ministry, day: date) -> int:
    """The ledger's id of a night, entered if it is not there."""
    with unit(gateway.engine) as u:
        night_id = nights.enter(u, ministry.key, day)
        u.commit()
    return night_id


def night(gateway: Gateway, night_id: int) -> bool:
    """Make one night of the ledger if it is open and nobody else is at it; false if there was nothing to do.

    A killed run is taken up again when its claim has gone stale; one that fails gives its claim back and raises. When it is
    done, the ministry's next night is rung for.
    """
    made = _make(gateway, night_id)
    if made is None:
        return False
    ministry, _ = made
    following = missing(gateway, ministry)
    if following:
        gateway.bell.ring("night", enter(gateway, ministry, following[0]))
    return True


def again(gateway: Gateway, ministry: Ministry, day: date) -> Files:
    """Write the report of a day that is due, whether it was made before or not, and enter it in the ledger if it was not."""
    made = _make(gateway, enter(gateway, ministry, day))
    return made[1] if made else write(gateway, ministry, day)


def _make(gateway: Gateway, night_id: int) -> tuple[Ministry, Files] | None:
    """Claim a night, write its report, close it; gives whose it was and what was written, if it was to be had."""
    claimed_at_ms = gateway.now_ms()
    with unit(gateway.engine) as u:
        entry = nights.get(u, night_id)
        ours = nights.claim(u, night_id, claimed_at_ms, CLAIM_MS)
        u.commit()
    ministry = gateway.settings.ministries.get(entry.ministry) if entry else None
    if entry is None or ministry is None or not ours:
        return None
    crash_at(gateway.settings, "k")
    try:
        files = write(gateway, ministry, entry.local_day)
    except BaseException:
        _close(gateway, lambda u: nights.release(u, night_id, claimed_at_ms))
        raise
    crash_at(gateway.settings, "l")
    _close(gateway, lambda u: _done(u, gateway, ministry, entry, claimed_at_ms, files))
    crash_at(gateway.settings, "m")
    log.info("night", ministry=ministry.key, day=entry.local_day.isoformat())
    return ministry, files


def _done(u: Unit, gateway: Gateway, ministry: Ministry, entry: Night, claimed_at_ms: int, files: Files) -> None:
    """Close the night and put its mails in the outbox, in one transaction: each is sent once, whatever dies."""
    now_ms = gateway.now_ms()
    if nights.done(u, entry.id, claimed_at_ms, now_ms, files.sha256):
        to = [(address, ministry.languages[0]) for address in ministry.recipients]
        mails.enter(u, ministry.key, entry.local_day, reports.NIGHTLY, to, now_ms)


def _close(gateway: Gateway, change: Callable[[Unit], object]) -> None:
    with unit(gateway.engine) as u:
        change(u)
        u.commit()


def folder(gateway: Gateway, ministry: Ministry, day: date) -> Path:
    """Where the files of a day's report are kept."""
    return gateway.settings.var / "reports" / ministry.key / day.isoformat()


def write(gateway: Gateway, ministry: Ministry, day: date) -> Files:
    """Release the report of a day if it was not, and write its files to ``reports/MINISTRY/DAY`` in the data folder, and to
    the drop folder if there is one and they may go out. A reprint of any past day gives the same bytes."""
    files = render(releasing.release(gateway, ministry, day), gateway.settings.reports)
    store(files, folder(gateway, ministry, day))
    if vetting.may_go_out(gateway, ministry.key, day, files.contents["figures.csv"]):
        for place in _dropped(gateway, ministry, day):
            store(files, place)
    return files


def preview(gateway: Gateway, ministry: Ministry, day: date) -> Files:
    """The report of a day that is not over, as far as it has come: no release, and not for passing on."""
    return render(releasing.preview(gateway, ministry, day), gateway.settings.reports)


def _dropped(gateway: Gateway, ministry: Ministry, day: date) -> Iterator[Path]:
    """The folder outside the data folder to which a day's report goes too."""
    named = gateway.settings.reports.drop_folder
    if named:
        yield gateway.settings.var / named / ministry.key / day.isoformat()
