"""Lists that wait: between being looked at and agreed to, and between being agreed to and stored. On disk they are sealed.

A list is *offered* for an hour to whoever handed it in. *Agreed* to, it has its upload and its file is named after it, so that
a worker, or the clock where none is rung for, takes it in; killed anywhere that goes on where it was cut off.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets as luck
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gateway.refusal import Refusal
from gateway.visits.desk import desk_of
from gateway.visits.examine import examine
from gateway.visits.load import as_of_ms, begin, take_in
from gateway.visits.table import ListFile, read_list
from storage import uploads
from storage.unit import reading

if TYPE_CHECKING:
    from gateway.visits.desk import Desk
    from gateway.visits.examine import Examined
    from gateway.wiring import Gateway

HOUR_MS = 3_600_000
LARGEST, MOST_ROWS = 5_000_000, 50_000
"""Of a list that comes through a page; larger ones are handed in by command."""
_OFFERED, _AGREED = ".offered", ".agreed"
_NONCE = 12


log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Parked:
    """A list as it was handed in, and by whom for which survey."""

    ministry: str
    survey: str
    by: str
    listed: ListFile


def offer(gateway: Gateway, ministry: str, survey: str, by: str, raw: bytes) -> str:
    """Keep a list until it is agreed to; the word by which whoever handed it in finds it. Raises :class:`Refusal`."""
    if len(raw) > LARGEST:
        raise Refusal("The list is larger than 5 MB.", "Hand it in in parts.", code=1)
    listed = read_list(raw)
    if len(listed.lines) > MOST_ROWS:
        raise Refusal(f"The list has more than {MOST_ROWS:,} rows.", "Hand it in in parts.", code=1)
    token = luck.token_urlsafe(32)
    name = _name_of(token)
    head = json.dumps({"ministry": ministry, "survey": survey, "by": by, "at_ms": gateway.now_ms()}).encode()
    _write(gateway, name, head + b"\n" + raw)
    return token


def offered(gateway: Gateway, token: str, ministry: str, survey: str, by: str) -> Parked | None:
    """The list of a word, for whoever handed it in; ``None`` if there is none, or it waited for more than an hour."""
    found = _read(gateway, _name_of(token))
    if found is None or gateway.now_ms() - found[1] > HOUR_MS:
        return None
    parked = found[0]
    return parked if (parked.ministry, parked.survey, parked.by) == (ministry, survey, by) else None


def look(gateway: Gateway, desk: Desk, listed: ListFile) -> Examined:
    """Every row read, as it will be when it is stored."""
    return examine(desk, listed.header, listed.lines, as_of_ms(gateway, desk, listed.sha256))


def agree(gateway: Gateway, desk: Desk, token: str, parked: Parked, rows: int) -> int:
    """Let a list be taken in from now on; its upload. Raises :class:`Refusal` where nobody could ever be asked."""
    upload = begin(gateway, desk, rows, parked.listed.sha256, parked.by)
    found = _opened(gateway, _name_of(token))
    if found is not None:
        _write(gateway, f"{upload.id}{_AGREED}", found)
        withdraw(gateway, token)
    gateway.bell.ring("list", upload.id)
    return upload.id


def withdraw(gateway: Gateway, token: str) -> None:
    """Forget a list that was offered."""
    (_folder(gateway) / _name_of(token)).unlink(missing_ok=True)


def take(gateway: Gateway, upload_id: int) -> bool:
    """Take in the list of an upload; false if there is none. It may be called again, and by several at once."""
    name = f"{upload_id}{_AGREED}"
    found = _read(gateway, name)
    if found is None:
        return False
    parked = found[0]
    with reading(gateway.engine) as c:
        is_done = uploads.get(c, upload_id).done_at_ms is not None
    if not is_done:
        try:
            desk = desk_of(gateway, parked.ministry, parked.survey)
            examined = look(gateway, desk, parked.listed)
            take_in(gateway, desk, examined, sha256=parked.listed.sha256, received_from=parked.by)
        except Refusal as refusal:  # the survey was published otherwise meanwhile: handed in again, the list is looked at anew
            log.warning("list refused", row=upload_id, reason=refusal.sentence)
    (_folder(gateway) / name).unlink(missing_ok=True)
    return True


def sweep(gateway: Gateway) -> int:
    """Ring for the lists that were agreed to, or take them in here; forget those that nobody agreed to. Gives how many."""
    swept = 0
    for name in _names(gateway):
        if name.endswith(_OFFERED):
            found = _read(gateway, name)
            if found is None or gateway.now_ms() - found[1] > HOUR_MS:
                (_folder(gateway) / name).unlink(missing_ok=True)
        else:
            upload_id = int(name.removesuffix(_AGREED))
            swept += gateway.bell.ring("list", upload_id) or take(gateway, upload_id)
    return swept


# --- the sealed files --------------------------------------------------------------------------------------------------------


def _folder(gateway: Gateway) -> Path:
    return gateway.settings.var / "lists"


def _name_of(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest() + _OFFERED


def _names(gateway: Gateway) -> Iterator[str]:
    try:
        found = sorted(os.listdir(_folder(gateway)))
    except FileNotFoundError:
        return
    yield from (name for name in found if name.endswith((_OFFERED, _AGREED)))


def _cipher(gateway: Gateway) -> AESGCM:
    return AESGCM(hmac.digest(gateway.secrets.binding_key, b"lists that wait", hashlib.sha256))


def _write(gateway: Gateway, name: str, content: bytes) -> None:
    folder, nonce = _folder(gateway), os.urandom(_NONCE)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = folder / f".{name}.{os.getpid()}"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(nonce + _cipher(gateway).encrypt(nonce, content, name.encode()))
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(folder / name)


def _opened(gateway: Gateway, name: str) -> bytes | None:
    try:
        sealed = (_folder(gateway) / name).read_bytes()
        return _cipher(gateway).decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
    except (FileNotFoundError, InvalidTag, ValueError):
        return None


def _read(gateway: Gateway, name: str) -> tuple[Parked, int] | None:
    content = _opened(gateway, name)
    if content is None:
        return None
    head, _, raw = content.partition(b"\n")
    said = json.loads(head)
    return Parked(said["ministry"], said["survey"], said["by"], read_list(raw)), said["at_ms"]
