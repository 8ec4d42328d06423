"""``/signals`` and ``/signals/<ministry>/<id>``: readers look, editors and publishers record what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import NotFound

from gateway.access import open_to
from gateway.console.page import language_of_page, page
from gateway.console.places import is_within
from gateway.console.visitor import SEES_FIGURES, visitor
from gateway.console.words.signals import WORDS
from gateway.refusal import Refusal
from reports.words.numbers import short_date
from reports.words.signals import action_word

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from gateway.following.telling import Told
    from gateway.wiring import Gateway
    from storage.signals import Action

ACTORS = frozenset({"editor", "publisher"})
"""Who records what was done."""


def register(pages: Blueprint, gateway: Gateway) -> None:
    """Add the list and the page of one."""

    @open_to("person", roles=SEES_FIGURES)
    def signals() -> Response:
        """Open ones first, then those that were closed lately."""
        from gateway.following import telling

        language, offices = language_of_page(), []
        for key in visitor().ministries_as(SEES_FIGURES):
            told = [each for each in telling.of_ministry(gateway, key, language) if _shown(each)]
            still = [each for each in told if each.record.closed is None]
            closed = [each for each in told if each.record.closed is not None]
            offices.append((key, gateway.settings.ministries[key].name, still, closed))
        return page("signals/list.html", WORDS, offices=offices, **_writers(language))

    @open_to("person", roles=SEES_FIGURES)
    def signal(ministry: str, signal_id: int) -> Response:
        """The sentence of the report, and everything that was done since."""
        return _one(gateway, ministry, signal_id)

    @open_to("person", roles=ACTORS)
    def signal_acted(ministry: str, signal_id: int) -> Answer:
        """Record what was done; it closes the signal unless it is said to stay open."""
        from gateway.following.acting import Done, record

        _found(gateway, ministry, signal_id, act=True)
        form = request.form
        done = Done(form.get("kind", ""), form.get("note", ""), visitor().name, form.get("closes") == "yes")
        try:
            record(gateway, signal_id, done, ministry)
        except Refusal as refusal:
            return _one(gateway, ministry, signal_id, refusal)
        return redirect(url_for("console.signal", ministry=ministry, signal_id=signal_id, done="yes"), 303)

    address = "/signals/<ministry>/<int:signal_id>"
    pages.add_url_rule("/signals", "signals", signals)
    pages.add_url_rule(address, "signal", signal)
    pages.add_url_rule(address + "/actions", "signal_acted", signal_acted, methods=["POST"])


def _one(gateway: Gateway, ministry: str, signal_id: int, refusal: Refusal | None = None) -> Response:
    from reports.signals import ACTIONS

    told, done = _found(gateway, ministry, signal_id)
    language = language_of_page()
    may_act = _may_act(told) and told.record.closed is None
    return page(
        "signals/one.html", WORDS, 422 if refusal else 200, told=told, done=done, may_act=may_act, kinds=ACTIONS,
        refusal=refusal, said=request.form, of=gateway.settings.ministries[ministry].name, **_writers(language),
    )  # fmt: skip


def _found(gateway: Gateway, ministry: str, signal_id: int, *, act: bool = False) -> tuple[Told, list[Action]]:
    """A signal that the visitor may see, or act on. Raises ``NotFound``."""
    from gateway.following import telling

    found = telling.one(gateway, ministry, signal_id, language_of_page()) if signal_id < 2**63 else None
    if found is None or not (_may_act(found[0]) if act else _shown(found[0])):
        raise NotFound
    return found


def _shown(told: Told) -> bool:
    limits = visitor().limits(SEES_FIGURES, told.ministry)
    return is_within(limits, told.record.district, told.record.facility)


def _may_act(told: Told) -> bool:
    limits = visitor().limits(ACTORS, told.ministry)
    return is_within(limits, told.record.district, told.record.facility)


def _writers(language: str) -> dict[str, Any]:
    return {
        "date_of": lambda day: short_date(day, language),
        "action_of": lambda action: action_word(action, language),
    }
