"""One difference between two versions, what it does to the reports, and all of them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Rank = Literal["", "wording only", "options changed", "breaking"]
"""The class of section 11 of the survey language; rules and ways of starting have none (``""``)."""

RANKS: Final[tuple[Rank, ...]] = ("", "wording only", "options changed", "breaking")
"""The weakest first."""

EFFECTS: Final[dict[Rank, str]] = {
    "": "The figures stay as they are.",
    "wording only": "The series continue.",
    "options changed": "The series continue, with a mark on that date.",
    "breaking": "A new series begins.",
}
_OWN_EFFECTS: Final = {
    "question removed": "Its column ends; its old answers stay.",
    "question renamed": "A new column begins, and the old one ends.",
    "question added": "A new column begins; the other series continue, with a mark on that date.",
    "report as": "The series continue; the column title follows.",
    "formerly": "The column continues under its new name.",
    "survey": "Everything begins anew: the old answers hang on the old name.",
}
"""What a kind of change does to the reports, where it is more than its class says."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``question`` is the name of the column it concerns, empty for the survey as a whole.

    ``what`` names the kind of change for programs (``choice added``); ``sentence`` tells it to people, names between stars.
    Of a text, ``path`` says where it stands (as the reader's marks do, the language last), and it went from ``before`` to
    ``after``, either empty if it was not there.
    """

    rank: Rank
    question: str
    what: str
    sentence: str
    path: tuple[str, ...] = ()
    before: str = ""
    after: str = ""

    @property
    def effect(self) -> str:
        """What this does to the figures that are compared over time, as a sentence."""
        return _OWN_EFFECTS.get(self.what, EFFECTS[self.rank])


@dataclass(frozen=True, slots=True)
class Changes:
    """Every difference, in the order of the new version; the survey as a whole first."""

    items: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def strongest(self) -> Rank:
        """The class that counts for the whole; empty if nothing has one."""
        return max((change.rank for change in self.items), key=RANKS.index, default="")

    @property
    def breaking(self) -> tuple[Change, ...]:
        """Those that end a series."""
        return tuple(change for change in self.items if change.rank == "breaking")

    @property
    def to_confirm(self) -> tuple[str, ...]:
        """The questions with a breaking change, each once: the publisher confirms them by name."""
        return tuple(dict.fromkeys(change.question for change in self.breaking if change.question))

    def of(self, question: str) -> tuple[Change, ...]:
        """What concerns one question; ``""`` for the survey as a whole."""
        return tuple(change for change in self.items if change.question == question)


def listed(words: Sequence[str], most: int = 5) -> str:
    """``a, b and c``; beyond ``most`` the rest is counted: ``a, b, c, d, e and 7 more``."""
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def moved(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The fewest names of ``new`` that must be moved to make the order of ``old``; both hold the same names, each once."""
    place = {name: at for at, name in enumerate(old)}
    best: list[list[str]] = []
    for at, name in enumerate(new):
        before = [best[i] for i in range(at) if place[best[i][-1]] < place[name]]
        best.append([*_longest(before), name])
    stay = set(_longest(best))
    return [name for name in new if name not in stay]


def _longest(chains: list[list[str]]) -> list[str]:
    return max(chains, key=len) if chains else []
