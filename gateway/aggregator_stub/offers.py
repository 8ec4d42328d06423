"""What the phone page offers to begin with: the ways of starting of the surveys that are published just now."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from sqlalchemy import Engine

from flows.model import Flow
from gateway.aggregator_stub.aggregator import Start
from gateway.published import Published
from storage import versions
from storage.unit import StorageFault, Unit, reading

KEPT_S = 3.0


class Offers:
    """Gives the starts of all published surveys; what it read is good for three seconds, and nothing if storage is away."""

    def __init__(self, engine: Engine, published: Published, now_s: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._published = published
        self._now_s = now_s
        self._read: tuple[float, tuple[Start, ...]] | None = None

    def __call__(self) -> Sequence[Start]:
        if self._read is None or self._now_s() - self._read[0] > KEPT_S:
            self._read = (self._now_s(), self._look())
        return self._read[1]

    def _look(self) -> tuple[Start, ...]:
        try:
            with reading(self._engine) as connection:
                u = Unit(connection)
                flows = [self._published.by_id(u, version.id) for version in versions.newest(u)]
        except (StorageFault, LookupError):
            return ()
        return tuple(start for flow in flows for start in starts_of(flow))


def starts_of(flow: Flow) -> list[Start]:
    """Every dial code of a survey, then the first word of each of its short codes."""
    dials = [Start(flow.title, dial=code) for code in flow.starts.dials]
    return dials + [Start(flow.title, word=texts.words[0], short_code=texts.short_code) for texts in flow.starts.texts]
