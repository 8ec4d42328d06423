"""A draft tried out on two phones in the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from gateway.console.surveys.frame import SHEETS
from gateway.console.trying import phones

if TYPE_CHECKING:
    from gateway.wiring import Gateway

SHEETS.append("phones.css")


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add ``…/phones``."""
    phones.register(pages, gateway)
