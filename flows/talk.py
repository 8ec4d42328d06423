"""Golden conversations: examples that coordinators read and the code base replays (survey language, section 12).

``read`` makes conversations of a text, with the place of every line; ``flows.talk_play`` plays them on the production engine,
``flows.talk_write`` writes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flows.model import NOWHERE, Mark
from flows.problems import Problem
from flows.reading import keys, quantities
from flows.reading.findings import Findings
from flows.reading.tree import Entry, Group, Items, Node, Scalar
from flows.reading.yamltext import parse

DEFAULT_START = "2026-01-05 10:00"

ACTIONS = ("they dial", "they send", "time passes", "the call drops", "a visit is recorded")
EXPECTATIONS = ("we show", "we end", "we text", "we mention", "we stay silent")
RESULTS = ("stored", "from the visit", "agreed to", "ended")
STILL_OPEN = "still open"

_TALK_KEYS = ("talk", "channel", "starts at", "steps", *RESULTS)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a conversation: what happens, or what is expected. ``number`` counts from 1."""

    kind: str
    text: str
    number: int
    mark: Mark = NOWHERE

    @property
    def span(self) -> timedelta:
        """How much ``time passes``."""
        return quantities.duration(self.text) or timedelta()


@dataclass(frozen=True, slots=True)
class Talk:
    name: str
    channel: str
    starts_at: datetime
    """Local time of the survey, without a zone."""
    steps: tuple[Step, ...]
    stored: dict[str, str] | None = None
    """Question -> value, ``(skipped)``, ``(unclear)`` or ``(unclear) no``; ``None`` if the example does not say."""
    agreed_to: tuple[str, ...] | None = None
    ended: str | None = None
    mark: Mark = NOWHERE
    marks: dict[str, Mark] = field(default_factory=dict)
    """Where each result line stands."""


@dataclass(frozen=True, slots=True)
class TalkFile:
    """What a text gave; ``talks`` are complete only where there are no problems."""

    survey: str
    talks: tuple[Talk, ...]
    problems: tuple[Problem, ...]


def read(text: str | bytes) -> TalkFile:
    """Reads a file of conversations under the rules of a survey's text; never raises for bad input."""
    findings = Findings()
    top = parse(text, findings)
    reader = _Reader(findings)
    survey, talks = reader.file(top) if top is not None else ("", ())
    problems = tuple(p for p in findings.problems if not (p.code == "E116" and p.mark in reader.empty_cells))
    return TalkFile(survey, talks, problems)


class _Reader:
    """One file on its way to conversations; what does not fit is noted and left out."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.empty_cells: set[Mark] = set()

    def file(self, top: Group) -> tuple[str, tuple[Talk, ...]]:
        entries = self._entries(top, ("survey", "talks"), "this file")
        survey = self._text(entries.get("survey")) or ""
        if not survey:
            self._wrong(top.mark, "this file", "it does not name its survey", "Begin with a line such as `survey: my-survey`.")
        listed = entries.get("talks")
        if listed is None or not isinstance(listed.value, Items):
            self._wrong(top.mark, "this file", "it has no list of *talks*", "Add `talks:` and a list below it.")
            return survey, ()
        talks = [self.talk(node) for node in listed.value.nodes]
        names = [talk.name for talk in talks if talk is not None]
        for talk in talks:
            if talk is not None and names.count(talk.name) > 1:
                self._wrong(talk.mark, talk.name, "two conversations have this name", "Rename one of them.")
        return survey, tuple(talk for talk in talks if talk is not None)

    def talk(self, node: Node) -> Talk | None:
        if not isinstance(node, Group):
            self._wrong(node.mark, "a conversation", "it is not a group of lines", "Write `- talk: its name`.")
            return None
        entries = self._entries(node, _TALK_KEYS, "a conversation")
        name = self._text(entries.get("talk")) or "a conversation without a name"
        channel = self._text(entries.get("channel")) or ""
        if channel not in ("ussd", "sms"):
            mark = entries["channel"].mark if "channel" in entries else node.mark
            self._wrong(mark, name, "its channel is not *ussd* or *sms*", "Write `channel: ussd` or `channel: sms`.")
        if "from the visit" in entries:
            self._no_visits(entries["from the visit"].mark, name)
        return Talk(
            name=name,
            channel=channel,
            starts_at=self._start(entries.get("starts at"), name),
            steps=self._steps(entries.get("steps"), name, node.mark),
            stored=self._stored(entries.get("stored"), name),
            agreed_to=self._agreed(entries.get("agreed to")),
            ended=self._text(entries.get("ended")),
            mark=node.mark,
            marks={key: entry.mark for key, entry in entries.items() if key in RESULTS},
        )

    def _start(self, entry: Entry | None, name: str) -> datetime:
        text = self._text(entry) or DEFAULT_START
        try:
            return datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007 (local to the survey; its zone is added when played)
        except ValueError:
            mark = entry.mark if entry else NOWHERE
            self._wrong(mark, name, f"*{text[:40]}* is no date and time", f"Write it like `starts at: {DEFAULT_START}`.")
            return datetime.strptime(DEFAULT_START, "%Y-%m-%d %H:%M")  # noqa: DTZ007

    def _steps(self, entry: Entry | None, name: str, mark: Mark) -> tuple[Step, ...]:
        if entry is None or not isinstance(entry.value, Items):
            self._wrong(entry.mark if entry else mark, name, "it has no list of *steps*", "Add `steps:` and a list below it.")
            return ()
        steps = [self._step(node, name, number) for number, node in enumerate(entry.value.nodes, 1)]
        return tuple(step for step in steps if step is not None)

    def _step(self, node: Node, name: str, number: int) -> Step | None:
        where = f"step {number} of *{name}*"
        if not isinstance(node, Group) or len(node.entries) != 1:
            self._not_a_step(node.mark, where)
            return None
        entry = node.entries[0]
        kind = keys.fold(entry.key)
        if kind == "a visit is recorded":
            self._no_visits(entry.mark, name)
            return None
        text = self._text(entry)
        yes_only = kind in ("the call drops", "we stay silent") and text != "yes"
        no_span = kind == "time passes" and quantities.duration(text or "") is None
        if kind not in (*ACTIONS, *EXPECTATIONS) or text is None or yes_only or no_span:
            self._not_a_step(entry.mark, where)
            return None
        return Step(kind, text, number, entry.mark)

    def _stored(self, entry: Entry | None, name: str) -> dict[str, str] | None:
        if entry is None:
            return None
        if not isinstance(entry.value, Group):
            self._wrong(entry.mark, name, "*stored* is not a group of questions and values", "Write `stored: {}` or a group.")
            return None
        return {each.key: self._text(each) or "" for each in entry.value.entries}

    def _agreed(self, entry: Entry | None) -> tuple[str, ...] | None:
        if entry is None:
            return None
        if isinstance(entry.value, Items):
            return tuple(node.text for node in entry.value.nodes if isinstance(node, Scalar))
        return tuple(part.strip() for part in (self._text(entry) or "").split(",") if part.strip())

    def _entries(self, group: Group, allowed: tuple[str, ...], parent: str) -> dict[str, Entry]:
        entries = {keys.fold(entry.key): entry for entry in group.entries}
        for key, entry in entries.items():
            if key not in allowed:
                self._wrong(entry.mark, parent, f"*{entry.key[:60]}* is not a key here", f"Use one of: {', '.join(allowed)}.")
        return entries

    def _text(self, entry: Entry | None) -> str | None:
        """The text of a line; a quoted empty one is an empty cell, which other files do not have."""
        if entry is None or not isinstance(entry.value, Scalar):
            return None
        if not entry.value.text and not entry.value.plain:
            self.empty_cells.add(entry.mark)
        return entry.value.text

    def _wrong(self, mark: Mark, where: str, reason: str, remedy: str) -> None:
        self.findings.problems.append(Problem("E651", mark, f"In *{where}*: {reason}.", remedy))

    def _not_a_step(self, mark: Mark, where: str) -> None:
        known = ", ".join((*ACTIONS[:-1], *EXPECTATIONS))
        self.findings.problems.append(Problem("E651", mark, f"This, {where}, is not a step.", f"Use one of: {known}."))

    def _no_visits(self, mark: Mark, name: str) -> None:
        reason = "it needs a visit list, which this program does not play yet"
        self._wrong(mark, name, reason, "Start the conversation by a dial code or a keyword.")
