"""The home page: what is live, what came in today, what needs attention."""

from __future__ import annotations

from gateway.console.home.today import register

__all__ = ["register"]
