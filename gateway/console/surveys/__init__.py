"""Surveys being written: the shelf, and the parts of one survey's page, each at its own address, all in one frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from gateway.console.surveys import beginning, deeds, path, problems, questions, second, shelf, text

if TYPE_CHECKING:
    from gateway.wiring import Gateway

PARTS = (
    shelf,
    beginning,
    questions,
    deeds,
    text,
    problems,
    path,
    second,
)
"""Every module with ``register(pages, gateway)``."""


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add ``/surveys`` and all below it."""
    for each in PARTS:
        each.register(pages, gateway)
