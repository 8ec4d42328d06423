"""The cards of a form: whatever survey is shown in one and sent back unchanged, nothing of its text is touched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from counter import SURVEYS

from flows.condition import read_line
from flows.load import load
from flows.model import All, Mark
from flows.model import Any as Either
from gateway.console.surveys.marking import marked
from gateway.editing import acting, choosing
from gateway.editing.cards import Card, blocks, cards, frame_words, said
from gateway.editing.filled import deeds, name_for, of_blocks, of_words

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in SURVEYS.glob("*.yaml") if ".talk" not in path.name}


def as_shown(card: Card) -> Iterator[tuple[str, str]]:
    """What a browser sends of a card that nobody touched."""
    for words in card.every:
        yield from ((f"words/{'/'.join(words.path[2:])}/{code}", text) for code, text in words.texts.items())
    yield from ((f"value/{key}", value) for key, value in card.values.items())
    yield from ((f"test/{at}", line) for at, line in enumerate((*card.asked.lines, "", "")))
    yield "join", "and" if card.asked.all_of else "or"
    yield from ((f"then/{answer}", to) for answer, to in card.then.items())
    yield "source", card.source.replace("\n", "\r\n") + "\r\n"


@pytest.mark.parametrize("survey", sorted(TEXTS))
def test_a_card_sent_back_as_it_was_is_no_deed(survey: str) -> None:
    text = TEXTS[survey]
    every = cards(text)
    assert [card.name for card in every] == [question.name for question in load(text).draft.flow.questions]  # type: ignore[union-attr]
    assert [deed for card in every for deed in deeds(card, dict(as_shown(card)))] == []
    shown = {f"words/{words.key}/{code}": each for words in frame_words(text) for code, each in words.texts.items()}
    assert list(of_words(frame_words(text), shown)) == []
    assert list(of_blocks(blocks(text), {f"block/{block.key}": block.source for block in blocks(text)})) == []
    rows = text.split("\n")
    assert all("\n".join(rows[card.first - 1 : card.last]) == card.source for card in every)


def test_several_blocks_are_written_anew_without_moving_each_other() -> None:
    text = TEXTS["lesotho-clinic-visit"]
    filled = {"block/title": "title: A\n# two\n# lines", "block/rules": "rules:\n  close after: 2 days"}
    made = acting.done(text, of_blocks(blocks(text), filled))
    assert "title: A\n# two\n# lines\nowner:" in made
    assert "\nrules:\n  close after: 2 days\n\naccepted:" in made
    assert len(made.split("\n")) == len(text.split("\n")) + 2 - 6


def test_every_test_that_is_offered_is_one_that_the_language_reads() -> None:
    for text in TEXTS.values():
        draft = load(text).draft
        assert draft is not None
        for _, offered in choosing.tests(draft.flow, len(draft.flow.questions)):
            for line in offered:
                read = read_line(line.replace(choosing.A_NUMBER, "3"), Mark(1, 1))
                assert not isinstance(read, All | Either)
                assert said(read) == line.replace(choosing.A_NUMBER, "3")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "taken", "name"),
    [
        ("Were you given a receipt?", (), "given_a_receipt"),
        ("Were you given a receipt?", ("given_a_receipt",), "you_given_a_receipt"),
        ("Yes", (), "yes_2"),
        ("ខ្មែរ", (), "question_2"),
        ("12 34", (), "question_2"),
    ],
)
def test_a_name_is_made_of_the_words(words: str, taken: tuple[str, ...], name: str) -> None:
    assert name_for(words, taken) == name


def test_a_sentence_is_set_off_and_nothing_in_it_is_a_tag() -> None:
    told = str(marked("There is no *medecine*. Write `a: *1*` <b>, 2 * 3 * 4."))
    assert told == "There is no <em>medecine</em>. Write <code>a: *1*</code> &lt;b&gt;, 2 * 3 * 4."
