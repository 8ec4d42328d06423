"""Sentences on a terminal, broken between words to its width, with their further lines indented."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

NARROWEST = 40


def paragraph(console: Console, text: Text, *, first: str = "", rest: str = "", wrap: bool = True) -> None:
    """Print a text: its first line after ``first``, the further ones after ``rest``. No line ends with a space.

    Without ``wrap`` it stays one line, as a file or a script wants it.
    """
    room = max(NARROWEST, console.width - max(len(first), len(rest)))
    lines = text.wrap(console, room) if wrap else [text]
    for at, line in enumerate(lines):
        line.rstrip()
        console.print(Text.assemble(rest if at else first, line), soft_wrap=True)
