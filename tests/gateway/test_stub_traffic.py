"""Many citizens at once on the fake network: each with a mind of their own, each with their accidents, told afterwards."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from random import Random

import pytest
from recording_gateway import RecordingGateway, recording_gateway

from gateway.aggregator_stub.aggregator import Aggregator
from gateway.aggregator_stub.serving import serving
from gateway.aggregator_stub.traffic import CALM, ROUGH, Accidents, Citizen, Story, anyone, run

ASKED = 4


@pytest.fixture
def gateway() -> Iterator[RecordingGateway]:
    """Asks every caller four questions and thanks them; each screen names the caller's number and all they pressed."""
    with recording_gateway() as running:
        running.ussd = _survey
        yield running


def _survey(fields: dict[str, str]) -> bytes:
    said = fields["text"].split("*") if fields["text"] else []
    prefix = "END" if len(said) >= ASKED else "CON"
    return f"{prefix} {fields['phoneNumber']} said {'.'.join(said)}".encode()


def crowd(size: int) -> list[Citizen]:
    return [Citizen(f"+2665{n:07d}", dial="*120*45#", answer=lambda screen, own=str(n % 9 + 1): own) for n in range(size)]


def told(stories: list[Story]) -> list[tuple[str, str, list[str], list[str | None]]]:
    return [(s.number, s.outcome, [step.saw for step in s.steps], [step.said for step in s.steps]) for s in stories]


def test_a_hundred_and_sixty_citizens_each_see_their_own_screens(gateway: RecordingGateway) -> None:
    stories = run(Aggregator([gateway.line()]), crowd(160), threads=4)
    for n, story in enumerate(stories):
        own = str(n % 9 + 1)
        screens = [f"{story.number} said {'.'.join([own] * asked)}" for asked in range(ASKED + 1)]
        assert [step.saw for step in story.steps] == screens
        assert (story.outcome, story.faults) == ("ended", ())


def test_calls_of_one_thread_are_interleaved(gateway: RecordingGateway) -> None:
    run(Aggregator([gateway.line()]), crowd(8), threads=1)
    order = [hop.fields["phoneNumber"] for hop in gateway.of("ussd")]
    changes = sum(a != b for a, b in pairwise(order))
    assert changes > 3 * ASKED


def test_the_seed_decides_what_happens_to_each_citizen(gateway: RecordingGateway) -> None:
    def stories(seed: int, threads: int) -> list[tuple[str, str, list[str], list[str | None]]]:
        return told(run(Aggregator([gateway.line()]), crowd(20), threads=threads, seed=seed, accidents=ROUGH))

    assert stories(3, 2) == stories(3, 7)
    assert stories(3, 2) != stories(4, 2)


def test_a_dropped_call_is_dialled_again(gateway: RecordingGateway) -> None:
    (story,) = run(Aggregator([gateway.line()]), crowd(1), accidents=Accidents(drop=0.5), seed=2)
    drops = [step for step in story.steps if step.accident == "drop"]
    starts = [hop for hop in gateway.of("ussd") if hop.fields["text"] == ""]
    assert drops
    assert len(starts) == len(drops) + 1
    assert story.outcome == "ended"


def test_a_lost_reply_was_still_asked_for(gateway: RecordingGateway) -> None:
    (story,) = run(Aggregator([gateway.line()]), crowd(1), accidents=Accidents(reply_lost=0.5), seed=2)
    lost = [step for step in story.steps if step.accident == "reply_lost"]
    assert lost
    assert len(gateway.of("ussd")) == len(story.steps) + len(lost)


@pytest.mark.parametrize("accident", ["repeat", "together", "stale"])
def test_every_answer_can_be_struck(gateway: RecordingGateway, accident: str) -> None:
    (story,) = run(Aggregator([gateway.line()]), crowd(1), accidents=Accidents(**{accident: 1.0}))
    assert {step.accident for step in story.steps[:-1]} == {accident}
    assert len(gateway.of("ussd")) == ASKED + 1 + ASKED + (accident == "together")


def test_a_repeat_that_is_answered_differently_is_a_fault(gateway: RecordingGateway) -> None:
    times: dict[str, int] = defaultdict(int)

    def forgetful(fields: dict[str, str]) -> bytes:
        times[fields["text"]] += 1
        return b"END Bye" if times[fields["text"]] > 1 or fields["text"].count("*") > 3 else b"CON Again?"

    gateway.ussd = forgetful
    (story,) = run(Aggregator([gateway.line()]), crowd(1), accidents=Accidents(repeat=1.0))
    assert "a repeated request was answered differently" in story.faults


def test_a_citizen_may_put_the_phone_away(gateway: RecordingGateway) -> None:
    (story,) = run(Aggregator([gateway.line()]), [Citizen("+26650000001", dial="*120*45#", answer=lambda _: None)])
    assert (story.outcome, len(story.steps)) == ("left", 1)


def test_a_gateway_that_is_broken_is_told_of(gateway: RecordingGateway) -> None:
    gateway.ussd = lambda _: (500, b"")
    (story,) = run(Aggregator([gateway.line()]), crowd(1))
    assert story.outcome == "failed"
    assert story.faults == ("The network refused the reply: HTTP status 500.",)


def _replying(fake: Aggregator, gateway: RecordingGateway) -> None:
    """The gateway answers each new text once, through the send API."""
    seen: set[str] = set()
    lock = threading.Lock()

    def sms(fields: dict[str, str]) -> bytes:
        with lock:
            new = fields["id"] not in seen
            seen.add(fields["id"])
        if new:
            words = {"CLINIC": "Well treated?", "2": "Why?", "queue": "Thank you"}[fields["text"]]
            fake.sending.send({"to": fields["from"], "message": words, "from": fields["to"]}, "")
        return b""

    gateway.sms = sms


@pytest.mark.parametrize("accidents", [CALM, Accidents(repeat=0.4, together=0.4, stale=0.5, other_date=0.5)])
def test_citizens_text_and_wait_for_the_next_question(gateway: RecordingGateway, accidents: Accidents) -> None:
    fake = Aggregator([gateway.line()])
    _replying(fake, gateway)
    said = {"Well treated?": "2", "Why?": "queue", "Thank you": None}
    citizens = [Citizen(f"+26650{n:06d}", said.__getitem__, word="CLINIC", short_code="40145") for n in range(10)]
    with serving(fake):
        stories = run(fake, citizens, threads=3, accidents=accidents)
    assert {tuple(step.saw for step in story.steps) for story in stories} == {("Well treated?", "Why?", "Thank you")}
    assert {story.outcome for story in stories} == {"left"}


def test_a_citizen_waits_no_longer_than_they_can(gateway: RecordingGateway) -> None:
    citizen = Citizen("+26650000001", lambda _: "1", word="CLINIC", short_code="40145")
    (story,) = run(Aggregator([gateway.line()]), [citizen], patience_s=0.05)
    assert (story.outcome, story.steps) == ("unanswered", ())


@pytest.mark.parametrize(
    ("screen", "answers"),
    [
        ("Medicine?\n1 Yes\n2 No\n0 Back", {"1", "2"}),
        ("Staff?\n1 very badly - 5 very well\n0 Back", {"1", "2", "3", "4", "5"}),
        ("How many hours?", {"1", "2", "3", "7"}),
    ],
)
def test_anyone_takes_what_is_offered_and_never_goes_back(screen: str, answers: set[str]) -> None:
    somebody = anyone(Random(1))
    assert {somebody(screen) for _ in range(100)} == answers
