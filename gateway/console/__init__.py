"""The console: pages for the people of the ministries, served beside the webhooks by the same application.

``register`` adds all of it. A group of pages is a module with ``register(pages, gateway)`` in :data:`GROUPS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Flask

from gateway.console import (
    audit,
    calls,
    entry,
    health,
    home,
    lists,
    live,
    page,
    people,
    releases,
    reports,
    responses,
    signals,
    signing,
    static_files,
    surveys,
    translations,
    trying,
    visits,
)

if TYPE_CHECKING:
    from gateway.wiring import Gateway

GROUPS = (
    static_files,
    signing,
    home,
    calls,
    surveys,
    releases,
    trying,
    translations,
    live,
    signals,
    reports,
    visits,
    people,
    audit,
    health,
    responses,
    lists,
)
"""Every group of pages."""


def register(app: Flask, gateway: Gateway) -> None:
    """Add the console to an application."""
    pages = Blueprint("console", __name__, template_folder="templates")
    entry.guard(app, pages, gateway)
    page.prepare(app)
    for group in GROUPS:
        group.register(pages, gateway)
    app.register_blueprint(pages)
