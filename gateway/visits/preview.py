"""What would become of a list, before anything of it is stored: how many would be asked, by which words, at what cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from flows.conversation import invite
from flows.costs import Costs
from flows.engine.knowing import language_of
from flows.measure import sms_parts
from flows.state import Moment, Person, Visit
from gateway.visits.due import Due
from gateway.visits.load import stratum_of
from storage import crowd, visits
from storage.unit import Unit, reading

if TYPE_CHECKING:
    from gateway.visits.cells import Given
    from gateway.visits.desk import Desk
    from gateway.visits.examine import Examined
    from gateway.wiring import Gateway
    from storage.crowd import Member

MESSAGES = 3
MEASURED = 200
"""Texts of which the average length is taken."""
_A_LOOK = 1000


@dataclass(frozen=True, slots=True)
class Message:
    """A text exactly as a person of the list would be sent it, but for the reference of the conversation."""

    row: int
    language: str
    text: str
    parts: int


@dataclass(frozen=True, slots=True)
class Preview:
    known: int
    """Visits that were handed in before: nothing becomes of them."""
    new: int
    drawn: int
    """Of the new ones, those that would be drawn, testers included."""
    not_asked: Mapping[str, int]
    """Of the new ones, those that would not be sent a text if they were drawn: reason -> how many."""
    messages: tuple[Message, ...]
    parts: float
    """SMS parts of a text on average."""
    cost: str
    """Of all texts, in words; empty while nobody knows the price of one."""
    first_at_ms: int | None = None
    """When the first of those who may be drawn would be asked, and the last; ``None`` where nobody would."""
    last_at_ms: int | None = None


def preview(gateway: Gateway, desk: Desk, examined: Examined) -> Preview:
    """Look at what is stored already; nothing is written."""
    with reading(gateway.engine) as connection:
        u = Unit(connection)
        new = [given for batch in _looks(examined.given) for given in _not_known(u, desk, batch)]
        people: dict[str, Member] = {}
        for batch in _looks(new):
            people |= crowd.known(u, gateway.vault, (given.number for given in batch))
        due = Due(gateway, desk)
        reasons = [_reason(gateway, due, given, people) for given in new] if desk.invites else []
        drawn = _would_be_drawn(u, gateway, desk, new, reasons, people) if desk.invites else 0
    askable = [given for given, reason in zip(new, reasons, strict=False) if not reason]
    parts = _parts(gateway, desk, askable)
    times = [due.at_ms(due.zone(given.number), given.recorded_at_ms) for given in askable] if drawn else []
    return Preview(
        known=len(examined.given) - len(new),
        new=len(new),
        drawn=drawn,
        not_asked=Counter(reason for reason in reasons if reason),
        messages=tuple(_messages(gateway, desk, askable)),
        parts=parts,
        cost=_cost(gateway, round(parts * drawn)),
        first_at_ms=min(times, default=None),
        last_at_ms=max(times, default=None),
    )


def _looks(given: Sequence[Given]) -> Iterator[Sequence[Given]]:
    for start in range(0, len(given), _A_LOOK):
        yield given[start : start + _A_LOOK]


def _not_known(u: Unit, desk: Desk, batch: Sequence[Given]) -> list[Given]:
    known = visits.known(u, desk.ministry.key, desk.flow.survey, [given.reference for given in batch])
    return [given for given in batch if given.reference not in known]


def _would_be_drawn(
    u: Unit, gateway: Gateway, desk: Desk, new: Sequence[Given], reasons: Sequence[str], people: Mapping[str, Member]
) -> int:
    """As many as the draw will take: who they are is not known before, nor is it by this."""
    testers = [given for given in new if (member := people.get(given.number)) is not None and member.is_tester]
    apart = {given.reference for given in testers}
    apart |= {given.reference for given, reason in zip(new, reasons, strict=True) if reason == "too late"}
    strata = Counter(stratum_of(given) for given in new if given.reference not in apart)
    drawn = visits.drawn_of(u, desk.ministry.key, desk.flow.survey, strata) if strata else {}
    target = gateway.settings.invitations.target_a_week
    room = (min(count, max(0, target - drawn.get(stratum, 0))) for stratum, count in strata.items())
    return sum(room) + len(testers)


def _reason(gateway: Gateway, due: Due, given: Given, people: Mapping[str, Member]) -> str:
    """Why this person would be sent nothing, as far as it is known today; empty if nothing is."""
    if due.is_late(given.recorded_at_ms, gateway.now_ms()):
        return "too late"
    if not given.served:
        return "country not served"
    member = people.get(given.number)
    return "opted out" if member is not None and member.opted_out else ""


def _messages(gateway: Gateway, desk: Desk, askable: Sequence[Given]) -> Iterator[Message]:
    """Texts to the first people of different languages, then to the next best."""
    by_language: dict[str, Given] = {}
    for given in askable:
        by_language.setdefault(language_of(desk.flow, given.cells), given)
    first = list(by_language.values())[:MESSAGES]
    others = [given for given in askable[: 2 * MESSAGES] if given not in first]
    for given in sorted((*first, *others)[:MESSAGES], key=lambda given: given.row):
        language, text = _text(gateway, desk, given)
        yield Message(given.row, language, text, sms_parts(text))


def _text(gateway: Gateway, desk: Desk, given: Given) -> tuple[str, str]:
    """The language and the text of an invitation, by the same engine that sends it."""
    visit, moment = Visit(given.cells, given.recorded_at_ms), Moment(gateway.now_ms(), gateway.reference())
    outcome = invite(desk.flow, visit, Person(), moment, gateway.budgets)
    if outcome is None or outcome.begun is None or outcome.screen is None:
        return "", ""
    return outcome.begun.language, outcome.screen.text


def _parts(gateway: Gateway, desk: Desk, askable: Sequence[Given]) -> float:
    measured = askable[:: max(1, len(askable) // MEASURED)]
    return fmean(sms_parts(_text(gateway, desk, given)[1]) for given in measured) if measured else 0.0


def _cost(gateway: Gateway, parts: int) -> str:
    cost = gateway.settings.cost
    return Costs(cost.sms_price, cost.currency).of(parts) if cost.sms_price else ""
