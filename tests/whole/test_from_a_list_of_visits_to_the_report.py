"""The other way: a list of visits, texts that nobody asked for, answers, STOP and DELETE, the report, no number anywhere."""

from __future__ import annotations

import csv
import threading
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import morning
import pytest
from minds import STOP
from running_house import RunningHouse, house_in
from sqlalchemy import func, select
from torture.citizens import Town
from torture.gathering import gathered, left_over
from torture.history import History
from torture.house import MovedAgenda
from torture.promises import judged
from torture.visits import Letterbox, List, table, written

from storage.tables import contacts, invitations, outbox, responses, tombstones
from storage.unit import reading

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Africa/Nairobi"))
DAY_MS = 24 * 3_600_000
VISITORS = 30


def hurried(config: dict[str, Any]) -> None:
    config["clock"] = {"every_s": 1}
    config["channels"]["main"]["parts_a_second"] = 200


def calm(_: Random) -> None:
    """No accident."""


@pytest.mark.timeout(120)
def test_whoever_is_on_the_list_is_asked_once_and_heard_or_left_alone_or_forgotten(tmp_path: Path) -> None:
    ahead = tmp_path / "ahead"
    ahead.write_text(str(round(TUESDAY.timestamp() * 1000) - time.time_ns() // 1_000_000), encoding="ascii")
    how = {"environ": {"GATEWAY_CLOCK": str(ahead)}, "agenda": MovedAgenda(ahead), "change": hurried}
    with house_in(tmp_path, **how) as house:
        town = Town(house.aggregator, History(), seed=11)
        visits = written(house, town, tmp_path, seed=11, many=VISITORS, before=calm)
        assert [visits.hand_in(), visits.hand_in()] == [f"{VISITORS} new", "0 new"]
        answered(house, town, visits)
        assert asked_once(house, visits)
        numbers = [visitor.number for visitor in visits.visitors]
        forgotten = {event.who for event in town.history.events() if event.what == "erase"}
        assert known(house, visits).isdisjoint(forgotten)
        table(visits.file, again(visits.file))
        assert visits.hand_in() == f"{VISITORS} new"
        house.wait_for(lambda: withheld(house) == VISITORS, 20)
        assert asked_once(house, visits)
        moved(ahead, DAY_MS)
        house.wait_for(lambda: nights(house) > 0 and not left_over(house), 30)
        visits.file.unlink()
        house.stop()
        evidence = replace(gathered(house, town.history.events(), numbers), known=frozenset())
        assert [broken.words for verdict in judged(evidence) for broken in verdict.broken] == []
        assert morning.leaks(house.folder, numbers) == []
        stopped = {
            event.who for event in town.history.events() if event.what == "sent" and event.facts["said"] in STOP.values()
        }
        check_rights(house, visits, stopped, forgotten)
    assert "Traceback" not in house.said()


def answered(house: RunningHouse, town: Town, visits: List) -> None:
    """Everybody reads and answers until there is nothing to say."""
    thread = threading.Thread(target=Letterbox(town, visits).live)
    thread.start()
    try:
        house.wait_for(lambda: all(visitor.away for visitor in visits.visitors), 40)
        house.wait_for(lambda: morning.all_is_settled(house, "due", "sending", "sent"), 20)
    finally:
        town.stopping.set()
        thread.join()


def asked_once(house: RunningHouse, visits: List) -> bool:
    """Whether each visitor got one invitation, by what the aggregator took."""
    welcomes = [t.number for t in house.aggregator.sending.accepted() if t.text.startswith("Huduma Kenya: ")]
    return sorted(welcomes) == sorted(visitor.number for visitor in visits.visitors)


def again(file: Path) -> list[list[str]]:
    """The same people on another day's list, with visits of new names."""
    with file.open(encoding="utf-8", newline="") as opened:
        return [[line[0], f"again {line[1]}", *line[2:]] for line in list(csv.reader(opened))[1:]]


def withheld(house: RunningHouse) -> int:
    return count(house, select(func.count()).select_from(invitations).where(invitations.c.state == "withheld"))


def nights(house: RunningHouse) -> int:
    return len(list((house.var / "reports" / "huduma").glob("*/report.json")))


def known(house: RunningHouse, visits: List) -> set[str]:
    """The visitors whose numbers are kept for more than the one text that tells them that they are deleted."""
    index = {house.gateway.vault.index(v.number): v.number for v in visits.visitors}
    with reading(house.gateway.engine) as c:
        found = c.execute(select(contacts.c.number_index).where(contacts.c.forget_at_ms.is_(None))).scalars()
        return {index.get(bytes(each), "") for each in found}


def count(house: RunningHouse, query: Any) -> int:
    with reading(house.gateway.engine) as c:
        return int(c.execute(query).scalar_one())


def moved(ahead: Path, by_ms: int) -> None:
    fresh = ahead.with_suffix(".fresh")
    fresh.write_text(str(int(ahead.read_text()) + by_ms), encoding="ascii")
    fresh.replace(ahead)


def check_rights(house: RunningHouse, visits: List, stopped: set[str], forgotten: set[str]) -> None:
    """Who said STOP and who asked to be forgotten is left alone, and of the forgotten no more than that is known."""
    index = {house.gateway.vault.index(v.number): v.number for v in visits.visitors}
    with reading(house.gateway.engine) as c:
        out = c.execute(select(contacts.c.number_index).where(contacts.c.opted_out_at_ms.is_not(None))).scalars()
        opted_out = {index[bytes(each)] for each in out}
        gone = {index.get(bytes(each)) for each in c.execute(select(tombstones.c.number_index)).scalars()}
    assert forgotten
    assert stopped
    assert stopped <= opted_out
    assert forgotten <= gone
    assert count(house, select(func.count()).select_from(responses).where(responses.c.ended == "finished")) > VISITORS / 2
    assert count(house, select(func.count()).select_from(outbox).where(outbox.c.kind == "invitation")) == VISITORS
