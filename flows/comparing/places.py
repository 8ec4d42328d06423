"""Places of two versions of a list, matched by code: thousands of rows told in a few sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields

from flows.comparing.change import Change, listed
from flows.folding import fold
from flows.model import Place
from flows.places import Facility
from flows.reading.nearest import distance

RARE = 2
"""Places of a list that may share a word for it to say which place is meant."""

_COMPARED = {"code", "name", "names", "short", "shorts", "also", "closed", "groups"}
"""What is told about a row in words of its own; any other column of a row makes it one that changed."""


def place_changes(old: Place, new: Place, question: str) -> Iterator[Change]:
    """What changed in a place question: its list, the way to a place, and the places."""
    if old.list != new.list:
        sentence = f"*{question}* takes its places from *{new.list}* instead of *{old.list}*."
        yield Change("wording only", question, "list", sentence, before=old.list, after=new.list)
    steps = [", ".join(step.column for step in place.steps) for place in (old, new)]
    if steps[0] != steps[1]:
        sentence = f"A place of *{question}* is found by {steps[1]}; before, by {steps[0]}."
        yield Change("options changed", question, "find by", sentence, before=steps[0], after=steps[1])
    if old.elsewhere != new.elsewhere:
        sentence = f"*Other place* was {'added to' if new.elsewhere else 'removed from'} *{question}*."
        yield Change("options changed", question, "elsewhere", sentence)
    if old.places is not new.places:
        yield from _rows(old.places.facilities, new.places.facilities, question)


def _rows(old: tuple[Facility, ...], new: tuple[Facility, ...], question: str) -> Iterator[Change]:
    before, after = ({place.code: place for place in places} for places in (old, new))
    both = [(before[code], place) for code, place in after.items() if code in before]
    likeness = _Likeness(old)
    changed = [(was, now) for was, now in both if was is not now and was != now]
    reused = [(was, now) for was, now in changed if likeness.is_another_place(was, now)]
    if reused:
        told = listed([f"*{now.code}* was {was.name} and is {now.name}" for was, now in reused])
        sentence = (
            f"{_count(reused, 'code')} of *{question}* {'is' if len(reused) == 1 else 'are'} given to another place: {told}. "
            "If it is the same place, keep its old name under *also*."
        )
        yield Change("breaking", question, "code reused", sentence)
    yield from _told("places added", question, "added to", [place for code, place in after.items() if code not in before])
    yield from _told("places removed", question, "removed from", [p for code, p in before.items() if code not in after])
    other = {now.code for _, now in reused}
    kept = [(was, now) for was, now in changed if now.code not in other]
    yield from _told("places closed", question, "closed in", [now for was, now in kept if now.closed and not was.closed])
    yield from _told("places reopened", question, "opened again in", [n for was, n in kept if was.closed and not n.closed])
    yield from _moved_and_renamed(kept, question)
    if [was.code for was, _ in both] != [was.code for was in before.values() if was.code in after]:
        sentence = f"The places of *{question}* are offered in another order."
        yield Change("options changed", question, "places reordered", sentence)


def _told(what: str, question: str, done: str, places: list[Facility]) -> Iterator[Change]:
    if places:
        examples = listed([f"{place.name} ({place.code})" for place in places])
        verb = "was" if len(places) == 1 else "were"
        yield Change("options changed", question, what, f"{_count(places, 'place')} {verb} {done} *{question}*: {examples}.")


def _moved_and_renamed(kept: list[tuple[Facility, Facility]], question: str) -> Iterator[Change]:
    grouped = [now for was, now in kept if was.groups != now.groups]
    yield from _told("places moved", question, "put into another group of", grouped)
    renamed = [(was, now) for was, now in kept if _names(was) != _names(now)]
    if renamed:
        told = listed([f"{was.name} → {now.name}" if was.name != now.name else now.name for was, now in renamed])
        sentence = f"The names of {_count(renamed, 'place')} of *{question}* changed: {told}."
        yield Change("wording only", question, "places renamed", sentence)
    others = [f.name for f in fields(Facility) if f.name not in _COMPARED]
    changed = [now for was, now in kept if any(getattr(was, name) != getattr(now, name) for name in others)]
    if changed:
        sentence = f"Other words about {_count(changed, 'place')} of *{question}* changed."
        yield Change("wording only", question, "places described", sentence)


def _names(place: Facility) -> tuple[object, ...]:
    return place.name, place.names, place.short, place.shorts, place.also


class _Likeness:
    """Whether a row still means the same place, judged against how common each word is in the old list."""

    def __init__(self, old: tuple[Facility, ...]) -> None:
        self.old = old
        self._known: Counter[str] | None = None

    def is_another_place(self, was: Facility, now: Facility) -> bool:
        """True if no name of the code (any language, ``short``, ``also``) is like one it had.

        Names are alike if they are equal when folded, one slip of the pen apart (the same digits, at most 2 letters of them
        different), or share a word that hardly any other place has: *clinic* tells nothing, *Mabote* does.
        """
        before, after = _all_names(was), _all_names(now)
        if before & after or any(_is_slip(one, other) for one in before for other in after):
            return False
        shared = _words(before) & _words(after)
        return not any(self._places_with(word) <= RARE for word in shared)

    def _places_with(self, word: str) -> int:
        if self._known is None:
            self._known = Counter(word for place in self.old for word in _words(_all_names(place)))
        return self._known[word]


def _is_slip(one: str, other: str) -> bool:
    limit = 2 if min(len(one), len(other)) > 6 else 1
    digits = [[sign for sign in name if sign.isdigit()] for name in (one, other)]
    return min(len(one), len(other)) >= 4 and digits[0] == digits[1] and distance(one, other, limit) <= limit


def _all_names(place: Facility) -> set[str]:
    return {fold(name) for name in (place.name, *place.names.values(), place.short, *place.shorts.values(), *place.also)} - {""}


def _words(names: set[str]) -> set[str]:
    return {word for name in names for word in name.split() if len(word) >= 3}


def _count(found: Sequence[object], noun: str) -> str:
    return f"{len(found):,} {noun}{'s' * (len(found) != 1)}"
