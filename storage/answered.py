"""Which answers were given lately: what an author should know before a value disappears from a survey."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import select

from storage.tables import answers, responses
from storage.unit import Unit


def values(u: Unit, ministry: str, survey: str, questions: Collection[str], since: date) -> Mapping[str, frozenset[str]]:
    """Question -> every value that was answered to it on local day ``since`` or later, as far as it is filed and counted."""
    query = (
        select(answers.c.question, answers.c.value)
        .join(responses, responses.c.session_id == answers.c.session_id)
        .where(
            answers.c.ministry == ministry,
            answers.c.local_day >= since,
            answers.c.question.in_(sorted(questions)),
            answers.c.state == "answered",
            answers.c.value.is_not(None),
            responses.c.survey == survey,
            responses.c.set_aside == "",
        )
        .distinct()
    )
    found: defaultdict[str, set[str]] = defaultdict(set)
    for question, value in u.connection.execute(query):
        found[question].add(value)
    return {question: frozenset(given) for question, given in found.items()}
