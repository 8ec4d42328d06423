"""One turn of a conversation: what was, what was said, what is now, and the screen to show. The whole engine.

``begin`` and ``take_turn`` are functions of their arguments: the same survey, state and words give the same turn. What comes
after an answer is in ``flows.engine.onward``; what holds across conversations (dropped calls, STOP) in ``flows.conversation``.
"""

from __future__ import annotations

from dataclasses import replace

from flows.engine.knowing import cells_of, language_of
from flows.engine.onward import Now, ask_from, end, layout_of, show, store, welcome_page, zero_of
from flows.engine.placing import Spot, back_from, from_codes, into
from flows.engine.plan import Plan, plan_of
from flows.engine.sheets import LANGUAGE, NOT_NOW, START, STOP
from flows.folding import fold
from flows.measure import USUAL, Budgets
from flows.model import NEXT, Consent, Flow, Message, Phone, Place, Question
from flows.screen import Page
from flows.state import NO_PHONES, WELCOME, Answer, AnswerState, Moment, Phones, Screen, State, Turn, Visit
from flows.understand import Meaning, pick, raw_words, understand

WELCOME_TRIES = 3


def begin(
    flow: Flow, channel: str, moment: Moment, budgets: Budgets = USUAL, *, visit: Visit | None = None, language: str = ""
) -> Turn:
    """A new conversation with its welcome, about a visit if it has one.

    In the language that the visit says, else in ``language`` if the survey has it, else in the survey's main one. ``language``
    is one that the person has chosen before, so the first screen is the one that choosing it leads to.
    """
    cells = cells_of(flow, visit)
    said = language_of(flow, cells)
    chosen = not said and language in flow.languages and language != flow.main_language
    state = State(
        channel=channel,
        language=said or (language if chosen else flow.main_language),
        reference=moment.reference,
        asked_at_ms=moment.at_ms,
        language_chosen=chosen,
        language_known=bool(said),
        visit=cells,
    )
    return show(plan_of(flow, budgets), state)


def take_turn(
    flow: Flow, state: State, said: str | None, at_ms: int, budgets: Budgets = USUAL, phones: Phones = NO_PHONES
) -> Turn:
    """What the conversation becomes when ``said`` is heard. ``None`` shows the open screen again and changes nothing.

    A conversation that has ended stays as it is and shows nothing. Never raises for anything said.
    """
    if state.ended:
        return Turn(state, None)
    plan = plan_of(flow, budgets)
    if said is None:
        return show(plan, state)
    now = Now(plan, at_ms, phones)
    if state.open == WELCOME:
        return _hear_welcome(now, state, said)
    question = flow.question(state.open)
    turn = _hear_answer(now, state, question, said)
    return replace(turn, secret=True) if isinstance(question.kind, Phone) else turn


def carry_on(flow: Flow, state: State, at_ms: int, budgets: Budgets = USUAL, phones: Phones = NO_PHONES) -> Turn:
    """The open screen of a conversation that has come over from the other channel: the open question if it applies there."""
    plan = plan_of(flow, budgets)
    if state.open == WELCOME:
        return show(plan, state)
    return ask_from(Now(plan, at_ms, phones), state, flow.by_name[state.open], state.answers)


# --- the welcome -------------------------------------------------------------------------------------------------------------


def _hear_welcome(now: Now, state: State, said: str) -> Turn:
    plan = now.plan
    page = welcome_page(plan, state)
    folded = fold(said)
    own = language_of(plan.flow, state.visit) or plan.flow.main_language
    if state.language_chosen and _is_back(plan, folded):
        return show(plan, replace(state, language=own, language_chosen=False))
    choice = pick(folded, page.positions, plan.welcome_words(state.language))
    if choice is None:
        return _welcome_unclear(plan, state, page)
    if choice == START:
        return ask_from(now, state, 0, state.answers)
    if choice == NOT_NOW:
        return end(plan, state, "refused", "gave_up")
    if choice == STOP:
        return end(plan, state, "stopped", "stopped")
    language = choice.removeprefix(LANGUAGE)
    return show(plan, replace(state, language=language, language_chosen=language != own))


def _is_back(plan: Plan, folded: str) -> bool:
    key, _, word = folded.partition(" ")
    return key == "0" and (not word or word in plan.service_words["back"])


def _welcome_unclear(plan: Plan, state: State, page: Page) -> Turn:
    tries = state.tries + 1
    if tries >= WELCOME_TRIES:
        return _not_understood(end(plan, replace(state, tries=tries), "not started", "gave_up"))
    return Turn(replace(state, tries=tries), Screen(page.text(unclear=True), more=True), understood=False)


def _not_understood(turn: Turn) -> Turn:
    """The same turn, marked as not understood."""
    return replace(turn, understood=False)


# --- a question --------------------------------------------------------------------------------------------------------------


def _hear_answer(now: Now, state: State, question: Question, said: str) -> Turn:
    layout, spot = layout_of(now.plan, state, question)
    page = layout.page(state.page)
    meaning = understand(
        now.plan, question, said, language=state.language, page=page, zero=zero_of(question, state), spot=spot,
        at_ms=now.at_ms, phones=now.phones,
    )  # fmt: skip
    match meaning.act:
        case "answer":
            return _take(now, state, question, meaning, said)
        case "more":
            return show(now.plan, replace(state, page=state.page + 1))
        case "previous" if state.page:
            return show(now.plan, replace(state, page=state.page - 1))
        case "skip":
            return store(now, state, question, _answer(now, state, "skipped", None, said))
        case "back":
            return _take_back(now, state)
        case "unclear":
            return _unclear(now, state, question, page, said)
        case _:
            return _move(now.plan, state, question, meaning, spot)


def _take(now: Now, state: State, question: Question, meaning: Meaning, said: str) -> Turn:
    if isinstance(question.kind, Message):
        return store(now, state, question, None, NEXT)
    return store(now, state, question, _answer(now, state, "answered", meaning.value, said, cut=meaning.cut))


def _unclear(now: Now, state: State, question: Question, page: Page, said: str) -> Turn:
    if isinstance(question.kind, Message):
        return _not_understood(show(now.plan, state))
    if state.tries + 1 < question.tries:
        named = not page.positions or any(sign.isalpha() for sign in said)
        again = page.again(named=named, back=zero_of(question, state) == "back")
        return Turn(replace(state, tries=state.tries + 1), Screen(again, more=True), understood=False)
    value = "no" if isinstance(question.kind, Consent) else None
    return _not_understood(store(now, state, question, _answer(now, state, "unclear", value, said)))


def _answer(now: Now, state: State, how: AnswerState, value: str | None, said: str, *, cut: bool = False) -> Answer:
    return Answer(
        question=state.open,
        state=how,
        value=value,
        raw="" if isinstance(now.plan.flow.question(state.open).kind, Phone) else raw_words(said),
        how="person",
        language=state.language,
        channel=state.channel,
        tries=state.tries + 1,
        asked_at_ms=state.asked_at_ms,
        answered_at_ms=now.at_ms,
        cut=cut,
    )


def _take_back(now: Now, state: State) -> Turn:
    """Back to the last question that the person answered; that answer, and what the visit answered since, counts no more."""
    at = len(state.answers) - 1
    while state.answers[at].how != "person":
        at -= 1
    earlier = state.asking(state.answers[at].question, state.answers[:at], now.at_ms)
    return show(now.plan, replace(earlier, replaced=(*state.replaced, *state.answers[at:])))


# --- on the way to a place ---------------------------------------------------------------------------------------------------


def _move(plan: Plan, state: State, question: Question, meaning: Meaning, spot: Spot) -> Turn:
    """Another screen of the same place question: the list instead of codes, into a group, to the candidates, or back."""
    kind = question.kind
    assert isinstance(kind, Place)
    match meaning.act:
        case "list":
            return _at(plan, state, from_codes(spot))
        case "group":
            return _at(plan, state, into(spot, meaning.value))
        case "which":
            return _at(plan, state, Spot(spot.step, spot.path, meaning.hits))
        case _:
            return _back_on(plan, state, question, *back_from(kind, spot))


def _at(plan: Plan, state: State, spot: Spot, page: int = 0) -> Turn:
    return show(plan, replace(state, step=spot.step, path=spot.path, hits=spot.hits, page=page))


def _back_on(plan: Plan, state: State, question: Question, spot: Spot, left_by: str) -> Turn:
    """One screen back: on the page from which the person had gone on."""
    back = replace(state, step=spot.step, path=spot.path, hits=spot.hits, page=0)
    layout, _ = layout_of(plan, back, question)
    return show(plan, replace(back, page=layout.page_with(left_by)) if left_by else back)
