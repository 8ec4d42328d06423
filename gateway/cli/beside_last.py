"""Warnings of a survey's file that are known only beside its last published version."""

from __future__ import annotations

from flows.load import load
from flows.places import Lists
from flows.problems import Problem
from gateway.cli.db import unreachable
from gateway.publishing.publish import beside_last
from gateway.refusal import Refusal
from gateway.secrets import load_secrets
from gateway.settings import Settings
from gateway.wiring import wire
from storage import migrate
from storage.unit import StorageFault

KNOWN_BESIDE = frozenset(("W427", "W514"))


def warnings_beside(source: str | bytes, lists: Lists, settings: Settings) -> list[Problem]:
    """W427 and W514, as a publication would tell them. Raises :class:`Refusal` if the published versions cannot be read."""
    draft = load(source, lists).draft
    if draft is None:
        return []
    gateway = wire(settings, load_secrets(settings))
    try:
        if not migrate.is_current(gateway.engine):
            raise Refusal("The database has not been brought up to this version.", "Run `gateway db upgrade` first.", code=1)
        return [found for found in beside_last(gateway, draft) if found.code in KNOWN_BESIDE]
    except StorageFault as error:
        raise unreachable(settings, error) from None
    finally:
        gateway.engine.dispose()
