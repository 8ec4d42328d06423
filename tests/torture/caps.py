"""Whether nobody got more texts, and nothing cost more, than was allowed; and whether anybody was woken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from torture.evidence import Evidence, Taken
from torture.history import around
from torture.verdicts import Broken

HOUR_MS, DAY_MS = 3_600_000, 86_400_000


def _windows(times: Sequence[tuple[int, float]], span_ms: int) -> float:
    """The most that falls within any span of a length, of instants with weights in order."""
    most = within = 0.0
    start = 0
    for at_ms, weight in times:
        within += weight
        while times[start][0] <= at_ms - span_ms:
            within -= times[start][1]
            start += 1
        most = max(most, within)
    return most


def caps_hold(e: Evidence) -> tuple[str, list[Broken]]:
    by_number: dict[str, list[Taken]] = defaultdict(list)
    for taken in sorted(e.taken, key=lambda t: t.at_ms):
        by_number[taken.number].append(taken)
    broken, most = [], 0.0
    for number, texts in by_number.items():
        for span_ms, cap, named in ((HOUR_MS, e.caps.an_hour, "an hour"), (DAY_MS, e.caps.a_day, "a day")):
            got = _windows([(t.at_ms, 1.0) for t in texts], span_ms)
            most = max(most, got)
            if got > cap:
                broken.append(
                    Broken(f"{number} got {got:.0f} texts within {named}; the cap is {cap}", around(e.events, number, 1e9))
                )
    everything = [(t.at_ms, float(t.parts)) for t in sorted(e.taken, key=lambda t: t.at_ms)]
    for span_ms, cap_parts, named in ((HOUR_MS, e.caps.parts_an_hour, "an hour"), (DAY_MS, e.caps.parts_a_day, "a day")):
        spent = _windows(everything, span_ms)
        if spent > cap_parts:
            broken.append(Broken(f"{spent:.0f} parts went out within {named}; the cap is {cap_parts:.0f}"))
    broken += _woken(e)
    return f"{most:.0f} texts the most for one number, {sum(weight for _, weight in everything):.0f} parts", broken


def _woken(e: Evidence) -> list[Broken]:
    """Texts that nobody had asked for and that came at night."""
    unasked = {t.provider_id for t in e.texts_out if t.provider_id and t.kind in ("invitation", "reminder")}
    return [
        Broken(
            f"{t.number} was sent at {t.clock:%H:%M} what they had not asked for: {t.text[:40]!r}",
            around(e.events, t.number, 1e9),
        )
        for t in e.taken
        if t.provider_id in unasked and not e.caps.quiet_until <= t.clock < e.caps.quiet_from
    ]
