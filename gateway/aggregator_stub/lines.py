"""The gateway as the aggregator's dashboard has it: for each channel its codes and its callback addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

KINDS = ("ussd", "ussd-ended", "sms", "delivery", "opt-out")
"""The callbacks of a channel, as they end its addresses."""

SANDBOX_NETWORK = "99999"
REPORT_NETWORK = "63902"
"""Delivery reports of the sandbox carry a real network although its USSD does not."""


@dataclass(frozen=True, slots=True)
class Line:
    """One channel: ``hooks`` gives the callback address of each kind; without ``codes`` it serves every code."""

    name: str
    hooks: Mapping[str, str]
    codes: tuple[str, ...] = ()

    def url(self, kind: str) -> str:
        """The address for one kind of callback; empty if the dashboard has none, and then nothing is posted."""
        return self.hooks.get(kind, "")


@dataclass(frozen=True, slots=True)
class Dialled:
    """What was dialled, cut at the longest code that is served: ``*120*45*2*1#`` is ``*120*45#`` and then ``2*1``."""

    line: Line
    code: str
    further: str


class Lines:
    """All channels, and which of them a code belongs to."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = tuple(lines)
        self.codes: tuple[str, ...] = tuple(code for line in lines for code in line.codes)

    def dialled(self, digits: str) -> Dialled | None:
        """The channel and code of what was dialled; ``None`` if nobody serves it."""
        for line in self._lines:
            for code in sorted(line.codes, key=len, reverse=True):
                stem = code.removesuffix("#")
                if digits == code or digits.startswith(stem + "*"):
                    return Dialled(line, code, digits.removeprefix(stem).removesuffix("#").removeprefix("*"))
        anyone = self._for_all()
        return Dialled(anyone, digits, "") if anyone else None

    def listening(self, short_code: str) -> Line | None:
        """The channel a short code or sender belongs to; ``None`` if it is nobody's."""
        return next((line for line in self._lines if short_code in line.codes), self._for_all())

    def sending(self, sender: str) -> Line | None:
        """The channel whose delivery reports belong to a sender: its own, else the first one."""
        return self.listening(sender) or next(iter(self._lines), None)

    def _for_all(self) -> Line | None:
        return next((line for line in self._lines if not line.codes), None)


class Luck:
    """Ids and shuffles that depend only on the seed, the number and how many came before for that number."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._of: dict[str, Random] = {}

    def of(self, number: str) -> Random:
        """The luck of one number: the same for the same seed, whatever others do meanwhile."""
        return self._of.setdefault(number, Random(f"{self._seed}:{number}"))  # noqa: S311 - a game, not a secret

    def hex32(self, number: str) -> str:
        return f"{self.of(number).getrandbits(128):032x}"
