"""What the text editor asks for while somebody types: problems with their places, names, and the keys of the language."""

from __future__ import annotations

from gateway.console.live.answers import register

__all__ = ["register"]
