"""Servers that several tests of the gateway start."""

from servers.raw_http import raw_http
from servers.valkey import valkey

__all__ = ["raw_http", "valkey"]
