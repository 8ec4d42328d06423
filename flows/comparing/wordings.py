"""What people read: texts that were changed, added or removed, and translations that stayed behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.comparing.change import Change
from flows.comparing.pair import Pair
from flows.model import Texts
from flows.texts import Path, texts_of_question, texts_of_survey

_CHANNELS = {"ussd": "on the phone menu", "sms": "by SMS", "call": "on a call"}
_OWN_KEYS = {("choices",), ("find by",), ("unit",)}
"""Texts of parts that are compared by themselves: here only where both versions have the part."""
_NAMES = {
    "welcome": "the welcome",
    "thank you": "the thank-you",
    "welcome without a visit": "the welcome without a visit",
    "thank you without a visit": "the thank-you without a visit",
    "ask": "{question}",
    "choices": "the choice {of} of {question}",
    "find by": "the step {of} of {question}",
    "words": "the word {of}",
}


def of_survey(pair: Pair) -> Iterator[Change]:
    """Texts that belong to no question."""
    yield from _changes(pair, texts_of_survey(pair.old), texts_of_survey(pair.new), "")


def of_question(pair: Pair, old_name: str, new_name: str, without: frozenset[Path]) -> Iterator[Change]:
    """Texts of a question that both versions ask, but for those at ``without``."""
    questions = pair.old.question(old_name), pair.new.question(new_name)
    old, new = ({p: t for p, t in texts_of_question(q) if p not in without} for q in questions)
    yield from _changes(pair, old, new, new_name)


def _changes(pair: Pair, old: Mapping[Path, Texts], new: Mapping[Path, Texts], question: str) -> Iterator[Change]:
    for path in (*new, *(path for path in old if path not in new)):
        if path[:1] in _OWN_KEYS and not (path in old and path in new):
            continue
        for code in pair.languages:
            before, after = (texts.get(path, {}).get(code, "") for texts in (old, new))
            if before != after:
                where = ("questions", question, *path, code) if question else (*path, code)
                yield Change("wording only", question, "wording", _sentence(pair, where, before, after), where, before, after)


def _sentence(pair: Pair, where: Path, before: str, after: str) -> str:
    name = named(where[:-1])
    whose = f"The {pair.new.languages[where[-1]]} text of" if len(pair.new.languages) > 1 else "The text of"
    if not before:
        return f"{whose} {name} was added: {_quoted(after)}"
    if not after:
        return f"{whose} {name} was removed: {_quoted(before)}"
    return f"{whose} {name} changed from “{before}” to {_quoted(after)}"


def _quoted(text: str) -> str:
    """A text in quotes at the end of a sentence; its own full stop is enough."""
    return f"“{text}”" if text.endswith((".", "!", "?", "។")) else f"“{text}”."


def named(path: Path) -> str:
    """What a text is called in a sentence, by its path without the language: ``the choice *ill* of *reason*``."""
    question, below = (path[1], path[2:]) if path[0] == "questions" else ("", path)
    key, rest = below[0], below[1:]
    has_part = key in ("choices", "find by", "words")
    pattern = _NAMES.get(key, f"*{key}* of {{question}}")
    part = f"*{rest[0]}*" if has_part and rest else ""
    channel = next((_CHANNELS[word] for word in rest if word in _CHANNELS and not has_part), "")
    return " ".join(filter(None, (pattern.format(question=f"*{question}*", of=part), channel)))
