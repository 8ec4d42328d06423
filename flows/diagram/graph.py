"""A survey as nodes and edges: what the drawing, Mermaid and DOT all show.

The nodes stand in the order in which they are met; a *gate* is a condition, with the way of those who pass it and the way of
those who do not. A jump leads to the gate of its target, because the target's own conditions still hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.diagram.cards import card, gate_text, start_nodes
from flows.diagram.parts import Edge, Frame, Graph, Node
from flows.diagram.ways import default_label, jumps_of, unclear_jump
from flows.explaining.page import View
from flows.model import FINISH, All, Condition, Flow, Question, Section

THANKS, WELCOME = "thanks", "welcome"


def graph_of(flow: Flow, language: str = "") -> Graph:
    """The whole survey, its texts in ``language`` (the main one if empty)."""
    return _Builder(View(flow, language or flow.main_language)).graph()


@dataclass(frozen=True, slots=True)
class _Gate:
    """A condition on the questions ``first``..``last``."""

    id: str
    condition: Condition
    first: int
    last: int


class _Builder:
    """One survey on its way to a graph. ``gates[n]`` are those that stand above question n, the outermost first."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.questions = view.flow.questions
        self.targets = {at for question in self.questions for at in self._aims(question)}
        self.gates: dict[int, list[_Gate]] = {}
        for gate in (*self._section_gates(), *self._own_gates()):
            self.gates.setdefault(gate.first, []).append(gate)

    def graph(self) -> Graph:
        flow, view = self.view.flow, self.view
        starts = tuple(start_nodes(view))
        nodes = [*starts, Node(WELCOME, "welcome", "Welcome", (view.quote(view.label(flow.welcome.texts)),))]
        edges = [Edge(start.id, WELCOME, "", "begins") for start in starts]
        edges.append(Edge(WELCOME, self._entry(0), "", "next"))
        for at, question in enumerate(self.questions):
            for gate in self.gates.get(at, ()):
                nodes.append(Node(gate.id, "gate", "", (gate_text(view, gate.condition),)))
                edges.append(Edge(gate.id, self._below(gate), "", "yes"))
                edges.append(Edge(gate.id, self._entry(gate.last + 1), "", "no"))
            nodes.append(card(view, at, question))
            edges += self._onward(at, question)
        nodes.append(Node(THANKS, "thanks", "Thank you", (view.quote(view.label(flow.thank_you.texts)),)))
        nodes += self._surveys(edges)
        return Graph(flow.title, flow.owner, flow.survey, tuple(nodes), tuple(edges), tuple(self._frames()))

    # --- where things lead ---------------------------------------------------------------------------------------------

    def _entry(self, at: int) -> str:
        """The first node on the way to a question: its outermost gate, or its card; the thank-you at the end."""
        if at >= len(self.questions):
            return THANKS
        gates = self.gates.get(at)
        return gates[0].id if gates else _card_id(self.questions[at])

    def _below(self, gate: _Gate) -> str:
        gates = self.gates[gate.first]
        inner = gates[gates.index(gate) + 1 :]
        return inner[0].id if inner else _card_id(self.questions[gate.first])

    def _aims(self, question: Question) -> Iterator[int]:
        """The questions that jumps of a question lead to."""
        for jump in (*question.then.values(), question.after_last_try):
            if jump is not None and not jump.starts and jump.to in self.view.flow.by_name:
                yield self.view.flow.by_name[jump.to]

    def _onward(self, at: int, question: Question) -> Iterator[Edge]:
        card_id, below = _card_id(question), self._entry(at + 1)
        told = default_label(self.view, question)
        if told is not None:
            yield Edge(card_id, below, told, "next")
        for jump, label in jumps_of(self.view, question):
            yield Edge(card_id, self._target(jump.to, jump.starts, at), label, "starts" if jump.starts else "answer")
        if (last := unclear_jump(question)) is not None:
            label = "no clear answer"
            yield Edge(card_id, self._target(last.to, last.starts, at), label, "starts" if last.starts else "unclear")

    def _target(self, to: str, starts: str, at: int) -> str:
        """Where a jump leads; what a draft sends nowhere or backwards goes to the question below, as the engine has it."""
        if starts:
            return f"survey_{starts}"
        return THANKS if to == FINISH else self._entry(max(at + 1, self.view.flow.by_name.get(to, 0)))

    def _surveys(self, edges: list[Edge]) -> Iterator[Node]:
        for target in dict.fromkeys(edge.target for edge in edges if edge.kind == "starts"):
            yield Node(target, "survey", target.removeprefix("survey_"), ("begins in the same conversation",))

    # --- gates and frames ----------------------------------------------------------------------------------------------

    def _sections(self) -> Iterator[tuple[Section, int, int]]:
        """Every section with its first and last question."""
        first = 0
        for at, question in enumerate(self.questions):
            if at + 1 == len(self.questions) or self.questions[at + 1].section != question.section:
                if question.section is not None:
                    yield question.section, first, at
                first = at + 1

    def _section_gates(self) -> Iterator[_Gate]:
        for number, (section, first, last) in enumerate(self._sections(), 1):
            if section.only_if is not None:
                yield _Gate(f"section_gate_{number}", section.only_if, first, last)

    def _own_gates(self) -> Iterator[_Gate]:
        """Conditions of questions; neighbours with the same one share a gate, unless a jump leads between them."""
        open_gate: _Gate | None = None
        for at, question in enumerate(self.questions):
            condition = self._own_condition(at, question)
            is_shared = open_gate is not None and condition == open_gate.condition and at not in self.targets
            if open_gate is not None and is_shared and self.questions[at - 1].section == question.section:
                open_gate = _Gate(open_gate.id, open_gate.condition, open_gate.first, at)
                continue
            if open_gate is not None:
                yield open_gate
            open_gate = _Gate(f"gate_{question.name}", condition, at, at) if condition is not None else None
        if open_gate is not None:
            yield open_gate

    def _own_condition(self, at: int, question: Question) -> Condition | None:
        """The question's condition; its section's too where a jump may come in behind the section's gate."""
        section = question.section
        is_inside = section is not None and at > 0 and self.questions[at - 1].section == section
        if is_inside and at in self.targets and len(question.conditions) > 1:
            return All(question.conditions)
        if is_inside and at in self.targets and question.conditions:
            return question.conditions[0]
        return question.only_if

    def _frames(self) -> Iterator[Frame]:
        for section, first, last in self._sections():
            yield Frame(f"Section {section.name}", self._first_inside(first), _card_id(self.questions[last]))
        for gates in self.gates.values():
            for gate in gates:
                if gate.id.startswith("gate_") and gate.last > gate.first and self.questions[gate.first].section is None:
                    yield Frame("", _card_id(self.questions[gate.first]), _card_id(self.questions[gate.last]))

    def _first_inside(self, at: int) -> str:
        """The first node of a section: what stands below its own gate."""
        inner = [gate for gate in self.gates.get(at, ()) if gate.id.startswith("gate_")]
        return inner[0].id if inner else _card_id(self.questions[at])


def _card_id(question: Question) -> str:
    return f"q_{question.name}"
