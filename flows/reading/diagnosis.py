"""Why a text is no YAML, told from the line where the parser gave up."""

from __future__ import annotations

import re

import yaml

from flows.model import Mark
from flows.reading.builder import place
from flows.reading.findings import Findings

_VALUE = re.compile(r"^(?P<before>\s*(?:- )*(?:[^:#'\"{}\[\]]+:\s+)?)(?P<value>\S.*)$")
_FORBIDDEN_START = "@`%,]}"


def diagnose(error: yaml.YAMLError, last: yaml.Event | None, lines: list[str], findings: Findings) -> None:
    """Notes one problem for a text the parser refused, at the place of the cause as far as it can be told."""
    spot = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if spot is None:
        findings.add("E120", Mark(1, 1))
        return
    quote = _open_quote(error, last)
    if quote is not None:
        findings.add("E113", quote)
        return
    row = min(spot.line, len(lines) - 1)
    for rule in (_by_start_of_value, _by_layout):
        if rule(row, str(getattr(error, "problem", "")), error, lines, findings):
            return
    opened = getattr(error, "context_mark", None) if "flow" in str(getattr(error, "context", "")) else None
    findings.add("E120", place(opened or spot))


def _open_quote(error: yaml.YAMLError, last: yaml.Event | None) -> Mark | None:
    """Where a quote was opened that ends at the end of the file, or that swallowed the lines up to the next quote."""
    if "quoted scalar" in str(getattr(error, "context", "")):
        return place(getattr(error, "context_mark", None))
    if isinstance(last, yaml.ScalarEvent) and last.style in {'"', "'"}:
        return place(last.start_mark)
    return None


def _by_start_of_value(row: int, problem: str, error: yaml.YAMLError, lines: list[str], findings: Findings) -> bool:
    found = _VALUE.match(lines[row])
    if not found:
        return False
    value, mark = found["value"], Mark(row + 1, found.start("value") + 1)
    if value[0] == "*":
        findings.add("E105" if value[1:2].isdigit() else "E104", mark, text=value[:40])
    elif value[0] == "&":
        findings.add("E104", mark, text=value[:40])
    elif value[0] == "!":
        findings.add("E106", mark, text=value[:40])
    elif value[0] == "%" and not found["before"].strip():
        findings.add("E107", mark)
    elif value[0] in _FORBIDDEN_START or (value[0] in "|>" and "block scalar" in str(getattr(error, "context", ""))):
        findings.add("E112", mark, sign=value[0])
    elif re.match(r"\{[^{}:,]*\}\s*\S", value):
        findings.add("E111", mark, text=value[: value.index("}") + 1][:60])
    else:
        return False
    return True


def _by_layout(row: int, problem: str, error: yaml.YAMLError, lines: list[str], findings: Findings) -> bool:
    line = lines[row]
    if problem.startswith("could not find expected ':'"):
        begun = getattr(error, "context_mark", None)
        row = begun.line if begun is not None else row
        line = lines[row]
    spaces = len(line) - len(line.lstrip(" "))
    mark = Mark(row + 1, spaces + 1)
    dashed, above = line.lstrip().startswith("- "), _neighbour(row, lines)
    if problem.startswith("mapping values are not allowed"):
        second = re.search(r":\s.*?(:)(\s|$)", line)
        if second:
            findings.add("E110", Mark(row + 1, second.start(1) + 1))
        else:
            findings.add("E114", mark, spaces=spaces)
        return True
    if "block" not in str(getattr(error, "context", "")) and not problem.startswith("could not find expected ':'"):
        return False
    if problem.startswith("did not find expected '-'") and not dashed and _same_indent(above, spaces):
        findings.add("E115", mark, has="has no dash", do="Add")
    elif dashed and "key" in problem:
        findings.add("E115", mark, has="has a dash", do="Remove")
    elif problem.startswith("could not find expected ':'") and not dashed and above.lstrip().startswith("- "):
        findings.add("E115", mark, has="has no dash", do="Add")
    elif problem.startswith("did not find expected"):
        findings.add("E114", mark, spaces=spaces)
    else:
        return False
    return True


def _neighbour(row: int, lines: list[str]) -> str:
    """The last line above that is no note and not empty."""
    for line in reversed(lines[:row]):
        if line.strip() and not line.lstrip().startswith("#"):
            return line
    return ""


def _same_indent(above: str, spaces: int) -> bool:
    return len(above) - len(above.lstrip(" ")) >= spaces
