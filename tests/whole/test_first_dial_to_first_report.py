"""The whole way: five hundred citizens with accidents, one ``gateway run``, the reports of the day, no number anywhere."""

from __future__ import annotations

from pathlib import Path

import morning
import pytest
from minds import Weather, crowd
from running_house import house_in
from whole_way import check_morning, check_texts, note, said_by

from gateway.aggregator_stub.traffic import ROUGH, run


def test_a_number_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\x00\x1458012345\xff1795433953671")
    (tmp_path / "log").write_text("call from +254711234567 ended")
    assert len(morning.leaks(tmp_path, ["+26658012345", "+254711234567"])) == 2
    assert morning.leaks(tmp_path, ["+26654339536"]) == []


@pytest.mark.long
@pytest.mark.timeout(400)
def test_everybody_who_was_thanked_is_in_the_report_once(tmp_path: Path) -> None:
    with house_in(tmp_path) as house:
        weather = Weather(house.aggregator)
        citizens = crowd(500, texting=0.1, before=weather.strike)
        stories = run(house.aggregator, citizens, threads=16, seed=3, accidents=ROUGH, patience_s=60)
        said = said_by(citizens, stories)
        note(house, stories, said, weather)
        assert {story.faults for story in stories} == {()}
        assert {story.outcome for story in stories} <= {"ended", "left"}
        house.wait_for(lambda: morning.all_is_settled(house, "due", "sending", "sent", "in doubt"), 30)
        check_texts(house, weather)
        compared = check_morning(house, said, tmp_path / "out")
        note(house, stories, said, weather, compared=compared)
    assert compared["figures"] > 80
    assert any(value.startswith("+") for one in said.values() for _, value in one.answers.values() if value)
    assert sum(one.thanked for one in said.values()) > 400
