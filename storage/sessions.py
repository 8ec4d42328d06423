"""Sessions, the calls that carry them and their turns.

A plain hop is one statement that finds where the call stands and one that appends a turn. The primary key (session, n) of a
turn is the lock between processes: whoever comes second is ``Overtaken`` and looks again.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, insert, literal_column, select, tuple_, update

from storage.prepared import Prepared
from storage.tables import calls, sessions, turns
from storage.unit import Overtaken, Unit

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class Standing:
    """A USSD call, the session it is in, and that session's newest turn."""

    call_id: int
    session_id: int
    contact_id: int
    binding: bytes
    """Keyed BLAKE2b of provider id, number and service code: a call keeps all three."""
    version_id: int
    survey: str
    ministry: str
    code: str
    opened_at_ms: int
    ended: str
    """An end state; empty while the session is open."""
    n: int
    call_of_turn: int | None
    """The call of the newest turn: another one than ``call_id`` if the person has dialled again since, or the clock came by."""
    heard: str | None
    """The aggregator's cumulative text up to and with the newest turn, or what the gateway keeps in its place."""
    state: str
    reply: str | None
    at_ms: int


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session, open or ended, and its newest turn."""

    session_id: int
    contact_id: int
    ministry: str
    survey: str
    version_id: int
    channel: str
    """``ussd`` or ``sms``."""
    code: str
    begun_at_ms: int
    due_at_ms: int
    ended: str
    n: int
    call_id: int | None
    heard: str | None
    state: str
    reply: str | None
    at_ms: int


def windows(at_ms: int) -> tuple[int, int]:
    """The UTC day of an instant and the day before, as day numbers: a call that began in either may still go on."""
    day = at_ms // DAY_MS
    return day, day - 1


# The literals let both databases see that the partial indexes serve.
_IS_OPEN = sessions.c.ended == literal_column("''")
_IS_FINISHED = sessions.c.ended == literal_column("'finished'")

_newest = select(func.max(turns.c.n)).where(turns.c.session_id == sessions.c.id).correlate(sessions).scalar_subquery()
_AT_NEWEST = (turns.c.session_id == sessions.c.id) & (turns.c.n == _newest)

_FIND_CALL = Prepared(
    select(
        calls.c.id, calls.c.session_id, calls.c.contact_id, calls.c.binding, sessions.c.version_id, sessions.c.survey,
        sessions.c.ministry, sessions.c.code, calls.c.opened_at_ms, sessions.c.ended, turns.c.n, turns.c.call_id,
        turns.c.heard, turns.c.state, turns.c.reply, turns.c.at_ms,
    )
    .select_from(calls)
    .join(sessions, sessions.c.id == calls.c.session_id)
    .join(turns, _AT_NEWEST)
    .where(
        calls.c.channel == bindparam("channel"),
        calls.c.provider_id == bindparam("provider_id"),
        calls.c.window.in_((bindparam("today"), bindparam("yesterday"))),
    )
    .order_by(calls.c.window.desc())
)  # fmt: skip

_TURN = ("session_id", "n", "call_id", "inbox_id", "at_ms", "heard", "said", "state", "reply")
_APPEND_TURN = Prepared(insert(turns).values({name: bindparam(name) for name in _TURN}))

_SESSION = ("contact_id", "ministry", "survey", "version_id", "channel", "code", "begun_at_ms", "due_at_ms", "ended")
_BEGIN = Prepared(insert(sessions).values({name: bindparam(name) for name in _SESSION}).returning(sessions.c.id))

_CALL = ("channel", "provider_id", "window", "binding", "contact_id", "session_id", "network_code", "opened_at_ms")
_OPEN_CALL = Prepared(insert(calls).values({name: bindparam(name) for name in _CALL}).returning(calls.c.id))

_MOVE_CALL = Prepared(update(calls).where(calls.c.id == bindparam("call")).values(session_id=bindparam("to")))

_THIS_SESSION = sessions.c.id == bindparam("session")
_END = Prepared(update(sessions).where(_THIS_SESSION, _IS_OPEN).values(ended=bindparam("as_"), ended_at_ms=bindparam("at_ms")))
_POSTPONE = Prepared(update(sessions).where(_THIS_SESSION).values(due_at_ms=bindparam("until_ms")))

_WITH_TURN = select(
    sessions.c.id.label("session_id"), sessions.c.contact_id, sessions.c.ministry, sessions.c.survey,
    sessions.c.version_id, sessions.c.channel, sessions.c.code, sessions.c.begun_at_ms, sessions.c.due_at_ms,
    sessions.c.ended, turns.c.n, turns.c.call_id, turns.c.heard, turns.c.state, turns.c.reply, turns.c.at_ms,
).join(turns, _AT_NEWEST)  # fmt: skip

_THEIRS = sessions.c.contact_id == bindparam("contact_id")
_OPENS_OF = Prepared(_WITH_TURN.where(_THEIRS, _IS_OPEN).order_by(sessions.c.id))
_STANDING = Prepared(_WITH_TURN.where(_THIS_SESSION))
_DUE = _WITH_TURN.where(sessions.c.due_at_ms <= bindparam("at_ms"), _IS_OPEN).order_by(sessions.c.due_at_ms, sessions.c.id)
_LAST_FINISHED = Prepared(
    select(sessions.c.survey, func.max(sessions.c.ended_at_ms)).where(_THEIRS, _IS_FINISHED).group_by(sessions.c.survey)
)


def find_call(c: Connection, channel: str, provider_id: str, windows: tuple[int, int]) -> Standing | None:
    """Where a call stands, or ``None`` if it is not known. Of two calls with the same id, opened on two days, the newer.

    ``channel`` is the configured account; ``windows`` are the days of :func:`windows`.
    """
    row = _FIND_CALL.one(c, channel=channel, provider_id=provider_id, today=windows[0], yesterday=windows[1])
    return None if row is None else Standing(*row)


def append_turn(
    c: Connection,
    session_id: int,
    n: int,
    *,
    call_id: int | None = None,
    inbox_id: int | None = None,
    at_ms: int,
    heard: str | None,
    said: str | None,
    state: str,
    reply: str | None,
) -> None:
    """Appends turn ``n``. Raises ``Overtaken`` if another process has taken it. Durable at once outside of a unit."""
    _APPEND_TURN.do(
        c, session_id=session_id, n=n, call_id=call_id, inbox_id=inbox_id, at_ms=at_ms, heard=heard, said=said, state=state,
        reply=reply,
    )  # fmt: skip


def begin(
    u: Unit,
    *,
    contact_id: int,
    ministry: str,
    survey: str,
    version_id: int,
    channel: str,
    code: str,
    at_ms: int,
    due_at_ms: int,
) -> int:
    """A new open session's id; its first turn is the caller's to append. Raises ``Overtaken`` if one is open."""
    [(session_id,)] = _BEGIN.all(
        u.connection, contact_id=contact_id, ministry=ministry, survey=survey, version_id=version_id, channel=channel,
        code=code, begun_at_ms=at_ms, due_at_ms=due_at_ms, ended="",
    )  # fmt: skip
    return int(session_id)


def open_call(
    u: Unit,
    *,
    channel: str,
    provider_id: str,
    binding: bytes,
    contact_id: int,
    session_id: int,
    network_code: str | None,
    at_ms: int,
) -> int:
    """A new call's id. Raises ``Overtaken`` if this provider id has opened a call on this UTC day already."""
    [(call_id,)] = _OPEN_CALL.all(
        u.connection, channel=channel, provider_id=provider_id, window=at_ms // DAY_MS, binding=binding, contact_id=contact_id,
        session_id=session_id, network_code=network_code, opened_at_ms=at_ms,
    )  # fmt: skip
    return int(call_id)


def move_call(u: Unit, call_id: int, session_id: int) -> None:
    """The call goes on in another session: the person started again."""
    _MOVE_CALL.do(u.connection, call=call_id, to=session_id)


def end(u: Unit, session_id: int, ended: str, at_ms: int) -> None:
    """Closes a session for good. Raises ``Overtaken`` if it has ended already: an end state does not move."""
    if _END.do(u.connection, session=session_id, as_=ended, at_ms=at_ms) == 0:
        raise Overtaken("sessions: ended already")


def postpone(u: Unit, session_id: int, due_at_ms: int) -> None:
    """The clock looks at this session again at ``due_at_ms``."""
    _POSTPONE.do(u.connection, session=session_id, until_ms=due_at_ms)


def opens_of(u: Unit | Connection, contact_id: int) -> list[OpenSession]:
    """A person's open sessions, oldest first."""
    return [OpenSession(*row) for row in _OPENS_OF.all(_of(u), contact_id=contact_id)]


def due(
    u: Unit | Connection, at_ms: int, limit: int, *, channel: str | None = None, after: OpenSession | None = None
) -> list[OpenSession]:
    """Open sessions the clock must look at by ``at_ms``, the longest due first, at most ``limit``.

    ``channel`` asks for those on one, ``after`` for those that follow one that was looked at.
    """
    query = _DUE if channel is None else _DUE.where(sessions.c.channel == channel)
    if after is not None:
        query = query.where(tuple_(sessions.c.due_at_ms, sessions.c.id) > (after.due_at_ms, after.session_id))
    rows = _of(u).execute(query.limit(limit), {"at_ms": at_ms})
    return [OpenSession(**row) for row in rows.mappings()]


def standing(u: Unit | Connection, session_id: int) -> OpenSession | None:
    """A session, open or ended, with its newest turn; ``None`` if there is none."""
    row = _STANDING.one(_of(u), session=session_id)
    return None if row is None else OpenSession(*row)


def in_the_middle(u: Unit | Connection, survey: str) -> dict[int, int]:
    """How many open conversations there are of a survey, by the id of the version they began on."""
    s = sessions.c
    query = select(s.version_id, func.count()).where(s.survey == survey, s.ended == "").group_by(s.version_id)
    return {version_id: n for version_id, n in _of(u).execute(query)}


def last_finished(u: Unit | Connection, contact_id: int) -> dict[str, int]:
    """When a person last finished each survey, for those they ever did."""
    rows = _LAST_FINISHED.all(_of(u), contact_id=contact_id)
    return {survey: at_ms for survey, at_ms in rows}


def _of(u: Unit | Connection) -> Connection:
    return u.connection if isinstance(u, Unit) else u
