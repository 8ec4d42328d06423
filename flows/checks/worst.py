"""The longest value of every variable: place names of a list, words of a visit list, counts (survey language, section 8.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from flows.checks.inspection import Inspection
from flows.engine.knowing import variable_of
from flows.measure import first_foreign, measure, utf16_units
from flows.model import Column, Flow, Place, Texts, Wording
from flows.places.facilities import PlaceList
from flows.walk import question_count

A_REFERENCE = "7KQ4-M2"
A_LATE_DAY = "30/12"
A_WIDE_LETTER = "m"


class WorstValues:
    """What stands for the variables of a survey where it takes most room."""

    def __init__(self, inspection: Inspection) -> None:
        self.inspection = inspection
        self.flow: Flow = inspection.flow
        self._places: dict[str, Mapping[str, str]] = {}

    def places(self, language: str) -> Mapping[str, str]:
        """For every place question its longest name in a language, in the coding that any of them may need."""
        found = self._places.get(language)
        if found is None:
            kinds = ((question, question.kind) for question in self.flow.questions)
            found = self._places[language] = {
                variable_of(question.name): _longest_place(kind.places, question.if_unknown, language)
                for question, kind in kinds
                if isinstance(kind, Place)
            }
        return found

    @cached_property
    def visit(self) -> Mapping[str, str]:
        """For every column of the visit list that can be shown, the longest cell."""
        letter = self._letter
        return {f"visit.{column.name}": _longest_cell(column, letter) for column in self.flow.visit_columns.values()}

    @cached_property
    def _letter(self) -> str:
        """A letter of the survey's own coding: cells of the visit list may have no other."""
        flow = self.flow
        wordings = (flow.welcome, flow.welcome_without_visit, flow.thank_you, flow.thank_you_without_visit)
        return next(filter(None, map(first_foreign, _texts(wordings))), A_WIDE_LETTER)

    def has_visit(self, channel: str) -> bool:
        """True if somebody on this channel may have a visit."""
        invited = channel == "sms" and self.flow.starts.after_visit is not None
        return invited or self.flow.rules.use_visits_within is not None

    def answers_known(self, channel: str) -> bool:
        """True if the count of questions is longer for somebody whose visit answers all it can."""
        counts = [question_count(self.flow, channel, known) for known in (False, True)]
        return self.has_visit(channel) and len(counts[True]) > len(counts[False])


def _texts(wordings: Iterable[Wording | None]) -> Iterable[str]:
    for wording in wordings:
        for texts in (wording.texts, *wording.on.values()) if wording is not None else ():
            yield from texts.values()


def _longest_place(places: PlaceList, if_unknown: Texts | None, language: str) -> str:
    name, other = places.longest_name(language), (if_unknown or {}).get(language, "")
    if not name.ucs2 and measure(other)[1] == "GSM-7":
        return max(name.text, other, key=lambda text: measure(text)[0])
    longest = max(name.text, other, key=utf16_units)
    if first_foreign(longest):
        return longest
    return longest[:-1] + (first_foreign(other) or _foreign_of(places, language))


def _foreign_of(places: PlaceList, language: str) -> str:
    """The first letter of a list's names that needs UCS-2."""
    return next(filter(None, (first_foreign(facility.name_in(language)) for facility in places.facilities)), "")


def _longest_cell(column: Column, letter: str) -> str:
    return A_LATE_DAY if column.kind == "date" else letter * column.longest
