"""Holding texts back by a person's word, and letting them go again; both are written to the audit.

What is paused sends no invitations and no reminders. Whoever writes or dials is answered all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from flows.reading.nearest import nearest
from gateway.refusal import Refusal
from gateway.sending import breaker, caps
from reports.text.redaction import redact
from storage import audit, pauses
from storage.pauses import Pause, Scope
from storage.unit import reading, unit

if TYPE_CHECKING:
    from collections.abc import Collection

    from gateway.wiring import Gateway

GUARDS = (breaker.BREAKER, breaker.REFUSED, caps.SPENDING, caps.TWICE)
"""Hands that hold texts back by themselves; what a person pauses beside them is that person's to end."""

SCOPES: tuple[Scope, ...] = get_args(Scope)


def checked(gateway: Gateway, scope: Scope, name: str) -> str:
    """The name of what is to be paused, if there is such a thing. Raises :class:`Refusal` (code 2)."""
    if scope == "all":
        if name:
            raise Refusal(f"“all” is everything; “{name}” is one thing.", "Leave the name out, or say what it names.", code=2)
        return ""
    known = _names(gateway, scope)
    if name in known:
        return name
    if not name:
        raise Refusal(f"Which {scope} is meant?", f"There are: {', '.join(sorted(known))}.", code=2)
    guess = nearest(name, tuple(known))
    meant = f" Did you mean “{guess}”?" if guess else ""
    raise Refusal(f"There is no {scope} “{name}”.{meant}", f"There are: {', '.join(sorted(known))}.", code=2)


def _names(gateway: Gateway, scope: Scope) -> Collection[str]:
    if scope == "channel":
        return gateway.settings.channels
    if scope == "ministry":
        return gateway.settings.ministries
    with reading(gateway.engine) as c:
        gateway.published.refresh(c)
    published = {edition.version.survey for edition in gateway.published.everything()}
    return published.union(*(ministry.surveys for ministry in gateway.settings.ministries.values()))


def hold(gateway: Gateway, scope: Scope, name: str, reason: str, by: str, until_ms: int | None = None) -> None:
    """Pause something of :func:`checked` name, until an instant or until somebody lifts it. Raises :class:`Refusal`."""
    at_ms = gateway.now_ms()
    if until_ms is not None and until_ms <= at_ms:
        raise Refusal(
            "The pause would be over before it begins.", "Give a time in the future, with its offset from UTC.", code=2
        )
    reason = redact(reason.strip())
    if not reason:
        raise Refusal("A pause needs a reason.", "Say in a few words why, for whoever finds it later.", code=2)
    with unit(gateway.engine) as u:
        pauses.pause(u, scope, name, reason, by, at_ms, until_ms)
        told = {"reason": reason, "until_ms": until_ms}
        audit.append(u, actor=by, action="paused", subject=f"{scope} {name}".strip(), at_ms=at_ms, detail=told)
        u.commit()


def let_go(gateway: Gateway, scope: Scope, name: str, by: str, *, guards: bool = False) -> tuple[int, list[Pause]]:
    """End the pauses that people made of something, with ``guards`` those of guards too; how many there were, and what still
    holds it."""
    at_ms = gateway.now_ms()
    with unit(gateway.engine) as u:
        ended = pauses.lift(u, scope, name, by, at_ms, but=() if guards else GUARDS)
        still = [pause for pause in pauses.holding(u, at_ms) if (pause.scope, pause.name) == (scope, name)]
        if ended:
            audit.append(
                u, actor=by, action="resumed", subject=f"{scope} {name}".strip(), at_ms=at_ms, detail={"pauses": ended}
            )
        u.commit()
    return ended, still
