"""The tables of raw callback bodies, as pytest parameters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parent / "payloads"


def table(name: str) -> Any:
    """Every entry of one table, named."""
    entries = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return [pytest.param(entry, id=entry["name"]) for entry in entries]
