"""The edges of the gateway: webhooks, aggregator, queue, clock, commands. The only package that meets the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gateway.time_zones import use_newest

if TYPE_CHECKING:
    from flask import Flask

    from gateway.wiring import Gateway

use_newest()  # before anything here reads a zone


def create_app(gateway: Gateway) -> Flask:
    """The web application: stateless, any number of them may run beside one another."""
    from gateway.app import build  # Flask is not loaded by every command that imports something of this package

    return build(gateway)
