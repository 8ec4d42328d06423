"""What happened on a phone that a survey is tried on, as a value that a page can hold between two steps.

It has the start and everything done since, and no state of its own: playing it gives the state, on the text as it is by then.
So a changed wording is on the screen at once, and a step is taken back by leaving it out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from flows.model import Channel
from flows.reading.quantities import LANGUAGE as LANGUAGE_CODE
from flows.reading.quantities import duration
from gateway.phones.trial import MINUTE_MS

Kind = Literal["say", "text", "wait", "drop", "come again", "nonsense"]
"""*say*: into the call, else by text; *text*: by text even during a call; *come again*: dials, rings or texts the word anew."""

MOST_ACTS = 300
LONGEST_SAID = 640
MOST_CELLS = 40
LONGEST_WAIT_DAYS = 100
STOP = "STOP"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done: what is said, or how long is waited (``25 hours``)."""

    kind: Kind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Played:
    """A try-out. ``language`` is chosen on the first screen if it is not spoken there; ``visit``: the cells of a visit."""

    channel: Channel
    began_at_ms: int
    language: str = ""
    visit: Mapping[str, str] | None = None
    acts: tuple[Act, ...] = field(default=())

    def dump(self) -> str:
        """As JSON, for a page to hold."""
        acts = [[act.kind, act.text] if act.text else [act.kind] for act in self.acts]
        short = {"c": self.channel, "b": self.began_at_ms, "l": self.language, "v": self.visit, "a": acts}
        return json.dumps({key: value for key, value in short.items() if value}, ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def load(text: str) -> Played:
        """What :meth:`dump` wrote. Raises ``ValueError`` for anything else: it comes back from a browser."""
        try:
            short = json.loads(text)
            visit = short.get("v")
            played = Played(
                short["c"],
                int(short["b"]) // MINUTE_MS * MINUTE_MS,
                str(short.get("l", "")),
                {str(key): str(cell) for key, cell in visit.items()} if visit is not None else None,
                tuple(Act(each[0], str(each[1]) if len(each) > 1 else "") for each in short.get("a", ())),
            )
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError) as error:
            raise ValueError(f"no try-out: {type(error).__name__}") from None
        return played.checked()

    def checked(self) -> Played:
        """Itself, if it is one that can be played. Raises ``ValueError``."""
        fits = (
            self.channel in get_args(Channel)
            and 0 <= self.began_at_ms < 4_000_000_000_000
            and (not self.language or bool(LANGUAGE_CODE.fullmatch(self.language)))
            and len(self.visit or {}) <= MOST_CELLS
            and len(self.acts) <= MOST_ACTS
            and all(_fits(act) for act in self.acts)
        )
        if not fits:
            raise ValueError("no try-out that can be played")
        return self

    def then(self, kind: Kind, text: str = "") -> Played:
        """With one thing more done. Raises ``ValueError`` if there are too many, or for a wait that is none."""
        return replace(self, acts=(*self.acts, Act(kind, text))).checked()

    def say(self, words: str) -> Played:
        return self.then("say", words[:LONGEST_SAID])

    def stop(self) -> Played:
        """*STOP* by text, from within a call too."""
        return self.then("text", STOP)

    def wait(self, span: str) -> Played:
        """``20 minutes``, ``25 hours``."""
        return self.then("wait", span)

    def drop(self) -> Played:
        return self.then("drop")

    def come_again(self) -> Played:
        return self.then("come again")

    def nonsense(self) -> Played:
        """Three answers that make no sense, or as many as the question bears."""
        return self.then("nonsense")

    def undo(self) -> Played:
        """Without the last thing done."""
        return replace(self, acts=self.acts[:-1])

    def restart(self) -> Played:
        """From the beginning, under the same conditions."""
        return replace(self, acts=())


def _fits(act: Act) -> bool:
    if act.kind not in get_args(Kind) or len(act.text) > LONGEST_SAID:
        return False
    length = duration(act.text) if act.kind == "wait" else None
    return act.kind != "wait" or (length is not None and length.days <= LONGEST_WAIT_DAYS)
