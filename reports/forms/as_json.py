"""A report as JSON, and back: every number as it was released, to its last zero.

Decimals are written with all their digits and read as decimals, so that a report that was stored and read again gives the
same bytes in every other form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def as_json(value: object) -> bytes:
    """A dataclass and all in it as JSON, keys in the order of the fields; the same value gives the same bytes."""
    return ("".join(_written(value, "\n")) + "\n").encode()


def _written(value: object, newline: str) -> Iterator[str]:
    if is_dataclass(value) and not isinstance(value, type):
        parts = ((f"{json.dumps(f.name)}: ", getattr(value, f.name)) for f in fields(value))
        yield from _enclosed("{", parts, "}", newline)
    elif isinstance(value, tuple):
        yield from _enclosed("[", (("", part) for part in value), "]", newline)
    elif isinstance(value, Decimal):
        yield format(value, "f")
    elif isinstance(value, date):
        yield json.dumps(value.isoformat())
    elif value is None or isinstance(value, str | int):
        yield json.dumps(value, ensure_ascii=False)
    else:
        raise TypeError(type(value).__name__)


def _enclosed(opening: str, parts: Iterator[tuple[str, object]], closing: str, newline: str) -> Iterator[str]:
    """Parts between two brackets, one on each line, further in by a blank."""
    inside, before = newline + " ", opening
    for key, part in parts:
        yield before + inside + key
        yield from _written(part, inside)
        before = ","
    yield f"{opening}{closing}" if before == opening else newline + closing


def read_json(raw: bytes, shape: type[T]) -> T:
    """What :func:`as_json` wrote of a ``shape``. Raises ``ValueError`` for anything else."""
    try:
        read: T = _read(json.loads(raw, parse_float=Decimal), shape)
    except (TypeError, KeyError, AttributeError) as fault:
        raise ValueError(f"not a {shape.__name__}: {fault}") from None
    return read


def _read(value: Any, kind: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return None if value is None else _read(value, next(k for k in get_args(kind) if k is not type(None)))
    if origin is tuple:
        return _read_tuple(value, get_args(kind))
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _read(value[name], of) for name, of in hints.items()})
    if kind is date:
        return date.fromisoformat(value)
    if kind is Decimal:
        return Decimal(value)
    return _plain(value, kind)


def _read_tuple(value: Any, kinds: tuple[Any, ...]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError(f"{type(value).__name__} instead of a list")
    if kinds[-1] is Ellipsis:
        return tuple(_read(part, kinds[0]) for part in value)
    return tuple(_read(part, of) for part, of in zip(value, kinds, strict=True))


def _plain(value: Any, kind: Any) -> Any:
    fits = value in get_args(kind) if get_origin(kind) is Literal else type(value) is kind
    if not fits:
        raise TypeError(f"{value!r} is not a {kind}")
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
