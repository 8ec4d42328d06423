"""A flow chart of nodes and exits as questions in one order, each with the condition under which it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.exchange import branches
from flows.exchange.branches import EVERYBODY, NOBODY, Choices, Ways
from flows.exchange.chart_answers import Answers, Unfit, answers_of
from flows.exchange.chart_splits import Split, result_key, split_of
from flows.exchange.chart_texts import ChartTexts, dicts, listed
from flows.exchange.imported import Note, Refused, name_for
from flows.model import FINISH, Jump, Message, Question, Text, Wording

MOST_NODES = 400
LONGEST_WAY_BACK = 4
"""Messages that may stand between an answer that was not understood and the question put again."""
_NOTED = {"set_run_result": "results keep their names by themselves", "set_contact_language": "people choose their language"}
_EXPRESSION = re.compile(r"@(?:[a-z_]+(?:\.[\w.]+)+|\()")


@dataclass(slots=True)
class _Step:
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


@dataclass(slots=True)
class Chart:
    """One flow definition. ``questions`` may be asked for once; ``refused`` and ``notes`` are complete after it."""

    definition: Mapping[str, Any]
    refused: list[Refused] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    texts: ChartTexts = field(init=False)
    steps: dict[str, _Step] = field(default_factory=dict)
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
        self._take_splits()
        self._take_retries()
        self._take_others()
        order = self._order(str(nodes[0]["uuid"]))
        self._name(order)
        try:
            return [self._question(step, ways) for step, ways in self._reached(order)]
        except branches.TooManyWays as reason:
            raise Unfit(f"it parts into {reason}.", "Import it in parts.") from None

    # --- nodes -----------------------------------------------------------------------------------------------------------

    def _step(self, node: Mapping[str, Any]) -> _Step:
        uuid = str(node["uuid"])
        where = f"node {uuid[:8]}"
        says = self._says(node, where)
        exits = {str(each.get("uuid")): str(each.get("destination_uuid") or "") for each in dicts(node.get("exits"))}
        router = node.get("router")
        if not isinstance(router, dict):
            return _Step(uuid, where, says, None, {"": next(iter(exits.values()), "")})
        try:
            split = split_of(router)
            if split is not None:
                return _Step(uuid, where, says, None, exits, split)
            answers, leads = answers_of(router, self.texts)
        except Unfit as reason:
            self.refuse(where, str(reason), reason.way_out)
            return _Step(uuid, where, says, None, {"": _default_exit(router, exits)})
        for note in answers.notes:
            self.notes.append(Note(where, note))
        answers.other = exits.get(answers.other, "")
        return _Step(uuid, where, says, answers, {choice: exits.get(exit_, "") for choice, exit_ in leads.items()})

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

    def _take_splits(self) -> None:
        """Every split knows whose answer it is about, and where each of its choices leads."""
        for step in (each for each in self.steps.values() if each.split is not None):
            split, exits = step.split, step.exits
            assert split is not None
            asked = self._asked_for(split)
            step.exits = {"": exits.get(split.other, "")}
            if asked is None or asked.answers is None:
                way_out = "Write `only if: …` at the questions behind it."
                self.refuse(step.where, f"it looks at @results.{split.result}, which is no single choice made before.", way_out)
                continue
            chosen = {asked.answers.categories[name]: exits.get(lead, "") for name, lead in split.leads.items()
                      if name in asked.answers.categories}  # fmt: skip
            step.about = asked.uuid
            step.exits = {choice: chosen.get(choice, exits.get(split.other, "")) for choice in asked.answers.choices}

    def _asked_for(self, split: Split) -> _Step | None:
        """The one question that a result comes from, if all categories that are looked for are its choices."""
        found = [s for s in self.steps.values() if s.answers is not None and result_key(s.answers.result_name) == split.result]
        if len(found) != 1 or found[0].answers is None:
            return None
        known = found[0].answers.categories
        return found[0] if known and set(split.leads) <= set(known) else None

    def _take_retries(self) -> None:
        """An exit for what was not understood that leads back to the question: its tries, and what is said in between."""
        incoming = _incoming(self.steps.values())
        first = next(iter(self.steps))
        incoming[first] = incoming.get(first, 0) + 1  # everybody begins there
        for step in self.steps.values():
            back = self._way_back(step, self._not_understood(step))
            if step.answers is None or back is None:
                continue
            step.answers.retried = True
            for between in back:
                if incoming[between.uuid] == 1:  # said only here; another one is the question itself, put again
                    step.answers.unclear = _joined(step.answers.unclear, between.says)
            step.answers.other = ""
            if step.answers.choices:
                del step.exits[""]

    def _not_understood(self, step: _Step) -> str:
        """Where somebody goes who was not understood; empty for words, of which all are."""
        if step.answers is None or isinstance(step.answers.kind, Text):
            return ""
        return step.exits.get("", "") if step.answers.choices else step.answers.other

    def _take_others(self) -> None:
        """What is not understood and leads on, not back: only the end of the conversation has a counterpart here."""
        for step in self.steps.values():
            if step.answers is None or step.answers.retried or isinstance(step.answers.kind, Text):
                continue
            leads_to = {to for choice, to in step.exits.items() if choice or not step.answers.choices}
            other = self._not_understood(step)
            if step.answers.choices:
                step.exits.pop("", None)
            step.answers.other = ""
            if not other:
                step.answers.ends = True
            elif leads_to != {other}:
                where = self.steps[other].where if other in self.steps else "nowhere"
                way_out = "Ask again there, or add a choice for it."
                self.refuse(step.where, f"whatever is not understood leads to {where}.", way_out)

    def _way_back(self, step: _Step, to: str) -> list[_Step] | None:
        """The messages on the way from *anything else* back to the question; ``None`` if it leads elsewhere."""
        between: list[_Step] = []
        while to != step.uuid:
            following = self.steps.get(to)
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

    def _order(self, first: str) -> list[_Step]:
        """Every step that is reached, before all it leads to. A way back that is no retry is refused and forgotten."""
        done: list[_Step] = []
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

    def _name(self, order: list[_Step]) -> None:
        taken: set[str] = set()
        for number, step in enumerate(order, 1):
            wanted = step.answers.result_name if step.answers is not None else ""
            self.names[step.uuid] = name_for(wanted.strip().lower().replace(" ", "_") or f"question_{number}", taken)

    def _reached(self, order: list[_Step]) -> Iterator[tuple[_Step, Ways]]:
        """The steps that ask or say something, in order, with those who come to them."""
        every: dict[str, Choices] = {}
        reached: dict[str, Ways] = {order[0].uuid: EVERYBODY}
        waiting: dict[str, Wording] = {}
        incoming = _incoming(order)
        for step in order:
            ways = reached.get(step.uuid, NOBODY)
            name = self.names[step.about or step.uuid]
            if step.answers is not None and step.answers.choices:
                every[name] = frozenset(step.answers.choices)
            parts = not step.about or self._all_answered(step, ways, reached.get(step.about, NOBODY))
            for to, choices in self._leads(step).items():
                on = branches.through(ways, name, choices, every) if parts and choices and choices != every.get(name) else ways
                reached[to] = branches.simpler((*reached.get(to, NOBODY), *on), every)
            step.says = _joined(waiting.pop(step.uuid, None), step.says)
            onward = step.exits.get("", "")
            if step.answers is None and step.says is not None and incoming.get(onward) == 1:
                waiting[onward] = step.says  # said together with the question behind it
            elif step.says is not None or step.answers is not None:
                yield step, ways

    def _all_answered(self, step: _Step, ways: Ways, asked: Ways) -> bool:
        """True if everybody who comes to a split was asked what it looks at."""
        if branches.are_among(ways, asked):
            return True
        way_out = "Write `only if: …` at the questions behind it."
        self.refuse(step.where, f"not everybody who comes here was asked for {self.names[step.about]}.", way_out)
        return False

    def _leads(self, step: _Step) -> dict[str, Choices]:
        """Where a step leads, and by which of its choices; by none if it has no choices."""
        leads: dict[str, set[str]] = {}
        for choice, to in step.exits.items():
            if to:
                leads.setdefault(to, set()).update({choice} - {""})
        return {to: frozenset(choices) for to, choices in leads.items()}

    # --- questions -------------------------------------------------------------------------------------------------------

    def _question(self, step: _Step, ways: Ways) -> Question:
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


def _incoming(steps: Iterable[_Step]) -> dict[str, int]:
    """How many steps lead to each node."""
    count: dict[str, int] = {}
    for step in steps:
        other = step.answers.other if step.answers is not None else ""
        for to in {*step.exits.values(), other} - {""}:
            count[to] = count.get(to, 0) + 1
    return count


def _joined(before: Wording | None, after: Wording | None) -> Wording | None:
    if before is None or after is None:
        return before or after
    return Wording({code: f"{text} {after.texts[code]}" for code, text in before.texts.items()})


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
