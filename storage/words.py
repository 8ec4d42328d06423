"""What people wrote, word for word: it is taken away, and what can be counted stays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, delete, exists, func, or_, select, update

from storage.tables import answers, consents, inbox, outbox, responses, sessions, turns, wordings
from storage.unit import Unit


def leave_no_trace(u: Unit) -> None:
    """Let SQLite write zeros over what this connection takes away from here on."""
    if u.connection.dialect.name == "sqlite":
        u.connection.exec_driver_sql("PRAGMA secure_delete = ON").close()


def settle_log(c: Connection) -> bool:
    """Empty SQLite's write-ahead log, which holds pages as they were before. False while somebody reads from it."""
    if c.dialect.name != "sqlite":
        return True
    busy, _, _ = c.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    return not busy


@dataclass(frozen=True, slots=True)
class Conversation:
    """Whose words are to go: an ended conversation, its version, and how its newest turn is to read from now on."""

    session_id: int
    version_id: int
    channel: str
    language: str
    ended: str


def of_person(u: Unit, contact_id: int) -> list[Conversation]:
    """Somebody's conversations, oldest first; their responses are held until this unit ends, so that nobody files one."""
    s, r = sessions.c, responses.c
    columns = (s.id, s.version_id, s.channel, func.coalesce(r.language, ""), s.ended)
    joined = sessions.outerjoin(responses, r.session_id == s.id)
    rows = u.connection.execute(select(*columns).select_from(joined).where(s.contact_id == contact_id).order_by(s.id))
    mine = [Conversation(*row) for row in rows]
    held = select(r.session_id).where(r.session_id.in_([each.session_id for each in mine])).order_by(r.session_id)
    u.connection.execute(held.with_for_update()).all()
    return mine


def take_texts(u: Unit, contact_id: int) -> int:
    """Empty every text from and to somebody; how many they were."""
    texts_in = update(inbox).where(inbox.c.contact_id == contact_id).values(text="", content_mac=None, link_id=None)
    texts_out = update(outbox).where(outbox.c.contact_id == contact_id).values(text="", link_id=None)
    return u.connection.execute(texts_in).rowcount + u.connection.execute(texts_out).rowcount


def take(u: Unit, conversation: Conversation, state: str, own: Collection[str] | None, at_ms: int) -> int:
    """Take the words out of one conversation; how many answers had some.

    ``own`` are the questions whose values are a person's own, ``None`` if nobody knows them; what was chosen stays, and is
    counted as before. The newest turn stays, emptied to ``state``: whoever is on the way with another one comes too late.
    """
    of = turns.c.session_id == conversation.session_id
    newest = select(func.max(turns.c.n)).where(of).scalar_subquery()
    u.connection.execute(delete(turns).where(of, turns.c.n < newest))
    u.connection.execute(update(turns).where(of).values(heard=None, said=None, inbox_id=None, reply=None, state=state))
    theirs = answers.c.session_id == conversation.session_id
    personal = theirs if own is None else theirs & answers.c.question.in_(own)
    u.connection.execute(update(answers).where(personal).values(value=None))
    emptied = u.connection.execute(update(answers).where(theirs, answers.c.raw != "").values(raw=""))
    gone = update(sessions).where(sessions.c.id == conversation.session_id).values(words_gone_at_ms=at_ms)
    u.connection.execute(gone)
    return emptied.rowcount


def about_a_visit(u: Unit, session_ids: Collection[int]) -> list[int]:
    """Conversations whose state holds the cells of a visit (``flows.state.State.dump``)."""
    about = select(turns.c.session_id).where(turns.c.session_id.in_(session_ids), turns.c.state.like('%"i":{%'))
    return list(u.connection.execute(about.distinct()).scalars())


def take_wordings(u: Unit, session_ids: Collection[int]) -> None:
    """Take away the screens with which these conversations, all about a visit, asked for consent: they may call people by name.

    The digest of each stays with the consent. One that somebody who is still known was shown too, stays for them.
    """
    c = consents.c
    shown = select(c.wording_sha256).where(c.session_id.in_(session_ids), c.wording_sha256.is_not(None)).distinct()
    held = select(wordings.c.sha256).where(wordings.c.sha256.in_(shown)).order_by(wordings.c.sha256).with_for_update()
    taken = list(u.connection.execute(held).scalars())
    if not taken:
        return
    theirs = or_(c.session_id.is_(None), c.session_id.not_in(session_ids))
    others = exists().where(c.wording_sha256 == wordings.c.sha256, c.contact_id.is_not(None), theirs)
    u.connection.execute(delete(wordings).where(wordings.c.sha256.in_(taken), ~others))
