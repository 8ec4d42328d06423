"""What granian loads in each of its workers: the application of this deployment."""

from __future__ import annotations

from gateway import create_app, logs
from gateway.secrets import load_secrets
from gateway.settings import load_settings
from gateway.wiring import wire

logs.configure()
_settings = load_settings()
app = create_app(wire(_settings, load_secrets(_settings)))
