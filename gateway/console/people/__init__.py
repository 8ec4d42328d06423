"""``/people``: who works here and what they may do; ``/passphrase``: everybody's own."""

from __future__ import annotations

from flask import Blueprint

from gateway.console.people import own, staff
from gateway.wiring import Gateway


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the pages of administrators, and that of everybody's own passphrase."""
    staff.register(pages, gateway)
    own.register(pages, gateway)
