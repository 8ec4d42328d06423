"""A promise that cannot break is none: a sound evening is planted with one fault after the other, and each is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest

from torture.evidence import Caps, Conversation, Evidence, Night, Taken, TextIn, TextOut
from torture.history import NEMESIS, Event, History
from torture.promises import WORDS, judged

LERATO, THABO = "+26650000001", "+26650000002"
DAY = date(2026, 10, 29)
T0_MS = 1_793_282_400_000


def evening() -> Evidence:
    """Lerato dials and answers twice; Thabo texts; a web server and Redis are killed in between."""
    told = History()
    press(told, LERATO, "visit", "child", "ok")
    strike(told, "kill web")
    press(told, LERATO, "wait", "1", "info")
    press(told, LERATO, "wait", "1", "ok")
    strike(told, "freeze Valkey")
    text(told, THABO, "CLINIC", "in-1")
    text(told, THABO, "5", "in-2", "care")
    answers = (("visit", "answered", "child"), ("wait", "answered", "1"))
    cares = (("care", "answered", "5"),)
    return Evidence(
        events=told.events(),
        known=frozenset({LERATO, THABO}),
        conversations=[
            Conversation(1, LERATO, "clinic", 7, "finished", answers, answers, answers),
            Conversation(2, THABO, "clinic", 7, "finished", cares, cares, cares),
        ],
        texts_in=[TextIn(THABO, "in-1", "CLINIC"), TextIn(THABO, "in-2", "5")],
        texts_out=[TextOut(1, THABO, "Care?", "delivered", ""), TextOut(2, THABO, "Thanks", "in doubt", "timed out")],
        taken=[taken(THABO, "Care?", T0_MS), taken(THABO, "Thanks", T0_MS + 5_000)],
        nights=[Night("health", DAY, "done", "abc", "abc")],
        nights_due=[("health", DAY)],
        answered={("health", DAY): 3},
        counted={("health", DAY): 3},
        versions_seen={1: frozenset({7}), 2: frozenset({7})},
        versions=frozenset({7}),
        leaks=[],
        searched=1,
        left_over={},
        deaths=[],
        caps=caps(),
    )  # fmt: skip


def taken(who: str, words: str, at_ms: int) -> Taken:
    """A text taken in the afternoon."""
    return Taken(who, words, at_ms, 1, time(14))


def caps(parts_an_hour: float = 10) -> Caps:
    return Caps(3, 4, parts_an_hour, 20, time(8), time(20))


def press(told: History, who: str, question: str, value: str, kind: str) -> None:
    op = told.note(who, "invoke", "press", question=question, state="answered", value=value, said=value)
    hop = told.note(who, "invoke", "USSD request")
    told.note(who, "ok", "USSD request", hop, status=200, error="", took_ms=40, prefix="CON ")
    told.note(who, kind, "press", op)


def text(told: History, who: str, said: str, id: str, question: str = "") -> None:
    op = told.note(who, "invoke", "text", question=question, state="answered" if question else "", value=said, said=said)
    hook = told.note(who, "invoke", "Text from a citizen")
    told.note(who, "ok", "Text from a citizen", hook, status=200, error="", took_ms=9, prefix="ok\n", id=id)
    told.note(who, "info", "sent", op, id=id, said=said)
    told.note(who, "ok", "text", op)


def strike(told: History, name: str) -> None:
    told.note(NEMESIS, "ok", name, told.note(NEMESIS, "invoke", name))


def broken(e: Evidence) -> dict[str, str]:
    return {verdict.promise: verdict.broken[0].words for verdict in judged(e) if verdict.broken}


def hop(e: Evidence, at_s: float, **facts: object) -> Evidence:
    """One more request of a call, long after every strike."""
    n = len(e.events) + 1
    usual = {"status": 200, "error": "", "took_ms": 40, "prefix": "CON "}
    asked = Event(n, at_s, LERATO, "invoke", "USSD request")
    return replace(e, events=[*e.events, asked, Event(n + 1, at_s, LERATO, "ok", "USSD request", n, {**usual, **facts})])


def with_first(e: Evidence, **changed: object) -> Evidence:
    return replace(e, conversations=[replace(e.conversations[0], **changed), *e.conversations[1:]])  # type: ignore[arg-type]


FIRST, SECOND = ("visit", "answered", "child"), ("wait", "answered", "1")
FAULTS: dict[str, tuple[str, Callable[[Evidence], Evidence], str]] = {
    "an answer is lost": ("P1", lambda e: with_first(e, kept=(FIRST,), standing=(FIRST,), filed=(FIRST,)), "stored 0 times"),
    "another answer is stored": (
        "P1", lambda e: with_first(e, kept=(("visit", "answered", "adult"), SECOND)), "answering visit with 'child'",
    ),
    "an acknowledged text is lost": ("P1", lambda e: replace(e, texts_in=e.texts_in[:1]), "not in the inbox"),
    "an answer is not filed": ("P1", lambda e: with_first(e, filed=(FIRST,)), "is not what it held"),
    "an answer nobody gave": (
        "P2", lambda e: with_first(e, kept=(FIRST, SECOND, ("money", "answered", "yes"))), "'yes' to money 0 times",
    ),
    "an answer is stored twice": ("P2", lambda e: with_first(e, kept=(FIRST, FIRST, SECOND)), "it is stored 2 times"),
    "two answers to one question": ("P2", lambda e: with_first(e, standing=(FIRST, SECOND, FIRST)), "two answers to visit"),
    "a text is heard twice": ("P2", lambda e: replace(e, texts_in=[*e.texts_in, TextIn(THABO, "in-3", "5")]), "2 times"),
    "one id is stored twice": ("P2", lambda e: replace(e, texts_in=[*e.texts_in, TextIn("", "in-1", "")]), "text in-1 is in"),
    "a repeat is answered differently": (
        "P2", lambda e: replace(e, events=[*e.events, Event(99, 9.0, LERATO, "fail", "repeat", 1)]), "answered differently",
    ),
    "a text is sent twice": ("P3", lambda e: replace(e, taken=[*e.taken, taken(THABO, "Care?", T0_MS + 9_000)]), "2 times"),
    "a text goes to somebody else": ("P3", lambda e: replace(e, taken=[*e.taken, taken(LERATO, "Care?", T0_MS)]), "0 times"),
    "a text counts as sent and was not": ("P3", lambda e: replace(e, taken=e.taken[1:]), "never took it"),
    "a night is missing": ("P4", lambda e: replace(e, nights=[]), "has 0 reports"),
    "a night is there twice": ("P4", lambda e: replace(e, nights=[*e.nights, *e.nights]), "has 2 reports"),
    "a night is not finished": (
        "P4", lambda e: replace(e, nights=[replace(e.nights[0], state="claimed")]), "is claimed, though it is due",
    ),
    "a report is half written": ("P4", lambda e: replace(e, nights=[replace(e.nights[0], files="xyz")]), "are not those"),
    "an answer is in no report": ("P4", lambda e: replace(e, counted={("health", DAY): 2}), "3 answers are filed"),
    "an answer is counted twice": ("P4", lambda e: replace(e, counted={("health", DAY): 4}), "its reports count 4"),
    "a day is counted that nobody filed": ("P4", lambda e: replace(e, answered={}), "0 answers are filed"),
    "a worker goes with Redis": (
        "P5", lambda e: replace(e, deaths=[("worker-1", strike_at(e, "freeze Valkey"))]), "while Redis was away",
    ),
    "something is left by Redis": ("P5", lambda e: replace(e, left_over={"texts due": 2}), "there are 2 texts due"),
    "a conversation moves to a new version": (
        "P6", lambda e: replace(e, versions_seen={1: frozenset({7, 8})}), "on the versions [7, 8]",
    ),
    "a conversation ends on another version": ("P6", lambda e: with_first(e, version_id=8), "never seen"),
    "a hop is slow": ("P7", lambda e: hop(e, 500, took_ms=5_001), "after 5001 ms"),
    "a hop has no prefix": ("P7", lambda e: hop(e, 500, prefix=" CON"), "' CON'"),
    "a hop is an error": ("P7", lambda e: hop(e, 500, status=500, prefix="<htm"), "500"),
    "a hop is not answered": ("P7", lambda e: hop(e, 500, error="broken"), "nobody had cut it"),
    "a number stands in a log": ("P8", lambda e: replace(e, leaks=["logs/web-1.log at 12: …26650000001…"]), "web-1.log"),
    "somebody gets too much within an hour": (
        "P9", lambda e: texts(e, [n * 60_000 for n in range(4)]), "4 texts within an hour; the cap is 3",
    ),
    "somebody gets too much within a day": (
        "P9", lambda e: texts(e, [n * 2 * 3_600_000 for n in range(5)]), "5 texts within a day; the cap is 4",
    ),
    "somebody is woken": (
        "P9", lambda e: replace(
            e, texts_out=[replace(e.texts_out[0], kind="invitation", provider_id="x"), e.texts_out[1]],
            taken=[replace(e.taken[0], clock=time(7, 59), provider_id="x"), e.taken[1]],
        ), "at 07:59 what they had not asked for",
    ),
    "somebody who was to be forgotten is known": (
        "P8", lambda e: replace(
            e, events=[Event(0, 0.1, THABO, "info", "erase"), *e.events]
        ), "asked to be forgotten and is known",
    ),
    "nobody is answered": ("P1", lambda e: replace(e, events=e.events[:1]), "not one answer was acknowledged"),
    "a text breaks something": (
        "P1", lambda e: replace(e, texts_in=[replace(e.texts_in[0], state="quarantined"), e.texts_in[1]]), "it is kept aside",
    ),
    "everybody hears an apology": (
        "P7", lambda e: hop(hop(hop(e, 500, sorry=True), 501, sorry=True), 502, sorry=True), "answered with an apology",
    ),
    "a text is never fetched": (
        "P1", lambda e: replace(e, events=[*e.events, Event(99, 9.0, THABO, "info", "sent", 1, {"said": "6"})]), "2 are in the",
    ),
    "it costs too much": ("P9", lambda e: replace(e, caps=caps(1)), "2 parts went out within an hour"),
    "a text is left": ("P10", lambda e: replace(e, left_over={"texts due": 1}), "1 texts due when all was long quiet"),
    "a process goes by itself": ("P10", lambda e: replace(e, deaths=[("clock-1", 900.0)]), "clock-1 went by itself"),
}  # fmt: skip


def strike_at(e: Evidence, name: str) -> float:
    return next(event.at_s for event in e.events if event.what == name)


def texts(e: Evidence, after_ms: list[int]) -> Evidence:
    """So many texts for Thabo, each wanted once."""
    words = [f"text {n}" for n in range(len(after_ms))]
    return replace(
        e, texts_out=[TextOut(n, THABO, word, "delivered", "") for n, word in enumerate(words)],
        taken=[taken(THABO, word, T0_MS + at) for word, at in zip(words, after_ms, strict=True)],
    )  # fmt: skip


def test_an_evening_without_faults_keeps_every_promise() -> None:
    assert broken(evening()) == {}
    assert [verdict.promise for verdict in judged(evening())] == list(WORDS) == [f"P{n}" for n in range(1, 11)]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str) -> None:
    promise, planted, words = FAULTS[fault]
    found = broken(planted(evening()))
    assert words in found.get(promise, f"nothing of {promise}: {found}")


def test_every_promise_has_a_fault() -> None:
    assert {promise for promise, _, _ in FAULTS.values()} == set(WORDS)


def test_what_we_cut_and_what_we_slowed_down_is_excused() -> None:
    e = evening()
    at_s = strike_at(e, "kill web")
    assert broken(hop(e, at_s, error="broken")) == {}
    assert broken(hop(e, at_s, took_ms=6_000)) == {}


def test_what_was_only_told_or_cut_off_may_be_stored_or_not() -> None:
    told = History()
    press(told, LERATO, "visit", "child", "info")
    press(told, THABO, "care", "5", "ok")
    for kept in ((), (FIRST,)):
        conversation = Conversation(1, LERATO, "clinic", 7, "", kept, kept, ())
        both = [conversation, evening().conversations[1]]
        e = replace(evening(), events=told.events(), conversations=both, texts_in=[], texts_out=[], taken=[])
        assert broken(e) == {}


def test_who_is_forgotten_is_not_missed() -> None:
    e = with_first(evening(), number="", kept=(), standing=(), filed=())
    e = replace(e, texts_in=[replace(t, number="") for t in e.texts_in], taken=[], texts_out=[])
    forgotten = [Event(98, 9.0, LERATO, "info", "erase"), Event(99, 9.0, THABO, "info", "erase")]
    assert "P1" in broken(e)
    assert "P1" not in broken(replace(e, events=[*e.events, *forgotten]))


def test_a_broken_promise_shows_the_lines_that_belong_to_it() -> None:
    _, planted, _ = FAULTS["an answer is lost"]
    verdict = judged(planted(evening()))[0]
    shown = verdict.broken[0].shown
    assert {event.who for event in shown} == {LERATO, NEMESIS}
    assert len(shown) <= 12
    assert "wait" in "".join(event.line() for event in shown)
