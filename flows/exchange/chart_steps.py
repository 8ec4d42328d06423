"""The steps of a flow chart, and what ways back, ways out and splits by earlier answers mean for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flows.exchange.chart_answers import Answers
from flows.exchange.chart_splits import Split, result_key
from flows.model import Text, Wording

LONGEST_WAY_BACK = 4
"""Messages that may stand between an answer that was not understood and the question put again."""


@dataclass(slots=True)
class Step:
    """A node: what it says, and if it waits for an answer, which ones there are and where they lead (``""``: the end)."""

    uuid: str
    where: str
    says: Wording | None
    answers: Answers | None
    exits: dict[str, str]
    """Choice -> the next node; ``""`` as a choice for whatever else is said, or for a node that does not wait."""
    split: Split | None = None
    about: str = ""
    """The node whose answer a split parts people by."""


Steps = dict[str, Step]
"""Node -> its step, in the order of the definition."""
Refuse = Callable[[str, str, str], None]
"""Where, what cannot be carried, and the way out."""


def take_splits(steps: Steps, refuse: Refuse) -> None:
    """Every split knows whose answer it is about, and where each of its choices leads."""
    for step in (each for each in steps.values() if each.split is not None):
        split, exits = step.split, step.exits
        assert split is not None
        asked = _asked_for(steps, split)
        step.exits = {"": exits.get(split.other, "")}
        if asked is None or asked.answers is None:
            way_out = "Write `only if: …` at the questions behind it."
            refuse(step.where, f"it looks at @results.{split.result}, which is no single choice made before.", way_out)
            continue
        chosen = {asked.answers.categories[name]: exits.get(lead, "") for name, lead in split.leads.items()
                  if name in asked.answers.categories}  # fmt: skip
        step.about = asked.uuid
        step.exits = {choice: chosen.get(choice, exits.get(split.other, "")) for choice in asked.answers.choices}


def _asked_for(steps: Steps, split: Split) -> Step | None:
    """The one question that a result comes from, if all categories that are looked for are its choices."""
    found = [s for s in steps.values() if s.answers is not None and result_key(s.answers.result_name) == split.result]
    if len(found) != 1 or found[0].answers is None:
        return None
    known = found[0].answers.categories
    return found[0] if known and set(split.leads) <= set(known) else None


def take_retries(steps: Steps) -> None:
    """An exit for what was not understood that leads back to the question: its tries, and what is said in between."""
    incoming = incoming_of(steps.values())
    first = next(iter(steps))
    incoming[first] = incoming.get(first, 0) + 1  # everybody begins there
    for step in steps.values():
        back = _way_back(steps, step, _not_understood(step))
        if step.answers is None or back is None:
            continue
        step.answers.retried = True
        for between in back:
            if incoming[between.uuid] == 1:  # said only here; another one is the question itself, put again
                step.answers.unclear = joined(step.answers.unclear, between.says)
        step.answers.other = ""
        if step.answers.choices:
            del step.exits[""]


def _not_understood(step: Step) -> str:
    """Where somebody goes who was not understood; empty for words, of which all are."""
    if step.answers is None or isinstance(step.answers.kind, Text):
        return ""
    return step.exits.get("", "") if step.answers.choices else step.answers.other


def take_others(steps: Steps, refuse: Refuse) -> None:
    """What is not understood and leads on, not back: only the end of the conversation has a counterpart here."""
    for step in steps.values():
        if step.answers is None or step.answers.retried or isinstance(step.answers.kind, Text):
            continue
        leads_to = {to for choice, to in step.exits.items() if choice or not step.answers.choices}
        other = _not_understood(step)
        if step.answers.choices:
            step.exits.pop("", None)
        step.answers.other = ""
        if not other:
            step.answers.ends = True
        elif leads_to != {other}:
            where = steps[other].where if other in steps else "nowhere"
            way_out = "Ask again there, or add a choice for it."
            refuse(step.where, f"whatever is not understood leads to {where}.", way_out)


def _way_back(steps: Steps, step: Step, to: str) -> list[Step] | None:
    """The messages on the way from *anything else* back to the question; ``None`` if it leads elsewhere."""
    between: list[Step] = []
    while to != step.uuid:
        following = steps.get(to)
        if (
            following is None
            or following.answers is not None
            or following.split is not None
            or len(between) >= LONGEST_WAY_BACK
        ):
            return None
        between.append(following)
        to = following.exits.get("", "")
    return between


def incoming_of(steps: Iterable[Step]) -> dict[str, int]:
    """How many steps lead to each node."""
    count: dict[str, int] = {}
    for step in steps:
        other = step.answers.other if step.answers is not None else ""
        for to in {*step.exits.values(), other} - {""}:
            count[to] = count.get(to, 0) + 1
    return count


def joined(before: Wording | None, after: Wording | None) -> Wording | None:
    if before is None or after is None:
        return before or after
    return Wording({code: f"{text} {after.texts[code]}" for code, text in before.texts.items()})
