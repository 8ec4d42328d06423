"""Repairs of what the kinds of answer need (E405 to W432), and of the visit's columns (E317, W319)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.editing.outline import Part, Value, in_braces
from flows.editing.splice import Edit
from flows.fixing import sample
from flows.fixing.fix import Case, Fix
from flows.fixing.words import change_to
from flows.reading.tree import Group, Scalar

MOST_DIGITS = 8


def _choices(case: Case) -> list[Part]:
    choices = case.question.child("choices") if case.question is not None else None
    return list(choices.children()) if choices is not None else []


def number_presses(case: Case) -> Iterator[Fix]:
    """E405: the digits 1, 2, 3 … in the order of the choices, or none at all."""
    choices = _choices(case)
    if 0 < len(choices) <= MOST_DIGITS:
        edits = tuple(_pressed(case, choice, str(n)) for n, choice in enumerate(choices, 1))
        yield Fix("Number them", edits)
    yield from remove_presses(case)


def _pressed(case: Case, choice: Part, digit: str) -> Edit:
    press = choice.child("press")
    if press is not None:
        return case.outline.replace(press, digit)
    if isinstance(choice.node, Group):
        return case.outline.add(choice, "press", digit)
    label = case.text[case.outline.lines.offset(choice.node.mark) : case.outline.lines.offset(case.outline.end(choice.node))]
    inside = label if "," not in label and not label.startswith(("|", ">")) else None
    new = f"{{ {case.languages[0]}: {inside or in_braces(choice.text)}, press: {digit} }}"
    return Edit(choice.node.mark, case.outline.end(choice.node), new)


def remove_presses(case: Case) -> Iterable[Fix]:
    """E405, E406: no digits of its own."""
    found = [press for choice in _choices(case) if (press := choice.child("press")) is not None]
    return [Fix("Remove press", tuple(case.outline.remove(press) for press in found))] if found else []


def swap_range(case: Case) -> Iterable[Fix]:
    """E410: *from* and *to* changed over."""
    return _swapped(case, "from", "to")


def swap_days(case: Case) -> Iterable[Fix]:
    """E430: *earliest* and *latest* changed over."""
    return _swapped(case, "earliest", "latest")


def _swapped(case: Case, first: str, second: str) -> Iterable[Fix]:
    question = case.question
    low, high = (question.child(first), question.child(second)) if question is not None else (None, None)
    if low is None or high is None or low.text == high.text or not low.text or not high.text:
        return []
    return [Fix("Swap them", (case.outline.replace(low, high.text), case.outline.replace(high, low.text)))]


def skip_or_zero(case: Case) -> Iterator[Fix]:
    """E411: zero no answer, or no skipping."""
    question = case.question
    if question is None:
        return
    skipped, low = question.child("may be skipped"), question.child("from")
    if low is not None:
        yield Fix("Write from: 1", (case.outline.replace(low, "1"),))
    else:
        yield Fix("Write from: 1", (case.outline.add(question, "from", "1", after=question.child("answer")),))
    if skipped is not None:
        yield Fix("Remove may be skipped", (case.outline.remove(skipped),))


def add_ends(case: Case) -> Iterable[Fix]:
    """W414: words for both ends of the scale, where the program has drafts in all languages of the survey."""
    question = case.question
    if question is None or not {*case.languages} <= sample.LOWEST.keys():
        return []
    missing = [key for key in ("lowest", "highest") if question.child(key) is None]
    texts = {"lowest": sample.LOWEST, "highest": sample.HIGHEST}
    after = next((part for key in ("to", "from", "answer") if (part := question.child(key))), None)
    edits = tuple(case.outline.add(question, key, case.in_languages(texts[key].__getitem__), after=after) for key in missing)
    return [Fix("Add lowest and highest", edits)] if edits else []


def reorder_steps(case: Case) -> Iterable[Fix]:
    """E416: *code* first, *name* last."""
    steps = case.question.child("find by") if case.question is not None else None
    if steps is None or not isinstance(steps.node, Group):
        return []
    now = list(steps.children())
    wanted = sorted(now, key=lambda part: (part.key == "name") - (part.key == "code"))
    edits = tuple(
        Edit(part.mark, case.outline.end(part.node), case.outline.source(other))
        for part, other in zip(now, wanted, strict=True)
        if part.mark != other.mark
    )
    return [Fix("Put them into order", edits)] if edits else []


def allow_two(case: Case) -> Iterable[Fix]:
    """W426: a second try."""
    tries = case.question.child("tries") if case.question is not None else None
    return [Fix("Allow 2 tries", (case.outline.replace(tries, "2"),))] if tries is not None else []


def keep_private(case: Case) -> Iterable[Fix]:
    """W428: the line that gives free words away taken out."""
    private = case.question.child("private") if case.question is not None else None
    return [Fix("Remove it", (case.outline.remove(private),))] if private is not None else []


def add_headline(case: Case) -> Iterable[Fix]:
    """W432: the first rating is the headline."""
    for question in case.outline.questions():
        answer = question.child("answer")
        if answer is not None and answer.text == "rating" and question.child("counts as") is None:
            return [Fix("Add counts as: headline", (case.outline.add(question, "counts as", "headline", after=answer),))]
    return []


def declare_column(case: Case) -> Iterator[Fix]:
    """E317: the column that was meant, or this one declared."""
    column, top = case.word("column"), case.outline.top
    guess = case.word("guess")
    if guess:
        yield from change_to(case, guess, column) if not column.startswith("{") else ()
    part = case.value
    columns, kind = case.outline.find("visit columns"), _column_kind(part, column)
    if top is None or not column:
        return
    label = f"Add {column} under visit columns"
    if columns is not None and isinstance(columns.node, Group):
        yield Fix(label, (case.outline.add(columns, column, kind),))
    else:
        value: dict[str, Value] = {column: kind}
        after = top.child("starts when") or top.child("languages")
        yield Fix(label, (case.outline.add(top, "visit columns", value, after=after),))


def _column_kind(part: Part | None, column: str) -> str:
    key = part.key if part is not None else ""
    if key == "known from":
        return "answer"
    if key == "language known from":
        return "language"
    return "date" if "date" in column.split() else "text up to 20"


def remove_column(case: Case) -> Iterable[Fix]:
    """W319: the column taken out."""
    part = case.part
    if part is not None and isinstance(part.node, Scalar) and part.above is not None and part.above.key == "visit columns":
        return [Fix("Remove it", (case.outline.remove(part),))]
    return []
