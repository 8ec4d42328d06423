"""A phone as a page shows it: its bubbles with their length and price, what is asked, and what would be stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from flows.measure import Budgets, measure, sms_parts, ussd_units
from flows.model import Channel, Flow
from flows.state import WELCOME, Moment
from flows.talking.play import Results
from flows.talking.rehearsal import REFERENCE, Rehearsal, Shown
from flows.walking.paths import way_to
from gateway.phones.played import Act, Played
from gateway.phones.trial import Event, Trial, span_of
from gateway.refusal import Refusal

NONSENSE = "???"
MOST_NONSENSE = 3


@dataclass(frozen=True, slots=True)
class Stand:
    """On what a try-out is played: a survey, those it leads to, the room of a screen, the price of a text (0: not known)."""

    flow: Flow
    budgets: Budgets
    others: tuple[Flow, ...] = ()
    price: Decimal = Decimal(0)
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One thing said or shown. ``by``: the person, the phone, or *event* for what happened (``time passes``).

    ``act`` counts what was done (0: the start); ``question`` is the one that is open then. Of the phone's own: ``units`` of
    ``budget`` (0: none) in ``coding``, ``parts`` of a text and what they cost.
    """

    by: Literal["person", "phone", "event"]
    text: str
    channel: Channel
    act: int
    question: str = ""
    units: int = 0
    budget: int = 0
    coding: str = ""
    parts: int = 0
    price: Decimal = Decimal(0)
    awaits: bool = False


@dataclass(frozen=True, slots=True)
class Handset:
    """How a try-out stands. ``question`` is open, empty if none is; ``over``: nothing awaits an answer.

    ``stored`` is what each survey would have as its row; ``repeatable``: it can be written as an example.
    """

    bubbles: tuple[Bubble, ...]
    question: str
    language: str
    at_ms: int
    in_call: bool
    over: bool
    stored: dict[str, Results]
    parts: int
    price: Decimal
    currency: str
    repeatable: bool


def begin(stand: Stand, channel: Channel, at_ms: int, language: str = "", visit: dict[str, str] | None = None) -> Played:
    """A try-out at its start. Raises :class:`Refusal` if the survey has no such channel, language or column."""
    flow = stand.flow
    if channel not in flow.channels:
        raise Refusal(f"Nobody can start this survey by {channel}.", f"Try it by: {', '.join(flow.channels) or 'nothing yet'}.")
    if language and language not in flow.languages:
        raise Refusal(f"The survey is not in “{language}”.", f"It is in: {', '.join(flow.languages.values())}.")
    strange = [column for column in visit or {} if column not in flow.visit_columns]
    if strange:
        raise Refusal(f"The visit list has no column “{strange[0]}”.", f"It has: {', '.join(flow.visit_columns) or 'none'}.")
    return Played(channel, at_ms // 60_000 * 60_000, language, visit).checked()


def show(stand: Stand, played: Played) -> Handset:
    """Plays it and shows how it stands. Raises :class:`Refusal` if the survey cannot be started so any more."""
    trial, acts = run(stand, played)
    newest = trial.phone.newest
    bubbles = tuple(bubble for event, act, question in acts for bubble in _bubbles(stand, event, act, question))
    return Handset(
        bubbles,
        newest[1].open.replace(WELCOME, "") if newest is not None and not newest[1].ended else "",
        newest[1].language if newest is not None else stand.flow.main_language,
        trial.phone.at_ms,
        trial.phone.in_call,
        trial.over,
        trial.outcomes,
        sum(bubble.parts for bubble in bubbles),
        sum((bubble.price for bubble in bubbles), Decimal(0)),
        stand.currency,
        trial.repeatable,
    )


Happened = tuple[Event, int, str]
"""What happened, the number of the act it belongs to, and the question that was open then."""


def run(stand: Stand, played: Played) -> tuple[Trial, list[Happened]]:
    """The production engine on one phone with everything done once more."""
    flow, channel = stand.flow, played.channel
    if channel not in flow.channels or not flow.questions:
        raise Refusal(f"Nobody can start this survey by {channel} any more.", "Begin with another channel.", code=1)
    phone = Rehearsal(flow, played.began_at_ms, budgets=stand.budgets, others=stand.others)
    trial = Trial(flow, channel, stand.budgets, phone, stand.others)
    happened: list[Happened] = []
    _start(trial, played)
    _note(trial, happened, 0)
    for number, act in enumerate(played.acts, 1):
        _do(trial, act)
        _note(trial, happened, number)
    return trial, happened


def _start(trial: Trial, played: Played) -> None:
    trial.start(dict(played.visit) if played.visit is not None else None)
    newest = trial.phone.newest
    if newest is not None and played.language in newest[0].languages:
        state = newest[1]
        if played.language != state.language and not state.language_known and not state.ended:
            trial.send(played.language)


def _do(trial: Trial, act: Act) -> None:
    if act.kind == "say":
        trial.send(act.text)
    elif act.kind == "text":
        trial.text(act.text)
    elif act.kind == "wait":
        trial.wait(act.text)
    elif act.kind == "drop":
        trial.drop()
    elif act.kind == "come again":
        trial.drop()
        trial.start()
    else:
        _talk_nonsense(trial)


def _talk_nonsense(trial: Trial) -> None:
    asked = _open(trial)
    for _ in range(MOST_NONSENSE):
        if not asked or _open(trial) != asked or trial.over:
            break
        trial.send(NONSENSE)


def _open(trial: Trial) -> str:
    newest = trial.phone.newest
    return newest[1].open if newest is not None and not newest[1].ended else ""


def _note(trial: Trial, happened: list[Happened], act: int) -> None:
    question = _open(trial).replace(WELCOME, "")
    happened += [(event, act, question) for event in trial.events[len(happened) :]]


def _bubbles(stand: Stand, event: Event, act: int, question: str) -> Iterator[Bubble]:
    channel: Channel = event.shown[0].channel if event.shown else "sms"
    if event.kind in ("they dial", "they send"):
        yield Bubble("person", event.text, channel, act, question)
    else:
        cells = ", ".join(f"{column}: {cell}" for column, cell in event.cells.items())
        told = event.kind if event.text in ("", "yes") else f"{event.kind}: {event.text}"
        yield Bubble("event", f"{told}: {cells}" if cells else told, channel, act, question)
    for shown in event.shown:
        yield _measured(stand, shown, act, question)


def _measured(stand: Stand, shown: Shown, act: int, question: str) -> Bubble:
    units, coding = ussd_units(shown.text) if shown.channel == "ussd" else measure(shown.text)
    parts = sms_parts(shown.text) if shown.channel == "sms" else 0
    budget = stand.budgets.ussd(coding) if shown.channel == "ussd" else 0
    awaits = shown.how == "show"
    return Bubble("phone", shown.text, shown.channel, act, question, units, budget, coding, parts, stand.price * parts, awaits)


# --- moving about ------------------------------------------------------------------------------------------------------------


def jump(stand: Stand, played: Played, question: str) -> Played:
    """On to a question, with earlier ones answered on the way; from the start if it lies behind, or was passed over.

    Raises :class:`Refusal` if no answers lead there.
    """
    for begun in (played, played.restart()):
        trial, _ = run(stand, begun)
        newest = trial.phone.newest
        if newest is None or trial.over or newest[0] is not stand.flow or newest[1].resume_on:
            continue
        shown = next((each.text for event in reversed(trial.events) for each in reversed(event.shown)), "")
        moment = Moment(trial.phone.at_ms, REFERENCE, trial.phone.phones)
        typed = way_to(stand.flow, question, newest[1], shown, moment, stand.budgets)
        if typed is not None:
            for said in typed:
                begun = begun.say(said)
            return begun
    raise Refusal(f"No answers lead to *{question}* from here.", "Look at who is asked it, or try another channel.", code=1)


def until_morning(stand: Stand, played: Played) -> Played:
    """Waits for the hour from which texts may go out, tomorrow if that is over today."""
    trial, _ = run(stand, played)
    now = datetime.fromtimestamp(trial.phone.at_ms // 1_000, ZoneInfo(stand.flow.time_zone))
    hour, minute = map(int, stand.flow.rules.text_from.split(":"))
    morning = now.replace(hour=hour, minute=minute, second=0)
    if morning <= now:
        morning = (now + timedelta(days=1)).replace(hour=hour, minute=minute, second=0)
    return played.wait(span_of(round((morning - now).total_seconds() * 1_000)))
