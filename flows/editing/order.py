"""Where a key usually stands: the order of the language's own tables."""

from __future__ import annotations

from collections.abc import Sequence

from flows.editing.outline import Part
from flows.reading import keys

_QUESTION = tuple(keys.QUESTION)
_BEHIND_ANSWER = _QUESTION.index("answer") + 1
_OF_KINDS = tuple(dict.fromkeys(key for own in keys.OF_KIND.values() for key in own))
OF_QUESTION = (*_QUESTION[:_BEHIND_ANSWER], *_OF_KINDS, *_QUESTION[_BEHIND_ANSWER:])
"""The keys of a question, those of one kind behind *answer*."""
OF_SURVEY = tuple(keys.SURVEY)
OF_GROUPS = {"rules": tuple(keys.RULES), "starts when": tuple(keys.STARTS)}


def above(group: Part, key: str, languages: Sequence[str] = ()) -> Part:
    """The part below which a new key goes: the last of those that come before it, else the first or the last there is."""
    children, order = list(group.children()), _order(group, languages)
    if key not in order:
        return children[-1]
    earlier = order[: order.index(key)]
    return next((part for part in reversed(children) if part.key in earlier), children[-1] if not earlier else children[0])


def _order(group: Part, languages: Sequence[str]) -> tuple[str, ...]:
    if group.above is None:
        return OF_SURVEY
    if group.entry is None and group.child("question") is not None:
        return OF_QUESTION
    return OF_GROUPS.get(group.key, (*languages, "also", "press"))
