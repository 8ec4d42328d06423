"""Which column of a list is what, however its header calls it: the survey's own names first, then what lists usually say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flows.folding import clean, fold
from flows.reading.nearest import nearest
from gateway.refusal import Refusal
from gateway.visits.column_words import WORDS, Role
from gateway.visits.wrong import could_be_number

if TYPE_CHECKING:
    from flows.model import Column, Flow

MOST_COLUMNS = 100
LONGEST_HEADER = 60


@dataclass(frozen=True, slots=True)
class Ignored:
    """A column that nothing is made of."""

    name: str
    meant: str = ""
    """The column of the survey that it may have been meant to be."""


@dataclass(frozen=True, slots=True)
class Headers:
    """Where everything stands in a row, counted from 0."""

    names: tuple[str, ...]
    roles: Mapping[Role, int]
    cells: Mapping[str, int]
    """Declared column of the survey -> where it stands; those that the list does not have are left out."""
    missing: tuple[str, ...] = ()
    """Declared columns that the list does not have."""
    ignored: tuple[Ignored, ...] = field(default=())


def read_headers(header: Sequence[str], flow: Flow) -> Headers:
    """What the columns of a list are. Raises :class:`Refusal` (code 1) where one that every list needs is not there."""
    names = tuple(clean(name)[:LONGEST_HEADER] for name in header)
    folded = [fold(name) for name in names]
    roles = {role: at for role in WORDS if (at := _first(folded, WORDS[role])) is not None}
    if "recorded at" not in roles and "time" in roles:
        roles["recorded at"] = roles.pop("time")
    cells = {name: at for name, column in flow.visit_columns.items() if (at := _place_of(column, folded, roles)) is not None}
    _refuse_without(roles, names)
    used = {*roles.values(), *cells.values()}
    missing = tuple(name for name in flow.visit_columns if name not in cells)
    ignored = tuple(
        Ignored(_unnumbered(name), _meant(name, (*missing, *(role for role in WORDS if role not in roles))))
        for at, name in enumerate(names)
        if at not in used and name
    )
    return Headers(names, roles, cells, missing, ignored)


def _first(folded: Sequence[str], words: Sequence[str]) -> int | None:
    """The column that is called by the earliest of these words; of two with one name, the left one."""
    at = {name: place for place, name in reversed(list(enumerate(folded))) if name}
    return next((at[word] for word in map(fold, words) if word in at), None)


def _place_of(column: Column, folded: Sequence[str], roles: Mapping[Role, int]) -> int | None:
    """Where a declared column stands: under its own name, or under another that means the same to every list."""
    own = fold(column.name)
    if (at := _first(folded, (own, f"visit {own}"))) is not None:
        return at
    meaning = next((role for role, words in WORDS.items() if own in map(fold, words)), None)
    if column.kind == "language":
        meaning = "language"
    return roles.get(meaning) if meaning is not None else None


def _refuse_without(roles: Mapping[Role, int], names: Sequence[str]) -> None:
    wanted: tuple[Role, ...] = ("phone", "visit id")
    for role in wanted:
        if role in roles:
            continue
        if any(could_be_number(name) for name in names):
            raise _HEADLESS
        guess = nearest(role, names) or next((name for name in names if _meant(name, (role,))), "")
        remedy = f"Rename “{guess}” to “{role}”." if guess else _REMEDIES[role]
        raise Refusal(f"The list has no column “{role}”; it has {_told(names)}.", remedy, code=1)


_HEADLESS = Refusal(
    "The first row of the list is a visit, not the names of its columns.",
    "Put a row with their names above it, such as: phone, visit id, recorded at.",
    code=1,
)
_REMEDIES: Mapping[Role, str] = {
    "phone": "Add a column “phone” with the number of each person who was served.",
    "visit id": "Add a column “visit id” with your own name for each visit, such as a ticket number: by it a visit that is "
    "handed in twice is known as one.",
}


def _meant(name: str, wanted: Sequence[str]) -> str:
    """The wanted column that a name is a slip of."""
    for column in wanted:
        words = next((words for role, words in WORDS.items() if role == column), (column,))
        if nearest(fold(name), [fold(word) for word in words if len(word) > 3]):
            return column
    return ""


def _unnumbered(name: str) -> str:
    """A name that can be shown."""
    return "…" if could_be_number(name) else name


def _told(names: Sequence[str]) -> str:
    shown = [f"“{name}”" for name in names if name][:12]
    return ", ".join(shown) if shown else "no names in its first row"
