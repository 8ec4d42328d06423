"""A codebook from its file, or what its author must change: place, sentence, remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from flows.model import Mark
from flows.problems import Problem
from flows.reading.findings import Findings
from flows.reading.nearest import nearest
from flows.reading.tree import Entry, Group, Items, Node, Scalar
from flows.reading.yamltext import parse
from reports.text.codebook import OTHER, Codebook, Danger, Terms, Theme
from reports.text.terms import Term, term

KEYS = ("everywhere", "drafts", "themes", "danger")
DANGER_KEYS = ("words", "not in", "child")
MOST_THEMES = 40
SHORTEST_STEM = 3
"""Letters before the star: shorter ones would be in every other word."""

CATALOGUE: Mapping[str, tuple[str, str]] = {
    "E701": ("This file is no codebook: it has no *themes:*.", "Begin with the shipped codebook and change it."),
    "E702": ("*{key}* is not a key here.{hint}", "Correct or remove it; here belong {keys}."),
    "E703": ("*{key}* cannot be the code of a theme.", "Write small letters, digits and _, like staff_manner."),
    "E704": ("The theme *{key}* has no name for the report.", "Add `name: {{en: Waiting}}`."),
    "E705": ("The theme *{key}* has no keyword, so it would never be found.", "Add one, like `en: [wait*]`, or remove it."),
    "E706": ("*{key}* must be {what}.", "Write it like `{example}`."),
    "E707": ("Nothing can be found by *{key}*.", "Write a word, a phrase, or a stem with its star at the end, like wait*."),
    "E708": ("The stem *{key}* is too short: too many words begin so.", "Write at least three letters before the star."),
    "E709": ("*{key}* stands twice among these keywords.", "Remove one of them."),
    "E710": ("The theme *other* has keywords, but it is for texts in which nothing was found.", "Give it only a name."),
    "E711": ("There are {count} themes; a person cannot tell more than {limit} apart.", "Put some together."),
    "W712": ("The theme *other* is missing: texts without a theme are then not shown.", "Add `other:` with a name."),
}  # fmt: skip

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")


def read_codebook(source: str | bytes) -> tuple[Codebook | None, tuple[Problem, ...]]:
    """The codebook of a file, and what is wrong with it; ``None`` where an error is among that. Never raises."""
    findings = Findings()
    top = parse(source, findings)
    of_the_file = [problem for problem in findings.problems if problem.code != "E119"]
    if top is None and not of_the_file:
        return None, (_problem("E701", Mark(1, 1)),)
    if top is None:
        return None, tuple(of_the_file)
    reader = _Reader(of_the_file)
    book = reader.book(top)
    return (None if any(problem.is_error for problem in reader.problems) else book), tuple(reader.problems)


def _problem(code: str, mark: Mark, **words: object) -> Problem:
    sentence, remedy = CATALOGUE[code]
    return Problem(code, mark, sentence.format_map(words), remedy.format_map(words), words=words)


class _Reader:
    """Collects the problems of one file while its parts are read."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def add(self, code: str, mark: Mark, **words: object) -> None:
        self.problems.append(_problem(code, mark, **words))

    def book(self, top: Group) -> Codebook:
        parts = self._known(top, KEYS)
        themes = parts.get("themes")
        if themes is None:
            self.add("E701", Mark(1, 1))
        drafts = self._texts(parts["drafts"]) if "drafts" in parts else ()
        everywhere = self._text(parts["everywhere"], "everywhere: en") if "everywhere" in parts else ""
        danger = self._danger(parts["danger"]) if "danger" in parts else Danger()
        return Codebook(self._themes(themes) if themes else (), everywhere, tuple(s.text for s in drafts), danger)

    def _known(self, group: Group, keys: tuple[str, ...]) -> dict[str, Entry]:
        """The entries with a known key; the others are problems."""
        for entry in group.entries:
            if entry.key not in keys:
                guess = nearest(entry.key, keys)
                hint = f" Did you mean *{guess}*?" if guess else ""
                self.add("E702", entry.mark, key=entry.key[:60], hint=hint, keys=", ".join(keys))
        return {entry.key: entry for entry in group.entries if entry.key in keys}

    def _group(self, entry: Entry, example: str) -> tuple[Entry, ...]:
        if isinstance(entry.value, Group):
            return entry.value.entries
        self.add("E706", entry.mark, key=entry.key[:60], what="a group", example=example)
        return ()

    def _text(self, entry: Entry, example: str) -> str:
        if isinstance(entry.value, Scalar):
            return entry.value.text
        self.add("E706", entry.mark, key=entry.key[:60], what="a text", example=example)
        return ""

    def _texts(self, entry: Entry) -> tuple[Scalar, ...]:
        nodes: tuple[Node, ...] = entry.value.nodes if isinstance(entry.value, Items) else (entry.value,)
        texts = tuple(node for node in nodes if isinstance(node, Scalar))
        if len(texts) < len(nodes):
            self.add(
                "E706", entry.mark, key=entry.key[:60], what="a list of words", example=f"{entry.key[:20]}: [queue, wait*]"
            )
        return texts

    def _themes(self, entry: Entry) -> tuple[Theme, ...]:
        entries = self._group(entry, "themes: {waiting: {name: {en: Waiting}, en: [wait*]}}")
        if len(entries) > MOST_THEMES:
            self.add("E711", entry.mark, count=len(entries), limit=MOST_THEMES)
        if entries and all(each.key != OTHER for each in entries):
            self.add("W712", entry.mark)
        return tuple(self._theme(each) for each in entries)

    def _theme(self, entry: Entry) -> Theme:
        if not _CODE.fullmatch(entry.key):
            self.add("E703", entry.mark, key=entry.key[:60])
        parts = self._group(entry, f"{entry.key[:40]}: {{name: {{en: Waiting}}, en: [wait*]}}")
        names = {
            name.key: self._text(name, "en: Waiting")
            for each in parts
            if each.key == "name"
            for name in self._group(each, "name: {en: Waiting}")
        }
        if parts and not names:
            self.add("E704", entry.mark, key=entry.key)
        keywords = self._by_language(each for each in parts if each.key != "name")
        if bool(keywords) == (entry.key == OTHER):
            self.add("E710" if keywords else "E705", entry.mark, key=entry.key)
        return Theme(entry.key, names, keywords)

    def _danger(self, entry: Entry) -> Danger:
        group = entry.value if isinstance(entry.value, Group) else None
        if group is None:
            self._group(entry, "danger: {words: {en: [died]}}")
            return Danger()
        parts = self._known(group, DANGER_KEYS)
        words, not_in, child = (
            self._by_language(self._group(parts[key], f"{key}: {{en: [died]}}")) if key in parts else {} for key in DANGER_KEYS
        )
        return Danger(words, not_in, child)

    def _by_language(self, entries: Iterator[Entry] | tuple[Entry, ...]) -> Terms:
        found: dict[str, tuple[Term, ...]] = {}
        for entry in entries:
            if not _LANGUAGE.fullmatch(entry.key):
                self.add("E702", entry.mark, key=entry.key[:60], hint="", keys="codes of languages, such as en")
                continue
            found[entry.key] = tuple(self._keywords(entry))
        return found

    def _keywords(self, entry: Entry) -> Iterator[Term]:
        seen: set[Term] = set()
        for word in self._texts(entry):
            read = term(word.text)
            if read is None:
                self.add("E707", word.mark, key=word.text[:60])
            elif any(is_stem and len(part) < SHORTEST_STEM for part, is_stem in read.parts[:1]):
                self.add("E708", word.mark, key=word.text[:60])
            elif read in seen:
                self.add("E709", word.mark, key=word.text[:60])
            else:
                seen.add(read)
                yield read
