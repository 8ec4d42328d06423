"""A sound survey, and how rows of broken ones are made from it: ``¦`` marks where the problem must be said to stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.model import Mark

SOUND = """\
survey: water-point
title: The water point
owner: Ministry of Water
time zone: Africa/Maseru
languages: { en: English }
starts when:
  someone dials: "*120*77#"
  someone texts: WATER to 40145
rules:
  close after: 3 days
welcome: Ministry of Water asks a few questions. Free.
questions:
  - question: works
    ask: Does the water point work today?
    answer: yes or no
  - question: broken_days
    only if: works is no
    ask: For how many days has it been broken?
    answer: number
    to: 365
  - question: clean
    counts as: headline
    ask: How clean is the water?
    answer: rating
    lowest: dirty
    highest: clean
  - question: way
    ask: How do you get there?
    answer: choice
    choices:
      foot: On foot
      bus: By bus
thank you: Thank you. Your answers help to plan repairs.
"""

LAST = "thank you: Thank you. Your answers help to plan repairs.\n"


NO_LISTS: Mapping[str, str | bytes] = {}


@dataclass(frozen=True)
class Row:
    code: str
    what: str
    marked: str
    """The whole text with one ``¦`` at the place of the problem."""
    lists: Mapping[str, str | bytes] = field(default_factory=dict, hash=False)
    """The place lists beside the survey: name -> rows."""

    def list(self, name: str) -> bytes | None:
        rows = self.lists.get(name)
        return rows.encode() if isinstance(rows, str) else rows

    @property
    def text(self) -> str:
        return self.marked.replace("¦", "")

    @property
    def mark(self) -> Mark:
        before = self.marked[: self.marked.index("¦")]
        return Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))


def change(
    code: str, what: str, *changes: tuple[str, str], base: str = SOUND, lists: Mapping[str, str | bytes] = NO_LISTS
) -> Row:
    """The sound survey with some of its words changed."""
    text = base
    for old, new in changes:
        assert text.count(old) == 1, (what, old)
        text = text.replace(old, new)
    assert text.count("¦") == 1, what
    return Row(code, what, text, lists)


def question(code: str, what: str, lines: str, *changes: tuple[str, str], base: str = SOUND) -> Row:
    """The sound survey with one more question at the end, its lines indented."""
    more = "\n".join("    " + line for line in lines.strip("\n").split("\n"))
    return change(code, what, (LAST, more.replace("    ", "  - ", 1) + "\n" + LAST), *changes, base=base)


TWO = (
    SOUND.replace("languages: { en: English }", "languages: { en: English, st: Sesotho }")
    .replace("welcome: Ministry of Water asks a few questions. Free.", "welcome: { en: A few questions., st: Lipotso. }")
    .replace("ask: Does the water point work today?", "ask: { en: Does it work?, st: Na e sebetsa? }")
    .replace("ask: For how many days has it been broken?", "ask: { en: How many days?, st: Matsatsi a makae? }")
    .replace("ask: How clean is the water?", "ask: { en: How clean is it?, st: Metsi a joang? }")
    .replace("lowest: dirty", "lowest: { en: dirty, st: litsila }")
    .replace("highest: clean", "highest: { en: clean, st: hloekile }")
    .replace("ask: How do you get there?", "ask: { en: How do you go there?, st: U ea joang? }")
    .replace("foot: On foot", "foot: { en: On foot, st: Ka maoto }")
    .replace("bus: By bus", "bus: { en: By bus, st: Ka bese }")
    .replace(LAST, "thank you: { en: Thank you very much., st: Rea leboha. }\n")
)
"""The same in two languages."""

LONG = "so many words that nobody can read them all on a small screen "
