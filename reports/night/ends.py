"""What became of invitations, as it is printed: six counts that add up to the invited, and AAPOR's rates made of them.

An end of 1 to 9 invitations is hidden. The counts, their sum and the rates are sums of ends, so that some of them together may
tell another sum: whatever would tell of 1 to 4 invitations is hidden too, and what is read most is kept. Rates of ten
invitations and more may tell 5 to 9, as every share does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from reports.suppress import SECONDARY, too_small, too_small_a_cell

ENDS = ("complete", "partial", "refusal", "non_contact", "other", "unknown")
HEARD = ("complete", "partial", "refusal", "other")
RATES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "rr1": (("complete",), ENDS),
    "rr2": (("complete", "partial"), ENDS),
    "coop1": (("complete",), HEARD),
    "ref1": (("refusal",), ENDS),
    "con1": (HEARD, ENDS),
}
"""The ends above and below the line of each rate."""
MOST_READ = ("rr2", "complete", "refusal", "partial", "ref1", "non_contact", "unknown", "other", "con1", "rr1", "coop1")

Form = tuple[int, ...]
"""Which ends are in a sum."""


def secondary(counts: Mapping[str, int], hidden: Mapping[str, str]) -> dict[str, str]:
    """The counts and rates to hide besides those in ``hidden``, and why. ``counts`` has every end; their sum is printed."""
    shown = [name for name in ENDS if not counts[name]]
    dropped = {}
    for name in MOST_READ:
        if name not in hidden and not too_small(counts.get(name, 0)):
            if _told(counts, [*shown, name]):
                dropped[name] = SECONDARY
            else:
                shown.append(name)
    return dropped


def _told(counts: Mapping[str, int], shown: Sequence[str]) -> list[tuple[str, ...]]:
    """The groups of ends with 1 to 4 invitations in all that can be worked out from what is shown."""
    forms = [_form(ENDS), *(form for name in shown for form in _forms(name))]
    known = _reduced(forms)
    return [group for group in _small(counts) if _reduce(_form(group), known) is None]


def _small(counts: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    there = [end for end in ENDS if counts[end]]
    for many in range(1, len(there)):
        yield from (group for group in combinations(there, many) if too_small_a_cell(sum(counts[end] for end in group)))


def _forms(name: str) -> Iterator[Form]:
    yield from (map(_form, RATES[name]) if name in RATES else [_form((name,))])


def _form(ends: Sequence[str]) -> Form:
    return tuple(int(end in ends) for end in ENDS)


Row = list[Fraction]


def _reduced(forms: Sequence[Form]) -> dict[int, Row]:
    """The forms by their first end, each with 1 there (Gauss)."""
    known: dict[int, Row] = {}
    for form in forms:
        left = _reduce(form, known)
        if left is not None:
            at = next(i for i, weight in enumerate(left) if weight)
            known[at] = [weight / left[at] for weight in left]
    return known


def _reduce(form: Sequence[int | Fraction], known: Mapping[int, Row]) -> Row | None:
    """What is left of a form when those that are known are taken away; ``None`` if nothing is."""
    left = [Fraction(weight) for weight in form]
    for at in range(len(left)):
        if left[at] and at in known:
            left = [mine - left[at] * theirs for mine, theirs in zip(left, known[at], strict=True)]
    return left if any(left) else None
