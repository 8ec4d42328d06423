"""What a ministry's own systems may ask of the gateway over HTTP: ``/api/v1/…``, with a bearer token, in JSON.

``register`` adds it to an application; ``shapes`` says what goes in and out, and the OpenAPI document is made of the same.
"""

from __future__ import annotations

from gateway.api.routes import register

__all__ = ["register"]
