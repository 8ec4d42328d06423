"""The whole way: citizens with accidents, one ``gateway run``, the reports of the day, and no number anywhere; once more with
the power cut in the middle."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import morning
import pytest
from minds import Said, Weather, crowd, told
from prompts import read
from running_house import RunningHouse, house_in

from gateway.aggregator_stub.traffic import ROUGH, Citizen, Step, Story, run

MINISTRIES = ("health", "huduma", "interior")


def said_by(citizens: Sequence[Citizen], *days: Sequence[Story]) -> dict[str, Said]:
    """What everybody has said, all their passages joined."""
    surveys = {citizen.number: citizen.answer.survey for citizen in citizens}  # type: ignore[attr-defined]
    steps: dict[str, list[Step]] = {number: [] for number in surveys}
    channels = {citizen.number: "ussd" if citizen.dial else "sms" for citizen in citizens}
    for story in (story for day in days for story in day):
        steps[story.number].extend(story.steps)
    return {number: told(surveys[number], channels[number], steps[number]) for number in surveys}


def check_texts(house: RunningHouse, weather: Weather, *, power_cuts: int = 0) -> None:
    """Everybody got every text once, and of each it is known what became of it.

    A power cut may leave one text of which nobody knows whether it was sent, and reports that found nobody at home.
    """
    texts, accepted = morning.outbox_texts(house), {(text.number, text.text) for text in house.aggregator.sending.accepted()}
    assert house.aggregator.sending.doubles() == {}
    assert accepted <= texts.keys()
    never_sent = [state for text, state in texts.items() if text not in accepted]
    assert never_sent == ["in doubt"] * len(never_sent)
    assert len(never_sent) <= power_cuts
    states = Counter(texts.values())
    assert states["failed"] <= weather.struck["report accident: contradicted"]
    assert states.keys() <= {"delivered", "failed"} | ({"sent", "in doubt"} if power_cuts else set())


def check_morning(house: RunningHouse, said: dict[str, Said], out: Path) -> dict[str, int]:
    """The night's numbers are what the citizens have said, and no file holds a number of theirs; gives what was compared."""
    printed = morning.write_reports(house, out)
    morning.check_people(house, said)
    counts = morning.check_day_counts(house, said.values())
    figures = [morning.check_figures(out / ministry, list(said.values())) for ministry in MINISTRIES]
    (house.folder / "reports.log").write_text(printed, encoding="utf-8")
    assert morning.leaks(house.folder, said) == []
    house.stop()
    assert morning.leaks(house.folder, said) == []
    assert "Traceback" not in house.said() + printed
    return {"day counts": counts, "figures": sum(shown for shown, _ in figures), "hidden": sum(hidden for _, hidden in figures)}


def facts(stories: Sequence[Story], said: dict[str, Said], weather: Weather, began: float) -> dict[str, object]:
    """How much happened, for whoever reads the record of the tests."""
    return {
        "seconds": round(time.monotonic() - began, 1),
        "citizens": len(said),
        "thanked": sum(one.thanked for one in said.values()),
        "ended": Counter(f"{one.survey} {one.channel} {one.language} {one.ended or 'open'}" for one in said.values()),
        "screens": sum(len(story.steps) for story in stories),
        "accidents": Counter(step.accident for story in stories for step in story.steps if step.accident) + weather.struck,
    }


def test_a_number_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\x00\x1458012345\xff1795433953671")
    (tmp_path / "log").write_text("call from +254711234567 ended")
    assert len(morning.leaks(tmp_path, ["+26658012345", "+254711234567"])) == 2
    assert morning.leaks(tmp_path, ["+26654339536"]) == []


@pytest.mark.timeout(400)
def test_everybody_who_was_thanked_is_in_the_report_once(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with house_in(tmp_path) as house:
        began, weather = time.monotonic(), Weather(house.aggregator)
        citizens = crowd(500, texting=0.1, before=weather.strike)
        stories = run(house.aggregator, citizens, threads=16, seed=3, accidents=ROUGH, patience_s=60)
        said = said_by(citizens, stories)
        record_property("traffic", facts(stories, said, weather, began))
        assert {story.faults for story in stories} == {()}
        assert {story.outcome for story in stories} <= {"ended", "left"}
        house.wait_for(lambda: morning.all_is_settled(house, "due", "sending", "sent", "in doubt"), 30)
        check_texts(house, weather)
        compared = check_morning(house, said, tmp_path / "out")
        record_property("compared", compared)
        record_property("seconds", round(time.monotonic() - began, 1))
    assert compared["figures"] > 150
    assert sum(one.thanked for one in said.values()) > 400


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


@pytest.mark.timeout(400)
def test_a_power_cut_in_the_middle_loses_nothing_that_anybody_was_shown(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with house_in(tmp_path) as house:
        began, weather = time.monotonic(), Weather(house.aggregator)
        with PowerCut(house, weather, after=500) as cut:
            citizens = crowd(120, texting=0.2, before=cut.strike)
            before = run(house.aggregator, citizens, threads=16, seed=3, accidents=ROUGH, patience_s=20)
        morning.check_heard(house, seen_to_be_heard(citizens, before))
        cut_off = {story.number for story in before if story.outcome == "failed"}
        callers = [citizen for citizen in citizens if citizen.number in cut_off]
        after = run(house.aggregator, callers, threads=16, seed=4, accidents=ROUGH)
        said = said_by(citizens, before, after)
        record_property("traffic", facts([*before, *after], said, weather, began) | {"cut off": len(cut_off)})
        assert {story.faults for story in after} == {()}
        house.wait_for(lambda: morning.all_is_settled(house, "due", "sending"), 30)
        check_texts(house, weather, power_cuts=1)
        assert sum(story.outcome == "unanswered" for story in before) <= 1
        record_property("compared", check_morning(house, said, tmp_path / "out"))
        record_property("seconds", round(time.monotonic() - began, 1))
    assert len(cut_off) > 20
    assert {said[story.number].ended for story in after if story.outcome == "ended"} == {"finished"}
