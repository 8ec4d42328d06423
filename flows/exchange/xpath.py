"""The few XPath expressions of spreadsheet forms that have a counterpart here: conditions on answers, ranges of numbers.

expression = part { "or" part } ; part = test { "and" test } ; test = "(" expression ")" | "not(" expression ")"
           | "selected(${name}, 'value')" | operand ("=" | "!=" | "<" | "<=" | ">" | ">=") operand
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flows.model import All, AnswerTest, Any, Comparison, Condition

_TOKEN = re.compile(
    r"\s*(?:(?P<name>\$\{\s*[^}]+?\s*\})|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>-?[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<word>[A-Za-z][\w:-]*)|(?P<sign><=|>=|!=|[=<>().,]))"
)
_ORDER: dict[str, Comparison] = {"<": "below", ">": "above", "<=": "at most", ">=": "at least"}
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
_OPPOSITE: dict[Comparison, Comparison] = {
    "is": "is not", "is not": "is", "below": "at least", "at least": "below", "above": "at most", "at most": "above",
    "answered": "not answered", "not answered": "answered",
}  # fmt: skip
_LENGTH = re.compile(r"string-length\(\s*\.\s*\)\s*(?P<sign><=?)\s*(?P<count>[0-9]{1,4})")
LONGEST = 2_000
DEEPEST = 20


class NotCarried(ValueError):
    """An expression without a counterpart; its text says which part."""


@dataclass(frozen=True, slots=True)
class Range:
    """The bounds that a constraint sets; ``None`` where it sets none. An open bound is not in the range itself."""

    low: float | None = None
    high: float | None = None
    low_is_open: bool = False
    high_is_open: bool = False

    def within(self, other: Range) -> Range:
        """What lies in both."""
        lows = [(r.low, r.low_is_open) for r in (self, other) if r.low is not None]
        highs = [(r.high, not r.high_is_open) for r in (self, other) if r.high is not None]
        low, low_is_open = max(lows, default=(None, False))
        high, high_is_closed = min(highs, default=(None, True))
        return Range(low, high, low_is_open, not high_is_closed)


Selected = Callable[[str, str], AnswerTest]
"""A question and one of its choices -> the test that this choice was made. Raises :class:`NotCarried`."""


def condition(text: str, selected: Selected, question: Callable[[str], str]) -> Condition:
    """The condition of a ``relevant`` cell. ``question`` gives our name of a question. Raises :class:`NotCarried`."""
    return _within_grammar(_Reader(text, selected, question).whole())


def constraint(text: str) -> Range:
    """The range of a ``constraint`` cell on ``.``. Raises :class:`NotCarried` for anything but a range."""
    read = _Reader(text, _no_selection, lambda name: _refuse(f"${{{name}}} in a constraint")).whole()
    found = Range()
    for test in read.parts if isinstance(read, All) else (read,):
        if not isinstance(test, AnswerTest) or test.question != "." or test.comparison not in _ORDER.values():
            raise NotCarried(f"“{text.strip()[:60]}” is no range of numbers")
        found = found.within(_range(test.comparison, float(test.values[0])))
    return found


def _range(comparison: Comparison, value: float) -> Range:
    if comparison in ("at least", "above"):
        return Range(low=value, low_is_open=comparison == "above")
    return Range(high=value, high_is_open=comparison == "below")


def longest(text: str) -> int | None:
    """The most characters that a ``constraint`` like ``string-length(.) <= 60`` allows; ``None`` for anything else."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        return None
    return int(found["count"]) - (found["sign"] == "<")


def _refuse(what: str) -> str:
    raise NotCarried(what)


def _no_selection(question: str, value: str) -> AnswerTest:
    raise NotCarried("selected() in a constraint")


class _Reader:
    def __init__(self, text: str, selected: Selected, question: Callable[[str], str]) -> None:
        if len(text) > LONGEST:
            raise NotCarried(f"an expression of {len(text)} signs")
        self.tokens = list(_tokens(text))
        self.at = 0
        self.depth = 0
        self.selected = selected
        self.question = question

    def whole(self) -> Condition:
        read = self._any()
        if self.at < len(self.tokens):
            raise NotCarried(f"“{self.tokens[self.at]}”")
        return read

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _next(self, wanted: str = "") -> str:
        token = self._peek()
        if not token or (wanted and token != wanted):
            raise NotCarried(f"“{token or 'the end'}” where “{wanted or 'a value'}” was expected")
        self.at += 1
        return token

    def _any(self) -> Condition:
        parts = [self._all()]
        while self._peek() == "or":
            self.at += 1
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _all(self) -> Condition:
        parts = [self._test()]
        while self._peek() == "and":
            self.at += 1
            parts.append(self._test())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _test(self) -> Condition:
        ahead = self._peek()
        if ahead == "(":
            return self._bracket()
        if ahead == "not":
            self.at += 1
            return _opposite(self._bracket())
        if ahead == "selected":
            self.at += 1
            return self._selected()
        return self._comparison()

    def _bracket(self) -> Condition:
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotCarried("brackets in brackets, more than twenty deep")
        self._next("(")
        read = self._any()
        self._next(")")
        self.depth -= 1
        return read

    def _selected(self) -> Condition:
        self._next("(")
        name = self._next()
        self._next(",")
        value = self._next()
        self._next(")")
        return self.selected(_name(name), _value(value))

    def _comparison(self) -> Condition:
        left, sign, right = self._next(), self._next(), self._next()
        if sign not in _FLIPPED:
            raise NotCarried(f"“{left}{sign}”" if sign == "(" else f"“{sign}”")
        if not (left == "." or left.startswith("$")):
            left, sign, right = right, _FLIPPED[sign], left
        question = "." if left == "." else self.question(_name(left))
        return _compared(question, sign, _value(right))


def _tokens(text: str) -> Iterator[str]:
    at, text = 0, text.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise NotCarried(f"“{text[at : at + 20]}”")
        yield found[0].strip()
        at = found.end()


def _name(token: str) -> str:
    if not token.startswith("${"):
        raise NotCarried(f"“{token}” where a question was expected")
    return token[2:-1].strip()


def _value(token: str) -> str:
    if token[0] in "'\"":
        return token[1:-1].strip()
    if re.fullmatch(r"-?[0-9.]+", token):
        return token
    raise NotCarried(f"“{token}” where a value was expected")


def _compared(question: str, sign: str, value: str) -> AnswerTest:
    if not value:
        if sign not in ("=", "!="):
            raise NotCarried("a comparison with nothing")
        return AnswerTest(question, "not answered" if sign == "=" else "answered")
    if sign in _ORDER:
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", value) and question != ".":
            raise NotCarried(f"“{sign} {value}”")
        return AnswerTest(question, _ORDER[sign], (value,))
    return AnswerTest(question, "is" if sign == "=" else "is not", (value,))


def _opposite(read: Condition) -> Condition:
    """The same the other way round; unlike there, a question without an answer then still makes it false."""
    if isinstance(read, All):
        return Any(tuple(map(_opposite, read.parts)))
    if isinstance(read, Any):
        return All(tuple(map(_opposite, read.parts)))
    if isinstance(read, AnswerTest):
        return AnswerTest(read.question, _OPPOSITE[read.comparison], read.values)
    raise NotCarried("not()")


def _within_grammar(read: Condition) -> Condition:
    """The condition with lists within lists of their kind dissolved; ours go two levels deep."""
    if not isinstance(read, All | Any):
        return read
    parts: list[Condition] = []
    for part in map(_within_grammar, read.parts):
        parts.extend(part.parts if isinstance(part, type(read)) else (part,))
    if any(isinstance(each, All | Any) for part in parts if isinstance(part, All | Any) for each in part.parts):
        raise NotCarried("*and* in *or* in *and*")
    return type(read)(tuple(parts))


def joined(*parts: Condition | None) -> Condition | None:
    """Several conditions that must all hold. Raises :class:`NotCarried` if they cannot be written as one."""
    given = tuple(part for part in parts if part is not None)
    if not given:
        return None
    return _within_grammar(given[0] if len(given) == 1 else All(given))
