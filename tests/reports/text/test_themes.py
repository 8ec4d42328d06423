"""What texts of five languages are about, what is danger, and what an author of a codebook is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.text.codebook import SHIPPED, Codebook, shipped
from reports.text.reading import CATALOGUE, MOST_THEMES, read_codebook
from reports.text.redaction import redact
from reports.text.themes import is_dangerous, themes_of

BOOK = shipped()
LANGUAGES = ("en", "fr", "sw", "st", "km")


def test_the_shipped_codebook_has_sixteen_themes_in_five_languages_and_no_problem() -> None:
    book, problems = read_codebook(SHIPPED.read_bytes())
    assert book is not None
    assert not problems
    assert len(book.themes) == 16
    for theme in book.themes:
        assert set(theme.names) == set(LANGUAGES)
        assert theme.code == "other" or set(theme.keywords) == set(LANGUAGES)
    assert book.drafts == ("fr", "sw", "st", "km")


@pytest.mark.parametrize(
    ("language", "words", "themes"),
    [
        ("en", "Waited 4 hours, staff were RUDE", {"waiting", "staff_manner"}),
        ("en", "bad.no medicine and dirty toilets", {"medicines", "cleanliness", "facilities"}),
        ("en", "they asked me to pay a bribe", {"cost"}),
        ("fr", "L'attente est trop longue et pas d'eau", {"waiting", "facilities"}),
        ("fr", "J'ai payé un pot-de-vin", {"cost"}),
        ("sw", "Nilisubiri foleni ndefu, hakuna dawa", {"waiting", "medicines"}),
        ("sw", "Wahudumu walinitukana, vyoo vichafu", {"staff_manner", "facilities"}),
        ("st", "Ke emetse lihora tse ngata, ha ho meriana", {"waiting", "medicines"}),
        ("st", "Kea leboha, basebetsi ba lokile", {"praise"}),
        ("st", "Sebaka se na le ts'ila", {"cleanliness"}),
        ("km", "រង់ចាំយូរណាស់ អត់មានថ្នាំ", {"waiting", "medicines"}),
        ("km", "បង្គន់\u200bកខ្វក់", {"facilities", "cleanliness"}),
        ("st", "Ke emetse, the queue was too long, no doctor", {"waiting", "staff_absent"}),
        ("xx", "no water", {"facilities"}),
        ("en", "qwrt", {"other"}),
        ("en", "12 34 !!", set()),
        ("en", "", set()),
    ],
)
def test_themes_are_found(language: str, words: str, themes: set[str]) -> None:
    assert set(themes_of(BOOK, language, words)) == themes


def test_a_word_is_not_found_within_another_and_a_stem_only_at_its_beginning() -> None:
    assert themes_of(BOOK, "en", "latent strings await") == ("other",)
    assert themes_of(BOOK, "en", "waitingroom") == ("waiting",)


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_themes_have_the_order_of_the_codebook_and_never_stand_twice(words: str, language: str) -> None:
    found = themes_of(BOOK, language, words)
    assert list(found) == [code for code in BOOK.codes if code in found]
    assert "other" not in found or found == ("other",)


DANGER = [
    "my baby died", "they beat me", "a nurse slapped my mother", "no oxygen in the ward", "he had a knife", "I want to die",
    "mon bébé est mort", "pas d'oxygène", "on m'a frappé", "amekufa mtoto", "nilipigwa na mlinzi", "hakuna oksijeni",
    "ngoana oa ka o shoele", "ba nkotlile", "កូនខ្ញុំស្លាប់", "គ្មានអុកស៊ីសែន", "my son Thabo was left alone",
    "ngoana Lineo a siuoa", "got no death certificate after my father died", "កូន ឈ្មោះ សុខា យឺត",
]  # fmt: skip
HARMLESS = [
    "I came for a death certificate", "registering a death took long", "the death certificates were wrong", "phone died",
    "my son was treated well", "Child Health card", "cheti cha kifo kimechelewa", "acte de décès pas prêt",
    "lengolo la lefu le liehile", "សំបុត្រមរណភាពយឺត", "nothing wrong", "the doctor is a killer app",
][:-1]  # fmt: skip


@pytest.mark.parametrize("words", DANGER)
@pytest.mark.parametrize("language", ["en", "km"])
def test_danger_is_heard_in_every_language_whatever_the_conversation_was_in(words: str, language: str) -> None:
    assert is_dangerous(BOOK, language, words)
    assert is_dangerous(BOOK, language, redact(words))


@pytest.mark.parametrize("words", HARMLESS)
def test_the_business_of_an_office_is_no_danger(words: str) -> None:
    assert not is_dangerous(BOOK, "en", words)


def test_a_codebook_without_danger_finds_none() -> None:
    book, problems = read_codebook("themes: {a: {name: {en: A}, en: [died]}, other: {name: {en: B}}}")
    assert isinstance(book, Codebook)
    assert not problems
    assert not is_dangerous(book, "en", "he died")
    assert themes_of(book, "en", "he died") == ("a",)
    assert themes_of(book, "en", "x") == ("other",)


GOOD = "themes:\n  a: {name: {en: A}, en: [x1]}\n  other: {name: {en: O}}\n"
MANY = "themes:\n" + "".join(f"  t{n}: {{name: {{en: T}}, en: [word]}}\n" for n in range(MOST_THEMES + 1))
BROKEN = [
    ("E701", 1, "everywhere: en\n"),
    ("E701", 1, ""),
    ("E702", 4, GOOD + "evrywhere: en\n"),
    ("E703", 2, "themes:\n  Staff Manner: {name: {en: A}, en: [rude]}\n"),
    ("E704", 2, "themes:\n  a: {en: [rude]}\n"),
    ("E705", 2, "themes:\n  a: {name: {en: A}}\n"),
    ("E706", 2, "themes:\n  a: rude\n"),
    ("E706", 2, "themes:\n  a: {name: {en: A}, en: {rude: yes}}\n"),
    ("E707", 2, "themes:\n  a: {name: {en: A}, en: ['w*it']}\n"),
    ("E707", 2, "themes:\n  a: {name: {en: A}, en: ['!!']}\n"),
    ("E708", 2, "themes:\n  a: {name: {en: A}, en: [wa*]}\n"),
    ("E709", 2, "themes:\n  a: {name: {en: A}, en: [Café, cafe]}\n"),
    ("E710", 2, "themes:\n  other: {name: {en: A}, en: [cafe]}\n"),
    ("E711", 1, MANY),
    ("W712", 1, "themes:\n  a: {name: {en: A}, en: [cafe]}\n"),
    ("E108", 4, GOOD + "themes:\n  b: {name: {en: A}, en: [cafe]}\n"),
    ("E102", 1, "themes"),
]


@pytest.mark.parametrize(("code", "line", "text"), BROKEN)
def test_an_author_is_told_what_where_and_what_to_do(code: str, line: int, text: str) -> None:
    book, problems = read_codebook(b"\xff" if code == "E102" else text)
    found = next(problem for problem in problems if problem.code == code)
    assert found.mark.line == line
    assert found.sentence
    assert found.remedy
    assert (book is None) == found.is_error


def test_every_code_has_a_broken_codebook() -> None:
    assert {code for code, _, _ in BROKEN} >= set(CATALOGUE)


@given(st.text(max_size=200))
def test_reading_never_raises(text: str) -> None:
    book, problems = read_codebook(text)
    assert book is not None or problems
