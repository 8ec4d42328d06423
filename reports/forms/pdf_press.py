"""The press: data and a packaged template in, PDF or pictures out. No system fonts, no network, no clock."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import fontpkg  # type: ignore[import-untyped]
import typst

from reports.forms.pdf_blocks import Block
from reports.forms.pdf_letters import printable

TEMPLATES = Path(__file__).parent / "typst"
FAMILIES = ("Noto Sans", "Noto Sans Khmer")
DRAWINGS = frozenset({"svg", "picture"})
"""Keys of the sheet that hold drawings."""
STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1: tagged, titled, every figure with its text. The press refuses what does not keep it."""


def printed(template: str, sheet: Block, at: datetime) -> bytes:
    """A PDF that is the same bytes for the same sheet. ``at`` is its date; ``typst.TypstError`` if it cannot be set."""
    made = _compiler(template, sheet).compile(format="pdf", pdf_standards=STANDARD, timestamp=int(at.timestamp()))
    assert isinstance(made, bytes), "a PDF is one file"
    return made


def pictures(template: str, sheet: Block, per_inch: int) -> list[bytes]:
    """Every page as PNG."""
    made = _compiler(template, sheet).compile(format="png", ppi=per_inch)
    return list(made) if isinstance(made, list) else [made or b""]


def _compiler(template: str, sheet: Block) -> typst.Compiler:
    return typst.Compiler(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(_letters(sheet), ensure_ascii=False)},
    )


def _letters(data: Any) -> Any:
    """The same data with every text in letters that the fonts have; drawings are so already."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, dict):
        return {key: value if key in DRAWINGS else _letters(value) for key, value in data.items()}
    return [_letters(value) for value in data] if isinstance(data, list | tuple) else data


@cache
def _fonts() -> typst.Fonts:
    folders: list[Any] = [str(fontpkg.path(name).parent) for name in FAMILIES]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
