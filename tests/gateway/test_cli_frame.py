"""What a person sees when a command goes well, is misused, is refused, or breaks."""

import subprocess
import sys
from pathlib import Path

import pytest

from gateway import cli
from gateway.cli import outcome

COMMAND = """
import click
from gateway.refusal import Refusal

@click.command()
@click.argument("how")
def demo(how):
    if how == "refuse":
        raise Refusal("The port is taken.", "Choose another.", code=1)
    if how == "stop":
        raise KeyboardInterrupt
    if how == "break":
        raise RuntimeError("row of +26657012345 is bad")
    click.echo("well")
"""


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A command of our own in the table, and a folder for logs."""
    (tmp_path / "demo_command.py").write_text(COMMAND)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "demo_command", raising=False)
    monkeypatch.setitem(cli.COMMANDS, "demo", "demo_command:demo")
    monkeypatch.setenv("GATEWAY_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("GATEWAY_DEBUG", raising=False)
    return tmp_path / "var"


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["demo", "go"], 0, ""),
        (["demo", "refuse"], 1, "The port is taken.\nChoose another.\n"),
        (["demo", "stop"], 130, ""),
        (["demo"], 2, "Usage: gateway demo [OPTIONS] HOW\n"),
        (["demo", "go", "--fast"], 2, "No such option"),
        (["dem", "go"], 2, "There is no command “dem”. Did you mean “demo”?"),
        (["zzzzz"], 2, "“gateway --help” lists all commands."),
    ],
    ids=["well", "refused", "interrupted", "an argument missing", "an option too many", "nearly a command", "no command"],
)
def test_an_outcome_has_its_code_and_its_words(
    var: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, told: str
) -> None:
    assert outcome(arguments) == code
    shown = capsys.readouterr()
    assert told in shown.err
    assert shown.out == ("well\n" if code == 0 else "")
    assert not (var / "logs").exists()


def test_a_broken_command_gives_one_sentence_and_the_place_of_the_details(
    var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome(["demo", "break"]) == 1
    shown = capsys.readouterr()
    assert "Traceback" not in shown.out + shown.err
    (log,) = (var / "logs").iterdir()
    assert f"Details are in {log}." in shown.err
    assert "Traceback" in log.read_text()
    assert "RuntimeError: row of [number] is bad" in log.read_text()


def test_details_show_on_request(var: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DEBUG", "1")
    assert outcome(["demo", "break"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_broken_command_tells_so_even_where_no_log_can_be_written(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    var.touch()
    assert outcome(["demo", "break"]) == 1
    assert "GATEWAY_DEBUG" in capsys.readouterr().err


def test_a_broken_module_leaves_the_other_commands_whole(var: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (var.parent / "demo_command.py").write_text("import nothing_like_this")
    assert outcome(["demo", "go"]) == 1
    assert outcome(["hooks"]) == 0
    assert "/hooks/main/" in capsys.readouterr().out


def test_nothing_heavy_is_loaded_before_a_command_is_known() -> None:
    heavy = (
        "import sys, gateway.cli; print(sorted(set(sys.modules) & {'sqlalchemy', 'flask', 'redis', 'rq', 'pydantic', 'yaml'}))"
    )
    assert subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_terminal_of_few_letters_is_told_everything(tmp_path: Path) -> None:
    survey = tmp_path / "khmer.yaml"
    survey.write_text("survey: water\ntitle: ទឹក\nwelcom: ទឹក\n“ទឹក”: x\n", encoding="utf-8")
    poor = {"PATH": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", "GATEWAY_VAR": str(tmp_path)}
    command = [sys.executable, "-m", "gateway", "check", str(survey)]
    done = subprocess.run(command, env=poor, capture_output=True, check=False, cwd=Path(cli.__file__).parents[2])
    told = done.stdout + done.stderr
    assert b"something unexpected happened" not in told
    assert b"\\u1791" in told
