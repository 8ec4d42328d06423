"""Every command says what it does and shows an example."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from gateway.cli import COMMANDS, gateway

CONTEXT = click.Context(gateway)


def paths(name: str) -> Iterator[tuple[list[str], click.Command]]:
    """A command, and those below it."""
    command = gateway.get_command(CONTEXT, name)
    assert command is not None
    yield [name], command
    if isinstance(command, click.Group):
        yield from (([name, below], found) for below, found in command.commands.items())


def test_every_command_of_the_table_is_there() -> None:
    assert gateway.list_commands(CONTEXT) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_and_an_example(name: str) -> None:
    for path, _ in paths(name):
        shown = CliRunner().invoke(gateway, [*path, "--help"])
        assert shown.exit_code == 0
        usage, _, told = shown.output.partition("\n")
        assert usage.startswith("Usage: ")
        assert "Example" in told
        assert f"gateway {' '.join(path)}" in told


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    for path, command in paths(name):
        unexplained = [p.name for p in command.params if isinstance(p, click.Option) and not p.help]
        assert not unexplained, path
