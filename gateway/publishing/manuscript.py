"""A survey as its author hands it in: its text, the lists it may name, and the conversations that are its examples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.model import Flow, Place
from flows.places import Lists, no_lists
from gateway.cli import survey_file


@dataclass(frozen=True, slots=True)
class Manuscript:
    """``talks`` is the text of its golden conversations; ``None`` if there are none."""

    text: bytes
    lists: Lists = no_lists
    talks: bytes | None = None

    def lists_of(self, flow: Flow) -> Mapping[str, bytes]:
        """The lists that the survey names and that are there, by that name."""
        names = dict.fromkeys(q.kind.list for q in flow.questions if isinstance(q.kind, Place))
        found = {name: self.lists(name) for name in names}
        return {name: content for name, content in found.items() if content is not None}


def beside(path: Path) -> Manuscript:
    """The survey in a file, with the lists and the conversations beside it. Raises :class:`Refusal` if it cannot be read."""
    talks = talks_beside(path)
    return Manuscript(
        survey_file.read(path), survey_file.lists_beside(path), survey_file.read(talks) if talks.is_file() else None
    )


def talks_beside(path: Path) -> Path:
    """Where the conversations of a survey's file stand, if it has any: ``clinic.talk.yaml`` beside ``clinic.yaml``."""
    return path.with_name(f"{path.stem}.talk.yaml")
