"""From a draft to a version, and back to an earlier one: with a reason, under the rules of every publication."""

from __future__ import annotations

from collections.abc import Collection

from gateway.editing import tasks, telling
from gateway.editing.desk import Desk
from gateway.publishing.manuscript import Manuscript
from gateway.publishing.publish import propose, publish
from gateway.refusal import Refusal
from gateway.wiring import Gateway
from storage import drafts, versions
from storage.drafts import Outrun, Revision
from storage.unit import Unit, unit
from storage.versions import Version


def release(gateway: Gateway, desk: Desk, by: str, reason: str, confirmed: Collection[str] = ()) -> Version | None:
    """Publishes the draft as it stood on the desk and closes it; ``None`` if that is published already.

    Raises ``NotPublished`` with every problem, ``NotConfirmed`` with the names that are missing, :class:`Refusal` for a draft
    without a reason, of another name, begun on an older version, or unread where the ministry wants a reader, ``Outrun`` if
    somebody has saved since, and ``Overtaken`` if anything was published at the same moment. Nothing has changed then.
    """
    _refuse_unready(desk, reason)
    if tasks.needs_reader(gateway, desk) and not tasks.readers(gateway, desk):
        raise Refusal("Nobody but its last editor has read this draft.", "Ask a colleague to read what changes.", code=1)
    proposal = propose(gateway, desk.manuscript, desk.draft.ministry)
    if proposal.flow.survey != desk.draft.survey:
        raise Refusal(
            f"The text now calls the survey “{proposal.flow.survey}”, and it is “{desk.draft.survey}”.",
            "A survey keeps its name; start another one under the new name.",
            code=1,
        )

    def close(u: Unit) -> None:
        """Only what was seen is published."""
        drafts.hold(u, desk.draft.ministry, desk.draft.survey)
        newest = drafts.newest_revision(u, desk.draft.ministry, desk.draft.survey)
        if newest != desk.draft.revision:
            theirs = drafts.revision_of(u, desk.draft.ministry, desk.draft.survey, newest)
            raise Outrun(theirs or Revision(newest, "", "", None, "", "", 0), desk.text, desk.draft)
        drafts.close(u, desk.draft.ministry, desk.draft.survey)

    return publish(gateway, proposal, by, confirmed, reason=reason.strip(), within=close)


def _refuse_unready(desk: Desk, reason: str) -> None:
    if not reason.strip():
        raise Refusal("Nobody has said what changed and why.", "Write it in a few words.", code=1)
    if desk.behind and desk.version is not None:
        raise Refusal(
            f"Version {desk.version.number} was published after this draft was begun.",
            "Take its changes into the draft first.",
            code=1,
        )


def roll_back(
    gateway: Gateway, ministry: str, survey: str, number: int, by: str, reason: str, confirmed: Collection[str] = ()
) -> Version | None:
    """A new version with the text and the lists of an earlier one; a draft that there is stays.

    Raises ``LookupError`` if there is no such version of this ministry, and otherwise like :func:`release`.
    """
    if not reason.strip():
        raise Refusal("Nobody has said why.", "Write it in a few words.", code=1)
    with unit(gateway.engine) as u:
        found = [v for v in versions.of_survey(u, survey) if (v.number, v.ministry) == (number, ministry)]
        if not found:
            raise LookupError(f"no version {number} of {survey}")
        lists = telling.lists_of(u, found[0])
    proposal = propose(gateway, Manuscript(found[0].text.encode(), lists.get), ministry, again=True)
    return publish(gateway, proposal, by, confirmed, reason=reason.strip())
