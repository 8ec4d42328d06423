"""Whether the keys of this process are those of its database: another or a missing one is refused before it does harm.

Under another index key nobody would be found again, and who asked never to be texted would be texted.
"""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING

import structlog

from gateway.refusal import Refusal
from storage import keys
from storage.keys import fingerprint
from storage.unit import StorageFault, reading, unit

if TYPE_CHECKING:
    from gateway.secrets import Secrets
    from gateway.wiring import Gateway

log = structlog.get_logger()

AGAIN_S = 2.0
"""How often a database that was away at the start is asked for again."""

NUMBER = "number "
"""How the mark of a key that seals numbers begins; its id follows."""
INDEX, BINDING = "index", "binding"


def check(gateway: Gateway) -> None:
    """Hold the keys against the fingerprints that the database kept of them, and keep those that are new.

    Raises :class:`Refusal` (code 1) where a key is another one or missing, and ``StorageFault``.
    """
    ours = marks_of(gateway.secrets)
    with reading(gateway.engine) as c:
        kept, used = keys.marks(c), keys.ids_in_contacts(c)
        new = [name for name in _used_from_now_on(gateway.secrets) if name not in kept]
        opens = not new or keys.opens_newest(c, gateway.vault)
    missing = {name for name in kept if name not in ours} | {NUMBER + i for i in used if NUMBER + i not in ours}
    others = {name for name, mark in ours.items() if kept.get(name, mark) != mark}
    if missing or others or not opens:
        raise _refusal(gateway.secrets, missing, others)
    _keep(gateway, {name: ours[name] for name in new})


def checked(gateway: Gateway) -> Gateway:
    """The same gateway, for a process that starts. Where its database is away, it is checked as soon as it is back, and the
    process ends if its keys are wrong."""
    try:
        check(gateway)
    except StorageFault as fault:
        log.warning("keys not checked at the start", fault=type(fault).__name__)
        threading.Thread(target=_check_later, args=(gateway,), name="keys", daemon=True).start()
    return gateway


def _check_later(gateway: Gateway) -> None:
    while True:
        time.sleep(AGAIN_S)
        try:
            check(gateway)
        except StorageFault:
            continue
        except Refusal as refusal:
            log.critical("keys refused", reason=refusal.sentence)
            os._exit(refusal.code)
        return


def marks_of(secrets: Secrets) -> dict[str, str]:
    """The name of every key of this process -> its fingerprint."""
    numbers = {NUMBER + key_id: fingerprint(key) for key_id, key in secrets.number_keys.items()}
    return {**numbers, INDEX: fingerprint(secrets.index_key), BINDING: fingerprint(secrets.binding_key)}


def _used_from_now_on(secrets: Secrets) -> tuple[str, ...]:
    """Those under which something may be written: a key that only opens is kept once it seals."""
    return NUMBER + secrets.current_key, INDEX, BINDING


def _keep(gateway: Gateway, new: dict[str, str]) -> None:
    if not new:
        return
    with unit(gateway.engine) as u:
        others = {name for name, mark in new.items() if keys.mark(u, name, mark, gateway.now_ms()) != mark}
        u.commit()
    if others:  # another process, with other keys, was first
        raise _refusal(gateway.secrets, set(), others)


def _refusal(secrets: Secrets, missing: set[str], others: set[str]) -> Refusal:
    parts = [f"the {_told(name)} is missing" for name in sorted(missing)]
    parts += [f"the {_told(name)} is another one" for name in sorted(others)]
    found = "; ".join(parts) or "they do not open the numbers in it"
    return Refusal(
        f"These keys are not those of this database: {found}.",
        "Give back the keys that belong to it (var/secrets, or the variables that config.yaml names under secrets). "
        "A key that sealed numbers may only be taken away after `gateway keys rotate`.",
        code=1,
    )


def _told(name: str) -> str:
    return f"number key “{name.removeprefix(NUMBER)}”" if name.startswith(NUMBER) else f"{name} key"
