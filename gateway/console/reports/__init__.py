"""``/reports`` and ``/overviews``: every night as it was released, to be looked at and taken along."""

from __future__ import annotations

from flask import Blueprint

from gateway.console.reports import nights, weeks
from gateway.wiring import Gateway


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the archive of nights and that of overviews."""
    nights.register(pages, gateway)
    weeks.register(pages, gateway)
