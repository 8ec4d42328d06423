"""Every language has every text, with the same slots; Sesotho stays within a text message; nothing claims too much."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from flows.measure import GSM_BASIC
from reports.signals import ACTIONS
from reports.words import LANGUAGES, Topic, word
from reports.words.calendar import DAYS, MONTHS
from reports.words.charts import CHARTS
from reports.words.labels import LABELS
from reports.words.mail import MAIL
from reports.words.networks import NETWORKS, network_name
from reports.words.numbers import NUMBERS
from reports.words.overview import OVERVIEW
from reports.words.sentence_texts import EMPTY, MOVEMENT, OPENING, REASON, WHEN
from reports.words.signal_texts import SIGNALS

TOPICS: dict[str, Topic] = {
    "numbers": NUMBERS, "charts": CHARTS, "mail": MAIL, "when": WHEN, "opening": OPENING, "movement": MOVEMENT,
    "reason": REASON, "empty": EMPTY, "signals": SIGNALS, "overview": OVERVIEW, "labels": LABELS,
    "networks": NETWORKS,
}  # fmt: skip
BANNED = re.compile(r"\b(significant\w*|dramatic\w*|record|only|crisis|proof|proves?|because|due to|caused?)\b", re.I)


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", TOPICS)
def test_no_language_lacks_a_text_or_a_slot(name: str) -> None:
    for key, texts in TOPICS[name].items():
        assert set(texts) == set(LANGUAGES), key
        assert all(text or key == "no reason" for text in texts.values()), key
        assert {language: slots(text) for language, text in texts.items()} == dict.fromkeys(LANGUAGES, slots(texts["en"])), key


def test_each_language_has_twelve_months_and_seven_days() -> None:
    assert {k: len(set(v)) for k, v in MONTHS.items()} == dict.fromkeys(LANGUAGES, 12)
    assert {k: len(set(v)) for k, v in DAYS.items()} == dict.fromkeys(LANGUAGES, 7)


def test_sesotho_has_no_letter_that_a_text_message_lacks() -> None:
    letters = {c for t in TOPICS.values() for texts in t.values() for c in texts["st"] if c.isalpha()}
    letters |= {c for names in (MONTHS["st"], DAYS["st"]) for name in names for c in name}
    assert not {c for c in letters if c not in GSM_BASIC}


def test_no_sentence_claims_a_cause_or_calls_a_change_big() -> None:
    said = {f"{name} {key}": texts["en"] for name, t in TOPICS.items() for key, texts in t.items()}
    assert not {key: text for key, text in said.items() if BANNED.search(text)}
    assert BANNED.search("It fell because of the queue")


def test_a_language_without_a_text_gets_the_english_one() -> None:
    assert word({"key": {"en": "words", "fr": ""}}, "key", "fr") == "words"
    assert word({"key": {"en": "words"}}, "key", "xx") == "words"


def test_every_action_that_can_be_recorded_has_a_word() -> None:
    assert set(ACTIONS) <= set(SIGNALS)


@pytest.mark.parametrize(
    ("code", "said"),
    [("65101", "Vodacom Lesotho"), ("99999", "réseau 99999"), ("", "réseau inconnu"), ("Econet", "Econet")],
)
def test_a_network_is_called_by_its_name(code: str, said: str) -> None:
    assert network_name(code, "fr") == said
