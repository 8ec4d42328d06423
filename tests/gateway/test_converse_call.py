"""Calls to the contact centre, from the number that an agent types to the row that the ministry gets, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from counter import CLINIC, SURVEYS, Call, Counter
from sqlalchemy import Engine

from flows.state import State
from gateway.conversing import converse_call
from gateway.conversing.converse_call import Spoken
from gateway.refusal import Refusal
from storage.tables import audit, calls, contacts, responses, sessions, turns

NUMBER, AGENT = "5800 0417", "palesa"
WHOLE = ("1", "1301", "2", "1", "5", "1", "2")
"""Start, Motebang Hospital, child, one hour, very well, all medicine, not asked to pay."""


def _spoken(text: str) -> str:
    """The clinic's survey as a contact centre conducts it, with one wording for speaking."""
    with_calls = text.replace("starts when:\n", "starts when:\n  someone calls us: yes\n", 1)
    before, question, after = with_calls.partition("  - question: treated\n")
    return f"{before}{question}    ask on call:\n      en: On that day, were you treated badly or well?\n{after}"


@pytest.fixture
def counter(engine: Engine, tmp_path: Path) -> Counter:
    counter = Counter(engine, tmp_path / "var", [])
    counter.publish(CLINIC, _spoken((SURVEYS / f"{CLINIC}.yaml").read_text(encoding="utf-8")))
    return counter


def ring(counter: Counter, number: str = NUMBER, agent: str = AGENT) -> Spoken:
    return converse_call.answer(counter.gateway, "health", CLINIC, number, agent)


def tell(counter: Counter, before: Spoken, said: str, agent: str = AGENT) -> Spoken:
    after = converse_call.say(counter.gateway, before.call, before.step, said, agent)
    assert after is not None
    return after


def through(counter: Counter, spoken: Spoken, *answers: str) -> Spoken:
    for said in answers:
        spoken = tell(counter, spoken, said)
    return spoken


def answers(counter: Counter) -> dict[str, str | None]:
    newest = counter.rows(turns)[-1]
    return {answer.question: answer.value for answer in State.load(newest["state"]).answers}


def test_a_call_is_conducted_from_the_number_to_thank_you(counter: Counter) -> None:
    spoken = ring(counter)
    assert (spoken.step, spoken.more, spoken.survey, spoken.language) == (0, True, CLINIC, "en")
    assert spoken.text.startswith("Ministry of Health: how was your clinic visit?")
    spoken = through(counter, spoken, *WHOLE[:4])
    assert spoken.text.startswith("On that day, were you treated badly or well?")
    spoken = through(counter, spoken, *WHOLE[4:])
    assert (spoken.step, spoken.more) == (len(WHOLE), False)
    assert spoken.text.startswith("Thank you.")
    assert answers(counter) == {
        "facility": "1301", "reason": "child", "wait": "1", "treated": "5", "medicine": "yes", "asked_to_pay": "no",
    }  # fmt: skip
    (session,) = counter.rows(sessions)
    assert (session["channel"], session["code"], session["ended"]) == ("call", "call", "finished")
    assert [row["channel"] for row in counter.rows(responses)] == ["call"]
    assert [row["n"] for row in counter.rows(turns)] == list(range(1, len(WHOLE) + 2))


def test_a_page_that_is_sent_twice_is_heard_once(counter: Counter) -> None:
    first = ring(counter)
    for said in WHOLE:
        second = tell(counter, first, said)
        rows = counter.rows(turns)
        assert tell(counter, first, said) == second == converse_call.look(counter.gateway, second.call, AGENT)
        assert counter.rows(turns) == rows
        first = second


def test_a_page_of_an_earlier_step_changes_nothing_and_says_so(counter: Counter) -> None:
    first = ring(counter)
    now = through(counter, first, *WHOLE[:3])
    rows = counter.rows(turns)
    old = tell(counter, first, "2")
    assert (old.heard, old.step, old.text) == (False, now.step, now.text)
    assert counter.rows(turns) == rows


def test_what_is_not_understood_is_asked_again(counter: Counter) -> None:
    spoken = tell(counter, tell(counter, ring(counter), "1"), "somewhere")
    assert spoken.more
    assert "do not know" in spoken.text


@pytest.mark.parametrize("said", ["", "12", "+1 212 555 0100", "5800 04 17 x", "not a number"])
def test_a_number_that_cannot_be_is_asked_for_once_more(counter: Counter, said: str) -> None:
    with pytest.raises(Refusal, match="not a phone number of"):
        ring(counter, said)
    assert counter.rows(contacts) == []


def test_a_survey_without_calls_is_not_conducted(counter: Counter) -> None:
    counter.publish(CLINIC, (SURVEYS / f"{CLINIC}.yaml").read_text(encoding="utf-8"))
    assert converse_call.surveys(counter.gateway, "health") == []
    with pytest.raises(Refusal, match="not conducted in calls"):
        ring(counter)


def test_the_number_is_sealed_and_stands_in_no_other_table(counter: Counter) -> None:
    through(counter, ring(counter), *WHOLE)
    digits = "58000417"
    for table in (sessions, calls, turns, responses, audit, contacts):
        assert digits not in str(counter.rows(table)), table.name


def test_one_phone_answers_once_whatever_the_channel(counter: Counter) -> None:
    through(counter, ring(counter), *WHOLE)
    again = ring(counter)
    assert (again.call, again.more) == ("", False)
    assert again.text
    assert Call(counter, "ATUid_9", "+26658000417").hop().startswith("END ")
    assert len(counter.rows(sessions)) == 1


def test_a_call_that_was_cut_is_taken_up_by_another_agent(counter: Counter) -> None:
    cut = through(counter, ring(counter), *WHOLE[:3])
    counter.clock.pass_(seconds=300)
    again = ring(counter, agent="neo")
    assert "1 Yes" in again.text
    assert converse_call.look(counter.gateway, again.call, AGENT) is None
    gone = converse_call.look(counter.gateway, cut.call, AGENT)
    assert gone is not None
    assert (gone.elsewhere, gone.more, gone.text) == (True, False, "")
    on = tell(counter, again, "1", agent="neo")
    assert on.text.startswith("How many hours")
    for said in WHOLE[3:]:
        on = tell(counter, on, said, agent="neo")
    assert not on.more
    assert [row["ended"] for row in counter.rows(sessions)] == ["finished"]


def test_who_began_on_the_menu_goes_on_in_the_call(counter: Counter) -> None:
    Call(counter, "ATUid_1", "+26658000417").go(*WHOLE[:3])
    counter.clock.pass_(seconds=60)
    spoken = tell(counter, ring(counter), "1")
    assert spoken.text.startswith("How many hours")
    spoken = through(counter, spoken, *WHOLE[3:])
    assert not spoken.more
    assert [(row["channel"], row["ended"]) for row in counter.rows(sessions)] == [("ussd", "moved"), ("call", "finished")]


def test_another_agent_has_no_such_call(counter: Counter) -> None:
    spoken = ring(counter)
    assert converse_call.look(counter.gateway, spoken.call, "neo") is None
    assert converse_call.say(counter.gateway, spoken.call, 0, "1", "neo") is None
    assert converse_call.look(counter.gateway, "nothing", AGENT) is None


def test_who_answered_the_call_is_in_the_audit(counter: Counter) -> None:
    ring(counter)
    (row,) = (row for row in counter.rows(audit) if row["action"] == "answer call")
    assert (row["actor"], row["subject"]) == (AGENT, f"health/{CLINIC}")
