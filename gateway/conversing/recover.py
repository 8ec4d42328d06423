"""Texts that the aggregator has and could not bring to us: fetched at the start of a worker and every ten minutes after.

A text goes the same way as one that was posted. One that was posted after all is known again by its sender, code, words and
date, whichever of the two came first; an answer to a question that has gone by is kept and not used.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import structlog

from gateway import numbers
from gateway.africastalking.inbox import FetchFailed, Inbox, inboxes
from gateway.conversing import converse_sms, lateness
from gateway.hooks import drain, intake
from storage import beats, cursors, inbox
from storage.sessions import DAY_MS
from storage.unit import Unavailable, reading, unit
from storage.unit import Unit as Reading

if TYPE_CHECKING:
    from gateway.config_sections import Channel
    from gateway.hooks.heard import IncomingText
    from gateway.wiring import Gateway

log = structlog.get_logger()

EVERY_S = 600.0
"""Between two looks; whoever was kept waiting longer than this writes again anyway."""

MOST_PAGES = 1_000
"""Pieces of a list that are read in one go; the rest is read the next time."""

AT_ONCE = 5_000
"""Digests that are let go of in one transaction."""


def pull(gateway: Gateway, channel: Channel, source: Inbox) -> int:
    """Fetch what a channel has since the last time, until there is no more; returns how many texts were fetched.

    A piece that was heard is never asked for again. Raises :class:`FetchFailed` and ``Unavailable``.
    """
    name = f"pull {channel.name}"
    fetched = 0
    with reading(gateway.engine) as c:
        after = int(cursors.get(Reading(c), name) or 0)
    for _ in range(MOST_PAGES):
        found = [each for each in source.fetch(after) if each.id > after]
        for each in found:
            _take_in(gateway, channel, each.text)
        after = max([after, *(each.id for each in found)])
        with unit(gateway.engine) as u:
            cursors.put(u, name, str(after), gateway.now_ms())
            beats.beat(u, name, gateway.now_ms())
            u.commit()
        fetched += len(found)
        if not found:
            break
    log.info("texts fetched", channel=channel.name, texts=fetched)
    return fetched


def _take_in(gateway: Gateway, channel: Channel, text: IncomingText) -> None:
    """As if it had been posted; one of a flood is not stored on this way either."""
    sender = numbers.canonical(text.sender, numbers.calling_code(channel.country))
    sent_ms = lateness.sent_at_ms(text.date, gateway.now_ms())
    stops = partial(intake.asks_for_silence, gateway, text)
    if gateway.guards.lets_fetched(channel.name, sender, sent_ms, stops=stops):
        converse_sms.receive(gateway, channel, text)
    else:
        gateway.tally.add("texts_in", channel.name, "thrown away")


def pull_all(gateway: Gateway, sources: Mapping[str, Inbox]) -> int:
    """Fetch for every channel; one whose list cannot be read now does not keep the others from theirs."""
    fetched = 0
    for name, source in sources.items():
        try:
            fetched += pull(gateway, gateway.settings.channels[name], source)
        except (FetchFailed, Unavailable) as fault:
            log.warning("texts not fetched", channel=name, fault=str(fault))
    return fetched


def forget_digests(gateway: Gateway) -> int:
    """Let go of the digests of words by which nothing needs to be known again; returns how many."""
    before_ms = gateway.now_ms() - gateway.settings.retention.calls_days * DAY_MS
    forgotten = 0
    while True:
        with unit(gateway.engine) as u:
            now = inbox.forget_digests(u, before_ms, AT_ONCE)
            u.commit()
        forgotten += now
        if now < AT_ONCE:
            return forgotten


def start(gateway: Gateway, stopping: threading.Event) -> threading.Thread:
    """Fetch until ``stopping``; the thread ends with the process."""
    sources = inboxes(gateway.settings, gateway.secrets.api_keys)
    thread = threading.Thread(target=_until, args=(gateway, sources, stopping), name="recover", daemon=True)
    thread.start()
    return thread


def _until(gateway: Gateway, sources: Mapping[str, Inbox], stopping: threading.Event) -> None:
    while True:
        try:
            pull_all(gateway, sources)
            drain.tell(gateway)
            forget_digests(gateway)
        except Exception as fault:
            log.error("texts not fetched", fault=type(fault).__name__)
        if stopping.wait(EVERY_S):
            return
