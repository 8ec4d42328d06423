"""Try-outs of a draft: on what they are played, and kept as examples that are replayed at every check."""

from __future__ import annotations

from flows.conversing.front_door import leads_to
from flows.editing.proof import ByHand
from flows.load import load
from flows.talk import read
from flows.talking.append import with_one_more
from flows.talking.play import play
from flows.talking.write import updated
from gateway.editing import desk as desks
from gateway.editing.desk import Desk
from gateway.phones.handset import Stand, run
from gateway.phones.played import Played
from gateway.publishing.publish import budgets_of
from gateway.refusal import Refusal
from gateway.wiring import Gateway
from storage.drafts import Draft
from storage.unit import unit


def stand_of(gateway: Gateway, desk: Desk) -> Stand:
    """What a draft is tried on. Raises :class:`Refusal` if it cannot be read far enough to be played."""
    flow = load(desk.text, desk.source).flow
    if flow is None or not flow.questions or not flow.channels:
        raise Refusal("This survey cannot be tried yet.", "Repair its errors first.", code=1)
    with unit(gateway.engine) as u:
        gateway.published.refresh(u)
    editions = (gateway.published.newest(name) for name in leads_to(flow))
    others = tuple(edition.flow for edition in editions if edition is not None)
    cost = gateway.settings.cost
    return Stand(flow, budgets_of(gateway.settings), others, cost.sms_price, cost.currency)


def keep(gateway: Gateway, desk: Desk, played: Played, name: str, by: str) -> Draft:
    """Adds the try-out to the draft's conversations and saves. Raises :class:`Refusal`, and ``Outrun`` as saving does."""
    stand = stand_of(gateway, desk)
    trial, _ = run(stand, played)
    if not trial.repeatable:
        raise Refusal("A text sent during a call cannot be kept as an example.", "Try again without it.", code=1)
    talk = trial.talk(played.began_at_ms, " ".join(name.split()))
    went = play(stand.flow, talk, stand.budgets, stand.others)
    try:
        talks = with_one_more(desk.draft.talks, stand.flow.survey, talk, went)
    except ByHand as reason:
        raise Refusal(reason.sentence, "Look at the conversations of this survey.", code=1) from None
    return desks.save(gateway, desk.draft, desk.text, by, what=f"example {talk.name}", talks=talks)


def accept_courses(gateway: Gateway, desk: Desk, by: str) -> Draft:
    """The draft's conversations as they come out now, and saves: what the survey shows was meant to change.

    Only their *we* lines and results are written anew. Raises :class:`Refusal`, and ``Outrun`` as saving does.
    """
    stand, text = stand_of(gateway, desk), desk.draft.talks
    found = read(text)
    if found.errors:
        raise Refusal("The examples of this survey cannot be read.", "Repair them first.", code=1)
    went = (play(stand.flow, talk, stand.budgets, stand.others) for talk in found.talks)
    return desks.save(
        gateway, desk.draft, desk.text, by, what="examples as they come out now", talks=updated(text, found, went)
    )
