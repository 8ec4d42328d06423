"""What the aggregator last told us, channel by channel and kind by kind, and whether that is longer ago than usual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gateway.config_sections import Channel
from gateway.doctor.finding import Finding, bad, warning, well
from gateway.doctor.patient import Patient
from gateway.doctor.spans import span
from gateway.watching import silence
from storage import beats

PART = "Channels"

KINDS = {
    "ussd": "call",
    "sms": "incoming text",
    "delivery": "delivery report",
    "ussd-ended": "end of a call",
    "opt-out": "opt-out",
    "subscription": "subscription",
}
"""Kind of callback -> what one of them tells."""


def callbacks(patient: Patient) -> Iterator[Finding]:
    """Of each channel, the last callback of each kind."""
    gateway = patient.gateway
    assert gateway is not None
    with patient.look() as u:
        signs = beats.all_beats(u)
        gateway.published.refresh(u.connection)
    for channel in gateway.settings.channels.values():
        if patient.channel in ("", channel.name):
            yield from _of_channel(patient, channel, signs)


def _of_channel(patient: Patient, channel: Channel, signs: Mapping[str, int]) -> Iterator[Finding]:
    gateway = patient.gateway
    assert gateway is not None
    silent = set(silence.silent_kinds(gateway, channel, signs))
    if not any(f"hook {channel.name} {kind}" in signs for kind in KINDS):
        yield _never(channel)
        return
    for kind, told in KINDS.items():
        what, last_at_ms = f"{channel.name} {kind}", signs.get(f"hook {channel.name} {kind}")
        if last_at_ms is None:
            yield well(PART, what, f"No {told} has come yet.")
            continue
        ago = f"The last {told} came {span(max(0, patient.now_ms() - last_at_ms) / 1000)} ago"
        if kind in silent:
            remedy = "Try it with a phone. If nothing comes, compare gateway hooks with the addresses on the dashboard."
            hours = gateway.settings.watch.silence_after_h
            yield bad(PART, what, f"{ago}; {hours} hours of daylight without one are unusual.", remedy)
        else:
            yield well(PART, what, f"{ago}.")


def _never(channel: Channel) -> Finding:
    sentence = f"Nothing has ever come in on channel {channel.name} ({channel.environment})."
    if channel.environment == "stub":
        return well(PART, channel.name, sentence + " It belongs to the fake aggregator.")
    remedy = "Paste the addresses of gateway hooks into the aggregator's dashboard, then dial or text a code."
    return warning(PART, channel.name, sentence, remedy)
