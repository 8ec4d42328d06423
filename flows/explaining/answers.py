"""How each kind of question can be answered, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flows import phrases
from flows.explaining.page import View, counted, joined
from flows.model import Choice, Consent, Date, Kind, Message, Number, Phone, Place, Rating, Text, YesNo
from flows.words import word

_PURPOSES = {
    "call back": "being called back",
    "quote my words": "having their words quoted",
    "later surveys": "being asked again in later surveys",
}


def how(view: View, kind: Kind) -> str:
    """What people can answer, as a sentence without its full stop."""
    return _HOW[type(kind)](view, kind)


def _choice(view: View, kind: Choice) -> str:
    labels = [f"“{view.label(option.label, option.name)}”" for option in kind.options]
    return f"They choose one of {joined(labels, 'or')}"


def _rating(view: View, kind: Rating) -> str:
    return f"They give a number from {_end(view, kind, low=True)} to {_end(view, kind, low=False)}{_unsure(view, kind)}"


def _number(view: View, kind: Number) -> str:
    return f"They give a number from {kind.low:,} to {kind.high:,}{_unit(view, kind)}"


def _text(view: View, kind: Text) -> str:
    return f"They answer in their own words, up to {counted(kind.longest, 'sign')}"


def _date(view: View, kind: Date) -> str:
    return f"They give a day, from {phrases.day(kind.earliest)} to {phrases.day(kind.latest)}"


def _consent(view: View, kind: Consent) -> str:
    return f"They answer {_yes_or_no(view)}; yes is their consent to {_PURPOSES.get(kind.purpose, kind.purpose)}"


def _yes_or_no(view: View) -> str:
    yes, no = (word(view.flow, name, view.language) for name in ("yes", "no"))
    return f"“{yes}” or “{no}”"


def _end(view: View, kind: Rating, *, low: bool) -> str:
    words = view.label(kind.lowest if low else kind.highest)
    return f"{kind.low if low else kind.high}{f' (“{words}”)' if words else ''}"


def _unsure(view: View, kind: Rating) -> str:
    return f", or “{word(view.flow, 'dont_know', view.language)}”" if kind.do_not_know else ""


def _unit(view: View, kind: Number) -> str:
    unit = view.label(kind.unit)
    decimals = f", with up to {counted(kind.decimals, 'digit')} behind the point" if kind.decimals else ""
    return f" ({unit}){decimals}" if unit else decimals


def _place(view: View, kind: Place) -> str:
    """``They name a place of lists/clinics.csv (21 places): they type its code, or choose district and name``."""
    columns = [step.column for step in kind.steps]
    code, below = columns[0] == "code", [column for column in columns if column != "code"]
    chosen = f"choose or type {joined(below)}" if below else ""
    ways = " or ".join(filter(None, ("type its code" if code else "", chosen)))
    open_places = len(kind.places.open)
    size = f" ({counted(open_places, 'place')})" if open_places else ""
    other = f", or answer “{word(view.flow, 'elsewhere', view.language)}”" if kind.elsewhere else ""
    asked = ", ".join(view.quote(view.label(step.ask)) for step in kind.steps)
    return f"They name a place of the list {kind.list}{size}: they {ways}{other}. The steps are asked so: {asked}"


_HOW: dict[type, Callable[[View, Any], str]] = {
    Choice: _choice,
    YesNo: lambda view, kind: f"They answer {_yes_or_no(view)}",
    Rating: _rating,
    Number: _number,
    Text: _text,
    Place: _place,
    Date: _date,
    Phone: lambda view, kind: "They give a phone number: the one they use now, or another",
    Consent: _consent,
    Message: lambda view, kind: "Nothing is asked here",
}
