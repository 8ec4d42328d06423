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


def topic(texts: Mapping[str, tuple[str, str, str, str, str]]) -> Topic:
    """A topic from rows: key -> its text in the order of :data:`LANGUAGES`."""
    return {key: dict(zip(LANGUAGES, row, strict=True)) for key, row in texts.items()}
