"""YAML made safe: bytes or text -> a tree of texts with positions, or the problem that stopped the reading.

The parser's events are looked at one by one and nothing is composed by PyYAML: its composers recurse, and the one written in C
ends the whole process on deep nesting. Aliases, anchors, tags, directives and further documents stop the reading at once.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from flows.model import Mark
from flows.reading.builder import Builder, Stop
from flows.reading.diagnosis import diagnose
from flows.reading.findings import Findings
from flows.reading.signs import REFUSED, name_of
from flows.reading.tree import Group

LONGEST_FILE = 204_800
"""Bytes; about 3,000 lines."""
LONGEST_LINE = 2_000
"""Signs."""
MOST_LINES = 10_000
"""Twice what the longest survey the language allows could need."""

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(source: str | bytes, findings: Findings) -> Group | None:
    """The top group of the text; ``None`` if it could not be read, with at least one E1xx among the findings. Never raises."""
    try:
        text = _decode(source, findings)
        lines = text.split("\n")
        _look_at_lines(lines, findings)
        top = Builder(lines, findings).build(_events(text, lines, findings))
    except Stop:
        return None
    if isinstance(top, Group) and top.entries:
        return top
    findings.add("E119", Mark(1, 1))
    return None


def _decode(source: str | bytes, findings: Findings) -> str:
    raw = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    if len(raw) > LONGEST_FILE:
        findings.add("E101", Mark(1, 1), size=-(-len(raw) // 1024))
        raise Stop
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        findings.add("E102", Mark(before.count("\n") + 1, len(before) - before.rfind("\n")))
        raise Stop from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _look_at_lines(lines: list[str], findings: Findings) -> None:
    problems_before = len(findings.problems)
    if len(lines) > MOST_LINES:
        findings.add("E219", Mark(MOST_LINES + 1, 1), count=len(lines), things="lines", limit=MOST_LINES)
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            findings.add("E219", Mark(number, 1), count=len(line), things="signs on one line", limit=LONGEST_LINE)
        if line.isascii() and line.isprintable():
            continue
        refused = REFUSED.search(line)
        if refused:
            findings.add("E118", Mark(number, refused.start() + 1), name=name_of(refused[0]))
        _look_at_indentation(number, line, findings)
    if len(findings.problems) > problems_before:
        raise Stop


def _look_at_indentation(number: int, line: str, findings: Findings) -> None:
    """E109 for a tab, E118 for a space that is none to the parser."""
    indentation = line[: len(line) - len(line.lstrip())]
    odd = next((at for at, sign in enumerate(indentation) if sign != " "), None)
    if odd is None or len(indentation) == len(line):
        return
    if indentation[odd] == "\t":
        findings.add("E109", Mark(number, odd + 1))
    else:
        findings.add("E118", Mark(number, odd + 1), name=name_of(indentation[odd]))


def _events(text: str, lines: list[str], findings: Findings) -> Iterator[yaml.Event]:
    parser = _Parser(text)
    last: yaml.Event | None = None
    try:
        while (event := parser.get_event()) is not None:
            last = event
            yield event
    except yaml.YAMLError as error:
        diagnose(error, last, lines, findings)
        raise Stop from None
    finally:
        parser.dispose()
