"""The register of a ministry's places: the lists of its surveys together, one code one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flows.model import Flow
from flows.places import Facility, PlaceList
from reports.figures import district_of, facility_question_of, shape_of
from reports.night.evidence import Place


def register_of(flows: Iterable[Flow]) -> dict[str, Place]:
    """Every place that a survey asks for, by its code; where lists differ, as the last of the versions has it."""
    register: dict[str, Place] = {}
    for places in _lists(flows):
        for facility in places.facilities:
            register[facility.code] = _place(places, facility)
    return dict(sorted(register.items()))


def _lists(flows: Iterable[Flow]) -> list[PlaceList]:
    """The lists of the facility questions, each once, in the order of the versions."""
    found = [shape_of(flow).places for flow in flows if facility_question_of(flow) is not None]
    return list({id(places): places for places in found}.values())


def _place(places: PlaceList, facility: Facility) -> Place:
    district = district_of(places, facility.code)
    names: Mapping[str, str] = {"": facility.name, **facility.names}
    told = places.translations.get((places.columns[0], district), {}) if places.columns else {}
    return Place(facility.code, names, district, {"": district, **told}, facility.closed)
