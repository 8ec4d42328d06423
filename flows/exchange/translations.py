"""The texts of a survey as a table for a translator, and back in: stable keys, and every change is seen before it is made.

A key is the way to a text: ``questions/facility/ask/sms``. It stays the same while wordings, order and layout change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flows.editing.splice import Edit, apply, quoted
from flows.exchange.sheet import Sheet
from flows.load import load
from flows.model import Mark
from flows.places import Lists, no_lists
from flows.reading.findings import Findings
from flows.reading.tree import Entry, Group, Items, Node, Scalar
from flows.reading.wording import Path
from flows.reading.yamltext import LONGEST_LINE, parse

KEY, ABOUT = "key", "where"


class NotASurvey(ValueError):
    """The text cannot be read far enough to find its texts."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in all its languages; ``texts`` has only those that are written."""

    key: str
    about: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts of a survey, in its order, and its languages by code, the main one first."""

    survey: str
    languages: Mapping[str, str]
    texts: tuple[Text, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        return (KEY, ABOUT, *self.languages)

    def rows(self) -> Iterator[tuple[str, ...]]:
        for each in self.texts:
            yield (each.key, each.about, *(each.texts.get(code, "") for code in self.languages))


@dataclass(frozen=True, slots=True)
class Change:
    """One text that would become another; ``before`` is empty where there was none."""

    row: int
    key: str
    language: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A row or column that cannot be taken, and why."""

    row: int
    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a table would change. ``empty`` counts translations that are still missing in it, ``same`` those that are as now."""

    changes: tuple[Change, ...]
    refused: tuple[Refused, ...]
    same: int
    empty: int


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a text stands: the table of languages around it, if it is one, and its entries by language."""

    path: Path
    group: Group | None
    entries: dict[str, Scalar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Read:
    survey: str
    languages: Mapping[str, str]
    spots: dict[str, _Spot]


def texts_of(text: str, lists: Lists = no_lists) -> Texts:
    """Every text of a survey by its key. Raises :class:`NotASurvey` if not even its languages can be read."""
    read = _read(text, lists)
    return Texts(
        read.survey,
        read.languages,
        tuple(
            Text(key, _about(spot.path), {code: scalar.text for code, scalar in spot.entries.items()})
            for key, spot in read.spots.items()
        ),
    )


def preview(text: str, sheet: Sheet, lists: Lists = no_lists) -> Preview:
    """What a translator's table would change in a survey; nothing is changed yet."""
    read = _read(text, lists)
    missing = [column for column in (KEY, next(iter(read.languages))) if column not in sheet.columns]
    if missing:
        reason = f"there is no column *{missing[0]}*; export the table again and fill that in"
        return Preview((), (Refused(1, "", reason),), 0, 0)
    strange = [c for c in sheet.columns if c not in (KEY, ABOUT, *read.languages)]
    refused = [
        Refused(1, "", f"*{column}* is not a language of this survey; declare it under *languages*") for column in strange
    ]
    changes: list[Change] = []
    same = empty = 0
    seen: dict[str, int] = {}
    for row in sheet.rows:
        key = row.get(KEY)
        reason = _reason_against(read, key, row.get(next(iter(read.languages))), seen)
        seen.setdefault(key, row.number)
        if reason:
            refused.append(Refused(row.number, key, reason))
            continue
        for code in list(read.languages)[1:]:
            after, before = row.get(code), _text(read.spots[key], code)
            empty += not after and not before
            same += bool(after) and after == before
            if after and after != before:
                changes.append(Change(row.number, key, code, before, after))
    return Preview(tuple(changes), tuple(refused), same, empty)


def merged(text: str, changes: tuple[Change, ...], lists: Lists = no_lists) -> str:
    """The survey with these changes and nothing else changed."""
    read = _read(text, lists)
    return apply(text, [edit for change in changes for edit in _edits(read.spots[change.key], change)])


# --- reading -----------------------------------------------------------------------------------------------------------------


def _read(text: str, lists: Lists) -> _Read:
    draft = load(text, lists).draft
    top = parse(text, Findings())
    if draft is None or top is None:
        raise NotASurvey("the survey cannot be read; `gateway check` says where")
    values = dict(_values(top))
    languages = draft.flow.languages
    spots: dict[str, _Spot] = {}
    for path, mark in sorted(draft.marks.items(), key=lambda item: (item[1].line, item[1].column)):
        if path[-1] not in languages or path[:1] == ("languages",) or mark not in values:
            continue
        scalar, group = values[mark]
        spot = spots.setdefault("/".join(path[:-1]), _Spot(path[:-1], group))
        spot.entries[path[-1]] = scalar
    return _Read(draft.flow.survey, languages, spots)


def _values(node: Node, group: Group | None = None) -> Iterator[tuple[Mark, tuple[Scalar, Group | None]]]:
    """Every text by its place, with the group in which it is a value."""
    if isinstance(node, Scalar):
        yield node.mark, (node, group)
    elif isinstance(node, Items):
        for part in node.nodes:
            yield from _values(part)
    else:
        for entry in node.entries:
            yield from _values(entry.value, node)


def _text(spot: _Spot, code: str) -> str:
    return spot.entries[code].text if code in spot.entries else ""


def _reason_against(read: _Read, key: str, main_text: str, seen: Mapping[str, int]) -> str:
    """Why a row cannot be taken; empty if it can."""
    if key in seen:
        return f"this key stands in row {seen[key]} already"
    spot = read.spots.get(key)
    if spot is None:
        return "the survey has no text with this key any more" if key else "the row has no key"
    main = next(iter(read.languages))
    now = _text(spot, main)
    if main_text != now and (main_text or now):
        return f"the {read.languages[main]} text has changed since: it is now “{now}”, in the table “{main_text}”"
    if len(read.languages) > 1 and len({id(scalar) for scalar in spot.entries.values()}) < len(spot.entries):
        return "this text is not yet a table of languages; `gateway fix` makes one of it"
    return ""


def _about(path: Path) -> str:
    """The way to a text in words: ``question facility: ask, by SMS``."""
    channels = {"ussd": "on the phone menu", "sms": "by SMS", "call": "on a call"}
    words = [channels.get(part, part.replace("_", " ")) for part in path]
    if path[0] == "questions":
        return f"question {path[1]}: " + ", ".join(words[2:])
    return ", ".join(words)


# --- writing -----------------------------------------------------------------------------------------------------------------


def _edits(spot: _Spot, change: Change) -> Iterator[Edit]:
    there = spot.entries.get(change.language)
    inline = spot.group is not None and spot.group.inline
    if there is not None:
        yield Edit(there.mark, there.end, quoted(change.after, inline=inline))
    elif spot.group is not None:
        last = _last(spot.group, spot)
        written = f"{change.language}: {quoted(change.after, inline=inline)}"
        yield _insertion(last, f", {written}" if inline else " " * (last.mark.column - 1) + written, inline)


def _insertion(last: Entry, written: str, inline: bool) -> Edit:
    """A new entry behind the last one: behind its value in braces, else on a line of its own below it and its note."""
    end = last.value.end
    if inline:
        return Edit(end, end, written)
    if end.column == 1:  # a text over several lines ends where the next line begins
        return Edit(end, end, written + "\n")
    line_end = Mark(end.line, LONGEST_LINE + 1)
    return Edit(line_end, line_end, "\n" + written)


def _last(group: Group, spot: _Spot) -> Entry:
    """The last line of languages in a table, behind which a new one goes."""
    texts = {id(scalar) for scalar in spot.entries.values()}
    return [entry for entry in group.entries if id(entry.value) in texts][-1]
