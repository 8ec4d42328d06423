"""What a day of conversations by text costs, where the installation says what a message costs."""

from __future__ import annotations

from decimal import Decimal

from flows.checks.inspection import Inspection
from flows.measure import sms_parts
from flows.model import Message


def check(inspection: Inspection) -> None:
    """N640, for a survey that texts people after a visit."""
    costs, flow = inspection.world.costs, inspection.flow
    if costs is None or flow.starts.after_visit is None or not flow.questions:
        return
    invitation, rest = _parts(inspection)
    parts = costs.visits_per_day * (invitation + rest * costs.finishing)
    finishing = f"{costs.finishing * 100:.0f} %"
    mark = inspection.mark("starts when", "a visit is recorded")
    inspection.findings.add("N640", mark, amount=costs.of(parts), visits=f"{costs.visits_per_day:,}", finishing=finishing)


def _parts(inspection: Inspection) -> tuple[int, Decimal]:
    """The parts of an invitation, and of all other texts to somebody who finishes, on an average way in the main language."""
    flow, language = inspection.flow, inspection.flow.main_language
    try:
        invitation = sms_parts(flow.welcome.text(language, "sms"))
        thanks = sms_parts(flow.thank_you.text(language, "sms"))
        asked = [
            sms_parts(inspection.plan.pages(question, language, "sms")[0].text())
            for question in flow.questions
            if not isinstance(question.kind, Message)
        ]
    except KeyError:
        return 1, Decimal(0)
    found = inspection.ways("sms", known=True)
    every = sum(found.by_count)
    questions = Decimal(sum(n * ways for n, ways in enumerate(found.by_count))) / every if every else Decimal(found.most)
    return invitation, thanks + questions * sum(asked) / (len(asked) or 1)
