"""Spans of time on the command line: days in UTC, or instants with their offset."""

from __future__ import annotations

from datetime import UTC, datetime

import click


class Instant(click.ParamType[int]):
    """``2026-11-23`` or ``2026-11-23T14:30+02:00`` as milliseconds since 1970; without an offset it is UTC."""

    name = "TIME"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        try:
            said = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"“{value}” is not a time such as 2026-11-23 or 2026-11-23T14:30+02:00.", param, ctx)
        return round((said if said.tzinfo else said.replace(tzinfo=UTC)).timestamp() * 1000)


def shown(at_ms: int) -> str:
    """An instant for people and programs: ``2026-11-23T12:30:00Z``."""
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%dT%H:%M:%SZ}"
