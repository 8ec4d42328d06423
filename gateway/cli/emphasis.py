"""Names in a sentence, between stars or backquotes, in bold on a terminal."""

from __future__ import annotations

import re

from rich.text import Text

_EMPHASIS = re.compile(r"\*([^*]+)\*|`([^`]+)`")


def emphasised(sentence: str) -> Text:
    """The sentence as it stands, with what is between stars or backquotes in bold; its signs stay, as files have no bold."""
    text = Text(sentence)
    text.highlight_regex(_EMPHASIS, "bold")
    return text
