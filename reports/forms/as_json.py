"""A report as JSON, and back: every number as it was released, to its last zero.

Decimals are written with all their digits and read as decimals, so that a report that was stored and read again gives the
same bytes in every other form. How a class is written and read is worked out once for each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from json.encoder import encode_basestring as quoted
from operator import attrgetter
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Read = Callable[[Any], Any]


def as_json(value: object) -> bytes:
    """A dataclass and all in it as JSON, keys in the order of the fields; the same value gives the same bytes."""
    out: list[str] = []
    _write(value, "\n", out)
    return ("".join(out) + "\n").encode()


def _write(value: object, newline: str, out: list[str]) -> None:
    """Append a value as JSON; whatever lies in it goes on lines of its own, further in by a blank."""
    plain = _PLAIN.get(type(value))
    if plain is not None:
        out.append(plain(value))
    elif isinstance(value, tuple):
        _enclose("[", [("", part) for part in value], "]", newline, out)
    elif is_dataclass(value) and not isinstance(value, type):
        keys, values_of = _fields_of(type(value))
        _enclose("{", list(zip(keys, values_of(value), strict=True)), "}", newline, out)
    else:
        raise TypeError(type(value).__name__)


def _enclose(opening: str, parts: list[tuple[str, object]], closing: str, newline: str, out: list[str]) -> None:
    if not parts:
        out.append(opening + closing)
        return
    inside, before = newline + " ", opening
    for key, part in parts:
        plain = _PLAIN.get(type(part))
        if plain is not None:
            out.append(before + inside + key + plain(part))
        else:
            out.append(before + inside + key)
            _write(part, inside, out)
        before = ","
    out.append(newline + closing)


_PLAIN: dict[type, Callable[[Any], str]] = {
    str: quoted,
    int: str,
    bool: lambda value: "true" if value else "false",
    type(None): lambda _: "null",
    Decimal: lambda value: format(value, "f"),
    date: lambda value: f'"{value.isoformat()}"',
}
"""How what has nothing in it is written."""


@cache
def _fields_of(kind: type) -> tuple[list[str], Callable[[object], tuple[object, ...]]]:
    """The keys of a dataclass as they are written, and what gives its values in the same order."""
    names = [field.name for field in fields(kind)]
    if len(names) == 1:
        return [f'"{names[0]}": '], lambda value: (getattr(value, names[0]),)
    return [f'"{name}": ' for name in names], attrgetter(*names) if names else lambda _: ()


def read_json(raw: bytes, shape: type[T]) -> T:
    """What :func:`as_json` wrote of a ``shape``. Raises ``ValueError`` for anything else."""
    try:
        of: Any = shape
        read: T = _reader(of)(json.loads(raw, parse_float=Decimal))
    except (TypeError, KeyError, AttributeError) as fault:
        raise ValueError(f"not a {shape.__name__}: {fault}") from None
    return read


@cache
def _reader(kind: Hashable) -> Read:
    """What makes a value of a kind from the JSON of one."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        some = _reader(next(k for k in get_args(kind) if k is not type(None)))
        return lambda value: None if value is None else some(value)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_reader(kind)
    if kind is date:
        return date.fromisoformat
    return _decimal if kind is Decimal else _plain_reader(kind)


def _dataclass_reader(kind: Any) -> Read:
    """A field with a default may be missing: a report that was kept before there was one is read all the same."""
    optional = {field.name for field in fields(kind) if field.default is not MISSING}
    parts = [(name, _reader(of)) for name, of in get_type_hints(kind).items()]
    return lambda value: kind(**{name: read(value[name]) for name, read in parts if name in value or name not in optional})


def _tuple_reader(kinds: tuple[Any, ...]) -> Read:
    reads = [_reader(each) for each in kinds if each is not Ellipsis]
    every = kinds[-1] is Ellipsis

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError(f"{type(value).__name__} instead of a list")
        if every:
            return tuple(map(reads[0], value))
        return tuple(one(part) for part, one in zip(value, reads, strict=True))

    return read


def _decimal(value: Any) -> Decimal:
    return value if type(value) is Decimal else Decimal(value)


def _plain_reader(kind: Any) -> Read:
    known = frozenset(get_args(kind)) if get_origin(kind) is Literal else None

    def read(value: Any) -> Any:
        fits = value in known if known is not None else type(value) is kind
        if not fits:
            raise TypeError(f"{value!r} is not a {kind}")
        return value

    return read
