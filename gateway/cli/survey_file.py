"""The files that commands about surveys are given, read whole but never without end."""

from __future__ import annotations

from pathlib import Path

from gateway.refusal import Refusal

MOST = 1_000_000
"""Bytes that are read: more than four times what the language allows, so enough to say that a file is too long."""


def read(path: Path, remedy: str = "Name the file of a survey.") -> bytes:
    """The beginning of a file, ``MOST`` bytes of it. Raises :class:`Refusal` (code 2) if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MOST)
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}.", remedy) from None
