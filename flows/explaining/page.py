"""What an explanation is made of, and how it quotes a survey."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.engine.variables import Variable, fill, scan
from flows.model import Flow, Place, Question, Texts, Wording
from flows.walk import question_count

CHANNELS = {"ussd": "on the phone menu", "sms": "by text message", "call": "on a call"}
"""Channel -> how people are asked there."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One point. ``marker`` stands before it (``3.``, ``-``), ``lead`` is its first words, to be set off; ``level`` indents."""

    text: str
    marker: str = ""
    lead: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A survey as somebody reads it who will not read its file."""

    title: str
    about: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Whose eyes the survey is seen with: one language, and one channel or (empty) all that it has."""

    flow: Flow
    language: str
    channel: str = ""
    with_visit: bool = False
    """True while a text is told that people read who have a visit: all that the visit list answers counts as known."""

    @property
    def channels(self) -> tuple[str, ...]:
        return (self.channel,) if self.channel else tuple(self.flow.channels)

    def quote(self, text: str, question: Question | None = None) -> str:
        """A wording between quotation marks, with what is known of its variables put in and the others named in brackets."""
        values = {
            "keep days": str(self.flow.rules.keep_numbers.days),
            "question count": self.count(),
            "owner": self.flow.owner,
            **{piece.name: f"[{self._variable(piece.name)}]" for piece in scan(text) if isinstance(piece, Variable)
               and piece.name not in ("keep days", "question count", "owner")},
        }  # fmt: skip
        return f"“{fill(' '.join(text.split()), values)}”"

    def count(self) -> str:
        """How many questions people get on the channels seen: ``6-8``."""
        counts = [question_count(self.flow, channel, self.with_visit).split("-") for channel in self.channels]
        numbers = sorted(int(number) for count in counts for number in count)
        return "0" if not numbers else f"{numbers[0]}-{numbers[-1]}" if numbers[0] != numbers[-1] else str(numbers[0])

    def _variable(self, name: str) -> str:
        if name.startswith("visit."):
            return name.removeprefix("visit.")
        plain = name.replace(" ", "_")
        if plain in self.flow.by_name and isinstance(self.flow.question(plain).kind, Place):
            return self.flow.question(plain).report_as
        return name

    def label(self, texts: Texts | None, otherwise: str = "") -> str:
        """One of several texts by language; what a draft has not got is shown in its main language."""
        found: Mapping[str, str] = texts or {}
        return found.get(self.language) or found.get(self.flow.main_language) or otherwise

    def wording(self, wording: Wording) -> str:
        """A wording as it is shown: of one channel, or the common one with those of channels that have their own."""
        common = self.label(wording.texts)
        own = {channel: self.label(wording.on.get(channel)) for channel in self.channels}
        if self.channel:
            return self.quote(own[self.channel] or common)
        others = [f"{CHANNELS[channel]}: {self.quote(text)}" for channel, text in own.items() if text and text != common]
        told = [self.quote(common)] if common and len(others) < len(self.channels) else []
        return "; ".join((*told, *others)) or "“”"

    def number(self, name: str) -> str:
        """How the explanation refers to a question: ``“Got all medicine” (question 5)``."""
        if name not in self.flow.by_name:
            return f"“{name}”"
        return f"“{self.flow.question(name).report_as}” (question {self.flow.by_name[name] + 1})"


def joined(words: Sequence[str], last: str = "and") -> str:
    """``a, b and c``."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def counted(count: int, noun: str) -> str:
    """``1 place``, ``21 places``."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def sentences(*parts: str) -> str:
    """The parts that are there, one after the other, each with its full stop."""
    return " ".join(part if part.endswith((".", "!", "?", ".”", "!”", "?”", "។”")) else f"{part}." for part in parts if part)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
