"""What the phone page offers to begin with: the ways of starting of the surveys that are published just now."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from sqlalchemy import Engine

from flows.model import Flow
from gateway.aggregator_stub.aggregator import Start
from gateway.publishing.published import Published
from storage import versions
from storage.unit import StorageFault, Unit, reading

KEPT_S = 3.0


class Offers:
    """Gives the starts of all published surveys, a survey whose code stands earlier in ``codes`` first.

    What it read is good for three seconds; there are none while storage is away.
    """

    def __init__(
        self,
        engine: Engine,
        published: Published,
        codes: Sequence[str] = (),
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._engine = engine
        self._published = published
        self._rank = {code: place for place, code in enumerate(codes)}
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
        surveys = sorted((starts_of(flow) for flow in flows), key=self._place)
        return tuple(start for starts in surveys for start in starts)

    def _place(self, starts: Sequence[Start]) -> int:
        return min((self._rank.get(start.dial or start.short_code, len(self._rank)) for start in starts), default=0)


def starts_of(flow: Flow) -> list[Start]:
    """Every dial code of a survey, then the first word of each of its short codes."""
    dials = [Start(flow.title, dial=code) for code in flow.starts.dials]
    return dials + [Start(flow.title, word=texts.words[0], short_code=texts.short_code) for texts in flow.starts.texts]
