"""What an office does for a person who stands at its counter: register STOP, or lift it; erase; tell what is held.

A number comes from the counter and is never written down for this: where nothing is known of it, only its index is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from gateway.conversing.converse import Came
from gateway.rights import consent, dossier, erasure
from storage import audit, contacts, tombstones
from storage.unit import Overtaken, unit

if TYPE_CHECKING:
    from gateway.rights.erasure import Erased
    from gateway.wiring import Gateway
    from storage.unit import Unit

UNKNOWN = "unknown number"
AGAIN = 5
"""How often something is taken up that a call or a text of the same person has overtaken."""

_Done = TypeVar("_Done")


def erase(gateway: Gateway, number: str, by: str, reason: str, asked_at_ms: int | None = None) -> Erased:
    """Erase whoever has a number, known or not; durable when it returns. ``asked_at_ms``: when they asked, if not now."""
    erased = _until_not_overtaken(lambda: _erase(gateway, number, by, reason, asked_at_ms))
    erasure.lose_traces(gateway)
    return erased


def _erase(gateway: Gateway, number: str, by: str, reason: str, asked_at_ms: int | None) -> Erased:
    at_ms = gateway.now_ms()
    with unit(gateway.engine) as u:
        person = contacts.find_held(u, gateway.vault, number)
        if person is None:
            erased = erasure.erase_unknown(u, gateway, number, at_ms, by, reason, asked_at_ms)
        else:
            erased = erasure.erase(
                u, gateway, person.id, at_ms, by=by, channel="office", reason=reason, asked_at_ms=asked_at_ms
            )
        u.commit()
    return erased


def opt(gateway: Gateway, number: str, by: str, reason: str, *, out: bool) -> bool:
    """Register that a number is not to be texted, or that it may be again; says whether that was new."""
    return _until_not_overtaken(lambda: _opt(gateway, number, by, reason, out=out))


def _opt(gateway: Gateway, number: str, by: str, reason: str, *, out: bool) -> bool:
    at_ms = gateway.now_ms()
    with unit(gateway.engine) as u:
        person = contacts.find_held(u, gateway.vault, number)
        is_new = _opt_known(u, gateway, person, at_ms, out=out) if person else _opt_unknown(u, gateway, number, at_ms, out=out)
        subject = f"person {person.id}" if person else UNKNOWN
        action = "opt-out registered" if out else "opt-out lifted"
        audit.append(u, actor=by, action=action, subject=subject, at_ms=at_ms, detail={"reason": reason, "new": is_new})
        u.commit()
    return is_new


def look_up(gateway: Gateway, number: str, by: str, reason: str, *, with_answers: bool) -> dict[str, Any] | None:
    """All that is held of a number, ``None`` if nothing is; the audit says who looked, and why."""
    at_ms = gateway.now_ms()
    with unit(gateway.engine) as u:
        person = contacts.find(u, gateway.vault, number)
        told = dossier.everything(u, gateway, person.id, at_ms, with_answers=with_answers) if person else None
        stone = tombstones.find(u, gateway.vault.index(number))
        if told is None and stone is not None:
            told = {"opted_out_at_ms": stone.opted_out_at_ms, "erased_at_ms": stone.erased_at_ms}
        subject = f"person {person.id}" if person else UNKNOWN
        detail = {"reason": reason, "with_answers": with_answers}
        audit.append(u, actor=by, action="person looked up", subject=subject, at_ms=at_ms, detail=detail)
        u.commit()
    return told


def _until_not_overtaken(work: Callable[[], _Done]) -> _Done:
    """The work, done again where a call or a text of the same person was quicker."""
    for _ in range(AGAIN):
        try:
            return work()
        except Overtaken:
            continue
    return work()


def _opt_known(u: Unit, gateway: Gateway, person: contacts.Contact, at_ms: int, *, out: bool) -> bool:
    if out:  # as STOP does: every conversation ends
        erasure.end_all(u, gateway, Came(person.id, "office", "", at_ms, None))
        return not person.opted_out
    return consent.opt(u, person.id, out=False, channel="office", at_ms=at_ms)


def _opt_unknown(u: Unit, gateway: Gateway, number: str, at_ms: int, *, out: bool) -> bool:
    index = gateway.vault.index(number)
    if not out:
        return tombstones.lift(u, index)
    before = tombstones.find(u, index)
    tombstones.put(u, index, opted_out_at_ms=at_ms, erased_at_ms=None)
    return before is None or before.opted_out_at_ms is None
