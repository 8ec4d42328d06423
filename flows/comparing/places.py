"""Places of two versions of a list, matched by code: thousands of rows told in a few sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from flows.comparing.change import Change, listed
from flows.folding import fold
from flows.model import Place
from flows.places import Facility, PlaceList
from flows.reading.nearest import distance

RARE = 2
"""Places of a list that may share a word for it to say which place is meant; in a list under 20 places, one in ten."""


def place_changes(old: Place, new: Place, question: str) -> Iterator[Change]:
    """What changed in a place question: its list, the way to a place, and the places."""
    if old.list != new.list:
        sentence = f"*{question}* takes its places from *{new.list}* instead of *{old.list}*."
        yield Change("wording only", question, "list", sentence, before=old.list, after=new.list)
    before, after = (", ".join(step.column for step in place.steps) for place in (old, new))
    if before != after:
        sentence = f"A place of *{question}* is found by {after}; before, by {before}."
        yield Change("options changed", question, "find by", sentence, before=before, after=after)
    if old.elsewhere != new.elsewhere:
        sentence = f"*Other place* was {'added to' if new.elsewhere else 'removed from'} *{question}*."
        yield Change("options changed", question, "elsewhere", sentence)
    if old.places is not new.places:
        yield from _groups(old.places, new.places, question)
        yield from _rows(old.places, new.places, question)


def _groups(old: PlaceList, new: PlaceList, question: str) -> Iterator[Change]:
    if old.columns != new.columns:
        before, after = (listed(places.columns) or "none" for places in (old, new))
        sentence = f"The groups in the list of *{question}* are {after}; before, {before}."
        yield Change("", question, "groups", sentence, before=before, after=after)
    both = [key for key in new.translations if key in old.translations]
    changed = [key for key in both if old.translations[key] != new.translations[key]]
    names = [name for _, name in (*changed, *sorted({*old.translations} ^ {*new.translations}))]
    if names:
        sentence = f"The translated names of {_count(names, 'group')} of *{question}* changed: {listed(names)}."
        yield Change("wording only", question, "groups renamed", sentence)


def _rows(old: PlaceList, new: PlaceList, question: str) -> Iterator[Change]:
    before, after = ({place.code: place for place in places.facilities} for places in (old, new))
    both = [(before[code], place) for code, place in after.items() if code in before]
    likeness = _Likeness(old.facilities)
    reused = [(was, now) for was, now in both if _names(was) != _names(now) and likeness.is_another_place(was, now)]
    given_away = {now.code for _, now in reused}
    yield from _reused(reused, question)
    yield from _told("places added", question, "added to", [place for code, place in after.items() if code not in before])
    yield from _told("places removed", question, "removed from", [p for code, p in before.items() if code not in after])
    same = [(was, now) for was, now in both if now.code not in given_away]
    yield from _same_places(same, [column for column in new.columns if column in old.columns], question)
    if [was.code for was, _ in both] != [code for code in before if code in after]:
        sentence = f"The places of *{question}* are offered in another order."
        yield Change("options changed", question, "places reordered", sentence)


def _reused(reused: list[tuple[Facility, Facility]], question: str) -> Iterator[Change]:
    if reused:
        told = listed([f"*{now.code}* was {was.name} and is {now.name}" for was, now in reused])
        many = f"{_count(reused, 'code')} of *{question}* {'is' if len(reused) == 1 else 'are'} given to another place: {told}."
        keep = "If it is the same place, keep its old name under *also*."
        yield Change("breaking", question, "code reused", f"{many} {keep}")


def _same_places(both: list[tuple[Facility, Facility]], columns: list[str], question: str) -> Iterator[Change]:
    """What changed about places that are in both lists under one code; ``columns`` are the groups that both lists have."""
    yield from _told("places closed", question, "closed in", [now for was, now in both if now.closed and not was.closed])
    yield from _told("places reopened", question, "opened again in", [n for was, n in both if was.closed and not n.closed])
    grouped = [now for was, now in both if any(was.groups.get(c, "") != now.groups.get(c, "") for c in columns)]
    yield from _told("places moved", question, "put into another group of", grouped)
    renamed = [(was, now) for was, now in both if _names(was) != _names(now)]
    if renamed:
        told = listed([f"{was.name} → {now.name}" if was.name != now.name else now.name for was, now in renamed])
        sentence = f"The names of {_count(renamed, 'place')} of *{question}* changed: {told}."
        yield Change("wording only", question, "places renamed", sentence)


def _told(what: str, question: str, done: str, places: list[Facility]) -> Iterator[Change]:
    if places:
        examples = listed([f"{place.name} ({place.code})" for place in places])
        verb = "was" if len(places) == 1 else "were"
        yield Change("options changed", question, what, f"{_count(places, 'place')} {verb} {done} *{question}*: {examples}.")


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
        return not any(self._places_with(word) <= min(RARE, len(self.old) // 10) for word in shared)

    def _places_with(self, word: str) -> int:
        if self._known is None:
            self._known = Counter(word for place in self.old for word in _words(_all_names(place)))
        return self._known[word]


def _is_slip(one: str, other: str) -> bool:
    limit = 2 if min(len(one), len(other)) > 6 else 1
    digits = [[sign for sign in name if sign.isdigit()] for name in (one, other)]
    return min(len(one), len(other)) >= 4 and digits[0] == digits[1] and distance(one, other, limit) <= limit


def _all_names(place: Facility) -> set[str]:
    return {fold(name) for name in place.called} - {""}


def _words(names: set[str]) -> set[str]:
    return {word for name in names for word in name.split() if len(word) >= 3}


def _count(found: Sequence[object], noun: str) -> str:
    return f"{len(found):,} {noun}{'s' * (len(found) != 1)}"
