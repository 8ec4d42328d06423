"""Surveys that are being written: one draft of each, and every text that was saved. Whoever saves second overwrites nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, delete, insert, select, update

from storage import lists as contents
from storage import versions
from storage.once import insert_once
from storage.tables import draft_lists, draft_revisions, drafts
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Draft:
    """A survey as somebody left it. ``revision`` is 0 while nothing was ever saved; ``based_on`` is a version's id.

    ``lists``: name as the survey writes it -> digest, for :func:`storage.lists.content_of`.
    """

    ministry: str
    survey: str
    revision: int
    text: str
    talks: str = ""
    based_on: int | None = None
    edited_by: str = ""
    edited_at_ms: int = 0
    lists: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Revision:
    """A text as it was saved once; ``what`` says in a few words what was done."""

    revision: int
    text: str
    talks: str
    based_on: int | None
    what: str
    edited_by: str
    edited_at_ms: int


class Outrun(Exception):
    """Somebody else has saved since the revision that a text was made of: nothing was stored.

    ``theirs`` is the newest revision, ``base`` the text that both began with, ``yours`` the one that was refused.
    """

    def __init__(self, theirs: Revision, base: str, yours: Draft) -> None:
        super().__init__(f"revision {yours.revision} was followed by {theirs.revision}")
        self.theirs = theirs
        self.base = base
        self.yours = yours


def find(u: Unit | Connection, ministry: str, survey: str) -> Draft | None:
    """The draft of a survey; ``None`` if nobody has changed anything since it was published."""
    c = _of(u)
    row = c.execute(select(drafts).where(drafts.c.ministry == ministry, drafts.c.survey == survey)).one_or_none()
    return None if row is None else _draft(c, row)


def of_ministry(u: Unit | Connection, ministry: str) -> list[Draft]:
    """Every draft of a ministry, by the survey's name."""
    c = _of(u)
    rows = c.execute(select(drafts).where(drafts.c.ministry == ministry).order_by(drafts.c.survey)).all()
    return [_draft(c, row) for row in rows]


def save(u: Unit, draft: Draft, by: str, at_ms: int, *, what: str = "", lists: Mapping[str, bytes] | None = None) -> Draft:
    """The draft with its next revision; ``draft.revision`` is the one its text was made of.

    ``lists`` come in place of those it had, or are left as they are. Raises :class:`Outrun` if that revision is not the
    newest any more: of any number who save at once, one is first.
    """
    newest = draft.revision + 1
    values = {"text": draft.text, "talks": draft.talks, "based_on": draft.based_on, "edited_by": by, "edited_at_ms": at_ms}
    if newest_revision(u, draft.ministry, draft.survey) != draft.revision or not _write_down(u, draft, newest, what, values):
        raise _outrun(u, draft)
    draft_id = _put(u, draft, {**values, "revision": newest})
    digests = draft.lists if lists is None else {name: contents.keep(u, content) for name, content in lists.items()}
    _put_lists(u, draft_id, digests)
    return replace(draft, revision=newest, edited_by=by, edited_at_ms=at_ms, lists=digests)


def hold(u: Unit, ministry: str, survey: str) -> None:
    """Whoever saves this draft waits until this transaction ends, or has ended before it goes on."""
    own = select(drafts.c.id).where(drafts.c.ministry == ministry, drafts.c.survey == survey)
    u.connection.execute(own.with_for_update()).all()


def close(u: Unit, ministry: str, survey: str) -> None:
    """There is no draft any more: it was published, or given up. Its revisions stay, and their numbers go on."""
    own = select(drafts.c.id).where(drafts.c.ministry == ministry, drafts.c.survey == survey)
    u.connection.execute(delete(draft_lists).where(draft_lists.c.draft_id.in_(own)))
    u.connection.execute(delete(drafts).where(drafts.c.ministry == ministry, drafts.c.survey == survey))


def revisions(u: Unit | Connection, ministry: str, survey: str, most: int = 50) -> list[Revision]:
    """What was saved, the newest first."""
    r = draft_revisions.c
    query = select(*_REVISION).where(r.ministry == ministry, r.survey == survey).order_by(r.revision.desc()).limit(most)
    return [Revision(*row) for row in _of(u).execute(query)]


def revision_of(u: Unit | Connection, ministry: str, survey: str, number: int) -> Revision | None:
    """One text that was saved."""
    r = draft_revisions.c
    query = select(*_REVISION).where(r.ministry == ministry, r.survey == survey, r.revision == number)
    row = _of(u).execute(query).one_or_none()
    return None if row is None else Revision(*row)


def newest_revision(u: Unit | Connection, ministry: str, survey: str) -> int:
    """The number of the last text that was saved; 0 if none ever was."""
    return next((each.revision for each in revisions(u, ministry, survey, 1)), 0)


# --- how it is kept ----------------------------------------------------------------------------------------------------------


def _write_down(u: Unit, draft: Draft, newest: int, what: str, values: Mapping[str, object]) -> bool:
    """Takes the next number; false if somebody else has it."""
    row = {"ministry": draft.ministry, "survey": draft.survey, "revision": newest, "what": what, **values}
    return insert_once(u, draft_revisions, ("ministry", "survey", "revision"), row) is not None


def _put(u: Unit, draft: Draft, values: Mapping[str, object]) -> int:
    """Whoever has taken the number is alone here until they commit."""
    d = drafts.c
    own = update(drafts).where(d.ministry == draft.ministry, d.survey == draft.survey).values(values).returning(d.id)
    there = u.connection.execute(own).scalar_one_or_none()
    if there is not None:
        return int(there)
    new = insert(drafts).values(ministry=draft.ministry, survey=draft.survey, **values).returning(d.id)
    return int(u.connection.execute(new).scalar_one())


def _put_lists(u: Unit, draft_id: int, digests: Mapping[str, str]) -> None:
    u.connection.execute(delete(draft_lists).where(draft_lists.c.draft_id == draft_id))
    rows = [{"draft_id": draft_id, "name": name, "sha256": sha256} for name, sha256 in digests.items()]
    if rows:
        u.connection.execute(insert(draft_lists), rows)


def _outrun(u: Unit, yours: Draft) -> Outrun:
    """With the text both began with: the revision, or the version that was published since it."""
    [theirs] = revisions(u, yours.ministry, yours.survey, 1) or [Revision(0, "", "", None, "", "", 0)]
    saved = revision_of(u, yours.ministry, yours.survey, yours.revision)
    version = versions.get(u, yours.based_on) if yours.based_on is not None else None
    if version is not None and (saved is None or saved.based_on != yours.based_on):
        return Outrun(theirs, version.text, yours)
    return Outrun(theirs, saved.text if saved is not None else "", yours)


def _draft(c: Connection, row: object) -> Draft:
    of = draft_lists.c
    used = c.execute(select(of.name, of.sha256).where(of.draft_id == row.id)).all()  # type: ignore[attr-defined]
    values = {name: getattr(row, name) for name in Draft.__dataclass_fields__ if name != "lists"}
    return Draft(**values, lists={each.name: each.sha256 for each in used})


def _of(u: Unit | Connection) -> Connection:
    return u.connection if isinstance(u, Unit) else u


_REVISION = tuple(draft_revisions.c[name] for name in Revision.__dataclass_fields__)
