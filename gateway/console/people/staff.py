"""``/people``: an administrator invites by a one-time link, gives and takes roles, disables, and lets somebody begin anew.

An administrator of some ministries sees who holds a role in them, and those who hold none yet; gives and takes roles of these
ministries alone; and disables or renews only whoever holds no role elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import NotFound

from gateway.access import open_to
from gateway.console import accounts
from gateway.console.page import page
from gateway.console.visitor import visitor
from gateway.console.words.people import WORDS
from gateway.refusal import Refusal
from storage import people
from storage.people import ROLES, Held
from storage.unit import Unit, reading

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from gateway.wiring import Gateway
    from storage.people import Person

ADMINISTRATORS = frozenset({"administrator"})
_ALL = "*"
"""How a form names every ministry."""


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the list, the invitation, and the page of one."""

    @open_to("person", roles=ADMINISTRATORS)
    def people_() -> Response:
        """Everybody whom the visitor looks after, and the form to invite one more."""
        return _list(gateway)

    @open_to("person", roles=ADMINISTRATORS)
    def person_invited() -> Answer:
        """Add somebody; their one-time link is shown once, here."""
        try:
            link = accounts.add(gateway, request.form.get("name", ""), [_asked(gateway)], visitor().name)
        except Refusal as refusal:
            return _list(gateway, refusal)
        return page("people/link.html", WORDS, link=link, name=accounts.checked_name(request.form["name"]))

    @open_to("person", roles=ADMINISTRATORS)
    def person(name: str) -> Response:
        """What somebody may do, and what can be done."""
        return _one(gateway, _found(gateway, name))

    @open_to("person", roles=ADMINISTRATORS)
    def person_changed(name: str) -> Answer:
        """Give or take a role, disable, renew: as the button says."""
        return _changed(gateway, _found(gateway, name), request.form.get("deed", ""))

    pages.add_url_rule("/people", "people", people_)
    pages.add_url_rule("/people", "person_invited", person_invited, methods=["POST"])
    pages.add_url_rule("/people/<name>", "person", person)
    pages.add_url_rule("/people/<name>", "person_changed", person_changed, methods=["POST"])


def _changed(gateway: Gateway, found: Person, deed: str) -> Answer:
    by = visitor().name
    try:
        if deed == "take" and found.name == by and request.form.get("role") == "administrator":
            raise Refusal("You cannot take this role from yourself.", "Ask another administrator.", code=1)
        if deed in ("give", "take"):
            accounts.change_roles(gateway, found.name, [_asked(gateway)], by, give=deed == "give")
        elif deed == "disable" and _is_ours(gateway, found):
            if found.name == by:
                raise Refusal("You cannot disable yourself.", "Ask another administrator.", code=1)
            accounts.disable(gateway, found.name, by)
        elif deed == "renew" and _is_ours(gateway, found):
            return page("people/link.html", WORDS, link=accounts.renew(gateway, found.name, by), name=found.name)
        else:
            raise NotFound
    except Refusal as refusal:
        return _one(gateway, found, refusal)
    return redirect(url_for("console.person", name=found.name, done="yes"), 303)


def _asked(gateway: Gateway) -> Held:
    """The role that a form names. Raises :class:`Refusal` where it is not the visitor's to give."""
    form = request.form
    ministry = form.get("ministry", "")
    if ministry not in _choices(gateway):
        raise Refusal("This ministry is not yours to give roles of.", "Choose one of those that are offered.")
    places = (form.get("district", "").strip()[:100], form.get("facility", "").strip()[:100])
    return Held("" if ministry == _ALL else ministry, form.get("role", ""), *places)


def _choices(gateway: Gateway) -> dict[str, str]:
    """The ministries of which the visitor gives roles: how a form names them -> their name."""
    names = {key: gateway.settings.ministries[key].name for key in visitor().ministries_as(ADMINISTRATORS)}
    return (names | {_ALL: ""}) if _is_of_all() else names


def _is_of_all() -> bool:
    return any(held.ministry == "" and held.role == "administrator" for held in visitor().person.roles)


def _is_seen(gateway: Gateway, person: Person) -> bool:
    mine = set(_choices(gateway))
    return _is_of_all() or not person.roles or any(held.ministry in mine for held in person.roles)


def _is_ours(gateway: Gateway, person: Person) -> bool:
    """Whether every role of somebody is one that the visitor could give."""
    mine = set(_choices(gateway))
    return _is_of_all() or all(held.ministry in mine for held in person.roles)


def _found(gateway: Gateway, name: str) -> Person:
    with reading(gateway.engine) as c:
        found = people.find(Unit(c), name)
    if found is None or not _is_seen(gateway, found):
        raise NotFound
    return found


def _list(gateway: Gateway, refusal: Refusal | None = None) -> Response:
    with reading(gateway.engine) as c:
        everyone = [each for each in people.everyone(Unit(c)) if _is_seen(gateway, each)]
    return page(
        "people/list.html", WORDS, 422 if refusal else 200, everyone=everyone, refusal=refusal, said=request.form,
        roles=ROLES, ministries=_choices(gateway), names=_names(gateway),
    )  # fmt: skip


def _one(gateway: Gateway, found: Person, refusal: Refusal | None = None) -> Response:
    mine = _choices(gateway)
    return page(
        "people/one.html", WORDS, 422 if refusal else 200, person=found, refusal=refusal, said=request.form, roles=ROLES,
        ministries=mine, names=_names(gateway), is_ours=_is_ours(gateway, found), is_self=found.name == visitor().name,
        takes={held for held in found.roles if (held.ministry or _ALL) in mine},
    )  # fmt: skip


def _names(gateway: Gateway) -> dict[str, str]:
    return {key: of.name for key, of in gateway.settings.ministries.items()}
