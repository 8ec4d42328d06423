"""The contact centre: an agent reads a survey to a caller and types what is said."""

from __future__ import annotations

from gateway.console.calls.conducting import register

__all__ = ["register"]
