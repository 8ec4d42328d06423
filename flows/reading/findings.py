"""The list of problems while a text is being read or checked."""

from __future__ import annotations

from flows.catalogue import problem
from flows.model import Mark
from flows.problems import Problem

MOST = 400
"""Problems that are kept; beyond them only one of each code is, so that a hostile file stays cheap and stays refused."""


class Findings:
    """Collects problems; ``question`` names the question being read, so that every finding says where it belongs."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.question = ""
        self._codes: set[str] = set()
        self._seen: set[Problem] = set()

    def add(
        self, code: str, mark: Mark, /, *, question: str = "", language: str = "", channel: str = "", **words: object
    ) -> None:
        """Notes one problem of the catalogue, its sentence filled with ``words``; the same problem twice is noted once."""
        if len(self.problems) >= MOST and code in self._codes:
            return
        found = problem(code, mark, question=question or self.question, language=language, channel=channel, **words)
        if found not in self._seen:
            self._codes.add(code)
            self._seen.add(found)
            self.problems.append(found)

    @property
    def broken(self) -> bool:
        """True once an error is among the problems."""
        return any(p.is_error for p in self.problems)
