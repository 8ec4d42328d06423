"""A runner of exported flows, just big enough to see which questions somebody is asked: blocks, exits, expressions."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]
_TOKEN = re.compile(r'\s*("(?:[^"]|"")*"|[A-Za-z_][\w.]*|-?\d+(?:\.\d+)?|<>|<=|>=|[=<>(),])')
WAITS = ("SelectOneResponse", "NumericResponse", "OpenResponse")


class Runner:
    """Somebody's way through a flow. ``block`` is the one that waits for an answer, ``None`` at the end."""

    def __init__(self, container: Json, mode: str) -> None:
        (self.flow,) = container["flows"]
        self.by_uuid = {block["uuid"]: block for block in self.flow["blocks"]}
        self.context: dict[str, object] = {"run.mode": mode}
        self.said: list[str] = []
        """The messages passed, and the flow that was started."""
        self.block: Json | None = self.by_uuid[self.flow["first_block_id"]]
        self._go_on()

    @property
    def name(self) -> str:
        return str(self.block["name"]) if self.block is not None else ""

    def answer(self, value: object, response: str = "") -> None:
        """The waiting block is answered; ``None`` is what could not be understood."""
        assert self.block is not None
        self.context |= {"block.value": value, "block.response": response, f"results.{self.name}.value": value}
        self._leave()
        self._go_on()

    def _go_on(self) -> None:
        while self.block is not None and not self.block["type"].endswith(WAITS):
            if self.block["type"] in ("MobilePrimitives.Message", "Core.RunFlow"):
                self.said.append(self.name)
            self._leave()

    def _leave(self) -> None:
        assert self.block is not None
        for way in self.block["exits"]:
            if way.get("default") or evaluate(way["test"], self.context):
                self.block = self.by_uuid[way["destination_block"]] if "destination_block" in way else None
                return
        raise AssertionError(f"no way out of {self.name}")


def evaluate(expression: str, context: dict[str, object]) -> object:
    """The value of an expression. What is not in the context is ``None``, as ``NULL`` is."""
    tokens = _TOKEN.findall(expression)
    assert "".join(tokens) == re.sub(r'\s+(?=(?:[^"]*"[^"]*")*[^"]*$)', "", expression), expression
    value = _comparison(tokens, context)
    assert not tokens, expression
    return value


def _comparison(tokens: list[str], context: dict[str, object]) -> object:
    left = _term(tokens, context)
    if not tokens or tokens[0] not in ("=", "<>", "<", ">", "<=", ">="):
        return left
    sign, right = tokens.pop(0), _term(tokens, context)
    if sign in ("=", "<>"):
        return (_folded(left) == _folded(right)) is (sign == "=")
    assert isinstance(left, int | float), f"{left!r} is compared by size"
    assert isinstance(right, int | float)
    return {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[sign]


def _folded(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value


def _term(tokens: list[str], context: dict[str, object]) -> object:
    token = tokens.pop(0)
    if token in ("AND", "OR"):
        assert tokens.pop(0) == "("
        return _function(token, tokens, context)
    if token.startswith('"'):
        return token[1:-1].replace('""', '"')
    if token in ("NULL", "FALSE"):
        return None if token == "NULL" else False
    if re.fullmatch(r"-?\d+(\.\d+)?", token):
        return float(token)
    return context.get(token)


def _function(name: str, tokens: list[str], context: dict[str, object]) -> bool:
    """Like a spreadsheet, but for what cannot be compared behind a test that has failed already."""
    values: list[bool] = []
    while True:
        if values and values[-1] is (name == "OR"):
            _skip(tokens)
        else:
            values.append(bool(_comparison(tokens, context)))
        if tokens.pop(0) == ")":
            return all(values) if name == "AND" else any(values)


def _skip(tokens: list[str]) -> None:
    depth = 0
    while depth or tokens[0] not in (",", ")"):
        depth += {"(": 1, ")": -1}.get(tokens.pop(0), 0)
