"""What holds across conversations: calls that drop and are taken up again, the other channel, one answer per phone and time.

The same rules serve production, ``gateway try`` and the golden conversations (survey language, 5.2, 7.2 and 7.5). Texts are in
``hear``, the hops of a call in ``dial`` and ``press``; what only the clock does is in ``due_at_ms`` and ``expire``.

At most three repeated screens an hour to one number, over all surveys, is for the sender to keep: ``Outcome.understood`` says
which answers count.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flows.control import answer_to_control
from flows.folding import fold
from flows.measure import USUAL, Budgets
from flows.model import Channel, Flow
from flows.plan import plan_of
from flows.sheets import YES, platform
from flows.state import WELCOME, Moment, Open, Outcome, Person, Screen, State, Turn
from flows.turn import begin, carry_on, take_turn
from flows.understand import pick

RESUME_TRIES = 3

Changed = tuple[tuple[int, State], ...]


def dial(
    current: Flow,
    open: Open | None,
    finished_at_ms: int | None,
    heard: str,
    moment: Moment,
    budgets: Budgets = USUAL,
) -> Outcome:
    """The first hop of a USSD call: the welcome, *Continue where you stopped?*, or ``already``.

    ``heard`` are the answers dialled behind the code, joined by ``*``; they are given one by one to a welcome, up to the first
    that is not understood. Who opted out of texts may dial; that does not lift it.
    """
    outcome = _start(current, open, finished_at_ms, "ussd", moment, budgets)
    return _replay(outcome, open, heard.split("*") if heard else [], moment, budgets)


def press(open: Open, current: Flow | None, said: str, moment: Moment, budgets: Budgets = USUAL) -> Outcome:
    """A later hop of a call. ``current`` is the newest version of the survey, for *Start again*; ``None`` if it is closed.

    In a call that has not taken over a conversation by text, nothing is an answer but that it should: a text may have been
    answered meanwhile, and then the call is asked again.
    """
    if "ussd" in open.state.resume_on:
        return _hear_resume(open, current, said, "ussd", moment, budgets)
    if open.state.channel != "ussd" and not open.state.ended:
        return _return_to(open, "ussd", moment, budgets)
    return _hear_open(open, said, moment, budgets)


def hear(person: Person, text: str, moment: Moment, budgets: Budgets = USUAL) -> Outcome:
    """An SMS: a control word, a survey's keyword, or an answer to the conversation whose text went out last; else silence."""
    control = answer_to_control(person, text)
    if control is not None:
        return control
    expired, opens = _without_expired(person.opens, moment.at_ms)
    asked = _asked(opens, person.surveys)
    called = _called(person.surveys, text, answering=asked is not None and asked.state.open != WELCOME)
    if called is not None:
        open = next((each for each in opens if each.flow.survey == called.survey), None)
        started = _start(called, open, person.finished_at_ms.get(called.survey), "sms", moment, budgets)
        return replace(started, changed=expired + started.changed)
    if asked is None:
        return Outcome(None, changed=expired)
    if "sms" in asked.state.resume_on:
        current = next((flow for flow in person.surveys if flow.survey == asked.flow.survey), None)
        answered = _hear_resume(asked, current, text, "sms", moment, budgets)
    else:
        answered = _hear_open(asked, text, moment, budgets)
    if answered.opted == "out":
        return replace(answered, changed=expired + _stopped(opens, asked) + answered.changed)
    return replace(answered, changed=expired + answered.changed)


def due_at_ms(flow: Flow, state: State, shown_at_ms: int) -> int:
    """The instant at which an open conversation ends by itself if nothing is heard after its last screen."""
    by_text = state.is_asked_by_text
    return shown_at_ms + _milliseconds(flow.rules.close_after if by_text else flow.rules.resume_within)


def expire(open: Open, at_ms: int) -> State | None:
    """The state of a conversation whose time is over (``dropped`` on USSD, ``closed`` by text); ``None`` if it is not."""
    if open.state.ended or at_ms < due_at_ms(open.flow, open.state, open.shown_at_ms):
        return None
    return open.state.ended_as("dropped" if open.state.channel == "ussd" else "closed")


# --- starting ----------------------------------------------------------------------------------------------------------------


def _start(
    current: Flow, open: Open | None, finished_at_ms: int | None, channel: Channel, moment: Moment, budgets: Budgets
) -> Outcome:
    expired, opens = _without_expired((open,) if open is not None else (), moment.at_ms)
    if opens:
        return _return_to(opens[0], channel, moment, budgets)
    if finished_at_ms is not None and moment.at_ms < finished_at_ms + _milliseconds(current.rules.one_answer_every):
        already = platform(current, "already", current.main_language)
        return Outcome(Screen(already, more=False), changed=expired)
    return _begun(expired, begin(current, channel, moment, budgets), current)


def _return_to(open: Open, channel: Channel, moment: Moment, budgets: Budgets) -> Outcome:
    """Somebody starts a survey that they have not finished: *Continue where you stopped?*, or the welcome if that is open."""
    if open.state.open == WELCOME:
        return _go_on(open, channel, moment, budgets)
    asked_on = {*open.state.resume_on.split(), channel}
    asking = replace(open.state, resume_on=" ".join(sorted(asked_on)), resume_tries=0)
    page = plan_of(open.flow, budgets).resume(asking.language, channel)
    return Outcome(Screen(page.text(), more=True), changed=((open.key, asking),))


def _go_on(open: Open, channel: str, moment: Moment, budgets: Budgets) -> Outcome:
    """The open screen of a conversation; on the other channel a new conversation takes its answers over."""
    state = replace(open.state, resume_on="", resume_tries=0)
    if state.channel == channel:
        return _changed(open, take_turn(open.flow, state, None, moment.at_ms, budgets))
    taken_over = replace(state, channel=channel, reference=moment.reference, page=0, tries=0)
    turn = carry_on(open.flow, taken_over, moment.at_ms, budgets)
    return _begun(((open.key, open.state.ended_as("moved")),), turn, open.flow)


def _hear_resume(open: Open, current: Flow | None, said: str, channel: Channel, moment: Moment, budgets: Budgets) -> Outcome:
    """The answer to *Continue where you stopped?*, on the channel on which it was asked."""
    state = open.state
    plan = plan_of(open.flow, budgets)
    page = plan.resume(state.language, channel)
    choice = pick(fold(said), page.positions, plan.resume_words(state.language))
    if choice == YES:
        return _go_on(open, channel, moment, budgets)
    if choice is not None:
        anew = current or open.flow
        return _begun(((open.key, state.ended_as("abandoned")),), begin(anew, channel, moment, budgets), anew)
    if state.resume_tries + 1 < RESUME_TRIES:
        again = Screen(page.text(unclear=True), more=True)
        return Outcome(again, changed=((open.key, replace(state, resume_tries=state.resume_tries + 1)),), understood=False)
    gave_up = Screen(platform(open.flow, "gave_up", state.language), more=False)
    return Outcome(gave_up, changed=((open.key, replace(state, resume_on="", resume_tries=0)),), understood=False)


def _replay(outcome: Outcome, open: Open | None, answers: list[str], moment: Moment, budgets: Budgets) -> Outcome:
    """Answers dialled behind the code, up to the first that a welcome or what follows it does not understand."""
    for said in answers:
        flow, state = outcome.begun_on, outcome.begun
        if flow is None or state is None:
            if open is None or not outcome.changed or outcome.changed[-1][1].resume_on or outcome.changed[-1][1].ended:
                return outcome
            flow, state = open.flow, outcome.changed[-1][1]
        turn = take_turn(flow, state, said, moment.at_ms, budgets)
        if not turn.understood or turn.screen is None:
            return outcome
        outcome = _with_turn(outcome, turn)
    return outcome


def _with_turn(outcome: Outcome, turn: Turn) -> Outcome:
    """The same outcome after one more turn of the conversation that its screen belongs to."""
    opted = "out" if turn.state.ended == "stopped" else outcome.opted
    if outcome.begun is not None:
        return replace(outcome, screen=turn.screen, begun=turn.state, opted=opted)
    (*before, (key, _)) = outcome.changed
    return replace(outcome, screen=turn.screen, changed=(*before, (key, turn.state)), opted=opted)


# --- going on ----------------------------------------------------------------------------------------------------------------


def _hear_open(open: Open, said: str, moment: Moment, budgets: Budgets) -> Outcome:
    state = replace(open.state, resume_on="", resume_tries=0) if open.state.resume_on else open.state
    return _changed(open, take_turn(open.flow, state, said, moment.at_ms, budgets))


def _changed(open: Open, turn: Turn) -> Outcome:
    return Outcome(
        turn.screen,
        changed=((open.key, turn.state),),
        opted="out" if turn.state.ended == "stopped" and not open.state.ended else "",
        understood=turn.understood,
    )


def _begun(changed: Changed, turn: Turn, flow: Flow) -> Outcome:
    return Outcome(turn.screen, changed=changed, begun=turn.state, begun_on=flow)


def _stopped(opens: tuple[Open, ...], but: Open) -> Changed:
    """Every other open conversation of somebody who wants no more texts."""
    return tuple((each.key, each.state.ended_as("stopped")) for each in opens if each.key != but.key)


def _without_expired(opens: tuple[Open, ...], at_ms: int) -> tuple[Changed, tuple[Open, ...]]:
    """The ends of conversations whose time is over though no clock came by, and those that are open."""
    over = tuple((each.key, state) for each in opens if (state := expire(each, at_ms)) is not None)
    keys = {key for key, _ in over}
    return over, tuple(each for each in opens if each.key not in keys and not each.state.ended)


def _asked(opens: tuple[Open, ...], surveys: tuple[Flow, ...]) -> Open | None:
    """The conversation that a text to the short code of these surveys answers: the one shown last of those that share it."""
    codes = {keywords.short_code for flow in surveys for keywords in flow.starts.texts}
    there = (each for each in opens if not codes or any(own.short_code in codes for own in each.flow.starts.texts))
    return max((each for each in there if each.state.is_asked_by_text), key=lambda each: each.shown_at_ms, default=None)


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


def _milliseconds(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
