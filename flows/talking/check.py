"""What is wrong with golden conversations: they cannot be read, come out differently, or leave a question out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from flows.catalogue import problem
from flows.measure import USUAL, Budgets
from flows.model import Consent, Flow, Mark, Message
from flows.problems import Problem
from flows.reading.tree import Entry, Group
from flows.talk import CALL, VISIT, Step, Talk, TalkFile, meant, unreadable
from flows.talking.play import NOTHING, Failure, Played, play

LONGEST = 60
"""Signs of a screen that a sentence quotes."""


def check_talks(flow: Flow, talks: TalkFile, budgets: Budgets = USUAL, others: tuple[Flow, ...] = ()) -> list[Problem]:
    """Everything that is wrong with a file of conversations, those of reading it among them.

    E651 where it cannot be read or does not fit its survey; then nothing is played. Else E650 for every difference and W652
    for every question that no conversation asks. Places are lines of the conversations. ``others`` are the surveys that a
    front door leads to.
    """
    unfit = [*talks.problems, *misfits(flow, talks)]
    if any(each.is_error for each in unfit):
        return unfit
    played = [play(flow, talk, budgets, others) for talk in talks.talks]
    return [*unfit, *differences(played), *accepted_by(flow, never_asked(flow, played, talks.mark))]


def accepted_by(flow: Flow, warnings: Iterable[Problem]) -> Iterator[Problem]:
    """The warnings, with the author's reason where the survey accepts one."""
    for each in warnings:
        reasons = (own.reason for own in flow.accepted if own.code == each.code and own.at in ("", each.question))
        yield replace(each, accepted=next(reasons, ""))


def differences(played: Iterable[Played]) -> Iterator[Problem]:
    """E650 for every difference."""
    for each in played:
        for failure in each.failures:
            yield problem("E650", failure.mark, talk=each.talk.name, difference=_difference(failure))


def never_asked(flow: Flow, played: Iterable[Played], mark: Mark) -> Iterator[Problem]:
    """W652 for every question that was put to nobody; messages ask nothing."""
    asked = {name for each in played for name in each.asked}
    for question in flow.questions:
        if question.name not in asked and not isinstance(question.kind, Message):
            yield problem("W652", mark, question=question.name, name=question.name)


def _difference(failure: Failure) -> str:
    """What came out differently, as the rest of a sentence."""
    expected, came = _short(failure.expected), _short(failure.came)
    if not failure.step:
        says = {"stored": "it stores", "ended": "it ends as"}.get(failure.line, f"{failure.line} is")
        return f"{says} {_short(_only_in(failure.came, failure.expected))} instead of " + _short(
            _only_in(failure.expected, failure.came)
        )
    if failure.came == NOTHING:
        return f"nothing comes at step {failure.step} instead of “{expected}”"
    if failure.expected == NOTHING:
        return f"at step {failure.step} comes “{came}”, where nothing should"
    return f"at step {failure.step} comes “{came}” instead of “{expected}”"


def _only_in(one: str, other: str) -> str:
    """The lines that only one of two listings has."""
    return "\n".join(line for line in one.split("\n") if line not in other.split("\n")) or NOTHING


def _short(text: str) -> str:
    line = " / ".join(text.split("\n"))
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


# --- conversations and their survey -----------------------------------------------------------------------------------------


def misfits(flow: Flow, talks: TalkFile) -> Iterator[Problem]:
    """E651 for whatever a conversation names that its survey does not have."""
    if talks.survey and talks.survey != flow.survey:
        reason = f"these are conversations of *{talks.survey}*, but the survey beside them is *{flow.survey}*"
        yield unreadable(talks.mark, "this file", reason, "Correct the name after `survey:`.")
        return
    for talk in talks.talks:
        yield from _channel(flow, talk)
        yield from _names(flow, talk)
        for step in talk.steps:
            yield from _columns(flow, talk, step)


def _channel(flow: Flow, talk: Talk) -> Iterator[Problem]:
    if talk.channel and talk.channel not in flow.channels:
        reason = f"its channel is *{talk.channel}*, by which nobody can start this survey"
        yield unreadable(talk.at("channel"), talk.name, reason, f"Use one of: {', '.join(flow.channels)}.")


def _names(flow: Flow, talk: Talk) -> Iterator[Problem]:
    for entry in _lines(talk.entries.get("stored")):
        if entry.key not in flow.by_name:
            yield _unknown(entry.mark, talk.name, entry.key, "a question of this survey", tuple(flow.by_name))
    for name in talk.from_visit or ():
        if name not in flow.by_name:
            yield _unknown(talk.at("from the visit"), talk.name, name, "a question of this survey", tuple(flow.by_name))
    purposes = tuple({q.kind.purpose: None for q in flow.questions if isinstance(q.kind, Consent)})
    for name in talk.agreed_to or ():
        if name not in purposes:
            yield _unknown(talk.at("agreed to"), talk.name, name, "asked for in this survey", purposes)


def _columns(flow: Flow, talk: Talk, step: Step) -> Iterator[Problem]:
    where = f"step {step.number} of {talk.name}"
    if step.kind == VISIT:
        for entry in _lines(step.entry):
            if entry.key not in flow.visit_columns:
                yield _unknown(entry.mark, where, entry.key, "a column of the visit list", tuple(flow.visit_columns))
    elif step.kind == CALL and not flow.starts.calls:
        yield unreadable(step.mark, where, "nobody calls to answer this survey", "Add `someone calls us: yes` to it.")


def _lines(entry: Entry | None) -> tuple[Entry, ...]:
    return entry.value.entries if entry is not None and isinstance(entry.value, Group) else ()


def _unknown(mark: Mark, where: str, name: str, what: str, known: tuple[str, ...]) -> Problem:
    return unreadable(mark, where, f"*{name[:60]}* is not {what}", meant(name, known))
