"""The words of a report in five languages: one module per topic, each text whole, looked up here.

A topic is a mapping key -> language -> text. English is written; the other languages are drafts until somebody who speaks
them has read them. A text that a language lacks is given in English, so that no report fails for a word.
"""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("en", "fr", "sw", "st", "km")
"""English, French, Swahili, Sesotho of Lesotho, Khmer."""

Topic = Mapping[str, Mapping[str, str]]


def word(topic: Topic, key: str, language: str) -> str:
    """The text of a key in a language, in English where the language lacks it; ``KeyError`` for a key nobody wrote."""
    texts = topic[key]
    return texts.get(language) or texts["en"]


def of_days(topic: Topic, key: str, days: int, language: str) -> str:
    """A text with ``{days}`` filled in: of one day that of the key ``"<key> one"``, if there is such."""
    one = f"{key} one"
    return word(topic, one if days == 1 and one in topic else key, language).replace("{days}", str(days))


def topic(texts: Mapping[str, tuple[str, str, str, str, str]]) -> Topic:
    """A topic from rows: key -> its text in the order of :data:`LANGUAGES`."""
    return {key: dict(zip(LANGUAGES, row, strict=True)) for key, row in texts.items()}
