"""How often a passphrase or a code may be tried wrongly: counted in Redis, so that all web processes count together; in this
process while Redis is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from limits import RateLimitItem
    from limits.strategies import RateLimiter

log = structlog.get_logger()

_LIMITS = {"name and address": "8 per 15 minutes", "address": "60 per hour", "name": "100 per day"}
"""Wrong tries of what, within which time. A name alone is let try so often that nobody can lock a colleague out in an hour."""
_WORD_S = 0.3


class Pace:
    """Counts wrong tries. Nothing is loaded before the first of them."""

    def __init__(self, redis_url: str) -> None:
        self._url = redis_url
        self._counters: list[RateLimiter] = []
        self._items: dict[str, RateLimitItem] = {}

    def is_shut(self, name: str, address: str) -> bool:
        """Whether whoever asks has to wait."""
        self._load()
        return any(not self._ask("test", kind, who) for kind, who in _keys(name, address).items())

    def wrong(self, name: str, address: str) -> None:
        """They were wrong once more."""
        self._load()
        for kind, who in _keys(name, address).items():
            self._ask("hit", kind, who)

    def _ask(self, what: str, kind: str, who: str) -> bool:
        from redis.exceptions import RedisError

        for counter in self._counters:
            try:
                return bool(getattr(counter, what)(self._items[kind], "console", kind, who))
            except (RedisError, OSError) as fault:
                log.warning("tries are counted by this process alone", fault=type(fault).__name__)
        return True

    def _load(self) -> None:
        if self._counters:
            return
        from limits import parse
        from limits.storage import MemoryStorage, RedisStorage
        from limits.strategies import FixedWindowRateLimiter

        self._items = {kind: parse(limit) for kind, limit in _LIMITS.items()}
        url = self._url.replace("unix://", "redis+unix://", 1) if self._url.startswith("unix://") else self._url
        shared = RedisStorage(url, socket_timeout=_WORD_S, socket_connect_timeout=_WORD_S)
        self._counters = [FixedWindowRateLimiter(shared), FixedWindowRateLimiter(MemoryStorage())]


def _keys(name: str, address: str) -> dict[str, str]:
    return {"name and address": f"{name} {address}", "address": address, "name": name}
