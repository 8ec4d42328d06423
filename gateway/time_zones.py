"""The newest time zone database that is at hand: the machine's own, or the pinned one that comes with the gateway.

Python takes the machine's wherever there is one, however old; a country that has changed its hours since would get its texts
and its reports an hour early or late.
"""

from __future__ import annotations

import importlib.util
import re
import zoneinfo
from pathlib import Path

_RELEASE = re.compile(r"[12][0-9]{3}[a-z]*")


def release_here() -> str:
    """The release that came with the gateway, such as ``2026f``; empty where there is none."""
    found = importlib.util.find_spec("tzdata")
    return _told_by(Path(found.origin).parent / "zoneinfo") if found and found.origin else ""


def release_of_machine() -> str:
    """The release of the first database on Python's path; empty where there is none, or one that does not tell."""
    for place in zoneinfo.TZPATH:
        if Path(place).is_dir():
            return _told_by(Path(place))
    return ""


def use_newest() -> None:
    """From here on zones come from the newer of the two; of two that are the same, from the machine's."""
    if release_here() > release_of_machine():
        zoneinfo.reset_tzpath(())


def _told_by(database: Path) -> str:
    """The release of a database by the first line of its own file; empty where that tells none."""
    try:
        with (database / "tzdata.zi").open(encoding="ascii", errors="replace") as file:
            said = file.readline().removeprefix("# version").strip()
    except OSError:
        return ""
    return said if _RELEASE.fullmatch(said) else ""
