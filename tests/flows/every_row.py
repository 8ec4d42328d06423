"""The rows of all modules ``broken_*.py``, and each of them checked with the lists it brings."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from sound_flows import Row

from flows.check import Checked, check_loaded
from flows.load import load

ROWS: list[Row] = [row for path in sorted(Path(__file__).parent.glob("broken_*.py")) for row in import_module(path.stem).ROWS]


def check_row(row: Row) -> Checked:
    return check_loaded(load(row.text, row.list))
