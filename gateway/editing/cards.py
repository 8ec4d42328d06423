"""A draft as the cards of a form: of every question what the form can show, and what stands in its text by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flows.condition import read_line
from flows.editing import form
from flows.editing.outline import Outline, Part
from flows.model import NEXT, All, AnswerTest, ChannelTest, Condition, Mark
from flows.model import Any as Either
from flows.reading import keys
from flows.reading.tree import Group, Items, Scalar

Path = tuple[str, ...]
STEMS = ("ask", "if unclear")
WORDED = ("lowest", "highest", "unit", "if unknown say")
VALUES = (
    "answer", "report as", "counts as", "known from", "may be skipped", "private", "tries", "after the last try",
    "from", "to", "decimals", "longest", "consent to", "do not know", "elsewhere", "earliest", "latest", "list",
)  # fmt: skip
"""Keys of a question with one short value each."""
_NOTE = re.compile(r"\s*#")
_ON_WHICH = ("", *keys.CHANNELS)


@dataclass(frozen=True, slots=True)
class Words:
    """One wording of a card in its languages; ``path`` is that of ``flows.editing.form``, ``texts`` may lack some."""

    path: Path
    texts: Mapping[str, str]

    @property
    def key(self) -> str:
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked. ``lines`` are single tests; ``all_of``: every one must hold. ``by_hand``: only the text can show it."""

    lines: tuple[str, ...] = ()
    all_of: bool = True
    how: str = "only if"
    by_hand: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One question as it stands in the text, read or not; ``first`` and ``last`` are its lines, ``source`` is what they hold.

    ``by_hand`` are the keys, notes and layouts that the form leaves to the text.
    """

    name: str
    first: int
    last: int
    source: str
    kind: str
    ask: Words
    own: tuple[Words, ...] = ()
    choices: tuple[tuple[str, Words], ...] = ()
    worded: tuple[Words, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    asked: Asked = Asked()
    then: Mapping[str, str] = field(default_factory=dict)
    by_hand: tuple[str, ...] = ()
    inline: bool = False

    @property
    def every(self) -> tuple[Words, ...]:
        """All its wordings."""
        return (self.ask, *self.own, *(words for _, words in self.choices), *self.worded)


def cards(text: str) -> tuple[Card, ...]:
    """The questions in their order, those of sections too; nothing where the text cannot be read as groups and lists."""
    outline = Outline(text)
    main = next(iter(form.languages_of(outline)), "")
    named = [(part, part.child("question")) for part in outline.questions()]
    return tuple(_card(outline, part, name.text, main) for part, name in named if name is not None and name.text)


def frame_words(text: str) -> tuple[Words, ...]:
    """The first and the last text of the survey, with those for one channel or without a visit."""
    outline = Outline(text)
    main = next(iter(form.languages_of(outline)), "")
    top = list(outline.top.children()) if outline.top is not None else []
    return tuple(_words(part, (part.key,), main) for part in top if part.key.startswith(STARTS))


@dataclass(frozen=True, slots=True)
class Block:
    """Lines ``first`` to ``last`` of the survey itself under one ``key``: its name, its ways of starting, its rules."""

    key: str
    first: int
    last: int
    source: str


def blocks(text: str) -> tuple[Block, ...]:
    """What stands at the left edge beside the questions, the first and the last words; nothing in a text of another layout."""
    outline = Outline(text)
    parts = list(outline.top.children()) if outline.top is not None else []
    if any(not outline.is_first_on_line(part) for part in parts):
        return ()
    rows = [(part.key, *outline.rows(part)) for part in parts if part.key not in _ELSEWHERE and not part.key.startswith(STARTS)]
    return tuple(Block(key, first, last, _lines(outline, first, last)) for key, first, last in rows)


_ELSEWHERE = frozenset(("questions",))
STARTS = ("welcome", "thank you")


def _card(outline: Outline, part: Part, name: str, main: str) -> Card:
    where = ("questions", name)
    first, last = outline.rows(part)
    there = {child.key: child for child in part.children()}
    on = {key: keys.on(stem, channel) if channel else stem for stem in STEMS for channel in _ON_WHICH
          for key in [f"{stem} {channel}"]}  # fmt: skip
    own = tuple(_words(there[key], (*where, key), main) for key in on.values() if key != "ask" and key in there)
    choices, odd = _choices(there.get("choices"), (*where, "choices"), main)
    worded = tuple(_words(there[key], (*where, key), main) for key in WORDED if key in there)
    steps = there["find by"].children() if "find by" in there else ()
    worded += tuple(_words(step, (*where, "find by", step.key), main) for step in steps)
    asked = _asked(outline, there)
    then = _then(there.get("then"))
    shown = {"question", *on.values(), "choices", *WORDED, *VALUES, "find by", *keys.CONDITIONS}
    shown |= {"then"} if then is not None else set()
    by_hand = [key for key in there if key not in shown]
    by_hand += [key for key in VALUES if key in there and not isinstance(there[key].node, Scalar)]
    by_hand += odd
    notes = [outline.lines.line(row).strip() for row in range(first, last + 1) if _NOTE.match(outline.lines.line(row))]
    ask = _words(there["ask"], (*where, "ask"), main) if "ask" in there else Words((*where, "ask"), {})
    return Card(
        name, first, last, _lines(outline, first, last), there["answer"].text if "answer" in there else "", ask, own,
        choices, worded, {key: there[key].text for key in VALUES if key in there}, asked, then or {},
        (*by_hand, *notes), part.inline,
    )  # fmt: skip


def _lines(outline: Outline, first: int, last: int) -> str:
    return "\n".join(outline.lines.line(row).rstrip("\r\n") for row in range(first, last + 1))


def _words(part: Part, path: Path, main: str) -> Words:
    """A wording's texts by language; one text for all stands under the main language."""
    if isinstance(part.node, Scalar):
        return Words(path, {main: part.text} if part.text else {})
    texts = {child.entry.key: child.text for child in part.children() if child.entry and isinstance(child.node, Scalar)}
    return Words(path, texts)


def _choices(part: Part | None, where: Path, main: str) -> tuple[tuple[tuple[str, Words], ...], list[str]]:
    """The choices by name, and those with more than a label, which the form keeps and does not show."""
    if part is None or not isinstance(part.node, Group):
        return (), (["choices"] if part is not None else [])
    found, odd = [], []
    for child in part.children():
        if child.entry is None:
            continue
        words = _words(child, (*where, child.entry.key), main)
        more = [below.key for below in child.children() if below.key in keys.CHOICE]
        odd += [f"{child.entry.key}: {key}" for key in more]
        found.append((child.entry.key, Words(words.path, {k: t for k, t in words.texts.items() if keys.fold(k) not in more})))
    return tuple(found), odd


def _then(part: Part | None) -> dict[str, str] | None:
    """Where answers lead, as written; ``None`` where the form cannot show it."""
    if part is None:
        return {}
    if isinstance(part.node, Scalar):
        return {NEXT: part.text}
    if not isinstance(part.node, Group):
        return None
    return {child.entry.key: child.text for child in part.children() if child.entry}


def _asked(outline: Outline, there: Mapping[str, Part]) -> Asked:
    written = [key for key in keys.CONDITIONS if key in there]
    if not written:
        return Asked()
    source = "\n".join(outline.source(there[key]) for key in written)
    how, part = written[0], there[written[0]]
    given = [child.text for child in part.children()] if isinstance(part.node, Items) else [part.text]
    lines = [line for each in given for line in _tests(each)]
    joined_alike = len(given) == 1 or all(len(list(_tests(each))) == 1 for each in given)
    if len(written) > 1 or not joined_alike or not lines or "" in lines:
        return Asked(how=how, by_hand=source)
    if how == "only if":
        return Asked(tuple(lines), " or " not in given[0], how)
    return Asked(tuple(lines), how.endswith("all of") if len(given) > 1 else " or " not in given[0], how)


def _tests(line: str) -> Iterator[str]:
    """The single tests of a line; one empty text where it cannot be read."""
    read = read_line(line, Mark(1, 1))
    parts = read.parts if isinstance(read, All | Either) else (read,)
    for part in parts:
        yield said(part) if isinstance(part, AnswerTest | ChannelTest) else ""


def said(test: Condition) -> str:
    """A single test as the language writes it.

    >>> said(AnswerTest("treated", "below", ("3",)))
    'treated is below 3'
    """
    if isinstance(test, ChannelTest):
        return f"channel is {test.channel}"
    assert isinstance(test, AnswerTest)
    if test.comparison in ("answered", "not answered"):
        return f"{test.question} was {test.comparison}"
    if test.comparison in ("is", "is not"):
        return f"{test.question} {test.comparison} {'one of ' * (len(test.values) > 1)}{', '.join(test.values)}"
    return f"{test.question} is {test.comparison} {test.values[0]}"
