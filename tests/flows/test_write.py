"""A survey written as text is read back as the same survey."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from flows.exchange.write import as_yaml
from flows.load import load
from flows.model import Mark

SURVEYS = sorted(path for path in (Path(__file__).parents[2] / "flows").rglob("*.yaml") if not path.name.endswith(".talk.yaml"))
EVERYTHING = """\
survey: everything
title: 'Every key: once'
owner: "Ministry of #1"
time zone: Africa/Maseru
languages: { en: English, st: Sesotho }
language known from: visit.language
starts when:
  someone dials: ["*120*77#", "*120*78#"]
  someone texts: [WATER or METSI to 40145, PUMP to 40146]
  a visit is recorded: at once, by sms
  someone calls us: yes
visit columns: { language: language, point: answer, first name: text up to 20, date: date }
rules:
  one answer per phone every: 2 days
  text only between: 09:00 and 18:00
  remind once after: 5 hours
  close after: 2 days
  resume a dropped call within: 20 minutes
  use visits from the last: 3 days
  first screen offers: [not now, stop]
  keep phone numbers for: 14 days
  keep written answers for: 90 days
  small numbers: strict
words: { skip: { st: E tlole }, yes words: { st: "ehlile, e" } }
accepted: { W630 at comment: Few people write here. }
welcome: { en: "{question count} questions: STOP, {visit.first name}", st: "- {question count}" }
welcome on sms: { en: "yes" }
welcome without a visit: { en: "{question count} questions: STOP", st: "{question count}?" }
questions:
  - question: source
    report as: Where from
    formerly: origin
    known from: visit.point
    ask: { en: "Where: tap, or well?", st: "Hokae # moo?" }
    ask on ussd: { st: Hokae? }
    answer: choice
    choices:
      tap: { en: Tap, st: Pompo, also: [pump, "stand, pipe"], press: 1 }
      well: { en: "No", st: Seliba, press: 2 }
    then: { tap: go to litres, skipped: finish }
    may be skipped: yes
  - question: far
    only if all of: [source is not tap or source was not answered, channel is ussd or channel is sms]
    ask: { en: Far?, st: Hole? }
    answer: rating
    from: 0
    to: 6
    lowest: { en: near, st: haufi }
    highest: { en: far, st: hole }
    do not know: yes
    if unclear: { en: "0 to 6!", st: "0-6" }
    tries: 2
    after the last try: go to litres
    counts as: headline
  - section: amounts
    only if: far is at least 2 and source is one of tap, well
    questions:
      - question: litres
        ask: { en: Litres?, st: Lilithara? }
        answer: number
        from: 1
        to: 900
        decimals: 1
        unit: { en: litres, st: lilithara }
      - question: day
        ask: { en: Day?, st: Letsatsi? }
        answer: date
        earliest: 30 days ago
        latest: 2026-12-31
  - question: note
    ask: { en: "Thank you, {{dear}}", st: Rea leboha }
    answer: message
    then: finish
  - question: comment
    only if any of: [litres is above 3 and far is not 2, day was answered]
    ask: { en: Why?, st: Hobaneng? }
    answer: text
    longest: 40
    private: no
  - question: place
    ask: { en: Place?, st: Sebaka? }
    answer: place
    list: lists/p.csv
    find by: { code: { en: Code., st: Khoutu. }, district: { en: D?, st: S? }, name: { en: N?, st: L? } }
    elsewhere: yes
    if unknown say: { en: the place, st: sebaka }
  - question: call_me
    ask: { en: May we call?, st: Re ka letsetsa? }
    answer: consent
    consent to: call back
    then: { no: start other-survey }
  - question: number
    ask: { en: Number?, st: Nomoro? }
    answer: phone
thank you: { en: "About {place}. {reference}", st: "{place} {reference}" }
thank you without a visit: { en: Thanks., st: Kea leboha. }
"""
ONE_LANGUAGE = """\
survey: s
title: t
owner: o
time zone: Africa/Maseru
languages: { en: English }
starts when: { someone dials: "*1#" }
welcome: "Hi: you"
questions:
- question: a
  ask: A?
  answer: choice
  choices: { x: X, y: { en: Y, also: why } }
thank you: T.
"""
LIST = b"code,name,district\nA1,One,North\nA2,Two,South\n"


def _same(a: object, b: object) -> bool:
    """Equal in all but the places in their texts."""
    if isinstance(a, Mark):
        return isinstance(b, Mark)
    if is_dataclass(a):
        return type(a) is type(b) and all(_same(getattr(a, f.name), getattr(b, f.name)) for f in fields(a))
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(_same(a[key], b[key]) for key in a)
    return a == b


@pytest.mark.parametrize("path", SURVEYS, ids=lambda path: path.stem)
def test_a_survey_of_the_house_is_written_and_read_back(path: Path) -> None:
    flow = load(path.read_bytes(), lambda name: (path.parent / name).read_bytes()).flow
    assert flow is not None
    read = load(as_yaml(flow), lambda name: (path.parent / name).read_bytes())
    assert read.problems == ()
    assert _same(read.flow, flow)


def test_every_key_is_written() -> None:
    first = load(EVERYTHING, lambda _: LIST)
    assert first.flow is not None, first.problems
    written = as_yaml(first.flow, ("Where it came from.\nAnd when.",))
    assert written.startswith("# Where it came from.\n# And when.\n\nsurvey: everything\n")
    read = load(written, lambda _: LIST)
    assert read.problems == ()
    assert _same(read.flow, first.flow)
    assert as_yaml(read.flow) == re.sub(r"\A(#.*\n)+\n", "", written)  # type: ignore[arg-type]


def test_one_language_needs_no_tables() -> None:
    flow = load(ONE_LANGUAGE).flow
    assert flow is not None
    written = as_yaml(flow)
    assert 'welcome: "Hi: you"\n' in written
    assert "      x: X\n      y:\n        en: Y\n        also: [why]\n" in written
    assert _same(load(written).flow, flow)
