"""What an import gives: a draft for a coordinator, and by name all that could not be carried over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flows.exchange.write import as_yaml
from flows.model import Flow, Message, Question, Starts, Wording
from flows.reading.quantities import NAME, RESERVED, fixed_name


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that cannot be carried: where it stood (``survey, row 7`` or ``node 1b2c``), why not, and the way out."""

    where: str
    sentence: str
    way_out: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence} {self.way_out}"


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was carried over, but not as it was."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Imported:
    """``flow`` is the draft, ``None`` if nothing could be carried; it is never published by the import."""

    flow: Flow | None
    refused: tuple[Refused, ...]
    notes: tuple[Note, ...]

    def text(self, origin: str) -> str:
        """The draft as a file whose first lines say where it came from, what is missing, and what was changed."""
        if self.flow is None:
            return ""
        told = [f"A draft, brought in from {origin}. Read it, repair it, check it; it is not published."]
        if self.refused:
            told += ["", "Not carried over:", *(f"- {each}" for each in self.refused)]
        if self.notes:
            told += ["", "Carried over with a change:", *(f"- {each}" for each in self.notes)]
        return as_yaml(self.flow, ("\n".join(told),))


@dataclass(frozen=True, slots=True)
class Frame:
    """What a survey needs and other programs do not say."""

    owner: str
    time_zone: str
    dials: tuple[str, ...] = ()


THANKS = {"en": "Thank you.", "fr": "Merci.", "sw": "Asante.", "st": "Rea leboha.", "km": "សូមអរគុណ។"}
"""The last words of a draft, where the other program had none."""


def name_for(wanted: str, taken: set[str]) -> str:
    """A name for the data as near as possible to the one it had: legal, not reserved, used once; it is ``taken`` then."""
    stem = wanted if NAME.fullmatch(wanted) else fixed_name(wanted) or "question"
    if stem in RESERVED or stem in {"yes", "no"} or not NAME.fullmatch(stem):
        stem = f"q_{stem}"[:30].rstrip("_")
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem[:27]}_{number}", number + 1
    taken.add(name)
    return name


def draft(
    questions: Sequence[Question], languages: Mapping[str, str], title: str, identifier: str, frame: Frame
) -> tuple[Flow, tuple[Note, ...]]:
    """The survey of these questions. Words before the first question are its welcome, words behind the last its thank-you."""
    rest, notes = list(questions), []
    title = title or "A survey without a title"
    if len(rest) > 1 and _is_words(rest[0]):
        welcome = rest.pop(0).ask
    else:
        welcome = Wording(dict.fromkeys(languages, title.replace("{", "{{").replace("}", "}}")))
        notes.append(Note("the welcome", "there were no first words, so the title welcomes people; write something better."))
    if len(rest) > 1 and _is_words(rest[-1]):
        thanks = rest.pop().ask
    else:
        thanks = Wording({code: THANKS.get(code, THANKS["en"]) for code in languages})
    flow = Flow(
        survey=_survey_name(identifier or title),
        title=title[:80],
        owner=frame.owner,
        time_zone=frame.time_zone,
        languages=languages,
        starts=Starts(dials=frame.dials),
        welcome=welcome,
        questions=tuple(rest),
        thank_you=thanks,
        by_name={question.name: at for at, question in enumerate(rest)},
    )
    return flow, tuple(notes)


def _is_words(question: Question) -> bool:
    return isinstance(question.kind, Message) and not question.conditions


def _survey_name(text: str) -> str:
    name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text.lower())
    return "-".join(part for part in name.split("-") if part)[:40].strip("-") or "imported-survey"
