"""Day counts are what a person with a pencil would count."""

from __future__ import annotations

import random
from datetime import timedelta

from crowd_of_answers import CLINIC, DAY, answered, counts_of, crowds, left
from hypothesis import given

from reports.figures import DayCount, Response, Said, shape_of


def asked(counts: tuple[DayCount, ...], measure: str, question: str = "", value: str = "") -> int:
    return sum(c.n for c in counts if (c.measure, c.question, c.value) == (measure, question, value))


@given(crowds())
def test_counts_are_those_of_a_pencil(crowd: list[Response]) -> None:
    counts = counts_of(crowd)
    for c in counts:
        mine = [
            r for r in crowd if (r.local_day, r.survey, r.channel, r.language) == (c.local_day, c.survey, c.channel, c.language)
        ]
        assert c.n == len([r for r in mine if has(r, c)]) > 0
    assert sum(c.n for c in counts if c.measure == "opened") == len(crowd)
    assert sum(c.n for c in counts if c.measure == "ended") == len(crowd)
    assert sum(c.n for c in counts if c.measure == "answer") == sum(
        s.state == "answered" and s.question != "comment" for r in crowd for s in r.said
    )


def has(r: Response, c: DayCount) -> bool:
    """Whether a response belongs to a count, told from its meaning and not as the roll-up does it."""
    said = {s.question: s for s in r.said}
    one = said.get(c.question)
    headline = said.get("treated")
    level = None
    if headline and headline.state == "answered":
        level = "dont_know" if headline.value == "dont_know" else f"{'12345'.index(headline.value or '')}/4"
    return {
        "opened": True,
        "started": r.ended == "finished" or r.left_at != "welcome",
        "completed": r.ended == "finished",
        "ended": r.ended == c.value,
        "headline": level == c.value,
        "trusted": level == c.value and not r.flagged,
        "flagged": r.flagged and (r.ended == "finished" or r.left_at != "welcome"),
        "speeding": r.flagged and (r.ended == "finished" or r.left_at != "welcome"),
        "texts": one is not None and one.state == "answered",
        "reached": one is not None or r.left_at == c.question,
        "left": r.left_at == c.question,
        "answered": one is not None and one.state == "answered",
        "skipped": one is not None and one.state == "skipped",
        "unclear": one is not None and one.state == "unclear",
        "answer": one is not None and one.state == "answered" and one.value == c.value,
    }[c.measure]


@given(crowds())
def test_the_order_of_the_responses_does_not_matter(crowd: list[Response]) -> None:
    shuffled = random.Random(1).sample(crowd, len(crowd))
    assert counts_of(shuffled) == counts_of(crowd) == tuple(sorted(counts_of(crowd)))


def test_no_words_are_counted_by_value() -> None:
    counts = counts_of([answered(comment="I live at 12 Main Road")])
    assert asked(counts, "answered", "comment") == 1
    assert not [c for c in counts if "Main Road" in c.value]


def test_who_leaves_was_shown_the_question_and_gave_no_answer() -> None:
    counts = counts_of([left("reason", Said("treated", "answered", "2")), left("welcome", ended="refused")])
    assert asked(counts, "left", "reason") == asked(counts, "reached", "reason") == 1
    assert asked(counts, "answered", "reason") == 0
    assert asked(counts, "started") == 1
    assert asked(counts, "left", "welcome") == 1
    assert asked(counts, "reached", "welcome") == 0


def test_days_are_counted_apart() -> None:
    counts = counts_of([answered(), answered(day=DAY - timedelta(days=1))])
    assert [c.local_day for c in counts if c.measure == "opened"] == [DAY - timedelta(days=1), DAY]


def test_a_shape_knows_the_headline_and_the_words() -> None:
    shape = shape_of(CLINIC)
    assert (shape.headline, shape.low, shape.high, shape.uncounted) == ("treated", 1, 5, {"comment"})
