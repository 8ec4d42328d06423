"""What holds across conversations: calls that drop and are taken up again, the other channel, one answer per phone and time.

The same rules serve production, ``gateway try`` and the golden conversations (survey language, 5.2, 7.2, 7.4 and 7.5). This
is the face of that part: what a person does is here (``dial``, ``press``, ``hear``), what a visit, the clock and a front door
do is in ``flows.conversing.invitation``, ``flows.conversing.due`` and ``flows.conversing.front_door`` and can be had from here.

At most three repeated screens an hour to one number, over all surveys, is for the sender to keep: ``Outcome.understood`` says
which answers count.
"""

from __future__ import annotations

from dataclasses import replace

from flows.conversing.control import answer_to_control
from flows.conversing.due import allowed_at_ms, due_at_ms, expire, look_at_ms, remind, remind_at_ms
from flows.conversing.front_door import follow
from flows.conversing.invitation import invitation_at_ms, invite
from flows.conversing.starting import Changed, hear_resume, replay, return_to, start, undisturbed, went_on, without_expired
from flows.folding import fold
from flows.measure import USUAL, Budgets
from flows.model import Channel, Flow
from flows.state import WELCOME, Moment, Open, Outcome, Person, Visit
from flows.turn import take_turn

__all__ = [
    "allowed_at_ms", "dial", "due_at_ms", "expire", "follow", "hear", "invitation_at_ms", "invite", "look_at_ms", "press",
    "remind", "remind_at_ms",
]  # fmt: skip


def dial(
    current: Flow,
    open: Open | None,
    finished_at_ms: int | None,
    heard: str,
    moment: Moment,
    budgets: Budgets = USUAL,
    visit: Visit | None = None,
    *,
    channel: Channel = "ussd",
) -> Outcome:
    """The first hop of a call: the welcome, *Continue where you stopped?*, or ``already``.

    ``heard`` are the answers dialled behind the code, joined by ``*``; they are given one by one to a welcome, up to the first
    that is not understood. ``visit`` is this person's newest for the survey. Who opted out of texts may dial; that does not
    lift it. ``channel`` is ``call`` where the contact centre answers.
    """
    outcome = start(current, open, finished_at_ms, channel, moment, budgets, visit)
    return replay(outcome, open, heard.split("*") if heard else [], moment, budgets)


def press(
    open: Open, current: Flow | None, said: str, moment: Moment, budgets: Budgets = USUAL, *, channel: Channel = "ussd"
) -> Outcome:
    """A later hop of a call. ``current`` is the newest version of the survey, for *Start again*; ``None`` if it is closed.

    In a call that has not taken over a conversation by text, nothing is an answer but that it should: a text may have been
    answered meanwhile, and then the call is asked again.
    """
    if channel in open.state.resume_on:
        return hear_resume(open, current, said, channel, moment, budgets)
    if open.state.channel != channel and not open.state.ended:
        return return_to(open, channel, moment, budgets)
    return _hear_open(open, said, moment, budgets)


def hear(person: Person, text: str, moment: Moment, budgets: Budgets = USUAL) -> Outcome:
    """An SMS: a control word, a survey's keyword, or an answer to the conversation whose text went out last; else silence."""
    control = answer_to_control(person, text)
    if control is not None:
        return control
    expired, opens = without_expired(person.opens, moment.at_ms)
    asked = _asked(opens, person.surveys)
    called = _called(person.surveys, text, answering=asked is not None and asked.state.open != WELCOME)
    if called is not None:
        open = next((each for each in opens if each.flow.survey == called.survey), None)
        finished_at_ms, visit = person.finished_at_ms.get(called.survey), person.visits.get(called.survey)
        started = start(called, open, finished_at_ms, "sms", moment, budgets, visit)
        return replace(started, changed=expired + started.changed)
    if asked is None:
        return Outcome(None, changed=expired)
    answered = _hear_asked(person, asked, text, moment, budgets)
    if answered.opted == "out":
        return replace(answered, changed=expired + _stopped(opens, asked) + answered.changed)
    return replace(answered, changed=expired + answered.changed)


def _hear_asked(person: Person, asked: Open, text: str, moment: Moment, budgets: Budgets) -> Outcome:
    if "sms" not in asked.state.resume_on:
        return _hear_open(asked, text, moment, budgets)
    survey = asked.flow.survey
    current = next((flow for flow in person.surveys if flow.survey == survey), None)
    return hear_resume(asked, current, text, "sms", moment, budgets, person.visits.get(survey))


def _hear_open(open: Open, said: str, moment: Moment, budgets: Budgets) -> Outcome:
    return went_on(open, take_turn(open.flow, undisturbed(open.state), said, moment.at_ms, budgets, moment.phones))


def _stopped(opens: tuple[Open, ...], but: Open) -> Changed:
    """Every other open conversation of somebody who wants no more texts."""
    return tuple((each.key, each.state.ended_as("stopped")) for each in opens if each.key != but.key)


def _asked(opens: tuple[Open, ...], surveys: tuple[Flow, ...]) -> Open | None:
    """The conversation that a text to the short code of these surveys answers: the one shown last of those that share it.

    A survey that nobody can start by a word has no code of its own and is answered at any.
    """
    codes = {keywords.short_code for flow in surveys for keywords in flow.starts.texts}
    there = (each for each in opens if not codes or _listens(each.flow, codes))
    return max((each for each in there if each.state.is_asked_by_text), key=lambda each: each.shown_at_ms, default=None)


def _listens(flow: Flow, codes: set[str]) -> bool:
    return not flow.starts.texts or any(own.short_code in codes for own in flow.starts.texts)


def _called(surveys: tuple[Flow, ...], text: str, *, answering: bool) -> Flow | None:
    """The survey whose keyword is the whole text or, while no question is open, its first word.

    "Clinic was dirty" is a complaint to somebody who was just asked what happened, and must not be lost to a keyword.
    """
    folded = fold(text)
    heard = {folded} if answering else {folded, folded.partition(" ")[0]} - {""}
    for flow in surveys:
        if any(fold(word) in heard for keywords in flow.starts.texts for word in keywords.words):
            return flow
    return None
