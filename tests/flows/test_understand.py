"""What people type, and what it means: tables of the survey language, sections 4.2 and 5."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_surveys import TWO, shown, survey, talk, values

from flows.folding import clean, cut, fold, letters
from flows.understand import number, raw_words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("1.", "1"),
        ("(1)", "1"),
        ("1)", "1"),
        (" 1 ", "1"),
        ("1️⃣", "1"),
        ("yes!", "yes"),
        ("I'd rather", "id rather"),
        ("I’d rather", "id rather"),
        ("Ts'oarelo", "tsoarelo"),
        ("Motšoane", "motsoane"),
        ("ÉCOLE", "ecole"),
        ("Butha-Buthe", "butha buthe"),
        ("Butha – Buthe", "butha buthe"),
        ("id_card", "id card"),
        ("a/b", "a b"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("Ｙｅｓ", "yes"),
        ("១៤", "14"),
        ("٤٥", "45"),
        ("४५", "45"),
        ("បាទ/ចាស", "បាទ ចាស"),
        ("ទេ។", "ទេ"),
        ("ខ្មែរ", "ខ្មែរ"),
        ("ចាប់\u200bផ្តើម", "ចាប់ផ្តើម"),
        ("не́т", "не́т"),
        ("y\u00ades", "yes"),
        ("\u202eyes", "yes"),
        ("no\n", "no"),
        ("two\nlines", "two lines"),
        ("👍", ""),
        ("", ""),
    ],
)
def test_folding(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("45", "45"),
        (" 45 ", "45"),
        ("45.", "45"),
        ("(45)!", "45"),
        ("045", "45"),
        ("0", "0"),
        ("00", "0"),
        ("៤៥", "45"),
        ("٤٥", "45"),
        ("1,200", "1200"),
        ("1 200", "1200"),
        ("1.200", "1200"),
        ("1'200", "1200"),
        ("1’200", "1200"),
        ("1 000 000", "1000000"),
        ("45 minutes", "45"),
        ("45minutes", "45"),
        ("minutes 45", "45"),
        ("dakika 45", "45"),
        ("45 Dakika.", "45"),
        ("about 45", None),
        ("45 hours", None),
        ("3.5", None),
        ("-5", None),
        ("two", None),
        ("4 5", None),
        ("1,2,3", None),
        ("1,200.300", None),
        ("12 00", None),
        ("0.500", None),
        ("1000001", None),
        ("4" * 5000, None),
        ("45 45", None),
        ("", None),
        ("½", None),
        ("²", "2"),
    ],
)
def test_whole_numbers(typed: str, value: str | None) -> None:
    assert number(typed, 0, 1_000_000, units=("minutes", "dakika")) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3.5", "3.5"),
        ("3,5", "3.5"),
        ("3.50", "3.5"),
        ("3.00", "3"),
        ("3", "3"),
        ("1,200.5", "1200.5"),
        ("1.200,5", "1200.5"),
        ("3.505", "3505"),
        ("3.5.5", None),
        (".5", None),
        ("km .5", None),
        ("0.5", "0.5"),
        ("99999.99", None),
    ],
)
def test_numbers_with_two_decimals(typed: str, value: str | None) -> None:
    assert number(typed, 0, 50_000, decimals=2, units=("km",)) == value


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_numbers(text: str) -> None:
    read = number(text, 0, 365, decimals=1, units=("days", "ថ្ងៃ"))
    assert read is None or 0 <= float(read) <= 365


RATING = """
- question: q
  ask: How was it?
  answer: rating
  from: 0
  to: 4
  do not know: yes
"""


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0", "0"),
        ("4", "4"),
        ("4!", "4"),
        ("៤", "4"),
        ("5", "dont_know"),
        ("I do not know", "dont_know"),
        ("i do not", "dont_know"),
        ("dont_know", "dont_know"),
        ("5 I do not know", "dont_know"),
        ("5. i do not know", "dont_know"),
        ("4 I do not know", None),
        ("6", None),
        ("good", None),
        ("3.5", None),
    ],
)
def test_a_rating_with_do_not_know(typed: str, value: str | None) -> None:
    assert values(talk(survey(RATING), "1", typed)).get("q") == value


CHOICE = """
- question: q
  ask: { en: What?, st: Eng? }
  answer: choice
  choices:
    water_point: { en: The water point, st: Pompo }
    tank: { en: The tank, st: Tanka }
    other: { en: Other, st: Tse ling }
    yes: { en: "Yes, all", st: "E, kaofela" }
"""


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1", "water_point"),
        ("1.", "water_point"),
        ("១", "water_point"),
        ("1 the water point", "water_point"),
        ("1. Pompo", "water_point"),
        ("1pompo", "water_point"),
        ("1 the tank", None),
        ("1 hello", None),
        ("5", None),
        ("12", None),
        ("water_point", "water_point"),
        ("Water Point", "water_point"),
        ("THE TANK", "tank"),
        ("Tanka", "tank"),
        ("tan", "tank"),
        ("the", None),
        ("the t", "tank"),
        ("pom", "water_point"),
        ("po", None),
        ("tse", "other"),
        ("othello", None),
        ("E", "yes"),
        ("yep", "yes"),
        ("che", None),
        ("", None),
        ("0", None),
        ("9", None),
    ],
)
def test_choices(typed: str, value: str | None) -> None:
    assert values(talk(survey(CHOICE, **TWO), "1", typed)).get("q") == value


def test_a_position_with_another_label_is_unclear_even_if_a_label_reads_so() -> None:
    flow = survey("""
        - question: q
          ask: How long?
          answer: choice
          choices: { long: 2 hours, longer: 4 hours }
    """)
    assert values(talk(flow, "1", "2 hours")) == {}
    assert values(talk(flow, "1", "4 hours")) == {"q": "longer"}
    assert values(talk(flow, "1", "2")) == {"q": "longer"}


def test_other_words_mean_a_choice_too() -> None:
    flow = survey("""
        - question: q
          ask: What?
          answer: choice
          choices:
            tank: { en: The tank, also: "reservoir, cistern" }
            pipe: { en: The pipe, also: [hose, tube] }
    """)
    assert values(talk(flow, "1", "Cistern!")) == {"q": "tank"}
    assert values(talk(flow, "1", "tube")) == {"q": "pipe"}
    assert values(talk(flow, "1", "cist")) == {}


def test_a_label_is_understood_as_it_is_printed() -> None:
    flow = survey("""
        - question: q
          ask: How long may we keep your number?
          answer: choice
          choices: { kept: "Up to {keep days} days", gone: "Not at {{all}}" }
    """)
    assert "1 Up to 30 days" in shown(flow, "1")
    assert values(talk(flow, "1", "up to 30")) == {"q": "kept"}
    assert values(talk(flow, "1", "1 Up to 30 days.")) == {"q": "kept"}
    assert values(talk(flow, "1", "not at {all}")) == {"q": "gone"}


def test_the_label_of_another_page_is_understood() -> None:
    flow = survey(MANY)
    assert values(talk(flow, "1", "village 11")) == {"q": "v11"}


MANY = "- question: q\n  ask: Which?\n  answer: choice\n  choices:\n" + "".join(
    f"    v{n}: Village {n}\n" for n in range(1, 13)
)

YES_NO = "- question: q\n  ask: { en: Really?, st: Nete? }\n  answer: yes or no\n"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1", "yes"),
        ("2", "no"),
        ("yes", "yes"),
        ("Y", "yes"),
        ("yeah", "yes"),
        ("e", "yes"),
        ("Eya!", "yes"),
        ("N", "no"),
        ("nope", "no"),
        ("che", "no"),
        ("1 yes", "yes"),
        ("2 yes", None),
        ("yes please", None),
        ("oui", None),
        ("maybe", None),
        ("3", None),
    ],
)
def test_yes_or_no_in_every_language_of_the_survey(typed: str, value: str | None) -> None:
    assert values(talk(survey(YES_NO, **TWO), "1", typed)).get("q") == value


def test_on_a_clash_the_language_being_read_wins() -> None:
    words = "words: { yes words: { en: la }, no words: { st: la } }"
    flow = survey(YES_NO, more=words, **TWO)
    assert values(talk(flow, "1", "la")) == {"q": "yes"}
    assert values(talk(flow, "2", "1", "la")) == {"q": "no"}


TEXT = "- question: q\n  ask: Why?\n  answer: text\n  longest: 10\n"


@pytest.mark.parametrize(
    ("typed", "value", "is_cut"),
    [
        ("bad service", "bad servic", True),
        ("short", "short", False),
        ("  ends  ", "ends", False),
        ("a*b*c", "a*b*c", False),
        ("0", "0", False),
        ("9", "9", False),
        ("?", "?", False),
        ("two\nlines", "two lines", False),
        ("nul\x00 out", "nul out", False),
        ("hid\u200bden", "hidden", False),
        ("123456789e\u0301", "123456789", True),
        ("ខ្មែរខ្មែរខ្មែរ", "ខ្មែរខ្មែរ", True),
        ("👨\u200d👩\u200d👧 ok", "👨\u200d👩\u200d👧 ok", False),
        ("12345678👨\u200d👩\u200d👧", "12345678", True),
    ],
)
def test_free_words_are_kept_and_cut_between_letters(typed: str, value: str, is_cut: bool) -> None:
    (answer,) = talk(survey(TEXT), "1", typed).state.answers
    assert (answer.value, answer.cut) == (value, is_cut)


@pytest.mark.parametrize("typed", ["", "   ", "\n", "\u200b", "\u202e", "\x00"])
def test_nothing_visible_is_unclear(typed: str) -> None:
    assert shown(survey(TEXT), "1", typed) == "Please write a few words.\nWhy?"


def test_what_was_typed_is_kept_up_to_640_characters() -> None:
    (answer,) = talk(survey(TEXT), "1", "long " * 200).state.answers
    assert len(answer.raw) == 640
    assert answer.raw.startswith("long long")


@given(st.text(alphabet=st.characters(codec=None), max_size=1500))
def test_raw_words_can_always_be_stored(text: str) -> None:
    raw = raw_words(text)
    assert len(raw) <= 640
    assert "\x00" not in raw
    assert raw.encode("utf-8").decode("utf-8") == raw


@given(st.text(max_size=60), st.integers(1, 30))
def test_a_cut_is_between_whole_letters_and_loses_no_more_than_it_must(text: str, longest: int) -> None:
    words = clean(text)
    kept = cut(words, longest)
    assert words.startswith(kept)
    assert len(kept) <= longest
    whole = letters(words)
    if kept != words and whole and len(whole[0]) <= longest:
        count = len(letters(kept))
        assert whole[:count] == letters(kept)
        assert len(kept) + len(whole[count]) > longest


SERVICE = """
- question: q
  ask: { en: Which?, st: Efe? }
  answer: choice
  may be skipped: yes
  choices:
""" + "".join(f"    v{n}: {{ en: Village {n}, st: Motse {n} }}\n" for n in range(1, 13))


@pytest.mark.parametrize("typed", ["0", "0.", "0 skip", "0 Skip!", "0 tlola"])
def test_the_key_and_its_word_skip(typed: str) -> None:
    (answer,) = talk(survey(SERVICE, **TWO), "1", typed).state.answers
    assert (answer.state, answer.value, answer.raw) == ("skipped", None, typed)


@pytest.mark.parametrize("typed", ["9", "9 more", "9 Tse latelang"])
def test_the_key_and_its_word_turn_the_page(typed: str) -> None:
    assert "1 Village 9" in shown(survey(SERVICE, **TWO), "1", typed)


@pytest.mark.parametrize("typed", ["0 more", "9 skip", "0 hello", "98", "00", "99"])
def test_a_key_with_another_word_is_unclear(typed: str) -> None:
    assert shown(survey(SERVICE, **TWO), "1", typed).startswith("Please answer with one of the numbers.")
