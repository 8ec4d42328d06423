"""Every way through a survey gone on the engine: as many as conditions tell apart, as long as the walk says."""

from itertools import islice

import pytest
from shipped_surveys import NAMES, shipped
from small_surveys import NOW_MS, survey

from flows.measure import Budgets
from flows.model import Flow
from flows.state import Moment, Visit
from flows.talking.plain_phones import PLAIN_PHONES
from flows.walk import ways
from flows.walking.paths import SKIP, UNCLEAR, Way, is_over_budget, ways_gone

MOMENT = Moment(NOW_MS, "7KQ4-M2", PLAIN_PHONES)
WAYS = [(name, channel) for name in NAMES for channel in shipped(name).channels]


def gone(flow: Flow, channel: str = "ussd", **more: Visit) -> list[Way]:
    return list(ways_gone(flow, "sms" if channel == "sms" else "ussd", MOMENT, **more))


def answers(flow: Flow, channel: str = "ussd") -> list[dict[str, str]]:
    return [dict(way.answers) for way in gone(flow, channel)]


@pytest.mark.parametrize(("name", "channel"), WAYS, ids=[f"{name}-{channel}" for name, channel in WAYS])
def test_the_ways_gone_are_those_that_the_walk_counts(name: str, channel: str) -> None:
    flow = shipped(name)
    for language in flow.languages:
        found = list(ways_gone(flow, "sms" if channel == "sms" else "ussd", MOMENT, language=language))
        walk = ways(flow, channel)
        assert (min(way.asked for way in found), max(way.asked for way in found)) == (walk.fewest, walk.most)
        assert {name for way in found for name, _ in way.answers} == walk.asked
        assert {way.ended for way in found} <= {"finished", "moved"}
        assert sum(way.share for way in found) == pytest.approx(1)
        assert not any(is_over_budget(screen, channel) for way in found for screen in way.screens)


def test_answers_that_nothing_tells_apart_are_one_way() -> None:
    flow = survey("- question: a\n  ask: A?\n  answer: rating\n- question: b\n  ask: B?\n  answer: yes or no\n")
    assert answers(flow) == [{"a": "1", "b": "yes"}]


def test_a_condition_a_jump_and_no_answer_lead_different_ways() -> None:
    flow = survey("""
        - question: a
          ask: A?
          answer: choice
          choices: { x: X, y: Y, z: Z }
          then: { z: finish }
        - question: b
          only if: a is y
          ask: B?
          answer: number
          from: 1
          to: 9
          may be skipped: yes
        - question: c
          only if: b was not answered
          ask: C?
          answer: text
          tries: 1
          after the last try: finish
        - question: d
          ask: D?
          answer: yes or no
    """)
    assert answers(flow) == [
        {"a": "x", "c": "answered", "d": "yes"},
        {"a": "x", "c": UNCLEAR},
        {"a": "y", "b": "1", "d": "yes"},
        {"a": "y", "b": SKIP, "c": "answered", "d": "yes"},
        {"a": "y", "b": SKIP, "c": UNCLEAR},
        {"a": "z"},
    ]


def test_long_lists_are_paged_through_as_a_person_would() -> None:
    choices = ", ".join(f"c{at}: The choice called {'abcdefghijkl'[at]}" for at in range(12))
    flow = survey(f"""
        - question: a
          ask: A?
          answer: choice
          choices: {{ {choices} }}
        - question: b
          only if: a is c11
          ask: B?
          answer: yes or no
    """)
    first, last = gone(flow)
    assert (dict(first.answers), dict(last.answers)) == ({"a": "c0"}, {"a": "c11", "b": "yes"})
    assert len(last.screens) > len(first.screens) + 1
    assert "l\n0 Back" in last.screens[-3]


PLACES = """
- question: place
  ask: Where?
  answer: place
  list: lists/p.csv
  find by: { code: Type the code., district: Which district?, name: Which one? }
  elsewhere: yes
- question: first
  only if: place is A2
  ask: The second?
  answer: yes or no
- question: other
  only if: place is elsewhere
  ask: Then where?
  answer: text
"""
LIST = "code,name,district\nA1,Alpha,North\nA2,Beta,North\nB1,Gamma,South\n"


@pytest.mark.parametrize("channel", ["ussd", "sms"])
def test_places_are_chosen_from_the_list_and_named_ones_by_their_code(channel: str) -> None:
    flow = survey(PLACES, lists={"lists/p.csv": LIST})
    assert answers(flow, channel) == [
        {"place": "answered"},
        {"place": "elsewhere", "other": "answered"},
        {"place": "A2", "first": "yes"},
    ]
    listed, _, typed = gone(flow, channel)
    assert len(listed.screens) == len(typed.screens) + 1, "two lists on the way, against one more question"


def test_days_and_numbers_are_answered_within_their_bounds() -> None:
    flow = survey(
        """
        - question: day
          ask: Which day?
          answer: date
          earliest: 3 days ago
          latest: yesterday
        - question: phone
          ask: Which number?
          answer: phone
    """.replace("latest: yesterday", "latest: 1 day ago")
    )
    (way,) = gone(flow)
    assert (way.asked, way.ended) == (2, "finished")
    assert not any("Please type" in screen for screen in way.screens)


def test_what_a_visit_says_is_on_no_way() -> None:
    flow = survey(
        "- question: a\n  known from: visit.a\n  ask: A?\n  answer: yes or no\n- question: b\n  ask: B?\n  answer: yes or no\n",
        more="visit columns: { a: answer }\nrules: { use visits from the last: 1 day }",
    )
    (way,) = gone(flow, visit=Visit({"a": "yes"}, NOW_MS))
    assert way.answers == (("b", "yes"),)


def test_time_counts_screens_and_typing() -> None:
    flow = survey("- question: a\n  ask: A?\n  answer: text\n- question: b\n  ask: B?\n  answer: yes or no\n")
    (way,) = gone(flow)
    assert (len(way.screens), way.seconds) == (4, 3 * 12 + 18)
    assert way.seconds == ways(flow, "ussd").slowest_s


def test_a_survey_with_endless_ways_gives_as_many_as_are_asked_for() -> None:
    many = "".join(f"- question: q{at}\n  ask: Q?\n  answer: yes or no\n" for at in range(20))
    last = "".join(f"- question: r{at}\n  only if: q{at} is yes\n  ask: R?\n  answer: yes or no\n" for at in range(20))
    found = list(islice(ways_gone(survey(many + last), "ussd", MOMENT), 50))
    assert len({way.answers for way in found}) == 50


def test_a_screen_over_its_budget_is_known() -> None:
    assert is_over_budget("x" * 157, "ussd")
    assert not is_over_budget("x" * 156, "ussd")
    assert is_over_budget("x" * 100, "ussd", Budgets(100, 70))
    assert not is_over_budget("x" * 459, "sms")
    assert is_over_budget("x" * 460, "sms")
    assert not is_over_budget("x" * 4_000, "call")


# --- numbers while trying out


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("+266 5812 3456", "+26658123456"),
        ("(0712) 345-678", "0712345678"),
        ("٠٧١٢٣٤٥٦٧", "071234567"),
        ("123456", None),
        ("1234567", "1234567"),
        ("1" * 15, "1" * 15),
        ("1" * 16, None),
        ("my number", None),
        ("", None),
        ("+", None),
        ("²345678", None),
    ],
)
def test_a_number_is_taken_as_it_was_typed(typed: str, read: str | None) -> None:
    assert PLAIN_PHONES.read(typed) == read
