"""``questions``: the list of questions, some of them gathered in sections under one condition."""

from __future__ import annotations

from collections.abc import Iterable

from flows.model import Question, Section
from flows.reading import keys
from flows.reading.conditions import read_condition
from flows.reading.fields import Fields
from flows.reading.findings import Findings
from flows.reading.keys import MOST_QUESTIONS
from flows.reading.kinds import check_name
from flows.reading.question import read_question
from flows.reading.tree import Entry, Group, Items, Node
from flows.reading.wording import Wordings


def read_questions(fields: Fields, wordings: Wordings, findings: Findings) -> tuple[tuple[Question, ...], frozenset[str]]:
    """The questions in the order of asking, and the names of those that could not be read."""
    node = fields.require("questions")
    if node is None:
        return (), frozenset()
    if not isinstance(node, Items):
        findings.add("E204", node.mark, key="questions", shape="a list", example="- question: waiting_time")
        return (), frozenset()
    read = _Questions(wordings, findings)
    for part in _mended(node.nodes, findings):
        read.part(part)
    findings.question = ""
    read.tell_limits()
    unread = frozenset(name for name in read.found if isinstance(name, str) and name)
    return read.once(), unread


def _mended(nodes: Iterable[Node], findings: Findings) -> list[Node]:
    """The points of the list; one that only goes on with the question above, for a dash too much, is put to that (E115)."""
    mended: list[Node] = []
    for node in nodes:
        above = mended[-1] if mended else None
        if isinstance(node, Group) and isinstance(above, Group) and _goes_on(node, above):
            findings.question = ""
            findings.add("E115", node.mark, has="has a dash", do="Remove")
            mended[-1] = Group((*above.entries, *node.entries), above.mark, above.inline, node.end)
        else:
            mended.append(node)
    return mended


def _goes_on(group: Group, above: Group) -> bool:
    """True if a group has no name of its own and just what the question above it lacks."""
    own, others = ({keys.fold(entry.key) for entry in each.entries} for each in (group, above))
    return "question" in others and bool(own & {"ask", "answer"}) and not own & (others | {"question", "section"})


class _Questions:
    """The questions read so far; beyond the limit they are counted and not read."""

    def __init__(self, wordings: Wordings, findings: Findings) -> None:
        self.wordings = wordings
        self.findings = findings
        self.found: list[Question | str] = []
        self.questions: list[Node] = []
        self.sections: list[Node] = []

    def part(self, node: Node, section: Section | None = None, *, within: bool = False) -> None:
        """One point of a list of questions: a question or, if not ``within`` one already, a section."""
        self.findings.question = ""
        entry = _section_entry(node)
        if entry is not None and isinstance(node, Group):
            self._section(node, entry, section, within=within)
            return
        self.questions.append(node)
        if len(self.questions) > MOST_QUESTIONS:
            return
        if isinstance(node, Group):
            self.found.append(read_question(node, section, self.wordings, self.findings))
            return
        self.findings.add("E204", node.mark, key="questions", shape="a list of groups", example="- question: waiting_time")

    def _section(self, group: Group, entry: Entry, outer: Section | None, *, within: bool) -> None:
        self.sections.append(group)
        if len(self.sections) > MOST_QUESTIONS:
            return
        fields = Fields(group, keys.SECTION, "This section", self.findings, group.mark)
        fields.refuse_others()
        if within:
            self.findings.add("E217", entry.mark, why=": this one stands inside another")
        section = self._head(fields)
        node = fields.node("questions")
        if isinstance(node, Items) and node.nodes:
            for part in node.nodes:
                self.part(part, section if not within else outer, within=True)
        elif node is None or isinstance(node, Items):
            self.findings.add("E217", entry.mark, why="; this one has none")
        else:
            self.findings.add("E204", node.mark, key="questions", shape="a list", example="- question: waiting_time")

    def _head(self, fields: Fields) -> Section:
        """The section's name and condition. Where the condition cannot be read, its questions are read without."""
        name = fields.text("section") or ""
        if name:
            check_name(name, fields.mark_of("section"), self.findings)
        marks = self.wordings.marks
        marks[("sections", name)] = fields.mark_of("section")
        marks.update({("sections", name, key): fields.mark_of(key) for key in fields.entries})
        condition, _ = read_condition(fields, self.findings)
        return Section(name, condition, fields.mark_of("section"))

    def tell_limits(self) -> None:
        for nodes, things in ((self.questions, "questions"), (self.sections, "sections")):
            if len(nodes) > MOST_QUESTIONS:
                mark = nodes[MOST_QUESTIONS].mark
                self.findings.add("E219", mark, count=len(nodes), things=things, limit=MOST_QUESTIONS)

    def once(self) -> tuple[Question, ...]:
        """The questions without those whose name another one has already."""
        questions: dict[str, Question] = {}
        for question in self.found:
            if not isinstance(question, Question):
                continue
            first = questions.setdefault(question.name, question)
            if first is not question:
                first_line, name = first.mark.line, question.name
                self.findings.add("E208", question.mark, question=name, name=name, first=first_line, second=question.mark.line)
        return tuple(questions.values())


def _section_entry(node: Node) -> Entry | None:
    """The line ``section: …`` of a group that is no question."""
    if not isinstance(node, Group):
        return None
    found = {keys.fold(entry.key): entry for entry in node.entries}
    return found.get("section") if "question" not in found else None
