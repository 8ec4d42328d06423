"""How much room every wording of a draft leaves: on the phone menu and as a text message, at its longest, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from flows.checks.inspection import Inspection, World
from flows.checks.lengths import MEASURED
from flows.checks.over import MOST_PARTS, Cause, cause
from flows.checks.screens import Screens, Shown
from flows.checks.worst import WorstValues
from flows.measure import SMS_JOINED, SMS_SINGLE, measure, sms_parts, ussd_units
from flows.reading.findings import Findings
from flows.reading.survey import Draft
from flows.screen import MOST_ON_ONE_PAGE, Layout, whole_text
from gateway.cli.examined import world
from gateway.wiring import Gateway


@dataclass(frozen=True, slots=True)
class Meter:
    """One step in one language on one channel, with the longest values that can stand in it.

    ``question`` may be ``welcome`` or ``thank you``. On the phone menu ``limit`` is the room of a screen and ``pages`` how many
    there are; as a text it is that of ``parts`` messages, whose ``price`` is empty where none is known.
    """

    question: str
    language: str
    channel: str
    units: int
    limit: int
    cause: Cause | None
    parts: int = 0
    price: str = ""
    pages: int = 1

    @property
    def left(self) -> int:
        return self.limit - self.units

    @property
    def fits(self) -> bool:
        return self.left >= 0 and self.parts <= MOST_PARTS


Meters = dict[tuple[str, str], tuple[Meter, ...]]
"""Question and language -> its meter on every channel that has a limit."""


def meters(gateway: Gateway, draft: Draft) -> Meters:
    """The fullest screen and text of every question in every language."""
    found: dict[tuple[str, str, str], Meter] = {}
    for meter in _all(Inspection(draft, Findings(), world(gateway.settings))):
        key = meter.question, meter.language, meter.channel
        if key not in found or (meter.parts, -meter.left) > (found[key].parts, -found[key].left):
            found[key] = meter
    every: Meters = {}
    for (question, language, _), meter in found.items():
        every[question, language] = (*every.get((question, language), ()), meter)
    return every


def _all(inspection: Inspection) -> Iterator[Meter]:
    values = WorstValues(inspection)
    for channel, language in product(MEASURED, inspection.languages):
        if channel in inspection.flow.channels:
            for shown in Screens(inspection, values, language, channel).all():
                if shown.question:
                    yield _text(inspection, shown) if channel == "sms" else _screen(inspection, shown)


def _screen(inspection: Inspection, shown: Shown) -> Meter:
    text, pages = whole_text(shown.sheet), 1
    units, coding = ussd_units(text)
    if len(shown.sheet.entries) > MOST_ON_ONE_PAGE or units > inspection.budgets.ussd(coding):
        texts = [page.text() for page in Layout(shown.sheet).pages()]
        text, pages = max(texts, key=lambda one: _over(inspection.world, one)), len(texts)
        units, coding = ussd_units(text)
    limit = inspection.budgets.ussd(coding)
    return Meter(shown.question, shown.language, "ussd", units, limit, cause(inspection, shown, text), pages=pages)


def _over(of: World, text: str) -> int:
    units, coding = ussd_units(text)
    return units - of.budgets.ussd(coding)


def _text(inspection: Inspection, shown: Shown) -> Meter:
    text = whole_text(shown.sheet)
    (units, coding), parts = measure(text), sms_parts(text)
    limit = SMS_SINGLE[coding] if parts == 1 else SMS_JOINED[coding] * parts
    costs = inspection.world.costs
    price = costs.of(parts) if costs is not None else ""
    return Meter(shown.question, shown.language, "sms", units, limit, cause(inspection, shown, text), parts, price)
