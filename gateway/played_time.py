"""Time as a test moves it, for all processes of a gateway at once: a night with an hour twice, three days without power."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gateway.crashpoints import is_played
from gateway.settings import Settings


def clock_of(settings: Settings, machine_ms: Callable[[], int]) -> Callable[[], int]:
    """The machine's clock, in Unix milliseconds. Where every channel is only played and ``GATEWAY_CLOCK`` names a file, it is
    ahead by the milliseconds that stand in the file at that moment."""
    if not settings.clock_file or not is_played(settings):
        return machine_ms
    file = Path(settings.clock_file)
    return lambda: machine_ms() + int(file.read_text(encoding="ascii"))
