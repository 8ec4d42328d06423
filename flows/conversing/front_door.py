"""A survey that leads to another: the other one begins in the same call, or in answer to the same text."""

from __future__ import annotations

from dataclasses import replace

from flows.conversing.starting import replay, start
from flows.measure import USUAL, Budgets
from flows.model import Channel, Flow
from flows.state import Moment, Open, Outcome, State, Visit


def follow(
    outcome: Outcome,
    current: Flow,
    open: Open | None,
    finished_at_ms: int | None,
    moment: Moment,
    budgets: Budgets = USUAL,
    visit: Visit | None = None,
) -> Outcome:
    """What passing a front door brings about: ``current``, the survey named by ``outcome.starts``, begins where it ended.

    ``open``, ``finished_at_ms`` and ``visit`` are of that survey, as for a call to it. It begins in the language of the front
    door where it has it, and hears what was dialled behind the answer that led to it. It leads nowhere itself.
    """
    door = _door(outcome)
    language = door.language if door.language in current.languages else ""
    begins = start(current, open, finished_at_ms, _channel(door), moment, budgets, visit, language)
    begins = replay(begins, open, list(outcome.left), moment, budgets)
    return _joined(outcome, begins)


def leads_to(flow: Flow) -> tuple[str, ...]:
    """The names of the surveys that this one leads to, in the order of its questions."""
    jumps = [jump for question in flow.questions for jump in (*question.then.values(), question.after_last_try)]
    return tuple(dict.fromkeys(jump.starts for jump in jumps if jump is not None and jump.starts))


def _door(outcome: Outcome) -> State:
    return outcome.begun if outcome.begun is not None else outcome.changed[-1][1]


def _channel(door: State) -> Channel:
    return "sms" if door.channel == "sms" else "call" if door.channel == "call" else "ussd"


def _joined(before: Outcome, begins: Outcome) -> Outcome:
    """Both as one: the screen belongs to the survey that begins, and where that shows ``already``, to the front door."""
    goes_on = begins.begun is not None or (bool(begins.changed) and not begins.changed[-1][1].ended)
    both = replace(
        begins,
        changed=before.changed + begins.changed if goes_on else begins.changed + before.changed,
        opted=begins.opted or before.opted,
        secret=before.secret or begins.secret,
        starts="",
        left=(),
    )
    if before.begun is None or before.begun_on is None:
        return both
    if not goes_on:
        return replace(both, begun=before.begun, begun_on=before.begun_on)
    return replace(both, passed=((before.begun, before.begun_on),))
