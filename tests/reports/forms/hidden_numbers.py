"""A report in which every figure that may not be told still carries a number, so that a form which prints one is seen."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from reports.night.shape import Count, Level, Report, Share

CANARY = "777123"
"""Stands in every hidden count, and as the digits of every hidden share."""
SHARE = Decimal("0.777123")
FORBIDDEN = (CANARY, "777 123", "777\u202f123", "777,123", "77.7123", "78 %", "78\u00a0%", "77 %", "77\u00a0%")


def with_canaries(value: Any) -> Any:
    """The same, with a number in everything that is hidden; a share keeps its base where its base may be told."""
    if isinstance(value, Share) and value.hidden:
        n = int(CANARY) if value.n is None else value.n
        return Share(n, SHARE, SHARE, SHARE, value.hidden)
    if isinstance(value, Level) and value.hidden:
        return Level(int(CANARY), Decimal(CANARY), value.hidden)
    if isinstance(value, Count) and value.hidden:
        return Count(int(CANARY), value.hidden)
    if isinstance(value, tuple):
        return tuple(with_canaries(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: with_canaries(getattr(value, f.name)) for f in fields(value)})
    return value


def hide_all(value: Any, reason: str = "base_lt_10") -> Any:
    """The same with every share, level and count hidden, and canaries in them."""
    if isinstance(value, Share):
        return Share(int(CANARY), SHARE, SHARE, SHARE, reason)
    if isinstance(value, Level):
        return Level(int(CANARY), Decimal(CANARY), reason)
    if isinstance(value, Count):
        return Count(int(CANARY), reason)
    if isinstance(value, tuple):
        return tuple(hide_all(item, reason) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: hide_all(getattr(value, f.name), reason) for f in fields(value)})
    return value


def all_hidden(report: Report) -> Report:
    """Every figure of a report hidden; limits and means of trends and funnels, which stay as they are, taken out."""
    hidden = hide_all(report)
    bare = tuple(replace(f, lines=(), naive=()) for f in hidden.funnels)
    found: Report = replace(hidden, funnels=bare)
    return found
