"""The evidence of a run: the database, the aggregator's record and every file, read once when all is quiet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import morning
from running_house import RunningHouse
from sqlalchemy import RowMapping, func, select

from flows.measure import sms_parts
from flows.state import State
from gateway.nights import counting, nightfall, nightly
from storage.tables import answers, contacts, daycounts, inbox, invitations, nights, outbox, responses, sessions, turns
from storage.unit import Unit, reading
from torture.evidence import Caps, Conversation, Evidence, Given, Night, Taken, TextIn, TextOut
from torture.history import Event


def gathered(
    house: RunningHouse,
    events: Sequence[Event],
    numbers: Iterable[str],
    *,
    versions_seen: Mapping[int, frozenset[int]] | None = None,
    deaths: Sequence[tuple[str, float]] = (),
    beside: Sequence[Path] = (),
) -> Evidence:
    """Everything, read once; the gateway may have ended. Files are searched in its own folders and those ``beside``."""
    everybody = sorted({*numbers, *(e.who for e in events if e.who.startswith("+"))})
    index = {house.gateway.vault.index(number): number for number in everybody}
    with reading(house.gateway.engine) as c:
        of = {
            row.id: index.get(bytes(row.number_index), "") for row in c.execute(select(contacts.c.id, contacts.c.number_index))
        }
        rows = _Rows(Unit(c))
        conversations = _conversations(house, rows, of)
        texts_in = [TextIn(of.get(r["contact_id"], ""), r["provider_id"], r["text"], r["state"]) for r in rows.all(inbox)]
        texts_out = [
            TextOut(r["id"], of.get(r["contact_id"], ""), r["text"], r["state"], r["reason"], r["kind"], r["provider_id"] or "")
            for r in rows.all(outbox)
        ]
        ledger = [_night(house, row) for row in rows.all(nights)]
        answered, counted = _answered(Unit(c)), _counted(Unit(c))
        versions = frozenset(row["version_id"] for row in rows.all(sessions))
    taken = [
        Taken(t.number, t.text, t.at_ms, sms_parts(t.text), _clock_of(t.number, t.at_ms), t.message_id)
        for t in house.aggregator.sending.accepted()
    ]
    folders = [f for f in (house.var, house.folder / "logs", house.folder / "out", *beside) if f.exists()]
    limits, spending = house.gateway.settings.outbox, house.gateway.settings.spending
    quiet = house.gateway.settings.invitations
    return Evidence(
        events=events,
        known=frozenset(of.values()),
        conversations=conversations,
        texts_in=texts_in,
        texts_out=texts_out,
        taken=taken,
        nights=ledger,
        nights_due=_nights_due(house),
        answered=answered,
        counted=counted,
        versions_seen=versions_seen or {},
        versions=versions,
        leaks=[leak for folder in folders for leak in morning.leaks(folder, everybody)],
        searched=sum(f.stat().st_size for folder in folders for f in folder.rglob("*") if f.is_file()),
        left_over=left_over(house),
        deaths=deaths,
        caps=Caps(
            limits.most_an_hour,
            limits.most_a_day,
            2 * spending.most_an_hour,
            2 * spending.most_a_day,
            quiet.quiet_until,
            quiet.quiet_from,
        ),
    )


ZONES = {"+266": "Africa/Maseru", "+254": "Africa/Nairobi", "+855": "Asia/Phnom_Penh", "+228": "Africa/Lome"}
"""Of the countries of a run's citizens, none of which has two."""


def _clock_of(number: str, at_ms: int) -> time:
    zone = next(zone for beginning, zone in ZONES.items() if number.startswith(beginning))
    return datetime.fromtimestamp(at_ms / 1000, ZoneInfo(zone)).time()


class _Rows:
    def __init__(self, u: Unit) -> None:
        self._u = u

    def all(self, table: Any) -> list[RowMapping]:
        return list(self._u.connection.execute(select(table)).mappings())


def _conversations(house: RunningHouse, rows: _Rows, of: Mapping[int, str]) -> list[Conversation]:
    newest: dict[int, RowMapping] = {}
    for row in rows.all(turns):
        if row["session_id"] not in newest or row["n"] > newest[row["session_id"]]["n"]:
            newest[row["session_id"]] = row
    filed: dict[int, list[Given]] = {}
    session_of = {row["id"]: row for row in rows.all(sessions)}

    def plain(session_id: int, question: str, state: str, value: str | None) -> Given:
        contact_id = session_of[session_id]["contact_id"]
        return question, state, morning.opened(house, rows._u, contact_id, question, value)

    for row in rows.all(answers):
        if row["how"] == "visit":  # nobody said it
            continue
        filed.setdefault(row["session_id"], []).append(plain(row["session_id"], row["question"], row["state"], row["value"]))
    found = []
    for id, row in session_of.items():
        state = State.load(newest[id]["state"]) if id in newest else None
        standing = [plain(id, a.question, a.state, a.value) for a in state.answers if a.how != "visit"] if state else []
        replaced = [plain(id, a.question, a.state, a.value) for a in state.replaced] if state else []
        found.append(
            Conversation(
                id, of.get(row["contact_id"], ""), row["survey"], row["version_id"], row["ended"],
                (*replaced, *standing), tuple(standing), tuple(filed.get(id, ())),
            )
        )  # fmt: skip
    return found


def _night(house: RunningHouse, row: RowMapping) -> Night:
    gateway = house.gateway
    folder = nightly.folder(gateway, gateway.settings.ministries[row["ministry"]], row["local_day"])
    return Night(row["ministry"], row["local_day"], row["state"], row["sha256"], digest(folder))


def digest(folder: Path) -> str:
    """Of the files of a report, as the ledger has it."""
    whole = hashlib.sha256()
    for file in sorted(folder.glob("[!.]*")) if folder.is_dir() else ():
        content = file.read_bytes()
        whole.update(f"{file.name} {len(content)}\n".encode() + content)
    return whole.hexdigest()


def _nights_due(house: RunningHouse) -> list[tuple[str, date]]:
    gateway = house.gateway
    now_ms = gateway.now_ms()
    found = []
    with reading(gateway.engine) as c:
        for ministry in gateway.settings.ministries.values():
            first = counting.first_day(Unit(c), ministry)
            last = nightfall.last_due_day(ministry, now_ms)
            found += [(ministry.key, day) for day in counting.days_between(first, last)] if first else []
    return found


def _answered(u: Unit) -> dict[tuple[str, date], int]:
    query = (
        select(answers.c.ministry, responses.c.desk_day, func.count())
        .join(responses, responses.c.session_id == answers.c.session_id)
        .where(responses.c.set_aside == "", answers.c.state == "answered")
        .group_by(answers.c.ministry, responses.c.desk_day)
    )
    return {(ministry, day): n for ministry, day, n in u.connection.execute(query)}


def _counted(u: Unit) -> dict[tuple[str, date], int]:
    query = (
        select(daycounts.c.ministry, daycounts.c.local_day, func.sum(daycounts.c.n))
        .where(daycounts.c.measure == "answered", daycounts.c.language != "")
        .group_by(daycounts.c.ministry, daycounts.c.local_day)
    )
    return {(ministry, day): int(n) for ministry, day, n in u.connection.execute(query)}


def left_over(house: RunningHouse) -> dict[str, int]:
    """What is due and not done, by kind; nothing where all is quiet."""
    gateway = house.gateway
    now_ms = gateway.now_ms()
    with reading(gateway.engine) as c:

        def n(query: Any) -> int:
            return int(c.execute(query).scalar_one())

        count = select(func.count())
        found = {
            "texts due": n(count.select_from(outbox).where(outbox.c.state == "due", outbox.c.due_at_ms < now_ms + 15_000)),
            "texts being sent": n(count.select_from(outbox).where(outbox.c.state == "sending")),
            "responses not filed": n(count.select_from(responses).where(responses.c.filed_at_ms.is_(None))),
            "conversations overdue": n(
                count.select_from(sessions).where(sessions.c.ended == "", sessions.c.due_at_ms < now_ms - 60_000)
            ),
            "invitations overdue": n(
                count.select_from(invitations).where(
                    invitations.c.state == "waiting", invitations.c.due_at_ms < now_ms - 60_000
                )
            ),
            "nights begun": n(count.select_from(nights).where(nights.c.state == "claimed")),
        }
    found["nights due"] = sum(len(nightly.missing(gateway, ministry)) for ministry in gateway.settings.ministries.values())
    spool = house.var / "spool"
    found["callbacks in the spool"] = len(list(spool.rglob("*.sealed")))
    return {name: many for name, many in found.items() if many}
