"""What was typed in a call in which a number was asked for: kept so that a repeat is known, and nobody can read it again.

The aggregator tells all that was typed in a call with every hop, so one number typed would stand in every turn from then on.
From that turn on only the length and a keyed hash are kept.
"""

from __future__ import annotations

from hashlib import blake2b
from hmac import compare_digest

_MARK = "\x02"
"""Never comes over the wire: every field is cleaned of control signs."""


def drawn(heard: str, provider_id: str, key: bytes) -> str:
    """What is kept of everything typed in a call. ``provider_id`` is the call's, ``key`` the installation's own."""
    return f"{_MARK}{len(heard)}:{_hash(heard, provider_id, key)}"


def is_drawn(kept: str | None) -> bool:
    """True for what :func:`drawn` made."""
    return kept is not None and kept[:1] == _MARK


def lifted(kept: str, heard: str, provider_id: str, key: bytes) -> str:
    """The part of ``heard`` that ``kept`` stands for; something that ``heard`` does not begin with if it is another text."""
    length, _, told = kept[1:].partition(":")
    part = heard[: int(length)]
    return part if compare_digest(told, _hash(part, provider_id, key)) else _MARK


def _hash(heard: str, provider_id: str, key: bytes) -> str:
    return blake2b(f"{provider_id}|{heard}".encode(), key=key, digest_size=16, person=b"heard").hexdigest()
