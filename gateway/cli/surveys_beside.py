"""The surveys that a front door leads to: files of their names beside it."""

from __future__ import annotations

from pathlib import Path

from flows.conversing.front_door import leads_to
from flows.load import load
from flows.model import Flow
from gateway.cli import survey_file


def led_to(flow: Flow, path: Path) -> tuple[Flow, ...]:
    """Those surveys that stand beside the file ``path`` of a front door and can be read; each in its file ``NAME.yaml``."""
    beside = (path.with_name(f"{name}.yaml") for name in leads_to(flow))
    loaded = (load(survey_file.read(file), survey_file.lists_beside(file)).flow for file in beside if file.is_file())
    return tuple(flow for flow in loaded if flow is not None)
