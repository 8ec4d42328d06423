"""Servers that several tests of the gateway start, and a log for each test as in a process of its own."""

import sys

import pytest
import structlog
from servers.raw_http import raw_http
from servers.valkey import valkey

from gateway import logs

__all__ = ["raw_http", "valkey"]


@pytest.fixture(autouse=True)
def _logs_as_in_a_process_of_its_own() -> None:
    """A logger keeps the level of its first line: one first used by a command that tells errors only would tell no more."""
    logs.configure()
    for name, module in list(sys.modules.items()):
        if name.startswith("gateway.") and "log" in vars(module):
            module.log = structlog.get_logger()  # type: ignore[attr-defined]
