"""What each callback beside the hops brings about, whether it has just come or has waited on disk."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import TYPE_CHECKING

import structlog

from flows.conversing.control import answer_to_control
from flows.state import Person
from gateway import numbers
from gateway.africastalking import callbacks
from gateway.conversing import converse_sms
from gateway.crashpoints import crash_at
from gateway.hooks.callback import Callback
from gateway.sending import receipts
from storage import call_ends
from storage.unit import unit

if TYPE_CHECKING:
    from gateway.config_sections import Channel
    from gateway.hooks.heard import IncomingText
    from gateway.wiring import Gateway

log = structlog.get_logger()


def take_in(gateway: Gateway, callback: Callback) -> None:
    """Let a callback do what it does; repeatable. Raises ``Unavailable`` while that cannot be stored, and what else breaks."""
    channel = gateway.settings.channels[callback.channel]
    with gateway.trouble:
        _KINDS[callback.kind](gateway, channel, callback)


def person_of(gateway: Gateway, callback: Callback) -> str:
    """The number that a callback is about, in one spelling; in memory only. Empty if it names none."""
    field = "from" if callback.kind == "sms" else "phoneNumber"
    if callback.kind == "ussd-ended" or not (raw := callbacks.number_of(callback.fields, field)):
        return ""
    return numbers.canonical(raw, numbers.calling_code(gateway.settings.channels[callback.channel].country))


def asks_for_silence(gateway: Gateway, text: IncomingText) -> bool:
    """Whether a text says STOP or DELETE, in any language that its sender may know the word from. Asks no database."""
    surveys = tuple(edition.flow for edition in gateway.published.listening(text.code))
    outcomes = (answer_to_control(Person(surveys=each), text.text) for each in (surveys, ()))
    return any(outcome is not None and outcome.opted == "out" for outcome in outcomes)


def _text(gateway: Gateway, channel: Channel, callback: Callback) -> None:
    text = callbacks.incoming_text(callback.fields)
    text = callbacks.with_id(text, _id_of(gateway, callback.fields))
    crash_at(gateway.settings, "a")
    if callback.fault:
        converse_sms.quarantine(gateway, channel, text, callback.fault, callback.at_ms)
    else:
        converse_sms.receive(gateway, channel, text, callback.at_ms, silent=callback.silent)


def _call_end(gateway: Gateway, channel: Channel, callback: Callback) -> None:
    """The aggregator says that a call is over: noted, and nothing else."""
    end = callbacks.call_end(callback.fields)
    with unit(gateway.engine) as u:
        call_ends.record(
            u,
            channel=channel.name,
            provider_id=end.provider_id,
            status=end.status,
            cost=end.cost,
            duration_ms=end.duration_ms,
            hops=end.hops,
            error=end.error,
            at_ms=callback.at_ms,
        )
        u.commit()


def _delivery(gateway: Gateway, channel: Channel, callback: Callback) -> None:
    receipts.receive(gateway, channel.name, callbacks.delivery_report(callback.fields, channel.country), callback.at_ms)


def _opt_out(gateway: Gateway, channel: Channel, callback: Callback) -> None:
    """Somebody told the aggregator never to be texted again."""
    if number := callbacks.opted_out(callback.fields, channel.country):
        receipts.opt_out(gateway, channel.name, number, callback.at_ms)


def _subscription(gateway: Gateway, channel: Channel, callback: Callback) -> None:
    """Somebody joined or left a paid subscription: we have none to keep, so it is only noted that one came."""
    log.info("subscription", channel=channel.name, joined=callbacks.subscription(callback.fields).joined)


_KINDS = {
    "sms": _text,
    "ussd-ended": _call_end,
    "delivery": _delivery,
    "opt-out": _opt_out,
    "subscription": _subscription,
}


def _id_of(gateway: Gateway, form: Mapping[str, str]) -> str:
    """An id for a text that came without one: the same fields, posted again, are the same text."""
    told = "\n".join(f"{name}={form[name]}" for name in sorted(form))
    return "made:" + hmac.digest(gateway.secrets.binding_key, told.encode(), hashlib.sha256).hex()
