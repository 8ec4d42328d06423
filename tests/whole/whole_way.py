"""What every passage of a crowd through a running gateway is held against."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import morning
from minds import Said, Weather, told
from running_house import RunningHouse

from gateway.aggregator_stub.traffic import Citizen, Step, Story

MINISTRIES = ("health", "huduma", "interior", "transport", "trade")


def said_by(citizens: Sequence[Citizen], *days: Sequence[Story]) -> dict[str, Said]:
    """What everybody has said, all their passages joined."""
    surveys = {citizen.number: citizen.answer.survey for citizen in citizens}  # type: ignore[attr-defined]
    steps: dict[str, list[Step]] = {number: [] for number in surveys}
    channels = {citizen.number: "ussd" if citizen.dial else "sms" for citizen in citizens}
    for story in (story for day in days for story in day):
        steps[story.number].extend(story.steps)
    return {number: told(surveys[number], channels[number], steps[number]) for number in surveys}


def check_texts(house: RunningHouse, weather: Weather, *, in_doubt: int = 0) -> None:
    """Everybody got every text once, and of each it is known what became of it.

    A power cut may leave ``in_doubt`` texts of which nobody knows whether they were sent, and reports that found nobody.
    """
    texts, accepted = morning.outbox_texts(house), {(text.number, text.text) for text in house.aggregator.sending.accepted()}
    assert house.aggregator.sending.doubles() == {}
    assert accepted <= texts.keys()
    never_sent = [state for text, state in texts.items() if text not in accepted]
    assert never_sent == ["in doubt"] * len(never_sent)
    assert len(never_sent) <= in_doubt
    states = Counter(texts.values())
    assert states["failed"] <= weather.struck["report accident: contradicted"]
    assert states.keys() <= {"delivered", "failed"} | ({"sent", "in doubt"} if in_doubt else set())


def check_morning(house: RunningHouse, said: dict[str, Said], out: Path) -> dict[str, int]:
    """The night's numbers are what the citizens have said, and no file holds a number of theirs; gives what was compared."""
    printed = morning.write_reports(house, out)
    morning.check_people(house, said)
    counts = morning.check_day_counts(house, said.values())
    figures = [morning.check_figures(out / ministry, list(said.values())) for ministry in MINISTRIES]
    (house.folder / "reports.log").write_text(printed, encoding="utf-8")
    searched = {path.name.partition(".")[0] for path in house.folder.rglob("*")}
    assert searched >= {"gateway", "appendonly", "printed", "reports", "figures", "report"}
    numbers = {*said, *(value for one in said.values() for _, value in one.answers.values() if value and value[0] == "+")}
    assert morning.leaks(house.folder, numbers) == []
    house.stop()
    assert morning.leaks(house.folder, numbers) == []
    assert "Traceback" not in house.said() + printed
    return {"day counts": counts, "figures": sum(shown for shown, _ in figures), "hidden": sum(hidden for _, hidden in figures)}


def note(house: RunningHouse, stories: Sequence[Story], said: dict[str, Said], weather: Weather, **more: object) -> None:
    """Keep beside the house how much happened in it."""
    facts = {
        "seconds": round(time.monotonic() - house.began_s, 1),
        "citizens": len(said),
        "thanked": sum(one.thanked for one in said.values()),
        "ended": Counter(f"{one.survey} {one.channel} {one.language} {one.ended or 'open'}" for one in said.values()),
        "screens": sum(len(story.steps) for story in stories),
        "accidents": Counter(step.accident for story in stories for step in story.steps if step.accident) + weather.struck,
    }
    (house.folder / "facts.json").write_text(json.dumps(facts | more, indent=1), encoding="utf-8")
