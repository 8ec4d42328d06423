"""Wordings: one text in every language of the survey, and shorter ones for a channel."""

from __future__ import annotations

from collections.abc import Mapping

from flows.model import NOWHERE, Mark, Texts, Wording
from flows.places import Lists, no_lists
from flows.reading import quantities
from flows.reading.fields import Fields, is_empty
from flows.reading.findings import Findings
from flows.reading.keys import CHANNELS, on
from flows.reading.nearest import nearest
from flows.reading.tree import Group, Node, Scalar

Path = tuple[str, ...]

LONGEST = 1_600
"""Signs of one text, filled or not; about ten text messages."""


class Wordings:
    """Reads wordings in the declared languages and remembers where every text stands; ``lists`` are those it may use."""

    def __init__(self, languages: Mapping[str, str], findings: Findings, lists: Lists = no_lists) -> None:
        self.languages = languages
        self.findings = findings
        self.lists = lists
        self.marks: dict[Path, Mark] = {}

    def read(self, fields: Fields, key: str, where: Path, *, required: bool = False) -> Wording | None:
        """The wording ``key`` of a group with its ``… on ussd``, ``… on sms`` and ``… on call``; ``None`` if there is none."""
        node = fields.require(key, self._example(key)) if required else fields.node(key)
        texts = self.texts(node, key, (*where, key)) if node is not None else {}
        own_texts: dict[str, Texts] = {}
        for channel in CHANNELS:
            own = fields.node(on(key, channel))
            if own is not None:
                own_texts[channel] = self.texts(own, on(key, channel), (*where, key, channel), whole=False)
        if node is None and not own_texts:
            return None
        if node is None and not required:
            self._complete_on_channels(fields, key, own_texts)
        return Wording(texts, own_texts, fields.key_mark(key) if node is not None else NOWHERE)

    def _example(self, key: str) -> str:
        """A line with this key as this survey would write it: one text, or one for each language."""
        texts = ", ".join(f"{code}: …" for code in self.languages)
        return f"{key}: {{ {texts} }}" if len(self.languages) > 1 else f"{key}: …"

    def texts(self, node: Node, key: str, where: Path, *, whole: bool = True) -> Texts:
        """The texts by language. ``whole``: every declared language must have one."""
        if isinstance(node, Scalar):
            return self._one_text(node, where)
        if not isinstance(node, Group):
            shape = "a text" if len(self.languages) < 2 else "a group of languages"
            self.findings.add("E204", node.mark, key=key, shape=shape, example=self._example(key))
            return {}
        texts: dict[str, str] = {}
        for entry in node.entries:
            if is_empty(entry.value):
                texts |= {entry.key: ""} if entry.key in self.languages else {}
            elif entry.key not in self.languages:
                self._strange_language(entry.key, entry.mark)
            elif not isinstance(entry.value, Scalar):
                self.findings.add("E204", entry.value.mark, key=entry.key, shape="a text", example=f"{entry.key}: Thank you.")
                texts[entry.key] = ""
            else:
                texts[entry.key] = self._text(entry.value, key)
                self.marks[(*where, entry.key)] = entry.value.mark
        if whole:
            for code in self.languages:
                if code not in texts:
                    self._missing(key, node.mark, code)
        return texts

    def _one_text(self, node: Scalar, where: Path) -> Texts:
        if len(self.languages) > 1:
            self.findings.add("E503", node.mark, count=len(self.languages), codes=", ".join(self.languages))
        for code in self.languages:
            self.marks[(*where, code)] = node.mark
        return dict.fromkeys(self.languages, self._text(node, where[-1]))

    def _text(self, node: Scalar, key: str) -> str:
        if len(node.text) > LONGEST:
            self.findings.add("E219", node.mark, count=len(node.text), things=f"signs in *{key}*", limit=LONGEST)
        return node.text[:LONGEST]

    def _strange_language(self, code: str, mark: Mark) -> None:
        if quantities.LANGUAGE.fullmatch(code):
            self.findings.add("E502", mark, code=code, guess=nearest(code, self.languages))
        else:
            self.findings.add("E504", mark, code=code[:40])

    def _missing(self, key: str, mark: Mark, code: str) -> None:
        self.findings.add("E501", mark, language=code, key=key, name=self.languages[code])

    def _complete_on_channels(self, fields: Fields, key: str, own_texts: Mapping[str, Texts]) -> None:
        """An optional wording written for channels only must still have every language there."""
        for channel, texts in own_texts.items():
            for code in self.languages:
                if code not in texts:
                    self._missing(on(key, channel), fields.key_mark(on(key, channel)), code)
