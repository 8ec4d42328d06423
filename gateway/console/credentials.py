"""Passphrases, second factors, recovery codes and tokens: made, kept as what cannot be turned back, and compared.

Passphrases by argon2id with the least that OWASP's cheat sheet on password storage names for it (19 MiB, two passes), at most
two at a time: the same process answers citizens. Second factors by RFC 6238, thirty seconds and six digits. Each library is
loaded when it is first needed: a web process that only answers citizens never pays for it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets as luck
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from gateway.console.obvious import is_obvious
from gateway.wiring import SIGNS

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST, MOST = 12, 200
"""Signs of a passphrase."""
_DIFFERENT = 5
STEP_S = 30
CODES = 10
"""Recovery codes that somebody is given."""
ISSUER = "Citizen feedback"
_AT_ONCE = BoundedSemaphore(2)


def fault_of(passphrase: str, again: str, name: str) -> str:
    """Why a passphrase cannot be taken, as a key of the words of signing in; empty if it can."""
    if len(passphrase) < LEAST:
        return "too short"
    if len(passphrase) > MOST:
        return "too long"
    if len(set(passphrase.casefold())) < _DIFFERENT or (name and passphrase.casefold().replace(name, "") == ""):
        return "too simple"
    if is_obvious(passphrase, name):
        return "too simple"
    return "" if passphrase == again else "not the same"


def hashed(passphrase: str) -> str:
    """What is kept of a passphrase."""
    with _AT_ONCE:
        return _hasher().hash(passphrase)


def fits(passphrase: str, kept: str) -> bool:
    """Whether a passphrase is the one that was kept; takes as long where none was."""
    from argon2.exceptions import VerificationError

    try:
        with _AT_ONCE:
            return _hasher().verify(kept or _nobodys(), passphrase) and bool(kept)
    except VerificationError:
        return False


def new_secret() -> str:
    """The secret of a second factor, in letters that can be typed: 160 bits."""
    import pyotp

    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """What an authenticator reads from the drawing."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def drawing(secret: str, name: str) -> str:
    """The same as a QR code: an SVG in an address of its own, dark on white whatever is around it."""
    import segno

    drawn: str = segno.make(address(secret, name), error="m").svg_data_uri(scale=5, border=4, light="white", dark="black")
    return drawn


def step_of(code: str, secret: str, at_ms: int) -> int | None:
    """The step of time whose code this is, one step early or late included; ``None`` if it is none."""
    import pyotp

    said, now, totp = "".join(code.split()), at_ms // 1000 // STEP_S, pyotp.TOTP(secret)
    fitting = [step for step in (now - 1, now, now + 1) if _same(totp.at(step * STEP_S), said)]
    return fitting[0] if fitting else None


def new_codes() -> list[str]:
    """Recovery codes, each of 49 bits, to be written down."""
    words = ["".join(luck.choice(SIGNS) for _ in range(10)) for _ in range(CODES)]
    return [f"{word[:5]}-{word[5:]}" for word in words]


def code_digest(key: bytes, person_id: int, code: str) -> str:
    """What is kept of a recovery code, under a key that is not in the database."""
    bare = "".join(sign for sign in code.upper() if sign.isalnum())
    return hmac.digest(key, f"recovery code {person_id} {bare}".encode("utf-8", "replace"), hashlib.sha256).hex()


def new_token() -> str:
    """256 random bits that can stand in an address or a cookie."""
    return luck.token_urlsafe(32)


def token_digest(token: str) -> str:
    """What is kept of a token that somebody holds; 256 random bits need no salt."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode("utf-8", "replace"))


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


@cache
def _nobodys() -> str:
    return _hasher().hash(new_token())
