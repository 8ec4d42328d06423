"""A question for a place, screen by screen: codes, groups, names, candidates, and the way back (survey language 4.3, 7.3)."""

from dataclasses import replace

import pytest
from small_surveys import NOW_MS, TWO, saved, shown, survey, talk, values

from flows.measure import fits
from flows.model import Flow, Place
from flows.places import PlaceList
from flows.turn import take_turn

CLINICS = """
    code,name,name_st,short,also,closed,district,district_st
    1101,Queen 'Mamohato Memorial Hospital,,Queen 'Mamohato,Tsepong;QMMH,,Maseru,Maseru
    1102,Likotsi Filter Clinic,,,,,Maseru,Maseru
    1103,Old Roma Clinic,,,,yes,Maseru,Maseru
    1104,St Joseph's Hospital,,,,,Maseru,Maseru
    1105,St Joseph's Clinic,,,,,Maseru,Maseru
    1201,Berea Hospital,Sepetlele sa Berea,,,,Berea,Beriea
    1301,Motebang Hospital,,,,,Leribe,
"""
ASK = """
- question: facility
  ask: { en: Which clinic?, st: Tleliniki efe? }
  answer: place
  list: lists/clinics.csv
  find by:
{steps}
  if unknown say: { en: the clinic, st: tleliniki }
{more}
- question: good
  ask: { en: "Was {facility} good?", st: "Na {facility} e ne e le ntle?" }
  answer: yes or no
"""
STEPS = {
    "code": "{ en: Type the code., st: Ngola khoutu. }",
    "district": "{ en: Which district?, st: Setereke sefe? }",
    "name": "{ en: Which one there?, st: Efe? }",
}
UNKNOWN = "We do not know that code or name."
PICK = "Please answer with one of the numbers."


def clinics(*columns: str, rows: str = CLINICS, more: str = "") -> Flow:
    """A survey that asks for a clinic by these columns, and then about it."""
    steps = "\n".join(f"    {column}: {STEPS[column]}" for column in columns)
    questions = ASK.replace("{steps}", steps).replace("{more}", more)
    return survey(questions, lists={"lists/clinics.csv": rows}, **TWO)


BY_CODE = clinics("code", "district", "name")
BY_GROUP = clinics("district", "name")
BY_NAME = clinics("name")
CODES_ONLY = clinics("code")
DISTRICTS = "Which clinic?\nWhich district?\n1 Maseru\n2 Berea\n3 Leribe"
IN_MASERU = "Which one there?\n1 Queen 'Mamohato\n2 Likotsi Filter Clinic\n3 St Joseph's Hospital\n4 St Joseph's Clinic\n0 Back"


# --- screens


def test_the_first_screen_has_the_question_and_its_first_step() -> None:
    assert shown(BY_CODE, "1") == "Which clinic?\nType the code.\n0 Choose from a list"
    assert shown(BY_GROUP, "1") == DISTRICTS
    assert shown(CODES_ONLY, "1") == "Which clinic?\nType the code."


def test_later_screens_have_the_wording_of_their_step_alone() -> None:
    assert shown(BY_CODE, "1", "0") == "Which district?\n1 Maseru\n2 Berea\n3 Leribe\n0 Back"
    assert shown(BY_CODE, "1", "0", "1") == IN_MASERU


def test_a_closed_place_is_not_offered() -> None:
    assert "Old Roma" not in shown(BY_GROUP, "1", "1") + shown(BY_GROUP, "1", "Roma")
    assert values(talk(BY_CODE, "1", "1103")) == {"facility": "1103"}


def test_everything_is_said_in_the_language_of_the_person() -> None:
    assert shown(BY_GROUP, "2", "1").startswith("Tleliniki efe?\nSetereke sefe?\n1 Maseru\n2 Beriea\n3 Leribe")
    assert shown(BY_GROUP, "2", "1", "2") == "Efe?\n1 Sepetlele sa Berea\n0 Morao"
    assert shown(BY_GROUP, "2", "1", "2", "1").startswith("Na Sepetlele sa Berea e ne")
    assert shown(BY_GROUP, "1", "2", "1").startswith("Was Berea Hospital good?")


def test_a_list_with_one_entry_is_still_shown() -> None:
    assert shown(BY_GROUP, "1", "3") == "Which one there?\n1 Motebang Hospital\n0 Back"


def test_by_text_names_stand_in_full_and_short_lists_are_numbered() -> None:
    assert shown(BY_GROUP, "1", channel="sms") == DISTRICTS
    assert shown(BY_GROUP, "1", "1", channel="sms").startswith("Which one there?\n1 Queen 'Mamohato Memorial Hospital\n")
    assert shown(BY_GROUP, "1", "1", channel="sms").endswith("\n0 Back")


MANY = "code,name\n" + "".join(f"{100 + n},Village {n}\n" for n in range(1, 21))
NINE, TEN = ("code,name\n" + "".join(f"{100 + n},Village {n}\n" for n in range(1, last)) for last in (10, 11))


def test_by_text_more_than_nine_places_are_written_by_name() -> None:
    assert shown(clinics("name", rows=NINE), "1", channel="sms").endswith("\n9 Village 9")
    assert shown(clinics("name", rows=TEN), "1", channel="sms") == "Which clinic?\nWhich one there?\nWrite the name."


def test_by_text_a_list_that_needs_two_parts_is_written_by_name() -> None:
    room = 160 - len("Which clinic?\nWhich one there?\n1 \n2 b")
    fitting = f"code,name\n1,{'a' * room}\n2,b\n"
    assert shown(clinics("name", rows=fitting), "1", channel="sms").endswith("\n2 b")
    longer = fitting.replace("a,b", "aa,b").replace("1,a", "1,aa")
    assert shown(clinics("name", rows=longer), "1", channel="sms").endswith("\nWrite the name.")


def test_pages_of_a_long_list_number_from_one_and_repeat_only_the_step() -> None:
    flow = clinics("name", rows=MANY)
    first, second, third = (shown(flow, "1", *["9"] * turned) for turned in range(3))
    assert first.split("\n")[:3] == ["Which clinic?", "Which one there?", "1 Village 1"]
    assert first.endswith("\n8 Village 8\n9 More")
    assert second.split("\n")[:2] == ["Which one there?", "1 Village 9"]
    assert second.endswith("\n9 More\n0 Back")
    assert third == "Which one there?\n1 Village 17\n2 Village 18\n3 Village 19\n4 Village 20\n0 Back"
    assert values(talk(flow, "1", "9", "9", "3")) == {"facility": "119"}


def test_other_place_ends_the_last_list_only() -> None:
    flow = clinics("code", "district", "name", more="  elsewhere: yes")
    assert "Other place" not in shown(flow, "1") + shown(flow, "1", "0")
    assert shown(flow, "1", "0", "2") == "Which one there?\n1 Berea Hospital\n2 Other place\n0 Back"
    for said in ("2", "2 other place", "Other place", "other", "Sebaka se seng", "elsewhere"):
        assert values(talk(flow, "1", "0", "2", said)) == {"facility": "elsewhere"}
    assert shown(flow, "1", "0", "2", "2").startswith("Was the clinic good?")
    assert talk(flow, "1", "Other place").state.tries == 1


def test_other_place_may_be_written_where_names_are() -> None:
    flow = clinics("name", rows=MANY, more="  elsewhere: yes")
    assert values(talk(flow, "1", "other place", channel="sms")) == {"facility": "elsewhere"}


# --- what is understood


@pytest.mark.parametrize("said", ["1201", " 12-01 ", "១២០១", "1 2 0 1"])
def test_a_code_is_compared_without_spaces_and_hyphens(said: str) -> None:
    (answer,) = talk(BY_CODE, "1", said).state.answers
    assert (answer.value, answer.raw) == ("1201", said.strip())


def test_codes_keep_their_letters_and_leading_zeros() -> None:
    flow = clinics("code", "name", rows="code,name\n0012,A clinic\nN-03,B clinic\n")
    assert values(talk(flow, "1", "0012")) == {"facility": "0012"}
    assert values(talk(flow, "1", "n03")) == {"facility": "N-03"}


@pytest.mark.parametrize(("code", "is_asked"), [("71", True), ("0071", False), ("100", True), ("1E2", False)])
def test_a_condition_tells_codes_apart_that_would_be_one_number(code: str, is_asked: bool) -> None:
    rows = "code,name\n71,A clinic\n0071,B clinic\n100,C clinic\n1E2,D clinic\n"
    flow = survey(
        """
        - question: facility
          ask: Type the code.
          answer: place
          list: lists/clinics.csv
          find by: { code: Type it. }
        - question: good
          only if: facility is one of 71, 100
          ask: Was it good?
          answer: yes or no
        """,
        lists={"lists/clinics.csv": rows},
    )
    turn = talk(flow, "1", code)
    assert values(turn) == {"facility": code}
    assert (turn.state.open == "good") is is_asked


@pytest.mark.parametrize(
    ("said", "means"),
    [
        (("2", "1"), "1201"),
        (("2 berea", "1"), "1201"),
        (("2 Beriea", "1"), "1201"),
        (("berea", "1"), "1201"),
        (("Beriea", "1 berea hospital"), "1201"),
        (("ber", "berea hospital"), "1201"),
        (("1", "2"), "1102"),
        (("1", "likotsi"), "1102"),
        (("Likotsi filter clinic",), "1102"),
        (("motebang",), "1301"),
        (("Tsepong",), "1101"),
        (("qmmh!",), "1101"),
        (("1", "Memorial"), "1101"),
    ],
)
def test_positions_groups_and_names_lead_to_a_place(said: tuple[str, ...], means: str) -> None:
    assert values(talk(BY_GROUP, "1", *said)) == {"facility": means}
    assert values(talk(BY_GROUP, "1", *said, channel="sms")) == {"facility": means}


def test_a_position_with_the_name_of_another_is_unclear() -> None:
    assert talk(BY_GROUP, "1", "1 berea").state.tries == 1


def test_a_name_is_found_where_a_code_is_asked_for() -> None:
    assert values(talk(BY_CODE, "1", "Likotsi")) == {"facility": "1102"}


def test_below_a_group_only_its_places_are_possible() -> None:
    assert talk(BY_GROUP, "1", "2", "likotsi").state.tries == 1


# --- which one?

WHICH = "Which one?\n1 St Joseph's Hospital\n2 St Joseph's Clinic\n0 Back"


def test_a_name_of_several_asks_which_one() -> None:
    assert shown(BY_GROUP, "1", "St Joseph") == WHICH
    assert shown(BY_GROUP, "1", "St Joseph", channel="sms") == WHICH
    assert values(talk(BY_GROUP, "1", "st joseph", "2")) == {"facility": "1105"}
    assert talk(BY_GROUP, "1", "st joseph").state.tries == 0


def test_a_misspelt_name_asks_even_about_one() -> None:
    assert shown(BY_GROUP, "1", "motebank") == "Which one?\n1 Motebang Hospital\n0 Back"
    assert shown(BY_GROUP, "1", "leribbe") == "Which one?\n1 Leribe\n0 Back"
    assert shown(BY_GROUP, "1", "leribbe", "1") == "Which one there?\n1 Motebang Hospital\n0 Back"
    assert values(talk(BY_GROUP, "1", "motebank", "yes", "1")) == {"facility": "1301"}


@pytest.mark.parametrize("said", ["1", "St Josephs Hospital", "st joseph's hospital", "hospital"])
def test_which_one_is_answered_by_number_or_name(said: str) -> None:
    assert values(talk(BY_GROUP, "1", "St Joseph", said)) == {"facility": "1104"}


def test_which_one_may_be_answered_with_something_else_altogether() -> None:
    assert values(talk(BY_GROUP, "1", "St Joseph", "Motebang")) == {"facility": "1301"}
    assert shown(BY_GROUP, "1", "St Joseph", "Berea") == "Which one there?\n1 Berea Hospital\n0 Back"


def test_saying_the_same_again_is_unclear_and_counts() -> None:
    turn = talk(BY_GROUP, "1", "St Joseph", "st joseph")
    assert (turn.state.tries, turn.understood) == (1, False)
    assert turn.screen is not None
    assert turn.screen.text == f"{UNKNOWN}\n{WHICH}"
    assert talk(BY_GROUP, "1", *["St Joseph"] * 4).state.open == "good"


def test_many_candidates_come_in_pages_also_by_text() -> None:
    flow = clinics("name", rows=MANY)
    first = shown(flow, "1", "village", channel="sms")
    assert first.startswith("Which one?\n1 Village 1\n")
    assert first.endswith("\n8 Village 8\n9 More\n0 Back")
    assert shown(flow, "1", "village", "9", "0", channel="sms") == first
    assert values(talk(flow, "1", "village", "9", "9", "4", channel="sms")) == {"facility": "120"}
    assert shown(flow, "1", "village", "9", "0", "0", channel="sms").endswith("\nWrite the name.")


# --- 0


@pytest.mark.parametrize(
    ("there", "back_on"),
    [
        (("0",), "Which clinic?\nType the code.\n0 Choose from a list"),
        (("0", "1"), "Which district?\n1 Maseru\n2 Berea\n3 Leribe\n0 Back"),
        (("0", "berea"), "Which district?\n1 Maseru\n2 Berea\n3 Leribe\n0 Back"),
        (("0", "st joseph"), "Which district?\n1 Maseru\n2 Berea\n3 Leribe\n0 Back"),
        (("0", "1", "st joseph"), IN_MASERU),
        (("st joseph",), "Which clinic?\nType the code.\n0 Choose from a list"),
    ],
)
def test_back_leads_one_screen_back(there: tuple[str, ...], back_on: str) -> None:
    assert shown(BY_CODE, "1", *there, "0") == back_on
    assert shown(BY_CODE, "1", *there, "0 back") == back_on
    assert talk(BY_CODE, "1", *there, "0").state.tries == 0


def test_back_leads_to_the_page_that_was_left() -> None:
    rows = "code,name,district\n" + "".join(f"{n},Clinic {n},District {n}\n" for n in range(10, 22))
    flow = clinics("district", "name", rows=rows)
    assert shown(flow, "1", "9", "2") == "Which one there?\n1 Clinic 19\n0 Back"
    assert shown(flow, "1", "9", "2", "0") == shown(flow, "1", "9")


def test_back_after_the_answer_asks_the_question_anew() -> None:
    assert shown(BY_CODE, "1", "0", "1", "2", "0") == "Which clinic?\nType the code.\n0 Choose from a list"
    turn = talk(BY_CODE, "1", "0", "1", "2", "0", "0", "2", "1")
    assert values(turn) == {"facility": "1201"}
    assert [answer.value for answer in turn.state.replaced] == ["1102"]


def test_skip_stands_on_the_first_screen_unless_codes_have_a_list() -> None:
    flow = clinics("district", "name", more="  may be skipped: yes")
    assert shown(flow, "1").endswith("\n3 Leribe\n0 Skip")
    assert shown(flow, "1", "1").endswith("\n0 Back")
    assert talk(flow, "1", "0").state.answers[0].state == "skipped"
    assert shown(clinics("code", "name", more="  may be skipped: yes"), "1").endswith("\n0 Choose from a list")
    assert shown(clinics("code", more="  may be skipped: yes"), "1").endswith("\n0 Skip")


def test_back_to_the_last_answer_where_0_has_no_other_meaning() -> None:
    before = "- question: first\n  ask: { en: A?, st: B? }\n  answer: yes or no\n"
    questions = before + ASK.replace("{steps}", f"    name: {STEPS['name']}").replace("{more}", "")
    flow = survey(questions, lists={"lists/clinics.csv": NINE}, **TWO)
    assert shown(flow, "1", "1").endswith("\n0 Back")
    assert talk(flow, "1", "1", "0").state.open == "first"
    assert talk(flow, "1", "1", "0", channel="sms").state.tries == 1


def test_choosing_from_the_list_is_understood_with_its_words() -> None:
    for said in ("0", "0 choose from a list", "0 Khetha lethathamong"):
        assert shown(BY_CODE, "1", said).startswith("Which district?")


# --- unclear


def test_an_unknown_code_or_name_is_told_as_such_and_all_else_as_a_wrong_key() -> None:
    assert shown(BY_CODE, "1", "9999") == f"{UNKNOWN}\nWhich clinic?\nType the code.\n0 Choose from a list"
    assert shown(BY_GROUP, "1", "7") == f"{PICK}\n{DISTRICTS}"
    assert shown(BY_GROUP, "1", "nowhere land") == f"{UNKNOWN}\n{DISTRICTS}"
    assert shown(clinics("name", rows=MANY), "1", "77", channel="sms").startswith(f"{UNKNOWN}\nWhich clinic?")


def test_a_survey_may_say_it_in_its_own_words() -> None:
    flow = clinics("code", "district", "name", more="  if unclear: { en: Look at the poster., st: Sheba. }")
    assert shown(flow, "1", "9999").startswith("Look at the poster.\nWhich clinic?")
    assert shown(flow, "1", "0", "7").startswith("Look at the poster.\nWhich district?")


def test_tries_count_over_all_screens_of_the_question() -> None:
    turn = talk(BY_CODE, "1", "9999", "0", "7", "1", "nowhere land")
    assert (turn.state.answers[0].state, turn.state.answers[0].value, turn.state.answers[0].tries) == ("unclear", None, 3)
    assert turn.screen is not None
    assert turn.screen.text.startswith("Was the clinic good?")


# --- shown back


def test_a_name_shown_back_is_never_read_again_and_fits() -> None:
    rows = "code,name\n1,{reference} clinic\n2," + "Long " * 30 + "\n"
    flow = clinics("name", rows=rows)
    assert shown(flow, "1", "1") == "Was {reference} clinic good?\n1 Yes\n2 No\n0 Back"
    repeated = shown(flow, "1", "long", "x")
    assert repeated == f"{PICK}\n1 Yes\n2 No\n0 Back" or fits(repeated, "ussd")


def test_a_repeated_screen_is_measured_with_the_name_that_stands_in_it() -> None:
    room = 156 - len(f"{PICK}\nWas  good?\n1 Yes\n2 No")
    for name, has_wording in (("n" * room, True), ("n" * (room + 1), False)):
        flow = clinics("code", rows=f"code,name\n1,{name}\n")
        assert ("Was" in shown(flow, "1", "1", "x")) is has_wording


@pytest.mark.parametrize(
    ("said", "thanks"),
    [
        (("1", "1201"), "Thanks for Berea Hospital."),
        (("2", "1", "1201"), "Kea leboha ka Sepetlele sa Berea."),
        (("1", "x", "y", "z"), "Thanks for the clinic."),
        (("1", "0", "1", "Other place"), "Thanks for the clinic."),
    ],
)
def test_the_thank_you_names_the_place_or_what_stands_for_it(said: tuple[str, ...], thanks: str) -> None:
    steps = "\n".join(f"    {column}: {wording}" for column, wording in STEPS.items())
    questions = ASK.replace("{steps}", steps).replace("{more}", "  elsewhere: yes").partition("- question: good")[0]
    flow = survey(
        questions,
        languages=TWO["languages"],
        welcome=TWO["welcome"],
        thanks='{ en: "Thanks for {facility}.", st: "Kea leboha ka {facility}." }',
        lists={"lists/clinics.csv": CLINICS},
    )
    assert shown(flow, *said) == thanks


def test_a_conversation_may_be_written_down_on_every_screen() -> None:
    turn = talk(BY_GROUP, "1", "St Joseph")
    assert (turn.state.step, turn.state.path, turn.state.hits) == (0, (), ("place 1104", "place 1105"))
    assert saved(turn) == turn.state
    again = take_turn(BY_GROUP, saved(turn), None, NOW_MS)
    assert again.screen == turn.screen


def test_a_list_in_which_nothing_is_left_still_comes_to_an_end() -> None:
    asked = BY_CODE.question("facility")
    assert isinstance(asked.kind, Place)
    emptied = replace(asked, kind=replace(asked.kind, places=PlaceList()))
    flow = replace(BY_CODE, questions=(emptied, *BY_CODE.questions[1:]))
    assert talk(flow, "1", "0", "x", "y", "z").state.open == "good"
    assert talk(flow, "1", "1201", "0", "1", channel="sms").state.tries == 2
