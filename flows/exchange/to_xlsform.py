"""A survey as an XLSForm: a row for every question, a list for every set of choices, conditions in the column *relevant*.

A jump becomes a condition of the questions it passes over. Two questions with the same choices share one list. What a
spreadsheet form has no column for is told in notes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.condition import tests_of
from flows.engine.asking import landing
from flows.engine.sheets import always_known, question_sheet
from flows.engine.variables import fill
from flows.exchange.floip_texts import choices
from flows.exchange.imported import name_for
from flows.exchange.sheet import Page
from flows.exchange.to_xpath import all_of, constraint, relevant
from flows.model import (
    NEXT,
    SKIPPED,
    ChannelTest,
    Consent,
    Date,
    Flow,
    Message,
    Number,
    Phone,
    Place,
    Question,
    Rating,
    Text,
    Wording,
    YesNo,
)
from flows.walk import question_count

_METRICS = {
    "headline": "headline", "main reason": "reason", "waiting minutes": "wait", "waiting hours": "wait", "comment": "text",
}  # fmt: skip
_YES_NO = "yes_no"
_UNSAID = "…"
"""What stands for something that only a conversation knows."""

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """The sheets *survey*, *choices* and *settings*, and what of the survey they do not say."""

    pages: tuple[Page, ...]
    notes: tuple[str, ...]


def form(flow: Flow, version: str) -> Form:
    """The survey as a form of this version (``yyyymmddnn``). The survey must be without errors."""
    return _Form(flow).made(version)


@dataclass(slots=True)
class _Form:
    flow: Flow
    notes: list[str] = field(default_factory=list)
    lists: dict[tuple[tuple[str, ...], ...], str] = field(default_factory=dict)
    """Choices -> the name of their list."""
    taken: set[str] = field(default_factory=lambda: {_YES_NO})

    def made(self, version: str) -> Form:
        flow = self.flow
        names = {question.name for question in flow.questions}
        passed = self._passed_over()
        rows: list[Cells] = [self._words(name_for("welcome", names), flow.welcome)]
        rows += [self._row(question, passed.get(question.name, [])) for question in flow.questions]
        rows.append(self._words(name_for("thank_you", names), flow.thank_you))
        listed = [
            {"list_name": name, "name": value, **self._by_language("label", dict(zip(flow.languages, labels, strict=True)))}
            for choices_, name in self.lists.items()
            for value, *labels in choices_
        ]
        settings = {
            "form_title": flow.title,
            "form_id": flow.survey.replace("-", "_"),
            "version": version,
            "default_language": self._language(flow.main_language),
        }
        self.notes.append("How people start, the rules, and what the visit list knows are not said in a form.")
        pages = (_page("survey", rows), _page("choices", listed), _page("settings", [settings]))
        return Form(pages, tuple(self.notes))

    # --- rows ------------------------------------------------------------------------------------------------------------

    def _row(self, question: Question, passed: list[str]) -> Cells:
        kind = question.kind
        conditions = [relevant(condition, self.flow) for condition in question.conditions]
        self._note(question)
        unclear = question.if_unclear.texts if question.if_unclear is not None and isinstance(kind, Number) else {}
        return {
            "type": self._type(question),
            "name": question.name,
            **self._texts(question.ask, self._below(question)),
            "relevant": all_of([*(each for each in conditions if each), *passed]),
            "constraint": constraint(kind),
            **self._by_language("constraint_message", unclear),
            "required": "" if isinstance(kind, Message) else "no" if question.may_be_skipped else "yes",
            "metric": _METRICS.get(question.counts_as or "", ""),
            "pii": "yes" if question.private and not isinstance(kind, Text) else "",
        }

    def _note(self, question: Question) -> None:
        """What of a question its row does not say."""
        name, kind = question.name, question.kind
        if any(isinstance(test, ChannelTest) for condition in question.conditions for test in tests_of(condition)):
            self.notes.append(f"{name} is asked on every channel: a form knows none.")
        if isinstance(kind, Consent):
            self.notes.append(f"{name} is a consent ({kind.purpose}); in a form it is only a question.")
        if isinstance(kind, Date | Phone):
            self.notes.append(f"{name} takes any {'day' if isinstance(kind, Date) else 'words'}.")
        if question.after_last_try is not None:
            self.notes.append(f"{name}: what follows an answer that is not understood is not said in a form.")

    def _words(self, name: str, wording: Wording) -> Cells:
        return {"type": "note", "name": name, **self._texts(wording, {})}

    def _type(self, question: Question) -> str:
        match question.kind:
            case Message():
                return "note"
            case Rating():
                return "integer"
            case Number(decimals=decimals):
                return "decimal" if decimals else "integer"
            case Date():
                return "date"
            case Text() | Phone():
                return "text"
        listed = {code: list(choices(self.flow, question, code, "sms")) for code in self.flow.languages}
        if isinstance(question.kind, Place) and not listed[self.flow.main_language]:
            self.notes.append(f"{question.name} takes any words: the places of {question.kind.list} are too many for a list.")
            return "text"
        rows = tuple((each[0].value, *(entry.label for entry in each)) for each in zip(*listed.values(), strict=True))
        if rows not in self.lists:
            wanted = _YES_NO if isinstance(question.kind, YesNo | Consent) else question.name
            self.lists[rows] = _YES_NO if wanted == _YES_NO else name_for(wanted, self.taken)
        return f"select_one {self.lists[rows]}"

    def _passed_over(self) -> dict[str, list[str]]:
        """Question -> what must hold so that no jump leads past it."""
        found: dict[str, list[str]] = {}
        for at, question in enumerate(self.flow.questions):
            for value, jump in question.then.items():
                if value in (SKIPPED, NEXT) or jump.starts:
                    self.notes.append(f"{question.name}: where it leads if “{value}” is not said in a form.")
                    continue
                number = isinstance(question.kind, Rating)
                for other in self.flow.questions[at + 1 : landing(self.flow, at, jump)]:
                    test = f"${{{question.name}}} != {value if number else repr(value)}"
                    found.setdefault(other.name, []).append(test)
        return found

    # --- texts -----------------------------------------------------------------------------------------------------------

    def _texts(self, wording: Wording, below: Mapping[str, str]) -> Cells:
        labels = {code: "\n".join(filter(None, (self._plain(wording.text(code, ""), "sms"), below.get(code)))) for code in
                  self.flow.languages}  # fmt: skip
        cells = self._by_language("label", labels)
        for channel in (channel for channel in ("sms", "ussd") if channel in wording.on):
            cells |= self._by_language(channel, {code: self._plain(t, channel) for code, t in wording.on[channel].items()})
        return cells

    def _below(self, question: Question) -> dict[str, str]:
        """The scale of a rating, which a form asks as a number."""
        if not isinstance(question.kind, Rating):
            return {}
        return {code: question_sheet(self.flow, question, code, "sms").below for code in self.flow.languages}

    def _plain(self, text: str, channel: str) -> str:
        places = {q.name.replace("_", " "): f"${{{q.name}}}" for q in self.flow.questions if isinstance(q.kind, Place)}
        visits = {f"visit.{name}": _UNSAID for name in self.flow.visit_columns}
        channel = channel if channel in self.flow.channels else next(iter(self.flow.channels), "sms")
        known = {"question count": question_count(self.flow, channel), "reference": _UNSAID, **always_known(self.flow)}
        return fill(text, {**places, **visits, **known})

    def _by_language(self, column: str, texts: Mapping[str, str]) -> Cells:
        return {f"{column}::{self._language(code)}": text for code, text in texts.items()}

    def _language(self, code: str) -> str:
        return f"{self.flow.languages[code].replace('(', '').replace(')', '')} ({code})"


def _page(name: str, rows: list[Cells]) -> Page:
    """A sheet with the columns that any row has, in the order in which they come up."""
    columns = tuple(dict.fromkeys(column for row in rows for column in row if any(each.get(column) for each in rows)))
    return Page(name, columns, tuple(tuple(row.get(column, "") for column in columns) for row in rows))
