"""The night: what people said on a local day becomes a ministry's report, once, complete, and always the same bytes.

A report closes at its *cut-off*, five minutes before it is due: what was queued later belongs to the next one, however late
the report is made. Every answer is counted in one report (:mod:`gateway.nights.counting`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import structlog

from flows.model import Flow
from gateway.conversing import filing
from gateway.crashpoints import crash_at
from gateway.nights import counting, nightfall
from gateway.nights.files import Files, render, store
from reports.figures import DayCount
from reports.report import Desk, build_report, first_day
from storage import daycounts, nights, responses, versions
from storage.unhurried import unhurried
from storage.unit import Unit, unit

if TYPE_CHECKING:
    from gateway.config_sections import Ministry
    from gateway.wiring import Gateway
    from reports.released import Report

log = structlog.get_logger()

HISTORY = timedelta(weeks=26)
LATEST = timedelta(days=91)
"""No response is queued later than this after its local day: a conversation is closed before its number is deleted."""
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
    _close(gateway, lambda u: nights.done(u, night_id, claimed_at_ms, gateway.now_ms(), files.sha256))
    crash_at(gateway.settings, "m")
    log.info("night", ministry=ministry.key, day=entry.local_day.isoformat())
    return ministry, files


def _close(gateway: Gateway, change: Callable[[Unit], object]) -> None:
    with unit(gateway.engine) as u:
        change(u)
        u.commit()


def folder(gateway: Gateway, ministry: Ministry, day: date) -> Path:
    """Where the files of a day's report are kept."""
    return gateway.settings.var / "reports" / ministry.key / day.isoformat()


def write(gateway: Gateway, ministry: Ministry, day: date) -> Files:
    """Compute the report of a day and write its files to ``reports/MINISTRY/DAY`` in the data folder."""
    files = render(compute(gateway, ministry, day))
    store(files, folder(gateway, ministry, day))
    return files


def compute(gateway: Gateway, ministry: Ministry, day: date) -> Report:
    """The report of a day: what waits is filed, the days that are not counted yet are, then every number is computed."""
    cut_off_ms = nightfall.cut_off_ms(ministry, day)
    file_waiting(gateway, ministry, cut_off_ms)
    counting.count_up_to(gateway, ministry, day)
    with unhurried(gateway.engine) as u:
        counts = _counts(u, ministry, day)
        surveys = _surveys(gateway, u, ministry, cut_off_ms, {c.survey for c in counts if c.local_day >= first_day(day)})
        editions = {flow.survey: _editions(gateway, u, flow.survey, day, cut_off_ms) for flow in surveys}
    cut_off = datetime.fromtimestamp(cut_off_ms / 1000, ZoneInfo(ministry.time_zone))
    so_far = gateway.now_ms() < cut_off_ms
    return build_report(Desk(ministry.key, ministry.name, ministry.time_zone, cut_off, so_far), surveys, counts, day, editions)


def file_waiting(gateway: Gateway, ministry: Ministry, before_ms: int) -> None:
    """File every response of a ministry queued before an instant. One that cannot be filed is logged and keeps waiting."""
    after_id = 0
    while True:
        with unhurried(gateway.engine) as u:
            waiting = responses.unfiled(u, 500, ministry.key, before_ms, after_id)
        if not waiting:
            return
        for session_id in waiting:
            try:
                filing.file_response(gateway, session_id)
            except (LookupError, ValueError, TypeError):
                log.exception("response not filed", session=session_id)
        after_id = waiting[-1]


def _counts(u: Unit, ministry: Ministry, day: date) -> list[DayCount]:
    """The window's counts and the headline counts of the weeks before it."""
    first, start = day - HISTORY, first_day(day)
    stored = daycounts.between(u, ministry.key, first, start - timedelta(days=1), ("headline",))
    return stored + daycounts.between(u, ministry.key, start, day)


def _surveys(gateway: Gateway, u: Unit, ministry: Ministry, cut_off_ms: int, counted: set[str]) -> list[Flow]:
    """The ministry's surveys in the version that was newest at the cut-off; one that has answers is there in any case."""
    found = []
    for newest in versions.newest(u):
        if newest.ministry != ministry.key:
            continue
        known = [newest] if newest.published_at_ms < cut_off_ms else versions.of_survey(u, newest.survey)
        before = [v for v in known if v.published_at_ms < cut_off_ms]
        if before or newest.survey in counted:
            found.append(gateway.published.by_id(u, (before or known[-1:])[0].id))
    return found


def _editions(gateway: Gateway, u: Unit, survey: str, day: date, cut_off_ms: int) -> list[Flow]:
    """The versions of a survey in which a question of the report's window can have been renamed, the oldest first."""
    since_ms = cut_off_ms - round((day - first_day(day) + LATEST).total_seconds() * 1000)
    recent = [v for v in versions.of_survey(u, survey) if since_ms <= v.published_at_ms < cut_off_ms]
    return [gateway.published.by_id(u, version.id) for version in reversed(recent)]
