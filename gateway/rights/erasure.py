"""Erasure: whoever asks for it is forgotten at once, in one transaction; what they answered is counted as before, and nobody's.

What was counted already stays the same: their answers are filed first. Nothing that comes late (a delivery report, a text sent
before, a new list of visits) brings them back, and no text goes to the number until START.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

import structlog

from flows.model import Phone, Text
from flows.state import Outcome, State
from gateway.conversing import converse, filing
from gateway.conversing.converse import Came
from storage import audit, cursors, forgetting, sessions, tombstones, words
from storage.evidence.work import ERASED, WAITED
from storage.forgetting import InConversation
from storage.sessions import DAY_MS
from storage.unit import Overtaken, reading, unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from storage.unit import Unit
    from storage.words import Conversation

log = structlog.get_logger()

Asked = Literal["sms", "office"]
"""How somebody asks to be erased."""

ACTION = ERASED
BY_THEMSELVES = "the person"
_TRACES = "erasure"
"""Under which name it is noted that SQLite's log still holds what was erased."""
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Erased:
    """``reference`` is the proof: it is told to whoever asked; the audit has it with the counts and nothing of a person."""

    reference: str
    counts: dict[str, int]


def erase(
    u: Unit, gateway: Gateway, contact_id: int, at_ms: int, *,
    by: str, channel: Asked, reason: str = "", asked_at_ms: int | None = None,
) -> Erased:  # fmt: skip
    """Erase a person; ``by`` whom, on which ``channel`` and why. Raises ``Overtaken`` if they are forgotten already.

    ``asked_at_ms`` is when they asked, where that was before now: the law gives days for it, and the audit keeps how many.
    """
    words.leave_no_trace(u)
    forgetting.hold(u, contact_id)
    ended = end_all(u, gateway, Came(contact_id, channel, "", at_ms, None))
    theirs = words.of_person(u, contact_id)
    readable = {each.session_id: _own_words(gateway, u, each) for each in theirs}
    for session_id, own in readable.items():
        if own is not None:
            filing.file_in(u, gateway, session_id)
    about = words.about_a_visit(u, readable)
    texts = words.take_texts(u, contact_id)
    gone = forgetting.cut(u, contact_id, at_ms, erased=True)
    if gone is None:
        raise Overtaken("contacts: forgotten meanwhile")
    words.take_wordings(u, about)
    worded = sum(words.take(u, each, _emptied(each), readable[each.session_id], at_ms) for each in theirs)
    counts = asdict(gone) | {"conversations_ended": ended, "texts_emptied": texts, "answers_with_words": worded}
    return _proven(u, gateway, counts, at_ms, by, reason, asked_at_ms)


def erase_unknown(
    u: Unit, gateway: Gateway, number: str, at_ms: int, by: str, reason: str, asked_at_ms: int | None = None
) -> Erased:
    """Let a number that nothing is held of be texted no more, and prove that it was asked for."""
    tombstones.put(u, gateway.vault.index(number), opted_out_at_ms=at_ms, erased_at_ms=at_ms)
    return _proven(u, gateway, {}, at_ms, by, reason, asked_at_ms)


def _proven(
    u: Unit, gateway: Gateway, counts: dict[str, int], at_ms: int, by: str, reason: str, asked_at_ms: int | None
) -> Erased:
    reference = gateway.reference()
    cursors.put(u, _TRACES, "1", at_ms)
    waited_ms = max(0, max(at_ms, gateway.now_ms()) - (at_ms if asked_at_ms is None else asked_at_ms))
    detail = {**counts, WAITED: round(waited_ms / DAY_MS, 1), **({"reason": reason} if reason else {})}
    audit.append(u, actor=by, action=ACTION, subject=reference, at_ms=at_ms, detail=detail)
    return Erased(reference, counts)


def finish(gateway: Gateway) -> int:
    """What an erasure leaves for later: SQLite's log is emptied, and what came in that very moment is cut off too.

    Returns how many people were looked at again.
    """
    with reading(gateway.engine) as c:
        again = forgetting.to_be_looked_at(c, gateway.now_ms(), _AT_ONCE)
    looked_at = sum(_look_again(gateway, contact_id) for contact_id in again)
    with reading(gateway.engine) as c:
        traces = c.dialect.name == "sqlite" and _left_traces(gateway)
    if traces:
        lose_traces(gateway)
    return looked_at


def lose_traces(gateway: Gateway) -> None:
    """Empty SQLite's log of what was erased, now if nobody reads from it, else when :func:`finish` comes by again."""
    with reading(gateway.engine) as c:
        settled = words.settle_log(c)
    if settled:
        with unit(gateway.engine) as u:
            cursors.put(u, _TRACES, "", gateway.now_ms())
            u.commit()


def _left_traces(gateway: Gateway) -> bool:
    with unit(gateway.engine) as u:
        return bool(cursors.get(u, _TRACES))


def _look_again(gateway: Gateway, contact_id: int) -> bool:
    try:
        with unit(gateway.engine) as u:
            forgetting.look_again(u, contact_id, gateway.now_ms())
            u.commit()
    except InConversation:
        return False
    return True


def end_all(u: Unit, gateway: Gateway, came: Came) -> int:
    """End every conversation as stopped, also those on a version that nobody can read; how many there were."""
    person = converse.known(gateway, u, came.contact_id)
    stopped = tuple((each.key, each.state.ended_as("stopped")) for each in person.opens)
    outcome = Outcome(None, changed=stopped, opted="out")
    converse.record(u, gateway, outcome, came, converse.places(gateway, u, person.standing), None, lambda _: None)
    readable = {each.key for each in person.opens}
    for each in person.standing:
        if each.session_id not in readable:
            sessions.end(u, each.session_id, "stopped", came.at_ms)
    return len(person.standing)


def _own_words(gateway: Gateway, u: Unit, conversation: Conversation) -> list[str] | None:
    """The questions whose values are a person's own words or a number; ``None`` where the version cannot be read."""
    try:
        flow = gateway.published.by_id(u, conversation.version_id)
    except LookupError:
        return None
    return [question.name for question in flow.questions if isinstance(question.kind, Text | Phone)]


def _emptied(conversation: Conversation) -> str:
    """How the newest turn of a conversation reads of which nothing but its end is kept."""
    return State(conversation.channel, conversation.language, "", open="", ended=conversation.ended).dump()
