"""A phone in the terminal: how a screen looks there, with what it uses of its room."""

from __future__ import annotations

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from flows.measure import SMS_JOINED, SMS_SINGLE, Budgets, fits, measure, sms_parts, ussd_units
from flows.rehearsal import Shown

WIDTH = 42
"""Columns of the phone's frame."""


def draw(shown: Shown, budgets: Budgets, console: Console) -> None:
    """Prints one screen or text in a small frame, its size below it, in red if it does not fit."""
    size = Text(room(shown, budgets), style="dim" if _fits(shown, budgets) else "bold red")
    title = {"show": "USSD", "end": "USSD, the end", "text": "SMS"}[shown.how]
    panel = Panel(Text(shown.text), title=title, title_align="left", subtitle=size, subtitle_align="right", width=WIDTH)
    console.print(panel)


def room(shown: Shown, budgets: Budgets) -> str:
    """``112 of 160, GSM-7`` for a screen with its prefix; ``83 of 160, 1 SMS, GSM-7`` for a text."""
    if shown.how == "text":
        units, coding = measure(shown.text)
        parts = sms_parts(shown.text)
        most = SMS_SINGLE[coding] if parts == 1 else parts * SMS_JOINED[coding]
        return f"{units} of {most}, {parts} SMS, {coding}"
    units, coding = ussd_units(shown.text)
    return f"{units} of {budgets.ussd(coding)}, {coding}"


def _fits(shown: Shown, budgets: Budgets) -> bool:
    return fits(shown.text, "sms" if shown.how == "text" else "ussd", budgets)


def as_dict(shown: Shown, budgets: Budgets) -> dict[str, object]:
    """One screen or text for a script, with its size."""
    if shown.how == "text":
        units, coding = measure(shown.text)
        return {"how": "text", "text": shown.text, "units": units, "coding": coding, "parts": sms_parts(shown.text)}
    units, coding = ussd_units(shown.text)
    size = {"units": units, "coding": coding, "budget": budgets.ussd(coding)}
    return {"how": shown.how, "text": shown.text, **size}
