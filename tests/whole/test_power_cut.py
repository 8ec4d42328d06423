"""The power cut in the middle of the traffic, the gateway started again on what is left, and the same morning after."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from random import Random

import morning
import pytest
from minds import Said, Weather, crowd, told
from prompts import read
from running_house import RunningHouse, house_in
from whole_way import check_morning, check_texts, note, said_by

from gateway.aggregator_stub.traffic import ROUGH, Citizen, Story, run


class PowerCut:
    """Every process is killed at once after so many answers, and everything started again on what is left."""

    def __init__(self, house: RunningHouse, weather: Weather, after: int) -> None:
        self._house, self._weather, self._left = house, weather, after
        self._lock, self._due = threading.Lock(), threading.Event()
        self._thread = threading.Thread(target=self._cut)

    def strike(self, luck: Random) -> None:
        self._weather.strike(luck)
        with self._lock:
            self._left -= 1
            if self._left == 0:
                self._due.set()

    def _cut(self) -> None:
        assert self._due.wait(120)
        self._house.cut_the_power()
        self._house.run()

    def __enter__(self) -> PowerCut:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._due.set()
        self._thread.join()


def seen_to_be_heard(citizens: Sequence[Citizen], stories: Sequence[Story]) -> dict[str, Said]:
    """What everybody knows to have been heard: all before the last question that they saw."""
    heard = {}
    for citizen, story in zip(citizens, stories, strict=True):
        survey = citizen.answer.survey  # type: ignore[attr-defined]
        asked = [n for n, step in enumerate(story.steps) if read(step.saw, survey).kind == "question"]
        if asked:
            heard[story.number] = told(survey, story.channel, story.steps[: asked[-1]])
            heard[story.number].answers.pop(read(story.steps[asked[-1]].saw, survey).name, None)
    return heard


@pytest.mark.long
@pytest.mark.timeout(400)
def test_a_power_cut_in_the_middle_loses_nothing_that_anybody_was_shown(tmp_path: Path) -> None:
    with house_in(tmp_path) as house:
        weather = Weather(house.aggregator)
        with PowerCut(house, weather, after=250) as cut:
            citizens = crowd(60, texting=0.2, before=cut.strike)
            before = run(house.aggregator, citizens, threads=16, seed=3, accidents=ROUGH, patience_s=15)
        morning.check_heard(house, seen_to_be_heard(citizens, before))
        cut_off = {story.number for story in before if story.outcome == "failed"}
        callers = [citizen for citizen in citizens if citizen.number in cut_off]
        after = run(house.aggregator, callers, threads=16, seed=4, accidents=ROUGH)
        said = said_by(citizens, before, after)
        note(house, [*before, *after], said, weather, cut_off=len(cut_off))
        assert {story.faults for story in after} == {()}
        house.wait_for(lambda: morning.all_is_settled(house, "due", "sending"), 30)
        check_texts(house, weather, in_doubt=16)  # two workers, eight calls under way each
        compared = check_morning(house, said, tmp_path / "out")
        note(house, [*before, *after], said, weather, cut_off=len(cut_off), compared=compared)
    assert len(cut_off) > 10
    assert {said[story.number].ended for story in after if story.outcome == "ended"} == {"finished"}
