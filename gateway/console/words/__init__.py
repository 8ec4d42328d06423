"""The words of the console in five languages: one module per topic, looked up as the words of reports are.

English is written; the other languages are drafts until somebody who speaks them has read them.
"""

from __future__ import annotations

from reports.words import LANGUAGES, Topic, topic, word

NAMES = {"en": "English", "fr": "Français", "sw": "Kiswahili", "st": "Sesotho", "km": "ខ្មែរ"}
"""Languages by their own names."""
DRAFTS = frozenset({"fr", "sw", "st", "km"})
"""Languages whose words nobody has read yet who speaks them."""

__all__ = ["DRAFTS", "LANGUAGES", "NAMES", "Topic", "topic", "word"]
