"""The outermost guard: whatever breaks inside, an aggregator hears plain words, and a citizen on a call always an ``END``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import structlog

from gateway.apology import LAST_WORDS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

log = structlog.get_logger()

HOOKS = "/hooks/"
_SERVED = ("200", "404", "405")
_PLAIN = "text/plain; charset=utf-8"


class Guard:
    """Wraps an application. A USSD hook that fails in any way, at any line, answers 200 and ``END …``."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not _is_ussd(environ):
            return self._app(environ, start_response)
        started: list[Any] = []

        def remember(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], object]:
            started[:] = (status, headers)
            return _no_write

        try:
            body = self._app(environ, remember)
            if started and started[0][:3] in _SERVED:
                start_response(*started)
                return body
            log.error("USSD hook answered wrongly", status=started[0][:3] if started else "none")
        except Exception:
            log.exception("USSD hook failed")
        return _last_words(start_response)


def _is_ussd(environ: WSGIEnvironment) -> bool:
    path: str = environ.get("PATH_INFO", "")
    return path.endswith("/ussd") and path.startswith(HOOKS)


def _last_words(start_response: StartResponse) -> list[bytes]:
    body = LAST_WORDS.encode()
    start_response("200 OK", [("Content-Type", _PLAIN), ("Content-Length", str(len(body)))])
    return [body]


def _no_write(_: bytes) -> None:
    raise RuntimeError("nothing here writes past the response")
