"""Problems of surveys for programs: one JSON object, or the lines by which code-review systems annotate a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from flows.fixing.fix import Fix
from flows.fixing.offered import Repairs
from flows.problems import Problem
from gateway.cli.examined import Examined

LEVELS = {"E": "error", "W": "warning", "N": "notice"}
MOST_MENDED = 200
"""Problems of one file whose repairs are worked out."""


def as_dict(examined: Sequence[Examined], missing: Sequence[str]) -> dict[str, object]:
    """All files as one object; its shape is told in the help of ``gateway check`` and stays."""
    return {
        "format": 1,
        "errors": sum(each.errors for each in examined),
        "warnings": sum(each.warnings for each in examined),
        "notes": sum(each.notes for each in examined),
        "unreadable": list(missing),
        "surveys": [_survey(each) for each in examined],
    }


def _survey(examined: Examined) -> dict[str, object]:
    repairs = Repairs(examined.source, examined.lists)
    own = [
        _problem(str(examined.path), p, repairs.of(p) if at < MOST_MENDED and not p.accepted else ())
        for at, p in enumerate(examined.checked.problems)
    ]
    return {
        "file": str(examined.path),
        "survey": examined.checked.flow.survey if examined.checked.flow else "",
        "publishable": examined.publishable,
        "errors": examined.errors,
        "warnings": examined.warnings,
        "notes": examined.notes,
        "accepted": examined.accepted,
        "conversations": examined.talks,
        "ways": [asdict(each) for each in examined.measures],
        "problems": [*own, *(_problem(str(examined.talk_path), p, ()) for p in examined.talk_problems)],
    }


def _problem(file: str, problem: Problem, fixes: tuple[Fix, ...]) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": LEVELS[problem.code[0]],
        "file": file,
        "line": problem.mark.line,
        "column": problem.mark.column,
        "question": problem.question,
        "language": problem.language,
        "channel": problem.channel,
        "sentence": problem.sentence,
        "remedy": problem.remedy,
        "accepted": problem.accepted,
        "fixes": [_fix(fix) for fix in fixes],
    }


def _fix(fix: Fix) -> dict[str, object]:
    edits = [{"start": asdict(edit.start), "end": asdict(edit.end), "text": edit.text} for edit in fix.edits]
    return {"label": fix.label, "list": fix.file, "begins": fix.begins, "edits": edits}


def annotated(examined: Examined) -> Iterator[str]:
    """A workflow command for every problem nobody has accepted: ``::error file=…,line=…,col=…,title=E201::sentence``."""
    for path, problems in ((examined.path, examined.checked.problems), (examined.talk_path, examined.talk_problems)):
        for p in problems:
            if not p.accepted:
                where = f"file={_property(str(path))},line={p.mark.line},col={p.mark.column},title={p.code}"
                yield f"::{LEVELS[p.code[0]]} {where}::{_data(f'{p.sentence} {p.remedy}')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
