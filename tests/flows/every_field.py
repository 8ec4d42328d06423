"""A survey in which every field of the model is filled, and every way to change one field of it alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any

from flows import model as m
from flows.places import Facility, PlaceList

FIXED = date(2026, 11, 23)
WITHOUT_MEANING = {
    (m.Flow, "by_name"),
    (m.Column, "name"),
    (Facility, "row"),
    (PlaceList, "oddities"),
    (m.Mark, "line"),
    (m.Mark, "column"),
} | {(cls, "mark") for cls in vars(m).values() if isinstance(cls, type)}
"""Where a part stands, what follows from other fields, and the name of a column, which is also its key."""


def _texts(words: str) -> dict[str, str]:
    return {"en": f"{words} in English", "st": f"{words} in Sesotho"}


def _wording(words: str) -> m.Wording:
    return m.Wording(_texts(words), {"sms": _texts(f"{words} by text")})


PLACES = PlaceList(
    (
        Facility("1101", "Likotsi", {"st": "Likotsi e"}, "Lik", {"st": "Lik e"}, ("Lkts",), False, {"district": "Maseru"}),
        Facility("1102", "Mabote", {"st": "Mabote e"}, "Mab", {"st": "Mab e"}, ("Mbt",), True, {"district": "Berea"}),
    ),
    ("district",),
    {("district", "Maseru"): {"st": "Maseru e"}},
)
KINDS: dict[str, m.Kind] = {
    "reason": m.Choice((m.Option("ill", _texts("Ill"), ("sick",), 1), m.Option("other", _texts("Other"), ("else",), 2))),
    "paid": m.YesNo(),
    "treated": m.Rating(1, 5, _texts("badly"), _texts("well"), True),
    "wait": m.Number(1, 24, 1, _texts("hours")),
    "comment": m.Text(150),
    "clinic": m.Place(
        "lists/clinics.csv", (m.FindBy("code", _texts("Code?")), m.FindBy("name", _texts("Name?"))), True, PLACES
    ),
    "when": m.Date(m.Day(-30), m.Day(fixed=FIXED)),
    "phone": m.Phone(),
    "agreed": m.Consent("call back"),
    "thanks": m.Message(),
}
CONDITION = m.All(
    (m.AnswerTest("reason", "is", ("ill",)), m.Any((m.ChannelTest("ussd"), m.AnswerTest("paid", "is", ("yes",)))))
)


def _question(name: str, kind: m.Kind, number: int) -> m.Question:
    return m.Question(
        name=name,
        ask=_wording(f"Question {number}"),
        kind=kind,
        report_as=f"Column {number}",
        only_if=CONDITION,
        section=m.Section("part", m.ChannelTest("sms")),
        then={"yes": m.Jump("finish", "other-survey")},
        known_from="office",
        if_unknown=_texts("the place"),
        may_be_skipped=True,
        if_unclear=_wording("Unclear"),
        tries=2,
        after_last_try=m.Jump("finish", "other-survey"),
        private=True,
        counts_as="headline" if number == 0 else None,
        formerly=f"old_{name}",
    )


def full_flow() -> m.Flow:
    """A survey without an empty field; it makes no sense, but every part of it says something."""
    return with_index(
        m.Flow(
            survey="full",
            title="Everything",
            owner="Ministry",
            time_zone="Africa/Maseru",
            languages={"en": "English", "st": "Sesotho"},
            starts=m.Starts(("*1#", "*2#"), (m.Keywords(("FULL", "ALL"), "40145"),), timedelta(hours=2), True),
            welcome=_wording("Welcome"),
            questions=tuple(_question(name, kind, at) for at, (name, kind) in enumerate(KINDS.items())),
            thank_you=_wording("Thanks"),
            welcome_without_visit=_wording("Welcome, stranger"),
            thank_you_without_visit=_wording("Thanks, stranger"),
            visit_columns={"office": m.Column("office", "answer"), "first name": m.Column("first name", "text", 20)},
            language_known_from="language",
            rules=m.Rules(remind_after=timedelta(days=1), use_visits_within=timedelta(days=3), offers=("not now", "stop")),
            words={"skip": _texts("Leave out")},
            accepted=(m.Accepted("W620", "wait", "It is short enough.", m.NOWHERE),),
        )
    )


def with_index(flow: m.Flow) -> m.Flow:
    return replace(flow, by_name={question.name: at for at, question in enumerate(flow.questions)})


def changed(value: Any, within: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every way to change one field, item or entry of a value: the fields it lies in, outermost first, and the new value."""
    if is_dataclass(value) and not isinstance(value, type):
        yield from _changed_fields(value, within)
    elif isinstance(value, tuple):
        for at, item in enumerate(value):
            yield from ((names, (*value[:at], other, *value[at + 1 :])) for names, other in changed(item, within))
            yield within, (*value[:at], *value[at + 1 :])
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from ((names, {**value, key: other}) for names, other in changed(item, within))
            yield within, {k: v for k, v in value.items() if k != key}
    else:
        yield within, _other(value)


def _changed_fields(value: Any, within: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for field in fields(value):
        now, here = getattr(value, field.name), (*within, f"{type(value).__name__}.{field.name}")
        if (type(value), field.name) in WITHOUT_MEANING or now is None or (field.name == "ahead" and value.fixed):
            continue
        if field.default is None and not isinstance(value, m.Day):
            yield here, replace(value, **{field.name: None})
        yield from ((names, replace(value, **{field.name: other})) for names, other in changed(now, here))


def _other(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return f"{value} changed"
        case timedelta():
            return value + timedelta(days=1)
        case date():
            return value + timedelta(days=1)
    raise TypeError(f"no other value for {value!r}")


def every_field() -> set[str]:
    """All fields of the model that mean something, as ``Question.tries``."""
    classes = [cls for cls in (*vars(m).values(), Facility, PlaceList) if is_dataclass(cls) and isinstance(cls, type)]
    return {f"{cls.__name__}.{f.name}" for cls in classes for f in fields(cls) if (cls, f.name) not in WITHOUT_MEANING}
