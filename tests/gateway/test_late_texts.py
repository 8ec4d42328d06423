"""Texts that come late, twice or from long ago, as conversations: what each was an answer to, and what is only kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from counter import Counter
from sqlalchemy import Engine, update

from gateway.conversing import lateness
from storage.tables import contacts, inbox, outbox, sessions
from storage.unit import unit

NUMBER = "+26658000001"


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    return Counter(engine, tmp_path / "var")


@dataclass
class Person:
    """Somebody who texts: what they write arrives when the clock stands, and was sent some seconds before."""

    counter: Counter
    texts: int = 0

    def says(self, words: str, sent_ago_s: float = 0, date: str | None = None) -> str:
        """What becomes of a text: the reply's text, or how it was stored."""
        self.texts += 1
        counter, replies = self.counter, len(self.counter.rows(outbox))
        counter.clock.pass_(seconds=-sent_ago_s)
        stamped = counter.date() if date is None else date
        counter.clock.pass_(seconds=sent_ago_s)
        fields = {"text": words, "to": "40145", "id": f"m{self.texts}", "from": NUMBER, "date": stamped}
        assert counter.post("sms", urlencode(fields)).status_code == 200
        after = counter.rows(outbox)
        if len(after) > replies:
            return str(after[-1]["text"])
        stored = counter.rows(inbox)[-1]
        return "late" if stored["is_late"] else str(stored["state"])

    def waits(self, seconds: float) -> None:
        self.counter.clock.pass_(seconds=seconds)

    def begins(self) -> None:
        assert "how was your clinic visit?" in self.says("CLINIC")
        self.waits(60)

    def prompts_go_out(self) -> None:
        """Every text that waits is handed to the aggregator."""
        with unit(self.counter.gateway.engine) as u:
            u.connection.execute(update(outbox).values(state="sent", claimed_at_ms=self.counter.clock()))
            u.commit()


# --- which question it was for -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent_ago_s", "answered"),
    [
        pytest.param(0, True, id="sent now"),
        pytest.param(29, True, id="sent a second after the question"),
        pytest.param(31, True, id="a clock that is a second behind"),
        pytest.param(35, True, id="a clock that is five seconds behind"),
        pytest.param(37, False, id="sent before the question"),
        pytest.param(600, False, id="sent long before"),
        pytest.param(-3600, True, id="a date in the future is no date"),
    ],
)
def test_a_text_answers_what_had_been_asked_when_it_was_sent(counter: Counter, sent_ago_s: float, answered: bool) -> None:
    person = Person(counter)
    person.begins()
    assert "Which clinic" in person.says("1")
    person.waits(30)
    said = person.says("1301", sent_ago_s)
    assert ("What was the visit for?" in said) == answered
    assert (said == "late") != answered
    assert "What was the visit for?" in (person.says("1301") if not answered else said)


@pytest.mark.parametrize("date", ["", "yesterday", "2026-99-99 10:00:00", "31/12/2025 10:00", "1795000000", "NaN", "²⁰²⁶"])
def test_a_date_that_cannot_be_read_is_the_arrival(counter: Counter, date: str) -> None:
    person = Person(counter)
    person.begins()
    assert "Which clinic" in person.says("1", date=date)


def test_an_unclear_answer_does_not_make_the_question_younger(counter: Counter) -> None:
    person = Person(counter)
    person.begins()
    person.says("1")
    person.waits(60)
    assert "We do not know that code" in person.says("what?")
    person.waits(30)
    assert "What was the visit for?" in person.says("1301", sent_ago_s=50)


def test_stop_is_heard_however_late_it_comes(counter: Counter) -> None:
    person = Person(counter)
    person.begins()
    person.says("1")
    person.waits(30)
    assert "no more texts" in person.says("STOP", sent_ago_s=3600)
    assert counter.rows(contacts)[0]["opted_out_at_ms"] == counter.clock()


def test_a_late_answer_is_not_told_as_unclear_and_costs_no_try(counter: Counter) -> None:
    person = Person(counter)
    person.begins()
    person.says("1")
    person.waits(30)
    assert [person.says(f"what {n}", sent_ago_s=300) for n in range(5)] == ["late"] * 5
    assert "What was the visit for?" in person.says("1301")


def test_a_keyword_that_comes_after_its_conversation_went_on_disturbs_nobody(counter: Counter) -> None:
    person = Person(counter)
    person.begins()
    person.says("1")
    person.waits(30)
    assert person.says("CLINIC", sent_ago_s=120) == "late"
    assert "What was the visit for?" in person.says("1301")


def test_an_answer_that_was_overtaken_by_continue_where_you_stopped_is_no_yes(counter: Counter) -> None:
    person = Person(counter)
    person.begins()
    person.says("1")
    person.waits(60)
    assert "Continue where you stopped?" in person.says("CLINIC")
    person.waits(20)
    assert person.says("2", sent_ago_s=40) == "late"
    assert [row["ended"] for row in counter.rows(sessions)] == [""]
    assert "Which clinic" in person.says("1")


# --- from long ago -----------------------------------------------------------------------------------------------------------


def test_a_text_of_the_day_before_yesterday_is_kept_and_nothing_follows(counter: Counter) -> None:
    person = Person(counter)
    assert person.says("CLINIC", sent_ago_s=48 * 3600 + 2) == "late"
    assert not counter.rows(sessions)
    assert "how was your clinic visit?" in person.says("CLINIC", sent_ago_s=48 * 3600 - 60)


def test_an_old_stop_is_obeyed_without_a_word_unless_they_have_written_since(counter: Counter) -> None:
    person = Person(counter)
    assert person.says("STOP", sent_ago_s=50 * 3600) == "heard"
    assert not counter.rows(outbox)
    assert counter.rows(contacts)[0]["opted_out_at_ms"] is not None
    assert "may get texts" in person.says("START")
    assert person.says("STOP", sent_ago_s=51 * 3600) == "late"
    assert counter.rows(contacts)[0]["opted_out_at_ms"] is None


# --- STOP and START that cross each other ------------------------------------------------------------------------------------


def test_a_start_that_was_sent_before_stop_and_comes_after_it_does_not_lift_it(counter: Counter) -> None:
    person = Person(counter)
    person.begins()
    assert "no more texts" in person.says("STOP")
    person.waits(60)
    assert person.says("START", sent_ago_s=90) == "late"
    assert counter.rows(contacts)[0]["opted_out_at_ms"] is not None
    assert "may get texts" in person.says("START")


def test_a_start_that_was_sent_after_a_stop_on_its_way_for_long_is_heard(counter: Counter) -> None:
    person = Person(counter)
    person.begins()
    assert "no more texts" in person.says("STOP", sent_ago_s=600)
    person.waits(10)
    assert "may get texts" in person.says("START", sent_ago_s=300)


@pytest.mark.parametrize("words", ["1", "CLINIC"])
def test_what_was_sent_before_stop_and_comes_after_it_is_kept_in_silence(counter: Counter, words: str) -> None:
    person = Person(counter)
    person.begins()
    person.says("STOP")
    person.waits(60)
    assert person.says(words, sent_ago_s=90) in ("late", "unanswered")
    assert [row["ended"] for row in counter.rows(sessions)] == ["stopped"]


@pytest.mark.parametrize("words", ["1", "1301"])
def test_an_answer_from_before_stop_that_comes_after_start_wakes_no_conversation(counter: Counter, words: str) -> None:
    person = Person(counter)
    person.begins()
    for said in ("STOP", "START"):
        person.says(said)
        person.waits(60)
    person.says(words, sent_ago_s=150)
    assert [row["ended"] for row in counter.rows(sessions)] == ["stopped"]


def test_two_answers_that_come_in_the_wrong_order_do_not_become_each_others(counter: Counter) -> None:
    person = Person(counter)
    person.begins()
    assert "Which clinic" in person.says("1")
    person.waits(60)
    assert "What was the visit for?" in person.says("1301", sent_ago_s=10)
    assert person.says("1302", sent_ago_s=40) == "late"


def test_stop_twice_and_more_is_told_once(counter: Counter) -> None:
    person = Person(counter)
    person.begins()
    assert "no more texts" in person.says("STOP")
    for _ in range(3):
        person.waits(30)
        assert person.says("stop") == "unanswered"
    assert len(counter.rows(outbox)) == 2


# --- twice -------------------------------------------------------------------------------------------------------------------


def test_the_same_words_again_before_a_new_prompt_went_out_are_one_text(counter: Counter) -> None:
    person = Person(counter)
    person.begins()
    assert "Which clinic" in person.says("1")
    person.waits(4)
    assert person.says("1") == "late"
    assert "What was the visit for?" in person.says("1301")


def test_the_same_words_after_a_new_prompt_are_an_answer_to_it(counter: Counter) -> None:
    person = Person(counter)
    person.begins()
    for words in ("1", "1301", "2"):
        person.says(words)
        person.waits(15)
    person.says("1")
    person.prompts_go_out()
    person.waits(8)
    again = person.says("1")
    assert again not in ("late", "unanswered")


def test_the_same_words_sent_before_the_new_prompt_could_be_seen_are_one_text(counter: Counter) -> None:
    person = Person(counter)
    person.begins()
    person.says("1")
    person.prompts_go_out()
    person.waits(4)
    assert person.says("1", sent_ago_s=5) == "late"


def test_the_same_words_later_are_another_text(counter: Counter) -> None:
    person = Person(counter)
    person.begins()
    person.says("1")
    person.waits(10)
    assert "We do not know that code" in person.says("1")


# --- dates -------------------------------------------------------------------------------------------------------------------

NOON = 1_777_809_600_000  # 2026-05-03 12:00:00 UTC


@pytest.mark.parametrize(
    ("date", "before_noon_ms"),
    [
        ("2026-05-03T11:59:30Z", 29_001),
        ("2026-05-03 11:59:30", 29_001),
        (" 2026-05-03 11:59:30 UTC", 29_001),
        ("2026-05-03T11:59:30.445Z", 29_555),
        ("2026-05-03T14:59:30+03:00", 29_001),
        ("2026-05-03T06:29:30-0530", 29_001),
        ("2026-05-03T11:58", 60_001),
        ("2026-05-02", 43_200_001),
        ("2026-05-03", 0),
        ("2026-05-03T12:00:05Z", 0),
        ("2027-01-01 00:00:00", 0),
        ("0000-01-01 00:00:00", 0),
        ("soon", 0),
    ],
)
def test_when_a_text_was_sent_at_the_latest(date: str, before_noon_ms: int) -> None:
    assert NOON - lateness.sent_at_ms(date, NOON) == before_noon_ms
