"""A phone number as an answer: sealed where it is kept, and nowhere else, whatever is typed, repeated, late or broken."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from counter import Call, Counter
from sqlalchemy import Engine, Table, text

from flows.state import Answer, State
from gateway.conversing import filing
from gateway.conversing.close import close_due
from gateway.nights import nightly
from storage.tables import answers, contacts, daycounts, inbox, metadata, responses, sessions, turns
from storage.unit import reading, unit

CALL_BACK = """\
survey: lesotho-clinic-visit
title: May we call?
owner: Ministry of Health
time zone: Africa/Maseru
languages: { en: English }
starts when:
  someone dials: "*120*45#"
  someone texts: CLINIC to 40145
welcome: The ministry asks three questions. Text STOP to end.
questions:
  - question: treated
    counts as: headline
    ask: How were you treated?
    answer: rating
    lowest: badly
    highest: well
  - question: number
    ask: On which number may we call you?
    answer: phone
    tries: 2
  - question: comment
    ask: What happened?
    answer: text
    may be skipped: yes
thank you: Thank you.
"""


class Number:
    """A number that no other test types: the log of writes of a server keeps those of every test of the run."""

    ids = itertools.count(5847_1001)

    def __init__(self) -> None:
        self.bare = str(next(self.ids))
        self.typed = f"{self.bare[:4]} {self.bare[4:]}"
        self.read = f"+266{self.bare}"
        self.spelled = re.compile("\\W?".join(self.bare).encode())


@pytest.fixture
def number() -> Number:
    return Number()


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    there = Counter(engine, tmp_path / "var", surveys=())
    there.publish("lesotho-clinic-visit", CALL_BACK)
    return there


def rows_of(counter: Counter, *tables: Table) -> bytes:
    everything: list[Any] = [counter.rows(table) for table in tables]
    return json.dumps(everything, default=lambda v: bytes(v).decode("latin-1") if isinstance(v, bytes) else str(v)).encode()


def is_anywhere(counter: Counter, number: Number) -> bool:
    """Whether the number stands in any row, or anywhere in the files of the database, dead rows and the log of writes too."""
    found = bool(number.spelled.search(rows_of(counter, *metadata.sorted_tables)))
    place = counter.gateway.engine.url.database or ""
    if counter.gateway.engine.dialect.name == "sqlite":
        files = [Path(place + ending) for ending in ("", "-wal", "-shm") if Path(place + ending).exists()]
        return found or any(number.spelled.search(file.read_bytes()) for file in files)
    return found or any(number.spelled.search(content) for content in _of_postgresql(counter))


def _of_postgresql(counter: Counter) -> Iterator[bytes]:
    """The files of this database, and of the server's log of writes the one that is being written."""
    with reading(counter.gateway.engine) as c:
        c.execute(text("CHECKPOINT"))
        folder = Path(c.execute(text("SHOW data_directory")).scalar_one())
        own = c.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
        wal = c.execute(text("SELECT pg_walfile_name(pg_current_wal_lsn())")).scalar_one()
    yield from (file.read_bytes() for file in (folder / "base" / str(own)).iterdir() if file.is_file())
    yield (folder / "pg_wal" / wal).read_bytes()


def answer(counter: Counter, question: str = "number") -> Answer | None:
    return State.load(counter.rows(turns)[-1]["state"]).answer(question)


def opened(counter: Counter) -> str:
    given, (contact,) = answer(counter), counter.rows(contacts)
    assert given is not None
    assert given.value is not None
    return counter.gateway.vault.open_answer(given.value, contact["id"])


def asked(counter: Counter) -> Call:
    call = Call(counter, "ATUid_1")
    assert "On which number" in call.go("1", "5")
    return call


def test_a_number_that_a_search_must_find_is_found(counter: Counter, number: Number) -> None:
    call = asked(counter)
    call.go("1", number.typed)
    assert is_anywhere(counter, number), "written as a comment, which is nobody's number to seal"


def test_a_typed_number_is_sealed_and_stands_nowhere_else(
    counter: Counter, number: Number, capfd: pytest.CaptureFixture[str]
) -> None:
    call = asked(counter)
    assert "What happened?" in call.say(number.typed)
    assert opened(counter) == number.read
    given = answer(counter)
    assert given is not None
    assert given.raw == ""
    assert "Thank you" in call.say("rude")
    assert not is_anywhere(counter, number)
    assert not number.spelled.search(capfd.readouterr().err.encode())


def test_every_repeat_is_known_before_at_and_after_the_number(counter: Counter, number: Number) -> None:
    call = asked(counter)
    for said in (number.typed, "the nurse * was # rude"):
        shown = call.say(said)
        before = counter.rows(turns), counter.rows(sessions), counter.rows(responses)
        assert call.hop() == call.hop() == shown
        assert (counter.rows(turns), counter.rows(sessions), counter.rows(responses)) == before
    comment = answer(counter, "comment")
    assert comment is not None
    assert comment.value == "the nurse * was # rude"
    assert not is_anywhere(counter, number)


@pytest.mark.parametrize("heard", ["1*5*{} 9*rude", "1*5*{:.5}", "1*5", "", "2*5*{}*rude"])
def test_what_does_not_go_on_from_the_number_changes_nothing(counter: Counter, number: Number, heard: str) -> None:
    call = asked(counter)
    shown = call.say(number.typed)
    before = counter.rows(turns)
    assert call.hop(text=heard.format(number.typed)).startswith("END Sorry")
    assert counter.rows(turns) == before
    assert call.hop() == shown


def test_nothing_of_a_try_that_is_no_number_is_kept(counter: Counter, number: Number) -> None:
    call = asked(counter)
    assert "Please type a phone number" in call.say(f"{number.bare} or so")
    assert "What happened?" in call.say(f"{number.bare} again")
    given = answer(counter)
    assert given is not None
    assert (given.state, given.value, given.raw) == ("unclear", None, "")
    call.say("rude")
    assert not is_anywhere(counter, number)


def test_this_number_is_theirs(counter: Counter, number: Number) -> None:
    asked(counter).say("1")
    assert opened(counter) == "+26658000001"


def test_a_number_dialled_with_the_code_is_not_kept_either(counter: Counter, number: Number) -> None:
    call = Call(counter, "ATUid_1", heard=f"1*5*{number.bare}")
    shown = call.hop()
    assert "What happened?" in shown
    assert opened(counter) == number.read
    assert call.hop() == shown
    assert "Thank you" in call.say("rude")
    assert not is_anywhere(counter, number)


def test_only_the_call_in_which_a_number_was_asked_for_is_veiled(counter: Counter, number: Number) -> None:
    asked(counter).say(number.typed)
    again = Call(counter, "ATUid_2")
    again.go("1")
    assert [row["heard"] for row in counter.rows(turns)][:3] == ["", "1", "1*5"]
    assert counter.rows(turns)[-1]["heard"] == "1"


def test_a_number_that_comes_by_text_is_sealed_and_its_text_is_empty(counter: Counter, number: Number) -> None:
    for n, words in enumerate(("CLINIC", "1", "5", number.typed)):
        counter.text(words, id=f"m{n}")
    assert opened(counter) == number.read
    assert [row["text"] for row in counter.rows(inbox)] == ["CLINIC", "1", "5", ""]
    assert counter.text(number.typed, id="m3") is None
    assert "Thank you" in (counter.text("rude", id="m4") or "")
    assert not is_anywhere(counter, number)


def test_a_number_that_comes_too_late_or_breaks_something_is_left_out(counter: Counter, number: Number) -> None:
    for n, words in enumerate(("CLINIC", "1", "5")):
        counter.text(words, id=f"m{n}")
    counter.clock.pass_(days=4)
    counter.text(number.typed, id="late")
    assert close_due(counter.gateway) == 0
    for n, words in enumerate(("CLINIC", "1", "5")):
        counter.text(words, id=f"n{n}")
    with unit(counter.gateway.engine) as u:
        u.connection.execute(text("UPDATE turns SET state = 'broken' WHERE session_id = 2"))
        u.commit()
    counter.text(number.typed, id="poison")
    late, poison = (row for row in counter.rows(inbox) if row["provider_id"] in ("late", "poison"))
    assert (late["text"], poison["text"], poison["state"]) == ("", "[number]", "quarantined")
    assert not is_anywhere(counter, number)


@pytest.mark.parametrize("dialled", ["", "{}"])
def test_a_number_typed_where_it_is_asked_whether_to_go_on_is_not_kept(counter: Counter, number: Number, dialled: str) -> None:
    asked(counter)
    call = Call(counter, "ATUid_2", heard=dialled.format(number.typed))
    assert "Continue where you stopped?" in call.hop()
    assert "Continue where you stopped?" in call.say(number.typed)
    assert "On which number" in call.say("1")
    call.say("1")
    assert opened(counter) == "+26658000001"
    assert not is_anywhere(counter, number)


def test_a_number_texted_after_the_call_that_asked_for_it_is_not_kept(counter: Counter, number: Number) -> None:
    asked(counter)
    counter.text(number.typed, id="m0")
    assert not is_anywhere(counter, number)


def test_a_number_put_right_when_all_is_over_is_not_kept(counter: Counter, number: Number) -> None:
    for n, words in enumerate(("CLINIC", "1", "5", "this number", "0")):
        counter.text(words, id=f"m{n}")
    assert counter.text(f"Sorry, it is {number.typed}", id="late") is None
    counter.text(number.typed, id="elsewhere", to="99999")
    assert [row["text"] for row in counter.rows(inbox)][-2:] == ["Sorry, it is [number]", "[number]"]
    assert not is_anywhere(counter, number)


def test_no_report_and_no_count_holds_a_number_sealed_or_not(counter: Counter, number: Number) -> None:
    for n in range(12):
        Call(counter, f"ATUid_{n}", f"+2665800{n:04}").go("1", "5", number.typed, "0")
    for row in counter.rows(responses):
        filing.file_response(counter.gateway, row["session_id"])
    words = [row["value"] for row in counter.rows(answers) if row["question"] == "number"]
    assert len(set(words)) == 12
    assert {row["raw"] for row in counter.rows(answers) if row["question"] == "number"} == {""}
    counter.clock.pass_(days=1)
    assert list(nightly.make_up(counter.gateway, counter.gateway.settings.ministries["health"]))
    told = b"".join(file.read_bytes() for file in (counter.gateway.settings.var / "reports").rglob("*") if file.is_file())
    told += rows_of(counter, daycounts)
    assert b"12" in told
    assert not any(word.encode() in told for word in words)
    assert not is_anywhere(counter, number)
