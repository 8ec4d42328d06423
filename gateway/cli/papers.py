"""Papers for an office, written to a folder for its owner's eyes alone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from gateway.refusal import Refusal


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files (mode 0600), each whole or not at all. Raises :class:`Refusal` (code 1) where the folder takes none."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, content in files.items():
            fresh = folder / f".{name}.new"
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                out.write(content)
            fresh.replace(folder / name)
    except OSError as error:
        remedy = "Name another folder with --out."
        raise Refusal(f"The files cannot be written to {folder}: {error.strerror}.", remedy, code=1) from None
