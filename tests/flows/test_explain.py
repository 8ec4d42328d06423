"""A survey in sentences: the questions of the reading test can be answered from it, and nothing that matters is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from every_field import full_flow
from small_surveys import survey

from flows.explain import Explanation, explain
from flows.model import Choice, Flow

QUESTIONS = """
- question: reason
  report as: Reason
  ask: Why did you come?
  answer: choice
  choices: { ill: I was ill, other: Other }
- question: treated
  report as: Treatment
  counts as: headline
  ask: How were you treated?
  answer: rating
  lowest: badly
  highest: well
- question: wait
  ask: How long?
  answer: number
  to: 24
  unit: hours
  if unclear: Only a number, please.
  tries: 2
  after the last try: finish
- question: paid
  ask: Did you pay?
  answer: yes or no
  then: { no: finish, yes: go to call_me }
- question: comment
  only if: treated is below 3 and channel is sms
  ask: What happened?
  answer: text
- question: call_me
  only if any of:
    - reason is not ill and treated is at most 2
    - paid is yes
  ask: May we call? We keep the number {keep days} days.
  answer: consent
  consent to: call back
"""


def told(explanation: Explanation, title: str) -> str:
    """One chapter as plain lines."""
    (chapter,) = [chapter for chapter in explanation.chapters if chapter.title == title]
    return "\n".join(" ".join(filter(None, (p.marker, p.lead, p.text))) for p in chapter.paragraphs)


def everything(explanation: Explanation) -> str:
    return "\n".join(told(explanation, chapter.title) for chapter in explanation.chapters)


@pytest.fixture
def flow() -> Flow:
    return survey(QUESTIONS, welcome='"Hello: {question count} questions."')


def test_the_whole_of_one_question_letter_for_letter(flow: Flow) -> None:
    assert told(explain(flow), "The questions").endswith(
        "6. Call me\n"
        "Asked only of people who answered “Reason” (question 1) with anything but “I was ill” and answered at most 2 to "
        "“Treatment” (question 2), or answered “Yes” to “Paid” (question 4).\n"
        "“May we call? We keep the number 30 days.”\n"
        "They answer “Yes” or “No”; yes is their consent to being called back. Whoever gives no clear answer has not consented."
    )


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("Who is asked for a comment?", "less than 3 to “Treatment” (question 2) and are asked by text message"),
        ("What happens after unclear answers?", "It is put up to twice; if no answer is understood, the survey ends"),
        ("And where nothing is said?", "a question is put up to 3 times; if no answer is understood, it is left out"),
        ("What do they read then?", "After an unclear answer they first read “Only a number, please.”"),
        ("When is the number deleted?", "Phone numbers are deleted after 30 days"),
        ("How is it started?", "People dial *120*77# and answer in the phone menu."),
        ("By text too?", "People text WATER to 40100."),
        ("What can be answered?", "They choose one of “I was ill” or “Other”."),
        ("Which numbers?", "They give a number from 0 to 24 (hours)."),
        ("Which end is good?", "a number from 1 (“badly”) to 5 (“well”)"),
        ("Where does yes lead?", "“No” leads straight to the thank-you. The answer “Yes” leads straight to “Call me”"),
        ("What is the main figure?", "Main figure “Treatment”."),
        ("Who reads the comments first?", "Kept from the ministry until a person has read and released it: “Comment”."),
        ("How often is one phone asked?", "A phone is asked at most once every day"),
        ("How long does it take?", "on the phone menu, at most about"),
    ],
)  # fmt: skip
def test_the_reading_test(flow: Flow, asked: str, answered: str) -> None:
    assert answered in everything(explain(flow)), asked


def test_one_channel_is_told_alone(flow: Flow) -> None:
    by_text, by_menu = (everything(explain(flow, channel=channel)) for channel in ("sms", "ussd"))
    assert "*120*77#" not in by_text
    assert "on the phone menu" not in by_text
    assert "WATER" not in by_menu
    assert "STOP" not in by_menu


def test_the_wordings_of_another_language_are_quoted() -> None:
    two = full_flow()
    english, sesotho = everything(explain(two)), everything(explain(two, "st"))
    assert "“Question 3 in English”; by text message: “Question 3 by text in English”" in english
    assert "“Question 3 in Sesotho”; by text message: “Question 3 by text in Sesotho”" in sesotho


def test_a_language_or_channel_that_is_not_there_is_refused(flow: Flow) -> None:
    with pytest.raises(ValueError, match="no st"):
        explain(flow, "st")
    with pytest.raises(ValueError, match="no call"):
        explain(flow, channel="call")


def test_every_question_choice_and_text_is_told() -> None:
    full = full_flow()
    text = everything(explain(full))
    for question in full.questions:
        assert question.report_as in text
        assert question.ask.texts["en"] in text
        if isinstance(question.kind, Choice):
            assert all(option.label["en"] in text for option in question.kind.options)
    for words in ("Welcome in English", "Thanks, stranger", "Code? in English", "the visit list says it, in the column",
                  "2 hours after a visit was recorded", "begins the survey other-survey in the same conversation",
                  "The following part is only for people who are asked by text message"):  # fmt: skip
        assert words in text


def test_the_count_on_an_invitation_is_that_of_people_with_a_visit() -> None:
    flow = survey(
        "- question: a\n  known from: visit.a\n  ask: A?\n  answer: yes or no\n- question: b\n  ask: B?\n  answer: yes or no",
        more="visit columns: { a: answer, who: text up to 9 }\nrules: { use visits from the last: 1 day }\n"
        'welcome without a visit: "{question count} questions."',
        welcome='"{visit.who}, {question count} questions."',
    )
    first = told(explain(flow), "The first screen")
    assert "“[who], 1 questions.”" in first
    assert "“2 questions.”" in first


def test_a_survey_without_a_headline_says_so(flow: Flow) -> None:
    bare = replace(flow, questions=tuple(replace(question, counts_as=None) for question in flow.questions))
    assert "the report has no main figure" in told(explain(bare), "What the report gets")
