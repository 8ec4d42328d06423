"""Screens are measured with the longest that can ever stand on them, and the cause of a long one is named."""

from decimal import Decimal

import pytest
from sound_flows import LONG, SOUND, TWO
from sound_visits import LISTS, PLACE, VISITED

from flows.check import Checked, check
from flows.costs import Costs
from flows.problems import Problem

PLACED = SOUND.replace("questions:\n", "questions:\n" + PLACE, 1)
A_LONG_NAME = "Saint Mary Magdalene Comprehensive Rural Health Centre"
KHMER = "ខេត្តកំពង់ចាម"


def checked(text: str, points: str = LISTS["lists/points.csv"], costs: Costs | None = None) -> Checked:
    return check(text, lists=lambda name: points.encode(), costs=costs)


def told(text: str, code: str, points: str = LISTS["lists/points.csv"], costs: Costs | None = None) -> list[Problem]:
    return [p for p in checked(text, points, costs).problems if p.code == code]


def rows(names: list[str], district: str = "North", more: str = "") -> str:
    body = "".join(f"{at},{name},{district}\n" for at, name in enumerate(names, 1000))
    return "code,name,district\n" + body + more


def many(count: int, district: str = "North", start: int = 1000) -> str:
    return "".join(f"{at},Village number {at},{district}\n" for at in range(start, start + count))


def test_a_list_of_five_screens_is_no_problem_and_one_of_six_is() -> None:
    assert told(PLACED, "W423", "code,name,district\n" + many(25)) == []
    (problem,) = told(PLACED, "W423", "code,name,district\n" + many(48) + many(3, "South", 3000))
    assert (problem.question, problem.channel) == ("point", "ussd")
    assert problem.sentence.startswith("In English this list takes about 10 screens")


def test_the_screens_of_a_list_of_thousands_are_told_about() -> None:
    (problem,) = told(PLACED, "W423", "code,name,district\n" + many(2_000))
    assert problem.sentence.startswith("In English this list takes about 400 screens")


def test_too_many_groups_are_told_at_the_step_that_lists_them() -> None:
    points = "code,name,district\n" + "".join(f"{at},Point,District number {at}\n" for at in range(60))
    (problem,) = told(PLACED, "W423", points)
    assert problem.mark.line == PLACED[: PLACED.index("ask: Which water point")].count("\n") + 1


def test_a_name_that_fits_no_screen_is_quoted() -> None:
    (problem,) = told(PLACED, "E521", rows(["Alpha", f"{A_LONG_NAME} {LONG * 2}".strip()]))
    assert A_LONG_NAME in problem.sentence
    assert told(PLACED, "E521", rows(["Alpha", A_LONG_NAME])) == []


def test_a_short_name_helps() -> None:
    long = f"{A_LONG_NAME} {LONG * 2}"
    points = f"code,name,short,district\n1,{long},Magdalene,North\n2,Alpha,,North\n"
    assert told(PLACED, "E521", points) == []


def test_one_name_in_another_script_makes_the_whole_screen_costly() -> None:
    text = PLACED.replace(
        "ask: How do you get there?", "ask: How do you get to {point} from where your home is, most of the time?"
    )
    assert told(text, "E520") == []
    points = rows(["A village with a name", KHMER])
    (problem,) = told(text, "E520", points)
    assert f"the letter *{KHMER[0]}* in *" in problem.sentence
    assert problem.words["limit"] == 70


def test_the_longest_name_is_named_where_it_is_the_cause() -> None:
    text = PLACED.replace("Your answers help", "Your answers about {point} help" + " indeed" * 10)
    assert told(text, "E520") == []
    (problem,) = told(text, "E520", rows(["Alpha", A_LONG_NAME]))
    assert f"the longest name is *{A_LONG_NAME}*" in problem.sentence


def test_a_language_in_its_own_script_is_named() -> None:
    text = TWO.replace("st: Sesotho", "st: ខ្មែរ").replace(
        "A few questions.", "A few questions about the water point in your own village."
    )
    (problem,) = told(text, "E520")
    assert "the language name *ខ្មែរ* needs the long code" in problem.sentence


def test_texts_of_a_visit_count_with_every_letter_they_may_have() -> None:
    text = VISITED.replace("at a water point.", "at a water point, " + "and " * 15)
    assert told(text, "W523") == []
    (problem,) = told(text.replace("text up to 20", "text up to 40"), "W523")
    assert (problem.question, problem.channel) == ("welcome", "sms")


def test_the_longest_count_of_questions_is_measured() -> None:
    text = SOUND.replace("Ministry of Water asks a few questions. Free.", '"{question count} questions. ' + "x" * 133 + '"')
    assert told(text, "E520") == []
    assert told(text.replace("xx", "xxx", 1), "E520") != []


def test_what_texts_cost_is_told_where_it_is_known() -> None:
    text = SOUND.replace("ask: Does the", f"ask on sms: {LONG * 3}\n    ask: Does the")
    (problem,) = told(text, "W523", costs=Costs(Decimal("0.8"), "KES"))
    assert "(196 signs, 160 fit one), about KES 1.60 each time." in problem.sentence
    assert "KES" not in told(text, "W523")[0].sentence


def test_a_day_of_invitations_has_its_price() -> None:
    (problem,) = told(VISITED, "N640", costs=Costs(Decimal("0.5"), "KES", visits_per_day=1_000, finishing=Decimal("0.4")))
    assert problem.sentence == "About KES 1,400 a day at 1,000 visits, 40 % of them finishing."
    assert told(VISITED, "N640") == []
    assert told(SOUND, "N640", costs=Costs(Decimal("0.5"), "KES")) == []


@pytest.mark.parametrize("step", ["Which district?", "Which point?"])
def test_the_wording_of_a_step_is_measured(step: str) -> None:
    (problem,) = told(PLACED.replace(step, step + " " + LONG * 3), "E520")
    assert problem.question == "point"


def test_what_an_agent_reads_aloud_has_no_limit() -> None:
    text = SOUND.replace("  someone texts: WATER to 40145\n", "  someone calls us: yes\n")
    assert checked(text.replace("ask: Does the", f"ask on call: {LONG * 9}\n    ask: Does the")).problems == ()


def test_a_place_that_gives_several_screens_is_told_once_by_the_worst() -> None:
    """The first text of many shapes: with a visit and without, with the other languages and with the way back to them."""
    text = VISITED.replace("{ en: English }", "{ en: English, st: Sesotho }").replace("at a water", f"at a water {LONG * 4}")
    (problem,) = (p for p in told(text, "W523") if p.language == "en" and p.question == "welcome")
    assert "(342 signs, 160 fit one)" in problem.sentence
