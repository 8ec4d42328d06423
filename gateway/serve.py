"""``python -m gateway.serve``: the web server with the host, port, workers and threads of ``config.yaml``.

Becomes granian, so that signals and exit codes are granian's own. There is no access log: callback addresses hold a secret.
"""

from __future__ import annotations

import os
import sys

from gateway.config_sections import Web
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


if __name__ == "__main__":
    arguments = command(load_settings().web)
    os.execv(arguments[0], arguments)
