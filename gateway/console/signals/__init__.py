"""``/signals``: what the released reports found unusual, and what was done about it."""

from __future__ import annotations

from gateway.console.signals.following import register

__all__ = ["register"]
