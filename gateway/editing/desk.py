"""A draft on the desk: opened on what is published, saved without overwriting anybody, given up, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flows.places import Lists
from gateway.editing import merging
from gateway.publishing.manuscript import Manuscript
from gateway.publishing.publish import SHIPPED
from gateway.wiring import Gateway
from storage import audit, drafts, lists, versions
from storage.drafts import Draft, Outrun, Revision
from storage.unit import Unit, unit
from storage.versions import Version

LARGEST = 204_800
"""Bytes of a text that is saved; the language allows no more."""


class NoSurvey(LookupError):
    """The ministry has no survey of this name, neither published nor as a draft."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A draft with all that it takes to check and play it. ``version`` is the newest published one, if there is any.

    ``behind`` says that the draft was begun on an older version than that.
    """

    draft: Draft
    version: Version | None
    lists: Mapping[str, bytes]

    @property
    def text(self) -> str:
        return self.draft.text

    def with_text(self, text: str) -> Desk:
        """The desk as if this were written on it, not saved: for a check while somebody types."""
        return replace(self, draft=replace(self.draft, text=text))

    @property
    def changed(self) -> bool:
        draft, version = self.draft, self.version
        return version is None or (version.text, dict(version.lists)) != (draft.text, dict(draft.lists))

    @property
    def behind(self) -> bool:
        return self.version is not None and self.draft.based_on != self.version.id

    @property
    def source(self) -> Lists:
        return self.lists.get

    @property
    def manuscript(self) -> Manuscript:
        """As it would be handed in to be published."""
        talks = self.draft.talks.encode() if self.draft.talks.strip() else None
        return Manuscript(self.draft.text.encode(), self.source, talks)


def opened(gateway: Gateway, ministry: str, survey: str) -> Desk:
    """The draft of a survey, or what is published where nobody has changed anything since. Raises :class:`NoSurvey`."""
    with unit(gateway.engine) as u:
        return desk_of(u, ministry, survey)


def desk_of(u: Unit, ministry: str, survey: str) -> Desk:
    """The same within a transaction."""
    version = versions.last_of(u, survey)
    version = version if version is not None and version.ministry == ministry else None
    draft = drafts.find(u, ministry, survey)
    if draft is None:
        if version is None:
            raise NoSurvey(survey)
        draft = _of_version(u, version)
    content = {name: lists.content_of(u.connection, digest) for name, digest in draft.lists.items()}
    return Desk(draft, version, content)


def as_of(gateway: Gateway, desk: Desk, revision: int, based_on: int | None) -> Desk | None:
    """The desk as somebody saw it when ``revision`` was the newest and the draft, if there was one, stood on ``based_on``.

    ``None`` if it never was so. Saving on it raises ``Outrun`` if it has changed since.
    """
    draft = desk.draft
    if (revision, based_on) == (draft.revision, draft.based_on):
        return desk
    if revision > draft.revision:
        return None
    with unit(gateway.engine) as u:
        was = drafts.revision_of(u, draft.ministry, draft.survey, revision)
        version = versions.get(u, based_on) if based_on is not None else None
    if was is not None and was.based_on == based_on:
        then = replace(draft, revision=revision, text=was.text, talks=was.talks, based_on=based_on)
        return replace(desk, draft=replace(then, edited_by=was.edited_by, edited_at_ms=was.edited_at_ms))
    if version is None or (version.ministry, version.survey) != (draft.ministry, draft.survey):
        return None
    return replace(desk, draft=replace(draft, revision=revision, text=version.text, based_on=based_on, edited_by=""))


def _of_version(u: Unit, version: Version) -> Draft:
    newest = next(iter(drafts.revisions(u, version.ministry, version.survey, 1)), None)
    talks = newest.talks if newest is not None else _shipped_talks(version)
    number = newest.revision if newest is not None else 0
    return Draft(version.ministry, version.survey, number, version.text, talks, version.id, lists=version.lists)


def _shipped_talks(version: Version) -> str:
    """The conversations that came with a survey of the house."""
    file = SHIPPED / f"{version.survey}.talk.yaml"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def save(
    gateway: Gateway, draft: Draft, text: str, by: str, *, what: str = "", talks: str | None = None,
    lists: Mapping[str, bytes] | None = None, based_on: int | None = None,
) -> Draft:  # fmt: skip
    """The draft with this text; unchanged if it has it already. ``draft`` is what the person saw when they began.

    Raises :class:`storage.drafts.Outrun` if somebody has saved since: nothing is stored then, and :func:`both` tells what can
    be done about it.
    """
    talks = draft.talks if talks is None else talks
    base = draft.based_on if based_on is None else based_on
    if lists is None and (text, talks, base) == (draft.text, draft.talks, draft.based_on) and draft.edited_by:
        return draft
    with unit(gateway.engine) as u:
        new = replace(draft, text=text, talks=talks, based_on=base)
        now_ms = gateway.now_ms()
        kept = drafts.save(u, new, by, now_ms, what=what, lists=lists)
        detail = {"ministry": draft.ministry, "revision": kept.revision, "what": what}
        audit.append(u, actor=by, action="draft saved", subject=draft.survey, at_ms=now_ms, detail=detail)
        u.commit()
    return kept


@dataclass(frozen=True, slots=True)
class Both:
    """Two who wrote the same survey: the three texts in step, and the one with both if they touched different lines."""

    theirs: Revision
    passages: list[merging.Passage]
    merged: str | None


def both(outrun: Outrun) -> Both:
    """What can be done when somebody has saved in between."""
    texts = outrun.base, outrun.theirs.text, outrun.yours.text
    return Both(outrun.theirs, merging.three_ways(*texts), merging.merged(*texts))


def beside(was: Desk, now: Desk, yours: str) -> Both:
    """A text that was made of the desk as it ``was``, beside what is written on it ``now``."""
    draft = now.draft
    theirs = Revision(draft.revision, draft.text, draft.talks, draft.based_on, "", draft.edited_by, draft.edited_at_ms)
    texts = was.text, now.text, yours
    return Both(theirs, merging.three_ways(*texts), merging.merged(*texts))


def brought_up(gateway: Gateway, desk: Desk) -> Both | None:
    """A draft on an older version beside the newest one; ``None`` if it is on the newest.

    Saving the chosen text with ``based_on=desk.version.id`` puts the draft there.
    """
    if desk.version is None or not desk.behind:
        return None
    with unit(gateway.engine) as u:
        old = versions.get(u, desk.draft.based_on) if desk.draft.based_on is not None else None
    version = desk.version
    theirs = Revision(0, version.text, "", version.id, "published", version.published_by, version.published_at_ms)
    texts = old.text if old is not None else "", version.text, desk.text
    return Both(theirs, merging.three_ways(*texts), merging.merged(*texts))


def give_up(gateway: Gateway, draft: Draft, by: str) -> None:
    """The draft is closed; its last text is kept and can be restored. Raises ``Outrun`` as :func:`save` does."""
    with unit(gateway.engine) as u:
        now, version = gateway.now_ms(), versions.last_of(u, draft.survey)
        was = version.text if version is not None and version.ministry == draft.ministry else draft.text
        based_on = version.id if version is not None else None
        drafts.save(u, replace(draft, text=was, based_on=based_on), by, now, what="given up")
        drafts.close(u, draft.ministry, draft.survey)
        detail = {"ministry": draft.ministry, "revision": draft.revision}
        audit.append(u, actor=by, action="draft given up", subject=draft.survey, at_ms=now, detail=detail)
        u.commit()


def restore(gateway: Gateway, draft: Draft, revision: int, by: str) -> Draft:
    """An earlier text as the newest one: *undo* is the revision before. Raises :class:`NoSurvey` if it was never saved.

    Before the first revision stands the version that the draft was begun on.
    """
    with unit(gateway.engine) as u:
        was = drafts.revision_of(u, draft.ministry, draft.survey, revision)
        version = versions.get(u, draft.based_on) if draft.based_on is not None else None
    if was is None and version is None:
        raise NoSurvey(draft.survey)
    text, talks = (was.text, was.talks) if was is not None else (version.text if version else "", draft.talks)
    return save(gateway, draft, text, by, what=f"back to {revision}", talks=talks)


def undo(gateway: Gateway, draft: Draft, by: str) -> Draft:
    """The text before the last save as the newest one. Raises :class:`NoSurvey` if there is none, and ``Outrun``."""
    with unit(gateway.engine) as u:
        was = drafts.revision_of(u, draft.ministry, draft.survey, draft.revision - 1)
        version = versions.get(u, draft.based_on) if draft.based_on is not None else None
    if was is not None and was.based_on == draft.based_on:
        return restore(gateway, draft, was.revision, by)
    if version is None:
        raise NoSurvey(draft.survey)
    return save(gateway, draft, version.text, by, what=f"back to version {version.number}")


def last_saved(gateway: Gateway, draft: Draft) -> Revision | None:
    """The last thing that was saved of a draft: what *undo* takes back; ``None`` where there is nothing to take back."""
    if not draft.edited_by:
        return None
    with unit(gateway.engine) as u:
        last = drafts.revision_of(u, draft.ministry, draft.survey, draft.revision)
        before = drafts.revision_of(u, draft.ministry, draft.survey, draft.revision - 1)
    return last if before is not None or draft.based_on is not None else None


def saved_texts(gateway: Gateway, ministry: str, survey: str) -> list[Revision]:
    """What was saved, the newest first."""
    with unit(gateway.engine) as u:
        return drafts.revisions(u, ministry, survey)
