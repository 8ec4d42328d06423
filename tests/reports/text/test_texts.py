"""What a report says of people's words: planted themes and words are found, few people's are not, and order means nothing."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint  # type: ignore[import-untyped]

from reports.night.evidence import Remark
from reports.night.shape import Count, Quotation, Share, Texts, Window
from reports.text.codebook import shipped
from reports.text.distinctive import LEAST_SPEAKERS, MOST_WORDS, distinctive_words
from reports.text.texts import build_texts

WINDOW = Window(date(2026, 10, 26), date(2026, 11, 22))
PLAIN = ("waited at the gate", "the nurse was kind to me", "no chairs in the room", "long walk from the village")


def remark(speaker: int, words: str, language: str = "en", survey: str = "clinic") -> Remark:
    return Remark(WINDOW.first, survey, language, speaker, words)


def ordinary(n: int) -> list[Remark]:
    return [remark(i, PLAIN[i % len(PLAIN)]) for i in range(n)]


def built(now: list[Remark], before: list[Remark] = [], dangerous: int = 0, **more: object) -> Texts:  # noqa: B006 - only read
    made = build_texts(WINDOW, now, before, dangerous, (), shipped(), "en", **more)  # type: ignore[arg-type]
    assert made is not None
    return made


def share(texts: Texts, code: str) -> Share:
    return next(theme.share for theme in texts.themes if theme.code == code)


def test_a_theme_has_its_share_of_all_texts_with_wilsons_interval() -> None:
    found = share(built([remark(i, "long queue" if i < 13 else "no water") for i in range(40)]), "waiting")
    lower, upper = proportion_confint(13, 40, method="wilson")
    assert (found.n, found.value) == (40, Decimal("0.3250"))
    assert (float(found.lower or 0), float(found.upper or 0)) == pytest.approx((lower, upper), abs=5e-5)


def test_under_ten_texts_there_is_no_share_and_no_count() -> None:
    texts = built(ordinary(9), ordinary(40))
    assert texts.texts == Count(None, "base_lt_10")
    assert {theme.share for theme in texts.themes} == {Share(None, hidden="base_lt_10")}
    assert texts.words == ()


def test_a_theme_of_one_to_four_texts_is_hidden_and_so_is_the_next_that_would_give_it_back() -> None:
    texts = built([remark(i, "long queue" if i < 3 else "no water" if i < 11 else "thanks") for i in range(40)])
    assert share(texts, "waiting") == Share(40, hidden="count_1_4")
    assert share(texts, "facilities") == Share(40, hidden="secondary")
    assert share(texts, "praise").value == Decimal("0.7250")


def test_before_is_the_window_before() -> None:
    texts = built([remark(i, "long queue") for i in range(20)], [remark(i, "no water") for i in range(30)])
    waiting, facilities = (next(t for t in texts.themes if t.code == code) for code in ("waiting", "facilities"))
    assert (waiting.share.value, waiting.before and waiting.before.value) == (Decimal("1.0000"), Decimal("0.0000"))
    assert (facilities.share.value, facilities.before and facilities.before.n) == (Decimal("0.0000"), 30)


def test_of_a_delicate_survey_a_theme_needs_ten_texts() -> None:
    now = [remark(i, "long queue" if i < 9 else "no water", survey="hiv") for i in range(40)]
    assert "waiting" not in {theme.code for theme in built(now, stricter={"hiv"}).themes}
    assert share(built(now), "waiting").value == Decimal("0.2250")
    assert share(built([*now, remark(99, "queue", survey="hiv")], stricter={"hiv"}), "waiting").value == Decimal("0.2439")


@pytest.mark.parametrize(
    ("n", "count"), [(0, Count(0)), (1, Count(None, "base_lt_10")), (9, Count(None, "base_lt_10")), (10, Count(10))]
)
def test_danger_is_a_number_from_ten_on(n: int, count: Count) -> None:
    assert built(ordinary(12), dangerous=n).danger == count


def test_nothing_written_is_no_page_and_a_released_quotation_is_one() -> None:
    assert build_texts(WINDOW, [], ordinary(20), 0, (), shipped(), "en") is None
    quotation = Quotation("The nurse listened.", "en", "M. Pule", WINDOW.last)
    made = build_texts(WINDOW, [], [], 0, (quotation,), shipped(), "km")
    assert made is not None
    assert made.quotations == (quotation,)
    assert made.texts == Count(0)


def test_themes_are_named_in_the_language_of_the_report() -> None:
    made = build_texts(WINDOW, ordinary(12), [], 0, (), shipped(), "fr")
    assert made is not None
    assert {theme.label for theme in made.themes} >= {"Attente"}


# --- distinctive words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "word", "words"),
    [
        ("en", "generator", "the generator is broken"), ("fr", "génératrice", "la génératrice en panne"),
        ("sw", "jenereta", "jenereta imeharibika"), ("st", "seterata", "seterata se robehile"),
        ("km", "ម៉ាស៊ីនភ្លើង", "ម៉ាស៊ីនភ្លើង ខូច"),
    ],
)  # fmt: skip
def test_a_planted_word_is_found_in_five_languages(language: str, word: str, words: str) -> None:
    before = [remark(i, PLAIN[i % 4], language) for i in range(200)]
    now = [*before, *(remark(1000 + i, words, language) for i in range(25))]
    found = {each.word: each for each in distinctive_words(now, before)}
    (planted,) = [each for name, each in found.items() if name == word or name == "generatrice"]
    assert (planted.language, planted.speakers) == (language, 25)
    assert planted.z > 3
    gone = {each.word: each for each in distinctive_words(before, now)}
    assert gone[planted.word].z == -planted.z
    assert gone[planted.word].speakers == 25


def test_nothing_new_is_no_word() -> None:
    assert distinctive_words(ordinary(300), ordinary(280)) == ()


@pytest.mark.parametrize(("speakers", "shown"), [(LEAST_SPEAKERS - 1, False), (LEAST_SPEAKERS, True)])
def test_a_word_needs_ten_different_people_however_often_one_says_it(speakers: int, shown: bool) -> None:
    now = [*ordinary(200), *(remark(1000 + i % speakers, "generator broken") for i in range(60))]
    assert ("generator" in {each.word for each in distinctive_words(now, ordinary(200))}) is shown


def test_a_word_that_a_few_still_say_is_not_told() -> None:
    many = [remark(1000 + i, "generator noise") for i in range(40)]
    assert "generator" in {each.word for each in distinctive_words(ordinary(300), [*ordinary(300), *many])}
    assert "generator" not in {each.word for each in distinctive_words([*ordinary(300), *many[:3]], [*ordinary(300), *many])}


def test_marks_stop_words_and_likely_names_are_no_words() -> None:
    planted = [remark(1000 + i, "I saw Tebello there with [name] and because [number] of generator") for i in range(40)]
    found = {each.word for each in distinctive_words([*ordinary(200), *planted], ordinary(200))}
    assert "generator" in found
    assert not found & {"tebello", "name", "number", "because", "with", "there"}


def test_capitals_of_people_who_shout_make_no_name() -> None:
    planted = [remark(1000 + i, "NO GENERATOR HERE") for i in range(30)]
    assert "generator" in {each.word for each in distinctive_words([*ordinary(200), *planted], ordinary(200))}


WORDS = st.lists(st.sampled_from(["generator", "queue", "Tebello", "ថ្នាំ", "[name]", "water", "rude", "the"]), max_size=5)
REMARKS = st.lists(st.builds(lambda s, w: remark(s, " ".join(w)), st.integers(1, 30), WORDS), max_size=40)


@settings(max_examples=30)
@given(REMARKS, REMARKS, st.randoms(use_true_random=False))
def test_the_order_of_remarks_means_nothing_and_few_people_are_never_told_of(
    now: list[Remark], before: list[Remark], luck: random.Random
) -> None:
    made = build_texts(WINDOW, now, before, 0, (), shipped(), "en")
    assert build_texts(WINDOW, luck.sample(now, len(now)), luck.sample(before, len(before)), 0, (), shipped(), "en") == made
    if made is not None:
        assert len(made.words) <= MOST_WORDS
        assert all(word.speakers >= LEAST_SPEAKERS and abs(word.z) > 3 for word in made.words)
        assert all(theme.share.n is None or theme.share.n >= 10 for theme in made.themes)
