"""Days, phone numbers and what an agent reads out: kinds that need more of the world than words (survey language 4.2)."""

from datetime import UTC, datetime

import pytest
from small_surveys import MOMENT, TWO, saved, shown, survey, talk, values

from flows.model import Flow
from flows.state import Moment
from flows.turn import begin, take_turn

DAY = """
- question: day
  ask: { en: When?, st: Neng? }
  answer: date
  earliest: 30 days ago
- question: end
  ask: { en: End?, st: Qetello? }
  answer: yes or no
"""


def test_a_day_is_asked_with_a_hint() -> None:
    flow = survey(DAY, **TWO)
    assert shown(flow, "1") == "When?\nDay and month, like 2311"
    assert shown(flow, "2", "1") == "Neng?\nLetsatsi le khoeli, joalo ka 2311"
    assert shown(flow, "1", "soon") == "Please type day and month, like 2311.\nWhen?\nDay and month, like 2311"


def answered(flow: Flow, said: str, at: str) -> str | None:
    at_ms = int(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp() * 1_000)
    turn = take_turn(flow, begin(flow, "ussd", Moment(at_ms, "7KQ4-M2")).state, "1", at_ms)
    return values(take_turn(flow, saved(turn), said, at_ms)).get("day")


@pytest.mark.parametrize(
    ("said", "at", "day"),
    [
        ("today", "2026-11-23T10:00", "2026-11-23"),
        ("today", "2026-11-23T21:59", "2026-11-23"),
        ("today", "2026-11-23T22:00", "2026-11-24"),
        ("maobane", "2026-11-23T22:00", "2026-11-23"),
        ("2411", "2026-11-23T21:59", None),
        ("2411", "2026-11-23T22:00", "2026-11-24"),
        ("24/10", "2026-11-23T10:00", "2026-10-24"),
        ("23/10", "2026-11-23T10:00", None),
        ("0", "2026-11-23T10:00", None),
        ("9" * 700, "2026-11-23T10:00", None),
    ],
)
def test_days_are_those_of_the_survey_s_time_zone(said: str, at: str, day: str | None) -> None:
    assert answered(survey(DAY, **TWO), said, at) == day


PHONE = """
- question: first
  ask: First?
  answer: yes or no
- question: number
  ask: Which number?
  answer: phone
  may be skipped: {skipped}
- question: end
  ask: End?
  answer: yes or no
"""


class Seals:
    """Seals whatever begins like a number of this country."""

    def own(self) -> str | None:
        return "sealed own"

    def read(self, said: str) -> str | None:
        return f"sealed {len(said)}" if said.strip().startswith("58") else None


@pytest.mark.parametrize("said", ["1", "1.", "១", "This number", "1 this number", "this num"])
def test_this_number_is_the_first_line(said: str) -> None:
    flow = survey(PHONE.format(skipped="no"))
    assert shown(flow, "1", "1") == "Which number?\n1 This number\n0 Back"
    answer = talk(flow, "1", "1", said, phones=Seals()).state.answers[-1]
    assert (answer.value, answer.raw) == ("sealed own", "")


def test_a_number_is_kept_sealed_and_never_as_it_was_typed() -> None:
    flow = survey(PHONE.format(skipped="no"))
    turn = talk(flow, "1", "1", "5812 3456", phones=Seals())
    assert (turn.state.answers[-1].value, turn.secret) == ("sealed 9", True)
    assert "5812" not in turn.state.dump()


@pytest.mark.parametrize("said", ["1 2 3", "12345", "hello", "", "9" * 5_000])
def test_what_is_no_number_is_unclear_and_kept_nowhere(said: str) -> None:
    flow = survey(PHONE.format(skipped="no"))
    turn = talk(flow, "1", "1", said, phones=Seals())
    assert (turn.understood, turn.secret, turn.state.tries) == (False, True, 1)
    last = talk(flow, "1", "1", said, said, said, phones=Seals())
    assert (last.state.answers[-1].state, last.state.answers[-1].raw, last.secret) == ("unclear", "", True)


def test_going_back_and_skipping_are_secret_too_and_nothing_else_is() -> None:
    back = talk(survey(PHONE.format(skipped="no")), "1", "1", "0", phones=Seals())
    assert (back.state.open, back.secret) == ("first", True)
    skipped = talk(survey(PHONE.format(skipped="yes")), "1", "1", "0", phones=Seals())
    assert (skipped.state.answers[-1].state, skipped.secret) == ("skipped", True)
    assert not talk(survey(PHONE.format(skipped="yes")), "1", "1", "0", "1", phones=Seals()).secret


def test_where_nobody_knows_this_number_its_line_is_unclear() -> None:
    turn = talk(survey(PHONE.format(skipped="no")), "1", "1", "1")
    assert (turn.understood, turn.state.tries) == (False, 1)


# --- the contact centre

LINES = "".join(f"    v{n}: Village {n}\n" for n in range(1, 13))
READ_OUT = f"""
- question: hello
  ask: We read every answer.
  answer: message
- question: village
  ask: Which village?
  ask on call: In which village does the caller live? {"Ask slowly. " * 20}
  answer: choice
  choices:
{LINES}
- question: why
  only if: channel is call
  ask: Why?
  answer: yes or no
"""


def test_an_agent_sees_everything_at_once_and_can_go_back() -> None:
    flow = survey(READ_OUT, more="")
    first = shown(flow, "1", channel="call")
    assert first.startswith("We read every answer.\nIn which village does the caller live? Ask slowly.")
    assert first.endswith("\n12 Village 12")
    assert shown(flow, "1", "12", channel="call") == "Why?\n1 Yes\n2 No\n0 Back"
    assert talk(flow, "1", "12", "0", channel="call").state.open == "village"
    unclear = shown(flow, "1", "13", channel="call")
    assert unclear.startswith("Please answer with one of the numbers.\nIn which village")


def test_a_call_is_told_in_its_answers() -> None:
    turn = talk(survey(READ_OUT), "1", "village 3", channel="call")
    assert (turn.state.answers[0].channel, turn.state.answers[0].value) == ("call", "v3")
    assert begin(survey(READ_OUT), "call", MOMENT).screen is not None
