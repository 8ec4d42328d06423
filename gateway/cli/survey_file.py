"""The files that commands about surveys are given: read whole but never without end, and replaced whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from flows.places import Lists
from gateway.refusal import Refusal

MOST = 1_000_000
"""Bytes that are read: more than four times what the language allows, so enough to say that a file is too long."""
MOST_OF_A_LIST = 5_500_000
"""Bytes of a place list that are read, for the same reason."""


def read(path: Path, remedy: str = "Name the file of a survey.", *, most: int = MOST) -> bytes:
    """The beginning of a file, ``most`` bytes of it. Raises :class:`Refusal` (code 2) if it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {error.strerror}.", remedy) from None


def lists_beside(path: Path) -> Lists:
    """The lists of a survey: the files in the folder ``lists`` beside it, each by the name that the survey writes.

    The reader of a survey lets no other names through than ``lists/NAME.csv``; what is no file is no list.
    """

    def beside(name: str) -> bytes | None:
        file_of_list = path.parent / name
        is_beside = file_of_list.resolve().is_relative_to(path.parent.resolve())  # not a link to somebody's other file
        if not is_beside or not file_of_list.is_file():  # a pipe would be waited for without end
            return None
        try:
            with file_of_list.open("rb") as file:
                return file.read(MOST_OF_A_LIST)
        except OSError:
            return None

    return beside


def replace(path: Path, content: bytes) -> None:
    """Write a file whole: a reader sees the old or the new one, its rights stay. Raises :class:`Refusal` if it cannot be."""
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        os.chmod(new.name, mode)
        os.replace(new.name, path)
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror}.", "Choose a folder that you may write to.") from None
