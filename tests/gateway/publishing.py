"""A survey published from its text in one step, as nobody but a test does: people see first what would change."""

from __future__ import annotations

from collections.abc import Collection

from flows.places import Lists, no_lists
from gateway.publishing.manuscript import Manuscript
from gateway.publishing.publish import propose, publish
from gateway.wiring import Gateway
from storage.versions import Version


def publish_text(
    gateway: Gateway,
    text: str | bytes,
    ministry: str,
    by: str,
    *,
    lists: Lists = no_lists,
    talks: bytes | None = None,
    confirmed: Collection[str] = (),
) -> Version | None:
    """Publishes a survey for a ministry (its key); ``None`` if its newest version has the same text and lists already.

    Raises :class:`NotPublished` with every problem and :class:`NotConfirmed`; nothing is stored then.
    """
    handed_in = Manuscript(text.encode() if isinstance(text, str) else text, lists, talks)
    return publish(gateway, propose(gateway, handed_in, ministry), by, confirmed)
