"""An XLSForm as a survey: what a phone can ask is carried over, everything else is refused by sheet and row.

Source: the XLSForm reference tables; the subset is that of forms which ask one question after another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flows.condition import tests_of
from flows.exchange import xpath
from flows.exchange.form_columns import tidied, type_of
from flows.exchange.form_lists import FormLists
from flows.exchange.form_numbers import LONGEST_TEXT, number_within, unfit
from flows.exchange.form_texts import FormTexts
from flows.exchange.imported import Frame, Imported, Note, Refused, draft, name_for
from flows.exchange.sheet import Row, Sheet
from flows.model import All, AnswerTest, Any, Choice, Condition, CountsAs, Kind, Message, Number, Question, Text, Wording, YesNo
from flows.reading.keys import MOST_CHOICES, MOST_LANGUAGES
from flows.screen import MOST_ON_ONE_PAGE

MOST_PARTED = 6
"""Choices of a select_multiple that may become questions of their own."""

_KEPT_BY_US = {"start", "end", "today", "deviceid", "phonenumber", "username", "audit", "simserial", "subscriberid"}
_COUNTS: dict[str, CountsAs] = {
    "headline": "headline", "reason": "main reason", "wait": "waiting minutes", "text": "comment",
}  # fmt: skip
_KNOWN = {
    "type", "name", "label", "hint", "relevant", "constraint", "constraint_message", "required", "choice_filter",
    "sms", "ussd", "metric", "pii", "list_name",
}  # fmt: skip
_MEDIA = {"image", "audio", "video", "media", "big-image"}
_ANSWER_IN_TEXT = re.compile(r"\$\{\s*([^}]+?)\s*\}")
_SELECTS = ("select_one", "select_multiple")
_ASKED = {*_SELECTS, "integer", "decimal", "text", "note"}
_GROUPS = {"begin group", "end group", "begin repeat", "end repeat"}
_A_LIST = "Ask for a *place* of a list."
_WAYS_OUT = {
    "select_one_from_file": _A_LIST, "select_multiple_from_file": _A_LIST, "geopoint": _A_LIST, "geotrace": _A_LIST,
    "geoshape": _A_LIST, "range": "Ask for a *rating*.", "date": "Ask for a *date*.", "rank": "Ask for the first one.",
    "acknowledge": "Ask *yes or no*.", "calculate": "Reports compute; leave it out.",
}  # fmt: skip
_PHONE_CANNOT = "Leave it out: a phone cannot show or record it."


def read(sheets: Mapping[str, Sheet], frame: Frame) -> Imported:
    """The draft of a form and what of it could not be carried. Never raises for what a form says."""
    form = _Form(tidied(sheets))
    questions = form.questions()
    if all(isinstance(question.kind, Message) for question in questions):
        form.refuse("sheet survey", "nothing of it can be asked on a phone.", "Write the survey anew: `gateway new`.")
        return Imported(None, tuple(form.refused), tuple(form.notes))
    title, identifier = form.setting("form_title"), form.setting("form_id")
    flow, notes = draft(questions, form.texts.languages, title or identifier, identifier, frame)
    return Imported(flow, tuple(form.refused), (*form.notes, *notes))


@dataclass(slots=True)
class _Form:
    sheets: Mapping[str, Sheet]
    refused: list[Refused] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    """The form's name of a question -> ours."""
    made: dict[str, Question] = field(default_factory=dict)
    list_of: dict[str, str] = field(default_factory=dict)
    """Our name of a question -> the list of its choices."""
    parted: dict[str, dict[str, str]] = field(default_factory=dict)
    """A select_multiple -> its choice -> the question that this choice has become."""
    groups: list[Condition | None] = field(default_factory=list)
    repeats: int = 0
    texts: FormTexts = field(init=False)
    lists: FormLists = field(init=False)

    def __post_init__(self) -> None:
        self.texts = FormTexts.of(self._survey.columns, self.setting("default_language"))
        self.lists = FormLists(self.sheets.get("choices"), self.texts, self.notes)

    @property
    def _survey(self) -> Sheet:
        return self.sheets.get("survey") or Sheet("survey", (), ())

    def setting(self, key: str) -> str:
        page = self.sheets.get("settings")
        return page.rows[0].get(key) if page is not None and page.rows else ""

    def refuse(self, where: str, sentence: str, way_out: str) -> None:
        self.refused.append(Refused(where, sentence, way_out))

    def questions(self) -> list[Question]:
        if "type" not in self._survey.columns:
            self.refuse("the workbook", "there is no sheet *survey* with a column *type*.", "Is this an XLSForm?")
            return []
        for language in self.texts.too_many:
            self.refuse("sheet survey", f"the language {language} is one too many.", f"Keep {MOST_LANGUAGES} languages.")
        self._strange_columns()
        found = [question for row in self._survey.rows for question in self._row(row)]
        if self.repeats or self.groups:
            self.refuse("sheet survey", "a group or repeat is begun and not ended.", "Add its end.")
        return found

    def _strange_columns(self) -> None:
        for page in filter(None, (self._survey, self.sheets.get("choices"))):
            for column in page.columns:
                self._strange_column(page, column, f"sheet {page.name}, column {column}")

    def _strange_column(self, page: Sheet, column: str, where: str) -> None:
        stem = column.split("::", 1)[0]
        if stem in _KNOWN or not any(row.get(column) for row in page.rows):
            return
        if stem in _MEDIA:
            self.refuse(where, "pictures and sounds cannot be shown.", _PHONE_CANNOT)
        elif page is self._survey:
            self.notes.append(Note(where, "this column has no counterpart and is left out."))

    # --- rows ------------------------------------------------------------------------------------------------------------

    def _row(self, row: Row) -> list[Question]:
        word, where = row.get("type").lower().replace("_", " "), f"sheet survey, row {row.number}"
        if word in _GROUPS:
            self._group(word, row, where)
            return []
        if not word or self.repeats:
            return []
        kind, rest = type_of(row.get("type"))
        if kind in _KEPT_BY_US:
            self.notes.append(Note(where, f"*{kind}* is left out: the program keeps times and numbers itself."))
            return []
        try:
            return self._question(kind, rest, row, where)
        except xpath.NotCarried as reason:
            return self._not(
                where,
                f"*{row.get('name')}* has an expression without a counterpart: {reason}.",
                "Write the condition in words: `only if: …`.",
            )

    def _not(self, where: str, sentence: str, way_out: str) -> list[Question]:
        self.refuse(where, sentence, way_out)
        return []

    def _group(self, word: str, row: Row, where: str) -> None:
        if word == "begin repeat":
            self.repeats += 1
            self.refuse(where, f"the repeat *{row.get('name')}* and all in it.", "Ask once, or ask for how many.")
        elif word == "end repeat":
            self.repeats = max(0, self.repeats - 1)
        elif not self.repeats:
            self.groups = self.groups[:-1] if word == "end group" else [*self.groups, self._group_condition(row, where)]

    def _group_condition(self, row: Row, where: str) -> Condition | None:
        try:
            return self._relevant(row)
        except xpath.NotCarried as reason:
            way_out = "Its questions are asked of everybody now; give each an `only if`."
            self.refuse(where, f"the condition of the group *{row.get('name')}*: {reason}.", way_out)
            return None

    def _question(self, kind: str, rest: str, row: Row, where: str) -> list[Question]:
        ask, name = self.texts.asked(row), row.get("name")
        if kind not in _ASKED:
            way_out = _WAYS_OUT.get(kind, _PHONE_CANNOT)
            return self._not(where, f"*{name}* is of the type *{row.get('type')}*.", way_out)
        if row.get("choice_filter") and not self._offers_all(rest, name, where):
            return self._not(where, f"*{name}* offers choices by an earlier answer.", _A_LIST)
        if not ask.texts[self.texts.main]:
            return self._not(where, f"*{name}* has no label.", "Write the question.")
        self._named_in_texts(row, where)
        condition = xpath.joined(*self.groups, self._relevant(row))
        if kind == "select_multiple":
            return self._part(rest, row, ask, condition, where)
        answer = self._kind(kind, rest, row, where)
        if answer is None:
            return []
        self._left_out(kind, row, where)
        if _is_optional(row) and _from_zero(answer):
            self.notes.append(Note(where, "nobody can leave it out, as *0* is an answer; it was not required there."))
        ours = self._name(name, where)
        self.list_of[ours] = rest
        return [self._made(row, ours, ask, answer, condition)]

    def _kind(self, kind: str, rest: str, row: Row, where: str) -> Kind | None:
        match kind:
            case "select_one":
                return self._choice(rest, where)
            case "text":
                return self._text(row, where)
            case "note":
                return Message()
        return self._number(row, where, decimal=kind == "decimal")

    def _offers_all(self, list_name: str, name: str, where: str) -> bool:
        """True if a list that depends on an earlier answer is short enough to be offered whole."""
        fits = len(self.lists.options(list_name)) <= MOST_ON_ONE_PAGE
        if fits:
            self.notes.append(Note(where, f"*{name}* offers all its choices now, whatever was answered before."))
        return fits

    def _text(self, row: Row, where: str) -> Text:
        written = row.get("constraint")
        longest = xpath.longest(written) if written else None
        if written and longest is None:
            self.refuse(where, f"the constraint “{written[:60]}” of words.", "Say in the question what to write.")
        return Text(min(max(longest, 1), LONGEST_TEXT)) if longest is not None else Text()

    def _number(self, row: Row, where: str, *, decimal: bool) -> Number:
        written = row.get("constraint")
        kind, is_exact = number_within(xpath.constraint(written) if written else xpath.Range(), decimal=decimal)
        if not is_exact:
            told = f"“{written[:60]}” is now from {kind.low} to {kind.high}: bounds are whole numbers from 0."
            self.notes.append(Note(where, told))
        return kind

    def _named_in_texts(self, row: Row, where: str) -> None:
        texts = [text for column in ("label", "hint") for text in self.texts.of_row(row, column).values()]
        for name in sorted({name for text in texts for name in _ANSWER_IN_TEXT.findall(text)}):
            way_out = "Rewrite the text; only places and columns of the visit list can be shown."
            self.refuse(where, f"its text shows the answer to *{name}*.", way_out)

    def _left_out(self, kind: str, row: Row, where: str) -> None:
        """What a row says that is not carried over, although its question is."""
        for column in ("calculation", "default", "trigger", "appearance", "read_only"):
            if row.get(column) and not (column == "appearance" and kind in ("note", "text", *_SELECTS)):
                self.notes.append(Note(where, f"its {column} “{row.get(column)[:60]}” is left out."))
        messages = self.texts.of_row(row, "constraint_message")
        if any(messages.values()) and not messages[self.texts.main]:
            told = "its constraint_message is left out, as it is not written in the main language."
            self.notes.append(Note(where, told))
        if row.get("constraint") and kind in ("note", *_SELECTS):
            self.refuse(where, f"the constraint “{row.get('constraint')[:60]}” of a {kind}.", "Leave out the choice instead.")

    def _made(self, row: Row, name: str, ask: Wording, kind: Kind, condition: Condition | None) -> Question:
        unclear = self.texts.complete(row, "constraint_message")
        is_message = isinstance(kind, Message)
        made = self.made[name] = Question(
            name=name,
            ask=ask,
            kind=kind,
            report_as=name.replace("_", " ").capitalize(),
            only_if=condition,
            may_be_skipped=_is_optional(row) and not is_message and not _from_zero(kind),
            if_unclear=Wording(unclear) if all(unclear.values()) and not is_message else None,
            private=isinstance(kind, Text) or row.get("pii").lower() in {"yes", "true", "1"},
            counts_as=_COUNTS.get(row.get("metric").lower()),
        )
        return made

    def _name(self, written: str, where: str) -> str:
        name = self.names[written] = name_for(written, self.taken)
        if name != written:
            self.notes.append(Note(where, f"*{written}* is called *{name}* here."))
        return name

    # --- answers and conditions ------------------------------------------------------------------------------------------

    def _choice(self, rest: str, where: str) -> Kind | None:
        if rest.endswith(" or_other"):
            self.refuse(where, "*or_other* asks for words.", "Add a choice *other*, and a question behind it.")
            return None
        options = self.lists.options(rest)
        if not 2 <= len(options) <= MOST_CHOICES:
            way_out = f"Offer 2 to {MOST_CHOICES} choices, or ask for a *place* of a list."
            self.refuse(where, f"the list *{rest}* has {len(options)} choices.", way_out)
            return None
        return YesNo() if self.lists.is_yes_or_no(rest) else Choice(options)

    def _part(self, rest: str, row: Row, ask: Wording, condition: Condition | None, where: str) -> list[Question]:
        """Several answers at once: one yes-or-no question for each choice."""
        options, name = self.lists.options(rest), row.get("name")
        if not 1 <= len(options) <= MOST_PARTED:
            way_out = "Ask for the main one, or put two or three yes-or-no questions."
            return self._not(where, f"*{name}* takes several of {len(options)} choices.", way_out)
        self.notes.append(Note(where, f"*{name}*, several answers at once, is asked as {len(options)} questions."))
        ours, made = self.parted.setdefault(name, {}), []
        for written, option in zip(self.lists.written(rest), options, strict=True):
            ours[written] = name_for(f"{name}_{option.name}"[:30].rstrip("_"), self.taken)
            texts = {code: f"{text} {option.label[code]}?" for code, text in ask.texts.items()}
            made.append(self._made(row, ours[written], Wording(texts), YesNo(), condition))
        return made

    def _relevant(self, row: Row) -> Condition | None:
        text = row.get("relevant")
        if not text:
            return None
        read = self._named(xpath.condition(text, self._selected, self._earlier))
        negated = {test.question for test in tests_of(read) if isinstance(test, AnswerTest) and test.comparison == "is not"}
        for name in sorted(negated):
            if self.made[name].may_be_skipped or self.made[name].only_if is not None:
                told = f"*is not* holds there for people without an answer to *{name}* too; here it does not."
                self.notes.append(Note(f"sheet survey, row {row.number}", told))
        return read

    def _named(self, read: Condition) -> Condition:
        """The condition with our names of the choices, if it is one that can be asked of those questions."""
        if isinstance(read, All | Any):
            return type(read)(tuple(map(self._named, read.parts)))
        if not isinstance(read, AnswerTest) or read.comparison in ("answered", "not answered"):
            return read
        kind = self.made[read.question].kind
        if isinstance(kind, Choice):
            read = replace(read, values=tuple(self.lists.name(self.list_of[read.question], v) for v in read.values))
        strange = unfit(read, kind)
        if strange:
            raise xpath.NotCarried(strange)
        return read

    def _earlier(self, name: str) -> str:
        if name not in self.names:
            raise xpath.NotCarried(f"*{name}* is no question above that was carried over")
        return self.names[name]

    def _selected(self, question: str, value: str) -> AnswerTest:
        if question not in self.parted:
            return AnswerTest(self._earlier(question), "is", (value,))
        if value not in self.parted[question]:
            raise xpath.NotCarried(f"“{value}” is no choice of *{question}*")
        return AnswerTest(self.parted[question][value], "is", ("yes",))


def _is_optional(row: Row) -> bool:
    return row.get("required").lower() in {"no", "false", "false()"}


def _from_zero(kind: Kind) -> bool:
    """True if ``0`` is an answer, so that it cannot leave the question out."""
    return isinstance(kind, Number) and kind.low <= 0
