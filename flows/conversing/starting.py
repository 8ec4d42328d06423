"""How a conversation begins, or is found open and taken up again, on any channel.

What a person does to bring it about is in ``flows.conversation``, what a visit does in ``invitation``, another survey in
``front_door``.
"""

from __future__ import annotations

from dataclasses import replace

from flows.conversing.due import expire, milliseconds
from flows.engine.plan import plan_of
from flows.engine.sheets import YES, platform
from flows.folding import fold
from flows.measure import Budgets
from flows.model import Channel, Flow
from flows.state import WELCOME, Moment, Open, Outcome, Screen, State, Turn, Visit
from flows.turn import begin, carry_on, take_turn
from flows.understand import pick

RESUME_TRIES = 3

Changed = tuple[tuple[int, State], ...]


def start(
    current: Flow,
    open: Open | None,
    finished_at_ms: int | None,
    channel: Channel,
    moment: Moment,
    budgets: Budgets,
    visit: Visit | None = None,
    language: str = "",
) -> Outcome:
    """Somebody starts a survey: its welcome, the question whether to go on where it is open, or ``already``.

    ``visit`` is their newest one, and theirs only if the survey still uses visits of that age. ``language`` is one of the
    survey's, if it is known in which this person reads.
    """
    expired, opens = without_expired((open,) if open is not None else (), moment.at_ms)
    if opens:
        return return_to(opens[0], channel, moment, budgets)
    if answered_lately(current, finished_at_ms, moment.at_ms):
        already = platform(current, "already", language or current.main_language)
        return Outcome(Screen(already, more=False), changed=expired)
    fitting = visit if uses(current, visit, moment.at_ms) else None
    return began(expired, begin(current, channel, moment, budgets, visit=fitting, language=language), current)


def uses(flow: Flow, visit: Visit | None, at_ms: int) -> bool:
    """True if a visit belongs to somebody who starts this survey by themselves now."""
    within = flow.rules.use_visits_within
    return visit is not None and within is not None and at_ms < visit.recorded_at_ms + milliseconds(within)


def answered_lately(flow: Flow, finished_at_ms: int | None, at_ms: int) -> bool:
    """True within *one answer per phone every* of a finished conversation."""
    return finished_at_ms is not None and at_ms < finished_at_ms + milliseconds(flow.rules.one_answer_every)


def return_to(open: Open, channel: Channel, moment: Moment, budgets: Budgets) -> Outcome:
    """Somebody starts a survey that they have not finished: *Continue where you stopped?*, or the welcome if that is open."""
    if open.state.open == WELCOME:
        return _go_on(open, channel, moment, budgets)
    asked_on = {*open.state.resume_on.split(), channel}
    asking = replace(open.state, resume_on=" ".join(sorted(asked_on)), resume_tries=0, counts_from_ms=0)
    page = plan_of(open.flow, budgets).resume(asking.language, channel)
    return Outcome(Screen(page.text(), more=True), changed=((open.key, asking),))


def hear_resume(
    open: Open, current: Flow | None, said: str, channel: Channel, moment: Moment, budgets: Budgets, visit: Visit | None = None
) -> Outcome:
    """The answer to *Continue where you stopped?*, on the channel on which it was asked.

    Who starts again starts on ``current``, with their newest visit or else with the one that the old conversation was about.
    """
    state = open.state
    plan = plan_of(open.flow, budgets)
    page = plan.resume(state.language, channel)
    choice = pick(fold(said), page.positions, plan.resume_words(state.language))
    if choice == YES:
        return _go_on(open, channel, moment, budgets)
    if choice is not None:
        return _again(open, current or open.flow, channel, moment, budgets, visit)
    if state.resume_tries + 1 < RESUME_TRIES:
        again = Screen(page.text(unclear=True), more=True)
        tried = replace(state, resume_tries=state.resume_tries + 1, counts_from_ms=0)
        return Outcome(again, changed=((open.key, tried),), understood=False)
    gave_up = Screen(platform(open.flow, "gave_up", state.language), more=False)
    return Outcome(gave_up, changed=((open.key, undisturbed(state)),), understood=False)


def _again(open: Open, anew: Flow, channel: Channel, moment: Moment, budgets: Budgets, visit: Visit | None) -> Outcome:
    old = Visit(open.state.visit, moment.at_ms) if open.state.visit is not None else None
    own = visit if uses(anew, visit, moment.at_ms) else old
    return began(((open.key, open.state.ended_as("abandoned")),), begin(anew, channel, moment, budgets, visit=own), anew)


def _go_on(open: Open, channel: str, moment: Moment, budgets: Budgets) -> Outcome:
    """The open screen of a conversation; on the other channel a new conversation takes its answers over."""
    state = undisturbed(open.state)
    if state.channel == channel:
        return went_on(open, take_turn(open.flow, state, None, moment.at_ms, budgets))
    taken_over = replace(state, channel=channel, reference=moment.reference, page=0, tries=0)
    turn = carry_on(open.flow, taken_over, moment.at_ms, budgets)
    return began(((open.key, open.state.ended_as("moved")),), turn, open.flow)


def undisturbed(state: State) -> State:
    """The same conversation with nothing between it and its open question: no offer to go on, no reminder that counts."""
    if not (state.resume_on or state.resume_tries or state.counts_from_ms):
        return state
    return replace(state, resume_on="", resume_tries=0, counts_from_ms=0)


def replay(outcome: Outcome, open: Open | None, answers: list[str], moment: Moment, budgets: Budgets) -> Outcome:
    """Answers dialled behind the code, up to the first that a welcome or what follows it does not understand.

    What stands behind a front door is left for the survey that it leads to.
    """
    for at, said in enumerate(answers, 1):
        flow, state = outcome.begun_on, outcome.begun
        if flow is None or state is None:
            if open is None or not outcome.changed or outcome.changed[-1][1].resume_on or outcome.changed[-1][1].ended:
                return outcome
            flow, state = open.flow, outcome.changed[-1][1]
        turn = take_turn(flow, state, said, moment.at_ms, budgets, moment.phones)
        if not turn.understood or turn.screen is None:
            return outcome
        outcome = _with_turn(outcome, turn)
        if turn.starts:
            return replace(outcome, left=tuple(answers[at:]))
    return outcome


def _with_turn(outcome: Outcome, turn: Turn) -> Outcome:
    """The same outcome after one more turn of the conversation that its screen belongs to."""
    after = replace(
        outcome,
        screen=turn.screen,
        opted="out" if turn.state.ended == "stopped" else outcome.opted,
        starts=turn.starts,
        secret=outcome.secret or turn.secret,
    )
    if outcome.begun is not None:
        return replace(after, begun=turn.state)
    (*before, (key, _)) = outcome.changed
    return replace(after, changed=(*before, (key, turn.state)))


def went_on(open: Open, turn: Turn) -> Outcome:
    """The outcome of one turn in a conversation that was open."""
    return Outcome(
        turn.screen,
        changed=((open.key, turn.state),),
        opted="out" if turn.state.ended == "stopped" and not open.state.ended else "",
        understood=turn.understood,
        starts=turn.starts,
        secret=turn.secret,
    )


def began(before: Changed, turn: Turn, flow: Flow) -> Outcome:
    """The outcome of a first turn; ``before`` are conversations that end for it."""
    return Outcome(turn.screen, changed=before, begun=turn.state, begun_on=flow)


def without_expired(opens: tuple[Open, ...], at_ms: int) -> tuple[Changed, tuple[Open, ...]]:
    """The ends of conversations whose time is over though no clock came by, and those that are open."""
    over = tuple((each.key, state) for each in opens if (state := expire(each, at_ms)) is not None)
    keys = {key for key, _ in over}
    return over, tuple(each for each in opens if each.key not in keys and not each.state.ended)
