"""What a ring of the bell runs: a row's id in, nothing out, safe to repeat. A job that fails leaves its row for the sweep.

RQ finds these functions by name. What went wrong is logged by kind and place only: an error's own words may quote a row.
"""

from __future__ import annotations

import functools
import random
import traceback
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import structlog

from gateway.africastalking.sender import Sender, senders
from gateway.keeping.key_marks import checked
from gateway.secrets import load_secrets
from gateway.sending import relay
from gateway.settings import load_settings
from gateway.wiring import wire

if TYPE_CHECKING:
    from gateway.wiring import Gateway

log = structlog.get_logger()


@functools.cache
def wired() -> tuple[Gateway, Mapping[str, Sender]]:
    """The gateway and the senders of this worker process, made when first needed."""
    settings = load_settings()
    secrets = load_secrets(settings)
    return checked(wire(settings, secrets)), senders(settings, secrets.api_keys)


def deliver(outbox_id: int) -> None:
    """Send one text, if it is still to be sent."""
    gateway, by_channel = wired()
    _attempt("deliver", outbox_id, lambda: relay.deliver(gateway, by_channel, outbox_id, random.random))


def file_response(session_id: int) -> None:
    """File one ended conversation as a response."""
    from gateway.conversing import filing

    _attempt("file_response", session_id, lambda: filing.file_response(wired()[0], session_id))


def night(night_id: int) -> None:
    """Make the reports of one night."""
    from gateway.nights import nightly

    _attempt("night", night_id, lambda: nightly.night(wired()[0], night_id))


def list_(upload_id: int) -> None:
    """Take in a list of visits that somebody agreed to."""
    from gateway.visits import parked

    _attempt("list", upload_id, lambda: parked.take(wired()[0], upload_id))


def _attempt(kind: str, row_id: int, work: Callable[[], object]) -> None:
    try:
        work()
    except Exception as fault:
        log.error("job failed", kind=kind, row=row_id, fault=type(fault).__name__, where=place(fault))


def place(fault: BaseException) -> str:
    """Where in our own files a fault came from, innermost last, without its words: ``relay.py:88 unit.py:40``."""
    frames: list[traceback.FrameSummary] = list(traceback.extract_tb(fault.__traceback__))
    frames = ([frame for frame in frames if "site-packages" not in frame.filename] or frames)[-4:]
    return " ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)
