"""The small grammar of conditions: one line of words -> a condition with the place of every clause.

condition = clause { "and" clause } | clause { "or" clause }        never both words in one line
clause    = question test | "channel is" channel
test      = "is" ["not"] value | "is" ["not"] "one of" value { "," value }
          | "is" ("below" | "above" | "at least" | "at most") number | "was" ["not"] "answered"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast, get_args

from flows.model import All, AnswerTest, Any, Channel, ChannelTest, Comparison, Condition, Mark

CHANNELS: tuple[str, ...] = get_args(Channel)
LONGEST = 500
"""Signs in one line; a longer one is refused, not searched."""

_WORD = r"[A-Za-z0-9_.-]+"
_NAME = r"(?P<question>[a-z][a-z0-9_]*)"
_LIST = re.compile(rf"{_NAME} is (?P<no>not )?one of (?P<values>{_WORD}(?:, ?{_WORD})*)")
_BOUND = re.compile(rf"{_NAME} is (?P<how>below|above|at least|at most) (?P<value>[0-9]+(?:\.[0-9]+)?)")
_IS = re.compile(rf"{_NAME} is (?P<no>not )?(?P<value>{_WORD})")
_WAS = re.compile(rf"{_NAME} was (?P<no>not )?answered")
_MEANT: tuple[tuple[str, str], ...] = (
    (r"<=|=<|≤|(?:less|lower|smaller) than or equal to|no more than|not more than|up to|max(?:imum)?", "at most"),
    (r">=|=>|≥|(?:more|greater|higher) than or equal to|no less than|not less than|min(?:imum)?", "at least"),
    (r"!=|<>|≠|not equal to|not equals?|not =|does not equal|isn't|isnt", "not"),
    (r"<|(?:less|lower|smaller|fewer) than|under", "below"),
    (r">|(?:more|greater|higher|bigger) than|over", "above"),
    (r"={1,3}|equals?(?: to)?", ""),
)
"""How other programs and people say it -> our word after *is*."""
_SAID = "|".join(f"(?P<m{at}>{said})" for at, (said, _) in enumerate(_MEANT))
_OTHERWISE = re.compile(
    rf"(?P<question>{_WORD}?)(?: (?:is )?|(?=[<>=!≤≥≠]))(?:{_SAID}) ?(?P<value>\"{_WORD}\"|'{_WORD}'|{_WORD})", re.IGNORECASE
)
_JOIN = re.compile(r" (and|or) ")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """``reason`` is ``clause`` or ``mixed``; ``text`` is the part meant and ``at`` its offset in the line.

    ``guess`` is the clause in our words, where another way of saying it can be told; else empty.
    """

    reason: Literal["clause", "mixed"]
    text: str
    at: int
    guess: str = ""


def read_line(text: str, mark: Mark) -> Condition | Unreadable:
    """One line of a condition. ``mark`` is where its text begins; spaces count once."""
    if len(text) > LONGEST:
        return Unreadable("clause", text[:60], 0)
    joins = [m[1] for m in _JOIN.finditer(text)]
    if len(set(joins)) > 1:
        return Unreadable("mixed", text, 0)
    parts: list[Condition] = []
    at = 0
    for piece in _JOIN.split(text)[::2]:
        clause = _clause(piece, Mark(mark.line, mark.column + at))
        if clause is None:
            return Unreadable("clause", piece or text, at, _guess(piece))
        parts.append(clause)
        at += len(piece) + (len(joins[len(parts) - 1]) + 2 if len(parts) <= len(joins) else 0)
    if len(parts) == 1:
        return parts[0]
    return All(tuple(parts)) if joins[0] == "and" else Any(tuple(parts))


def _clause(written: str, mark: Mark) -> AnswerTest | ChannelTest | None:
    text = " ".join(written.split())
    if text.startswith("channel is "):
        channel = text.removeprefix("channel is ")
        return ChannelTest(channel, mark) if channel in CHANNELS else None
    if found := _WAS.fullmatch(text):
        return AnswerTest(found["question"], "not answered" if found["no"] else "answered", (), mark)
    if found := _BOUND.fullmatch(text):
        return AnswerTest(found["question"], cast(Comparison, found["how"]), (found["value"],), mark)
    if found := _LIST.fullmatch(text):
        values = tuple(value.strip() for value in found["values"].split(","))
    elif found := _IS.fullmatch(text):
        values = (found["value"],)
        if values[0] in {"not", "one", "below", "above", "at"}:
            return None
    else:
        return None
    return AnswerTest(found["question"], "is not" if found["no"] else "is", values, mark)


def _guess(written: str) -> str:
    """The clause that was meant by ``satisfied >= 3`` or ``satisfied is less than 4``; empty if none can be told."""
    found = _OTHERWISE.fullmatch(" ".join(written.split()))
    if found is None:
        return ""
    said = next(ours for at, (_, ours) in enumerate(_MEANT) if found[f"m{at}"])
    value = found["value"].strip("\"'")
    meant = " ".join(word for word in (found["question"], "is", said, value) if word)
    return meant if _clause(meant, Mark(1, 1)) is not None else ""


def tests_of(condition: Condition | None) -> Iterator[AnswerTest | ChannelTest]:
    """Every clause of a condition, in the order written."""
    if isinstance(condition, All | Any):
        for part in condition.parts:
            yield from tests_of(part)
    elif condition is not None:
        yield condition
