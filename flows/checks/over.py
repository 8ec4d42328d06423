"""What is said of a screen or a text that is too long: by how much, and because of which letter, name or language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flows.checks.inspection import Inspection
from flows.checks.screens import Shown
from flows.engine.knowing import variable_of
from flows.measure import SMS_SINGLE, first_foreign, measure, sms_parts, ussd_units
from flows.model import Place

MOST_PARTS = 3
ON_CHANNEL = ("ask", "welcome", "welcome without a visit", "thank you", "thank you without a visit")
"""Keys that may have a shorter text for one channel."""


def over(inspection: Inspection, text: str) -> int:
    """How many units a USSD screen is over its budget; 0 or less if it fits."""
    units, coding = ussd_units(text)
    return units - inspection.budgets.ussd(coding)


def note(inspection: Inspection, code: str, shown: Shown, **words: object) -> None:
    name = inspection.language_name(shown.language)
    inspection.findings.add(
        code, shown.mark, question=shown.question, language=shown.language, channel=shown.channel, name=name, **words
    )


def too_long(inspection: Inspection, shown: Shown, text: str) -> None:
    """E520."""
    units, coding = ussd_units(text)
    key = f"{shown.key} on ussd" if shown.key in ON_CHANNEL else shown.key
    words = {"count": units, "limit": inspection.budgets.ussd(coding), "over": over(inspection, text), "key": key}
    note(inspection, "E520", shown, why=why(inspection, shown, text), **words)


def entry_too_long(inspection: Inspection, shown: Shown, entry: str, text: str) -> None:
    """E521 for an entry that does not fit a screen even alone; E520 if it is the question that takes the room."""
    if len(entry) * 2 < len(text):
        too_long(inspection, shown, text)
    else:
        note(inspection, "E521", shown, entry=entry, over=over(inspection, text))


def many_pages(inspection: Inspection, shown: Shown, pages: str) -> None:
    """W423."""
    note(inspection, "W423", shown, pages=pages)


def parts(inspection: Inspection, shown: Shown, text: str, what: str = "this text") -> None:
    """E522 or W523, if a text is more than one SMS."""
    count = sms_parts(text)
    if count == 1:
        return
    units, coding = measure(text)
    reason = why(inspection, shown, text)
    if count > MOST_PARTS:
        note(inspection, "E522", shown, what=what, parts=count, limit=MOST_PARTS, why=reason)
        return
    costs, limit = inspection.world.costs, SMS_SINGLE[coding]
    money = f", about {costs.of(count)} each time" if costs is not None else ""
    words = {"count": units, "limit": limit, "over": units - limit, "money": money, "why": reason}
    note(inspection, "W523", shown, what=what, parts=count, **words)


@dataclass(frozen=True, slots=True)
class Cause:
    """What takes room beside a text's own words: its longest ``name``, or a ``letter`` or a ``language`` in the long code.

    ``what`` is the name, the letter or the language; ``within`` the name in which the letter stands, if it is in one.
    """

    kind: Literal["name", "letter", "language"]
    what: str
    within: str = ""


_SAID = {
    "name": ": the longest name is *{what}*",
    "letter": ": the letter *{what}* needs the long code",
    "language": ": the language name *{what}* needs the long code",
}


def why(inspection: Inspection, shown: Shown, text: str) -> str:
    """The cause of :func:`cause` in words; empty if there is none."""
    found = cause(inspection, shown, text)
    if found is None:
        return ""
    if found.within:
        return f": the letter *{found.what}* in *{found.within}* needs the long code"
    return _SAID[found.kind].format(what=found.what)


def cause(inspection: Inspection, shown: Shown, text: str) -> Cause | None:
    """What makes a text so long beside its own words; ``None`` if nothing does."""
    letter = first_foreign(text)
    if not letter:
        longest = max(shown.fillings.values(), key=len, default="")
        return Cause("name", longest) if longest else None
    languages = [name for code, name in inspection.flow.languages.items() if code != shown.language and letter in name]
    others = text
    for name in (*languages, *shown.fillings.values()):
        others = others.replace(name, "")
    if first_foreign(others):
        return None if _is_own_script(others) else Cause("letter", first_foreign(others))
    if languages:
        return Cause("language", languages[0])
    return Cause("letter", letter, _name_with(inspection, shown, letter))


def _name_with(inspection: Inspection, shown: Shown, letter: str) -> str:
    """A place with this letter in its name, else the filling that has it."""
    for question in inspection.flow.questions:
        if isinstance(question.kind, Place) and variable_of(question.name) in shown.fillings:
            names = (facility.name_in(shown.language) for facility in question.kind.places.facilities)
            found = next((name for name in names if letter in name), "")
            if found:
                return found
    return next((value for value in shown.fillings.values() if letter in value), "")


def _is_own_script(text: str) -> bool:
    """True if a text is written in letters that need UCS-2, not just sprinkled with a few."""
    letters = [sign for sign in text if sign.isalpha()]
    return sum(1 for sign in letters if first_foreign(sign)) * 3 > len(letters)
