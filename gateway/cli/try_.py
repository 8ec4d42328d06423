"""``gateway try``: a survey on a phone in the terminal, by the same engine that answers citizens. Nothing is stored or sent."""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from flows.check import check
from flows.measure import Budgets
from flows.model import Channel, Flow
from flows.reading.quantities import duration
from flows.rehearsal import Rehearsal, Shown
from flows.talk_play import Outcome, outcome_of
from gateway.cli import phone, problem_lines, survey_file
from gateway.publish import budgets_of
from gateway.refusal import Refusal
from gateway.settings import load_settings

HELP = """Type what a citizen would type. Besides:
  :drop             the call is cut (dial again to be asked whether to go on)
  :dial             dial the code, or send the keyword
  :text WORDS       send a text, also during a call
  :wait 20 minutes  let time pass
  :quit             stop trying"""

_COMMA = re.compile(r"(?<!\\),")


@dataclass(slots=True)
class Trial:
    """One survey on one phone, and everything that was said and shown so far."""

    flow: Flow
    channel: Channel
    budgets: Budgets
    phone: Rehearsal
    turns: list[tuple[str, Shown | None]] = field(default_factory=list)

    def start(self) -> Shown | None:
        """Dials the first code, or texts the first keyword."""
        if self.channel == "ussd":
            return self._turn(code := self.flow.starts.dials[0], self.phone.dial(code))
        word = self.flow.starts.texts[0].words[0]
        return self._turn(word, self.phone.text(word))

    def send(self, said: str) -> Shown | None:
        return self._turn(said, self.phone.send(said))

    def text(self, said: str) -> Shown | None:
        return self._turn(said, self.phone.text(said))

    def _turn(self, said: str, shown: Shown | None) -> Shown | None:
        self.turns.append((said, shown))
        return shown

    @property
    def over(self) -> bool:
        """True if nothing awaits an answer: the call has ended, or the conversation by text."""
        if self.channel == "ussd" and not self.phone.in_call:
            return True
        return self.phone.last is None or bool(self.phone.last.ended)

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.flow, self.phone.last)


@click.command("try")
@click.argument("flow", metavar="FLOW", type=click.Path(path_type=Path))
@click.option("--ussd", "channel", flag_value="ussd", help="On the phone menu. Left out: the survey's first way.")
@click.option("--sms", "channel", flag_value="sms", help="By text message.")
@click.option("--as", "language", metavar="LANG", help="In this language: it is chosen on the first screen.")
@click.option("--answers", metavar="A,B,C", help=r"Print the conversation with these answers; a comma in one is written \,")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for scripts; needs --answers.")
def try_(flow: Path, channel: Channel | None, language: str | None, answers: str | None, as_json: bool) -> int:
    """Try a survey on a phone in the terminal. Nothing is stored and nobody is texted.

    With --answers the conversation is printed; without, you are the citizen. At the end stands what would be stored.
    Leaves with 0, with 1 if the survey cannot be read, with 2 if it has no such language or channel.

    \b
    Example:
      gateway try flows/surveys/lesotho-clinic-visit.yaml
      gateway try my-survey.yaml --sms --as st --answers "1,2,hello"
    """
    if as_json and answers is None:
        raise Refusal("--json prints a conversation, and there are no answers.", 'Add them, like --answers "1,2".')
    budgets = budgets_of(load_settings())
    trial = _trial(_load(flow, budgets), channel, budgets)
    console = Console(highlight=False)
    if answers is None:
        _by_hand(trial, _language(trial.flow, language), console)
    elif as_json:
        _by_script(trial, _language(trial.flow, language), answers, None)
        click.echo(json.dumps(_as_dict(trial), ensure_ascii=False))
    else:
        _by_script(trial, _language(trial.flow, language), answers, console)
    return 0


def _load(path: Path, budgets: Budgets) -> Flow:
    text = survey_file.read(path)
    checked = check(text, budgets=budgets)
    if checked.flow is None or not checked.flow.questions:
        problem_lines.show(str(path), text.decode("utf-8", "replace"), checked, Console(stderr=True, highlight=False))
        raise Refusal("This survey cannot be tried yet.", "Repair the errors above first.", code=1)
    if checked.errors:
        many = f"{len(checked.errors)} error{'s' * (len(checked.errors) != 1)}"
        click.echo(f"This survey has {many} and cannot be published yet; `gateway check {path}` tells more.", err=True)
    return checked.flow


def _trial(flow: Flow, channel: Channel | None, budgets: Budgets) -> Trial:
    if not flow.channels:
        raise Refusal(f"Nobody can start {flow.survey} yet.", "Add *someone dials* or *someone texts*.", code=1)
    chosen = channel or flow.channels[0]
    if chosen not in flow.channels:
        raise Refusal(f"{flow.survey} cannot be started by {chosen.upper()}.", f"Try it with --{flow.channels[0]}.")
    now_ms = time.time_ns() // 1_000_000
    return Trial(flow, chosen, budgets, Rehearsal(flow, now_ms, budgets=budgets))


def _language(flow: Flow, language: str | None) -> str | None:
    """The language to choose on the first screen; ``None`` if nothing is to be chosen."""
    if language is not None and language not in flow.languages:
        known = ", ".join(f"{code} ({name})" for code, name in flow.languages.items())
        raise Refusal(f"{flow.survey} is not in “{language}”.", f"It is in: {known}.")
    return None if language == flow.main_language else language


# --- by script -----------------------------------------------------------------------------------------------------------


def _by_script(trial: Trial, language: str | None, answers: str, console: Console | None) -> None:
    said = [part.replace("\\,", ",") for part in _COMMA.split(answers)] if answers else []
    trial.start()
    for number, words in enumerate((*([language] if language else ()), *said)):
        if trial.over:
            left = len(said) + bool(language) - number
            click.echo(f"The conversation was over: the last {left} answer{'s' * (left != 1)} went nowhere.", err=True)
            break
        trial.send(words)
    if console is not None:
        for words, shown in trial.turns:
            _show(words, shown, trial.budgets, console)
        _show_outcome(trial, console)


# --- by hand -------------------------------------------------------------------------------------------------------------


def _by_hand(trial: Trial, language: str | None, console: Console) -> None:
    """A citizen at the keyboard, until they quit; Ctrl-C and the end of input are a kind goodbye."""
    console.print(Text(f"{trial.flow.title} - type as a citizen would; :help shows more.", style="dim"))
    _follow(trial, trial.start(), console, trial.turns[-1][0])
    if language is not None:
        _follow(trial, trial.send(language), console, language)
    while True:
        try:
            said = input("> ")
        except (EOFError, KeyboardInterrupt):
            console.print()
            break
        if not sys.stdin.isatty():
            console.print(Text(said, style="bold"))
        if said.strip() in (":quit", ":q"):
            break
        _heed(trial, said, console)
    _show_outcome(trial, console)


def _heed(trial: Trial, said: str, console: Console) -> None:
    """One line from the keyboard: an order to the phone, or what the citizen types."""
    order, _, rest = said.strip().partition(" ")
    if order == ":drop":
        trial.phone.drop()
        console.print(Text("The call is cut. :dial dials again.", style="dim"))
    elif order == ":dial":
        _follow(trial, trial.start(), console)
    elif order == ":text":
        _follow(trial, trial.text(rest), console)
    elif order == ":wait":
        _wait(trial, rest, console)
    elif order.startswith(":") and order[1:].isalpha():
        console.print(Text(HELP, style="dim"))
    elif trial.channel == "ussd" and not trial.phone.in_call:
        console.print(Text("There is no call. :dial dials, :quit stops.", style="dim"))
    else:
        _follow(trial, trial.send(said), console)


def _wait(trial: Trial, span: str, console: Console) -> None:
    length = duration(span)
    if length is None:
        console.print(Text("Write it like :wait 20 minutes", style="dim"))
        return
    trial.phone.pass_time(int(length.total_seconds()) * 1_000)
    last = trial.phone.last
    ended = f"; the conversation is {last.ended}" if last is not None and last.ended else ""
    console.print(Text(f"{span} later{ended}.", style="dim"))


def _follow(trial: Trial, shown: Shown | None, console: Console, said: str | None = None) -> None:
    """Shows what came back, and what is stored if that was the end."""
    _show(said, shown, trial.budgets, console)
    if shown is not None and trial.over:
        _show_outcome(trial, console)
        console.print(Text(":dial begins again, :quit stops.", style="dim"))


# --- showing -------------------------------------------------------------------------------------------------------------


def _show(said: str | None, shown: Shown | None, budgets: Budgets, console: Console) -> None:
    if said is not None:
        console.print(Text.assemble(("> ", "dim"), (said, "bold")))
    if shown is None:
        console.print(Text("(no answer)", style="dim"))
    else:
        phone.draw(shown, budgets, console)


def _show_outcome(trial: Trial, console: Console) -> None:
    outcome = trial.outcome
    console.print(Text("What would be stored:", style="bold"))
    width = max((len(question) for question in outcome.stored), default=0)
    for question, value in outcome.stored.items():
        console.print(Text(f"  {question:<{width}}  {value}"), soft_wrap=True)
    if not outcome.stored:
        console.print(Text("  no answer"))
    if outcome.agreed_to:
        console.print(Text(f"  agreed to: {', '.join(outcome.agreed_to)}"))
    console.print(Text(f"  ended: {outcome.ended or 'not begun'}"))


def _as_dict(trial: Trial) -> dict[str, object]:
    state, outcome = trial.phone.last, trial.outcome
    return {
        "survey": trial.flow.survey,
        "channel": trial.channel,
        "language": state.language if state else trial.flow.main_language,
        "turns": [
            {"said": said, "shown": phone.as_dict(shown, trial.budgets) if shown else None} for said, shown in trial.turns
        ],
        "stored": outcome.stored,
        "answers": [asdict(answer) for answer in state.answers] if state else [],
        "replaced": [asdict(answer) for answer in state.replaced] if state else [],
        "agreed_to": list(outcome.agreed_to),
        "ended": outcome.ended,
    }
