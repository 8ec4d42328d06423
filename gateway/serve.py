"""``python -m gateway.serve``: the web server with the host, port, workers and threads of ``config.yaml``.

Becomes granian, so that signals and exit codes are granian's own. There is no access log: callback addresses hold a secret.
"""

from __future__ import annotations

import os
import sys

from gateway.config_sections import Web
from gateway.hooks import spool
from gateway.refusal import Refusal
from gateway.settings import load_settings


def command(web: Web) -> list[str]:
    """granian's command line. A worker that dies is replaced; one that does not stop in 6 seconds is killed."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws",
        "--host", web.host, "--port", str(web.port),
        "--workers", str(web.workers), "--blocking-threads", str(web.threads),
        "--respawn-failed-workers", "--workers-kill-timeout", "6", "--log-level", "warning",
        "gateway.wsgi:app",
    ]  # fmt: skip


def main() -> None:
    """Become the web server; a refusal is told on standard error and ends this process with its code."""
    try:
        settings = load_settings()
        spool.check(settings)
    except Refusal as refusal:
        sys.stderr.write(f"{refusal.sentence}\n{refusal.remedy}\n")
        raise SystemExit(refusal.code) from None
    arguments = command(settings.web)
    os.execv(arguments[0], arguments)


if __name__ == "__main__":
    main()
