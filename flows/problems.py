"""An author's mistake as data: place, sentence, remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.model import Mark


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of the loader or the checker. ``code`` is ``E###``, ``W###`` or ``N###`` and never changes its meaning."""

    code: str
    mark: Mark
    sentence: str
    """What is wrong and why it matters, without the line number."""
    remedy: str
    question: str = ""
    language: str = ""
    channel: str = ""
    accepted: str = ""
    """The author's reason, where the survey accepts this warning."""
    words: Mapping[str, object] = field(default_factory=dict, compare=False, repr=False)
    """What the sentence was filled with (``guess``, ``name``, …): the automatic fixes are made from it."""

    @property
    def is_error(self) -> bool:
        return self.code.startswith("E")

    @property
    def is_warning(self) -> bool:
        return self.code.startswith("W") and not self.accepted
