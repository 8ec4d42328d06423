"""Who may enter at which address: said at every view, so that a guard can find the one where it was forgotten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from flask import Flask

Who = Literal["everybody", "aggregator", "ministry token"]
"""``everybody``: no secret asked, nothing told that is one. ``aggregator``: the secret of the channel stands in the address.
``ministry token``: a ministry's own system, by a bearer token in the header."""

View = TypeVar("View", bound=Callable[..., Any])

_MARK = "open_to"


def open_to(who: Who) -> Callable[[View], View]:
    """Mark a view with who may enter."""

    def mark(view: View) -> View:
        setattr(view, _MARK, who)
        return view

    return mark


def who_may_enter(app: Flask) -> dict[str, str]:
    """Every rule of an application, its front's among them -> who may enter; empty where nobody has said."""
    views = {str(rule): app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}
    views |= getattr(app.wsgi_app, "rules", {})
    return {rule: getattr(view, _MARK, "") for rule, view in views.items()}
