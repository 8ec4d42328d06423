"""A node that asks nothing and parts people by what they answered before: ``@results.works`` in the category *Yes*."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.exchange.chart_answers import Unfit, category_exits
from flows.exchange.chart_texts import dicts, listed

_RESULT = re.compile(r"@(?:\()?results\.(?P<result>\w+)(?:\.(?P<part>category|value))?\)?")
_BY_CATEGORY = ("has_category", "has_only_text", "has_only_phrase")
_WAY_OUT = "Write `only if: …` at the questions behind it."


@dataclass(frozen=True, slots=True)
class Split:
    """``result`` is the earlier answer as expressions call it; ``leads`` its categories (small letters) -> exit; ``other`` the
    exit of all others.
    """

    result: str
    leads: Mapping[str, str]
    other: str


def result_key(result_name: str) -> str:
    """A result as expressions call it."""
    return re.sub(r"[^a-z0-9]+", "_", result_name.strip().lower())


def split_of(router: Mapping[str, Any]) -> Split | None:
    """The split of a router that waits for nothing; ``None`` if it is none. Raises :class:`Unfit` for what it cannot be."""
    if router.get("type") != "switch" or isinstance(router.get("wait"), dict):
        return None
    found = _RESULT.fullmatch(str(router.get("operand") or ""))
    if found is None or found["part"] == "value":
        return None
    exits = category_exits(router)
    leads: dict[str, str] = {}
    for case in dicts(router.get("cases")):
        if case.get("type") not in _BY_CATEGORY:
            raise Unfit(f"it tests {router.get('operand')} with *{case.get('type')}*.", _WAY_OUT)
        for name in listed(case.get("arguments")):
            leads.setdefault(str(name).strip().casefold(), exits.get(str(case.get("category_uuid")), ""))
    return Split(found["result"], leads, exits.get(str(router.get("default_category_uuid")), ""))
