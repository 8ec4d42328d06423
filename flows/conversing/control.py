"""STOP, START, HELP, DELETE and MYDATA: understood before everything else, in the words of every language a person may have
met."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from flows.engine.sheets import platform
from flows.engine.variables import fill
from flows.folding import fold
from flows.model import Flow
from flows.state import WELCOME, Open, Outcome, Person, Screen
from flows.words import TEXTS, builtin_list, word_list


def answer_to_control(person: Person, text: str) -> Outcome | None:
    """What a control word brings about; ``None`` if the text is none, so that it may be an answer.

    STOP ends every conversation and is answered once. Who has stopped hears nothing until START, but may ask what is kept of
    them and have it deleted. For everybody else START answers a welcome, or whether to go on, where one of these is being asked
    by text: it is printed there.
    """
    folded = fold(text)
    if _is(person, "delete_words", folded):
        return replace(_stopped(person, _say(person, "deleted", "delete_words", folded)), rights="delete")
    if _is(person, "mydata_words", folded):
        return Outcome(_say(person, "mydata", "mydata_words", folded), rights="mydata")
    if person.opted_out:
        return _lifted(person, folded) if _is(person, "start_words", folded) else Outcome(None)
    if _is(person, "stop_words", folded):
        return _stopped(person, _say(person, "stopped", "stop_words", folded))
    if _is(person, "help_words", folded):
        return Outcome(_say(person, "help", "help_words", folded) if _survey(person) else None)
    if _is(person, "start_words", folded) and not any(map(_offers_start, person.opens)):
        return _lifted(person, folded)
    return None


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of a person: how many answers to how many surveys, since when, and their number until when."""

    answers: int
    surveys: int
    since_ms: int
    until_ms: int


def telling_what_is_held(outcome: Outcome, held: Held, time_zone: str) -> Outcome:
    """The answer to MYDATA with its figures in it. Never an answer that was given: phones are shared."""
    zone = ZoneInfo(time_zone)
    since, until = (f"{datetime.fromtimestamp(at_ms / 1000, zone):%d/%m/%Y}" for at_ms in (held.since_ms, held.until_ms))
    return _filled(outcome, {"answers": str(held.answers), "surveys": str(held.surveys), "since": since, "until": until})


def with_proof(outcome: Outcome, reference: str) -> Outcome:
    """The answer to DELETE with the reference in it by which an office finds that it was done."""
    return _filled(outcome, {"reference": reference})


def _filled(outcome: Outcome, values: dict[str, str]) -> Outcome:
    screen = outcome.screen
    return outcome if screen is None else replace(outcome, screen=Screen(fill(screen.text, values), screen.more))


def _stopped(person: Person, screen: Screen) -> Outcome:
    """Every conversation ends, and no text goes out any more but the one that says so."""
    stopped = tuple((each.key, each.state.ended_as("stopped")) for each in person.opens)
    return Outcome(screen, changed=stopped, opted="out")


def _offers_start(open: Open) -> bool:
    state = open.state
    return "sms" in state.resume_on or (state.channel == "sms" and state.open == WELCOME)


def _lifted(person: Person, folded: str) -> Outcome:
    return Outcome(_say(person, "started", "start_words", folded), opted="in")


def _is(person: Person, name: str, folded: str) -> bool:
    return any(folded in _forms(flow, name, language) for flow, language in _languages(person))


def _forms(flow: Flow | None, name: str, language: str) -> frozenset[str]:
    return word_list(flow, name, language) if flow is not None else builtin_list(name, language)


def _languages(person: Person) -> list[tuple[Flow | None, str]]:
    """The languages of the surveys a person is in or may write to; every language of ours where there is no such survey."""
    flows = [*(each.flow for each in person.opens), *person.surveys]
    own: list[tuple[Flow | None, str]] = [(flow, language) for flow in flows for language in flow.languages]
    return own or [(None, language) for language in TEXTS]


def _say(person: Person, name: str, words: str, folded: str) -> Screen:
    """A platform text in the language of the last conversation, else of the word that was sent, else the survey's main one."""
    flow = _survey(person)
    if flow is None:
        return Screen(TEXTS["en"][name], more=False)
    last = _last(person)
    if last is not None:
        return Screen(platform(flow, name, last.state.language), more=False)
    common = builtin_list(words, "")
    spoken = (code for code in flow.languages if folded in word_list(flow, words, code) - common)
    return Screen(platform(flow, name, next(spoken, flow.main_language)), more=False)


def _survey(person: Person) -> Flow | None:
    last = _last(person)
    return last.flow if last is not None else next(iter(person.surveys), None)


def _last(person: Person) -> Open | None:
    return max(person.opens, key=lambda each: each.shown_at_ms, default=None)
