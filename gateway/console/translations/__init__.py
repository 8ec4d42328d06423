"""The texts of a survey in its languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from gateway.console.translations import table

if TYPE_CHECKING:
    from gateway.wiring import Gateway


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add ``…/translations``."""
    table.register(pages, gateway)
