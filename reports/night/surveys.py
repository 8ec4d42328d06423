"""The surveys as they were asked: their newest version, every question in every language, and when they changed."""

from __future__ import annotations

from flows.model import Flow
from reports.figures import asked_of
from reports.night.setting import Night
from reports.night.shape import Asked, Survey
from reports.night.trends import changes


def surveys_of(night: Night) -> tuple[Survey, ...]:
    """Every survey of the ministry by its name."""
    return tuple(
        Survey(
            version.flow.survey,
            version.flow.title,
            version.number,
            version.published,
            tuple(version.flow.languages.items()),
            _asked(version.flow),
            changes(night, version.flow.survey),
        )
        for version in sorted(night.evidence.surveys, key=lambda v: v.flow.survey)
    )


def _asked(flow: Flow) -> tuple[Asked, ...]:
    """The wording of each question in the survey's languages."""
    return tuple(
        Asked(flow.survey, q.name, tuple((code, q.ask.texts[code]) for code in flow.languages if code in q.ask.texts))
        for q in asked_of(flow)
    )
