"""``gateway schema``: the survey language as a JSON Schema, for completion and hints in an editor."""

from __future__ import annotations

import json
from pathlib import Path

import click

from flows.schema import MODELINE, json_schema
from gateway.refusal import Refusal

HOW = """\
Put this line at the top of a survey, and an editor with the YAML language server (such as VS Code with the YAML
extension) completes keys, explains them and marks slips:

{modeline}"""


@click.command("schema")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it to this file instead of printing it.")
def schema(out: Path | None) -> None:
    """Print the survey language as a JSON Schema, for completion in an editor.

    It knows the shape of a survey; “gateway check” knows everything else, such as what fits a phone.

    \b
    Example:
      gateway schema > survey.schema.json
      gateway schema --out survey.schema.json
    """
    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    if out is None:
        click.echo(text, nl=False)
        click.echo(_how("survey.schema.json"), err=True)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refusal(f"{out} cannot be written: {error.strerror}.", "Choose another place.") from None
    click.echo(f"Written: {out}\n\n{_how(str(out))}")


def _how(address: str) -> str:
    return HOW.format(modeline=MODELINE.format(address=address))
