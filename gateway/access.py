"""Who may enter at which address: said at every view, so that a guard can find the one where it was forgotten."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from flask import Flask

Who = Literal["everybody", "aggregator", "ministry token", "half signed in", "person"]
"""``everybody``: no secret asked, nothing told that is one. ``aggregator``: the secret of the channel stands in the address.
``ministry token``: a ministry's own system, by a bearer token in the header. ``half signed in``: somebody whose passphrase was
right and whose second factor may still be missing. ``person``: somebody who is signed in and holds one of the roles; where the
address names a ministry, of that one."""

View = TypeVar("View", bound=Callable[..., Any])

_MARK, _RULE = "open_to", "open_to_rule"


@dataclass(frozen=True, slots=True)
class Door:
    """Who may enter at a view. ``roles`` are empty where any role will do."""

    who: Who
    roles: frozenset[str] = frozenset()


def open_to(who: Who, roles: Collection[str] = ()) -> Callable[[View], View]:
    """Mark a view with who may enter; a person's ``roles`` are those of which one is enough, empty: any of them."""
    if roles and who != "person":
        raise ValueError(f"{who} holds no roles")

    def mark(view: View) -> View:
        setattr(view, _MARK, who)
        setattr(view, _RULE, Door(who, frozenset(roles)))
        return view

    return mark


def door_of(view: Callable[..., Any] | None) -> Door | None:
    """What a view was marked with; ``None`` where nobody has said."""
    found: Door | None = getattr(view, _RULE, None)
    return found


def who_may_enter(app: Flask) -> dict[str, str]:
    """Every rule of an application, its front's among them -> who may enter; empty where nobody has said."""
    views = {str(rule): app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}
    views |= getattr(app.wsgi_app, "rules", {})
    return {rule: getattr(view, _MARK, "") for rule, view in views.items()}
