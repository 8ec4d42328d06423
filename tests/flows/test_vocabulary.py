"""What is proposed while a survey is written is what the reader takes, and nothing of it is missing."""

from __future__ import annotations

import pytest
from shipped_surveys import shipped

from flows.editing.vocabulary import key_proposals, name_proposals, variable_proposals
from flows.reading import keys

CLINIC = "lesotho-clinic-visit"


def test_every_key_of_the_language_is_proposed_once_in_its_part() -> None:
    proposed = {part: [each.word for each in found] for part, found in key_proposals().items()}
    assert all(len(words) == len(set(words)) for words in proposed.values())
    assert set(proposed["survey"]) == set(keys.SURVEY)
    assert set(proposed["starts when"]) == set(keys.STARTS)
    assert set(proposed["rules"]) == set(keys.RULES)
    assert set(proposed["section"]) == set(keys.SECTION)
    assert set(proposed["question"]) == set(keys.QUESTION).union(*keys.OF_KIND.values())


def test_a_key_of_some_kinds_says_of_which() -> None:
    of = {each.word: each.kinds for each in key_proposals()["question"]}
    assert of["decimals"] == ("number",)
    assert set(of["from"]) == {"rating", "number"}
    assert of["report as"] == ()


@pytest.mark.parametrize(
    ("part", "word", "values"),
    [
        ("question", "answer", tuple(keys.OF_KIND)),
        ("question", "may be skipped", ("yes", "no")),
        ("question", "tries", ("1", "2", "3")),
        ("rules", "first screen offers", keys.OFFERS),
        ("rules", "close after", ("1 hour", "1 day", "3 days")),
        ("question", "report as", ()),
    ],
)
def test_a_key_of_few_values_proposes_them(part: str, word: str, values: tuple[str, ...]) -> None:
    [proposal] = [each for each in key_proposals()[part] if each.word == word]
    assert set(values) == set(proposal.values)


def test_a_surveys_own_names_are_proposed_with_what_they_can_be_compared_with() -> None:
    flow = shipped(CLINIC)
    names = {each.word: each.values for each in name_proposals(flow)}
    assert list(names) == [question.name for question in flow.questions]
    assert names["medicine"] == ("yes", "no")
    assert names["treated"] == ("1", "2", "3", "4", "5")
    assert "child" in names["reason"]
    assert names["wait"] == ()


def test_every_proposed_variable_is_known_to_the_checker() -> None:
    flow = shipped(CLINIC)
    words = [each.word for each in variable_proposals(flow)]
    assert words[:3] == ["keep days", "question count", "reference"]
    assert "facility" in words
    assert "visit.facility" not in words  # a column that only answers a question is shown by the name of that question
