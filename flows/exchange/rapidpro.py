"""A RapidPro flow as a survey, read only: messages and the waits for an answer; everything else is refused by its node.

Source: the flow definition of version 13 and later, as its exports hold it. One question follows another there by exits;
here a question says of whom it is asked, so branches become conditions. A way back to the same question becomes its tries.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flows.exchange.chart_answers import Unfit
from flows.exchange.chart_texts import dicts
from flows.exchange.flow_chart import Chart
from flows.exchange.imported import Frame, Imported, Note, Refused, draft

LARGEST = 5_000_000
"""Bytes of an export that are looked at."""


def read(raw: bytes, frame: Frame, flow_name: str = "") -> Imported:
    """The draft of one flow of an export (the first one, or that of this name), and what could not be carried. Never raises."""
    try:
        definition = _definition(raw, flow_name)
        chart = Chart(definition)
        questions = chart.questions()
    except Unfit as reason:
        return Imported(None, (Refused("the export", str(reason), reason.way_out),), ())
    if not questions:
        chart.refuse("the flow", "nothing in it waits for an answer.", "Write the survey anew: `gateway new`.")
        return Imported(None, tuple(chart.refused), tuple(chart.notes))
    name = str(definition.get("name") or "")
    revision = definition.get("revision")
    stated = Note("the flow", f"this is *{name}*, revision {revision if revision is not None else 'unknown'}.")
    stated_notes = [stated, *_expiry(definition)]
    survey, notes = draft(questions, chart.texts.languages, name, name, frame)
    return Imported(survey, tuple(chart.refused), (*stated_notes, *chart.notes, *notes))


def _expiry(definition: Mapping[str, Any]) -> list[Note]:
    minutes = definition.get("expire_after_minutes")
    if not minutes:
        return []
    return [Note("the flow", f"it ended after {minutes} minutes without an answer; here that is the rule *close after*.")]


def _definition(raw: bytes, wanted: str) -> Mapping[str, Any]:
    if len(raw) > LARGEST:
        raise Unfit("it is larger than 5 MB.", "Export one flow at a time.")
    try:
        export = json.loads(raw)
    except (ValueError, RecursionError):
        raise Unfit("it is no JSON.", "Export the flow again, as a definition.") from None
    flows = dicts(export.get("flows", [export])) if isinstance(export, dict) else []
    found: list[Mapping[str, Any]] = [flow for flow in flows if isinstance(flow.get("nodes"), list)]
    names = ", ".join(str(flow.get("name")) for flow in found)
    chosen = [flow for flow in found if not wanted or flow.get("name") == wanted]
    if not chosen:
        raise Unfit(f"it has no flow{f' called {wanted}' if wanted else ''}.", f"Its flows are: {names or 'none'}.")
    version = str(chosen[0].get("spec_version") or "")
    if not version.startswith(("13", "14")):
        raise Unfit(f"it is written in version {version or 'unknown'}.", "Export it in version 13 or 14.")
    return chosen[0]
