"""Golden conversations: examples that coordinators read and the code base replays (survey language, section 12).

``read`` makes conversations of a text, with the place of every line; in ``flows.talking``, ``play`` plays them on the engine of
production, ``check`` says what is wrong with them, ``write`` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import get_args

from flows.catalogue import problem
from flows.model import NOWHERE, Mark
from flows.problems import Problem
from flows.reading import keys, quantities
from flows.reading.findings import Findings
from flows.reading.nearest import nearest
from flows.reading.tree import Entry, Group, Items, Node, Scalar
from flows.reading.yamltext import parse
from flows.state import Ended

DEFAULT_START = "2026-01-05 10:00"
YEARS = range(2000, 2100)
"""In which a conversation can begin."""
LONGEST = timedelta(days=36_525)
"""For which the clock of one conversation can move on."""

VISIT = "a visit is recorded"
CALL = "they call"
"""Our own step: the person calls the contact centre, whose agent types what is said."""
ACTIONS = ("they dial", "they send", CALL, VISIT, "time passes", "the call drops")
EXPECTATIONS = ("we show", "we end", "we text", "we mention", "we stay silent")
RESULTS = ("stored", "from the visit", "agreed to", "ended")
STILL_OPEN = "still open"
ENDS = (*get_args(Ended), STILL_OPEN)

_YES_ONLY = (CALL, "the call drops", "we stay silent")
_TALK_KEYS = ("talk", "channel", "starts at", "steps", *RESULTS)
_CHANNELS = ("ussd", "sms", "call")
_BEGINS = {"ussd": "they dial", "sms": "they send", "call": CALL}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a conversation: what happens, or what is expected. ``number`` counts from 1."""

    kind: str
    text: str
    number: int
    mark: Mark = NOWHERE
    cells: Mapping[str, str] = field(default_factory=dict)
    """The row of the visit list, where one is recorded; an empty cell is ``""``."""
    node: Group | None = field(default=None, compare=False, repr=False)
    """The line as it was read, a group of one entry; ``None`` for a step that was not."""

    @property
    def entry(self) -> Entry | None:
        return self.node.entries[0] if self.node is not None else None

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
    from_visit: tuple[str, ...] | None = None
    agreed_to: tuple[str, ...] | None = None
    ended: str | None = None
    mark: Mark = NOWHERE
    entries: Mapping[str, Entry] = field(default_factory=dict, compare=False, repr=False)
    """The lines of the conversation by their key."""

    def at(self, key: str) -> Mark:
        """Where a line stands; the conversation's own place if it has none of that key."""
        return self.entries[key].mark if key in self.entries else self.mark


@dataclass(frozen=True, slots=True)
class TalkFile:
    """What a text gave; ``talks`` are complete only where there are no errors."""

    survey: str
    talks: tuple[Talk, ...]
    problems: tuple[Problem, ...]
    mark: Mark = NOWHERE
    """Where the file names its survey."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.is_error)


def read(text: str | bytes) -> TalkFile:
    """Reads a file of conversations under the rules of a survey's text; never raises for bad input."""
    findings = Findings()
    top = parse(text, findings)
    reader = _Reader(findings)
    survey, talks, mark = reader.file(top) if top is not None else ("", (), Mark(1, 1))
    problems = tuple(p for p in findings.problems if not (p.code == "E116" and p.mark in reader.empty_cells))
    return TalkFile(survey, talks, problems, mark)


def start(text: str) -> datetime | None:
    """When a conversation begins, in the survey's own time, without a zone; ``None`` if the text does not say."""
    try:
        found = datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007 (local to the survey; its zone is added when played)
    except ValueError:
        return None
    return found if found.year in YEARS else None


def unreadable(mark: Mark, where: str, reason: str, remedy: str) -> Problem:
    """E651: what is wrong with a conversation as it is written."""
    return problem("E651", mark, where=where, reason=reason, remedy=remedy)


def meant(word: str, known: Iterable[str]) -> str:
    """The remedy for a word that is not known here: the one that was meant, or all there are."""
    allowed = tuple(known)
    guess = nearest(word, allowed)
    return f"Did you mean *{guess}*?" if guess else f"Use one of: {', '.join(allowed)}." if allowed else "Remove it."


class _Reader:
    """One file on its way to conversations; what does not fit is noted and left out."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.empty_cells: set[Mark] = set()

    def file(self, top: Group) -> tuple[str, tuple[Talk, ...], Mark]:
        entries = self._entries(top, ("survey", "talks"), "this file")
        survey = self._text(entries.get("survey")) or ""
        mark = entries["survey"].mark if "survey" in entries else top.mark
        if not survey:
            self._wrong(top.mark, "this file", "it does not name its survey", "Begin with a line such as `survey: my-survey`.")
        listed = entries.get("talks")
        if listed is None or not isinstance(listed.value, Items):
            self._wrong(top.mark, "this file", "it has no list of *talks*", "Add `talks:` and a list below it.")
            return survey, (), mark
        talks = [talk for node in listed.value.nodes if (talk := self.talk(node)) is not None]
        names = [talk.name for talk in talks]
        for talk in talks:
            if names.count(talk.name) > 1:
                self._wrong(talk.mark, talk.name, "two conversations have this name", "Rename one of them.")
        return survey, tuple(talks), mark

    def talk(self, node: Node) -> Talk | None:
        if not isinstance(node, Group):
            self._wrong(node.mark, "a conversation", "it is not a group of lines", "Write `- talk: its name`.")
            return None
        entries = self._entries(node, _TALK_KEYS, "a conversation")
        name = self._text(entries.get("talk")) or "a conversation without a name"
        return Talk(
            name=name,
            channel=self._channel(entries.get("channel"), name, node.mark),
            starts_at=self._start(entries.get("starts at"), name),
            steps=self._steps(entries, name, node.mark),
            stored=self._stored(entries.get("stored"), name),
            from_visit=self._names(entries.get("from the visit"), name),
            agreed_to=self._names(entries.get("agreed to"), name),
            ended=self._ended(entries.get("ended"), name),
            mark=node.mark,
            entries=entries,
        )

    def _channel(self, entry: Entry | None, name: str, mark: Mark) -> str:
        channel = self._text(entry) or ""
        if channel not in _CHANNELS:
            remedy = "Write `channel: ussd` or `channel: sms`."
            self._wrong(entry.mark if entry else mark, name, "its channel is not *ussd* or *sms*", remedy)
        return channel

    def _start(self, entry: Entry | None, name: str) -> datetime:
        text = self._text(entry) or DEFAULT_START
        found = start(text)
        if found is None:
            mark = entry.mark if entry else NOWHERE
            reason = f"*{text[:40]}* is no date and time from {YEARS[0]} to {YEARS[-1]}"
            self._wrong(mark, name, reason, f"Write it like `starts at: {DEFAULT_START}`.")
        return found or datetime(YEARS[0], 1, 1)  # noqa: DTZ001 (as above; it is never played)

    def _steps(self, entries: Mapping[str, Entry], name: str, mark: Mark) -> tuple[Step, ...]:
        entry = entries.get("steps")
        if entry is None or not isinstance(entry.value, Items):
            self._wrong(entry.mark if entry else mark, name, "it has no list of *steps*", "Add `steps:` and a list below it.")
            return ()
        found = [self._step(node, name, number) for number, node in enumerate(entry.value.nodes, 1)]
        steps = tuple(step for step in found if step is not None)
        self._begins(steps, self._text(entries.get("channel")) or "", name)
        self._lasts(steps, name)
        return steps

    def _begins(self, steps: tuple[Step, ...], channel: str, name: str) -> None:
        """The channel of a conversation is the one on which the person comes; only an invitation comes before them."""
        first = next((step for step in steps if step.kind in _BEGINS.values()), None)
        if first is None or first.kind == _BEGINS.get(channel, first.kind):
            return
        if first.kind == "they dial" and channel == "sms" and steps[0].kind == VISIT:
            return
        spoken = next(each for each, kind in _BEGINS.items() if kind == first.kind)
        reason = f"its channel is *{channel}*, but it begins with *{first.kind}*"
        self._wrong(first.mark, f"step {first.number} of {name}", reason, f"Write `channel: {spoken}`, or begin otherwise.")

    def _lasts(self, steps: tuple[Step, ...], name: str) -> None:
        passing = [step for step in steps if step.kind == "time passes"]
        if sum((step.span for step in passing), timedelta()) > LONGEST:
            self._wrong(passing[-1].mark, name, "it lasts more than a hundred years", "Let less time pass.")

    def _step(self, node: Node, name: str, number: int) -> Step | None:
        where = f"step {number} of {name}"
        if not isinstance(node, Group) or len(node.entries) != 1:
            known = ", ".join((*ACTIONS, *EXPECTATIONS))
            self._wrong(node.mark, where, "this is not a step", f"Write one of these and its text: {known}.")
            return None
        entry = node.entries[0]
        kind = keys.fold(entry.key)
        if kind not in (*ACTIONS, *EXPECTATIONS):
            self._wrong(entry.mark, where, f"*{entry.key[:60]}* is not a step", meant(kind, (*ACTIONS, *EXPECTATIONS)))
            return None
        if kind == VISIT:
            return self._visit(node, number, where)
        text = self._text(entry)
        faulty = self._faulty(kind, text)
        if faulty:
            self._wrong(entry.mark, where, *faulty)
            return None
        return Step(kind, text or "", number, entry.mark, node=node)

    def _faulty(self, kind: str, text: str | None) -> tuple[str, str] | None:
        """Why the text of a step cannot be read, and what to write; ``None`` if it can."""
        if kind in _YES_ONLY:
            return None if text == "yes" else (f"*{kind}* has only the value *yes*", f"Write `{kind}: yes`.")
        if text is None:
            return f"*{kind}* needs a text", f"Write the text behind `{kind}:`."
        if kind == "time passes" and quantities.duration(text) is None:
            return f"*{text[:40]}* is not a length of time", "Write it like `20 hours` or `3 days`."
        return None

    def _visit(self, node: Group, number: int, where: str) -> Step | None:
        entry = node.entries[0]
        if not isinstance(entry.value, Group):
            self._wrong(entry.mark, where, f"*{VISIT}* needs a row of the visit list", "Write it like `{ facility: 4021 }`.")
            return None
        cells = {each.key: self._text(each) for each in entry.value.entries}
        wrong = next((each for each in entry.value.entries if cells[each.key] is None or each.key == "phone"), None)
        if wrong is None:
            written = {column: cell or "" for column, cell in cells.items()}
            return Step(VISIT, "", number, entry.mark, cells=written, node=node)
        if wrong.key == "phone":
            self._wrong(wrong.mark, where, "the visit is of this phone, which has no number here", "Remove *phone*.")
        else:
            self._wrong(wrong.mark, where, f"*{wrong.key[:60]}* has no text", 'Write the cell, or `""` for an empty one.')
        return None

    def _stored(self, entry: Entry | None, name: str) -> dict[str, str] | None:
        if entry is None:
            return None
        if not isinstance(entry.value, Group):
            self._wrong(entry.mark, name, "*stored* is not a group of questions and values", "Write `stored: {}` or a group.")
            return None
        return {each.key: self._text(each) or "" for each in entry.value.entries}

    def _names(self, entry: Entry | None, name: str) -> tuple[str, ...] | None:
        """A list, or one text with commas."""
        if entry is None:
            return None
        if isinstance(entry.value, Items):
            return tuple(node.text for node in entry.value.nodes if isinstance(node, Scalar))
        text = self._text(entry)
        if text is None:
            self._wrong(entry.mark, name, f"*{entry.key}* is not a list", f"Write `{entry.key}:` and names with commas.")
        return tuple(part.strip() for part in (text or "").split(",") if part.strip())

    def _ended(self, entry: Entry | None, name: str) -> str | None:
        ended = self._text(entry)
        if entry is not None and ended not in ENDS:
            reason = f"*{(ended or '')[:40]}* is not how a conversation ends"
            self._wrong(entry.mark, name, reason, meant(ended or "", ENDS))
        return ended

    def _entries(self, group: Group, allowed: tuple[str, ...], parent: str) -> dict[str, Entry]:
        entries = {keys.fold(entry.key): entry for entry in group.entries}
        for key, entry in entries.items():
            if key not in allowed:
                self._wrong(entry.mark, parent, f"*{entry.key[:60]}* is not a key here", meant(key, allowed))
        return entries

    def _text(self, entry: Entry | None) -> str | None:
        """The text of a line; a quoted empty one is an empty cell, which other files do not have."""
        if entry is None or not isinstance(entry.value, Scalar):
            return None
        if not entry.value.text and not entry.value.plain:
            self.empty_cells.add(entry.mark)
        return entry.value.text

    def _wrong(self, mark: Mark, where: str, reason: str, remedy: str) -> None:
        self.findings.problems.append(unreadable(mark, where, reason, remedy))
