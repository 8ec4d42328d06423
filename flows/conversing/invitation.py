"""A visit that starts a survey: when its text goes out, and whether it does."""

from __future__ import annotations

from flows.conversing.due import allowed_at_ms, milliseconds
from flows.conversing.starting import answered_lately, began, without_expired
from flows.measure import USUAL, Budgets
from flows.model import Flow
from flows.state import Moment, Outcome, Person, Visit
from flows.turn import begin


def invitation_at_ms(flow: Flow, recorded_at_ms: int) -> int:
    """When the welcome goes out to somebody whose visit was recorded: the survey's delay later, moved into its hours.

    Raises ``ValueError`` for a survey that visits do not start.
    """
    if flow.starts.after_visit is None:
        raise ValueError(f"{flow.survey} is not started by visits")
    return allowed_at_ms(flow, recorded_at_ms + milliseconds(flow.starts.after_visit))


def invite(flow: Flow, visit: Visit, person: Person, moment: Moment, budgets: Budgets = USUAL) -> Outcome | None:
    """The conversation that an invitation begins, with its welcome as a text; ``None`` if this person gets none.

    Who wants no texts, is in this survey already, or has answered it lately is not invited. That each visit invites once, and
    at an allowed hour, is the caller's to keep.
    """
    expired, opens = without_expired(person.opens, moment.at_ms)
    in_it = any(each.flow.survey == flow.survey for each in opens)
    if person.opted_out or in_it or answered_lately(flow, person.finished_at_ms.get(flow.survey), moment.at_ms):
        return None
    return began(expired, begin(flow, "sms", moment, budgets, visit=visit), flow)
