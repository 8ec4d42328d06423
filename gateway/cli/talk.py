"""``gateway talk``: golden conversations replayed on the production engine."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from flows.load import load
from flows.measure import Budgets
from flows.model import Flow, Mark
from flows.problems import Problem
from flows.talk import ACTIONS, TalkFile, read
from flows.talk_play import Failure, Played, play
from flows.talk_write import updated
from gateway.cli import survey_file
from gateway.publish import budgets_of
from gateway.refusal import Refusal
from gateway.settings import load_settings

ENDING = ".talk.yaml"


@click.command("talk")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--update", is_flag=True, help="Write what came into the files; reading that difference is the review.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object for each file, for scripts.")
def talk(files: tuple[Path, ...], update: bool, as_json: bool) -> int:
    """Replay the golden conversations of surveys and say where one comes out differently.

    FILE is a SURVEY.talk.yaml; the survey stands beside it. Leaves with 0 if every conversation comes out letter for letter,
    1 if one does not, 2 if a file cannot be read.

    \b
    Example:
      gateway talk flows/surveys/lesotho-clinic-visit.talk.yaml
      gateway talk flows/surveys/*.talk.yaml --update
    """
    console, bad = Console(highlight=False), False
    budgets = budgets_of(load_settings())
    for path in files:
        replayed = _replay(path, budgets)
        if update and replayed.played:
            replayed = _updated(replayed)
        bad = bad or not replayed.well
        if as_json:
            click.echo(json.dumps(_as_dict(replayed), ensure_ascii=False))
        else:
            _show(replayed, console)
    return 1 if bad else 0


@dataclass(frozen=True, slots=True)
class Replayed:
    """One file of conversations as it went; ``changed`` if it was written anew."""

    path: Path
    text: str
    talks: TalkFile
    problems: tuple[Problem, ...]
    played: tuple[Played, ...] = ()
    changed: bool = False

    @property
    def well(self) -> bool:
        return not self.problems and not any(each.failures for each in self.played)


def _replay(path: Path, budgets: Budgets) -> Replayed:
    text = _read(path)
    talks = read(text)
    flow, problems = _survey(path, talks)
    found = (*talks.problems, *problems)
    if flow is None or found:
        return Replayed(path, text, talks, found)
    return Replayed(path, text, talks, (), tuple(play(flow, each, budgets) for each in talks.talks))


def _updated(old: Replayed) -> Replayed:
    """The same conversations with the ``we`` and result lines as they came, written to the file.

    What is more than lines (a step that cannot be done, a screen that does not fit) stays a failure.
    """
    new = updated(old.text, old.talks, old.played)
    if new != old.text:
        _write(old.path, new)
    lasting = tuple(replace(each, failures=tuple(f for f in each.failures if f.line in ACTIONS)) for each in old.played)
    return replace(old, played=lasting, changed=new != old.text)


def _survey(path: Path, talks: TalkFile) -> tuple[Flow | None, tuple[Problem, ...]]:
    """The survey beside its conversations, and what keeps it from being played."""
    beside = path.with_name(path.name.removesuffix(ENDING) + ".yaml")
    if not path.name.endswith(ENDING):
        raise Refusal(f"{path} is not named like a file of conversations.", f"Name a file like SURVEY{ENDING}.")
    loaded = load(_read(beside))
    if loaded.flow is None:
        sentence, remedy = f"The survey {beside.name} has errors.", f"`gateway check {beside}` tells them."
        return None, (Problem("E651", Mark(1, 1), sentence, remedy),)
    if talks.survey and loaded.flow.survey != talks.survey:
        sentence = f"These are conversations of *{talks.survey}*, but {beside.name} holds *{loaded.flow.survey}*."
        return None, (Problem("E651", Mark(1, 1), sentence, "Correct the name after `survey:`."),)
    return loaded.flow, ()


def _read(path: Path) -> str:
    remedy = f"Name a file like SURVEY{ENDING}, beside SURVEY.yaml."
    try:
        return survey_file.read(path, remedy).decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Refusal(f"{path} cannot be read: it is not in UTF-8.", remedy) from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror}.", "Make the file writable, then try again.") from None


def _show(replayed: Replayed, console: Console) -> None:
    for problem in replayed.problems:
        line = f"{replayed.path}:{problem.mark.line} {problem.code} {problem.sentence}"
        console.print(Text(line, style="bold red"), soft_wrap=True)
        console.print(Text(f"    → {problem.remedy}"), soft_wrap=True)
    for played in replayed.played:
        for failure in played.failures:
            _show_failure(replayed.path, played, failure, console)
    console.print(Text(f"{replayed.path}: {_summary(replayed)}", style="bold"), soft_wrap=True)


def _show_failure(path: Path, played: Played, failure: Failure, console: Console) -> None:
    where = f"step {failure.step}, " if failure.step else ""
    head = f"{path}:{failure.mark.line} “{played.talk.name}”, {where}{failure.line}"
    console.print(Text(head, style="bold red"), soft_wrap=True)
    for title, text in (("expected", failure.expected), ("came", failure.came)):
        console.print(Text(f"  {title}:", style="dim"))
        for line in text.split("\n"):
            console.print(Text(f"    {line}"), soft_wrap=True)


def _summary(replayed: Replayed) -> str:
    count = len(replayed.talks.talks)
    told = f"{count} conversation{'s' * (count != 1)}"
    if replayed.problems:
        return f"{told}, not played"
    wrong = sum(bool(each.failures) for each in replayed.played)
    if replayed.changed:
        told += ", written anew"
    return f"{told}, {wrong} came out differently" if wrong else f"{told}, all as written"


def _as_dict(replayed: Replayed) -> dict[str, object]:
    return {
        "file": str(replayed.path),
        "well": replayed.well,
        "changed": replayed.changed,
        "problems": [
            {"code": p.code, "line": p.mark.line, "sentence": p.sentence, "remedy": p.remedy} for p in replayed.problems
        ],
        "talks": [
            {"talk": each.talk.name, "failures": [_failure_as_dict(failure) for failure in each.failures]}
            for each in replayed.played
        ],
    }


def _failure_as_dict(failure: Failure) -> dict[str, object]:
    return {
        "step": failure.step,
        "line": failure.mark.line,
        "what": failure.line,
        "expected": failure.expected,
        "came": failure.came,
    }
