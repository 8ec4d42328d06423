"""Warnings an author has read and accepts, each with its reason."""

from __future__ import annotations

from dataclasses import replace

from flows.catalogue import CATALOGUE, problem
from flows.model import Accepted, Flow
from flows.problems import Problem

SHORTEST_REASON = 10
TOLD_ELSEWHERE = frozenset(("W427", "W514", "W652"))
"""Warnings that are found beside the last version or the golden conversations: without those nobody can say they are gone."""


def accept(flow: Flow, problems: list[Problem]) -> list[Problem]:
    """The problems with the author's reason on every accepted warning, and W221, E222, E223 about the acceptances."""
    sound = [accepted for accepted in flow.accepted if not _wrong(accepted)]
    found = [p for accepted in flow.accepted for p in _wrong(accepted)]
    used: set[Accepted] = set()
    for p in problems:
        reason = ""
        for accepted in sound:
            if p.code == accepted.code and accepted.at in ("", p.question):
                used.add(accepted)
                reason = reason or accepted.reason
        found.append(replace(p, accepted=reason) if reason else p)
    gone = [a for a in sound if a not in used and a.code not in TOLD_ELSEWHERE]
    return [*found, *(problem("W221", a.mark, code=_name(a)) for a in gone)]


def _name(accepted: Accepted) -> str:
    return f"{accepted.code} at {accepted.at}" if accepted.at else accepted.code


def _wrong(accepted: Accepted) -> list[Problem]:
    code, found = accepted.code, []
    if not code.startswith("W") or code not in CATALOGUE:
        kinds = {"E": "an error", "N": "a note"}
        what = kinds.get(code[:1], "unknown") if code in CATALOGUE else "unknown"
        found.append(problem("E222", accepted.mark, code=_name(accepted)[:60], what=what))
    elif len(accepted.reason) < SHORTEST_REASON:
        found.append(problem("E223", accepted.mark, code=_name(accepted)[:60]))
    return found
