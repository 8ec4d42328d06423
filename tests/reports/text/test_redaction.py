"""What points at a person goes, whatever the script and however it is written; what does not, stays."""

from __future__ import annotations

import re
from re import _parser  # type: ignore[attr-defined]

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.text import names as by_name
from reports.text import redaction
from reports.text.name_list import read_names
from reports.text.redaction import redact


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("call me on +266 5812 3456 please", "call me on [number] please"),
        ("(0722) 345-678", "([number]"),
        ("call 0722,345,678", "call [number]"),
        ("៥៨១២៣៤៥៦ ជួយ", "[number] ជួយ"),
        ("58–12–34–56", "[number]"),
        ("5*8*1*2*3*4*5*6", "[number]"),
        ("zero seven two two one two three four five six", "[number]"),
        ("sifuri saba mbili mbili moja mbili tatu nne", "[number]"),
        ("nida 19900101-12345-00001-12", "nida [number]"),
        ("pin A012345678Z", "pin [id]"),
        ("passport AK0123456 lost", "passport [id] lost"),
        ("bus KCA 123A drove badly", "bus [id] drove badly"),
        ("mpho.k@example.co.ls, thanks", "[email], thanks"),
        ("see https://x.example/a?b=c now", "see [link] now"),
        ("find me @thabo_m or fb.me/thabo", "find me [link] or [link]"),
        ("www.thabo.co.ls", "[link]"),
    ],
)
def test_numbers_ids_and_addresses_go(words: str, kept: str) -> None:
    assert redact(words) == kept


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Sister Mary was rude", "Sister [name] was rude"),
        ("Dr Mokoena, Nurse Thabo", "Dr [name], Nurse [name]"),
        ("Dr J. Mokoena. Waiting was long", "Dr [name]. Waiting was long"),
        ("mr kamau did it", "mr [name] did it"),
        ("ntate thabo o ile a", "ntate [name] o ile a"),
        ("'M'e Palesa Mokoena", "'M'e [name]"),
        ("Bwana Juma na Bi Asha Saidi", "Bwana [name] na Bi [name]"),
        ("Je m'appelle Koffi Mensah et", "Je m'appelle [name] et"),
        ("M. Dupont crie", "M. [name] crie"),
        ("my name is thabo mokoena and i waited", "my name is [name] and i waited"),
        ("lebitso la ka ke Lineo", "lebitso la ka ke [name]"),
        ("jina langu ni Asha Juma na", "jina langu ni [name] na"),
        ("my son Thabo waited", "my son [name] waited"),
        ("NURSE THABO WAS RUDE", "NURSE [name] WAS RUDE"),
        ("NURSE THABO REFUSED PANADOL", "NURSE [name] REFUSED PANADOL"),
        ("ឈ្មោះ សុខ ដារ៉ា យឺត", "ឈ្មោះ [name] យឺត"),
        ("លោក សុខ មិនល្អ", "លោក [name] មិនល្អ"),
    ],
)
def test_a_name_behind_a_title_goes(words: str, kept: str) -> None:
    assert redact(words) == kept


@pytest.mark.parametrize(
    "words",
    [
        "I waited 3 hours and paid 150 or 1500", "room 123456", "paid 1,500,000 shillings", "100000shillings", "",
        "Panadol and Amoxicillin 500mg at Queen Mamohato", "the nurse was rude, the doctor at Maseru kind", "NURSE WAS RUDE",
        "Child Health card", "Sister In Charge", "one two three", "open 08:00-16:00", "me and my mother", "Quthing.Good",
        "COVID19 H1N1", "sebaka sa Tebellong", "ថ្នាំ អស់",
    ],
)  # fmt: skip
def test_medicines_places_prices_and_people_without_a_name_stay(words: str) -> None:
    assert redact(words) == words


def test_names_of_the_coordinators_list_go_whatever_stands_before_them() -> None:
    listed, problems = read_names("# staff\nThabo\nMary Jane Doe,nurse\nសុខា\n".encode())
    assert not problems
    assert redact("thabo, MARY JANE DOE and Mary; សុខាយឺត", listed) == "[name], [name] and Mary; [name]យឺត"


def test_an_everyday_word_on_the_list_is_told_with_its_row() -> None:
    listed, problems = read_names(b"Thabo\nthe\nX1\nYo\n")
    assert [(p.code, p.mark.line) for p in problems] == [("W722", 2), ("W723", 3), ("W723", 4)]
    assert redact("the thabo Yo", listed) == "the [name] Yo"
    assert [p.code for p in read_names(b"\xff")[1]] == ["E721"]


PIECES = st.sampled_from(
    ["Dr", "Nurse", "MR", "M.", "'M'e", "ntate", "my name is", "Thabo", "PULE", "[name]", "[number]", "a@b.co", "@x1", "x.com",
     "0722", "345", "678", "-", ",", " ", "។", "ឈ្មោះ", "លោក", "សុខ", "A1", "Z", "five", "six", "and", "\u200b", ".", "K", "CA"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=14).map("".join)))
def test_taking_away_twice_changes_nothing_more(words: str) -> None:
    once = redact(words, LISTED)
    assert redact(once, LISTED) == once


LISTED = read_names("Thabo\nsix Z\nname\nសុខ\n".encode())[0]

NATIONAL = {
    "Lesotho": ("266", ("5", "6", "2"), 8), "Kenya": ("254", ("7", "1"), 9), "Nigeria": ("234", ("70", "80", "90"), 10),
    "Jamaica": ("1", ("876", "658"), 10), "Togo": ("228", ("9", "7"), 8), "Tanzania": ("255", ("6", "7"), 9),
    "Cambodia": ("855", ("1", "8"), 8),
}  # fmt: skip
"""Country -> calling code, how a mobile number begins, and its digits without a trunk zero."""


@st.composite
def phone_numbers(draw: st.DrawFn) -> str:
    code, beginnings, length = NATIONAL[draw(st.sampled_from(sorted(NATIONAL)))]
    national = draw(st.sampled_from(beginnings))
    national += draw(st.text("0123456789", min_size=length - len(national), max_size=length - len(national)))
    digits = draw(st.sampled_from([national, f"0{national}", f"+{code}{national}", f"00{code}{national}"]))
    gaps = st.sampled_from(["", "", "", " ", "-", ".", " - ", "/", "\u00a0", "–", ") ", "\u200b"])
    zero = draw(st.sampled_from("0០०٠０"))
    return "".join(chr(ord(zero) + int(sign)) + draw(gaps) if sign.isdigit() else sign for sign in digits)


@given(
    phone_numbers(), st.sampled_from(["", "call ", "Nurse Thabo ", "5 of us, ", "ទូរស័ព្ទ "]), st.sampled_from(["", " now", "."])
)
def test_no_phone_number_of_seven_countries_survives(number: str, before: str, after: str) -> None:
    kept = redact(before + number + after)
    assert "[number]" in kept
    assert sum(sign.isdigit() for sign in kept) <= 1


def patterns() -> list[re.Pattern[str]]:
    return [value for module in (redaction, by_name) for value in vars(module).values() if isinstance(value, re.Pattern)]


def endless(tree: object) -> list[str]:
    """Repetitions without an end that give back what they took."""
    found = []
    for op, of in tree:  # type: ignore[attr-defined]
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            found += [name] if of[1] == _parser.MAXREPEAT and name != "POSSESSIVE_REPEAT" else []
            found += endless(of[2])
        elif name == "SUBPATTERN":
            found += endless(of[3])
        elif name == "BRANCH":
            found += [each for branch in of[1] for each in endless(branch)]
        elif name in ("ATOMIC_GROUP",):
            found += endless(of)
        elif name in ("ASSERT", "ASSERT_NOT"):
            found += endless(of[1])
    return found


def test_no_pattern_can_go_back_over_more_than_a_bounded_stretch() -> None:
    """Counted in the patterns themselves, not by a clock: every repetition has an end, or never gives back."""
    assert len(patterns()) > 10
    assert not [(p.pattern, wrong) for p in patterns() if (wrong := endless(_parser.parse(p.pattern, p.flags)))]
    assert len(endless(_parser.parse("(?:a+)+b"))) == 2


@pytest.mark.parametrize("piece", ["a@", "Dr ", "a."])
def test_a_hundred_kilobytes_of_malice_come_to_an_end(piece: str) -> None:
    hostile = piece * (100_000 // len(piece))
    assert len(redact(hostile)) <= 2 * len(hostile)
