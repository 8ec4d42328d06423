"""A phone in the terminal: how a screen looks there, with what it uses of its room."""

from __future__ import annotations

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from flows.measure import SMS_JOINED, SMS_SINGLE, Budgets, fits, measure, sms_parts, ussd_units
from flows.talking.rehearsal import Shown

WIDTH = 42
"""Columns of the phone's frame."""

_NAMES = {"ussd": "USSD", "sms": "SMS", "call": "Call"}


def draw(shown: Shown, budgets: Budgets, console: Console) -> None:
    """Prints one screen or text in a small frame, its size below it, in red if it does not fit."""
    size = Text(room(shown, budgets), style="dim" if fits(shown.text, shown.channel, budgets) else "bold red")
    title = _NAMES[shown.channel] + (", the end" if shown.how == "end" else "")
    panel = Panel(Text(shown.text), title=title, title_align="left", subtitle=size, subtitle_align="right", width=WIDTH)
    console.print(panel)


def room(shown: Shown, budgets: Budgets) -> str:
    """``112 of 160, GSM-7`` for a screen with its prefix; ``83 of 160, 1 SMS, GSM-7`` for a text; the signs of a call's."""
    if shown.channel == "call":
        return f"{len(shown.text)} signs, no limit"
    if shown.channel == "sms":
        units, coding = measure(shown.text)
        parts = sms_parts(shown.text)
        most = SMS_SINGLE[coding] if parts == 1 else parts * SMS_JOINED[coding]
        return f"{units} of {most}, {parts} SMS, {coding}"
    units, coding = ussd_units(shown.text)
    return f"{units} of {budgets.ussd(coding)}, {coding}"


def as_dict(shown: Shown, budgets: Budgets) -> dict[str, object]:
    """One screen or text for a script, with its size."""
    told: dict[str, object] = {"how": shown.how, "text": shown.text}
    if shown.channel == "call":
        return told
    units, coding = ussd_units(shown.text) if shown.channel == "ussd" else measure(shown.text)
    told |= {"units": units, "coding": coding}
    return told | ({"parts": sms_parts(shown.text)} if shown.channel == "sms" else {"budget": budgets.ussd(coding)})
