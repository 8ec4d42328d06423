"""What a draft changes, who published what and why, and publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from gateway.console.releases import changing, publishing, versions
from gateway.console.surveys.frame import SHEETS

if TYPE_CHECKING:
    from gateway.wiring import Gateway

SHEETS.append("releases.css")


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add ``…/changes``, ``…/versions`` and ``…/publish``."""
    for each in (changing, versions, publishing):
        each.register(pages, gateway)
