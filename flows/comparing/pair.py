"""Two versions side by side: which question of the old one each question of the new one continues."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from flows.folding import fold
from flows.model import All, AnswerTest, Any, Condition, Flow, Jump, Question


@dataclass(frozen=True, slots=True)
class Pair:
    """The old and the new version. ``continued`` holds new question name -> old name, by name first, then by ``formerly``."""

    old: Flow
    new: Flow
    continued: dict[str, str] = field(default_factory=dict)

    @property
    def renamed(self) -> dict[str, str]:
        """Old name -> new name, of the questions that are continued."""
        return {old: new for new, old in self.continued.items()}

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that both versions speak."""
        return tuple(code for code in self.new.languages if code in self.old.languages)

    @property
    def both(self) -> list[tuple[Question, Question]]:
        """The continued questions, old and new, in the new order."""
        return [(self.old.question(self.continued[q.name]), q) for q in self.new.questions if q.name in self.continued]

    @property
    def added(self) -> list[Question]:
        return [q for q in self.new.questions if q.name not in self.continued]

    @property
    def removed(self) -> list[Question]:
        gone = set(self.old.by_name) - set(self.continued.values())
        return [q for q in self.old.questions if q.name in gone]


def pair(old: Flow, new: Flow) -> Pair:
    """Matches the questions of two versions."""
    by_name = {q.name: q.name for q in new.questions if q.name in old.by_name}
    taken = set(by_name)
    for question in new.questions:
        before = question.formerly or ""
        if question.name not in by_name and before in old.by_name and before not in taken:
            by_name[question.name] = before
            taken.add(before)
    return Pair(old, new, by_name)


def same_question(one: Question, other: Question) -> bool:
    """True if two questions of different names ask the same: the same kind, and the same words in some language."""
    return one.kind.kind == other.kind.kind and any(
        fold(text) == fold(other.ask.texts.get(code, "")) != "" for code, text in one.ask.texts.items()
    )


def with_new_names(condition: Condition, renamed: dict[str, str]) -> Condition:
    """A condition of the old version with the names of the new one; lists within a list of their kind are dissolved."""
    if isinstance(condition, AnswerTest):
        return replace(condition, question=renamed.get(condition.question, condition.question))
    if isinstance(condition, All | Any):
        parts: list[Condition] = []
        for part in (with_new_names(part, renamed) for part in condition.parts):
            parts.extend(part.parts if isinstance(part, type(condition)) else (part,))
        return parts[0] if len(parts) == 1 else type(condition)(tuple(parts))
    return condition


def asked_if(question: Question, renamed: dict[str, str]) -> tuple[Condition, ...]:
    """All that must hold for a question to be asked, section's and own, one clause after the other."""
    whole = with_new_names(All(question.conditions), renamed)
    return whole.parts if isinstance(whole, All) else (whole,)


def jump_with_new_name(jump: Jump | None, renamed: dict[str, str]) -> Jump | None:
    return None if jump is None else replace(jump, to=renamed.get(jump.to, jump.to))
