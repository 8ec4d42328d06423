"""``/visits``: a publisher hands in a list, looks at what would become of it, sends, watches, and stops it."""

from __future__ import annotations

from flask import Blueprint

from gateway.console.visits import batches, handing_in
from gateway.wiring import Gateway


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the desk where lists are handed in, and the pages of those that were."""
    handing_in.register(pages, gateway)
    batches.register(pages, gateway)
