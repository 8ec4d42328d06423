"""The command line: a table of commands, each loaded when it is called, and one way of telling a person what went wrong.

Exit codes: 0 well, 1 the input has problems or something broke, 2 misuse. A traceback goes to ``var/logs``, never to the
terminal; ``GATEWAY_DEBUG=1`` shows it there too.
"""

from __future__ import annotations

import difflib
import importlib
import importlib.util
import io
import os
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

import click

from gateway.refusal import Refusal

COMMANDS = {
    "run": "gateway.cli.run:run",
    "hooks": "gateway.cli.hooks:hooks",
    "doctor": "gateway.cli.doctor:doctor",
    "stub": "gateway.cli.stub:stub",
    "db": "gateway.cli.db:db",
    "new": "gateway.cli.new:new",
    "check": "gateway.cli.check:check",
    "fix": "gateway.cli.fix:fix",
    "format": "gateway.cli.format:format_",
    "try": "gateway.cli.try_:try_",
    "talk": "gateway.cli.talk:talk",
    "import": "gateway.cli.exchange:import_",
    "export": "gateway.cli.exchange:export",
    "explain": "gateway.cli.explain:explain_",
    "diagram": "gateway.cli.diagram:diagram",
    "diff": "gateway.cli.diff:diff",
    "schema": "gateway.cli.schema:schema",
    "publish": "gateway.cli.publishing:publish",
    "versions": "gateway.cli.publishing:versions",
    "visits": "gateway.cli.visits:visits",
    "pause": "gateway.cli.pause:pause",
    "resume": "gateway.cli.pause:resume",
    "pauses": "gateway.cli.pause:pauses",
    "users": "gateway.cli.users:users",
    "testers": "gateway.cli.testers:testers_",
    "nightly": "gateway.cli.nights:nightly",
    "report": "gateway.cli.nights:report",
    "overview": "gateway.cli.overview:overview",
    "signals": "gateway.cli.signals:signals",
    "recount": "gateway.cli.recount:recount",
    "danger": "gateway.cli.danger:danger",
    "quotes": "gateway.cli.quotes:quotes",
    "themes": "gateway.cli.themes:themes",
    "erase": "gateway.cli.rights:erase",
    "mydata": "gateway.cli.rights:mydata",
    "optout": "gateway.cli.rights:optout",
    "retention": "gateway.cli.retention:retention",
    "keys": "gateway.cli.keys:keys",
    "audit": "gateway.cli.audit:audit",
    "breach": "gateway.cli.breach:breach",
    "record": "gateway.cli.record:record",
    "answers": "gateway.cli.flow_results:answers",
    "dhis2": "gateway.cli.dhis2:dhis2",
    "traffic": "gateway.cli.traffic:traffic",
}
"""Command -> where it is defined."""

_WHOLE = 1_000
_NUMBER = re.compile(r"\+?\d{9,15}")


class Commands(click.Group):
    """The commands of :data:`COMMANDS`, in that order; a module is imported only when its command is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, target in COMMANDS.items() if importlib.util.find_spec(target.partition(":")[0])]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each with the whole of its first sentence."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(_WHOLE)) for name, command in commands if command])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            close = difflib.get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f"Did you mean “{close[0]}”?" if close else "“gateway --help” lists all commands."
            ctx.fail(f"There is no command “{args[0]}”. {hint}")
        return super().resolve_command(ctx, args)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="citizen-feedback-gateway", prog_name="gateway")
def gateway() -> None:
    """Surveys by USSD and SMS, and a report for the ministry every morning.

    \b
    Example:
      gateway run
      gateway try flows/surveys/lesotho-clinic-visit.yaml --ussd
    """


def main(arguments: list[str] | None = None) -> None:
    """Run one command and leave the process with its exit code."""
    _write_every_sign()
    sys.exit(outcome(arguments))


def _write_every_sign() -> None:
    """A sign that the terminal's code cannot say is written as ``\\u2026``, where it would end the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def outcome(arguments: list[str] | None = None) -> int:
    """The exit code of one command; whatever went wrong has been told on standard error."""
    try:
        code = gateway.main(args=arguments, prog_name="gateway", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except Refusal as refusal:
        return _refused(refusal)
    except click.ClickException as misuse:
        misuse.show()
        return misuse.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        return _broke(error)


def _refused(refusal: Refusal) -> int:
    click.echo(refusal.sentence, err=True)
    if refusal.remedy:
        click.echo(refusal.remedy, err=True)
    return refusal.code


def _broke(error: Exception) -> int:
    """Tell in one sentence that the gateway itself failed, and where the details are."""
    details = "".join(traceback.format_exception(error))
    if os.environ.get("GATEWAY_DEBUG"):
        click.echo(details, err=True)
    try:
        where = f"Details are in {_note(details)}."
    except OSError:
        where = "Set GATEWAY_DEBUG=1 to see the details."
    click.echo(f"The gateway could not do this: something unexpected happened ({type(error).__name__}).\n{where}", err=True)
    return 1


def _note(details: str) -> Path:
    """Append a traceback to today's log, digits that could be a phone number blotted out."""
    now = datetime.now(UTC)
    path = _var() / "logs" / f"errors-{now:%Y-%m-%d}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{now:%Y-%m-%dT%H:%M:%SZ} {_NUMBER.sub('[number]', details)}\n")
    return path


def _var() -> Path:
    from gateway.settings import var_folder

    return var_folder()
