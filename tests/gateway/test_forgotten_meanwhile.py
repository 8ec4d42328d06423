"""Somebody is forgotten in the very moment in which something comes from them or for them: nothing of it is written to them.

On PostgreSQL, where two transactions may stand side by side: one has forgotten the person and is not committed yet, the other
comes and waits. On SQLite a unit is alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from urllib.parse import urlencode

import pytest
from counter import CLINIC, CLINIC_SMS, KENYA, TEN, Call, Counter
from sqlalchemy import Engine, select, text
from test_visits_stream import posted
from visiting import phone
from werkzeug.test import TestResponse

from gateway.conversing import converse_sms
from gateway.hooks.heard import IncomingText
from gateway.rights import erasure, office
from gateway.sending import receipts
from gateway.sending.receipts import DeliveryReport
from gateway.visits.stream import take_in_rows
from storage import contacts, forgetting, sessions, tombstones, visits
from storage.forgetting import InConversation
from storage.tables import contacts as people
from storage.tables import invitations, metadata, versions
from storage.tables import visits as visits_table
from storage.unit import Unit, connect, reading, unit

NUMBER = "+26658000001"
KENYAN = phone(1)
PATIENCE_S = 20


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    engine = connect(postgres_url)
    yield engine
    engine.dispose()


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path)


def known(counter: Counter, number: str = NUMBER) -> int:
    """Somebody of whom nothing but their number is kept."""
    with unit(counter.gateway.engine) as u:
        contact_id = contacts.contact_of(u, counter.gateway.vault, number, TEN).id
        u.commit()
    return contact_id


def meanwhile(counter: Counter, first: Callable[[Unit], object], second: Callable[[], object]) -> object:
    """``second`` runs while ``first`` is done and not committed, until it waits for it; what it gave."""
    with ThreadPoolExecutor(1) as pool:
        with unit(counter.gateway.engine) as u:
            first(u)
            later = pool.submit(second)
            until_somebody_waits(counter.gateway.engine)
            assert not later.done()
            u.commit()
        return later.result(PATIENCE_S)


def until_somebody_waits(engine: Engine) -> None:
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
    tick = Event()
    with reading(engine) as c:
        for _ in range(PATIENCE_S * 100):
            if c.execute(waiting).scalar_one():
                return
            tick.wait(0.01)
    raise AssertionError("nobody waited for who was being forgotten")


def forget(counter: Counter, contact_id: int) -> Callable[[Unit], object]:
    return lambda u: forgetting.cut(u, contact_id, counter.clock.at_ms)


def erase(counter: Counter, contact_id: int) -> Callable[[Unit], object]:
    return lambda u: erasure.erase(u, counter.gateway, contact_id, counter.clock.at_ms, by="test", channel="office")


def led_back(counter: Counter, contact_id: int) -> list[str]:
    """The tables in which somebody's contact still stands."""
    tables = [table for table in metadata.sorted_tables if "contact_id" in table.c]
    return [table.name for table in tables if any(row["contact_id"] == contact_id for row in counter.rows(table))]


def dials(counter: Counter) -> Callable[[], object]:
    return lambda: Call(counter, "ATUid_1").hop()


def texts(counter: Counter) -> Callable[[], object]:
    return lambda: sms(counter, "clinic").status_code


def sms(counter: Counter, words: str) -> TestResponse:
    return counter.post("sms", urlencode({"text": words, "to": CLINIC_SMS, "id": "m1", "from": NUMBER, "date": ""}))


def breaks(counter: Counter) -> Callable[[], object]:
    """A text that is kept aside."""
    channel = counter.gateway.settings.channels["main"]
    coming = IncomingText("q1", NUMBER, CLINIC_SMS, "words", "", None, None, None)
    return lambda: converse_sms.quarantine(counter.gateway, channel, coming, "ValueError")


def reports(counter: Counter) -> Callable[[], object]:
    return lambda: receipts.receive(counter.gateway, "main", DeliveryReport("ATXid_9", "Success", number=NUMBER))


COMING = {"call": dials, "text": texts, "text that breaks": breaks, "delivery report": reports}
FORGETTING = {"retention": forget, "erasure": erase}


@pytest.mark.parametrize("how", FORGETTING)
@pytest.mark.parametrize("what", COMING)
def test_what_comes_while_they_are_forgotten_is_not_written_to_them(counter: Counter, what: str, how: str) -> None:
    contact_id = known(counter)
    meanwhile(counter, FORGETTING[how](counter, contact_id), COMING[what](counter))
    assert led_back(counter, contact_id) == []


def test_who_dials_while_they_are_forgotten_is_answered_as_somebody_new(counter: Counter) -> None:
    contact_id = known(counter)
    shown = meanwhile(counter, forget(counter, contact_id), dials(counter))
    assert str(shown).startswith("CON ")
    with reading(counter.gateway.engine) as c:
        anew = contacts.find(Unit(c), counter.gateway.vault, NUMBER)
        assert anew is not None
        assert anew.id != contact_id
        assert [each.contact_id for each in sessions.opens_of(c, anew.id)] == [anew.id]


@pytest.mark.parametrize("how", FORGETTING)
def test_a_list_that_is_loaded_meanwhile_names_them_anew(counter: Counter, how: str) -> None:
    contact_id = known(counter, KENYAN)

    def load() -> object:
        return take_in_rows(counter.gateway, "huduma", KENYA, [posted(1)], received_from="queue")

    meanwhile(counter, FORGETTING[how](counter, contact_id), load)
    [visit] = counter.rows(visits_table)
    assert visit["contact_id"] not in (None, contact_id)
    assert led_back(counter, contact_id) == []
    if how == "erasure":
        with reading(counter.gateway.engine) as c:
            assert contacts.by_id(Unit(c), visit["contact_id"]).opted_out


def test_an_opt_out_that_comes_meanwhile_is_not_lost(counter: Counter) -> None:
    contact_id = known(counter)
    meanwhile(counter, forget(counter, contact_id), lambda: receipts.opt_out(counter.gateway, "main", NUMBER))
    with reading(counter.gateway.engine) as c:
        anew = contacts.find(Unit(c), counter.gateway.vault, NUMBER)
        assert anew is not None
        assert anew.opted_out


def test_an_office_that_registers_stop_meanwhile_is_not_lost(counter: Counter) -> None:
    contact_id = known(counter)
    meanwhile(counter, forget(counter, contact_id), lambda: office.opt(counter.gateway, NUMBER, "ntsu", "a letter", out=True))
    with reading(counter.gateway.engine) as c:
        stone = tombstones.find(Unit(c), counter.gateway.vault.index(NUMBER))
        assert stone is not None
        assert stone.opted_out_at_ms == counter.clock.at_ms


def test_two_who_erase_the_same_person_both_get_a_proof(counter: Counter) -> None:
    contact_id = known(counter)
    erased = meanwhile(
        counter, erase(counter, contact_id), lambda: office.erase(counter.gateway, NUMBER, "ntsu", "asked at the counter")
    )
    assert isinstance(erased, erasure.Erased)
    assert erased.reference


def test_an_office_erases_somebody_whose_call_goes_on_in_that_moment(counter: Counter) -> None:
    """The call has taken its next turn and is not committed: the erasure is overtaken, and done once more."""
    call = Call(counter, "ATUid_1")
    call.go("1")
    with reading(counter.gateway.engine) as c:
        person = contacts.find(Unit(c), counter.gateway.vault, NUMBER)
        assert person is not None
        [standing] = sessions.opens_of(c, person.id)

    def press(u: Unit) -> None:
        sessions.append_turn(
            u.connection, standing.session_id, standing.n + 1, call_id=standing.call_id, at_ms=counter.clock.at_ms,
            heard="1*x", said="x", state=standing.state, reply=standing.reply,
        )  # fmt: skip

    erased = meanwhile(counter, press, lambda: office.erase(counter.gateway, NUMBER, "ntsu", "asked at the counter"))
    assert isinstance(erased, erasure.Erased)
    assert led_back(counter, person.id) == []


def test_whoever_has_just_begun_a_conversation_is_not_forgotten_before_it_is_seen(counter: Counter) -> None:
    """The other way round: the call came first, and is not committed when somebody forgets."""
    contact_id = known(counter)
    version_id = next(row["id"] for row in counter.rows(versions) if row["survey"] == CLINIC)

    def begins(u: Unit) -> None:
        assert contacts.contact_of(u, counter.gateway.vault, NUMBER, TEN).id == contact_id
        sessions.begin(
            u, contact_id=contact_id, ministry="health", survey=CLINIC, version_id=version_id, channel="ussd",
            code="*120*45#", at_ms=TEN, due_at_ms=TEN,
        )  # fmt: skip

    def cut() -> str:
        try:
            with unit(counter.gateway.engine) as u:
                forgetting.cut(u, contact_id, TEN)
        except InConversation:
            return "in conversation"
        return "cut"

    assert meanwhile(counter, begins, cut) == "in conversation"


def test_a_draw_that_is_held_meanwhile_invites_nobody_who_is_forgotten(counter: Counter) -> None:
    """The draw holds their visit and has not written the invitation when somebody forgets them: both are cut off."""
    take_in_rows(counter.gateway, "huduma", KENYA, [posted(1)], received_from="queue")
    engine = counter.gateway.engine
    with unit(engine) as u:
        u.connection.execute(invitations.delete())
        u.connection.execute(visits_table.update().values(draw="pending"))
        u.commit()
    [visit] = counter.rows(visits_table)
    stratum = visits.Stratum(visit["week"], visit["service"], visit["facility"])
    contact_id = visit["contact_id"]
    forgotten = Event()

    def cut() -> None:
        with unit(engine) as u:
            forgetting.cut(u, contact_id, TEN)
            u.commit()
        forgotten.set()

    with ThreadPoolExecutor(1) as pool:
        with unit(engine) as u:
            [pending] = visits.pending(u, visit["upload_id"], "huduma", KENYA, stratum)
            later = pool.submit(cut)
            until_somebody_waits(engine)
            visits.invite(u, "huduma", KENYA, [visits.NewInvitation(pending.id, pending.contact_id, "Africa/Nairobi", TEN)])
            u.commit()
        later.result(PATIENCE_S)
    assert forgotten.is_set()
    [invitation] = counter.rows(invitations)
    assert (invitation["contact_id"], invitation["state"], invitation["reason"]) == (None, "withheld", "forgotten")
    with reading(engine) as c:
        assert c.execute(select(people.c.key_id).where(people.c.id == contact_id)).scalar_one() == ""
