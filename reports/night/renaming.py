"""Questions that were renamed go on under their present names."""

from __future__ import annotations

from collections.abc import Sequence

from flows.model import Flow


def present_names(versions: Sequence[Flow]) -> dict[str, str]:
    """Earlier name of a question -> its name in the last of the versions, which come oldest first.

    A name that the last version asks by stays what it is, whatever it was before.
    """
    names: dict[str, str] = {}
    for version in versions:
        renamed = {q.formerly: q.name for q in version.questions if q.formerly}
        names = {old: renamed.get(name, name) for old, name in names.items()} | renamed
    present = versions[-1].by_name
    return {old: name for old, name in names.items() if old not in present and name in present}
