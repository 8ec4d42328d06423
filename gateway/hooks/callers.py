"""From which address a request came: through exactly as many proxies as are ours, and never by what the caller says beyond."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def caller(environ: Mapping[str, Any], proxies: int) -> Address | None:
    """The address of a caller; ``None`` if it cannot be known.

    Each of our proxies adds the address it was called from to the end of X-Forwarded-For; whatever stands before was sent
    along by the caller.
    """
    if not proxies:
        return _address(str(environ.get("REMOTE_ADDR", "")))
    places = str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    return _address(places[-proxies]) if len(places) >= proxies else None


def is_from(address: Address | None, networks: Sequence[Network]) -> bool:
    """Whether an address lies in one of these networks; no networks mean any address, known or not."""
    return not networks or (address is not None and any(address in network for network in networks))


def masked(address: Address | None) -> str:
    """The half of an address that says which network it is of, for logs."""
    if address is None:
        return "unknown"
    return f"{'.'.join(str(address).split('.')[:2])}.0.0/16" if address.version == 4 else f"{address.exploded[:9]}::/32"


def _address(said: str) -> Address | None:
    """An address, without the port or the brackets that some proxies add."""
    bare = said.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
