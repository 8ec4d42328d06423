"""What the gateway writes down about itself: facts with ids, one JSON line each, never a person.

Whatever looks like a phone number is masked before it is written, also inside the text of an error; nothing else should
ever come near a log, this is the second lock.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from contextlib import suppress
from io import TextIOBase
from pathlib import Path
from typing import Any, TextIO, cast

import structlog

_NUMBER = re.compile(r"\+?\d{7,15}")
MASK = "[number]"
_FRAMES = 12
_INSTANTS = ("_at_ms", "_ms")


def configure(stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Send every log line of this process to ``stream`` (standard error), as JSON, from ``level`` on."""
    structlog.configure(
        processors=_PROCESSORS,
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=stream or cast(TextIO, _StandardError())),
        cache_logger_on_first_use=True,
    )


class _StandardError(TextIOBase):
    """Standard error as it is at the moment of writing: loggers live longer than a stream that was put in its place.

    Where it cannot be written (its disk is full) a line is lost, and nothing else: a citizen on a call is still answered.
    """

    def write(self, text: str) -> int:
        with suppress(OSError):
            return sys.stderr.write(text)
        return 0

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def traced(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The kind of an error and its places in the code, the innermost last. Its own words stay away: they may quote a person."""
    fault = event.pop("exc_info", None)
    if fault is True:
        fault = sys.exc_info()[1]
    if isinstance(fault, BaseException):
        event["fault"] = type(fault).__name__
        frames = traceback.extract_tb(fault.__traceback__)[-_FRAMES:]
        event["where"] = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return event


def masked(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A log line without anything that may be a phone number; whole numbers under a name of milliseconds stay."""
    for name, value in event.items():
        if isinstance(value, str) and name != "timestamp":
            event[name] = _NUMBER.sub(MASK, value)
        elif isinstance(value, int) and not name.endswith(_INSTANTS) and value >= 10**8:
            event[name] = MASK
    return event


# One list for the whole process: a logger that was used before keeps it, and what looks over its shoulder looks at all of them.
_PROCESSORS: list[Any] = [
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    traced,
    masked,
    structlog.processors.JSONRenderer(ensure_ascii=False),
]
