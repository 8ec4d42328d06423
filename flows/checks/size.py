"""How many questions people get and how long that takes, on the longest way."""

from __future__ import annotations

from flows.checks.inspection import Inspection
from flows.model import Text
from flows.walk import MOST_STEPS, Ways

MOST_ON_USSD = 7
MOST_ON_SMS = 5
LONG_S = 120
CUT_OFF_S = 180


def check(inspection: Inspection) -> None:
    """E216, W620 to W623, W630."""
    flow, findings = inspection.flow, inspection.findings
    if not flow.questions:
        if not inspection.unread:
            findings.add("E216", inspection.mark("questions"))
        return
    mark = inspection.mark("questions")
    for channel, code, limit in (("ussd", "W620", MOST_ON_USSD), ("sms", "W621", MOST_ON_SMS)):
        found = inspection.ways(channel)
        if channel in flow.channels and found.most > limit:
            findings.add(code, mark, channel=channel, count=found.most, share=_share(found, limit))
    if "ussd" in flow.channels:
        seconds = inspection.ways("ussd").slowest_s
        if seconds > LONG_S:
            findings.add("W623" if seconds > CUT_OFF_S else "W622", mark, channel="ussd", seconds=seconds)
        _check_typing(inspection)


def _share(found: Ways, limit: int) -> str:
    """How many ways are too long, or that the number is only a bound because the ways are too many to follow."""
    if not found.exact:
        return f" at most (there are more than {MOST_STEPS:,} ways, so this counts every question that a way can come to)"
    percent = round(found.share_over(limit) * 100)
    if found.fewest > limit:
        return f" (every way asks more than {limit})"
    return f" ({min(max(percent, 1), 99)} % of ways ask more than {limit})"


def _check_typing(inspection: Inspection) -> None:
    """W630: free words that somebody is asked for on a phone menu."""
    asked = inspection.ways("ussd").asked
    for question in inspection.flow.questions:
        if isinstance(question.kind, Text) and question.name in asked:
            mark = inspection.question_mark(question, "answer")
            inspection.findings.add("W630", mark, question=question.name, channel="ussd")
