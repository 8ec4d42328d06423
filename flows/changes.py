"""Two versions of a survey compared: what changed, and what that does to the figures (survey language, section 11)."""

from __future__ import annotations

from flows.comparing import surveys, wordings
from flows.comparing.change import EFFECTS, RANKS, Change, Changes, Rank
from flows.comparing.pair import pair
from flows.comparing.questions import of_questions
from flows.comparing.stale import Stale, stale_translations
from flows.model import Flow

__all__ = ["EFFECTS", "RANKS", "Change", "Changes", "Rank", "Stale", "compare", "stale_translations"]


def compare(old: Flow, new: Flow) -> Changes:
    """Every difference from ``old`` to ``new``; empty exactly if both say the same.

    Questions are matched by name, then by ``formerly``; places by code. Where a part stands in its file does not count.
    """
    if old is new:
        return Changes()
    both = pair(old, new)
    return Changes((*surveys.of_survey(both), *wordings.of_survey(both), *of_questions(both)))
