"""The survey as a whole: its name and owner, languages, ways of starting, rules and visit list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from flows import phrases
from flows.comparing.change import Change, Rank, listed, moved
from flows.comparing.pair import Pair
from flows.model import Column, Flow, Rules, Starts

_RULES: dict[str, str] = {
    "one_answer_every": "one answer per phone every",
    "text_from": "text only from",
    "text_until": "text only until",
    "remind_after": "remind once after",
    "close_after": "close after",
    "resume_within": "resume a dropped call within",
    "use_visits_within": "use visits from the last",
    "offers": "first screen offers",
    "keep_numbers": "keep phone numbers for",
    "keep_words": "keep written answers for",
    "small_numbers": "small numbers",
}
"""Field of the rules -> the author's key."""


def of_survey(pair: Pair) -> Iterator[Change]:
    """What changed besides texts and questions."""
    old, new = pair.old, pair.new
    yield from _value("survey", "The survey", old.survey, new.survey, "breaking")
    yield from _value("title", "The title", old.title, new.title, "wording only")
    yield from _value("owner", "The owner", old.owner, new.owner, "wording only")
    yield from _value(
        "time zone", "The time zone, and with it where a day begins,", old.time_zone, new.time_zone, "options changed"
    )
    yield from _languages(old.languages, new.languages)
    yield from _starts(old.starts, new.starts)
    yield from _visits(old, new)
    yield from _rules(old.rules, new.rules)
    yield from _accepted(old, new)


def _value(what: str, told: str, old: str, new: str, rank: Rank) -> Iterator[Change]:
    if old != new:
        sentence = f"{told} changed from “{old or 'none'}” to “{new or 'none'}”."
        yield Change(rank, "", what, sentence, before=old, after=new)


def _languages(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for code, name in new.items():
        if code not in old:
            yield Change("wording only", "", "language added", f"{name} (*{code}*) was added.", after=code)
        elif old[code] != name:
            sentence = f"The language *{code}* is shown as “{name}”; before, as “{old[code]}”."
            yield Change("wording only", "", "language name", sentence, before=old[code], after=name)
    for code, name in old.items():
        if code not in new:
            yield Change("options changed", "", "language removed", f"{name} (*{code}*) was removed.", before=code)
    orders = [code for code in old if code in new], [code for code in new if code in old]
    if moved(*orders):
        sentence = (
            f"The languages stand in another order: {listed([new[code] for code in new])}, the first one being the main one."
        )
        yield Change("options changed", "", "languages reordered", sentence, before=", ".join(old), after=", ".join(new))


# --- without a class: ways of starting, visits, rules ------------------------------------------------------------------------


def _starts(old: Starts, new: Starts) -> Iterator[Change]:
    ways = [_ways(starts) for starts in (old, new)]
    for way in ways[1]:
        if way not in ways[0]:
            yield Change("", "", "way of starting added", f"The survey can be started so now: {way}.", after=way)
    for way in ways[0]:
        if way not in ways[1]:
            yield Change("", "", "way of starting removed", f"The survey can no longer be started so: {way}.", before=way)


def _ways(starts: Starts) -> list[str]:
    texts = [f"someone texts {' or '.join(each.words)} to {each.short_code}" for each in starts.texts]
    visits = [] if starts.after_visit is None else [f"{_later(starts.after_visit)} after a visit is recorded, by SMS"]
    calls = ["someone calls us"] if starts.calls else []
    return [*(f"someone dials {code}" for code in starts.dials), *texts, *visits, *calls]


def _later(span: timedelta) -> str:
    return phrases.duration(span) if span else "at once"


def _visits(old: Flow, new: Flow) -> Iterator[Change]:
    columns = [{name: _column(column) for name, column in flow.visit_columns.items()} for flow in (old, new)]
    for name in dict.fromkeys((*columns[1], *columns[0])):
        before, after = (each.get(name, "") for each in columns)
        if before != after:
            how = f"was added ({after})" if not before else "was removed" if not after else f"is {after} now; before, {before}"
            sentence = f"The column *{name}* of the visit list {how}."
            yield Change("", "", "visit columns", sentence, before=before, after=after)
    if list(columns[0]) != list(columns[1]) and columns[0] == columns[1]:
        yield Change("", "", "visit columns", "The columns of the visit list stand in another order.")
    known = [f"the column *{column}* of the visit" if column else "the person" for column in
             (old.language_known_from, new.language_known_from)]  # fmt: skip
    if known[0] != known[1]:
        sentence = f"The language is chosen by {known[1]} now; before, by {known[0]}."
        yield Change("", "", "language known from", sentence, before=old.language_known_from, after=new.language_known_from)


def _column(column: Column) -> str:
    return f"{column.kind} up to {column.longest}" if column.longest else column.kind


def _rules(old: Rules, new: Rules) -> Iterator[Change]:
    for field, key in _RULES.items():
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            told = _rule(before), _rule(after)
            sentence = f"The rule *{key}* changed from {told[0]} to {told[1]}."
            if field == "keep_numbers" and after > before:
                sentence += " The longer time counts only for conversations that begin from now on."
            yield Change("", "", key, sentence, before=told[0], after=told[1])


def _rule(value: timedelta | str | tuple[str, ...] | None) -> str:
    if isinstance(value, timedelta):
        return phrases.duration(value)
    return (value if isinstance(value, str) else ", ".join(value or ())) or "never"


def _accepted(old: Flow, new: Flow) -> Iterator[Change]:
    notes = [{(each.code, each.at): each.reason for each in flow.accepted} for flow in (old, new)]
    for code, at in dict.fromkeys((*notes[1], *notes[0])):
        before, after = (each.get((code, at), "") for each in notes)
        if before != after:
            where = f" at *{at}*" if at else ""
            how = f"is accepted: {after}" if after else "is no longer accepted"
            yield Change("", "", "accepted", f"The warning {code}{where} {how}", before=before, after=after)
