"""A survey as a flow of the Flow Specification 1.0.0-rc4 (FLOIP): blocks and exits instead of questions and conditions.

Every question is a block; one with a condition has a ``Core.Case`` block before it that leads past it. The welcome is a
choice of one, as pressing *Start* is the consent to take part; a language chosen there is set as a property of the person,
who then reads the welcome in it. The whole survey in its own language goes along as vendor metadata, so nothing is lost; what
the specification cannot say is told in notes. The same survey gives the same bytes.

Source: the text of the specification, and its JSON schema where the two differ in form (resources are a list; no key is
null); the choices of a menu are a list, as the text has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from flows.engine.asking import after
from flows.engine.sheets import LANGUAGE, NOT_NOW, START, STOP, platform, welcome_sheet
from flows.exchange import floip_texts as texts
from flows.exchange.floip_expressions import SKIP, all_of, answered, any_of, block_name, expression, is_menu, quoted
from flows.exchange.floip_notes import notes
from flows.exchange.floip_texts import Resources, language_id
from flows.exchange.language_codes import three_letters
from flows.exchange.write import as_yaml
from flows.model import NEXT, SKIPPED, All, Flow, Jump, Message, Number, Question, Text

SPECIFICATION = "1.0.0-rc4"
VENDOR = "citizen_feedback_gateway"
"""The key of what is ours in the vendor metadata."""
WELCOME, THANKS = "_welcome", "_thank_you"

_NAMESPACE = uuid5(NAMESPACE_URL, "citizen-feedback-gateway")
_ENDINGS = {NOT_NOW: ("_not_now", "gave_up"), STOP: ("_no_more", "stopped")}
"""What may be chosen on the welcome instead of starting -> the name of the block, and the word of the last message."""
_COLUMN, _ROW = 280, 180

Json = dict[str, Any]
Exit = tuple[str, str, str]
"""Name, test (empty for the default), block that it leads to (empty for the end)."""


@dataclass(frozen=True, slots=True)
class Exported:
    """``container`` is the document; ``notes`` tell what of the survey it says in no form that other programs follow."""

    container: Json
    notes: tuple[str, ...]


def container(flow: Flow, modified_at_ms: int) -> Exported:
    """The survey as a container of one flow, last changed at that instant. The survey must be without errors."""
    told = notes(flow)
    made = _Flow(flow).made(modified_at_ms, told)
    document = {
        "specification_version": SPECIFICATION,
        "uuid": _uuid(flow.survey, "container"),
        "name": _name(flow),
        "description": f"{flow.title}. Asked by {flow.owner}.",
        "flows": [made],
    }
    return Exported(document, told)


def _uuid(survey: str, path: str) -> str:
    return str(uuid5(_NAMESPACE, f"{survey}/{path}"))


def _name(flow: Flow) -> str:
    return flow.title if len(flow.title) >= 3 else f"Survey {flow.title}"


def _start_block(survey: str) -> str:
    return f"_start_{survey.replace('-', '_')}"


class _Flow:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.resources = Resources(flow, lambda path: _uuid(flow.survey, path))
        self.blocks: list[Json] = []

    def made(self, modified_at_ms: int, told: tuple[str, ...]) -> Json:
        flow = self.flow
        self._welcome()
        for at, question in enumerate(flow.questions):
            self._asked(at, question)
        self._last()
        by_text = "sms" in flow.channels
        return {
            "uuid": _uuid(flow.survey, "flow"),
            "name": _name(flow),
            "label": flow.survey,
            "last_modified": _instant(modified_at_ms),
            "interaction_timeout": int((flow.rules.close_after if by_text else flow.rules.resume_within).total_seconds()),
            "supported_modes": list(self.resources.modes.values()),
            "first_block_id": self._block_uuid(WELCOME),
            "languages": [_language(code, name) for code, name in flow.languages.items()],
            "blocks": self.blocks,
            "resources": self.resources.made,
            "vendor_metadata": {VENDOR: {"survey": as_yaml(flow), "notes": list(told)}},
        }

    # --- the blocks ------------------------------------------------------------------------------------------------------

    def _welcome(self) -> None:
        """The welcome; behind each language, the same in that language; behind a refusal, its last word."""
        refusals = [offer for offer in self.flow.rules.offers if offer in _ENDINGS]
        languages = list(self.flow.languages) if len(self.flow.languages) > 1 else []
        self._welcome_menu(WELCOME, [START, *(LANGUAGE + code for code in languages), *refusals], chosen=False)
        for code in languages:
            properties = [{"property_key": "language", "property_value": language_id(code)}]
            again = f"{WELCOME}_{code}"
            self._add(f"_set_{code}", "Core.SetContactProperty", {"set_contact_property": properties}, [("next", "", again)])
            self._welcome_menu(again, [START, *refusals], chosen=True)
        for offer in refusals:
            name, word = _ENDINGS[offer]
            self._say(name, partial(self._platform, word))

    def _welcome_menu(self, name: str, offered: list[str], *, chosen: bool) -> None:
        """Who reads one language chooses between the others, so every language has positions of its own."""
        lines = {code: welcome_sheet(self.flow, code, "sms", chosen).entries for code in self.flow.languages}

        def label(value: str, language: str, _: str) -> str:
            own = self.flow.languages.get(value.removeprefix(LANGUAGE), "")
            return next((entry.label for entry in lines[language] if entry.value == value), own)

        def words(value: str, language: str) -> list[str]:
            printed = [str(at) for at, entry in enumerate(lines[language], 1) if entry.value == value]
            return [*printed, label(value, language, "")]

        choices = [
            {
                "name": value,
                "prompt": self.resources.add(f"{name}/choice/{value}", partial(label, value)),
                "text_tests": [_text_test(code, words(value, code)) for code in self.flow.languages],
            }
            for value in offered
        ]
        config = {"prompt": self.resources.add(f"{name}/prompt", texts.welcome(self.flow, chosen)), "choices": choices}
        exits = [(value, f"block.value = {quoted(value)}", self._from_welcome(value)) for value in offered]
        self._add(name, "MobilePrimitives.SelectOneResponse", config, [*exits, ("unclear", "", "")])

    def _from_welcome(self, value: str) -> str:
        if value in _ENDINGS:
            return _ENDINGS[value][0]
        return self._entry(0) if value == START else f"_set_{value.removeprefix(LANGUAGE)}"

    def _platform(self, word: str, language: str, _: str) -> str:
        return platform(self.flow, word, language)

    def _asked(self, at: int, question: Question) -> None:
        name, conditions = block_name(question.name), question.conditions
        if conditions:
            test = expression(conditions[0] if len(conditions) == 1 else All(conditions), self.flow)
            self._add(f"_if_{question.name}", "Core.Case", {}, [("applies", test, name), ("else", "", self._entry(at + 1))])
        config: Json = {"prompt": self.resources.add(f"{name}/prompt", texts.asked(self.flow, question))}
        kind = question.kind
        if isinstance(kind, Message):
            self._add(name, "MobilePrimitives.Message", config, [("next", "", self._after(at, NEXT))], question)
            return
        if is_menu(question):
            type_, config = "MobilePrimitives.SelectOneResponse", {**config, "choices": self._choices(question)}
        elif isinstance(kind, Number):
            bounds = {"validation_minimum": kind.low, "validation_maximum": kind.high}
            type_, config = "MobilePrimitives.NumericResponse", {**config, **bounds}
        else:
            longest = {"text": {"max_response_characters": kind.longest}} if isinstance(kind, Text) else {}
            type_, config = "MobilePrimitives.OpenResponse", {**config, **longest}
        self._add(name, type_, config, self._exits(at, question), question)

    def _choices(self, question: Question) -> list[Json]:
        name, flow = block_name(question.name), self.flow
        channel = next(iter(self.resources.modes))
        listed = {
            (code, channel): list(texts.choices(flow, question, code, channel))
            for code in flow.languages
            for channel in self.resources.modes
        }

        def label(at: int) -> texts.TextOf:
            return lambda language, channel: listed[language, channel][at].label

        def tests(at: int) -> list[Json]:
            entries = {code: listed[code, channel][at] for code in flow.languages}
            return [_text_test(c, texts.words_for(flow, question, entry, at + 1, c)) for c, entry in entries.items()]

        return [
            {
                "name": entry.value,
                "prompt": self.resources.add(f"{name}/choice/{entry.value}", label(at)),
                "text_tests": tests(at),
            }
            for at, entry in enumerate(listed[flow.main_language, channel])
        ]

    def _last(self) -> None:
        for survey in sorted({jump.starts for q in self.flow.questions for jump in q.then.values() if jump.starts}):
            config = {"flow_id": _uuid(survey, "flow")}
            self._add(_start_block(survey), "Core.RunFlow", config, [("next", "", "")])
        self._say(THANKS, texts.thanks(self.flow))

    def _say(self, name: str, text: texts.TextOf) -> None:
        config = {"prompt": self.resources.add(f"{name}/prompt", text)}
        self._add(name, "MobilePrimitives.Message", config, [("next", "", "")])

    def _add(self, name: str, type_: str, config: Json, exits: list[Exit], question: Question | None = None) -> None:
        at = len(self.blocks)
        block: Json = {
            "uuid": self._block_uuid(name),
            "name": name,
            "type": type_,
            "config": config,
            "exits": [self._exit(name, each) for each in exits],
            "ui_metadata": {"canvas_coordinates": {"x": _COLUMN * (at % 2), "y": _ROW * at}},
        }
        if question is not None:
            block["label"] = question.report_as
            block |= {"tags": [question.counts_as]} if question.counts_as else {}
        self.blocks.append(block)

    # --- the ways --------------------------------------------------------------------------------------------------------

    def _exit(self, block: str, each: Exit) -> Json:
        name, test, to = each
        leads = {"destination_block": self._block_uuid(to)} if to else {}
        return {
            "uuid": _uuid(self.flow.survey, f"exit/{block}/{name}"),
            "name": name,
            **leads,
            **({"test": test} if test else {"default": True}),
        }

    def _exits(self, at: int, question: Question) -> list[Exit]:
        """Left out, answered with a jump, answered, and last whatever was not understood."""
        exits: list[Exit] = []
        if question.may_be_skipped:
            exits.append((SKIPPED, SKIP, self._after(at, SKIPPED)))
        for value in (value for value in question.then if value not in (SKIPPED, NEXT)):
            exits.append((value, f"block.value = {quoted(value)}", self._after(at, value)))
        exits.append(("answered", all_of(answered(question)), self._entry(at + 1)))
        unclear = after(self.flow, at, unclear=True)
        return [*exits, ("unclear", "", self._entry(unclear))]

    def _after(self, at: int, value: str) -> str:
        question = self.flow.questions[at]
        jump: Jump | None = question.then.get(value)
        if jump is not None and jump.starts:
            return _start_block(jump.starts)
        return self._entry(after(self.flow, at, value=None if value == SKIPPED else value))

    def _entry(self, at: int) -> str:
        """The block at which a question is come to: the one that asks whether it applies, if there is one."""
        if at >= len(self.flow.questions):
            return THANKS
        question = self.flow.questions[at]
        return f"_if_{question.name}" if question.conditions else block_name(question.name)

    def _block_uuid(self, name: str) -> str:
        return _uuid(self.flow.survey, f"block/{name}")


def _text_test(code: str, words: list[str]) -> Json:
    test = any_of(f"block.response = {quoted(word)}" for word in dict.fromkeys(words))
    return {"language": language_id(code), "test_expression": test}


def _language(code: str, name: str) -> Json:
    return {"id": language_id(code), "iso_639_3": three_letters(code), "label": name, "bcp_47": code}


def _instant(at_ms: int) -> str:
    """RFC 3339 in UTC with microseconds."""
    return datetime.fromtimestamp(at_ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S") + f".{at_ms % 1000:03}000Z"
