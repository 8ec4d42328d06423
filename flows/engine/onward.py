"""What comes after an answer: the next question that applies and that no visit answers, its screen, or the end (6.2 to 6.4)."""

from __future__ import annotations

from flows.engine.asking import ValueOf, first_from, jump_of, landing, zero_is_an_answer
from flows.engine.knowing import answers_are_known, place_values, visit_values
from flows.engine.placing import FIRST, Spot, has_list_behind
from flows.engine.plan import Plan
from flows.engine.sheets import NO_VALUES, platform, thank_you
from flows.model import NEXT, Jump, Message, Place, Question
from flows.screen import Layout, Page, Zero
from flows.state import WELCOME, Answer, Ended, Phones, Screen, State, Turn
from flows.understand import UNCLEAR, raw_words, understand_cell

Answers = tuple[Answer, ...]


class Now:
    """What a turn is taken with: the survey made ready, the time, and phone numbers as they are read here."""

    __slots__ = ("at_ms", "phones", "plan")

    def __init__(self, plan: Plan, at_ms: int, phones: Phones) -> None:
        self.plan = plan
        self.at_ms = at_ms
        self.phones = phones


# --- the open screen ---------------------------------------------------------------------------------------------------------


def show(plan: Plan, state: State, *said_before: str) -> Turn:
    """The open screen, below messages that go out with it."""
    if state.open == WELCOME:
        return Turn(state, Screen(welcome_page(plan, state).text(), more=True))
    question = plan.flow.question(state.open)
    layout, _ = layout_of(plan, state, question)
    text = layout.page(state.page).text(back=zero_of(question, state) == "back")
    return Turn(state, Screen("\n".join((*said_before, text)) if said_before else text, more=True))


def welcome_page(plan: Plan, state: State) -> Page:
    """The first screen as this conversation has it."""
    if state.visit is None:
        return plan.welcome(state.language, state.channel, state.language_chosen)
    return plan.welcome(
        state.language,
        state.channel,
        state.language_chosen,
        values=visit_values(plan.flow, state.visit),
        language_known=state.language_known,
        answers_known=answers_are_known(plan.flow, state.visit),
    )


def layout_of(plan: Plan, state: State, question: Question) -> tuple[Layout, Spot]:
    """The screens of the open question with what its wordings show back, and where a place question stands."""
    names = plan.named_in(question)
    values = place_values(plan.flow, names, state.answers, state.language) if names else NO_VALUES
    spot = Spot(state.step, state.path, state.hits) if state.step or state.hits else FIRST
    return plan.layout(question, state.language, state.channel, values, spot), spot


def zero_of(question: Question, state: State) -> Zero:
    """What ``0`` means on the open screen (table 7.3; the first row that matches counts)."""
    if state.page or state.step or state.hits:
        return "previous"
    if isinstance(question.kind, Place) and has_list_behind(question.kind, FIRST):
        return "list"
    if question.may_be_skipped:
        return "skip"
    if state.channel != "sms" and has_answered(state.answers) and not zero_is_an_answer(question.kind):
        return "back"
    return ""


def has_answered(answers: Answers) -> bool:
    """True if one of the answers was the person's own, not the visit's."""
    return bool(answers) and (answers[-1].how == "person" or any(answer.how == "person" for answer in answers))


# --- what comes next ---------------------------------------------------------------------------------------------------------


def store(now: Now, state: State, question: Question, answer: Answer | None, value: str | None = None) -> Turn:
    """The conversation with one more answer, where that leads. A message has none, and ``value`` says what it leads by."""
    if answer is None:
        return _follow(now, state, question, jump_of(question, value=value), state.answers)
    jump = jump_of(question, unclear=answer.state == "unclear", value=answer.value)
    return _follow(now, state, question, jump, (*state.answers, answer))


def _follow(now: Now, state: State, question: Question, jump: Jump | None, answers: Answers) -> Turn:
    if jump is not None and jump.starts:
        return _finish(now.plan, state, answers, (), jump.starts)
    flow = now.plan.flow
    return ask_from(now, state, landing(flow, flow.by_name[question.name], jump), answers)


def ask_from(now: Now, state: State, index: int, answers: Answers) -> Turn:
    """The first question from ``index`` on that applies and is not known, or the thank-you; ``answers`` count from now on.

    By text, messages on the way are joined to what follows.
    """
    flow, channel = now.plan.flow, state.channel
    said_before: tuple[str, ...] = ()
    while True:
        at = first_from(flow, index, value_of(answers), channel)
        if at is None:
            return _finish(now.plan, state, answers, said_before)
        question = flow.questions[at]
        if isinstance(question.kind, Message) and channel != "ussd":
            said_before = (*said_before, _message(now.plan, state, question, answers))
            jump = jump_of(question, value=NEXT)
        else:
            known = _known(now, state, question) if question.known_from and state.visit else None
            if known is None:
                return show(now.plan, state.asking(question.name, answers, now.at_ms), *said_before)
            answers = (*answers, known)
            jump = jump_of(question, value=known.value)
        if jump is not None and jump.starts:
            return _finish(now.plan, state, answers, said_before, jump.starts)
        index = landing(flow, at, jump)


def value_of(answers: Answers) -> ValueOf:
    """The value that each question was answered with, for conditions."""

    def of(question: str) -> str | None:
        for answer in answers:
            if answer.question == question:
                return answer.value if answer.state == "answered" else None
        return None

    return of


def _message(plan: Plan, state: State, question: Question, answers: Answers) -> str:
    """The words of a message as they go out together with what follows."""
    values = place_values(plan.flow, plan.named_in(question), answers, state.language)
    return plan.layout(question, state.language, state.channel, values).page(0).text()


def _known(now: Now, state: State, question: Question) -> Answer | None:
    """The answer that the visit gives, if its cell is understood."""
    cell = (state.visit or {}).get(question.known_from, "")
    meaning = understand_cell(now.plan, question, cell, now.at_ms) if cell else UNCLEAR
    if meaning is UNCLEAR:
        return None
    return Answer(
        question=question.name,
        state="answered",
        value=meaning.value,
        raw=raw_words(cell),
        how="visit",
        language=state.language,
        channel=state.channel,
        tries=0,
        asked_at_ms=now.at_ms,
        answered_at_ms=now.at_ms,
        cut=meaning.cut,
    )


def _finish(plan: Plan, state: State, answers: Answers, said_before: tuple[str, ...], starts: str = "") -> Turn:
    """The thank-you. At a front door the conversation has not finished but moved on to the survey that it starts."""
    names = plan.named_in_thanks
    values = {
        **(place_values(plan.flow, names, answers, state.language) if names else NO_VALUES),
        **(visit_values(plan.flow, state.visit) if state.visit else NO_VALUES),
    }
    words = thank_you(plan.flow, state.language, state.channel, state.reference, values)
    over = state.asking("", answers, 0).ended_as("moved" if starts else "finished")
    return Turn(over, Screen("\n".join((*said_before, words)), more=False), starts=starts)


def end(plan: Plan, state: State, how: Ended, word: str) -> Turn:
    """The end of a conversation with a platform word."""
    return Turn(state.ended_as(how), Screen(platform(plan.flow, word, state.language), more=False))
