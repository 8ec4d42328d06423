"""To come in and to go: signing in, the one-time link of a newcomer, the second factor, the language, signing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.console.signing import coming_in, leaving, second_factor, welcome
from gateway.console.signing.passage import Passage

if TYPE_CHECKING:
    from flask import Blueprint

    from gateway.wiring import Gateway


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add these pages."""
    passage = Passage(gateway)
    for part in (coming_in, welcome, second_factor, leaving):
        part.register(pages, passage)
