"""Words that a repair writes where only the author can know better: drafts to be changed."""

from __future__ import annotations

SAMPLE = """\
survey: water-point
title: The water point in your village
owner: Ministry of Water
time zone: Africa/Maseru
languages: { en: English }
starts when:
  someone dials: "*120*77#"
welcome: "Ministry of Water: {question count} short questions about the water point. Free."
questions:
  - question: works
    ask: Does the water point work today?
    answer: yes or no
  - question: clean
    ask: How clean is the water?
    answer: rating
    lowest: very dirty
    highest: very clean
    counts as: headline
thank you: Thank you. Your answers help to plan repairs.
"""
"""A small survey that can be published."""

QUESTION = """\
- question: works
  ask: {ask}
  answer: yes or no
"""

STOP = {
    "en": "Text STOP to end.",
    "fr": "Envoyez STOP pour finir.",
    "sw": "Tuma STOP kusitisha.",
    "st": "Romela STOP ho emisa.",
    "km": "ផ្ញើ STOP ដើម្បីឈប់។",
}
"""How an invitation names a stop word; English where the language is not among them."""

THE_PLACE = {"en": "the place", "fr": "ce lieu", "sw": "mahali hapo", "st": "sebaka seo", "km": "កន្លែងនោះ"}
"""What stands for a place that is not known."""

LOWEST = {"en": "very bad", "fr": "très mauvais", "sw": "mbaya sana", "st": "hampe haholo", "km": "អន់ណាស់"}
HIGHEST = {"en": "very good", "fr": "très bon", "sw": "nzuri sana", "st": "hantle haholo", "km": "ល្អណាស់"}
"""The ends of a scale."""
