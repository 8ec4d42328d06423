"""A survey in sentences, for somebody who will not read its file: for approval on paper, and for the reading test."""

from __future__ import annotations

from flows.explaining import questions, survey
from flows.explaining.page import Chapter, Explanation, Paragraph, View
from flows.model import Flow

__all__ = ["Chapter", "Explanation", "Paragraph", "explain"]


def explain(flow: Flow, language: str = "", channel: str = "") -> Explanation:
    """The whole survey in English sentences that quote its wordings in ``language`` (its main one if empty).

    With a ``channel`` only what people meet there is told. Raises ``ValueError`` for a language or channel it has not got.
    """
    if (language and language not in flow.languages) or (channel and channel not in flow.channels):
        raise ValueError(f"{flow.survey} has no {language} or no {channel}")
    view = View(flow, language or flow.main_language, channel)
    chapters = (
        survey.starting(view),
        survey.beginning(view),
        questions.chapter(view),
        survey.ending(view),
        survey.keeping(view),
        survey.reporting(view),
    )
    return Explanation(flow.title, survey.about(view), chapters)
