"""What a survey asks of people and of the ministry: how many questions, how many minutes, how much money a day."""

from __future__ import annotations

from dataclasses import dataclass

from flows.walk import ways
from gateway.editing.checking import Looked
from gateway.publishing.publish import pace_of
from gateway.wiring import Gateway


@dataclass(frozen=True, slots=True)
class Toll:
    """Over all channels: ``fewest`` to ``most`` questions, seconds of the longest way on a phone menu (0: there is none);
    ``a_day`` is what the texts of a day cost, empty where nobody can say.
    """

    fewest: int
    most: int
    seconds: int
    a_day: str


def toll(gateway: Gateway, looked: Looked) -> Toll | None:
    """What is asked of people by a draft that can be run; ``None`` for another."""
    flow = looked.examined.loaded.flow
    if flow is None or not flow.questions or not flow.channels:
        return None
    found = {channel: ways(flow, channel, False, pace_of(gateway.settings)) for channel in flow.channels}
    seconds = found["ussd"].slowest_s if "ussd" in found else 0
    told = next((each.problem for each in looked.found if each.problem.code == "N640"), None)
    return Toll(
        min(each.fewest for each in found.values()),
        max(each.most for each in found.values()),
        seconds,
        str(told.words["amount"]) if told is not None else "",
    )
