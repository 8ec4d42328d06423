"""The commonest repair: the word that was meant in place of the one that was written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from flows.editing.splice import Edit, quoted, quoted_key
from flows.fixing.fix import Case, Fix, only, whole_word
from flows.model import Mark


def change_key(case: Case) -> Iterable[Fix]:
    """E201, E502, E506, E311: the key that was meant."""
    guess, part = case.word("guess"), case.part
    if not guess or part is None or part.entry is None:
        return []
    new = quoted_key(guess.replace("_", " ") if case.problem.code == "E506" else guess, inline=part.inline)
    return [Fix(f"Change to {guess}", (Edit(part.entry.mark, part.entry.key_end, new),))]


def change_value(case: Case, wrong: str) -> Iterable[Fix]:
    """E209, E211, E213, E215: the value that was meant; ``wrong`` names the word of the sentence that is replaced."""
    return change_to(case, case.word("guess"), case.word(wrong))


def change_to(case: Case, new: str, old: str) -> Iterable[Fix]:
    """``new`` in place of ``old``, where it stands in the text at the problem's place."""
    part = case.value
    if not new or part is None or (old.isdigit() and new.isdigit()):  # which number was meant, nobody can tell by its digits
        return []
    return only(f"Change to {new}", _replaced(case, old, new))


def _replaced(case: Case, old: str, new: str) -> tuple[Edit, ...]:
    """The word at the problem's place itself; else the first of its like in the text around."""
    part = case.value
    assert part is not None
    at = case.mark.column - 1
    if case.line.startswith(old, at) and part.text != old:
        return (Edit(case.mark, Mark(case.mark.line, at + 1 + len(old)), new if quoted(new) == new else quoted(new)),)
    if (part.text.startswith(old) and len(old) >= 40) or part.text == old:
        return (case.outline.replace(part, new),)
    return case.reworded(part, lambda text: whole_word(old).sub(lambda found: new, text, count=1))


def change_variable(case: Case) -> Iterable[Fix]:
    """E507: the variable that was meant."""
    guess, name, part = case.word("guess"), case.word("name"), case.value
    if not guess or part is None:
        return []
    old, new = "{" + name + "}", "{" + guess + "}"
    return only(f"Change to {new}", case.reworded(part, lambda text: text.replace(old, new)))


def changes(word: str) -> Callable[[Case], Iterable[Fix]]:
    """A fixer that puts the guess in place of a word of the sentence."""
    return partial(change_value, wrong=word)
