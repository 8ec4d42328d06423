"""``gateway export`` and ``gateway import``: surveys and their texts to and from other programs."""

from __future__ import annotations

import click

from gateway.cli import exports, imports, translations


@click.group("export")
def export() -> None:
    """Write a survey for another program or person.

    \b
    Example:
      gateway export translations my-survey.yaml --out texts.xlsx
      gateway export floip my-survey.yaml --out my-survey.json
      gateway export xlsform my-survey.yaml --out my-survey.xlsx
    """


@click.group("import")
def import_() -> None:
    """Bring in what came from another program or person. An import makes a draft, never a live survey.

    \b
    Example:
      gateway import translations my-survey.yaml texts.xlsx
      gateway import xlsform questionnaire.xlsx --owner "Ministry of Water" --time-zone Africa/Maseru
    """


export.add_command(translations.export)
export.add_command(exports.export_floip)
export.add_command(exports.export_xlsform)
import_.add_command(translations.import_)
import_.add_command(imports.import_xlsform)
import_.add_command(imports.import_rapidpro)
