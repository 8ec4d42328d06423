"""A flow chart of nodes and exits as questions in one order, each with the condition under which it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.exchange import branches
from flows.exchange.branches import EVERYBODY, NOBODY, Choices, Ways
from flows.exchange.chart_answers import Unfit, answers_of
from flows.exchange.chart_splits import split_of
from flows.exchange.chart_steps import Step, incoming_of, joined, take_others, take_retries, take_splits
from flows.exchange.chart_texts import ChartTexts, dicts, listed
from flows.exchange.imported import Note, Refused, name_for
from flows.model import FINISH, Jump, Message, Question, Text, Wording

MOST_NODES = 400
_NOTED = {"set_run_result": "results keep their names by themselves", "set_contact_language": "people choose their language"}
_EXPRESSION = re.compile(r"@(?:[a-z_]+(?:\.[\w.]+)+|\()")


@dataclass(slots=True)
class Chart:
    """One flow definition. ``questions`` may be asked for once; ``refused`` and ``notes`` are complete after it."""

    definition: Mapping[str, Any]
    refused: list[Refused] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    texts: ChartTexts = field(init=False)
    steps: dict[str, Step] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Node -> our name of its question."""

    def __post_init__(self) -> None:
        self.texts = ChartTexts.of(self.definition)

    def refuse(self, where: str, sentence: str, way_out: str) -> None:
        self.refused.append(Refused(where, sentence, way_out))

    def questions(self) -> list[Question]:
        nodes = [node for node in self.definition["nodes"] if isinstance(node, dict) and node.get("uuid")]
        if len(nodes) > MOST_NODES:
            raise Unfit(f"it has {len(nodes)} nodes.", "Nobody answers that many questions on a phone; import a part.")
        for node in nodes:
            step = self._step(node)
            self.steps[step.uuid] = step
        if not nodes:
            return []
        take_splits(self.steps, self.refuse)
        take_retries(self.steps)
        take_others(self.steps, self.refuse)
        order = self._order(str(nodes[0]["uuid"]))
        self._name(order)
        try:
            return [self._question(step, ways) for step, ways in self._reached(order)]
        except branches.TooManyWays as reason:
            raise Unfit(f"it parts into {reason}.", "Import it in parts.") from None

    # --- nodes -----------------------------------------------------------------------------------------------------------

    def _step(self, node: Mapping[str, Any]) -> Step:
        uuid = str(node["uuid"])
        where = f"node {uuid[:8]}"
        says = self._says(node, where)
        exits = {str(each.get("uuid")): str(each.get("destination_uuid") or "") for each in dicts(node.get("exits"))}
        router = node.get("router")
        if not isinstance(router, dict):
            return Step(uuid, where, says, None, {"": next(iter(exits.values()), "")})
        try:
            split = split_of(router)
            if split is not None:
                return Step(uuid, where, says, None, exits, split)
            answers, leads = answers_of(router, self.texts)
        except Unfit as reason:
            self.refuse(where, str(reason), reason.way_out)
            return Step(uuid, where, says, None, {"": _default_exit(router, exits)})
        for note in answers.notes:
            self.notes.append(Note(where, note))
        answers.other = exits.get(answers.other, "")
        return Step(uuid, where, says, answers, {choice: exits.get(exit_, "") for choice, exit_ in leads.items()})

    def _says(self, node: Mapping[str, Any], where: str) -> Wording | None:
        found: list[Wording] = []
        for action in dicts(node.get("actions")):
            kind = str(action.get("type"))
            if kind == "send_msg":
                found.append(self._message(action, where))
            elif kind in _NOTED:
                self.notes.append(Note(where, f"*{kind}* is left out: {_NOTED[kind]}."))
            else:
                self.refuse(where, f"the action *{kind}* has no counterpart.", _way_out(kind))
        if not found:
            return None
        return Wording({code: " ".join(each.texts[code] for each in found) for code in self.texts.languages})

    def _message(self, action: Mapping[str, Any], where: str) -> Wording:
        texts = self.texts.of_item(action, "text")
        replies = [str(each.get("text") if isinstance(each, dict) else each) for each in listed(action.get("quick_replies"))]
        if replies:
            self.notes.append(Note(where, f"its quick replies ({', '.join(replies)[:80]}) are left out: choices are printed."))
        for expression in sorted({found[0] for text in texts.values() for found in _EXPRESSION.finditer(text)}):
            sentence = f"a text shows {expression}…, which is not shown on phones here."
            self.refuse(where, sentence, "Rewrite the text; only places and columns of the visit list can be shown.")
        if any(action.get(key) for key in ("attachments", "templating")):
            self.refuse(where, "the message carries an attachment or a template.", "A phone menu shows words only.")
        return Wording(texts)

    # --- the order -------------------------------------------------------------------------------------------------------

    def _order(self, first: str) -> list[Step]:
        """Every step that is reached, before all it leads to. A way back that is no retry is refused and forgotten."""
        done: list[Step] = []
        state: dict[str, str] = {}
        stack: list[tuple[str, Iterator[tuple[str, str]]]] = [(first, iter(self._exits(first)))]
        state[first] = "open"
        while stack:
            uuid, rest = stack[-1]
            for choice, to in rest:
                if state.get(to) == "open":
                    step = self.steps[uuid]
                    way_out = "Surveys only go forward; ask again further below, or allow more tries."
                    self.refuse(step.where, f"an exit leads back to {self.steps[to].where}.", way_out)
                    step.exits[choice] = ""
                elif to in self.steps and to not in state:
                    state[to] = "open"
                    stack.append((to, iter(self._exits(to))))
                    break
            else:
                state[uuid] = "done"
                done.append(self.steps[uuid])
                stack.pop()
        return done[::-1]

    def _exits(self, uuid: str) -> list[tuple[str, str]]:
        """The exits of a step, last first, so that the first choice's branch stands first in the order."""
        return list(self.steps[uuid].exits.items())[::-1] if uuid in self.steps else []

    def _name(self, order: list[Step]) -> None:
        taken: set[str] = set()
        for number, step in enumerate(order, 1):
            wanted = step.answers.result_name if step.answers is not None else ""
            self.names[step.uuid] = name_for(wanted.strip().lower().replace(" ", "_") or f"question_{number}", taken)

    def _reached(self, order: list[Step]) -> Iterator[tuple[Step, Ways]]:
        """The steps that ask or say something, in order, with those who come to them."""
        every: dict[str, Choices] = {}
        reached: dict[str, Ways] = {order[0].uuid: EVERYBODY}
        waiting: dict[str, Wording] = {}
        incoming = incoming_of(order)
        for step in order:
            ways = reached.get(step.uuid, NOBODY)
            name = self.names[step.about or step.uuid]
            if step.answers is not None and step.answers.choices:
                every[name] = frozenset(step.answers.choices)
            parts = not step.about or self._all_answered(step, ways, reached.get(step.about, NOBODY))
            for to, choices in self._leads(step).items():
                on = branches.through(ways, name, choices, every) if parts and choices and choices != every.get(name) else ways
                reached[to] = branches.simpler((*reached.get(to, NOBODY), *on), every)
            step.says = joined(waiting.pop(step.uuid, None), step.says)
            onward = step.exits.get("", "")
            if step.answers is None and step.says is not None and incoming.get(onward) == 1:
                waiting[onward] = step.says  # said together with the question behind it
            elif step.says is not None or step.answers is not None:
                yield step, ways

    def _all_answered(self, step: Step, ways: Ways, asked: Ways) -> bool:
        """True if everybody who comes to a split was asked what it looks at."""
        if branches.are_among(ways, asked):
            return True
        way_out = "Write `only if: …` at the questions behind it."
        self.refuse(step.where, f"not everybody who comes here was asked for {self.names[step.about]}.", way_out)
        return False

    def _leads(self, step: Step) -> dict[str, Choices]:
        """Where a step leads, and by which of its choices; by none if it has no choices."""
        leads: dict[str, set[str]] = {}
        for choice, to in step.exits.items():
            if to:
                leads.setdefault(to, set()).update({choice} - {""})
        return {to: frozenset(choices) for to, choices in leads.items()}

    # --- questions -------------------------------------------------------------------------------------------------------

    def _question(self, step: Step, ways: Ways) -> Question:
        name, answers = self.names[step.uuid], step.answers
        says = step.says
        if says is None:
            says = Wording({code: name.replace("_", " ").capitalize() + "?" for code in self.texts.languages})
            self.refuse(step.where, f"*{name}* waits for an answer without a question.", "Write the question under *ask*.")
        kind = answers.kind if answers is not None else Message()
        order = {self.names[each.uuid]: list(each.answers.choices) for each in self.steps.values() if each.answers is not None}
        return Question(
            name=name,
            ask=says,
            kind=kind,
            report_as=name.replace("_", " ").capitalize(),
            only_if=branches.condition(ways, order),
            tries=3 if answers is None or answers.retried or isinstance(kind, Text) else 1,
            if_unclear=answers.unclear if answers is not None else None,
            after_last_try=Jump(FINISH) if answers is not None and answers.ends else None,
            private=isinstance(kind, Text),
        )


def _default_exit(router: Mapping[str, Any], exits: Mapping[str, str]) -> str:
    wanted = router.get("default_category_uuid")
    for category in dicts(router.get("categories")):
        if category.get("uuid") == wanted:
            return exits.get(str(category.get("exit_uuid")), "")
    return ""


def _way_out(action: str) -> str:
    if action == "enter_flow":
        return "A choice can lead into another survey: `then: { choice: start OTHER-SURVEY }`."
    if action.startswith(("send_", "say_", "play_")):
        return "Mails and alerts are the gateway's own; leave it out."
    return "Leave it out, or do it outside the survey."
