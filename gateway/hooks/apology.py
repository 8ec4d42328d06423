"""The words that are left when nothing else works: an ``END`` that asks the citizen to try again. Needs no database."""

from __future__ import annotations

from flows import words
from flows.model import Flow

LAST_WORDS = "END Sorry, something went wrong. Please try again later."


def ussd(flow: Flow | None, language: str = "") -> str:
    """``END`` and the platform's *sorry*, in ``language``, else the survey's main one, else English. Never raises."""
    if flow is None:
        return LAST_WORDS
    try:
        return f"END {words.word(flow, 'sorry', language or flow.main_language)}"
    except Exception:  # whatever is wrong with a survey, the citizen is answered
        return LAST_WORDS
