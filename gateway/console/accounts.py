"""What can be done with the people of the console, by command and by page alike: each deed one transaction, and audited."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from gateway.console import credentials
from gateway.console.credentials import token_digest
from gateway.refusal import Refusal
from storage import audit, people, signins
from storage.people import ROLES, Held
from storage.unit import unit

if TYPE_CHECKING:
    from gateway.wiring import Gateway
    from storage.people import Person
    from storage.unit import Unit

LINK_MS = 48 * 3_600_000
"""How long a one-time link may be used."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._+@-]{1,63}")


def first_link(gateway: Gateway) -> str | None:
    """The address by which the first person is made; ``None`` where somebody is there already. Earlier ones end."""
    with unit(gateway.engine) as u:
        if not people.is_empty(u):
            return None
        address = _offered(gateway, u, None)
        u.commit()
    return address


def add(gateway: Gateway, name: str, roles: Collection[Held], by: str) -> str:
    """Add a person; returns the one-time address by which they set their passphrase. Raises :class:`Refusal`."""
    name, at_ms = checked_name(name), gateway.now_ms()
    _check_roles(gateway, roles)
    with unit(gateway.engine) as u:
        person_id = people.add(u, name, at_ms)
        if person_id is None:
            raise Refusal(f"There is a person “{name}” already.", "Choose another name, or give them roles.", code=1)
        people.grant(u, person_id, roles)
        address = _offered(gateway, u, person_id)
        audit.append(u, actor=by, action="person added", subject=name, at_ms=at_ms, detail={"roles": _told(roles)})
        u.commit()
    return address


def change_roles(gateway: Gateway, name: str, roles: Collection[Held], by: str, *, give: bool) -> int:
    """Give or take roles; returns how many changed. Who loses one is signed out. Raises :class:`Refusal`."""
    if give:
        _check_roles(gateway, roles)
    with unit(gateway.engine) as u:
        person, at_ms = _known(u, name), gateway.now_ms()
        changed = (people.grant if give else people.withdraw)(u, person.id, roles)
        if changed:
            signins.end_all(u, person.id, at_ms)
            action = "roles given" if give else "roles taken"
            audit.append(u, actor=by, action=action, subject=person.name, at_ms=at_ms, detail={"roles": _told(roles)})
        u.commit()
    return changed


def disable(gateway: Gateway, name: str, by: str) -> bool:
    """Let somebody sign in no more, from this moment on; false if that was so. Raises :class:`Refusal`."""
    with unit(gateway.engine) as u:
        person, at_ms = _known(u, name), gateway.now_ms()
        signins.withdraw_links(u, person.id)
        changed = people.disable(u, person.id, at_ms)
        if changed:
            audit.append(u, actor=by, action="person disabled", subject=person.name, at_ms=at_ms)
        u.commit()
    return changed


def renew(gateway: Gateway, name: str, by: str) -> str:
    """Let somebody begin anew: passphrase and second factor are gone, they may sign in again, and get a one-time address."""
    with unit(gateway.engine) as u:
        person, at_ms = _known(u, name), gateway.now_ms()
        people.enable(u, person.id)
        people.set_passphrase(u, person.id, "")
        people.drop_factor(u, person.id)
        signins.end_all(u, person.id, at_ms)
        address = _offered(gateway, u, person.id)
        audit.append(u, actor=by, action="person begins anew", subject=person.name, at_ms=at_ms)
        u.commit()
    return address


def checked_name(said: str) -> str:
    """A name as it is kept. Raises :class:`Refusal`."""
    name = said.strip().casefold()
    if not _NAME.fullmatch(name):
        raise Refusal("This cannot be a name.", "Two to 64 letters, digits and . _ + @ -, such as palesa or a mail address.")
    return name


def everywhere(*roles: str) -> list[Held]:
    """Roles for every ministry of this gateway."""
    return [Held("", role) for role in roles]


FIRST = everywhere("publisher", "administrator")
"""What the first person may do."""


def _offered(gateway: Gateway, u: Unit, person_id: int | None) -> str:
    token = credentials.new_token()
    signins.offer_link(u, token_digest(token), person_id, gateway.now_ms() + LINK_MS)
    return f"{gateway.settings.web.public_url}/welcome/{token}"


def _known(u: Unit, name: str) -> Person:
    person = people.find(u, name.strip().casefold())
    if person is None:
        raise Refusal(f"There is no person “{name}”.", "“gateway users list” shows everybody.", code=1)
    return person


def _check_roles(gateway: Gateway, roles: Collection[Held]) -> None:
    known = gateway.settings.ministries
    for held in roles:
        if held.role not in ROLES:
            raise Refusal(f"There is no role “{held.role}”.", f"There are: {', '.join(ROLES)}.")
        if held.ministry and held.ministry not in known:
            raise Refusal(f"There is no ministry “{held.ministry}”.", f"There are: {', '.join(sorted(known))}.")


def _told(roles: Collection[Held]) -> list[list[str]]:
    return [[one.ministry or "all", one.role, one.district, one.facility] for one in sorted(roles)]
