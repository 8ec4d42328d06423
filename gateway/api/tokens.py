"""Who asks: the ministry whose token it is. All live tokens are compared, in a time that tells nothing."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway.secrets import Secrets


@dataclass(frozen=True, slots=True)
class Caller:
    """A ministry's system. ``name`` tells which of its tokens it used, and nothing of the token."""

    ministry: str
    name: str


class Tokens:
    """The callers by their tokens."""

    def __init__(self, secrets: Secrets) -> None:
        self._callers = [
            (token.encode(), Caller(ministry, f"api token {ministry} {_mark(token)}"))
            for ministry, tokens in secrets.api_tokens.items()
            for token in tokens
        ]

    def caller(self, authorization: str) -> Caller | None:
        """Who sent this ``Authorization`` header; ``None`` for nobody we know."""
        scheme, _, said = authorization.partition(" ")
        given = said.strip().encode("utf-8", "surrogateescape")
        fits = [caller for token, caller in self._callers if hmac.compare_digest(token, given)]
        return fits[0] if fits and scheme.lower() == "bearer" else None


def _mark(token: str) -> str:
    """Eight signs by which a token is known again in the audit. A token is random: nothing can be found out from them."""
    return hashlib.sha256(token.encode()).hexdigest()[:8]
