"""What an aggregator posted, read and put in order: the same whether it is taken up at once or waited on disk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

Kind = Literal["sms", "delivery", "opt-out", "ussd-ended", "subscription"]
"""Of a callback beside the hops, as it stands in its address."""

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Callback:
    """One callback. ``fault`` says in two words why its body was no form, empty if it was; ``at_ms`` is when it arrived.

    ``silent``: whatever it says, nothing is answered.
    """

    channel: str
    kind: Kind
    fields: Mapping[str, str]
    fault: str
    at_ms: int
    silent: bool = False

    def dump(self) -> bytes:
        """One line of JSON."""
        parts = [self.channel, self.kind, dict(self.fields), self.fault, self.at_ms, self.silent]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    @staticmethod
    def load(line: bytes) -> Callback:
        """What :meth:`dump` wrote. Raises ``ValueError`` for anything else."""
        channel, kind, fields, fault, at_ms, silent = json.loads(line.decode("utf-8", "surrogatepass"))
        if kind not in KINDS or not isinstance(fields, dict) or not isinstance(at_ms, int):
            raise ValueError("no callback")
        return Callback(channel, cast("Kind", kind), fields, fault, at_ms, bool(silent))
