"""One turn of a conversation: what was, what was said, what is now, and the screen to show. The whole engine.

``begin`` and ``take_turn`` are functions of their arguments: the same survey, state and words give the same turn. What holds
across conversations (dropped calls, keywords, STOP) is in ``flows.conversation``.
"""

from __future__ import annotations

from dataclasses import replace

from flows.asking import ValueOf, after, first_from, zero_is_an_answer
from flows.folding import fold
from flows.measure import USUAL, Budgets
from flows.model import Consent, Flow, Message, Question
from flows.plan import Plan, plan_of
from flows.screen import Page, Zero
from flows.sheets import LANGUAGE, NOT_NOW, START, STOP, platform, thank_you
from flows.state import WELCOME, Answer, AnswerState, Ended, Moment, Screen, State, Turn
from flows.understand import Meaning, pick, raw_words, understand

WELCOME_TRIES = 3

Answers = tuple[Answer, ...]


def begin(flow: Flow, channel: str, moment: Moment, budgets: Budgets = USUAL) -> Turn:
    """A new conversation with its welcome, in the main language of the survey."""
    state = State(channel=channel, language=flow.main_language, reference=moment.reference, asked_at_ms=moment.at_ms)
    return _show(plan_of(flow, budgets), state)


def take_turn(flow: Flow, state: State, said: str | None, at_ms: int, budgets: Budgets = USUAL) -> Turn:
    """What the conversation becomes when ``said`` is heard. ``None`` shows the open screen again and changes nothing.

    A conversation that has ended stays as it is and shows nothing. Never raises for anything said.
    """
    if state.ended:
        return Turn(state, None)
    plan = plan_of(flow, budgets)
    if said is None:
        return _show(plan, state)
    if state.open == WELCOME:
        return _hear_welcome(plan, state, said, at_ms)
    return _hear_answer(plan, state, said, at_ms)


def carry_on(flow: Flow, state: State, at_ms: int, budgets: Budgets = USUAL) -> Turn:
    """The open screen of a conversation that has come over from the other channel: the open question if it applies there."""
    if state.open == WELCOME:
        return _show(plan_of(flow, budgets), state)
    return _ask_from(plan_of(flow, budgets), state, flow.by_name[state.open], at_ms)


# --- the welcome -------------------------------------------------------------------------------------------------------------


def _hear_welcome(plan: Plan, state: State, said: str, at_ms: int) -> Turn:
    page = plan.welcome(state.language, state.channel, state.language_chosen)
    folded = fold(said)
    if state.language_chosen and _is_back(plan, folded):
        return _show(plan, replace(state, language=plan.flow.main_language, language_chosen=False))
    choice = pick(folded, page.positions, plan.welcome_words(state.language))
    if choice is None:
        return _welcome_unclear(plan, state, page)
    if choice == START:
        return _ask_from(plan, state, 0, at_ms)
    if choice == NOT_NOW:
        return _end(plan, state, "refused", "gave_up")
    if choice == STOP:
        return _end(plan, state, "stopped", "stopped")
    return _show(plan, replace(state, language=choice.removeprefix(LANGUAGE), language_chosen=True))


def _is_back(plan: Plan, folded: str) -> bool:
    key, _, word = folded.partition(" ")
    return key == "0" and (not word or word in plan.service_words["back"])


def _welcome_unclear(plan: Plan, state: State, page: Page) -> Turn:
    tries = state.tries + 1
    if tries >= WELCOME_TRIES:
        return _not_understood(_end(plan, replace(state, tries=tries), "not started", "gave_up"))
    return Turn(replace(state, tries=tries), Screen(page.text(unclear=True), more=True), understood=False)


def _not_understood(turn: Turn) -> Turn:
    """The same turn, marked as not understood."""
    return Turn(turn.state, turn.screen, understood=False)


# --- a question --------------------------------------------------------------------------------------------------------------


def _hear_answer(plan: Plan, state: State, said: str, at_ms: int) -> Turn:
    question = plan.flow.question(state.open)
    pages = plan.pages(question, state.language, state.channel)
    page = pages[min(state.page, len(pages) - 1)]
    zero = _zero(question, state)
    meaning = understand(plan, question, said, language=state.language, page=page, zero=zero)
    match meaning.act:
        case "answer":
            return _take(plan, state, question, meaning, said, at_ms)
        case "more":
            return _show(plan, replace(state, page=state.page + 1))
        case "previous":
            return _show(plan, replace(state, page=state.page - 1))
        case "skip":
            return _store(plan, state, question, _answer(state, "skipped", None, said, at_ms), at_ms)
        case "back":
            return _take_back(plan, state, at_ms)
        case _:
            return _unclear(plan, state, question, page, said, at_ms)


def _zero(question: Question, state: State) -> Zero:
    """What ``0`` means on the open screen (table 7.3; the first row that matches counts)."""
    if state.page > 0:
        return "previous"
    if question.may_be_skipped:
        return "skip"
    if state.channel == "ussd" and state.answers and not zero_is_an_answer(question.kind):
        return "back"
    return ""


def _take(plan: Plan, state: State, question: Question, meaning: Meaning, said: str, at_ms: int) -> Turn:
    if isinstance(question.kind, Message):
        return _ask_from(plan, state, plan.flow.by_name[question.name] + 1, at_ms)
    answer = _answer(state, "answered", meaning.value, said, at_ms, cut=meaning.cut)
    return _store(plan, state, question, answer, at_ms)


def _unclear(plan: Plan, state: State, question: Question, page: Page, said: str, at_ms: int) -> Turn:
    if isinstance(question.kind, Message):
        return _not_understood(_show(plan, state))
    if state.tries + 1 < question.tries:
        again = page.text(unclear=True, back=_zero(question, state) == "back")
        return Turn(replace(state, tries=state.tries + 1), Screen(again, more=True), understood=False)
    value = "no" if isinstance(question.kind, Consent) else None
    return _not_understood(_store(plan, state, question, _answer(state, "unclear", value, said, at_ms), at_ms))


def _answer(state: State, how: AnswerState, value: str | None, said: str, at_ms: int, *, cut: bool = False) -> Answer:
    return Answer(
        question=state.open,
        state=how,
        value=value,
        raw=raw_words(said),
        how="person",
        language=state.language,
        channel=state.channel,
        tries=state.tries + 1,
        asked_at_ms=state.asked_at_ms,
        answered_at_ms=at_ms,
        cut=cut,
    )


def _store(plan: Plan, state: State, question: Question, answer: Answer, at_ms: int) -> Turn:
    index = plan.flow.by_name[question.name]
    onward = after(plan.flow, index, unclear=answer.state == "unclear")
    return _ask_from(plan, state, onward, at_ms, (*state.answers, answer))


def _take_back(plan: Plan, state: State, at_ms: int) -> Turn:
    """Back to the last answered question; what it was answered is kept as replaced and not counted."""
    last = state.answers[-1]
    earlier = state.asking(last.question, state.answers[:-1], at_ms)
    return _show(plan, replace(earlier, replaced=(*state.replaced, last)))


# --- what comes next ---------------------------------------------------------------------------------------------------------


def _ask_from(plan: Plan, state: State, index: int, at_ms: int, answers: Answers | None = None) -> Turn:
    """The first question from ``index`` on that applies, or the thank-you. By text, messages on the way are joined to it.

    ``answers`` are those of the conversation from now on, if they have changed.
    """
    said_before: list[str] = []
    given = state.answers if answers is None else answers
    value_of = _value_of(given)
    at = first_from(plan.flow, index, value_of, state.channel)
    while at is not None and state.channel == "sms" and isinstance(plan.flow.questions[at].kind, Message):
        said_before.append(plan.pages(plan.flow.questions[at], state.language, "sms")[0].text())
        at = first_from(plan.flow, at + 1, value_of, state.channel)
    if at is None:
        words = thank_you(plan.flow, state.language, state.channel, state.reference)
        return Turn(replace(state, answers=given).ended_as("finished"), Screen("\n".join((*said_before, words)), more=False))
    return _show(plan, state.asking(plan.flow.questions[at].name, given, at_ms), *said_before)


def _value_of(answers: Answers) -> ValueOf:
    def value_of(question: str) -> str | None:
        for answer in answers:
            if answer.question == question:
                return answer.value if answer.state == "answered" else None
        return None

    return value_of


def _show(plan: Plan, state: State, *said_before: str) -> Turn:
    if state.open == WELCOME:
        page = plan.welcome(state.language, state.channel, state.language_chosen)
        return Turn(state, Screen(page.text(), more=True))
    question = plan.flow.question(state.open)
    pages = plan.pages(question, state.language, state.channel)
    text = pages[min(state.page, len(pages) - 1)].text(back=_zero(question, state) == "back")
    return Turn(state, Screen("\n".join((*said_before, text)) if said_before else text, more=True))


def _end(plan: Plan, state: State, how: Ended, word: str) -> Turn:
    """The end of a conversation with a platform word."""
    return Turn(state.ended_as(how), Screen(platform(plan.flow, word, state.language), more=False))
