"""What stands on a screen, and what happens when there is no room: survey language, 5.3 and 7.1 to 7.3."""

import pytest
from small_surveys import TWO, shown, survey

from flows.engine.plan import plan_of
from flows.measure import Budgets, fits
from flows.screen import Entry, Sheet, lay_out


def choices(count: int, label: str = "Village {n}", **question: str) -> str:
    more = "".join(f"\n  {key}: {value}" for key, value in question.items())
    lines = "".join(f"\n    v{n}: {label.format(n=n)}" for n in range(1, count + 1))
    return f"- question: q\n  ask: Which village do you live in?\n  answer: choice{more}\n  choices:{lines}\n"


def keys(screen: str) -> str:
    """The first signs of the lines below the wording."""
    return "".join(line[0] for line in screen.split("\n")[1:])


def test_nine_choices_that_fit_stand_on_one_page() -> None:
    assert keys(shown(survey(choices(9)), "1")) == "123456789"


def test_ten_choices_are_parted_in_eight_and_two_with_numbers_from_one() -> None:
    flow = survey(choices(10))
    first, second = shown(flow, "1"), shown(flow, "1", "9")
    assert keys(first) == "123456789"
    assert first.endswith("\n8 Village 8\n9 More")
    assert second == "Which village do you live in?\n1 Village 9\n2 Village 10\n0 Back"


def test_nine_choices_that_do_not_fit_are_parted_where_they_must() -> None:
    flow = survey(choices(9, "The village number {n}"))
    assert shown(flow, "1").endswith("\n5 The village number 5\n9 More")
    assert shown(flow, "1", "9").endswith(
        "\n1 The village number 6\n2 The village number 7\n3 The village number 8\n4 The village number 9\n0 Back"
    )


def test_a_page_takes_as_many_as_fit_and_the_last_one_has_no_more() -> None:
    pages = [shown(survey(choices(20)), "1", *["9"] * turned) for turned in range(3)]
    assert [keys(page) for page in pages] == ["123456789", "1234567890", "12340"]
    assert all(fits(page, "ussd") for page in pages)


def test_by_text_all_choices_run_through() -> None:
    screen = shown(survey(choices(12)), "1", channel="sms")
    assert screen.endswith("\n12 Village 12")
    assert "9 Village 9" in screen


def test_skip_stands_on_the_first_page_and_back_on_the_others() -> None:
    flow = survey(choices(10, **{"may be skipped": "yes"}))
    assert shown(flow, "1").endswith("\n9 More\n0 Skip")
    assert shown(flow, "1", "9").endswith("\n0 Back")


def test_an_entry_too_long_for_any_page_still_stands_alone() -> None:
    sheet = Sheet("ussd", "Which?", tuple(Entry(f"e{n}", "long " * 40) for n in range(3)), more_line="9 More", paged=True)
    assert [list(page.positions.values()) for page in lay_out(sheet)] == [["e0"], ["e1"], ["e2"]]


PRESS = """
- question: q
  ask: Which?
  answer: choice
  choices:
    good: { en: Good, press: 5 }
    bad: { en: Bad, press: 2 }
"""


def test_fixed_digits_are_printed_and_pressed() -> None:
    flow = survey(PRESS)
    assert shown(flow, "1") == "Which?\n5 Good\n2 Bad"
    assert shown(flow, "1", "5") == "Thank you."
    assert shown(flow, "1", "1").startswith("Please answer")


def unclear(ask: str, more: str = "", said: tuple[str, ...] = ("1", "x"), channel: str = "ussd") -> str:
    return shown(survey(f"- question: q\n  ask: {ask}\n  answer: yes or no{more}\n"), *said, channel=channel)


LINE = "Please answer with one of the numbers."


def test_a_repeated_screen_has_the_unclear_line_first() -> None:
    assert unclear("Really?") == f"{LINE}\nReally?\n1 Yes\n2 No"


def test_without_room_the_wording_is_left_out() -> None:
    room = 156 - len(f"{LINE}\n\n1 Yes\n2 No")
    assert unclear("a" * room) == f"{LINE}\n{'a' * room}\n1 Yes\n2 No"
    assert unclear("a" * (room + 1)) == f"{LINE}\n1 Yes\n2 No"


def test_without_room_for_that_either_the_screen_comes_again() -> None:
    own = "\n  if unclear: " + "u" * 150
    assert unclear("Really?", own) == "Really?\n1 Yes\n2 No"


def test_a_repeated_text_has_the_room_of_one_sms() -> None:
    room = 160 - len(f"{LINE}\n\n1 Yes\n2 No")
    assert unclear("a" * room, channel="sms") == f"{LINE}\n{'a' * room}\n1 Yes\n2 No"
    assert unclear("a" * (room + 1), channel="sms") == f"{LINE}\n1 Yes\n2 No"


def test_the_service_lines_stay_when_the_wording_goes() -> None:
    flow = survey(choices(10, **{"may be skipped": "yes"}))
    assert shown(flow, "1", "x").startswith(f"{LINE}\n1 Village 1\n")
    assert shown(flow, "1", "x").endswith("\n9 More\n0 Skip")


def test_an_open_question_without_room_keeps_only_the_unclear_line() -> None:
    flow = survey(f"- question: q\n  ask: {'a' * 140}\n  answer: number\n  to: 20\n  may be skipped: no\n")
    assert shown(flow, "1", "x") == "Please type only a number, 0 to 20."


BACK = """
- question: first
  ask: First?
  answer: yes or no
- question: second
  ask: {ask}
  answer: yes or no
"""


def test_back_is_printed_only_if_there_is_room_and_works_either_way() -> None:
    room = 156 - len("\n1 Yes\n2 No\n0 Back")
    with_room, without = survey(BACK.format(ask="b" * room)), survey(BACK.format(ask="b" * (room + 1)))
    assert shown(with_room, "1", "1").endswith("\n2 No\n0 Back")
    assert shown(without, "1", "1").endswith("\n2 No")
    assert shown(without, "1", "1", "0") == "First?\n1 Yes\n2 No"


def test_back_is_given_up_before_the_wording_on_a_repeated_screen() -> None:
    room = 156 - len(f"{LINE}\n\n1 Yes\n2 No\n0 Back")
    assert shown(survey(BACK.format(ask="b" * room)), "1", "1", "x").endswith("\n2 No\n0 Back")
    longer = shown(survey(BACK.format(ask="b" * (room + 1))), "1", "1", "x")
    assert longer == f"{LINE}\n{'b' * (room + 1)}\n1 Yes\n2 No"


def test_a_network_with_less_room_gets_more_pages() -> None:
    flow = survey(choices(9))
    question = flow.questions[0]
    assert len(plan_of(flow).pages(question, "en", "ussd")) == 1
    small = Budgets(ussd_gsm=100, ussd_ucs2=40)
    pages = plan_of(flow, small).pages(question, "en", "ussd")
    assert len(pages) > 1
    assert all(
        fits(page.text(unclear=unclear, back=back), "ussd", small)
        for page in pages
        for unclear in (False, True)
        for back in (False, True)
    )


def test_a_plan_keeps_so_many_screens_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.engine.plan.MOST_SCREENS", 3)
    flow = survey(choices(9))
    plan, question = plan_of(flow), flow.questions[0]
    made = [plan.layout(question, "en", "ussd", {"place": str(n)}) for n in range(5)]
    assert plan.layout(question, "en", "ussd", {"place": "4"}) is made[4]
    assert plan.layout(question, "en", "ussd", {"place": "0"}) is not made[0]
    assert [layout.page(0).text() for layout in made] == [made[0].page(0).text()] * 5


SCALE = """
- question: q
  ask: {{ en: How?, st: Joang? }}
  answer: rating
{more}
"""


def test_a_scale_is_one_line() -> None:
    ends = "  lowest: { en: bad, st: hampe }\n  highest: { en: very good, st: hantle }"
    assert shown(survey(SCALE.format(more=ends), **TWO), "1") == "How?\n1 bad - 5 very good"
    assert shown(survey(SCALE.format(more=ends), **TWO), "2", "1") == "Joang?\n1 hampe - 5 hantle"
    assert shown(survey(SCALE.format(more="  to: 7"), **TWO), "1") == "How?\n1-7"
    assert shown(survey(SCALE.format(more="  do not know: yes"), **TWO), "1") == "How?\n1-5\n6 I do not know"
    assert shown(survey(SCALE.format(more="  lowest: { en: bad, st: hampe }"), **TWO), "1") == "How?\n1 bad - 5"
