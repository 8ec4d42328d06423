"""Who is looking at a page of the console, and what they may do where."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flask import g

from storage.people import Held, Person

SEES_FIGURES = frozenset({"reader", "editor", "publisher"})
"""Roles that may see reports, counts and signals of their ministry."""
OBLIGED = frozenset({"publisher", "administrator"})
"""Roles that need a second factor."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is signed in. ``ministries`` are all keys of this gateway."""

    person: Person
    signin_id: int
    second_factor: bool
    ministries: tuple[str, ...]

    @property
    def name(self) -> str:
        """For the audit, and for what stands beside a deed."""
        return self.person.name

    @property
    def needs_factor(self) -> bool:
        """Whether they must still tell a code before they may enter."""
        return not self.second_factor and (self.person.has_second_factor or is_obliged(self.person))

    def held(self, ministry: str) -> tuple[Held, ...]:
        """The roles that they hold of a ministry."""
        if ministry not in self.ministries:
            return ()
        return tuple(one for one in self.person.roles if one.ministry in ("", ministry))

    def may(self, roles: Collection[str], ministry: str) -> bool:
        """Whether one of the roles is theirs for a ministry (no roles named: any), limited to a place or not."""
        return any(not roles or one.role in roles for one in self.held(ministry))

    def ministries_as(self, roles: Collection[str] = ()) -> list[str]:
        """The ministries for which they hold one of the roles, in the order of config.yaml."""
        return [ministry for ministry in self.ministries if self.may(roles, ministry)]

    def limits(self, roles: Collection[str], ministry: str) -> frozenset[tuple[str, str]] | None:
        """(district, facility) pairs that they may see as one of the roles; ``None``: all of the ministry."""
        places = {(one.district, one.facility) for one in self.held(ministry) if one.role in roles}
        return None if ("", "") in places else frozenset(places)


def is_obliged(person: Person) -> bool:
    """Whether a person may not enter without a second factor."""
    return any(held.role in OBLIGED for held in person.roles)


def visitor() -> Visitor:
    """Who is signed in; only where the view is open to a person."""
    found: Visitor = g.visitor
    return found
