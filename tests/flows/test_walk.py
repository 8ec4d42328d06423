"""The ways through a survey: how many questions people get is what the engine then asks them."""

from itertools import product

import pytest
from small_surveys import survey, talk

from flows.model import Flow, Message
from flows.walk import question_count, ways


def question(name: str, *lines: str, answer: str = "yes or no") -> str:
    more = "".join(f"\n  {line}" for line in lines)
    return f"- question: {name}\n  ask: {name}?\n  answer: {answer}{more}\n"


SURVEYS = {
    "no condition": (question("a") + question("b") + question("c"), "3"),
    "a condition": (question("a") + question("b", "only if: a is yes") + question("c"), "2-3"),
    "a last try that ends": (question("a", "tries: 1", "after the last try: finish") + question("b") + question("c"), "1-3"),
    "a last try that jumps": (question("a", "tries: 1", "after the last try: go to c") + question("b") + question("c"), "2-3"),
    "a jump and a condition": (
        question("a", "tries: 1", "after the last try: go to c")
        + question("b", "only if: channel is ussd")
        + question("c", "only if: a was answered"),
        "1-3",
    ),
    "skipped or failed": (
        question("a", "tries: 1", "may be skipped: yes", "after the last try: finish") + question("b", "only if: a is no"),
        "1-2",
    ),
    "a message": (question("a") + question("m", answer="message") + question("b", "only if: a is no"), "1-2"),
}


def asked(flow: Flow, said: tuple[str, ...]) -> list[str]:
    """The questions that somebody is asked who says these words one after the other."""
    turns = [talk(flow, "1", *said[:count]) for count in range(len(said) + 1)]
    names = [turn.state.open for turn in turns if turn.state.open]
    return [name for name in dict.fromkeys(names) if not isinstance(flow.question(name).kind, Message)]


@pytest.mark.parametrize(("questions", "count"), SURVEYS.values(), ids=SURVEYS)
def test_the_count_promised_is_the_count_asked(questions: str, count: str) -> None:
    flow = survey(questions)
    walked = [asked(flow, said) for said in product(("1", "2", "0", "x"), repeat=4) if talk(flow, "1", *said).state.ended]
    assert question_count(flow, "ussd") == count
    assert {len(names) for names in walked} >= {ways(flow, "ussd").fewest, ways(flow, "ussd").most}
    assert {name for names in walked for name in names} <= ways(flow, "ussd").asked
    assert all(ways(flow, "ussd").fewest <= len(names) <= ways(flow, "ussd").most for names in walked)


def test_messages_are_joined_only_with_what_follows_them_on_some_way() -> None:
    questions = (
        question("a")
        + question("good", "only if: a is yes", answer="message")
        + question("bad", "only if: a is no", answer="message")
        + question("b", "only if: a is yes")
    )
    flow = survey(questions)
    assert ways(flow, "sms").joined == {(("good",), "b"), (("bad",), "")}
    assert ways(flow, "ussd").joined == frozenset()
