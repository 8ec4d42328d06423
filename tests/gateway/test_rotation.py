"""Keys: rotated while calls, texts and sends go on, and refused where they are not those of the database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from aging import NUMBER, OTHER, called, everything, filed, office, texted
from counter import Call, Counter
from sqlalchemy import Engine, text

from flows.state import State
from gateway import create_app
from gateway.conversing import filing
from gateway.keeping import key_marks, rotation
from gateway.keeping.key_marks import NUMBER as NUMBER_KEY
from gateway.keeping.rotation import Rotated
from gateway.refusal import Refusal
from storage import audit, contacts, keys
from storage.contacts import Unsealable, Vault
from storage.tables import answers, responses, sessions, turns
from storage.tables import contacts as people
from storage.unhurried import unhurried
from storage.unit import reading, unit

OLD, NEW = b"o" * 31 + b"1", b"n" * 31 + b"2"
BOTH = {"new": NEW, "old": OLD}


def with_keys(counter: Counter, numbers: dict[str, bytes], **changed: Any) -> None:
    """The gateway started again with other keys; the first of ``numbers`` seals."""
    secrets = replace(counter.gateway.secrets, number_keys=numbers, current_key=next(iter(numbers)), **changed)
    vault = Vault(secrets.number_keys, secrets.current_key, secrets.index_key)
    counter.gateway.hops.close()
    counter.gateway = replace(counter.gateway, secrets=secrets, vault=vault)
    counter.client = create_app(counter.gateway).test_client()


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Iterator[Counter]:
    there = office(engine, tmp_path / "var")
    with_keys(there, {"old": OLD})
    yield there
    there.gateway.hops.close()


def rotated(counter: Counter) -> Rotated:
    told = Rotated()
    for _ in rotation.rotate(counter.gateway, "palesa", told, pause=lambda _: None):
        pass
    return told


def number_of(counter: Counter, number: str) -> str:
    with unit(counter.gateway.engine) as u:
        found = contacts.find(u, counter.gateway.vault, number)
        assert found is not None
        return contacts.number_of(u, counter.gateway.vault, found.id)


def test_everything_is_sealed_anew_and_the_old_key_may_go(counter: Counter) -> None:
    called(counter)
    texted(counter)
    filed(counter)
    with_keys(counter, BOTH)
    told = rotated(counter)
    assert (told.contacts, told.left) == (2, {"old": 0})
    assert told.answers > 2, "each answer, and every turn that carries it"
    assert '"old:' not in everything(counter, answers, turns)
    with_keys(counter, {"new": NEW})
    key_marks.check(counter.gateway)
    assert (number_of(counter, NUMBER), number_of(counter, OTHER)) == (NUMBER, OTHER)
    words = [(row["value"], row["session_id"]) for row in counter.rows(answers) if row["question"] == "number"]
    owners = {row["id"]: row["contact_id"] for row in counter.rows(sessions)}
    assert [counter.gateway.vault.open_answer(word, owners[session]) for word, session in words] == [NUMBER, OTHER]


def test_a_second_time_there_is_nothing_to_do(counter: Counter) -> None:
    called(counter)
    with_keys(counter, BOTH)
    rotated(counter)
    again = rotated(counter)
    assert (again.contacts, again.answers, again.left) == (0, 0, {"old": 0})
    with unhurried(counter.gateway.engine) as u:
        assert [e.action for e in audit.entries(u)] == ["keys rotated"]


def test_one_that_was_broken_off_goes_on(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "CONTACTS_AT_ONCE", 2)
    for n in range(5):
        called(counter, f"ATUid_{n}", f"+2665800{n:04d}")
    with_keys(counter, BOTH)
    assert len(list(islice(rotation.rotate(counter.gateway, "palesa", Rotated(), pause=lambda _: None), 1))) == 1
    assert sorted(row["key_id"] for row in counter.rows(people)) == ["new", "new", "old", "old", "old"]
    assert rotated(counter).contacts == 3


def test_a_response_that_is_filed_afterwards_holds_the_new_word(counter: Counter) -> None:
    called(counter)
    with_keys(counter, BOTH)
    rotated(counter)
    with_keys(counter, {"new": NEW})
    for row in counter.rows(responses):
        filing.file_response(counter.gateway, row["session_id"])
    (word,) = [row["value"] for row in counter.rows(answers) if row["question"] == "number"]
    assert word.startswith("new:")


def test_what_somebody_typed_that_only_looks_sealed_is_left_as_it_is(counter: Counter) -> None:
    typed = "old:" + "A" * 60
    called(counter, wrote=typed)
    filed(counter)
    with_keys(counter, BOTH)
    assert rotated(counter).left == {"old": 0}
    assert [row["value"] for row in counter.rows(answers) if row["question"] == "comment"] == [typed]


def test_a_forgotten_person_is_not_woken(counter: Counter) -> None:
    called(counter)
    with unit(counter.gateway.engine) as u:
        u.connection.execute(text("UPDATE contacts SET key_id = '', number_sealed = :none"), {"none": b""})
        u.commit()
    with_keys(counter, BOTH)
    assert rotated(counter).contacts == 0


def test_a_contact_that_was_tampered_with_stops_it_and_is_not_lost(counter: Counter) -> None:
    called(counter)
    with unit(counter.gateway.engine) as u:
        u.connection.execute(text("UPDATE contacts SET number_sealed = :none"), {"none": b"x" * 44})
        u.commit()
    with_keys(counter, BOTH)
    with pytest.raises(Unsealable):
        rotated(counter)
    assert [row["key_id"] for row in counter.rows(people)] == ["old"]


def test_calls_texts_and_sends_go_on_meanwhile(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "CONTACTS_AT_ONCE", 5)
    monkeypatch.setattr(rotation, "SESSIONS_AT_ONCE", 5)
    for n in range(30):
        called(counter, f"ATUid_{n}", f"+2665800{n:04d}")
    begun = [Call(counter, f"ATUid_late{n}", f"+2665900{n:04d}", code="*120*45#") for n in range(6)]
    for call in begun:
        assert "What happened" in call.go("1", "1", "1")
    with_keys(counter, BOTH)
    stop = threading.Event()
    with ThreadPoolExecutor(3) as pool:
        going_on = [pool.submit(_until, stop, counter, work) for work in range(2)]
        answering = pool.submit(lambda: [call.say("slow") for call in begun])
        told = rotated(counter)
        stop.set()
        assert min(each.result() for each in going_on) >= 3
        assert set(answering.result()) == {"END Thank you."}
    assert told.contacts == 36
    assert rotated(counter).left == {"old": 0}
    filed(counter)
    with_keys(counter, {"new": NEW})
    key_marks.check(counter.gateway)
    _every_number_opens(counter)


def _until(stop: threading.Event, counter: Counter, work: int) -> int:
    n = 0
    while not stop.is_set() or n < 3:
        n += 1
        _one_of_each(counter, work, n)
    return n


def _one_of_each(counter: Counter, work: int, n: int) -> None:
    """A whole call, a text, and the number that a send would need."""
    call = Call(counter, f"ATUid_w{work}n{n}", f"+26657{work}{n:05d}", code="*120*45#")
    assert call.go("1", "1", "1", "quick") == "END Thank you."
    with unit(counter.gateway.engine) as u:
        contact = contacts.contact_of(u, counter.gateway.vault, f"+26657{work}{n:05d}", counter.clock())
        assert contacts.number_of(u, counter.gateway.vault, contact.id) == f"+26657{work}{n:05d}"


def _every_number_opens(counter: Counter) -> None:
    owners = {row["id"]: row["contact_id"] for row in counter.rows(sessions)}
    vault = counter.gateway.vault
    for row in counter.rows(people):
        if row["key_id"]:
            vault.open(row["key_id"], bytes(row["number_sealed"]), bytes(row["number_index"]))
    for row in counter.rows(answers):
        if row["question"] == "number":
            vault.open_answer(row["value"], owners[row["session_id"]])
    for row in counter.rows(turns):
        given = State.load(row["state"]).answer("number")
        if given is not None and given.value is not None:
            vault.open_answer(given.value, owners[row["session_id"]])


# --- marks -----------------------------------------------------------------------------------------------------------------


def refused(counter: Counter) -> str:
    with pytest.raises(Refusal) as caught:
        key_marks.check(counter.gateway)
    assert caught.value.code == 1
    return caught.value.sentence


def test_the_same_keys_are_welcome_again(counter: Counter) -> None:
    key_marks.check(counter.gateway)
    key_marks.check(counter.gateway)
    with reading(counter.gateway.engine) as c:
        assert set(keys.marks(c)) == {"number old", "index", "binding"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"index_key": b"x" * 31 + b"3"}, "the index key is another one"),
        ({"binding_key": b"x" * 31 + b"3"}, "the binding key is another one"),
    ],
)
def test_another_key_is_refused(counter: Counter, changed: dict[str, bytes], told: str) -> None:
    key_marks.check(counter.gateway)
    with_keys(counter, {"old": OLD}, **changed)
    assert told in refused(counter)


def test_another_key_under_the_same_id_is_refused(counter: Counter) -> None:
    key_marks.check(counter.gateway)
    with_keys(counter, {"old": NEW})
    assert "the number key “old” is another one" in refused(counter)


def test_a_key_that_is_needed_may_not_be_missing(counter: Counter) -> None:
    key_marks.check(counter.gateway)
    called(counter)
    with_keys(counter, {"new": NEW})
    assert "the number key “old” is missing" in refused(counter)


def test_keys_that_do_not_open_a_database_without_marks_are_refused(counter: Counter) -> None:
    called(counter)
    with_keys(counter, {"old": NEW})
    assert "they do not open the numbers in it" in refused(counter)
    with reading(counter.gateway.engine) as c:
        assert keys.marks(c) == {}


def test_a_key_is_known_by_a_fingerprint_that_does_not_hold_it(counter: Counter) -> None:
    key_marks.check(counter.gateway)
    with reading(counter.gateway.engine) as c:
        marks = keys.marks(c)
    assert marks[NUMBER_KEY + "old"] == keys.fingerprint(OLD) != keys.fingerprint(NEW)
    assert {len(mark) for mark in marks.values()} == {16}


def test_a_process_that_starts_without_its_database_is_checked_when_it_is_back(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_marks.check(counter.gateway)
    _rename(counter, "keys", "away")
    with_keys(counter, {"old": NEW})
    ended = threading.Event()
    monkeypatch.setattr(key_marks, "AGAIN_S", 0.01)
    monkeypatch.setattr("os._exit", lambda code: ended.set())
    key_marks.checked(counter.gateway)
    _rename(counter, "away", "keys")
    assert ended.wait(10)


def _rename(counter: Counter, table: str, to: str) -> None:
    with unit(counter.gateway.engine) as u:
        u.connection.execute(text(f"ALTER TABLE {table} RENAME TO {to}"))
        u.commit()
