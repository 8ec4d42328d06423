"""Why a text is no YAML, told from the line where the parser gave up."""

from __future__ import annotations

import re

import yaml

from flows.model import Mark
from flows.reading.builder import place
from flows.reading.findings import Findings
from flows.reading.signs import ODD_SPACES, name_of

_VALUE = re.compile(r"^(?P<before>\s*(?:- )*(?:[^:#'\"{}\[\]]+:\s+)?)(?P<value>\S.*)$")
_ODD_SPACE = re.compile(rf"^\s*(?:-|(?:- +)?[^:#'\"{{}}\[\]]+:)(?P<odd>{ODD_SPACES.pattern})")
_NO_SPACE = re.compile(r"^\s*(?:- +)?(?P<key>[a-z][a-z0-9 _-]*):[^\s:/]\S*( [^:]*)?$", re.I)
_NAMED_WITHIN = re.compile(r"(?:^|[{,])\s*[\w -]+:\s+(?P<text>[^\s\"'{}\[\],][^\"'{}\[\],]*(?P<name>\{[^{}:,]*\}))")
"""A variable in a text without quotes, where the parser is within braces."""
_FORBIDDEN_START = "@`%,]}"
_NO_COLON = "could not find expected ':'"


class _Failure:
    """The parser's error, the line it is about, and what can be said of both. Places count from 1."""

    def __init__(self, error: yaml.YAMLError, last: yaml.Event | None, lines: list[str]) -> None:
        self.problem = str(getattr(error, "problem", ""))
        self.context = str(getattr(error, "context", ""))
        self.begun = getattr(error, "context_mark", None)
        self.last = last
        self.lines = lines
        spot = self.begun if self.problem == _NO_COLON and self.begun else getattr(error, "problem_mark", None)
        self.place = place(spot) if spot is not None else Mark(1, 1)
        self.row = min(self.place.line, len(lines)) - 1

    @property
    def line(self) -> str:
        return self.lines[self.row]

    @property
    def spaces(self) -> int:
        return len(self.line) - len(self.line.lstrip(" "))

    @property
    def dashed(self) -> bool:
        return self.line.lstrip().startswith("- ")

    @property
    def start(self) -> Mark:
        """Where the words of the line begin."""
        return Mark(self.row + 1, self.spaces + 1)

    def above(self) -> list[str]:
        """The lines above that are no notes and not empty, the nearest first."""
        return [line for line in reversed(self.lines[: self.row]) if line.strip() and not line.lstrip().startswith("#")]


def diagnose(error: yaml.YAMLError, last: yaml.Event | None, lines: list[str], findings: Findings) -> None:
    """Notes one problem for a text the parser refused, at the place of the cause as far as it can be told."""
    failure = _Failure(error, last, lines)
    for rule in (_odd_space, _star, _open_quote, _bracket_too_many, _start_of_value, _second_colon, _no_space, _layout):
        if rule(failure, findings):
            return
    _anything_else(failure, findings)


def _odd_space(failure: _Failure, findings: Findings) -> bool:
    """A space from a word processor behind the colon or the dash, which is no space to the parser."""
    found = _ODD_SPACE.match(failure.line)
    if found:
        findings.add("E118", Mark(failure.row + 1, found.start("odd") + 1), name=name_of(found["odd"][0]))
    return bool(found)


def _star(failure: _Failure, findings: Findings) -> bool:
    """A dial code without quotes, also within brackets."""
    if not failure.context.startswith("while scanning an al"):
        return False
    mark = place(failure.begun)
    text = re.split(r"[\s,\]}]", failure.lines[mark.line - 1][mark.column - 1 :], maxsplit=1)[0][:40]
    findings.add("E105" if text[1:2].isdigit() else "E104", mark, text=text)
    return True


def _open_quote(failure: _Failure, findings: Findings) -> bool:
    """A quote that ends at the end of the file, or that swallowed what follows up to the next quote."""
    last = failure.last
    if "quoted scalar" in failure.context:
        findings.add("E113", place(failure.begun))
    elif isinstance(last, yaml.ScalarEvent) and last.style in {'"', "'"}:
        findings.add("E113", place(last.start_mark))
    else:
        return False
    return True


def _bracket_too_many(failure: _Failure, findings: Findings) -> bool:
    """A bracket that closes nothing, behind a group or a list that is closed already."""
    at = failure.place.column - 1
    before = failure.line[:at].rstrip()
    if failure.line[at : at + 1] not in {"}", "]"} or "flow" in failure.context or before[-1:] not in {"}", "]"}:
        return False
    findings.add("E120", failure.place, reason="there is one closing bracket too many")
    return True


def _start_of_value(failure: _Failure, findings: Findings) -> bool:
    found = _VALUE.match(failure.line)
    if not found:
        return False
    value, mark = found["value"], Mark(failure.row + 1, found.start("value") + 1)
    sign = value[0]
    if sign == "*":
        findings.add("E105" if value[1:2].isdigit() else "E104", mark, text=value[:40])
    elif sign == "&":
        findings.add("E104", mark, text=value[:40])
    elif sign == "!":
        findings.add("E106", mark, text=value[:40])
    elif sign == "%" and not found["before"].strip():
        findings.add("E107", mark)
    elif sign in _FORBIDDEN_START or (sign in "|>" and "block scalar" in failure.context) or _is_mark_of_layout(failure, mark):
        findings.add("E112", mark, sign=sign)
    elif re.match(r"\{[^{}:,]*\}\s*\S", value):
        findings.add("E111", mark, text=value[: value.index("}") + 1][:60])
    elif re.match(r"\[[^\[\]]*\]\s*[^\s#]|\{[^{}]*\}\s*[^\s#]", value):
        findings.add("E112", mark, sign=sign)
    else:
        return False
    return True


def _is_mark_of_layout(failure: _Failure, mark: Mark) -> bool:
    """A dash or question mark and a space where a text was meant."""
    return failure.place == mark and failure.problem.startswith(("block sequence entries", "mapping keys"))


def _second_colon(failure: _Failure, findings: Findings) -> bool:
    if not failure.problem.startswith("mapping values are not allowed") and "flow" not in failure.context:
        return False
    at = failure.place.column - 1
    first = failure.line.find(": ")
    if failure.line[at : at + 1] != ":" or not 0 <= first < at:
        return False
    second = failure.line.find(":", first + 1)
    findings.add("E110", Mark(failure.row + 1, (second if "flow" not in failure.context else at) + 1))
    return True


def _no_space(failure: _Failure, findings: Findings) -> bool:
    """The line above was meant as a key, but has no space after its colon, so that this one seems to go on with it."""
    if not failure.problem.startswith("mapping values are not allowed"):
        return False
    row = next((row for row in range(failure.row - 1, -1, -1) if failure.lines[row].strip()), -1)
    found = _NO_SPACE.match(failure.lines[row]) if row >= 0 else None
    if found:
        reason = "there is no space after the colon of this line"
        findings.add("E120", Mark(row + 1, found.start("key") + 1), reason=reason)
    return bool(found)


def _layout(failure: _Failure, findings: Findings) -> bool:
    """A line too far in or out, or a dash missing or too much."""
    above = failure.above()
    nearest = above[0] if above else ""
    if failure.problem == _NO_COLON:
        return _no_colon(failure, nearest, findings)
    if failure.problem.startswith("mapping values are not allowed"):
        findings.add("E114", failure.start, spaces=failure.spaces)
    elif "block" not in failure.context or not failure.problem.startswith("did not find expected"):
        return False
    elif not failure.dashed and "'-'" in failure.problem and _is_beside_a_dash(failure, above):
        findings.add("E115", failure.start, has="has no dash", do="Add")
    elif failure.dashed and not any(line.lstrip().startswith("- ") for line in above):
        findings.add("E115", failure.start, has="has a dash", do="Remove")
    else:
        findings.add("E114", failure.start, spaces=failure.spaces)
    return True


def _no_colon(failure: _Failure, above: str, findings: Findings) -> bool:
    if not failure.dashed and above.lstrip().startswith("- ") and ":" not in above:
        findings.add("E115", failure.start, has="has no dash", do="Add")
        return True
    return False


def _is_beside_a_dash(failure: _Failure, above: list[str]) -> bool:
    """True if the nearest line above that is not further in begins with a dash in the same column."""
    level = next((line for line in above if len(line) - len(line.lstrip(" ")) <= failure.spaces), "")
    return level[failure.spaces :].startswith("- ")


def _anything_else(failure: _Failure, findings: Findings) -> None:
    """E120 in plain words, unless the line's own mistake has been told already."""
    mark, reason = failure.place, "the quotes, brackets or indentation do not fit"
    if failure.problem == _NO_COLON:
        reason = "this line has no colon with a space after it"
    elif "flow" in failure.context:
        mark, reason = place(failure.begun), "the bracket opened here is not closed where it should be"
        named = _NAMED_WITHIN.search(failure.line)
        if named:
            mark = Mark(failure.row + 1, named.start("text") + 1)
            reason = f"a text with `{named['name'][:60]}` within braces needs quotes"
        elif any(problem.code == "W121" and problem.mark.line >= mark.line for problem in findings.problems):
            reason = "the bracket opened here is not closed, because everything after ` #` is a note"
    elif "<document start>" in failure.problem:
        findings.add("E107", failure.start)
        return
    if not any(problem.is_error and problem.mark.line == mark.line for problem in findings.problems):
        findings.add("E120", mark, reason=reason)
